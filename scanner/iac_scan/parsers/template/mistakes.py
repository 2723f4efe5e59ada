"""What a broken YAML document is told: where it is wrong, why, and what to do about it.

Source: the messages of libyaml and PyYAML, https://github.com/yaml/libyaml.
"""

from __future__ import annotations

import re
from bisect import bisect_right

import yaml

from iac_scan.parsers.positions import Positions
from iac_scan.sources.diagnostics import Diagnostic, Level
from iac_scan.sources.span import Span

_PLACEHOLDER = re.compile(r"\{%|\{\{(?!\s*resolve:)|<%")
_BESIDE = "give every entry of one map or list the same indentation"


def diagnose(positions: Positions, error: yaml.YAMLError) -> Diagnostic:
    """Return what to say of the error that ended the reading of a document."""
    match error:
        case yaml.MarkedYAMLError():
            return _diagnose_marked(positions, error)
        case yaml.reader.ReaderError(position=int() as position):
            character = positions.text[position : position + 1]
            code = f"U+{ord(character):04X}" if character else "a character"
            return Diagnostic(
                Level.ERROR,
                f"{code} is not allowed in YAML",
                _at(positions, position),
                "remove the character, or write it as an escape in double quotes",
            )
        case _:
            return Diagnostic(Level.ERROR, "this YAML cannot be read", _at(positions, 0))


def _diagnose_marked(positions: Positions, error: yaml.MarkedYAMLError) -> Diagnostic:
    """Return what to say of an error that has a place."""
    mark = error.problem_mark or error.context_mark
    index = 0 if mark is None else min(mark.index, len(positions.text))
    problem = (error.problem or "it is not valid").strip().rstrip(".")
    context = error.context or ""
    opened = index if error.context_mark is None else error.context_mark.index
    message, help_, place = _explain(positions, problem, context, index, opened)
    help_ = placeholder_help(positions, index) or help_
    return Diagnostic(Level.ERROR, message, _at(positions, place), help_)


def _explain(
    positions: Positions, problem: str, context: str, index: int, opened: int
) -> tuple[str, str | None, int]:
    """Return the message, the help and the place for one problem of libyaml or PyYAML."""
    text = positions.text
    line = _line(positions, bisect_right(positions.lines, index))
    indentation = line[: len(line) - len(line.lstrip())]
    if "\t" in indentation or text[index : index + 1] == "\t":
        return "YAML does not allow a tab here", "indent with spaces", index
    if "quoted scalar" in context:
        if "unknown escape" in problem:
            escape = text[index : index + 2].rstrip()
            return f"unknown escape `{escape}` in a double-quoted string", "write `\\\\`", index
        return "the quote that opens here is never closed", "close it", opened
    if "mapping values are not allowed" in problem:
        return (
            "`:` begins a value where none can stand",
            "check the indentation of this line and the one above, or quote the text",
            index,
        )
    if "expected key" in problem or "expected <block end>" in problem:
        return "this line does not fit the entries beside it", _BESIDE, index
    if "expected '-' indicator" in problem:
        return "expected another `-` item of the list", _BESIDE, index
    if "could not find expected ':'" in problem:
        return "expected `:` after the key", "write `key: value`", opened
    if "expected ',' or" in problem:
        closing = "]" if "]" in problem else "}"
        return f"expected `,` or `{closing}`", "the bracket may never be closed", index
    if "expected node content" in problem and index >= len(text.rstrip()):
        return "the text ends inside brackets", "close every `[` and `{`", index
    if "cannot start any token" in problem:
        character = text[index : index + 1]
        return f"a plain value cannot begin with `{character}`", "put the text in quotes", index
    where = f" {context}" if context else ""
    return f"this is not valid YAML: {problem}{where}", None, index


def placeholder_help(positions: Positions, index: int) -> str | None:
    """Return what to do when a template engine left its marks on this line or the one above."""
    line = bisect_right(positions.lines, index)
    for number in (line, line - 1):
        if number >= 1:
            found = _PLACEHOLDER.search(_line(positions, number))
            if found is not None:
                return (
                    f"`{found[0]}` looks like the placeholder of a template engine: "
                    "render the file first, or exclude it"
                )
    return None


def _line(positions: Positions, number: int) -> str:
    """Return a line (from 1) without its line end."""
    lines = positions.lines
    end = lines[number] if number < len(lines) else len(positions.text)
    return positions.text[lines[number - 1] : end].rstrip("\r\n")


def _at(positions: Positions, index: int) -> Span:
    """Return the span of the character at `index`, or of the end of the text."""
    index = min(index, len(positions.text))
    return positions.span(index, min(index + 1, len(positions.text)))
