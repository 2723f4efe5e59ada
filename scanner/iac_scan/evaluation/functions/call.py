"""What a function is, and what a call of one is given.

The functions themselves stand in their topic modules; `table` joins them, `invoke` calls them.
Source: https://developer.hashicorp.com/terraform/language/functions.
"""

from __future__ import annotations

from collections.abc import Callable
from collections.abc import Mapping as Map
from dataclasses import dataclass, field
from enum import Enum
from typing import TYPE_CHECKING, TypeAlias

from iac_scan.evaluation.functions.letters import composed, normal_text
from iac_scan.evaluation.functions.types import Primitive, Type
from iac_scan.evaluation.functions.unknowns import first_unknown, parts_of
from iac_scan.sources.bounds import Bounds
from iac_scan.sources.diagnostics import Diagnostic
from iac_scan.sources.span import Origin
from iac_scan.values import (
    Known,
    LanguageType,
    Mapping,
    Piece,
    Reason,
    Scalar,
    Sequence,
    SequenceKind,
    Text,
    Unknown,
    Value,
    join_text,
)

if TYPE_CHECKING:
    from iac_scan.sources.tree import SourceTree


@dataclass(frozen=True, slots=True)
class CallSite:
    """Where a function is called, and what it may look at there."""

    origin: Origin
    """The call; results that have no better origin get it."""
    tree: SourceTree
    """The files that `file()` and its like may read."""
    module_dir: str
    """The directory of the module that the call stands in; POSIX, project-relative."""
    root_dir: str
    """The directory of the root module: relative paths start there, as terraform runs there."""
    bounds: Bounds
    """How much work a call may cause."""
    report: Callable[[Diagnostic], None]
    """Takes what is wrong with the call."""
    render: Callable[[str, Origin, Map[str, Value]], Value]
    """Renders the text of a template, written at the origin, with these variables."""
    template: str | None = None
    """The template function whose template the call stands in, or None; set by who renders.

    Templates cannot call `templatefile` or `templatestring`, and those of the latter no files.
    """
    layouts: dict[str, tuple[Piece, ...]] = field(default_factory=dict)
    """Where the lines of the files stand that were read so far, by path; calls add to it."""
    may_fail: Callable[[], None] | None = None
    """Told when the call fails for some of several possible arguments; None if nobody asks."""


@dataclass(frozen=True, slots=True)
class Failure:
    """Why a call has no result."""

    message: str
    """Lower case, one line, no final period, user text in backticks."""
    reason: Reason = Reason.INVALID
    """What the result is then."""


Result: TypeAlias = Value | Failure


class Doubt(Enum):
    """What unknown arguments do to a call."""

    WHOLE = "whole"
    """The result is unknown unless every argument is known, whatever is inside included."""
    PARTIAL = "partial"
    """The function makes of them what it can."""


class Marks(Enum):
    """What the mark `sensitive` on an argument does to the result."""

    DEEP = "deep"
    """A mark anywhere inside an argument is on the whole result."""
    SHALLOW = "shallow"
    """A mark on an argument is on the result; marks inside travel with their values."""
    OWN = "own"
    """The function sees the marks and decides."""


@dataclass(frozen=True, slots=True)
class Function:
    """One row of the table of functions."""

    name: str
    """The name, with its namespace where it has one."""
    run: Callable[[Call], Result]
    """Computes the result from converted arguments."""
    parameters: tuple[Type, ...] = ()
    """The type of each parameter that must be given."""
    variadic: Type | None = None
    """The type of any number of further arguments, or None."""
    doubt: Doubt = Doubt.WHOLE
    """What unknown arguments do."""
    marks: Marks = Marks.DEEP
    """What sensitive arguments do."""
    nullable: int | None = None
    """The first parameter that may be null, counted from 0; all after it may be too."""
    surface: bool = False
    """It looks no deeper than at the items of an argument, so that their size is no matter."""
    page: str = ""
    """Where it is documented; empty for the page of its name in terraform's reference."""

    @property
    def source(self) -> str:
        """The page that documents the function."""
        return (
            self.page or f"https://developer.hashicorp.com/terraform/language/functions/{self.name}"
        )

    def type_at(self, index: int) -> Type | None:
        """Return the type of the argument at `index`, or None when there are too many."""
        return self.parameters[index] if index < len(self.parameters) else self.variadic

    def null_allowed(self, index: int) -> bool:
        """Tell whether the argument at `index` may be null."""
        return self.nullable is not None and index >= self.nullable


@dataclass(frozen=True, slots=True)
class Call:
    """One call with arguments that have the types of the parameters."""

    arguments: tuple[Value, ...]
    """Shape: at least as many as there are parameters; no `OneOf`, no `Absent` among them."""
    site: CallSite
    """Where it stands."""

    @property
    def bounds(self) -> Bounds:
        """How much work the call may cause."""
        return self.site.bounds

    def string(self, index: int) -> str:
        """Return a string argument of a function that is called with known ones only."""
        value = self.scalar(index)
        assert isinstance(value, str)
        return value

    def scalar(self, index: int) -> Scalar:
        """Return a scalar argument of a function that is called with known ones only."""
        value = self.arguments[index]
        assert isinstance(value, Known)
        return value.value

    def sequence(self, index: int) -> Sequence:
        """Return an argument whose type makes it a sequence, and that is known."""
        value = self.arguments[index]
        assert isinstance(value, Sequence)
        return value

    def mapping(self, index: int) -> Mapping:
        """Return an argument whose type makes it a mapping, and that is known."""
        value = self.arguments[index]
        assert isinstance(value, Mapping)
        return value

    def parts(self, index: int) -> tuple[str | Unknown, ...]:
        """Return a string argument as literal and unknown parts."""
        return parts_of(self.arguments[index])

    def of(self, value: Scalar) -> Known:
        """Return a scalar that this call yields."""
        if isinstance(value, str):
            value = normal_text(value)
        if value is None:
            return self.null(None)
        return Known(value, self.site.origin)

    def null(self, type: LanguageType | None) -> Known:
        """Return a null of a type that this call yields; of no type, if that is None."""
        return Known(None, self.site.origin, type=Primitive.ANY if type is None else type)

    def text(self, parts: tuple[str | Unknown, ...]) -> Known | Text:
        """Return a string that this call yields."""
        return composed(join_text(parts, self.site.origin))

    def tuple_of(self, items: tuple[Value, ...]) -> Sequence:
        """Return a tuple that this call yields."""
        return Sequence(items, self.site.origin)

    def list_of(self, items: tuple[Value, ...], element: LanguageType | None = None) -> Sequence:
        """Return a list that this call yields."""
        return Sequence(items, self.site.origin, SequenceKind.LIST, element=element)

    def unknown(self, because: Value) -> Unknown:
        """Return the unknown that a value which is not wholly known makes of the result."""
        found = first_unknown(because)
        assert found is not None
        return Unknown(found.reason, found.detail, self.site.origin)

    def unsupported(self, detail: str) -> Unknown:
        """Return the unknown of a call that this package does not carry out."""
        return Unknown(Reason.UNSUPPORTED, detail, self.site.origin)
