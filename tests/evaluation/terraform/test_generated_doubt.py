"""What is claimed of a configuration whose variables are not known holds for every value of them."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from iac_scan.evaluation.functions.convert import convert
from iac_scan.evaluation.functions.equality import could_be
from iac_scan.evaluation.functions.types import Primitive
from iac_scan.evaluation.result import Evaluation
from iac_scan.evaluation.terraform import evaluate
from iac_scan.sources.bounds import Bounds
from iac_scan.sources.discover import discover
from iac_scan.sources.tree import SourceTree
from iac_scan.values import (
    Absent,
    Known,
    Mapping,
    OneOf,
    Sequence,
    SequenceKind,
    Text,
    Unknown,
    Value,
    walk,
)

from .generated import Configuration, Generator
from .surroundings import VALUES

BATCHES = 30
"""Generated configurations; each is read without values and with three sets of them."""


def _admits(claimed: Value, actual: Value) -> bool:
    """Tell whether what is claimed of a value leaves room for what it turns out to be."""
    match claimed:
        case Unknown() | Absent():
            return True
        case OneOf(options=options):
            return any(_admits(option, actual) for option in options)
        case Text(parts=parts):
            return (
                isinstance(actual, Known)
                and isinstance(actual.value, str)
                and could_be(parts, actual.value)
            )
        case Known(value=value):
            if not isinstance(actual, Known):
                return False
            if type(actual.value) is type(value):
                return actual.value == value
            # A number or a bool is taken for its text where the other result of a conditional,
            # whose type is not known, is a string: `var.text` in `true ? 1 : var.text`.
            text = convert(claimed, Primitive.STRING)
            return isinstance(text, Known) and text.value == actual.value
        case Sequence():
            return isinstance(actual, Sequence) and _admits_items(claimed, actual)
        case Mapping(entries=entries, rest=rest):
            return (
                isinstance(actual, Mapping)
                and (rest is not None or set(entries) == set(actual.entries))
                and all(
                    name in actual.entries and _admits(entry, actual.entries[name])
                    for name, entry in entries.items()
                )
            )


def _admits_items(claimed: Sequence, actual: Sequence) -> bool:
    ordered = not claimed.scattered and claimed.kind is not SequenceKind.SET
    if ordered:
        fits = len(actual.items) >= len(claimed.items)
        if claimed.rest is None:
            fits = len(actual.items) == len(claimed.items)
        return fits and all(map(_admits, claimed.items, actual.items))
    # Unknown items may turn out to be equal to others, so that there are fewer.
    if claimed.rest is None and len(actual.items) > len(claimed.items):
        return False
    return all(any(_admits(item, one) for one in actual.items) for item in claimed.items)


def _outputs(directory: Path) -> dict[str, Value]:
    """Return the outputs of which nothing is refused."""
    tree = SourceTree.open([directory], Bounds())
    found = discover(tree, exclude=(), gitignore=False)
    evaluation: Evaluation = evaluate(tree, found)
    lines = (directory / "main.tf").read_text().split("\n")
    wrong = {lines[one.span.start_line - 2] for one in evaluation.diagnostics}
    return {
        key.address: value
        for key, value in evaluation.outputs.items()
        if key.scope == "." and f'output "{key.address}" {{' not in wrong
    }


def _is_known(value: Value) -> bool:
    return not any(
        isinstance(part, Unknown | Text | OneOf)
        or (isinstance(part, Sequence | Mapping) and part.rest is not None)
        for part in walk(value)
    )


@pytest.mark.parametrize("seed", range(BATCHES))
def test_what_is_claimed_without_values_holds_with_them(seed: int, tmp_path: Path) -> None:
    maker = Generator(random.Random(seed))
    pieces = {f"o{number}": maker.of("wide", 3) for number in range(60)}
    (tmp_path / ".git").mkdir()
    Configuration(pieces).write(tmp_path)
    claims = _outputs(tmp_path)
    checked = 0
    for _ in range(3):
        given = {name: maker.random.choice(choices) for name, choices in VALUES.items()}
        text = "".join(f"{name} = {value}\n" for name, value in given.items())
        Configuration(pieces, values=text).write(tmp_path)
        for name, actual in _outputs(tmp_path).items():
            # What terraform refuses with these values says nothing.
            if name in claims and _is_known(actual):
                checked += 1
                assert _admits(claims[name], actual), (pieces[name], given, claims[name], actual)
    assert checked > 60
