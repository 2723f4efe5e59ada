"""What a configuration demands of its own values: validations and preconditions.

What surely does not hold is reported, as terraform refuses it; what is not known may well hold.
Postconditions and checks speak of what is deployed, and are not looked at.
Source: https://developer.hashicorp.com/terraform/language/validate.
"""

from __future__ import annotations

from iac_scan.evaluation.terraform import operators, variables
from iac_scan.evaluation.terraform.configuration import attribute_of, blocks_of
from iac_scan.evaluation.terraform.expressions import evaluate
from iac_scan.evaluation.terraform.scope import ModuleInstance, Scope
from iac_scan.parsers.hcl.syntax import Block, Body
from iac_scan.sources.span import Span
from iac_scan.values import Known, text_of


def check_variables(module: ModuleInstance) -> None:
    """Report the values that do not pass the validations of the variables that they are given to.

    Defaults of a root count as given by nobody: many are there to be refused.
    """
    for name, block in sorted(module.configuration.variables.items()):
        validations = tuple(blocks_of(block.body, "validation"))
        if validations and (module.parent is not None or name in module.inputs):
            scope = module.scope()
            value = variables.value_of(name, block.header_span, scope)
            place = variables.place_of(value.origin)
            for validation in validations:
                what = f"the value of `var.{name}` does not pass its validation"
                _check(validation, what, place, scope)


def check_outputs(module: ModuleInstance) -> None:
    """Report the preconditions of outputs that do not hold."""
    for name, block in sorted(module.configuration.outputs.items()):
        for demand in blocks_of(block.body, "precondition"):
            what = f"a precondition of output `{name}` does not hold"
            _check(demand, what, demand.header_span, module.scope())


def check_resource(body: Body, address: str, scope: Scope) -> None:
    """Report the preconditions of one instance of a resource that do not hold."""
    for lifecycle in blocks_of(body, "lifecycle"):
        for demand in blocks_of(lifecycle.body, "precondition"):
            what = f"a precondition of `{address}` does not hold"
            _check(demand, what, demand.header_span, scope)


def _check(demand: Block, what: str, place: Span, scope: Scope) -> None:
    condition = attribute_of(demand.body, "condition")
    if condition is None:
        return
    value = evaluate(condition.expression, scope)
    decided = operators.condition(value, condition.expression.span, scope)
    if not (isinstance(decided, Known) and decided.value is False):
        return
    said = attribute_of(demand.body, "error_message")
    reason = None if said is None else text_of(evaluate(said.expression, scope))
    scope.wrong(what, place, None if reason is None else " ".join(reason.split()))
