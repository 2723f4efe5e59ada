"""What the real terraform refuses is reported here, or stands in a list with its reason.

`refused.json` holds expressions, each refused as the value of an output, and configurations by
file. What does not parse at all is held against terraform beside the parser.
"""

from __future__ import annotations

import json
import random
from collections.abc import Mapping
from pathlib import Path

import pytest

from .differential import TERRAFORM, evaluated, planned_by_terraform, refused_lines
from .generated import Generator
from .test_generated_configurations import pieces_at, refused_by_terraform

pytestmark = pytest.mark.skipif(TERRAFORM is None, reason="terraform is not installed")

CASES = json.loads((Path(__file__).parent / "refused.json").read_text())

_ROOT = "whether a directory is deployed as it is, and with which values, the code does not say"
_SCHEMA = "which arguments, attributes and types there are is in the schema of a provider"
_STATE = "it says what happens to the state or in which order, and changes no value"
_SETTING = "it is about the program that runs and where its state is, and changes no value"

ACCEPTED_HERE = {
    **dict.fromkeys(
        (
            *("validation fails", "validation not bool", "variable without value"),
            "sensitive into output",
        ),
        _ROOT,
    ),
    **dict.fromkeys(
        (
            *("ignore_changes unknown attribute", "unknown resource argument"),
            *("unknown resource block", "unknown resource type", "unknown attribute of resource"),
            *("provisioner unknown", "provisioner without command", "ephemeral unknown type"),
            "provider function missing",
        ),
        _SCHEMA,
    ),
    **dict.fromkeys(
        (
            *("moved string", "moved still declared", "import to nothing", "removed declared"),
            *("removed instance", "depends cycle", "check duplicate"),
        ),
        _STATE,
    ),
    **dict.fromkeys(
        (
            *("backend and cloud", "unknown backend", "required_version unmet"),
            *("required_version malformed", "required providers twice", "provider alias bad"),
            *("provisioner bad when", "data lifecycle"),
        ),
        _SETTING,
    ),
    "for_each computed": "it is known at the second run, and one instance stands for all until then",
}
"""Why something that terraform refuses has no diagnostic, by the name of the case."""


def _write(files: Mapping[str, str], directory: Path) -> None:
    for name, text in files.items():
        target = directory / name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(text.encode())


@pytest.mark.parametrize("name", CASES["configurations"])
def test_configuration_that_terraform_refuses_is_reported(name: str, tmp_path: Path) -> None:
    _write(CASES["configurations"][name], tmp_path)
    evaluation = evaluated(tmp_path)
    assert planned_by_terraform(tmp_path).error is not None
    reported = evaluation.diagnostics != () or evaluation.gaps != ()
    assert reported == (name not in ACCEPTED_HERE)


def test_expression_that_terraform_refuses_is_reported_at_its_line(tmp_path: Path) -> None:
    left = dict(enumerate(CASES["expressions"].values(), 1))
    lines = [f'output "x{number}" {{ value = {text} }}\n' for number, text in left.items()]
    _write({"main.tf": "".join(lines)}, tmp_path)
    reported = {one.span.start_line for one in evaluated(tmp_path).diagnostics}
    assert [text for number, text in left.items() if number not in reported] == []
    assert refused_lines(lines, tmp_path) == set(left)


@pytest.mark.parametrize("seed", range(12))
def test_generated_piece_that_terraform_refuses_is_reported(seed: int, tmp_path: Path) -> None:
    configuration = Generator(random.Random(1000 + seed)).configuration(160)
    refused = refused_by_terraform(configuration, tmp_path)
    configuration.write(tmp_path)
    lines = (tmp_path / "main.tf").read_text().split("\n")
    reported = {
        name
        for one in evaluated(tmp_path).diagnostics
        for name in pieces_at(one.span.path, one.span.start_line, lines)
    }
    assert len(refused) > 10
    assert refused - reported == set()
