"""What a module call gives, held against what the module takes.

What the call makes of it is in `modules`.
Source: https://developer.hashicorp.com/terraform/language/modules/syntax.
"""

from __future__ import annotations

from iac_scan.evaluation.terraform import provider_names, providers
from iac_scan.evaluation.terraform.configuration import attribute_of
from iac_scan.evaluation.terraform.scope import ModuleInstance
from iac_scan.parsers.hcl.syntax import Block
from iac_scan.sources.diagnostics import Diagnostic, Level
from iac_scan.suggest import did_you_mean

META = frozenset({"source", "version", "providers", "count", "for_each", "depends_on"})
"""The arguments of a call that are no variables of the module."""


def check(name: str, block: Block, caller: ModuleInstance, directory: str) -> None:
    """Report what the call gives that the module does not take, and what it does not give."""
    session = caller.session
    called = session.configuration_of(directory)
    given = {attribute.name: attribute for attribute in block.body.attributes}
    for argument in given.values():
        if argument.name not in META and argument.name not in called.variables:
            message = f"module `{name}` has no variable `{argument.name}`"
            help_text = did_you_mean(argument.name, called.variables, "") or None
            span = argument.name_span
            session.report(Diagnostic(Level.WARNING, message, span, help_text))
    for variable, declared in called.variables.items():
        if variable not in given and attribute_of(declared.body, "default") is None:
            message = f"module `{name}` is given no value for `{variable}`"
            session.report(Diagnostic(Level.WARNING, message, block.header_span))
    passed = given.get("providers")
    names = {} if passed is None else providers.passed(passed.expression, caller)
    for alias in sorted(provider_names.expected(called) - frozenset(names)):
        message = f"module `{name}` is given no provider configuration for `{alias}`"
        session.report(Diagnostic(Level.WARNING, message, block.header_span))
