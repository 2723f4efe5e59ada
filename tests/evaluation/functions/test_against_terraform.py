"""Every function against the real terraform: written cases, errors included, and signatures."""

from __future__ import annotations

import json
import subprocess
from typing import TYPE_CHECKING, Any

from iac_scan.evaluation.functions.results import RESULTS
from iac_scan.evaluation.functions.table import FUNCTIONS
from iac_scan.evaluation.functions.types import CollectionType, Primitive, Type

if TYPE_CHECKING:
    from tests.evaluation.functions.conftest import Apply, Oracle

NOT_COMPARED = {
    "abspath": "its result is a place on this machine; the unknown of it is tested elsewhere",
    "base64gzip": "compressed bytes depend on the compressor",
    "bcrypt": "random",
    "pathexpand": "its result is a place on this machine",
    "plantimestamp": "the time of the run",
    "rsadecrypt": "not evaluated",
    "sensitive": "an output shows no sensitive value; `issensitive(sensitive())` is a case",
    "templatefile": "rendering is the evaluator's",
    "templatestring": "rendering is the evaluator's",
    "timestamp": "the time of the run",
    "uuid": "random",
}
"""Functions whose results nobody can compare here, and why."""

NOT_TERRAFORM = ("provider::", "base64gunzip", "cidrcontains", "urldecode")
"""Functions that the bare program has not."""


def test_written_cases_agree(oracle: Oracle, function_cases: list[Apply]) -> None:
    assert oracle.disagreements(function_cases) == []


def test_every_function_has_written_cases(function_cases: list[Apply]) -> None:
    named = {case.name for case in function_cases}
    missing = {
        name
        for name in FUNCTIONS
        if name not in named and name not in NOT_COMPARED and not name.startswith(NOT_TERRAFORM)
    }
    assert missing == set()


def test_names_parameters_and_results_are_those_of_terraform(oracle: Oracle) -> None:
    shown = subprocess.run(
        [oracle.program, "metadata", "functions", "-json"],
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    ).stdout
    signatures = json.loads(shown)["function_signatures"]
    wanted = {name for name in signatures if not name.startswith("core::")} - {"try", "can"}
    ours = {name for name in FUNCTIONS if not name.startswith(NOT_TERRAFORM)}
    assert ours == wanted
    wrong = [name for name in sorted(ours) if _signature(name) != _theirs(signatures[name])]
    assert wrong == []
    fixed = {
        name: signature["return_type"]
        for name, signature in signatures.items()
        if name in ours and "dynamic" not in json.dumps(signature["return_type"])
    }
    said = {name: _type(type) for name, type in RESULTS.items() if name in ours}
    assert said == fixed


def _signature(name: str) -> tuple[list[Any], Any]:
    row = FUNCTIONS[name]
    return [_type(one) for one in row.parameters], row.variadic and _type(row.variadic)


def _type(type: Type) -> Any:
    if isinstance(type, CollectionType):
        return [type.kind.value, _type(type.element)]
    assert isinstance(type, Primitive)
    return "dynamic" if type is Primitive.ANY else type.value


def _theirs(signature: dict[str, Any]) -> tuple[list[Any], Any]:
    rest = signature.get("variadic_parameter")
    return [one["type"] for one in signature.get("parameters", [])], rest and rest["type"]
