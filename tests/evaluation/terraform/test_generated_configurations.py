"""Generated configurations plan to the same values under the real terraform and here."""

from __future__ import annotations

import random
import re
from pathlib import Path

import pytest

from .differential import TERRAFORM, UNKNOWN, Plan, planned_by_terraform, planned_here, same
from .generated import Configuration, Generator

pytestmark = pytest.mark.skipif(TERRAFORM is None, reason="terraform is not installed")

BATCHES = 12
"""Configurations; terraform accepts more than two hundred outputs of each."""

SAYS_LATER = {
    "can(": "`can` of what is known after apply is decided then; that it cannot fail is plain now",
    "try(": "`try` waits for what is known after apply as a whole; what stands beside it is plain",
    "format(": '`format("%v", null)` is planned as unknown, and always becomes `null`',
}
"""Why something is known here that terraform's plan does not know yet, by what it is made with.

Where terraform knows a value, there is no exception: it must be known here, and equal.
"""

_PLACE = re.compile(r"on main\.tf line (\d+)")
_TEMPLATE = re.compile(r"on (?:\./)?(t\d+)\.tpl line")
_PIECE = re.compile(r'output "([a-z]\d+)"|  (v\d+) = ')


def pieces_at(path: str, number: int, lines: list[str]) -> set[str]:
    """Return the piece that stands at a line of a file; none where none does."""
    if path.endswith(".tpl"):
        return {path.removesuffix(".tpl")}
    for line in reversed(lines[:number] if path == "main.tf" else []):
        piece = _PIECE.match(line)
        if piece is not None:
            return {piece[1] or piece[2]}
    return set()


def _refused(error: str, text: str) -> set[str]:
    """Return the pieces that terraform's messages point at."""
    lines = text.split("\n")
    found = set(_TEMPLATE.findall(error))
    for number in map(int, _PLACE.findall(error)):
        found |= pieces_at("main.tf", number, lines)
    return found


def refused_by_terraform(configuration: Configuration, directory: Path) -> set[str]:
    """Return the pieces of a configuration that terraform refuses."""
    accepted, _ = _accepted(configuration, directory)
    every = {*configuration.pieces, *configuration.arguments}
    return every - {*accepted.pieces, *accepted.arguments}


def _accepted(configuration: Configuration, directory: Path) -> tuple[Configuration, Plan]:
    """Return what is left when the pieces that terraform refuses are taken out, and its plan."""
    while True:
        configuration.write(directory)
        plan = planned_by_terraform(directory)
        if plan.error is None:
            return configuration, plan
        refused = _refused(plan.error, (directory / "main.tf").read_text())
        assert refused, plan.error
        configuration = configuration.without(refused)


def agree(text: str, expected: object, got: object) -> bool:
    """Tell whether both say the same, or terraform does not say for a reason that has a name."""
    match expected, got:
        case dict(), dict() if expected.keys() == got.keys():
            return all(agree(text, one, got[name]) for name, one in expected.items())
        case list(), list() if len(expected) == len(got):
            return all(agree(text, one, other) for one, other in zip(expected, got, strict=True))
        case str(), _ if expected == UNKNOWN and got != UNKNOWN:
            return any(name in text for name in SAYS_LATER)
        case _:
            return same(expected, got)


@pytest.mark.parametrize("seed", range(BATCHES))
def test_generated_configuration_plans_to_the_same_values(seed: int, tmp_path: Path) -> None:
    accepted, theirs = _accepted(Generator(random.Random(seed)).configuration(160), tmp_path)
    assert len(theirs.outputs) > 200
    ours = planned_here(tmp_path)
    assert ours.error is None
    disagreements = {}
    for name, text in {**accepted.pieces, **accepted.arguments}.items():
        whole = text + accepted.templates.get(f"{name}.tpl", "")
        expected, got = theirs.outputs[name], ours.outputs.get(name)
        if not agree(whole, expected, got):
            disagreements[name] = (whole, expected, got)
    assert disagreements == {}
    assert theirs.resources == ours.resources
