"""Strings with holes under the string functions: what stays certain whatever the holes hold.

A hole that a function may have changed is unknown for the same reason, but no longer itself.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

from iac_scan.evaluation.functions.unknowns import derived
from iac_scan.values import Unknown

Parts: TypeAlias = tuple[str | Unknown, ...]
"""Shape: as in `Text.parts`, or one `str` for a known string, which may be empty."""

_DIGITS = frozenset("0123456789")
_WORD = frozenset("abcdefghijklmnopqrstuvwxyz0123456789-")
ALPHABETS = {
    "account_id": _DIGITS,
    "AWS::AccountId": _DIGITS,
    "partition": _WORD,
    "AWS::Partition": _WORD,
    "region": _WORD,
    "AWS::Region": _WORD,
}
"""Attributes whose text is made of these characters, and not empty.

Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html."""


def alphabet(hole: Unknown) -> frozenset[str] | None:
    """Return the characters that the hole can be filled with, or None for any."""
    return None if hole.identity is None else ALPHABETS.get(hole.identity.attribute)


def _lacks(hole: Unknown, text: str) -> bool:
    """Tell whether the hole surely has none of the characters of `text`."""
    letters = alphabet(hole)
    return letters is not None and letters.isdisjoint(text)


def each_part(parts: Parts, change: Callable[[str], str]) -> Parts:
    """Return the parts with `change` made to every literal one, for a change of single letters."""
    return tuple(
        change(part) if isinstance(part, str) else _changed(part, change) for part in parts
    )


def _changed(hole: Unknown, change: Callable[[str], str]) -> Unknown:
    """Return what a change of single letters makes of a hole: itself when it has none such."""
    letters = alphabet(hole)
    if letters is not None and all(change(letter) == letter for letter in letters):
        return hole
    return derived(hole)


def trimmed(
    parts: Parts, left: Callable[[str], str] | None, right: Callable[[str], str] | None
) -> Parts:
    """Return the parts with the outermost literals trimmed; holes laid bare may change too."""
    result = list(parts)
    if left is not None:
        _trim_end(result, 0, left)
    if right is not None:
        _trim_end(result, -1, right)
    return tuple(result)


def _trim_end(parts: list[str | Unknown], index: int, trim: Callable[[str], str]) -> None:
    end = parts[index]
    if isinstance(end, str):
        end = parts[index] = trim(end)
        if end != "" or len(parts) == 1:
            return
        del parts[index]
    bare = parts[index]
    assert isinstance(bare, Unknown)
    changed = parts[index] = _changed(bare, trim)
    if changed is bare and alphabet(bare) is not None:
        return
    # The hole may be trimmed to nothing, and then what is next to it is trimmed as well.
    neighbour = index + 1 if index == 0 else index - 1
    while len(parts) > 1:
        beside = parts[neighbour]
        if isinstance(beside, str):
            beside = parts[neighbour] = trim(beside)
            if beside != "":
                return
        del parts[neighbour]


def starts_with(parts: Parts, prefix: str) -> bool | None:
    """Tell whether the string starts with `prefix`, or None when that is not certain."""
    return _has_end(parts[0], prefix, len(parts) == 1, str.startswith)


def ends_with(parts: Parts, suffix: str) -> bool | None:
    """Tell whether the string ends with `suffix`, or None when that is not certain."""
    return _has_end(parts[-1], suffix, len(parts) == 1, str.endswith)


def _has_end(
    end: str | Unknown, wanted: str, whole: bool, test: Callable[[str, str], bool]
) -> bool | None:
    if wanted == "":
        return True
    if not isinstance(end, str):
        return False if _lacks(end, wanted[0] if test is str.startswith else wanted[-1]) else None
    if whole or len(end) >= len(wanted):
        return test(end, wanted)
    return None if test(wanted, end) else False


def contains(parts: Parts, wanted: str) -> bool | None:
    """Tell whether `wanted` is in the string, or None when that is not certain."""
    if any(wanted in part for part in parts if isinstance(part, str)):
        return True
    return False if len(parts) == 1 and isinstance(parts[0], str) else None


def could_straddle(parts: Parts, wanted: str) -> bool:
    """Tell whether an occurrence of `wanted` can reach from a literal part into a hole."""
    if all(isinstance(part, str) or _lacks(part, wanted) for part in parts):
        return False
    ends = [wanted[:size] for size in range(1, len(wanted))]
    starts = [wanted[size:] for size in range(1, len(wanted))]
    for index, part in enumerate(parts):
        if not isinstance(part, str):
            continue
        after, before = index + 1 < len(parts), index > 0
        if after and any(part.endswith(end) for end in ends):
            return True
        if before and any(part.startswith(start) for start in starts):
            return True
        if after and before and part in wanted:
            return True
    return False


def replaced(parts: Parts, old: str, new: str) -> Parts | None:
    """Return the parts with `old` replaced, or None when too little is certain."""
    if (old == "" and len(parts) > 1) or could_straddle(parts, old):
        return None
    return tuple(
        part.replace(old, new)
        if isinstance(part, str)
        else part
        if _cannot_hold(part, old)
        else derived(part)
        for part in parts
    )


def _cannot_hold(hole: Unknown, text: str) -> bool:
    """Tell whether `text` surely does not occur within the hole."""
    letters = alphabet(hole)
    return letters is not None and text != "" and not letters.issuperset(text)


def split(parts: Parts, separator: str) -> tuple[list[Parts], Unknown | None]:
    """Return the fields that are certain, and the hole after which nothing is certain, or None."""
    fields: list[Parts] = []
    field: list[str | Unknown] = []
    for part in parts:
        if not isinstance(part, str):
            if not _lacks(part, separator):
                return fields, derived(part)
            field.append(part)
            continue
        first, *others = part.split(separator)
        field.append(first)
        for other in others:
            fields.append(_tidy(field))
            field = [other]
    fields.append(_tidy(field))
    return fields, None


def split_at_most(parts: Parts, separator: str, count: int) -> tuple[list[Parts], Parts | None]:
    """Return up to `count` fields and what follows them; None for that when it is not certain."""
    fields: list[Parts] = []
    field: list[str | Unknown] = []
    for index, part in enumerate(parts):
        if not isinstance(part, str):
            if not _lacks(part, separator):
                return fields, None
            field.append(part)
            continue
        rest = part
        while separator in rest:
            first, _, rest = rest.partition(separator)
            fields.append(_tidy([*field, first]))
            field = []
            if len(fields) == count:
                return fields, _tidy([rest, *parts[index + 1 :]])
        field.append(rest)
    return fields, _tidy(field)


def _tidy(field: list[str | Unknown]) -> Parts:
    kept = tuple(part for part in field if part != "")
    return kept or ("",)
