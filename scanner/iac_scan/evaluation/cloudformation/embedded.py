"""Templates that are written as a text in another one: `TemplateBody`.

Everything in such a template stands where its text stands in the file. What it deploys is in
`nested`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from collections.abc import Mapping as Map
from dataclasses import dataclass, field, replace
from typing import assert_never

from iac_scan.evaluation.cloudformation.sections import Declaration, Template
from iac_scan.evaluation.cloudformation.texts import carried
from iac_scan.parsers.template import parse
from iac_scan.parsers.template.tree import Entries, Entry, Items, Node, Scalar, TemplateFile
from iac_scan.sources.bounds import Bounds
from iac_scan.sources.diagnostics import Diagnostic
from iac_scan.sources.document import Document
from iac_scan.sources.span import Span
from iac_scan.values import Known, Text, Unknown

_FIRST, _LAST = 0xE000, 0xF8FF
"""Characters for private use: each stands for one unknown part, which a layout counts as one."""
_MARK = re.compile("[\ue000-\uf8ff]")
_SUB = "Fn::Sub"

Relocate = Callable[[Span], Span]


@dataclass(frozen=True, slots=True)
class EmbeddedFile:
    """What was read from a text."""

    file: TemplateFile | None
    """Its first document, at its places in the file that holds the text; None without one."""
    problems: tuple[Diagnostic, ...] = ()
    """What is wrong in the text."""
    holes: Map[str, Unknown] = field(default_factory=dict)
    """The unknown parts, by the name of the parameter that stands for each in the tree."""


def length_of(text: Known | Text) -> int:
    """Return how long a text is. Units: code points, an unknown part is one."""
    return len(_written(text))


def read_text(text: Known | Text, bounds: Bounds) -> EmbeddedFile:
    """Return the template in a text.

    Unknown: an unknown part is a parameter whose value is not known; where such a part is a key
    or leaves no tree that can be read, there is no file.
    """
    written = _written(text)
    parts = text.parts if isinstance(text, Text) else ()
    unknown = [part for part in parts if isinstance(part, Unknown)]
    holes = {chr(_FIRST + number): part for number, part in enumerate(unknown)}
    if len(_MARK.findall(written)) != len(holes):
        return EmbeddedFile(None)
    path = text.origin.span.path
    files, problems = parse(Document.of(path, written.encode(errors="replace")), bounds)
    relocate = _relocation(text, written)
    found = tuple(replace(problem, span=relocate(problem.span)) for problem in problems)
    if not files:
        return EmbeddedFile(None, () if holes else found)
    if holes and (problems or any(map(_MARK.search, _keys(files[0].root)))):
        return EmbeddedFile(None)
    file = TemplateFile(
        path,
        _placed(files[0].root, relocate),
        tuple(replace(comment, span=relocate(comment.span)) for comment in files[0].comments),
        files[0].complete,
    )
    return EmbeddedFile(file, found, holes)


def with_holes(template: Template, holes: Map[str, Unknown]) -> Template:
    """Return a template that declares a parameter for each unknown part of its text."""
    declared = {
        name: Declaration(name, hole.origin.span, Entries((), hole.origin.span))
        for name, hole in holes.items()
    }
    return replace(template, parameters={**template.parameters, **declared}, holes=holes)


def _written(text: Known | Text) -> str:
    """Return a text with a mark in the place of each unknown part."""
    if isinstance(text, Known):
        return text.value if isinstance(text.value, str) else ""
    runs: list[str] = []
    count = 0
    for part in text.parts:
        if isinstance(part, str):
            runs.append(part)
        else:
            # Past the last mark the text is refused for having fewer marks than unknown parts.
            runs.append(chr(_FIRST + count) if _FIRST + count <= _LAST else "?")
            count += 1
    return "".join(runs)


def _relocation(text: Known | Text, written: str) -> Relocate:
    """Return the function from a place in the text to its place in the file.

    Unknown: a place that no layout tells is that of the text as a whole.
    """
    starts = (0, *(match.end() for match in re.finditer("\n", written)))
    whole, pieces = text.origin.span, text.layout

    def at(offset: int) -> Span | None:
        found = carried(pieces, offset, offset + 1, 0) if pieces else ()
        return found[0].span if found else None

    def relocate(span: Span) -> Span:
        first = starts[span.start_line - 1] + span.start_column - 1
        last = starts[span.end_line - 1] + span.end_column - 2
        begin, end = at(first), at(max(first, last))
        if begin is None:
            return whole
        return begin if end is None else begin.to(end)

    return relocate


def _keys(node: Node) -> Iterator[str]:
    """Yield every key of a tree."""
    match node:
        case Scalar():
            return
        case Items(items=items):
            for item in items:
                yield from _keys(item)
        case Entries(entries=entries):
            for entry in entries:
                yield entry.key
                yield from _keys(entry.value)
        case _:
            assert_never(node)


def _placed(node: Node, relocate: Relocate, *, in_sub: bool = False) -> Node:
    """Return a tree at its places in the file, its marks as variables of `Fn::Sub`."""
    span = relocate(node.span)
    match node:
        case Scalar(value=str() as text) if _MARK.search(text):
            escaped = text if in_sub else text.replace("${", "${!")
            scalar = Scalar(_MARK.sub(lambda mark: f"${{{mark[0]}}}", escaped), span)
            return scalar if in_sub else Entries((Entry(_SUB, span, scalar),), span)
        case Scalar(lines=lines):
            return replace(node, span=span, lines=tuple((at, relocate(one)) for at, one in lines))
        case Items(items=items):
            placed = (
                _placed(item, relocate, in_sub=in_sub and number == 0)
                for number, item in enumerate(items)
            )
            return Items(tuple(placed), span)
        case Entries(entries=entries):
            return Entries(
                tuple(
                    Entry(
                        entry.key,
                        relocate(entry.key_span),
                        _placed(entry.value, relocate, in_sub=entry.key == _SUB),
                    )
                    for entry in entries
                ),
                span,
            )
        case _:
            assert_never(node)
