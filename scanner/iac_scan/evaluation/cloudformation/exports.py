"""What the stacks of one scan read of each other: exports by their name, outputs by their stack.

Source: AWS CloudFormation User Guide, "Fn::ImportValue" and "Outputs" (edition of
2023-09-19, read 2026-11-23): export names are unique within an account and region; AWS
CloudFormation Template Reference, "Fn::GetStackOutput" (read 2026-11-25).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from collections.abc import Mapping as Map
from dataclasses import dataclass
from typing import TYPE_CHECKING

from iac_scan.evaluation.cloudformation.choices import Part, flat, followed, one_of, parts_of
from iac_scan.evaluation.cloudformation.paths import shared
from iac_scan.evaluation.result import Deployer
from iac_scan.parsers.template.tree import Entries
from iac_scan.sources.diagnostics import Diagnostic, Level
from iac_scan.sources.span import Origin, Span, Step
from iac_scan.values import Reason, Truth, Unknown, Value, options_of, show, text_of

if TYPE_CHECKING:
    from iac_scan.evaluation.cloudformation.stack import Stack

_WEIGHT = 2
"""How deep the way from one stack to another is, against one level of a template."""

_REQUIRED = ("StackName", "OutputName")


@dataclass(frozen=True, slots=True)
class Export:
    """One output that a stack exports under one name."""

    name: tuple[Part, ...]
    """The name, or one of several that it may be."""
    stack: Stack
    """Who exports it."""
    output: str
    """The output."""
    span: Span
    """Where the output is declared."""

    def value(self) -> Value:
        """Return what is exported."""
        return flat(self.stack.output(self.output, self.span))


def value_of_output(stack: Stack, name: str, span: Span) -> Value:
    """Return the output of a stack, which is asked for at `span`."""
    declared = stack.section("Outputs").get(name)
    node = None if declared is None else declared.part("Value")
    if declared is None or node is None:
        message = f"the template `{stack.template.path}` has no output `{name[:60]}`"
        if stack.declares_all("Outputs"):
            stack.report(Diagnostic(Level.WARNING, message, span))
        return Unknown(Reason.INVALID, message, Origin(span))
    if not stack.enter(_WEIGHT):
        return stack.too_deep(span)
    try:
        value = stack.evaluated.outputs.of(name, lambda: stack.value(node))
    finally:
        stack.leave(_WEIGHT)
    return stack.cycle(f"output `{name[:60]}`", declared.span) if value is None else value


class _Listed:
    """All exports, found by their name: a template may import as many as there are."""

    def __init__(self, every: Iterable[Export]) -> None:
        self.every = tuple(every)
        self.unsure = tuple(one for one in self.every if not _is_text(one.name))
        """Those whose name is not known."""
        self.by_name: dict[tuple[object, ...], list[Export]] = {}
        """Those whose names are surely the same."""
        for one in self.every:
            self.by_name.setdefault(_key_of(one.name), []).append(one)


class Exports:
    """The exports of all stacks, gathered when the first import asks. Mutable for that reason."""

    def __init__(self, stacks: Callable[[], Iterable[Stack]]) -> None:
        self._stacks = stacks
        self._found: _Listed | None = None
        self._named: dict[str, list[Stack]] | None = None
        self._guessing = False

    def stack(self, name: str, region: str | None, account_id: str | None) -> Stack | None:
        """Return the one stack of that name, or None for none or several.

        Unknown: a stack whose region or account is not known may be in the one that is asked for.
        """
        if self._named is None:
            self._named = {}
            for stack in self._stacks():
                if stack.here.stack_name is not None:
                    self._named.setdefault(stack.here.stack_name, []).append(stack)
        found = [
            stack
            for stack in self._named.get(name, ())
            if _could_be(stack.here.deployer.region, region)
            and _could_be(stack.here.deployer.account_id, account_id)
        ]
        return found[0] if len(found) == 1 else None

    def find(self, name: tuple[Part, ...], stack: Stack) -> tuple[Export, ...]:
        """Return the exports that `stack` may import by `name`.

        Those of the same name count, else those whose name may be the same; of them, those that
        stand nearest: in the same nest of stacks, in the same folders.
        """
        listed = self._gathered()
        same = listed.by_name.get(_key_of(name), ())
        found = [one for one in same if _could_reach(one, stack)]
        if not found:
            # Two names that are known are the same or are not; no guess is made between them.
            others = listed.unsure if _is_text(name) else listed.every
            found = [
                one
                for one in others
                if one.stack is not stack
                and _could_name(one.name, name)
                and _could_reach(one, stack)
            ]
        ranks = [_nearness(one.stack, stack) for one in found]
        best = max(ranks, default=None)
        return tuple(one for one, rank in zip(found, ranks, strict=True) if rank == best)

    def guess(self, exports: tuple[Export, ...]) -> tuple[Value, ...]:
        """Return what each of several exports that may be meant exports.

        INVARIANT: no guess is made within another one: two could lead round, where no stack does.
        """
        if self._guessing:
            return ()
        self._guessing = True
        try:
            return tuple(one.value() for one in exports)
        finally:
            self._guessing = False

    def _gathered(self) -> _Listed:
        """Return all exports."""
        if self._found is None:
            # An export name that itself imports must not gather again.
            self._found = _Listed(())
            self._found = _Listed([one for stack in self._stacks() for one in _exported(stack)])
        return self._found


def _exported(stack: Stack) -> Iterator[Export]:
    """Yield the outputs that a stack exports, by each name that they may have."""
    for declared in stack.section("Outputs").values():
        export = declared.part("Export")
        node = export.get("Name") if isinstance(export, Entries) else None
        if node is None or stack.presence_of(declared) is Truth.NO:
            continue
        for name in options_of(stack.value(node)):
            parts = parts_of(name)
            if parts is not None:
                yield Export(parts, stack, declared.name, declared.span)


def _is_name(one: tuple[Part, ...], other: tuple[Part, ...]) -> bool:
    """Tell whether two names are surely the same; what is not known may have one source."""
    return _key_of(one) == _key_of(other)


def _key_of(name: tuple[Part, ...]) -> tuple[object, ...]:
    """Return a key that is equal for names that surely are the same."""
    return tuple(map(_source_of, name))


def _source_of(part: Part) -> object:
    """Return a key that is equal for parts that surely are the same."""
    if isinstance(part, str):
        return part
    return part.identity or (part.origin.span, part.detail)


def _is_text(name: tuple[Part, ...]) -> bool:
    """Tell whether all of a name is known."""
    return all(isinstance(part, str) for part in name)


def _could_name(one: tuple[Part, ...], other: tuple[Part, ...]) -> bool:
    """Tell whether two names may be the same, and have a known beginning or end in common."""
    if _is_text(one) and _is_text(other):
        return False
    heads = [part if isinstance(part, str) else "" for part in (one[0], other[0])]
    tails = [part if isinstance(part, str) else "" for part in (one[-1], other[-1])]
    begin_alike = heads[0].startswith(heads[1]) or heads[1].startswith(heads[0])
    end_alike = tails[0].endswith(tails[1]) or tails[1].endswith(tails[0])
    return begin_alike and end_alike and (all(heads) or all(tails))


def _could_reach(export: Export, stack: Stack) -> bool:
    """Tell whether a stack may import an export: both are in one account and region."""
    here, there = stack.here.deployer, export.stack.here.deployer
    return _could_be(there.region, text_of(here.region)) and _could_be(
        there.account_id, text_of(here.account_id)
    )


def _nearness(one: Stack, other: Stack) -> tuple[bool, int]:
    """Return how near two stacks are: of one root, else by the folders that they share."""
    paths = one.template.path.split("/"), other.template.path.split("/")
    return one.here.stack.scope == other.here.stack.scope, shared(*paths)


def _could_be(value: Value, wanted: str | None) -> bool:
    """Tell whether a region or account may be the one that is wanted."""
    known = text_of(value)
    return known is None or wanted is None or known == wanted


def output_of(
    exports: Exports | None, wanted: Map[str, Value], here: Deployer, step: Step
) -> Value:
    """Return an output of the stack that `Fn::GetStackOutput` names.

    Unknown: the stack is the one of that name whose region and account may be the named ones;
    without it, or where its name, the output or the region is not known, so is the value.
    """
    name, output = (text_of(wanted[key]) if key in wanted else None for key in _REQUIRED)
    region = text_of(wanted.get("Region", here.region))
    if name is not None and output is not None and exports is not None:
        stack = exports.stack(name, region, _account_of(wanted.get("RoleArn", here.account_id)))
        if stack is not None and (region is not None or "Region" not in wanted):
            return followed(flat(stack.output(output, step.span)), step)
    shown = f"`{output[:60]}` " if output is not None else ""
    of_stack = f"stack `{name[:60]}`" if name is not None else "another stack"
    return Unknown(Reason.DATA, f"output {shown}of {of_stack} is not read here", Origin(step.span))


def _account_of(value: Value) -> str | None:
    """Return the account in the ARN of a role, or the account that the value is."""
    text = text_of(value)
    if text is None:
        return None
    parts = text.split(":")
    return parts[4] if len(parts) > 4 else text


def imported(exports: Exports | None, stack: Stack, name: Value, step: Step) -> Value:
    """Return what another stack exports under a name.

    Unknown: where several export that name, or only may do so, each is possible; a name that is
    not known may be another one still.
    """
    shown = show(name)[:100]
    unknown = Unknown(Reason.DATA, f"`{shown}` is exported by another stack", Origin(step.span))
    parts = parts_of(name)
    found = exports.find(parts, stack) if exports is not None and parts else ()
    if exports is None or parts is None or not found:
        return unknown
    if len(found) == 1 and _is_name(found[0].name, parts):
        return followed(found[0].value(), step)
    options = exports.guess(found)
    if all(_is_name(one.name, parts) for one in found):
        detail = f"{len(found)} stacks export `{shown}`"
    else:
        options, detail = (*options, unknown), f"`{shown}` may be what another stack exports"
    if not options:
        return unknown
    limit = stack.bounds.options
    return followed(one_of(options, Reason.DATA, detail, Origin(step.span), limit), step)
