"""References to what a module does not declare, found in the syntax, nothing evaluated.

Evaluation reports such a reference where it comes to it; it does not come to what has no
instance, to `depends_on`, or to what only tests. What terraform refuses there is found here.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from iac_scan.evaluation.terraform.free_names import references
from iac_scan.parsers.hcl.syntax import Block, Body, Expression, GetAttribute, Index, Variable
from iac_scan.sources.diagnostics import Diagnostic, Level
from iac_scan.sources.span import Span
from iac_scan.suggest import nearest

if TYPE_CHECKING:
    from iac_scan.evaluation.terraform.configuration import Configuration

_WITHOUT = frozenset({"path", "terraform", "each", "count", "self"})
"""Names that need no declaration; whether they have a value where they stand is evaluated."""

_SKIPPED = {
    "resource": frozenset({"provider"}),
    "data": frozenset({"provider"}),
    "ephemeral": frozenset({"provider"}),
    "lifecycle": frozenset({"ignore_changes"}),
    "provisioner": frozenset({"when", "on_failure"}),
    "dynamic": frozenset({"iterator", "labels"}),
    "module": frozenset({"providers", "source", "version"}),
    "provider": frozenset({"alias", "version"}),
    "variable": frozenset({"type", "default"}),
    "import": frozenset({"to", "provider"}),
}
"""Arguments whose names mean something else, by the type of the block."""


def problems(found: Configuration) -> Iterator[Diagnostic]:
    """Yield what the module of a directory refers to and does not declare, each place once."""
    search = _Search(found)
    for attribute in found.locals.values():
        search.expression(attribute.expression)
    for table in (found.variables, found.outputs, found.modules, found.providers):
        for block in table.values():
            search.body(block.body, block.type)
    for resource in found.resources.values():
        search.body(resource.block.body, "resource")
    for block in found.tests:
        search.names = {
            f"data.{'.'.join(inner.labels)}" for inner in block.body.blocks if inner.type == "data"
        }
        search.body(block.body, block.type)
        search.names = set()
    yield from search.wrong


def undeclared_variable(name: str, span: Span, found: Configuration) -> Diagnostic:
    """Return what is said of `var.name` that is not declared."""
    return _missing(f"variable `{name}` is not declared", span, name, found.variables)


def undeclared_local(name: str, span: Span, found: Configuration) -> Diagnostic:
    """Return what is said of `local.name` that is not declared."""
    return _missing(f"local value `{name}` is not declared", span, name, found.locals)


def undeclared_module(name: str, span: Span, found: Configuration) -> Diagnostic:
    """Return what is said of `module.name` that is not declared."""
    return _missing(f"module `{name}` is not declared", span, name, found.modules)


def undeclared_resource(address: str, span: Span, found: Configuration) -> Diagnostic:
    """Return what is said of a resource or data source that is not declared."""
    message = f"`{address}` is not declared in this module"
    return _missing(message, span, address, found.resources)


def _missing(message: str, span: Span, name: str, known: Iterable[str]) -> Diagnostic:
    close = nearest(name, known)
    help = f"did you mean `{close}`?" if close else None
    return Diagnostic(Level.WARNING, message, span, help)


class _Search:
    """Goes through syntax and keeps what is wrong."""

    def __init__(self, found: Configuration) -> None:
        self.found = found
        self.wrong: dict[Diagnostic, None] = {}
        self.names: set[str] = set()
        """Addresses that are declared where the search is, beside those of the module."""

    def body(self, body: Body, type: str, bound: frozenset[str] = frozenset()) -> None:
        """Go through the arguments and the blocks of a block."""
        skipped = _SKIPPED.get(type, frozenset())
        for attribute in body.attributes:
            if attribute.name not in skipped:
                self.expression(attribute.expression, bound)
        for block in body.blocks:
            if block.type == "dynamic":
                self._dynamic(block, bound)
            else:
                self.body(block.body, block.type, bound)

    def _dynamic(self, block: Block, bound: frozenset[str]) -> None:
        inside = bound | {_iterator(block)}
        for attribute in block.body.attributes:
            if attribute.name == "for_each":
                self.expression(attribute.expression, bound)
        for inner in block.body.blocks:
            self.body(inner.body, inner.type, inside)

    def expression(self, node: Expression, bound: frozenset[str] = frozenset()) -> None:
        """Go through an expression; `bound` are the names of the loops around it."""
        for start, steps in references(node, bound):
            if start.name not in _WITHOUT:
                self._named(start, steps)

    def _named(self, start: Variable, steps: tuple[GetAttribute | Index, ...]) -> None:
        path = [step.name if isinstance(step, GetAttribute) else None for step in steps[:2]]
        found = self.found
        wrong: Diagnostic | None = None
        match start.name, *path:
            case "var", str() as name, *_ if name not in found.variables:
                wrong = undeclared_variable(name, steps[0].span, found)
            case "local", str() as name, *_ if name not in found.locals:
                wrong = undeclared_local(name, steps[0].span, found)
            case "module", str() as name, *_ if name not in found.modules:
                wrong = undeclared_module(name, steps[0].span, found)
            case (("var" | "local" | "module"), *_):
                return
            case ("data" | "ephemeral" | "resource") as mode, str() as type, str() as name:
                address = f"{type}.{name}" if mode == "resource" else f"{mode}.{type}.{name}"
                wrong = self._resource(address, steps[1].span)
            case (("data" | "ephemeral" | "resource"), *_):
                return
            case type, str() as name, *_:
                wrong = self._resource(f"{type}.{name}", steps[0].span)
        if wrong is not None:
            self.wrong[wrong] = None

    def _resource(self, address: str, span: Span) -> Diagnostic | None:
        if address in self.found.resources or address in self.names:
            return None
        return undeclared_resource(address, span, self.found)


def _iterator(block: Block) -> str:
    """Return the name that a dynamic block gives to its element."""
    for attribute in block.body.attributes:
        if attribute.name == "iterator" and isinstance(attribute.expression, Variable):
            return attribute.expression.name
    return block.labels[0] if block.labels else ""
