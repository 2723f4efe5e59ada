"""Calls that would cost too much end within a second, with a warning."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from iac_scan.evaluation.functions.call import CallSite
from iac_scan.evaluation.functions.table import call
from iac_scan.sources.diagnostics import Diagnostic
from iac_scan.sources.span import Origin, Span
from iac_scan.values import Known, Mapping, Reason, Sequence, Unknown, Value

if TYPE_CHECKING:
    from collections.abc import Callable

HERE = Origin(Span("main.tf", 1, 1, 1, 2))


def value(plain: Any) -> Value:
    match plain:
        case list():
            return Sequence(tuple(map(value, plain)), HERE)
        case dict():
            return Mapping({name: value(entry) for name, entry in plain.items()}, HERE)
        case Sequence() | Mapping():
            return plain
        case _:
            return Known(plain, HERE)


def doubled(times: int) -> Value:
    """Return a list that holds the one before twice, and so on."""
    result: Value = Known("x", HERE)
    for _ in range(times):
        result = Sequence((result, result), HERE)
    return result


def nested(depth: int) -> Value:
    result: Value = Known("x", HERE)
    for _ in range(depth):
        result = Sequence((result,), HERE)
    return result


LONG = "a" * 1_000_000
ALIASES = "a0: &a0 [x, x]\n" + "".join(
    f"a{n}: &a{n} [*a{n - 1}, *a{n - 1}]\n" for n in range(1, 40)
)

COSTLY: dict[str, tuple[str, tuple[Any, ...]]] = {
    "range": ("range", (10**9,)),
    "product": ("setproduct", tuple([["a"] * 200] * 8)),
    "replacement": ("replace", (LONG, "a", LONG)),
    "pattern replacement": ("replace", (LONG, "/a/", LONG)),
    "slow pattern": ("regexall", ("(a*)*b|a", LONG)),
    "width": ("format", ("%999999999s", "x")),
    "precision": ("format", ("%.999999999f", 1)),
    "many widths": ("format", ("%1000000s" * 3, "x", "x", "x")),
    "indentation": ("indent", (10**9, "\n")),
    "join": ("join", (LONG, ["x"] * 20)),
    "split": ("split", ("", LONG)),
    "aliases": ("yamldecode", (ALIASES,)),
    "deep yaml": ("yamldecode", ("[" * 5_000 + "]" * 5_000,)),
    "deep json": ("jsondecode", ("[" * 5_000 + "]" * 5_000,)),
    "table": ("csvdecode", ("a\n" + "1\n" * 100_000,)),
    "digits": ("parseint", ("9" * 100_000, 10)),
    "shared list in json": ("jsonencode", (doubled(40),)),
    "shared list in yaml": ("yamlencode", (doubled(40),)),
    "shared list flattened": ("flatten", (doubled(40),)),
    "shared list converted": ("tolist", (doubled(40),)),
    "shared list in a set": ("setunion", (doubled(40),)),
    "shared list compared": ("contains", (doubled(40), doubled(39))),
    "shared list distinct": ("distinct", (doubled(40),)),
    "shared list in a map": ("merge", ({"a": doubled(40)}, {"b": 1})),
    "shared list concatenated": ("concat", (doubled(40), doubled(40))),
    "shared list coalesced": ("coalesce", (doubled(40), doubled(39))),
    "deep list in json": ("jsonencode", (nested(5_000),)),
    "deep list flattened": ("flatten", (nested(5_000),)),
    "deep list converted": ("toset", (nested(5_000),)),
    "deep list chosen": ("element", (nested(5_000), 0)),
    "power": ("pow", (10**300, 300)),
}


@pytest.mark.parametrize("case", COSTLY)
def test_costly_call_ends_and_says_why_it_stopped(
    make_site: Callable[[], CallSite], case: str
) -> None:
    reported: list[Diagnostic] = []
    site = replace(make_site(), report=reported.append)
    name, arguments = COSTLY[case]
    result = call(name, tuple(map(value, arguments)), site)
    assert isinstance(result, Unknown) == (len(reported) > 0)


@pytest.mark.parametrize(
    "case", ["range", "product", "replacement", "width", "indentation", "aliases", "deep yaml"]
)
def test_costly_call_is_unknown_for_the_bound(make_site: Callable[[], CallSite], case: str) -> None:
    name, arguments = COSTLY[case]
    result = call(name, tuple(map(value, arguments)), make_site())
    assert isinstance(result, Unknown)
    assert result.reason is Reason.BOUND


def test_warning_says_which_call_and_why(make_site: Callable[[], CallSite]) -> None:
    reported: list[Diagnostic] = []
    site = replace(make_site(), report=reported.append)
    call("range", (Known(10**9, HERE),), site)
    assert [one.message for one in reported] == ["`range`: more than 1024 numbers"]


def test_function_that_is_not_there_suggests_one_that_is(
    make_site: Callable[[], CallSite],
) -> None:
    reported: list[Diagnostic] = []
    call("jsonencod", (), replace(make_site(), report=reported.append))
    assert [one.help for one in reported] == ["did you mean `jsonencode`?"]
