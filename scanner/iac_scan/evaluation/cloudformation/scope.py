"""What an intrinsic function is given: its call, and the stack that it is evaluated in.

The functions are in `intrinsics` and its neighbours; the stack itself is in `stack`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

from iac_scan.evaluation.cloudformation.choices import text_of_scalar
from iac_scan.evaluation.cloudformation.sections import FOR_EACH
from iac_scan.parsers.template.tree import Entries, Entry, Items, Node, Scalar
from iac_scan.sources.bounds import Bounds
from iac_scan.sources.diagnostics import Diagnostic, Gap, Level
from iac_scan.sources.span import Origin, Span, Step
from iac_scan.values import Reason, Truth, Unknown, Value

_SHORT = "!"


@dataclass(frozen=True, slots=True)
class Call:
    """One use of an intrinsic function."""

    name: str
    """`Ref`, `Fn::Sub`, ..."""
    argument: Node
    """What it is given."""
    span: Span
    """Function and argument."""
    written: str
    """The name as the author wrote it: `!Sub` or `Fn::Sub`."""

    @property
    def origin(self) -> Origin:
        """The place of the call as an origin."""
        return Origin(self.span)

    @property
    def arguments(self) -> tuple[Node, ...]:
        """The items of the argument, or the argument itself when it is no list."""
        return self.argument.items if isinstance(self.argument, Items) else (self.argument,)

    def step(self, subject: str) -> Step:
        """Return the step of following this call: `!Ref Name`."""
        return Step(f"{self.written} {subject}", self.span)


@dataclass(frozen=True, slots=True)
class Table:
    """A mapping of a template."""

    rows: Mapping[str, Mapping[str, Node]]
    """What stands under the first key, and there under the second."""
    rest: Unknown | None
    """Why it may hold more than that; None where it does not."""


def call_of(node: Entries) -> Call | None:
    """Return the intrinsic function that a map is, or None when it is a plain map.

    A map of one loop is a plain map: the loop stands for entries.
    """
    if len(node.entries) != 1:
        return None
    entry = node.entries[0]
    if entry.key != "Ref" and not entry.key.startswith("Fn::"):
        return None
    if entry.key.startswith(FOR_EACH):
        return None
    return Call(entry.key, entry.value, node.span, written_name(entry))


def written_name(entry: Entry) -> str:
    """Return the name of a function as the author wrote it, by the width of its key."""
    name = entry.key.removeprefix("Fn::")
    span = entry.key_span
    short = span.end_column - span.start_column == len(name) + 1
    return f"{_SHORT}{name}" if short else entry.key


class Scope(Protocol):
    """One stack, as far as the functions in its template use it."""

    @property
    def bounds(self) -> Bounds:
        """How much work the template may cause."""
        ...

    @property
    def complete(self) -> bool:
        """Whether a name that is not declared is surely wrong."""
        ...

    def value(self, node: Node) -> Value:
        """Return the value of a node, intrinsic functions called."""
        ...

    def call(self, call: Call) -> Value:
        """Return what an intrinsic function yields."""
        ...

    def condition(self, name: str, span: Span) -> tuple[Truth, str]:
        """Return whether a condition holds, and when that is unknown, what it depends on."""
        ...

    def truth(self, node: Node) -> tuple[Truth, str]:
        """Return whether an expression of conditions holds."""
        ...

    def truth_of_call(self, call: Call) -> tuple[Truth, str]:
        """Return whether a condition function holds."""
        ...

    def reference(self, name: str, step: Step) -> Value:
        """Return what `Ref` yields."""
        ...

    def attribute(self, name: str, attribute: str, step: Step) -> Value:
        """Return what `Fn::GetAtt` yields."""
        ...

    def mapping(self, name: str) -> Table | Unknown | None:
        """Return a mapping of the template; None where it surely has none of that name."""
        ...

    def mapped(self, mapping: str, first: str, second: str, node: Node) -> Value:
        """Return the value of `node`, which stands in a mapping under two keys."""
        ...

    def imported(self, name: Value, step: Step) -> Value:
        """Return what another stack exports under a name."""
        ...

    def stack_output(self, wanted: Mapping[str, Value], step: Step) -> Value:
        """Return an output of the stack that is named, by what the function is given."""
        ...

    def included(self, location: Node, span: Span) -> Node | None:
        """Return the tree of a local file that `AWS::Include` names, or None."""
        ...

    def by_macro(self, span: Span) -> Unknown:
        """Return the unknown for what only deployment writes."""
        ...

    def needs_extensions(self, what: str, span: Span) -> None:
        """Note a use of what only `AWS::LanguageExtensions` brings."""
        ...

    def keep(self, value: Value) -> None:
        """Remember a value whose text is in no property."""
        ...

    def leave_out(self, gap: Gap) -> None:
        """Say that something cannot be seen."""
        ...

    def report(self, diagnostic: Diagnostic) -> None:
        """Say that something is wrong in the template."""
        ...


def invalid(scope: Scope, call: Call, message: str, help_: str | None = None) -> Unknown:
    """Report that a call is wrong, and return the unknown that it yields."""
    scope.report(Diagnostic(Level.WARNING, message, call.span, help_))
    return Unknown(Reason.INVALID, message, call.origin)


def literal(node: Node) -> str | None:
    """Return the text of a node that must be written literally, or None."""
    if isinstance(node, Scalar) and node.value is not None:
        return text_of_scalar(node.value)
    return None
