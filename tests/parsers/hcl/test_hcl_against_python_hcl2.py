"""A second, independent parser reads the same literal attributes in the same files.

python-hcl2 leaves the escapes of strings unresolved and knows no strip markers; where it is
wrong it is listed by name below, and `test_hcl_against_terraform` decides.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any, TypeAlias

import hcl2
import pytest

from iac_scan.parsers.hcl import parse
from iac_scan.parsers.hcl.syntax import (
    Body,
    Expression,
    Literal,
    ObjectConstructor,
    Template,
    TemplateText,
    TupleConstructor,
    Unary,
    UnaryOperator,
)
from iac_scan.sources import Bounds, Document

ROOT = Path(__file__).parents[3]
FILES = [
    *sorted((Path(__file__).parent / "fixtures").glob("*.tf")),
    *sorted((ROOT / "sample_iac").rglob("*.tf")),
]

UNREADABLE = {
    "templates.tf": "strip markers (`${~`) are a syntax error",
}
"""Files that python-hcl2 8.1 cannot read at all, and why; terraform reads them."""

DROPS_LAST_NEWLINE_OF_HEREDOCS = True
"""python-hcl2 8.1 ends the text of a heredoc before its last line end; terraform keeps that."""

Found: TypeAlias = tuple[tuple[str, ...], str]
"""A path of block types, labels, positions, names and keys; and the literal, told by its type."""


def literal(value: object) -> str:
    """Return a literal so that 1, "1" and true differ and 1 and 1.0 do not."""
    if isinstance(value, (int, float, Decimal)) and not isinstance(value, bool):
        return f"number {Decimal(str(value)).normalize()}"
    return f"{type(value).__name__} {value!r}"


def ours(body: Body, path: tuple[str, ...] = ()) -> Iterator[Found]:
    counts: Counter[str] = Counter()
    for attribute in body.attributes:
        yield from our_literals(attribute.expression, (*path, attribute.name))
    for block in body.blocks:
        place = (*path, block.type, str(counts[block.type]), *block.labels)
        counts[block.type] += 1
        yield from ours(block.body, place)


def our_literals(node: Expression, path: tuple[str, ...]) -> Iterator[Found]:
    match node:
        case Literal(value=value):
            yield path, literal(value)
        case Unary(UnaryOperator.NEGATE, Literal(value=int() | Decimal() as value)):
            yield path, literal(-value)
        case Template(parts=parts) if all(isinstance(part, TemplateText) for part in parts):
            text = "".join(part.text for part in parts if isinstance(part, TemplateText))
            end = "\n" if DROPS_LAST_NEWLINE_OF_HEREDOCS else ""
            yield path, literal(text.removesuffix(end))
        case TupleConstructor(items=items):
            for number, item in enumerate(items):
                yield from our_literals(item, (*path, str(number)))
        case ObjectConstructor(items=entries):
            for entry in entries:
                if isinstance(entry.key, Literal):
                    yield from our_literals(entry.value, (*path, str(entry.key.value)))
        case _:
            return


def theirs(value: Any, path: tuple[str, ...] = ()) -> Iterator[Found]:
    match value:
        case dict():
            for key, inner in value.items():
                if not key.startswith(("${", "(")) and "${" not in key:
                    yield from theirs(inner, (*path, key.strip('"')))
        case list():
            for number, item in enumerate(value):
                yield from theirs(item, (*path, str(number)))
        case str():
            if value.startswith('"') and not re.search(r"(?<![$%])[$%]\{", value):
                yield path, literal(resolved(value))
        case _:
            yield path, literal(value)


def resolved(quoted: str) -> str:
    """Resolve the escapes that python-hcl2 leaves as they are written."""
    text = re.sub(r"\\U([0-9a-fA-F]{8})", lambda match: chr(int(match[1], 16)), quoted)
    text = re.sub(r"\n", r"\\n", text).replace("\t", r"\t").replace("\r", r"\r")
    return re.sub(r"([$%])\1\{", r"\1{", str(json.loads(text)))


OPTIONS = hcl2.SerializationOptions(
    with_comments=False,
    explicit_blocks=False,
    preserve_heredocs=False,
    preserve_scientific_notation=False,
)


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(ROOT)))
def test_literal_attributes_are_the_same(path: Path) -> None:
    document = Document.of(path.name, path.read_bytes())
    file, diagnostics = parse(document, Bounds())
    assert diagnostics == ()
    if path.name in UNREADABLE:
        with pytest.raises(Exception, match="Unexpected"):
            hcl2.loads(document.text)
        return
    expected = dict(theirs(hcl2.loads(document.text, serialization_options=OPTIONS)))
    found = dict(ours(file.body))
    assert found == expected


def test_the_fixtures_hold_what_the_list_of_known_wrongs_names() -> None:
    assert {path.name for path in FILES} >= UNREADABLE.keys()
