"""Requests to suppress, as the author of the scanned code writes them: comments and metadata.

Those of the configuration are read by `iac_scan.config`. What they do to findings is `suppress`.
Nothing that stands in a comment can fail: what begins like a request and cannot be read is a
directive with a problem.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from collections.abc import Mapping as Map
from dataclasses import dataclass

from iac_scan.evaluation.result import Resource
from iac_scan.sources.comment import Comment
from iac_scan.sources.document import Document
from iac_scan.sources.glob import matcher
from iac_scan.sources.span import Span
from iac_scan.values import Absent, Mapping, Value, text_of
from iac_scan.values import Sequence as Items

# Patterns are compiled when a directive is met: most scanned code has none.
_OURS = r"iac-scan:\s*(?P<request>.*)$"
_IGNORE = r"ignore\s*\[(?P<ids>[^\]]*)\]\s*(?:until=(?P<until>\S+))?\s*(?P<reason>.*)$"
_CHECKOV = r"(?:checkov|bridgecrew):\s*skip=\s*(?P<ids>[\w,]+)\s*(?::(?P<reason>.*))?$"
_DATE = r"\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])$"
_MARKS = ("iac-scan:", "skip=")
_FORM = "expected `iac-scan: ignore[check-id] reason`"


@dataclass(frozen=True, slots=True)
class Scope:
    """What a suppression of the configuration speaks of."""

    path: str | None
    """A glob of files, as `fileset` has them; a name that ends with a slash is a folder."""
    address: str | None
    """The address of resources; `*` stands for anything."""

    def covers_file(self, path: str) -> bool:
        """Tell whether it speaks of things in a file."""
        if self.path is None:
            return True
        glob = f"{self.path}**" if self.path.endswith("/") else self.path
        return matcher(glob.removeprefix("./"))(path)

    def covers(self, path: str, addresses: Iterable[str]) -> bool:
        """Tell whether it speaks of something at a file that is about all of the resources."""
        address = self.address
        return (address is None or all(_is_like(item, address) for item in addresses)) and (
            self.covers_file(path)
        )


def _is_like(text: str, pattern: str) -> bool:
    """Tell whether a text is a pattern in which `*` stands for anything, in linear time."""
    first, *rest = pattern.split("*")
    if not rest:
        return text == pattern
    if not text.startswith(first) or not text[len(first) :].endswith(rest[-1]):
        return False
    at, end = len(first), len(text) - len(rest[-1])
    for part in rest[:-1]:
        found = text.find(part, at, end)
        if found < 0:
            return False
        at = found + len(part)
    return at <= end


@dataclass(frozen=True, slots=True)
class Directive:
    """One request to suppress."""

    ids: tuple[str, ...]
    """The names of checks, as written."""
    reason: str
    """Why; empty when none is given."""
    until: str | None
    """The last day on which it counts, as an ISO date, or None for always."""
    span: Span
    """Where it is written."""
    first_line: int
    """The first line that it speaks of, in the file of `span`."""
    last_line: int
    """The last line that it speaks of."""
    foreign: bool = False
    """Written for another tool."""
    problem: str | None = None
    """Why it cannot be understood, or None."""
    scope: Scope | None = None
    """What it speaks of instead of lines, when it stands in the configuration."""

    @property
    def path(self) -> str:
        """The file that it stands in and speaks of."""
        return self.span.path

    def counts(self, today: str) -> bool:
        """Tell whether it has a reason and has not expired."""
        return self.reason != "" and (self.until is None or today <= self.until)


def read(
    comments: Sequence[Comment],
    resources: Sequence[Resource],
    documents: Map[str, Document],
) -> tuple[Directive, ...]:
    """Return every directive, sorted by span.

    `documents` must hold every file that has a comment for which `is_directive` is true.
    """
    found = [*_from_comments(comments, resources, documents)]
    for resource in resources:
        if resource.metadata is not None:
            found.extend(_from_metadata(resource, resource.metadata))
    return tuple(sorted(dict.fromkeys(found), key=lambda item: (item.span, item.ids)))


def is_directive(comment: Comment) -> bool:
    """Tell whether a comment holds a request to suppress."""
    return any(mark in comment.text for mark in _MARKS) and any(
        re.match(_OURS, line) or re.match(_CHECKOV, line) for line in _lines(comment)
    )


def _lines(comment: Comment) -> list[str]:
    """Return the lines of a comment without the frame that some draw around them."""
    return [line.strip().lstrip("*").strip() for line in comment.text.splitlines()]


@dataclass(frozen=True, slots=True)
class _Place:
    """The lines that a comment speaks of."""

    line: int
    """The line of code: the comment's own, or the next one below."""
    block: Span | None
    """The resource that the comment stands above, or in."""
    leads: bool
    """Whether it stands above the resource, on its first line, or before its first line of code."""


def _from_comments(
    comments: Sequence[Comment],
    resources: Sequence[Resource],
    documents: Map[str, Document],
) -> Iterator[Directive]:
    """Yield the directives of all comments."""
    wanted = [comment for comment in comments if is_directive(comment)]
    paths = {comment.span.path for comment in wanted}
    blocks: dict[str, set[tuple[Span, Span]]] = {path: set() for path in paths}
    for resource in resources:
        if resource.body.path in paths and resource.span.path == resource.body.path:
            blocks[resource.body.path].add((resource.span, resource.body))
    alone: dict[str, set[int]] = {path: set() for path in paths}
    for comment in comments:
        if comment.span.path in paths and comment.span.path in documents:
            alone[comment.span.path].update(_lines_alone(comment, documents[comment.span.path]))
    for comment in wanted:
        path = comment.span.path
        if path in documents:
            place = _place(comment, alone[path], blocks[path], documents[path])
            yield from _from_comment(comment, place)


def _lines_alone(comment: Comment, document: Document) -> range:
    """Return the lines that hold the comment and no code."""
    span = comment.span
    before = document.line(span.start_line)[: span.start_column - 1]
    after = document.line(span.end_line)[span.end_column - 1 :] if span.end_column > 1 else ""
    if before.strip() or after.strip():
        return range(0)
    last = span.end_line if span.end_column > 1 else span.end_line - 1
    return range(span.start_line, max(last, span.start_line) + 1)


def _place(
    comment: Comment, alone: set[int], blocks: set[tuple[Span, Span]], document: Document
) -> _Place:
    """Return what a comment speaks of."""
    line = comment.span.start_line
    while line in alone:
        line += 1
    for header, body in sorted(blocks):
        if header.start_line <= line <= header.end_line:
            return _Place(line, body, leads=True)
        if body.start_line <= comment.span.start_line <= body.end_line:
            first = header.end_line + 1
            while first in alone or (first < body.end_line and not document.line(first).strip()):
                first += 1
            return _Place(line, body, leads=comment.span.start_line < first)
    return _Place(line, None, leads=False)


def _from_comment(comment: Comment, place: _Place) -> Iterator[Directive]:
    """Yield the directives of one comment: one for each of its lines that is one."""
    for text in _lines(comment):
        ours = re.match(_OURS, text)
        if ours is not None:
            yield _ours(ours["request"], comment.span, place)
        foreign = re.match(_CHECKOV, text)
        if foreign is not None and place.block is not None:
            yield Directive(
                _ids(foreign["ids"]),
                (foreign["reason"] or "").strip(),
                None,
                comment.span,
                place.block.start_line,
                place.block.end_line,
                foreign=True,
            )


def _ours(request: str, span: Span, place: _Place) -> Directive:
    """Return the directive that the words after `iac-scan:` make."""
    first = last = place.line
    if place.leads and place.block is not None:
        first, last = place.block.start_line, place.block.end_line
    found = re.match(_IGNORE, request)
    if found is None:
        return Directive((), "", None, span, first, last, problem=_FORM)
    ids = _ids(found["ids"])
    reason = found["reason"].strip().lstrip("-:").strip()
    return _checked(ids, reason, found["until"], span, (first, last))


def _checked(
    ids: tuple[str, ...], reason: str, until: str | None, span: Span, lines: tuple[int, int]
) -> Directive:
    """Return a directive of this tool, with the problem that it has."""
    problem = None
    if not ids:
        problem = f"names no check, {_FORM}"
    elif until is not None and not re.match(_DATE, until):
        problem = f"expected a date such as `until=2027-06-30`, got `{until}`"
    return Directive(ids, reason, until, span, *lines, problem=problem)


def _ids(text: str) -> tuple[str, ...]:
    """Return the ids of a list with commas."""
    return tuple(word.strip() for word in text.split(",") if word.strip())


def _from_metadata(resource: Resource, metadata: Mapping) -> Iterator[Directive]:
    """Yield the directives in the `Metadata` of a CloudFormation resource."""
    lines = (resource.body.start_line, resource.body.end_line)
    for value in _listed(metadata, "iac-scan", "ignore"):
        span = value.origin.span
        if span.path != resource.body.path:
            continue
        if not isinstance(value, Mapping):
            problem = "expected `{id: check-id, reason: why}`"
            yield Directive((), "", None, span, *lines, problem=problem)
            continue
        reason = text_of(value.get("reason")) or ""
        until = text_of(value.get("until"))
        yield _checked(_ids(text_of(value.get("id")) or ""), reason.strip(), until, span, lines)
    for value in _listed(metadata, "checkov", "skip"):
        if isinstance(value, Mapping) and value.origin.span.path == resource.body.path:
            ids = _ids(text_of(value.get("id")) or "")
            reason = (text_of(value.get("comment")) or "").strip()
            yield Directive(ids, reason, None, value.origin.span, *lines, foreign=True)


def _listed(metadata: Mapping, tool: str, key: str) -> Iterable[Value]:
    """Return the items of the list under two keys; what stands there instead of a list, alone."""
    outer = metadata.get(tool)
    inner = outer.get(key) if isinstance(outer, Mapping) else outer
    match inner:
        case Items(items=items):
            return items
        case Absent():
            return ()
        case _:
            return (inner,)
