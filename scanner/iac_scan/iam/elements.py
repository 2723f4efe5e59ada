"""The elements of a statement from located values: lists of words, and principals.

Documents and statements are read in `read`, `Condition` blocks in `condition_blocks`.
Source: IAM User Guide, "IAM JSON policy element reference".
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from iac_scan.iam.patterns import NARROW
from iac_scan.iam.policy import PrincipalKind, Principals, Word, Words
from iac_scan.iam.reading import (
    LIST_IN_LIST,
    Reading,
    key_of,
    nested_lists,
    note_repeats,
    unreadable,
)
from iac_scan.sources.span import Span
from iac_scan.values import (
    Absent,
    Known,
    Mapping,
    OneOf,
    Reason,
    Sequence,
    Text,
    Truth,
    Unknown,
    Value,
    is_null_or_absent,
    options_of,
    show,
)

WORDS = 100_000
"""Words of one element that are read; the rest is `open`. No policy has as many that AWS takes."""


def entries_of(
    mapping: Mapping, keys: tuple[str, ...], what: str, reading: Reading
) -> dict[str, Value]:
    """Return the entries by their exact names; absent ones (null, `AWS::NoValue`) are left out."""
    found: dict[str, Value] = {}
    note_repeats(mapping, reading)
    for written, value in mapping.entries.items():
        if isinstance(value, Absent) or (isinstance(value, Known) and value.value is None):
            continue
        name = written
        if written not in keys:
            meant = [key for key in keys if key.lower() == written.lower()]
            there = Truth.NO if not meant else ~_is_left_out(mapping.entries.get(meant[0]))
            if there is not Truth.NO:
                # AWS: it is refused whether other capitals are taken or not: twice, or unknown.
                message = f"`{written}` stands beside `{meant[0]}`: it is the same, or unknown"
                reading.problem(message, key_of(mapping, written, value), there)
                continue
            hint = f", did you mean `{meant[0]}`" if meant else ""
            # AWS: the documentation does not say whether other capitals are taken.
            sure = Truth.UNKNOWN if meant else Truth.YES
            reading.problem(f"unknown {what} `{written}`{hint}", value.origin, sure)
            if not meant:
                continue
            name = meant[0]
        found[name] = value
    return found


def _is_left_out(value: Value | None) -> Truth:
    """Tell whether an element is not written, or comes to nothing."""
    return Truth.YES if value is None else is_null_or_absent(value)


def items_of(value: Value, presence: Truth = Truth.YES) -> Iterator[tuple[Value, Truth]]:
    """Yield the items of a list or the single value, `OneOf` opened; `rest` comes as an Unknown."""
    match value:
        case Sequence(items=items, rest=rest):
            for item in items:
                yield from items_of(item, presence)
            if rest is not None:
                yield rest, presence
        case OneOf(options=options):
            for option in options:
                yield from items_of(option, Truth.UNKNOWN)
        case Absent() | Known(value=None):
            return
        case _:
            yield value, presence


def words_of(value: Value, negated: bool, reading: Reading, *, scalars: bool = False) -> Words:
    """Return the words of one element; `scalars` lets numbers and booleans pass for text."""
    options = [option for option in options_of(value) if not isinstance(option, Absent)]
    lists = [
        _word_list(option, reading.of_options(options_of(value)), scalars) for option in options
    ]
    opened = next((why for _, _, why in lists if why is not None), None)
    everywhere = lists[0][0] if lists else []
    for words, _, _ in lists[1:]:
        shared = {_text(word) for word in words}
        everywhere = [word for word in everywhere if _text(word) in shared]
    if len(options) < len(options_of(value)):
        everywhere = []
    taken = {id(word) for word in everywhere}
    possible = [
        word
        for words, maybe, _ in lists
        for word in (*words, *maybe)
        if id(word) not in taken and _text(word) not in {_text(sure) for sure in everywhere}
    ]
    return Words(_as_written(everywhere), negated, value.origin, _as_written(possible), opened)


def _as_written(words: list[Word]) -> tuple[Word, ...]:
    """Return the words in the order of the code, whatever order the document has them in.

    A provider may sort them, and it is the first one that a message names and points to.
    """
    return tuple(sorted(words, key=_way_to))


def _way_to(word: Word) -> tuple[Span, ...]:
    """Return where a word is used, and from there on where it comes from."""
    return (*(step.span for step in word.origin.steps), word.origin.span)


def _text(word: Word) -> object:
    """Return what makes two words the same; a word with holes is only the same as itself."""
    return word.value if isinstance(word, Known) else id(word)


def _word_list(
    value: Value, reading: Reading, scalars: bool
) -> tuple[list[Word], list[Word], Unknown | None]:
    """Return the sure words, the possible words, and why there may be more."""
    sure: list[Word] = []
    maybe: list[Word] = []
    if isinstance(value, Unknown) and not _is_one_text(value):
        # A scalar may turn out to be a list, so it stands for any number of words.
        return [], [], value
    opened = value.rest if isinstance(value, Sequence) else None
    for inner, presence in nested_lists(value):
        reading.problem(f"expected text, got {LIST_IN_LIST}", inner.origin, presence)
    for item, presence in items_of(value):
        if item is opened:
            continue
        if len(sure) + len(maybe) >= WORDS:
            return sure, maybe, Unknown(Reason.BOUND, f"more than {WORDS} words", item.origin)
        word = _word(item, reading, scalars)
        if word is None:
            opened = opened or unreadable("this is not a text", item.origin)
        else:
            (sure if presence is Truth.YES else maybe).append(word)
    return sure, maybe, opened


_ONE_TEXT = frozenset({*NARROW, "arn", "Arn", "id", "Ref"})
"""Attributes of declared things that are a text and never a list."""


def _is_one_text(value: Unknown) -> bool:
    """Tell whether what is not known is surely a single text: the id of an account, an ARN."""
    return value.identity is not None and value.identity.attribute in _ONE_TEXT


def _word(value: Value, reading: Reading, scalars: bool) -> Word | None:
    match value:
        case Known(value=str()) | Text() | Unknown():
            return value
        case Known(value=scalar):
            if not scalars:
                reading.problem(f"expected text, got `{show(value)}`", value.origin)
            return replace(value, value=_json_text(scalar))
        case _:
            reading.problem("expected text or a list of texts", value.origin)
            return None


def _json_text(scalar: object) -> str:
    """Return a number or a boolean as JSON writes it."""
    if isinstance(scalar, bool):
        return "true" if scalar else "false"
    return format(scalar, "f") if isinstance(scalar, Decimal) else str(scalar)


@dataclass(frozen=True, slots=True)
class ReadPrincipals:
    """`Principal` as read, and why a part of it is not known."""

    read: Principals
    """What is known of it."""
    unread: Unknown | None
    """Why there may be more."""


def principals_of(
    body: dict[str, Value], mapping: Mapping, reading: Reading
) -> ReadPrincipals | None:
    """Return what `Principal` or `NotPrincipal` says, or None when neither is written.

    Unknown: a principal that is not known is an open list of AWS principals, and is unread.
    """
    written = [key for key in ("Principal", "NotPrincipal") if key in body]
    if not written:
        return None
    if len(written) > 1 and all(map(_surely_names, (body[key] for key in written))):
        reading.problem("a statement has `Principal` or `NotPrincipal`, not both", mapping.origin)
    value = body[written[0]]
    groups: list[tuple[PrincipalKind, Words]] = []
    unread: Unknown | None = None
    options = options_of(value)
    for option in options:
        found, why = _groups(option, reading.of_options(options))
        unread = unread or why
        groups += [(kind, _loose(words)) for kind, words in found] if len(options) > 1 else found
    negated = written[0] == "NotPrincipal"
    return ReadPrincipals(Principals(tuple(groups), negated, value.origin), unread)


def _surely_names(value: Value) -> bool:
    """Tell whether a value is surely there: blocks of a number that is not known may be none."""
    return is_null_or_absent(value) is Truth.NO and not any(
        isinstance(option, Mapping) and not option.entries and option.rest is not None
        for option in options_of(value)
    )


def _loose(words: Words) -> Words:
    """Return the words as possible ones."""
    return replace(words, words=(), possible=(*words.words, *words.possible))


def _groups(
    value: Value, reading: Reading
) -> tuple[list[tuple[PrincipalKind, Words]], Unknown | None]:
    kinds = {kind.value: kind for kind in PrincipalKind if kind is not PrincipalKind.EVERYONE}
    match value:
        case Known(value="*"):
            return [(PrincipalKind.EVERYONE, Words((value,), False, value.origin))], None
        case Mapping():
            groups: list[tuple[PrincipalKind, Words]] = []
            for key, entry in entries_of(value, tuple(kinds), "kind of principal", reading).items():
                groups.append((kinds[key], words_of(entry, False, reading, scalars=True)))
            return groups, value.rest
        case Unknown():
            anyone = Words((), False, value.origin, open=value)
            return [(PrincipalKind.AWS, anyone)], value
        case Text():
            why = unreadable("the principal is not known", value.origin)
            return [(PrincipalKind.AWS, Words((), False, value.origin, open=why))], why
        case Absent():
            return [], None
        case Known() | Sequence() | OneOf():
            reading.problem('expected `"*"` or a map of principals', value.origin)
            # What the author means by a bare list or ARN is an AWS principal.
            words = words_of(value, False, reading, scalars=True)
            return [(PrincipalKind.AWS, words)], None
