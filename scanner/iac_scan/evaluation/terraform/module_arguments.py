"""What a module call gives, held against what the module takes.

What the call makes of it is in `modules`.
Source: https://developer.hashicorp.com/terraform/language/modules/syntax.
"""

from __future__ import annotations

from collections.abc import Iterator

from iac_scan.evaluation.terraform import provider_names, providers
from iac_scan.evaluation.terraform.configuration import Configuration, attribute_of
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
    for message in _about_providers(name, block, caller, called):
        session.report(Diagnostic(Level.WARNING, message, block.header_span))


def _about_providers(
    name: str, block: Block, caller: ModuleInstance, called: Configuration
) -> Iterator[str]:
    """Yield what is wrong with the provider configurations of a call."""
    passed = frozenset(providers.passed(block, caller))
    for alias in sorted(provider_names.expected(called) - passed):
        yield f"module `{name}` is given no provider configuration for `{alias}`"
    own = {
        full
        for full, declared in called.providers.items()
        if not provider_names.is_placeholder(declared)
    }
    for full in sorted(own & passed):
        yield f"module `{name}` configures `{full}` itself, and cannot be passed another one"
    repeated = _repeated(block, caller) if own else None
    if repeated is not None:
        yield f"module `{name}` configures providers itself, and `{repeated}` cannot stand above it"


def _repeated(block: Block, caller: ModuleInstance) -> str | None:
    """Return what a call, or one that leads to it, has that own providers exclude, or None."""
    while True:
        for argument in ("count", "for_each", "depends_on"):
            if attribute_of(block.body, argument) is not None:
                return argument
        if caller.parent is None:
            return None
        call = caller.calls[-1].label.removeprefix("module.")
        caller = caller.parent
        block = caller.configuration.modules[call]
