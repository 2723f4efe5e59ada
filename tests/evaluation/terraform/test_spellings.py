"""However an expression is spelt, it has the value that terraform gives it, or is reported."""

from __future__ import annotations

import random
import re
from pathlib import Path

import pytest

from .differential import TERRAFORM, planned_by_terraform, planned_here, same
from .spelling import spelt

pytestmark = pytest.mark.skipif(TERRAFORM is None, reason="terraform is not installed")

FILES = 600
"""Files with one value each, for a seed."""

_PLACE = re.compile(r"on (o\d+)\.tf line")


def _refused(directory: Path) -> tuple[dict[str, object], set[str]]:
    """Return what terraform plans of the files that it takes, and which it refuses."""
    refused: set[str] = set()
    while True:
        plan = planned_by_terraform(directory)
        if plan.error is None:
            return plan.outputs, refused
        found = set(_PLACE.findall(plan.error)) - refused
        assert found, plan.error
        refused |= found
        for name in found:
            (directory / f"{name}.tf").unlink()


@pytest.mark.parametrize("seed", range(4))
def test_spelling_has_the_value_that_terraform_gives_it_or_is_reported(
    seed: int, tmp_path: Path
) -> None:
    chance = random.Random(31_000 + seed)
    written = {f"o{number}": spelt(chance, f"o{number}") for number in range(FILES)}
    taken, alone = tmp_path / "taken", tmp_path / "alone"
    for directory in (taken, alone):
        directory.mkdir()
    for name, data in written.items():
        (taken / f"{name}.tf").write_bytes(data)
    theirs, refused = _refused(taken)
    ours = planned_here(taken)
    assert ours.error is None
    different = {
        name: (theirs[name], ours.outputs.get(name))
        for name in theirs
        if not same(theirs[name], ours.outputs.get(name))
    }
    assert different == {}
    assert len(theirs) > 0.9 * FILES
    for name in sorted(refused):
        (alone / "main.tf").write_bytes(written[name])
        assert planned_here(alone).error is not None, written[name].decode()
