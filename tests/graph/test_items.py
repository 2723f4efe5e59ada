"""Lists that are not decided, and which line names a thing."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from iac_scan.graph.items import items_of, likeness, use_of
from iac_scan.sources.span import Origin
from iac_scan.values import Absent, Known, Text, Truth, Unknown, Value, show

if TYPE_CHECKING:
    from tests.graph.conftest import Code


def _shown(value: Value) -> list[tuple[str, Truth]]:
    return [(show(item), presence) for item, presence in items_of(value).items]


def test_what_every_list_of_a_choice_holds_is_sure(code: Code) -> None:
    assert _shown(code.one_of(["a", "b"], ["b", "c"])) == [
        ("a", Truth.UNKNOWN),
        ("b", Truth.YES),
        ("c", Truth.UNKNOWN),
    ]


def test_a_list_that_may_be_none_holds_its_items_possibly(code: Code) -> None:
    assert _shown(code.one_of(["a"], None)) == [("a", Truth.UNKNOWN)]


def test_a_list_that_may_be_unknown_may_hold_more(code: Code) -> None:
    unknown = code.unknown()
    found = items_of(code.one_of(["a"], unknown))
    assert (len(found.items), found.rest) == (1, unknown)


def test_an_unknown_item_is_an_item_and_an_unknown_list_is_none(code: Code) -> None:
    unknown = code.unknown()
    assert items_of(code.value([unknown])).items == ((unknown, Truth.YES),)
    assert items_of(unknown).items == ()
    assert items_of(unknown).rest == unknown


def test_null_and_absent_items_are_nothing(code: Code) -> None:
    assert _shown(code.value([None, Absent(code.origin()), "a"])) == [("a", Truth.YES)]


def test_a_single_value_in_place_of_a_list_is_its_item(code: Code) -> None:
    assert _shown(code.value("a")) == [("a", Truth.YES)]


def test_a_literal_is_named_where_it_is_written_and_a_reference_where_it_stands(
    code: Code,
) -> None:
    resource = code.add("aws_iam_user", "u", name="u")
    reference = code.ref(resource, "name", text="u")
    assert use_of(reference) == Origin(reference.origin.steps[0].span)
    literal = Known("u", reference.origin)
    assert use_of(literal) == reference.origin


@pytest.mark.parametrize("kind", ["list", "map", "number"])
def test_only_equal_values_are_alike(code: Code, kind: str) -> None:
    made: dict[str, object] = {"list": ["a"], "map": {"a": 1}, "number": 1}
    value = code.value(made[kind])
    assert likeness(value) == likeness(value)
    assert likeness(value) != likeness(code.value("1"))


def test_a_text_is_like_another_when_its_holes_are(code: Code) -> None:
    hole, other = code.unknown("var.a"), code.unknown("var.b")
    one = Text(("x-", hole), code.origin())
    assert likeness(one) == likeness(Text(("x-", hole), code.origin()))
    assert likeness(one) != likeness(Text(("x-", other), code.origin()))
    assert isinstance(hole, Unknown)
