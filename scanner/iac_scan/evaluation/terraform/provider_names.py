"""Names of provider configurations in the syntax: who declares them, and who means which.

What a configuration says, and whose account it is, is in `providers`.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from iac_scan.parsers.hcl.syntax import (
    Attribute,
    Block,
    Expression,
    GetAttribute,
    Index,
    Literal,
    ObjectConstructor,
    Template,
    TemplateInterpolation,
    TupleConstructor,
    Variable,
)
from iac_scan.sources.diagnostics import Diagnostic, Level
from iac_scan.suggest import nearest

if TYPE_CHECKING:
    from iac_scan.evaluation.terraform.configuration import Configuration


def reference(expression: Expression) -> str | None:
    """Return the name that a reference to a provider configuration spells: `aws.prod`."""
    match expression:
        case Variable(name=name) | Literal(value=str() as name):
            return name
        case GetAttribute(source=Variable(name=name), name=alias):
            return f"{name}.{alias}"
        case Index(source=GetAttribute(source=Variable(name=name), name=alias)):
            return f"{name}.{alias}"
        case Template(parts=(TemplateInterpolation(expression=inner),)):
            return reference(inner)
        case _:
            return None


def expected(found: Configuration) -> frozenset[str]:
    """Return the aliases that a module expects from its caller, as `configuration_aliases` says.

    Source: https://developer.hashicorp.com/terraform/language/modules/develop/providers.
    """
    return frozenset(
        name
        for settings in found.settings
        for block in settings.body.blocks
        if block.type == "required_providers"
        for attribute in block.body.attributes
        if isinstance(attribute.expression, ObjectConstructor)
        for item in attribute.expression.items
        if reference(item.key) == "configuration_aliases"
        for name in _names_in(item.value)
    )


def _names_in(expression: Expression) -> Iterator[str]:
    if isinstance(expression, TupleConstructor):
        for item in expression.items:
            name = reference(item)
            if name is not None:
                yield name


def is_placeholder(block: Block) -> bool:
    """Tell whether a provider block configures nothing, so that what a caller passes counts.

    Source: terraform 1.11.4, and https://developer.hashicorp.com/terraform/language/modules/develop/providers
    on modules for terraform 0.10 and earlier, which declare the aliases that they expect so.
    """
    written = {attribute.name for attribute in block.body.attributes}
    return not block.body.blocks and written <= {"alias", "version"}


def problems(found: Configuration) -> Iterator[Diagnostic]:
    """Yield the aliases that a module uses, and neither declares nor expects."""
    known = frozenset(found.providers) | expected(found)
    for resource in found.resources.values():
        for attribute in _arguments(resource.block, "provider"):
            yield from _unless_known(attribute.expression, known)
    for call in found.modules.values():
        for attribute in _arguments(call, "providers"):
            if isinstance(attribute.expression, ObjectConstructor):
                for item in attribute.expression.items:
                    yield from _unless_known(item.value, known)


def _arguments(block: Block, name: str) -> Iterator[Attribute]:
    return (one for one in block.body.attributes if one.name == name)


def _unless_known(expression: Expression, known: frozenset[str]) -> Iterator[Diagnostic]:
    name = reference(expression)
    # A configuration without alias is there even where nobody writes it.
    if name is None or "." not in name or name in known:
        return
    close = nearest(name, known)
    help = f"did you mean `{close}`?" if close else None
    message = f"provider configuration `{name}` is not declared in this module"
    yield Diagnostic(Level.WARNING, message, expression.span, help)
