"""What a plan knows, put over what the code says: the plan's values at the places of the code."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import assert_never

from iac_scan.evaluation.json_text import JsonProblem, decode_json
from iac_scan.evaluation.terraform.choices import one_of, same_content
from iac_scan.sources.bounds import Bounds
from iac_scan.sources.span import Origin
from iac_scan.values import (
    Absent,
    Known,
    Mapping,
    OneOf,
    Reason,
    Sequence,
    Text,
    Unknown,
    Value,
    identity_of,
)

_OPENING = ("{", "[")
_COMPARED = 50
"""Items of a list that are compared with every other; those of a longer one by position."""


@dataclass(frozen=True, slots=True)
class Overlay:
    """One way to put values over others."""

    trusted: bool
    """Whether the plan counts where it contradicts the code; else both are possible."""

    def value(self, planned: Value, declared: Value) -> Value:
        """Return what is planned at the place of what is declared."""
        match declared:
            case Absent():
                return moved(planned, declared.origin)
            case OneOf(options=options):
                return self._among(planned, declared, options)
            case Known() | Text() | Sequence() | Mapping() | Unknown():
                pass
            case _:
                assert_never(declared)
        match planned:
            case Unknown():
                return _not_known(planned, declared)
            case Known():
                return self._scalar(planned, declared)
            case Sequence():
                return self._sequence(planned, declared)
            case Mapping():
                return self._mapping(planned, declared)
            case Text() | OneOf() | Absent():
                return declared
            case _:
                assert_never(planned)

    def _among(self, planned: Value, declared: OneOf, options: tuple[Value, ...]) -> Value:
        """Return what is planned where the code leaves a choice."""
        if isinstance(planned, Unknown):
            return declared
        for option in options:
            if _is_like(planned, option):
                return self.value(planned, option)
        open_options = [one for one in options if isinstance(one, Unknown | Text)]
        if open_options:
            return self.value(planned, open_options[0])
        return self._against(moved(planned, declared.origin), declared)

    def _scalar(self, planned: Known, declared: Value) -> Value:
        if _is_like(planned, declared):
            return _as_secret(declared, planned)
        inner = self._document(planned, declared)
        identity = identity_of(declared) or planned.identity
        if inner is not None:
            return replace(planned, origin=declared.origin, identity=identity, encoded=inner)
        here = replace(planned, origin=declared.origin, identity=identity)
        return here if isinstance(declared, Unknown | Text) else self._against(here, declared)

    def _document(self, planned: Known, declared: Value) -> Value | None:
        """Return the JSON document that a text is, at the places of the code."""
        text = planned.value
        if not isinstance(text, str) or not text.lstrip().startswith(_OPENING):
            return None
        if not isinstance(declared, Known | Text):
            return None
        over, under = decode_json(planned), decode_json(declared)
        if isinstance(over, JsonProblem) or isinstance(under, JsonProblem):
            return None
        return self.value(over, under)

    def _sequence(self, planned: Sequence, declared: Value) -> Value:
        if not isinstance(declared, Sequence):
            here = moved(planned, declared.origin)
            return here if isinstance(declared, Unknown) else self._against(here, declared)
        pairs = _pairs(planned.items, declared.items)
        items = (
            moved(item, declared.origin) if same is None else self.value(item, same)
            for item, same in pairs
        )
        result = replace(declared, items=tuple(items), rest=None, scattered=False)
        missing = len(declared.items) > len(planned.items)
        return self._against(result, declared) if missing else result

    def _mapping(self, planned: Mapping, declared: Value) -> Value:
        if isinstance(declared, Sequence) and len(declared.items) == 1:
            return self.value(planned, declared.items[0])
        if not isinstance(declared, Mapping):
            here = moved(planned, declared.origin)
            return here if isinstance(declared, Unknown) else self._against(here, declared)
        entries = {
            name: self.value(one, declared.get(name)) for name, one in planned.entries.items()
        }
        return replace(declared, entries=entries, rest=None)

    def _against(self, planned: Value, declared: Value) -> Value:
        """Return what counts where the plan contradicts the code."""
        if self.trusted or same_content(planned, declared):
            return planned
        options = (planned, *(declared.options if isinstance(declared, OneOf) else (declared,)))
        detail = "the plan and the code beside it differ"
        return one_of(options, Reason.CONDITION, detail, declared.origin, Bounds())


def _pairs(
    planned: tuple[Value, ...], declared: tuple[Value, ...]
) -> list[tuple[Value, Value | None]]:
    """Return each planned item with the declared one that it is: equal, else at its position."""
    by_text: dict[str, list[int]] = {}
    for index, one in enumerate(declared):
        if isinstance(one, Known):
            by_text.setdefault(f"{one.value}", []).append(index)
    others = [index for index, one in enumerate(declared) if not isinstance(one, Known)]
    pairs: list[tuple[Value, Value | None]] = []
    for index, item in enumerate(planned):
        near = declared[index] if len(planned) == len(declared) else None
        if isinstance(item, Known):
            equal = by_text.get(f"{item.value}", [])
        elif near is not None and _is_like(item, near):
            equal = [index]
        else:
            equal = others if len(others) <= _COMPARED else []
        same = (declared[one] for one in equal if _is_like(item, declared[one]))
        pairs.append((item, next(same, near)))
    return pairs


def moved(value: Value, origin: Origin) -> Value:
    """Return a value as if all of it were written at one place."""
    match value:
        case Known() | Text():
            return replace(value, origin=origin, layout=())
        case Sequence(items=items):
            return replace(value, origin=origin, items=tuple(moved(one, origin) for one in items))
        case Mapping(entries=entries):
            inner = {name: moved(one, origin) for name, one in entries.items()}
            return replace(value, origin=origin, entries=inner, key_spans={})
        case Unknown() | Absent() | OneOf():
            return replace(value, origin=origin)
        case _:
            assert_never(value)


def _not_known(planned: Unknown, declared: Value) -> Value:
    """Return what the code says of a value that is known after apply."""
    if isinstance(declared, Unknown) and declared.identity is None and planned.identity is not None:
        return replace(planned, origin=declared.origin)
    return declared


def _is_like(planned: Value, declared: Value) -> bool:
    """Tell whether a value of the plan is surely the one that the code says."""
    match planned, declared:
        case Known(value=bool() as left), Known(value=right):
            return right is left
        case Known(value=left), Known(value=right):
            return not isinstance(right, bool) and (left == right or f"{left}" == f"{right}")
        case Sequence(items=left), Sequence(items=right, rest=None):
            return len(left) == len(right) and all(map(_is_like, left, right))
        case Mapping(entries=left), Mapping(entries=right, rest=None):
            return left.keys() == right.keys() and all(
                _is_like(value, right[name]) for name, value in left.items()
            )
        case _:
            return False


def _as_secret(declared: Value, planned: Known) -> Value:
    """Return the value of the code, sensitive when the plan says so."""
    if isinstance(declared, Known) and planned.sensitive:
        return replace(declared, marks=declared.marks | planned.marks)
    return declared
