"""Values of the scanned code with their doubt: what is known, what is not, and since when.

Both languages evaluate to these types. Nothing here knows a file format, and nothing here
knows what a value means to AWS.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from collections.abc import Mapping as Map
from dataclasses import dataclass, field, replace
from decimal import Decimal
from enum import Enum
from typing import NewType, TypeAlias, assert_never

from iac_scan.sources.span import Origin, Span, Step

Arn = NewType("Arn", str)
AccountId = NewType("AccountId", str)

Scalar: TypeAlias = bool | int | Decimal | str | None
"""What a `Known` holds. Whole numbers are `int`, others `Decimal`; null is `None`."""


class Truth(Enum):
    """Kleene's three truth values. `bool()` of one raises: a caller must say what doubt means."""

    NO = 0
    UNKNOWN = 1
    YES = 2

    def __bool__(self) -> bool:
        raise TypeError("a Truth is not a bool: compare it with Truth.YES or Truth.NO")

    def __and__(self, other: Truth) -> Truth:
        return self if self._value_ <= other._value_ else other

    def __or__(self, other: Truth) -> Truth:
        return self if self._value_ >= other._value_ else other

    def __invert__(self) -> Truth:
        return Truth(2 - self.value)

    @staticmethod
    def any(truths: Iterable[Truth]) -> Truth:
        """Return `|` of all; NO of none."""
        return max(truths, key=lambda truth: truth.value, default=Truth.NO)

    @staticmethod
    def all(truths: Iterable[Truth]) -> Truth:
        """Return `&` of all; YES of none."""
        return min(truths, key=lambda truth: truth.value, default=Truth.YES)

    @staticmethod
    def of(sure: bool) -> Truth:
        """Return YES or NO for a plain bool."""
        return Truth.YES if sure else Truth.NO


class Reason(Enum):
    """Why a value is not known."""

    NO_VALUE = "no value given"
    """A variable or parameter without default and without value."""
    COMPUTED = "known after apply"
    """AWS or the provider decides it at deployment."""
    DATA = "read from outside"
    """A data source, an import, a dynamic reference, remote state."""
    MISSING = "source not on disk"
    """A module, file or stack that is not part of the scanned tree."""
    MOMENT = "depends on the moment"
    """`timestamp()`, `uuid()` and their like."""
    CONDITION = "undecided condition"
    """A condition, count or for_each over something that is itself unknown."""
    UNSUPPORTED = "not evaluated"
    """This package does not evaluate the construct."""
    INVALID = "evaluation failed"
    """The code is wrong there; a diagnostic says how."""
    BOUND = "bound reached"
    """Evaluating it further would cost too much; a diagnostic says what bound."""
    CYCLE = "refers to itself"
    """The reference leads back to itself."""


@dataclass(frozen=True, slots=True, order=True)
class ResourceKey:
    """The identity of one declared thing, unique in a scan."""

    scope: str
    """The directory of the root module, or the path of the template; POSIX, project-relative."""
    address: str
    """`module.a.aws_iam_role.x["k"]`, or the logical id (in a nested stack: `Stack.Id`)."""


@dataclass(frozen=True, slots=True)
class Identity:
    """Says that a value *is* an attribute of a declared thing, whatever its text will be."""

    resource: ResourceKey
    """The thing."""
    attribute: str
    """The attribute as its format names it: `arn`, `id`, `name`; `Arn`, or `Ref` for a Ref."""


class Mark(Enum):
    """What the code says of how a value may be used; it travels to whatever is made of it."""

    SENSITIVE = "sensitive"
    """`sensitive` or `NoEcho`: never shown."""
    EPHEMERAL = "ephemeral"
    """Never kept: it may stand where terraform forgets it after the run."""


Marks: TypeAlias = frozenset[Mark]
UNMARKED: Marks = frozenset()
SECRET: Marks = frozenset({Mark.SENSITIVE})


def secret(hidden: bool) -> Marks:
    """Return the marks of what is never shown, or none."""
    return SECRET if hidden else UNMARKED


class Marked:
    """What can carry marks."""

    __slots__ = ()
    marks: Marks

    @property
    def sensitive(self) -> bool:
        """Whether the value itself, not something inside it, is never shown."""
        return len(self.marks) > 0 and Mark.SENSITIVE in self.marks


class LanguageType:
    """A type in the terms of the language that a value is written in.

    A value carries it where its parts do not show it; only the code of that language reads it.
    """

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class Piece:
    """Says where a run of a multi-line text stands in its file."""

    start: int
    """Units: code points from the start of the text."""
    span: Span
    """Where that run stands; it holds the same characters without escapes."""
    written: bool = True
    """False for a run that an expression gives: its span is that of the expression."""


@dataclass(frozen=True, slots=True)
class Known(Marked):
    """A scalar that is fully known, null included."""

    value: Scalar
    """The value itself."""
    origin: Origin
    """Where it is written."""
    identity: Identity | None = None
    """The attribute of a declared thing that this is, if it is one."""
    marks: Marks = UNMARKED
    """What the code says of how it may be used."""
    layout: tuple[Piece, ...] = field(default=(), compare=False)
    """Where the lines of a long text stand; empty for text that stands on one line."""
    encoded: Value | None = field(default=None, compare=False)
    """For JSON text that was made by encoding a value: that value, with its own origins."""
    type: LanguageType | None = field(default=None, compare=False)
    """For a null: what it would be if it were not null, as far as that is said."""
    made_of: tuple[Value, ...] = field(default=(), compare=False)
    """For text that is put together: of what, in order; a function's arguments for its result;
    what is written inside for a part of a text that was put together."""


@dataclass(frozen=True, slots=True)
class Text(Marked):
    """A string of which some parts are not known."""

    parts: tuple[str | Unknown, ...]
    """Shape: in order, at least one `Unknown`, no two adjacent `str`, no empty `str`."""
    origin: Origin
    """Where it is written."""
    identity: Identity | None = None
    """The attribute of a declared thing that this is, if it is one."""
    marks: Marks = UNMARKED
    """What the code says of how it may be used."""
    layout: tuple[Piece, ...] = field(default=(), compare=False)
    """As in `Known`; an unknown part counts as one code point."""
    encoded: Value | None = field(default=None, compare=False)
    """As in `Known`."""
    made_of: tuple[Value, ...] = field(default=(), compare=False)
    """As in `Known`."""


class SequenceKind(Enum):
    """What kind of sequence the language says it is."""

    LIST = "list"
    TUPLE = "tuple"
    SET = "set"


@dataclass(frozen=True, slots=True)
class Sequence(Marked):
    """A list, tuple or set."""

    items: tuple[Value, ...]
    """Shape: in the language's own order (sets sorted as terraform sorts them)."""
    origin: Origin
    """Where it is written."""
    kind: SequenceKind = SequenceKind.TUPLE
    """What kind it is."""
    rest: Unknown | None = None
    """When there may be further items, why they are not known."""
    marks: Marks = UNMARKED
    """What the code says of the whole."""
    scattered: bool = False
    """No position is certain: the further items may stand anywhere among `items`, or equal
    some of them, or the order follows from something unknown. `items` are surely in it."""
    element: LanguageType | None = field(default=None, compare=False)
    """For a list or set: the type of its elements, which an empty one does not show."""


class MappingKind(Enum):
    """What kind of mapping the language says it is."""

    MAP = "map"
    OBJECT = "object"


@dataclass(frozen=True, slots=True)
class Mapping(Marked):
    """A map, an object, a block body or a resource's attributes."""

    entries: Map[str, Value]
    """Shape: in written order, or sorted where the language sorts. Never mutated."""
    origin: Origin
    """Where it is written."""
    kind: MappingKind = MappingKind.OBJECT
    """What kind it is."""
    rest: Unknown | None = None
    """When there may be further entries, why they are not known."""
    marks: Marks = UNMARKED
    """What the code says of the whole."""
    key_spans: Map[str, Span] = field(default_factory=dict, compare=False)
    """Where each key is written, as far as that is known."""
    repeats: tuple[tuple[str, Span], ...] = field(default=(), compare=False)
    """The keys of JSON text that stand there again, each time with its place; the last counts."""
    identity: Identity | None = None
    """For a whole resource used as a value: that resource, with attribute ``""``."""
    element: LanguageType | None = field(default=None, compare=False)
    """For a map: the type of its entries, which an empty one does not show."""

    def get(self, key: str) -> Value:
        """Return the entry, `rest` when it may be among the unknown ones, else an `Absent`."""
        found = self.entries.get(key)
        if found is not None:
            return found
        return Absent(self.origin) if self.rest is None else self.rest


@dataclass(frozen=True, slots=True)
class OneOf:
    """One of several values; which one depends on something undecided."""

    options: tuple[Value, ...]
    """Shape: two or more, no `OneOf` among them, no duplicates."""
    reason: Reason
    """Why it is undecided."""
    detail: str
    """What it depends on, in one line, user text in backticks."""
    origin: Origin
    """Where the choice is written."""


@dataclass(frozen=True, slots=True)
class Unknown(Marked):
    """A value that exists but is not known."""

    reason: Reason
    """Why, as one of a closed set."""
    detail: str
    """Why, in one line, user text in backticks: "`var.name` has no default"."""
    origin: Origin
    """Where the value is written."""
    identity: Identity | None = None
    """The attribute of a declared thing that this is, if it is one."""
    marks: Marks = UNMARKED
    """What the code says of how it may be used."""
    type: LanguageType | None = field(default=None, compare=False)
    """The type that it surely has, as far as that is said."""


@dataclass(frozen=True, slots=True)
class Absent:
    """There is no value: the attribute is not written, or `AWS::NoValue` took it away."""

    origin: Origin
    """The thing that could have held it."""


Value: TypeAlias = Known | Text | Sequence | Mapping | OneOf | Unknown | Absent


def through(value: Value, step: Step) -> Value:
    """Return the value as seen by a reader who follows `step` to reach it."""
    return with_origin(value, value.origin.through(step))


def with_origin(value: Value, origin: Origin) -> Value:
    """Return the value with another origin."""
    if isinstance(value, Known):
        # Most values are scalars, and `replace` takes five times as long.
        return Known(
            value.value,
            origin,
            value.identity,
            value.marks,
            value.layout,
            value.encoded,
            value.type,
            value.made_of,
        )
    return replace(value, origin=origin)


def text_of(value: Value) -> str | None:
    """Return the string that the value surely is, or None when it is none or not known."""
    match value:
        case Known(value=str() as text):
            return text
        case _:
            return None


def identity_of(value: Value) -> Identity | None:
    """Return the attribute of a declared thing that the value is, or None."""
    match value:
        case Known() | Text() | Mapping() | Unknown():
            return value.identity
        case Sequence() | OneOf() | Absent():
            return None
        case _:
            assert_never(value)


def is_null_or_absent(value: Value) -> Truth:
    """Tell whether the attribute has no value: not written, or written as null."""
    match value:
        case Absent() | Known(value=None):
            return Truth.YES
        case Known() | Text() | Sequence() | Mapping():
            return Truth.NO
        case OneOf(options=options):
            answers = {is_null_or_absent(option) for option in options}
            return answers.pop() if len(answers) == 1 else Truth.UNKNOWN
        case Unknown(identity=identity):
            # An attribute of a declared resource that AWS fills in is never null.
            return Truth.UNKNOWN if identity is None else Truth.NO
        case _:
            assert_never(value)


def options_of(value: Value) -> tuple[Value, ...]:
    """Return every value that this may be: itself, or the options of a `OneOf`."""
    return value.options if isinstance(value, OneOf) else (value,)


def walk(value: Value) -> Iterator[Value]:
    """Yield the value and everything inside it, outer before inner, in order."""
    yield value
    match value:
        case Sequence(items=items):
            for item in items:
                yield from walk(item)
        case Mapping(entries=entries):
            for entry in entries.values():
                yield from walk(entry)
        case OneOf(options=options):
            for option in options:
                yield from walk(option)
        case Known() | Text() | Unknown() | Absent():
            return
        case _:
            assert_never(value)


def show(value: Value) -> str:
    """Return a short text for messages: `ci`, `${var.name}-ci`; sensitive ones as `(sensitive)`.

    Unknown parts are shown as the reference that the author wrote, where there is one.
    """
    match value:
        case Known(sensitive=True) | Text(sensitive=True) | Unknown(sensitive=True):
            return "(sensitive)"
        case Known(value=None):
            return "null"
        case Known(value=bool() as flag):
            return "true" if flag else "false"
        case Known(value=scalar):
            return str(scalar)
        case Text(parts=parts):
            return "".join(part if isinstance(part, str) else show(part) for part in parts)
        case Unknown(identity=Identity() as identity) if identity.resource.address:
            whole = f"{identity.resource.address}.{identity.attribute}"
            return f"${{{whole.lstrip('.')}}}"
        case Unknown(origin=origin):
            return f"${{{origin.steps[0].label}}}" if origin.steps else "${...}"
        case Sequence(items=items):
            return f"[{len(items)} items]"
        case Mapping(entries=entries):
            return f"{{{len(entries)} entries}}"
        case OneOf(options=options):
            return " or ".join(show(option) for option in options)
        case Absent():
            return "(none)"
        case _:
            assert_never(value)


def join_text(
    parts: tuple[str | Unknown, ...],
    origin: Origin,
    *,
    identity: Identity | None = None,
    marks: Marks = UNMARKED,
    layout: tuple[Piece, ...] = (),
    made_of: tuple[Value, ...] = (),
) -> Known | Text:
    """Return the string made of `parts`: a `Known` when none of them is unknown, else a `Text`.

    `made_of` are the same parts as values of their own, where they were such.
    """
    merged: list[str | Unknown] = []
    run: list[str] = []
    for part in parts:
        if isinstance(part, str):
            run.append(part)
            continue
        literal = "".join(run)
        if literal != "":
            merged.append(literal)
        merged.append(part)
        run = []
    literal = "".join(run)
    if not merged:
        return Known(literal, origin, identity, marks, layout, made_of=made_of)
    if literal != "":
        merged.append(literal)
    return Text(tuple(merged), origin, identity, marks, layout, made_of=made_of)
