"""Every function against the real terraform: written cases, errors included, and signatures."""

from __future__ import annotations

import json
import subprocess
from collections import Counter
from collections.abc import Callable
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from iac_scan.evaluation.functions.call import CallSite
from iac_scan.evaluation.functions.results import RESULTS
from iac_scan.evaluation.functions.table import FUNCTIONS, call
from iac_scan.evaluation.functions.types import CollectionKind, CollectionType, Primitive, Type
from iac_scan.sources.span import Origin, Span
from iac_scan.values import Known, Reason, Unknown

if TYPE_CHECKING:
    from tests.evaluation.functions.conftest import Apply, Oracle

HERE = Origin(Span("main.tf", 1, 1, 1, 2))

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


ELSEWHERE = {
    **dict.fromkeys(
        ("try", "can", "templatefile", "templatestring"),
        "they take expressions or render: the compared configurations use them",
    ),
    "sensitive": "what is sensitive is compared through `issensitive`, in the tests of marks",
    **dict.fromkeys(
        ("bcrypt", "plantimestamp", "timestamp", "uuid"),
        "unknown with its reason, which `test_moment_is_not_known` holds",
    ),
}
"""Functions whose calls are not compared here, and where they are."""

SHORT = {"abspath", "base64gzip", "pathexpand", "rsadecrypt"}
"""Functions of which only errors are compared; `NOT_COMPARED` says why."""


def _plain(type: Type | None, round: int) -> Any:
    """Return an argument of the type: an empty or small one, then others."""
    match type:
        case CollectionType(kind=CollectionKind.MAP, element=element):
            return {} if round == 0 else {"k": _plain(element, round)}
        case CollectionType(element=element):
            return [] if round == 0 else [_plain(element, round), _plain(element, round + 1)]
        case Primitive.NUMBER:
            return (1, 2, Decimal("3.0"), 10)[round]
        case Primitive.BOOL:
            return round % 2 == 0
        case Primitive.ANY:
            return (["b", "a"], {"k": "v"}, [1, 2], 3)[round]
        case _:
            return ("", "a", "\u00e9 A-1\n", "10")[round]


def _edge_calls(apply: type[Apply], name: str) -> list[Apply]:
    """Return calls with empty and small arguments, right ones for most functions."""
    row = FUNCTIONS[name]
    if name.startswith("file") and name != "fileset":
        return [apply(name, (path,)) for path in ("a.txt", "empty.txt", "sub/c.txt")]
    types = [*row.parameters, *([] if row.variadic is None else [row.variadic])]
    return [apply(name, tuple(_plain(type, round) for type in types)) for round in range(3)]


def _wrong_calls(apply: type[Apply], name: str) -> list[Apply]:
    """Return calls with no arguments, with nulls, with one more than there may be."""
    row = FUNCTIONS[name]
    count = len(row.parameters)
    calls = [apply(name, (None,) * count), apply(name, ({"a": []},) * count)]
    if row.variadic is None:
        calls.append(apply(name, ("a",) * (count + 1)))
    return [*calls, apply(name, ())]


def test_every_function_has_several_calls_and_errors(
    oracle: Oracle, function_cases: list[Apply], apply_type: type[Apply]
) -> None:
    names = _signatures(oracle).keys() - ELSEWHERE.keys()
    made = [
        one
        for name in sorted(names)
        for one in (*_edge_calls(apply_type, name), *_wrong_calls(apply_type, name))
    ]
    compared = [one for one in made if one.name not in SHORT]
    assert oracle.disagreements(compared) == []
    every = [*function_cases, *made]
    accepted, refused = Counter[str](), Counter[str]()
    for one, succeeds in zip(every, oracle.accepts(every), strict=True):
        (accepted if succeeds else refused)[one.name] += 1
    assert len(names | ELSEWHERE.keys()) >= 118
    assert [name for name in sorted(names) if refused[name] < 2] == []
    assert [name for name in sorted(names - SHORT) if accepted[name] < 3] == []


def test_moment_is_not_known(make_site: Callable[[], CallSite]) -> None:
    for name, arguments in (("timestamp", 0), ("plantimestamp", 0), ("uuid", 0), ("bcrypt", 1)):
        value = call(name, (Known("a", HERE),) * arguments, make_site())
        assert isinstance(value, Unknown)
        assert value.reason is Reason.MOMENT


def test_every_function_has_written_cases(function_cases: list[Apply]) -> None:
    named = {case.name for case in function_cases}
    missing = {
        name
        for name in FUNCTIONS
        if name not in named and name not in NOT_COMPARED and not name.startswith(NOT_TERRAFORM)
    }
    assert missing == set()


def test_names_parameters_and_results_are_those_of_terraform(oracle: Oracle) -> None:
    signatures = _signatures(oracle)
    wanted = signatures.keys() - {"try", "can"}
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


def _signatures(oracle: Oracle) -> dict[str, Any]:
    """Return what the program says of its functions, by their short names."""
    shown = subprocess.run(
        [oracle.program, "metadata", "functions", "-json"],
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    ).stdout
    signatures = json.loads(shown)["function_signatures"]
    return {name: one for name, one in signatures.items() if not name.startswith("core::")}


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
