"""Where an ephemeral or sensitive value may not stand: terraform keeps what stands there.

How marks travel through expressions is with the expressions.
Source: https://developer.hashicorp.com/terraform/language/resources/ephemeral#reference-ephemeral-resources
and https://developer.hashicorp.com/terraform/language/values/outputs.
"""

from __future__ import annotations

from iac_scan.evaluation.functions.marks import held_marks, marked, marks_of
from iac_scan.evaluation.functions.unknowns import first_unknown
from iac_scan.evaluation.terraform.configuration import ResourceBlock, attribute_of, blocks_of
from iac_scan.evaluation.terraform.scope import ModuleInstance, Scope
from iac_scan.parsers.hcl.syntax import Attribute, Block, Literal
from iac_scan.sources.span import Span
from iac_scan.values import SECRET, UNMARKED, Mapping, Mark, Marks, Sequence, Value

_EPHEMERAL: Marks = frozenset({Mark.EPHEMERAL})
_WRITE_ONLY = "_wo"
"""How the names of the arguments end that take an ephemeral value.

Source: https://developer.hashicorp.com/terraform/language/resources/ephemeral/write-only
"""
_WELL_KNOWN = ("aws_", "terraform_")
"""How the resource types begin whose arguments are known to be named that way."""
_HELP = "it is not kept: `ephemeralasnull` leaves it out"


def is_true(block: Block, name: str) -> bool:
    """Tell whether a flag of a variable or output is set."""
    attribute = attribute_of(block.body, name)
    if attribute is None or not isinstance(attribute.expression, Literal):
        return False
    return attribute.expression.value in (True, "true")


def declared_marks(block: Block) -> Marks:
    """Return the marks that a variable or output gives to its value."""
    marks = SECRET if is_true(block, "sensitive") else UNMARKED
    return marks | _EPHEMERAL if is_true(block, "ephemeral") else marks


def refuse_ephemeral(value: Value, what: str, span: Span, scope: Scope) -> None:
    """Report an ephemeral value, or one with such a part, where it would have to be kept."""
    if Mark.EPHEMERAL in held_marks((value,)):
        scope.wrong(f"{what} takes no ephemeral value", span, _HELP)


def check_output(name: str, block: Block, value: Value, module: ModuleInstance) -> Value:
    """Return the value of an output with the marks that the output gives it.

    Errors: reports a value that the output must not have.
    """
    scope, place = module.scope(), block.header_span
    attribute = attribute_of(block.body, "value")
    span = place if attribute is None else attribute.expression.span
    held = held_marks((value,))
    if not is_true(block, "ephemeral"):
        refuse_ephemeral(value, f"output `{name}`", span, scope)
    elif Mark.EPHEMERAL not in held and first_unknown(value) is None:
        scope.wrong(f"output `{name}` is ephemeral, and its value is not", span)
    if _is_deployed(module):
        if is_true(block, "ephemeral"):
            scope.wrong(f"output `{name}` of a root module cannot be ephemeral", place)
        if Mark.SENSITIVE in held and not is_true(block, "sensitive"):
            help_text = "add `sensitive = true`, or `nonsensitive` where nothing is secret"
            scope.wrong(f"output `{name}` shows a sensitive value", span, help_text)
    return marked(value, declared_marks(block))


def _is_deployed(module: ModuleInstance) -> bool:
    """Tell whether the module surely is deployed as it is, and is no module for others to call."""
    if module.parent is not None or module.unset:
        return False
    backends = (
        backend
        for settings in module.configuration.settings
        for kind in ("backend", "cloud")
        for backend in blocks_of(settings.body, kind)
    )
    return len(module.inputs) > 0 or any(True for _ in backends)


def check_arguments(resource: ResourceBlock, values: Mapping, scope: Scope) -> None:
    """Report the arguments of a resource that are given an ephemeral value and would keep it."""
    if not resource.ephemeral and resource.type.startswith(_WELL_KNOWN):
        _check_kept(values, resource.block.header_span, scope)


def _check_kept(values: Mapping, place: Span, scope: Scope) -> None:
    for name, entry in values.entries.items():
        if name.endswith(_WRITE_ONLY):
            continue
        span = values.key_spans.get(name, place)
        if isinstance(entry, Sequence) and all(isinstance(one, Mapping) for one in entry.items):
            for block in entry.items:
                assert isinstance(block, Mapping)
                _check_kept(block, span, scope)
        else:
            refuse_ephemeral(entry, f"`{name}`", span, scope)


def check_input(name: str, block: Block, value: Value, module: ModuleInstance, span: Span) -> None:
    """Report an ephemeral value given to a variable that takes none."""
    if not is_true(block, "ephemeral"):
        refuse_ephemeral(value, f"`var.{name}`", span, module.scope())


def refuse_deciding(attribute: Attribute, value: Value, scope: Scope) -> None:
    """Report an ephemeral value of which it depends which instances there are."""
    if Mark.EPHEMERAL in marks_of(value):
        message = f"`{attribute.name}` takes no ephemeral value"
        scope.wrong(message, attribute.expression.span, _HELP)
