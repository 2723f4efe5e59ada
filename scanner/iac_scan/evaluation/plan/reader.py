"""A plan or state in JSON, checked: what is not of the documented shape is reported, and left out.

Source: https://developer.hashicorp.com/terraform/internals/json-format.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from iac_scan.evaluation.plan.document import (
    Block,
    Call,
    Lack,
    Module,
    PlanFile,
    Planned,
    is_true,
    member,
    text_at,
)
from iac_scan.evaluation.result import Mode
from iac_scan.parsers.json import parse_json_document
from iac_scan.parsers.template.tree import Entries, Items, Node, Scalar
from iac_scan.sources.bounds import Bounds
from iac_scan.sources.diagnostics import Diagnostic, Level
from iac_scan.sources.document import Document
from iac_scan.sources.span import Span

_GONE = frozenset({("delete",), ("forget",)})
"""What is not there any more, or not the code's business any more, when the plan is applied."""
_MAJOR_VERSIONS = frozenset({"0", "1"})


def read(document: Document, bounds: Bounds) -> tuple[PlanFile | None, tuple[Diagnostic, ...]]:
    """Return what a plan says, as far as it has the shape of one.

    Errors: a part of another shape is left out with a diagnostic; it is None for what is not JSON
    or of another version of the format.
    """
    node, problems = parse_json_document(document, bounds)
    if node is None:
        return None, problems
    reader = _Reader(list(problems))
    return reader.plan(document.path, node), tuple(reader.diagnostics)


def _lack(node: Node) -> tuple[Lack, Span] | None:
    """Return what a plan says of not being of everything; the most telling where it says two."""
    deferred, errored, complete = (member(node, kind.value) for kind in Lack)
    if isinstance(deferred, Items) and deferred.items:
        return Lack.DEFERRED, deferred.span
    if errored is not None and is_true(errored):
        return Lack.ERRORED, errored.span
    if isinstance(complete, Scalar) and complete.value is False:
        return Lack.INCOMPLETE, complete.span
    return None


def _is_nothing(change: Entries | None) -> bool:
    """Tell whether a change leads to nothing: a no-op of what somebody has deleted already.

    Terraform 1.0 names such a resource among the planned ones, too, without values.
    """
    after = None if change is None else change.get("after")
    marks = member(change, "after_unknown")
    known = isinstance(after, Scalar) and after.value is None
    return known and not is_true(marks) and not (isinstance(marks, Entries) and marks.entries)


def _is_single(node: Node) -> bool:
    """Tell whether a block of the configuration has neither count nor for_each."""
    return not (member(node, "count_expression") or member(node, "for_each_expression"))


@dataclass(slots=True)
class _Reader:
    """Reads one document; what has another shape than documented is left out and reported."""

    diagnostics: list[Diagnostic]

    def wrong(self, expected: str, node: Node) -> None:
        """Report a part that is left out."""
        got = {Entries: "an object", Items: "an array"}.get(type(node), "a single value")
        message = f"not what a plan has here: expected {expected}, got {got}"
        self.diagnostics.append(Diagnostic(Level.ERROR, message, node.span))

    def object(self, node: Node | None, key: str) -> Entries | None:
        """Return an object that may be left out."""
        found = member(node, key)
        if found is None or isinstance(found, Entries):
            return found
        self.wrong(f"an object for `{key}`", found)
        return None

    def objects(self, node: Node | None, key: str) -> Iterator[Entries]:
        """Yield the objects of an array that may be left out."""
        found = member(node, key)
        if isinstance(found, Items):
            for item in found.items:
                if isinstance(item, Entries):
                    yield item
                else:
                    self.wrong(f"an object among `{key}`", item)
        elif found is not None:
            self.wrong(f"an array for `{key}`", found)

    def named(self, node: Node | None, key: str) -> Iterator[tuple[str, Entries]]:
        """Yield the objects of an object that may be left out, by name."""
        found = self.object(node, key)
        for entry in found.entries if found is not None else ():
            if isinstance(entry.value, Entries):
                yield entry.key, entry.value
            else:
                self.wrong(f"an object for `{entry.key}`", entry.value)

    def plan(self, path: str, node: Node) -> PlanFile | None:
        """Return the whole."""
        version = text_at(node, "format_version")
        if version is None or version.partition(".")[0] not in _MAJOR_VERSIONS:
            message = f"a plan of format version `{version}` is not read; known are 0 and 1"
            self.diagnostics.append(Diagnostic(Level.ERROR, message, node.span))
            return None
        changes = {
            address: change
            for change in self.objects(node, "resource_changes")
            if (address := text_at(change, "address")) is not None
            and member(change, "deposed") is None
        }
        configuration = self.object(node, "configuration")
        root = self.object(configuration, "root_module")
        outputs = self.object(node, "planned_values") or self.object(node, "values")
        variables = self.named(node, "variables")
        return PlanFile(
            path,
            tuple(self.resources(node, changes)),
            None if root is None else self.module(root),
            {
                name: expressions
                for name, provider in self.named(configuration, "provider_config")
                if (expressions := self.object(provider, "expressions")) is not None
            },
            {
                name: value
                for name, variable in variables
                if (value := member(variable, "value")) is not None
            },
            dict(self.named(outputs, "outputs")),
            frozenset(changes),
            _lack(node),
        )

    def resources(self, node: Node, changes: dict[str, Entries]) -> Iterator[Planned]:
        """Yield what there will be: planned, changed, and read before."""
        seen: set[str] = set()
        planned = self.object(node, "planned_values") or self.object(node, "values")
        prior = self.object(self.object(node, "prior_state"), "values")
        for one in self.below(self.object(planned, "root_module")):
            yield from self.resource(one, "values", changes, seen)
        for one in changes.values():
            yield from self.resource(one, "change", changes, seen)
        for one in self.below(self.object(prior, "root_module")):
            if text_at(one, "mode") == "data":
                yield from self.resource(one, "values", changes, seen)

    def below(self, module: Entries | None) -> Iterator[Entries]:
        """Yield the resources of a module and of those below it."""
        if module is None:
            return
        yield from self.objects(module, "resources")
        for inner in self.objects(module, "child_modules"):
            yield from self.below(inner)

    def resource(
        self, node: Entries, key: str, changes: dict[str, Entries], seen: set[str]
    ) -> Iterator[Planned]:
        """Yield the resource, unless it was met before or is not there any more."""
        address, type = text_at(node, "address"), text_at(node, "type")
        if address is None or type is None:
            self.wrong("a resource with `address` and `type`", node)
            return
        change = self.object(changes.get(address), "change")
        actions = member(change, "actions")
        words = actions.items if isinstance(actions, Items) else ()
        is_gone = tuple(getattr(word, "value", None) for word in words) in _GONE
        values = self.object(node, "values")
        if key == "change":
            values = self.object(change, "after")
        if address in seen or is_gone or (values is None and _is_nothing(change)):
            return
        seen.add(address)
        index = member(node, "index")
        number = index.value if isinstance(index, Scalar) else None
        place = member(node, "address")
        yield Planned(
            address,
            Mode.DATA if text_at(node, "mode") == "data" else Mode.MANAGED,
            type,
            number if isinstance(number, int | str) and not isinstance(number, bool) else None,
            values,
            member(change, "after_unknown"),
            member(node, "sensitive_values") or member(change, "after_sensitive"),
            node.span if place is None else place.span,
            node.span,
        )

    def module(self, node: Entries) -> Module:
        """Return a module of the configuration."""
        blocks = {
            address: Block(
                text_at(block, "provider_config_key"),
                self.object(block, "expressions"),
                member(block, "for_each_expression"),
                is_managed=not address.startswith(("data.", "ephemeral.")),
                is_single=_is_single(block),
            )
            for block in self.objects(node, "resources")
            if (address := text_at(block, "address")) is not None
        }
        outputs = {
            name: expression
            for name, output in self.named(node, "outputs")
            if (expression := self.object(output, "expression")) is not None
        }
        calls = {
            name: Call(
                self.object(call, "expressions"),
                Module() if (inner := self.object(call, "module")) is None else self.module(inner),
                _is_single(call),
            )
            for name, call in self.named(node, "module_calls")
        }
        return Module(blocks, outputs, calls)
