"""What is not known: results stay true whatever the holes hold, and as known as they can."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st

from iac_scan.evaluation import functions
from iac_scan.evaluation.functions.call import CallSite
from iac_scan.evaluation.functions.equality import could_be
from iac_scan.evaluation.functions.table import FUNCTIONS, call
from iac_scan.sources.diagnostics import Diagnostic
from iac_scan.sources.span import Origin, Span
from iac_scan.values import (
    Identity,
    Known,
    Mapping,
    MappingKind,
    OneOf,
    Reason,
    ResourceKey,
    Sequence,
    SequenceKind,
    Text,
    Unknown,
    Value,
    join_text,
)

if TYPE_CHECKING:
    Strategy = st.SearchStrategy[Any]

HERE = Origin(Span("main.tf", 1, 1, 1, 2))
VAR = Unknown(Reason.NO_VALUE, "`var.name` has no default", HERE)
ACCOUNT = Unknown(Reason.COMPUTED, "account", HERE, Identity(ResourceKey(".", "aws"), "account_id"))
ARN = Unknown(Reason.COMPUTED, "arn", HERE, Identity(ResourceKey(".", "aws_iam_role.a"), "arn"))


def value(plain: Any) -> Value:
    match plain:
        case list() | tuple():
            return Sequence(tuple(map(value, plain)), HERE)
        case dict():
            return Mapping({name: value(entry) for name, entry in plain.items()}, HERE)
        case None | bool() | int() | str():
            return Known(plain, HERE)
        case _:
            one: Value = plain
            return one


def text(*parts: str | Unknown) -> Value:
    return join_text(parts, HERE)


def shown(result: Value) -> Any:
    """Return the result in short: holes as `?`, open collections with `...` at their end."""
    match result:
        case Known(value=scalar):
            return scalar
        case Text(parts=parts):
            return "".join(one if isinstance(one, str) else "?" for one in parts)
        case Sequence(items=items, rest=rest):
            return [shown(item) for item in items] + ([] if rest is None else ["..."])
        case Mapping(entries=entries, rest=rest):
            found = {name: shown(entry) for name, entry in entries.items()}
            return found if rest is None else {**found, "...": "..."}
        case OneOf(options=options):
            return {"one of": [shown(option) for option in options]}
        case Unknown():
            return "?"
        case _:
            raise AssertionError(result)


@pytest.mark.parametrize(
    ("name", "arguments", "expected"),
    [
        ("format", ("%s-role", VAR), "?-role"),
        ("format", ("%s/%d", text("a-", VAR), 5), "a-?/5"),
        ("format", ("%5s|", VAR), "?|"),
        ("format", (text("%s", VAR), "x"), "?"),
        ("join", (":", ["arn", VAR, "x"]), "arn:?:x"),
        ("join", (",", ["a"], VAR, ["b"]), "a?b"),
        ("upper", (text("a-", VAR),), "A-?"),
        ("replace", (text("https://", VAR), "https://", ""), "?"),
        ("replace", (text("arn:aws:iam::", ACCOUNT, ":role/x"), "role", "user"), "arn:aws:iam::?:user/x"),
        ("replace", (text("ab", VAR), "bc", "x"), "?"),
        ("replace", ("ACCOUNT-x", "ACCOUNT", VAR), "?-x"),
        ("trimprefix", (text("a-b", VAR), "a-"), "b?"),
        ("trimprefix", (text("a", VAR), "ab"), "?"),
        ("trimsuffix", (text(VAR, ".json"), ".json"), "?"),
        ("startswith", (text("arn:", VAR), "arn:"), True),
        ("startswith", (text("arn:", VAR), "http"), False),
        ("startswith", (text("arn:", VAR), "arn:x"), "?"),
        ("endswith", (text(ACCOUNT), "x"), False),
        ("strcontains", (text("a", VAR), "a"), True),
        ("split", (":", text("arn:aws:iam::", ACCOUNT, ":role/a")), ["arn", "aws", "iam", "", "?", "role/a"]),
        ("split", ("/", text("a/b", VAR)), ["a", "..."]),
        ("substr", (text("abc", VAR), 0, 2), "ab"),
        ("concat", (["a"], VAR, ["b"]), ["a", "b", "..."]),
        ("merge", ({"a": 1}, VAR, {"b": 2}), {"a": "?", "b": 2, "...": "..."}),
        ("flatten", ([["a"], VAR, [["b"]]],), ["a", "b", "..."]),
        ("flatten", ([["a"], ARN],), ["a", "?"]),
        ("distinct", (["a", text("a", VAR)],), ["a", "a?", "..."]),
        ("distinct", ([ARN, ARN],), ["?"]),
        ("compact", (["a", VAR, ""],), ["a", "..."]),
        ("compact", ([ARN, ""],), ["?"]),
        ("coalesce", (ARN, "x"), "?"),
        ("coalesce", (text("a", VAR), "x"), "a?"),
        ("coalesce", (VAR, "x"), "?"),
        ("lookup", ({"a": 1, "b": 2}, VAR, 3), {"one of": [1, 2, 3]}),
        ("lookup", ({"dev": 1, "prod": 2}, text("d", VAR)), 1),
        ("element", (["a", "b"], VAR), {"one of": ["a", "b"]}),
        ("keys", (Mapping({"a": value(1)}, HERE, MappingKind.MAP, VAR),), ["a", "..."]),
        ("length", ([VAR, VAR],), 2),
        ("length", (Sequence((VAR, value("a")), HERE, SequenceKind.SET),), "?"),
        ("contains", (["a", VAR], "a"), True),
        ("contains", (["a", VAR], "b"), "?"),
        ("contains", ([text("a", VAR)], "b"), False),
        ("setunion", (["a"], VAR), ["a", "..."]),
        ("setsubtract", (["a", "b"], ["b", text("c", VAR)]), ["a"]),
        ("zipmap", (["a", "b"], [VAR, 1]), {"a": "?", "b": 1}),
        ("jsonencode", ({"a": text("x", VAR), "b": VAR},), '{"a":"x?","b":?}'),
        ("sha256", (text("a", VAR),), "?"),
        ("provider::aws::arn_parse", (text("arn:aws:iam::", ACCOUNT, ":role/a:b"),), {"account_id": "?", "partition": "aws", "region": "", "resource": "role/a:b", "service": "iam"}),
        ("provider::aws::trim_iam_role_path", (text("arn:aws:iam::", ACCOUNT, ":role/a/b/c"),), "arn:aws:iam::?:role/c"),
        ("provider::aws::arn_build", ("aws", "iam", "", ACCOUNT, "role/a"), "arn:aws:iam::?:role/a"),
        ("base64gunzip", ("H4sIAAAAAAAC/8tIzcnJBwCGphA2BQAAAA==",), "hello"),
        ("cidrcontains", ("10.0.0.0/8", "10.1.2.3"), True),
        ("cidrcontains", ("10.0.0.0/8", "10.0.0.0/7"), False),
        ("urldecode", ("a+b%2F%C3%A9",), "a b/é"),
        ("timestamp", (), "?"),
    ],
)  # fmt: skip
def test_what_is_certain_stays(
    make_site: Callable[[], CallSite], name: str, arguments: tuple[Any, ...], expected: Any
) -> None:
    result = call(name, tuple(map(value, arguments)), make_site())
    assert shown(result) == expected


def test_hole_that_no_function_changed_is_still_itself(make_site: Callable[[], CallSite]) -> None:
    result = call("format", (value("%s/x"), ARN), make_site())
    assert isinstance(result, Text)
    assert result.parts == (ARN, "/x")


def test_hole_that_a_function_may_change_is_no_longer_itself(
    make_site: Callable[[], CallSite],
) -> None:
    result = call("upper", (text("a", ARN),), make_site())
    assert isinstance(result, Text)
    assert result.parts == ("A", replace(ARN, identity=None))


def test_one_of_several_arguments_gives_one_of_several_results(
    make_site: Callable[[], CallSite],
) -> None:
    choice = OneOf((value("a"), value("b")), Reason.CONDITION, "`var.x`", HERE)
    assert shown(call("upper", (choice,), make_site())) == {"one of": ["A", "B"]}


def test_choice_that_fails_is_dropped(make_site: Callable[[], CallSite]) -> None:
    choice = OneOf((value("1"), value("x")), Reason.CONDITION, "`var.x`", HERE)
    assert shown(call("tonumber", (choice,), make_site())) == 1


def test_decoded_json_is_the_value_that_was_encoded(make_site: Callable[[], CallSite]) -> None:
    there = Origin(Span("other.tf", 7, 1, 7, 9))
    inner = Mapping({"Action": Known("s3:*", there), "Who": ARN}, HERE)
    encoded = call("jsonencode", (inner,), make_site())
    decoded = call("jsondecode", (encoded,), make_site())
    assert isinstance(decoded, Mapping)
    assert decoded.entries["Action"].origin == there
    assert decoded.entries["Who"] == ARN


# What follows hides a part of the arguments, and holds the result against the one without holes.

WORDS = st.text(st.sampled_from("ab-/:1,é "), max_size=6)
ARGUMENTS: dict[str, Strategy] = {
    "chomp": st.tuples(WORDS),
    "coalesce": st.lists(WORDS, min_size=1, max_size=3).map(tuple),
    "compact": st.tuples(st.lists(WORDS, max_size=4)),
    "concat": st.lists(st.lists(WORDS, max_size=3), min_size=1, max_size=3).map(tuple),
    "contains": st.tuples(st.lists(WORDS, max_size=3), WORDS),
    "distinct": st.tuples(st.lists(WORDS, max_size=4)),
    "element": st.tuples(st.lists(WORDS, min_size=1, max_size=3), st.integers(0, 5)),
    "endswith": st.tuples(WORDS, WORDS),
    "flatten": st.tuples(st.lists(WORDS | st.lists(WORDS, max_size=2), max_size=3)),
    "format": st.tuples(st.sampled_from(["%s-%s", "%5s%s", "%.2s%v", "%q/%-4s"]), WORDS, WORDS),
    "formatlist": st.tuples(st.sampled_from(["%s-%s", "%4s%s"]), st.lists(WORDS, max_size=3), WORDS),
    "indent": st.tuples(st.integers(0, 3), WORDS),
    "index": st.tuples(st.lists(WORDS, min_size=1, max_size=3), WORDS),
    "join": st.tuples(WORDS, st.lists(WORDS, max_size=3), st.lists(WORDS, max_size=2)),
    "jsonencode": st.tuples(st.lists(WORDS | st.dictionaries(WORDS, WORDS, max_size=2), max_size=3)),
    "keys": st.tuples(st.dictionaries(WORDS, WORDS, max_size=3)),
    "length": st.tuples(WORDS | st.lists(WORDS, max_size=3)),
    "lookup": st.tuples(st.dictionaries(WORDS, WORDS, max_size=3), WORDS, WORDS),
    "lower": st.tuples(WORDS),
    "merge": st.lists(st.dictionaries(st.sampled_from("abc"), WORDS, max_size=3), max_size=3).map(tuple),
    "provider::aws::arn_parse": st.tuples(WORDS.map("arn:aws:iam::1:".__add__)),
    "regexall": st.tuples(st.just("a"), WORDS),
    "replace": st.tuples(WORDS, WORDS, WORDS),
    "reverse": st.tuples(st.lists(WORDS, max_size=3)),
    "setintersection": st.tuples(st.lists(WORDS, max_size=3), st.lists(WORDS, max_size=3)),
    "setproduct": st.tuples(st.lists(WORDS, max_size=2), st.lists(WORDS, max_size=2)),
    "setsubtract": st.tuples(st.lists(WORDS, max_size=3), st.lists(WORDS, max_size=3)),
    "setunion": st.tuples(st.lists(WORDS, max_size=3), st.lists(WORDS, max_size=3)),
    "slice": st.tuples(st.lists(WORDS, min_size=2, max_size=3), st.just(0), st.just(2)),
    "sort": st.tuples(st.lists(WORDS, max_size=3)),
    "split": st.tuples(st.sampled_from([",", "/", "ab", "a"]), WORDS),
    "startswith": st.tuples(WORDS, WORDS),
    "strcontains": st.tuples(WORDS, WORDS),
    "strrev": st.tuples(WORDS),
    "substr": st.tuples(WORDS, st.integers(-3, 4), st.integers(-1, 4)),
    "title": st.tuples(WORDS),
    "toset": st.tuples(st.lists(WORDS, max_size=3)),
    "trim": st.tuples(WORDS, WORDS),
    "trimprefix": st.tuples(WORDS, WORDS),
    "trimspace": st.tuples(WORDS),
    "trimsuffix": st.tuples(WORDS, WORDS),
    "upper": st.tuples(WORDS),
    "urlencode": st.tuples(WORDS),
    "values": st.tuples(st.dictionaries(WORDS, WORDS, max_size=3)),
    "zipmap": st.lists(st.tuples(WORDS, WORDS), max_size=3).map(
        lambda pairs: ([one for one, _ in pairs], [other for _, other in pairs])
    ),
}  # fmt: skip


@st.composite
def hidden(draw: Callable[[Strategy], Any], plain: Any) -> Value:
    """Return the value with some parts of it hidden."""
    fate = draw(st.integers(0, 9))
    if fate == 0 and not isinstance(plain, int):
        return VAR
    match plain:
        case str() if fate in (1, 2, 3):
            start, end = sorted(draw(st.tuples(*[st.integers(0, len(plain))] * 2)))
            return text(plain[:start], VAR, plain[end:])
        case list():
            items = tuple(draw(hidden(item)) for item in plain)
            if fate == 1 and len(items) > 1:
                return Sequence(items[:-1], HERE, rest=VAR)
            return Sequence(items, HERE)
        case dict():
            entries = {name: draw(hidden(entry)) for name, entry in plain.items()}
            if fate == 1 and entries:
                entries.popitem()
                return Mapping(entries, HERE, rest=VAR)
            return Mapping(entries, HERE)
        case _:
            return value(plain)


def covers(doubtful: Value, certain: Value) -> bool:
    """Tell whether the result with holes allows for the one without."""
    match doubtful, certain:
        case Unknown(), _:
            return True
        case OneOf(options=options), _:
            return any(covers(option, certain) for option in options)
        case Text(parts=parts), Known(value=str() as found):
            return could_be(parts, found)
        case Known(value=one), Known(value=other):
            return one == other and isinstance(one, bool) == isinstance(other, bool)
        case Sequence(items=items, rest=rest), Sequence(items=others):
            if doubtful.scattered or doubtful.kind is SequenceKind.SET:
                return all(any(covers(item, other) for other in others) for item in items)
            if rest is None and len(items) != len(others):
                return False
            return len(items) <= len(others) and all(map(covers, items, others))
        case Mapping(entries=entries, rest=rest), Mapping(entries=others):
            if rest is None and entries.keys() != others.keys():
                return False
            return all(name in others and covers(entries[name], others[name]) for name in entries)
        case _:
            return False


@pytest.mark.parametrize("name", sorted(ARGUMENTS))
def test_result_is_true_whatever_the_holes_hold(
    make_site: Callable[[], CallSite], name: str
) -> None:
    reported: list[Diagnostic] = []
    site = replace(make_site(), report=reported.append)

    @seed(1)
    @settings(
        max_examples=60,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
        deadline=None,
    )
    @given(st.data())
    def check(data: st.DataObject) -> None:
        plain = data.draw(ARGUMENTS[name])
        certain = call(name, tuple(map(value, plain)), site)
        if isinstance(certain, Unknown):
            return
        reported.clear()
        arguments = tuple(data.draw(hidden(one)) for one in plain)
        doubtful = call(name, arguments, site)
        assert [one.message for one in reported] == []
        assert covers(doubtful, certain), (
            shown(doubtful),
            shown(certain),
            [shown(one) for one in arguments],
        )

    check()


def test_every_row_names_a_page() -> None:
    assert all(re.match("https://[a-z.]+/.", row.source) for row in FUNCTIONS.values())


def test_table_lists_the_rows_of_every_topic() -> None:
    folder = Path(functions.__file__).parent
    rows = {
        row.name
        for path in folder.glob("*.py")
        for row in getattr(import_module(f"{functions.__name__}.{path.stem}"), "ROWS", ())
    }
    assert rows == set(FUNCTIONS)


def test_list_of_a_set_that_is_not_known_has_no_certain_positions(
    make_site: Callable[[], CallSite],
) -> None:
    site = make_site()
    items = call("tolist", (call("toset", (value(["a", VAR]),), site),), site)
    assert shown(call("element", (items, value(0)), site)) == "?"
    assert shown(call("length", (items,), site)) == "?"
