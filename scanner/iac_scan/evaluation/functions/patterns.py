"""Regular expressions with the semantics of RE2, which is what terraform's engine has.

The engine is imported at the first call. Source:
https://developer.hashicorp.com/terraform/language/functions/regex and
https://pkg.go.dev/regexp.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Any, TypeAlias

from iac_scan.evaluation.functions.call import Call, Failure, Function, Result
from iac_scan.evaluation.functions.types import ObjectType, Primitive, TupleType, Type
from iac_scan.values import Mapping, MappingKind, Reason, Value

Match: TypeAlias = tuple[tuple[int, int], ...]
"""Shape: start and end byte of the whole match, then of each group; -1 for what did not match."""

WORK = 20_000_000
"""Bytes that one call may look at, each search counted from where it starts."""
_SINGLE_BYTE = re.compile(r"(?s)(?>[^\\]|\\Q(?>.*?(?:\\E|\Z))|\\[^CQ])*+\\C")
"""A pattern with `\\C`, outside of `\\Q...\\E`: any byte to the engine here, an error in Go."""
_NAME = re.compile(r"\$(?:(\$)|\{(\w+)\}|(\w+))")


class _Exhausted(Exception):  # noqa: N818  # it ends a search, it is no error of the program
    """The search would cost too much."""


_NAMED = re.compile(r"\(\?P?<([^>]*)>")
_TOO_LARGE = b"pattern too large"


@lru_cache(maxsize=256)
def _compiled(pattern: str) -> Any | Failure:
    """Return the compiled pattern, or why there is none."""
    import re2  # noqa: PLC0415  # only configurations that use patterns pay for the engine

    invalid = Failure(f"`{pattern}` is not a regular expression")
    names = _NAMED.findall(pattern)
    if _SINGLE_BYTE.match(pattern) or not all(map(str.isascii, names)):
        return invalid
    options = re2.Options()
    options.log_errors = False
    try:
        return re2.compile(pattern.encode(), options)
    except re2.error as error:
        is_large = any(_TOO_LARGE in one for one in error.args if isinstance(one, bytes))
        return Failure("the pattern is too large", Reason.BOUND) if is_large else invalid


def _search(engine: Any, text: bytes, start: int) -> Match | None:
    found = engine.search(text, start)
    if found is None:
        return None
    return tuple(found.span(group) for group in range(engine.groups + 1))


def _width(text: bytes, position: int) -> int:
    """Return the number of bytes of the character at `position`; 0 at the end."""
    if position >= len(text):
        return 0
    first = text[position]
    return 1 if first < 0x80 else 2 if first < 0xE0 else 3 if first < 0xF0 else 4


def _matches(engine: Any, text: bytes) -> Iterator[Match]:
    """Yield the matches that do not overlap, without empty ones right after another.

    Errors: _Exhausted.
    """
    position, before, work = 0, -1, WORK
    while position <= len(text):
        work -= len(text) - position + 1
        if work < 0:
            raise _Exhausted
        found = _search(engine, text, position)
        if found is None:
            return
        start, end = found[0]
        accepted = True
        if end == position:
            accepted = start != before
            position += max(_width(text, position), 1)
        else:
            position = end
        before = end
        if accepted:
            yield found


def _groups(engine: Any, pattern: str) -> list[str | None] | None:
    """Return the name of each group, None for unnamed ones; None when both kinds are mixed.

    The engine knows the first group of each name alone; of several the last counts.
    """
    written = _NAMED.findall(pattern)
    if len(written) == engine.groups and len(set(written)) < len(written):
        return list(written)
    names: list[str | None] = [None] * engine.groups
    for name, index in engine.groupindex.items():
        names[index - 1] = name.decode() if isinstance(name, bytes) else name
    return None if None in names and any(name is not None for name in names) else names


def _captured(call: Call, names: list[str | None], text: bytes, found: Match) -> Value:
    """Return a match as terraform does: a string, a tuple of groups or an object of groups."""

    def piece(bounds: tuple[int, int]) -> Value:
        start, end = bounds
        if start < 0:
            return call.null(Primitive.STRING)
        return call.of(text[start:end].decode())

    if not names:
        return piece(found[0])
    pieces = tuple(map(piece, found[1:]))
    named = {name: value for name, value in zip(names, pieces, strict=True) if name is not None}
    if not named:
        return call.tuple_of(pieces)
    ordered = {name: named[name] for name in sorted(named)}
    return Mapping(ordered, call.site.origin, MappingKind.OBJECT)


def _prepared(call: Call) -> tuple[Any, list[str | None]] | Failure:
    engine = _compiled(call.string(0))
    if isinstance(engine, Failure):
        return engine
    names = _groups(engine, call.string(0))
    if names is None:
        return Failure("named and unnamed groups cannot be mixed")
    return engine, names


def _regex(call: Call) -> Result:
    prepared = _prepared(call)
    if isinstance(prepared, Failure):
        return prepared
    engine, names = prepared
    text = call.string(1).encode()
    found = _search(engine, text, 0)
    if found is None:
        return Failure("the pattern does not match")
    return _captured(call, names, text, found)


def _regexall(call: Call) -> Result:
    prepared = _prepared(call)
    if isinstance(prepared, Failure):
        return prepared
    engine, names = prepared
    text = call.string(1).encode()
    items: list[Value] = []
    try:
        for found in _matches(engine, text):
            items.append(_captured(call, names, text, found))
            if len(items) > call.bounds.items:
                return Failure("too many matches", Reason.BOUND)
    except _Exhausted:
        return Failure("the search takes too long", Reason.BOUND)
    return call.list_of(tuple(items), _type_of_matches(names))


def _type_of_matches(names: list[str | None]) -> Type:
    """Return the type of every match, by the names of the groups."""
    if not names:
        return Primitive.STRING
    named = {name: Primitive.STRING for name in names if name is not None}
    return ObjectType(named) if named else TupleType((Primitive.STRING,) * len(names))


def replace_pattern(call: Call, text: str, pattern: str, replacement: str) -> Result:
    """Return `text` with each match of the pattern replaced; `$1` and `${name}` are groups."""
    engine = _compiled(pattern)
    if isinstance(engine, Failure):
        return engine
    try:
        result = _replaced(engine, text.encode(), replacement, call.bounds.text)
    except _Exhausted:
        return Failure("the replacement takes too long", Reason.BOUND)
    return call.of(result.decode())


def _replaced(engine: Any, text: bytes, replacement: str, limit: int) -> bytes:
    """Return the text after replacement. Errors: _Exhausted."""
    result: list[bytes] = []
    copied, position, work, size = 0, 0, WORK, 0
    while position <= len(text):
        work -= len(text) - position + 1
        found = _search(engine, text, position) if work >= 0 else None
        if work < 0 or size > limit * 4:
            raise _Exhausted
        if found is None:
            break
        start, end = found[0]
        result.append(text[copied:start])
        if end > copied or start == 0:
            result.append(_expanded(engine, text, replacement, found))
        size += sum(map(len, result[-2:]))
        copied = end
        position = max(end, position + max(_width(text, position), 1))
    result.append(text[copied:])
    return b"".join(result)


def _expanded(engine: Any, text: bytes, replacement: str, found: Match) -> bytes:
    def group(reference: re.Match[str]) -> str:
        dollar, braced, bare = reference.groups()
        if dollar is not None:
            return "$"
        name = braced if braced is not None else bare
        index = int(name) if name.isascii() and name.isdigit() else _index(engine, name)
        if index >= len(found) or found[index][0] < 0:
            return ""
        start, end = found[index]
        return text[start:end].decode()

    return _NAME.sub(group, replacement).encode() if "$" in replacement else replacement.encode()


def _index(engine: Any, name: str) -> int:
    """Return the number of a named group, or one past all groups."""
    index = engine.groupindex
    found = index.get(name.encode(), index.get(name))
    return engine.groups + 1 if found is None else int(found)


_STRING = Primitive.STRING

ROWS: tuple[Function, ...] = (
    Function("regex", _regex, (_STRING, _STRING)),
    Function("regexall", _regexall, (_STRING, _STRING)),
)
"""Shape: sorted by name."""
