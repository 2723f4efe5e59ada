"""The algebra of globs with holes: laws, and agreement with plain enumeration."""

from __future__ import annotations

from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from iac_scan.iam import Pattern, difference, exactly, glob, intersects, is_subset, pattern_of
from iac_scan.iam.globs import Hole, Token, Wild
from iac_scan.iam.patterns import matches
from iac_scan.sources import Origin, Span
from iac_scan.values import Identity, Known, Reason, ResourceKey, Text, Truth, Unknown

HERE = Origin(Span("main.tf", 1, 1, 1, 1))
LETTERS = "ab:"
TEXTS = ["".join(letters) for n in range(5) for letters in product(LETTERS, repeat=n)]

globs = st.text(alphabet="ab:*?", max_size=5)
HOLES: tuple[Hole, ...] = (Hole("x"), Hole("y", narrow=True), Hole(None))
tokens: st.SearchStrategy[Token] = st.sampled_from((*LETTERS, Wild.ANY, Wild.ONE, *HOLES))
holed = st.lists(tokens, max_size=4).map(lambda items: Pattern(tuple(items), None))


def language(pattern: str) -> frozenset[str]:
    """Return the texts of at most four letters that a glob matches, by plain recursion."""

    def match(shape: str, text: str) -> bool:
        if not shape:
            return not text
        if shape[0] == "*":
            return match(shape[1:], text) or (bool(text) and match(shape, text[1:]))
        return bool(text) and shape[0] in ("?", text[0]) and match(shape[1:], text[1:])

    return frozenset(text for text in TEXTS if match(pattern, text))


def filled(pattern: Pattern, contents: dict[object, str], loose: str) -> str:
    """Return the glob with its holes filled in; holes without symbol each get `loose`."""
    out = []
    for token in pattern.tokens:
        match token:
            case str():
                out.append(token)
            case Wild():
                out.append(token.value)
            case Hole(symbol=symbol):
                out.append(loose if symbol is None else contents[symbol])
    return "".join(out)


@settings(deadline=None)
@given(globs, st.sampled_from(TEXTS))
def test_match_agrees_with_enumeration(shape: str, text: str) -> None:
    assert matches(glob(shape), exactly(text)) is Truth.of(text in language(shape))


@settings(deadline=None)
@given(globs, globs)
def test_subset_never_disagrees_with_enumeration(inner: str, outer: str) -> None:
    answer = is_subset(glob(inner), glob(outer))
    assert answer is not Truth.UNKNOWN
    if answer is Truth.YES:
        assert language(inner) <= language(outer)
    elif language(inner) <= language(outer):
        # Only a text that is longer, or has another letter, can tell them apart.
        assert "*" in inner or "?" in inner or len(inner) > 4


@settings(deadline=None)
@given(globs, globs)
def test_difference_is_what_is_left_in_an_enumeration(shape: str, other: str) -> None:
    left = difference(glob(shape), glob(other))
    if left is not None:
        found = frozenset[str]().union(*(language(str(part)) for part in left))
        assert found == language(shape) - language(other)


@settings(deadline=None)
@given(holed, holed, st.sampled_from(("", "a", "ab")), st.sampled_from(("", "b")))
def test_difference_holds_whatever_the_holes_turn_out_to_be(
    shape: Pattern, other: Pattern, one: str, loose: str
) -> None:
    left = difference(shape, other)
    if left is not None:
        contents: dict[object, str] = {"x": one, "y": "a"}
        found = frozenset[str]().union(*(language(filled(part, contents, loose)) for part in left))
        taken = language(filled(other, contents, loose))
        assert found == language(filled(shape, contents, loose)) - taken


@pytest.mark.parametrize(
    ("shape", "other", "expected"),
    [
        ("b/*", "c/*", ["b/*"]),
        ("b/k", "b/*", []),
        ("b*", "b", ["b?*"]),
        ("b*", "b?*", ["b"]),
        ("b?*", "b?", ["b??*"]),
        ("b*", "bc", None),
        ("*", "b*", None),
    ],
)
def test_difference_is_said_where_globs_can_say_it(
    shape: str, other: str, expected: list[str] | None
) -> None:
    left = difference(glob(shape), glob(other))
    assert (None if left is None else [str(part) for part in left]) == expected


@settings(deadline=None)
@given(globs, globs)
def test_intersection_agrees_with_enumeration(left: str, right: str) -> None:
    shared = language(left) & language(right)
    answer = intersects(glob(left), glob(right))
    if shared:
        assert answer is Truth.YES
    elif len(left) + len(right) <= 4:
        assert answer is Truth.NO


@settings(deadline=None)
@given(globs)
def test_subset_is_reflexive_and_star_is_the_top(shape: str) -> None:
    assert is_subset(glob(shape), glob(shape)) is Truth.YES
    assert is_subset(glob(shape), glob("*")) is Truth.YES


@settings(deadline=None)
@given(globs, st.lists(st.sampled_from("ab*?"), max_size=4), st.data())
def test_subset_is_transitive(one: str, wider: list[str], data: st.DataObject) -> None:
    two = three = one
    for letter in wider:
        at = data.draw(st.integers(0, len(two)))
        two = two[:at] + "*" + two[at:]
        three = two.replace(letter, "*")
    assert is_subset(glob(one), glob(two)) is Truth.YES
    assert is_subset(glob(two), glob(three)) is Truth.YES
    assert is_subset(glob(one), glob(three)) is Truth.YES


@settings(deadline=None)
@given(globs, globs)
def test_intersection_is_symmetric_and_follows_from_subset(left: str, right: str) -> None:
    one, other = glob(left), glob(right)
    assert intersects(one, other) is intersects(other, one)
    if is_subset(one, other) is Truth.YES:
        assert intersects(one, other) is Truth.YES


contents = st.fixed_dictionaries(
    {"x": st.text(alphabet="ab:*?", max_size=2), "y": st.text(alphabet="ab", max_size=2)}
)


@settings(deadline=None, max_examples=400)
@given(holed, holed, contents, globs)
def test_answers_hold_whatever_the_holes_turn_out_to_be(
    left: Pattern, right: Pattern, known: dict[object, str], loose: str
) -> None:
    one = glob(filled(left, known, loose))
    other = glob(filled(right, known, loose[::-1]))
    subset = is_subset(left, right)
    if subset is not Truth.UNKNOWN:
        assert is_subset(one, other) is subset
    meeting = intersects(left, right)
    if meeting is not Truth.UNKNOWN:
        assert intersects(one, other) is meeting


ACCOUNT = Unknown(
    Reason.COMPUTED, "the account", HERE, Identity(ResourceKey(".", "aws"), "account_id")
)
OTHER = Unknown(Reason.NO_VALUE, "`var.account` has no default", HERE)


def arn(account: Unknown, tail: str) -> Pattern:
    return pattern_of(Text(("arn:aws:iam::", account, tail), HERE))


def test_same_unknown_account_is_the_same_account() -> None:
    assert matches(arn(ACCOUNT, ":role/*"), arn(ACCOUNT, ":role/x")) is Truth.YES
    assert matches(arn(ACCOUNT, ":role/y"), arn(ACCOUNT, ":role/x")) is Truth.NO
    assert matches(arn(OTHER, ":role/x"), arn(OTHER, ":role/x")) is Truth.UNKNOWN


def test_unknown_account_is_matched_by_a_wildcard_and_by_no_other_shape() -> None:
    assert matches(glob("arn:aws:iam::*:role/*"), arn(ACCOUNT, ":role/x")) is Truth.YES
    assert matches(glob("arn:aws:iam::111122223333:role/*"), arn(ACCOUNT, ":role/x")) is (
        Truth.UNKNOWN
    )
    assert matches(glob("arn:aws:iam::aws:policy/*"), arn(ACCOUNT, ":role/x")) is Truth.NO


def test_policy_variables_are_holes_with_a_name() -> None:
    word = Known("arn:aws:s3:::home/${aws:username}/*", HERE)
    home = pattern_of(word, variables=True)
    assert is_subset(home, home) is Truth.YES
    assert matches(home, exactly("arn:aws:s3:::home/ann/x")) is Truth.UNKNOWN
    assert matches(home, exactly("arn:aws:s3:::other/ann")) is Truth.NO
    assert matches(pattern_of(word), exactly("arn:aws:s3:::home/ann/x")) is Truth.NO


def test_wildcards_can_be_literal() -> None:
    assert matches(exactly("a*"), exactly("ab")) is Truth.NO
    assert matches(exactly("a*"), exactly("a*")) is Truth.YES


@pytest.mark.parametrize(
    "shape", ["*a" * 240, "a*?" * 160, "?" * 240 + "*" * 240, "ab*?" * 120, "*" * 5_000]
)
def test_hostile_patterns_have_an_answer(shape: str) -> None:
    assert matches(glob(shape + "b"), exactly("a" * 500)) is not Truth.YES
    for other in (glob("?" + shape), glob(shape[::-1]), glob("*" + shape.replace("a", "?") + "a")):
        assert is_subset(glob(shape), other) in Truth
        assert intersects(glob(shape), other) in Truth


def test_what_is_too_long_to_compare_is_unknown_and_never_no() -> None:
    long = glob("arn:aws:s3:::" + "b" * 2_000)
    assert is_subset(long, glob("arn:aws:s3:::" + "?" * 2_000)) is Truth.UNKNOWN
    assert is_subset(long, glob("*")) is Truth.YES
    assert intersects(long, glob("*")) is Truth.YES
