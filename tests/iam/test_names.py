"""Globs held against many names at once: the same answers as one by one."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from iac_scan.iam.action_words import matching
from iac_scan.iam.catalogue import everything
from iac_scan.iam.names import laid_out, shortened

ACTIONS = tuple(str(action).lower() for action in everything())

some_names = st.lists(st.text("ab1", min_size=1, max_size=17), min_size=1, max_size=9)
globs = st.text("ab1*?", max_size=12)


def matched(glob: str, name: str) -> bool:
    """Tell whether a glob matches one name, wildcard by wildcard."""
    parts = {"*": ".*", "?": "."}
    return (
        re.fullmatch("".join(parts.get(each, re.escape(each)) for each in glob), name) is not None
    )


@settings(deadline=None)
@given(some_names, globs)
def test_glob_finds_the_names_that_it_matches_one_by_one(names: list[str], glob: str) -> None:
    found = laid_out(names).matching(glob)
    assert [bool(found >> at & 1) for at in range(len(names))] == [
        matched(glob, name) for name in names
    ]
    assert found < 1 << len(names)


@settings(deadline=None)
@given(some_names, globs)
def test_shortened_glob_finds_the_same_names(names: list[str], glob: str) -> None:
    laid = laid_out(names)
    assert laid.matching(shortened(glob)) == laid.matching(glob)


def mangled(action: str, edits: list[tuple[int, str]]) -> str:
    """Return an action with wildcards and letters written over it."""
    for at, written in edits:
        place = at % (len(action) + 1)
        action = action[:place] + written + action[place + len(written) :]
    return action


@settings(deadline=None, max_examples=60)
@given(
    st.sampled_from(ACTIONS),
    st.lists(
        st.tuples(st.integers(0, 80), st.sampled_from(["*", "?", "**", "*?", "e", ":", "é", "["])),
        max_size=6,
    ),
)
def test_word_covers_the_actions_that_it_matches_one_by_one(
    action: str, edits: list[tuple[int, str]]
) -> None:
    word = mangled(action, edits)
    prefix, colon, name = word.partition(":")
    wanted = {
        each
        for each in ACTIONS
        if colon
        and matched(prefix, each.partition(":")[0])
        and matched(name, each.partition(":")[2])
    }
    if not word.strip("*"):
        wanted = set(ACTIONS)
    assert {each.lower() for each in matching(word)} == wanted


@pytest.mark.parametrize("letter", ["ä", "€", "\0", "\n", "z"])
def test_letter_of_no_name_finds_none(letter: str) -> None:
    names = laid_out(["publish", "put", "tag"])
    assert names.matching("*") == 0b111
    assert names.matching(f"*{letter}*") == 0
    assert names.matching(f"publish{letter}*") == 0
    assert names.matching(f"*{letter}put") == 0


@pytest.mark.parametrize(
    ("written", "same"), [("s3:Get**Acl", "s3:Get*Acl"), ("s3:Ge?*?*Acl", "s3:Ge??*Acl")]
)
def test_rows_of_wildcards_match_what_the_shortest_does(written: str, same: str) -> None:
    assert matching(written) == matching(same)
    assert matching(written)


def test_row_of_wildcards_asks_for_a_character_for_each_question_mark() -> None:
    assert "s3:GetObject" in matching("s3:GetO?*?*?*?*")
    assert "s3:GetObject" not in matching("s3:GetO?*?*?*?*?*?*")
