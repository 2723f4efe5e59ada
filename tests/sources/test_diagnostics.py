"""What is noted is said once, in an order that does not hang on who noted it first."""

from __future__ import annotations

from dataclasses import replace

from iac_scan.sources.diagnostics import (
    Diagnostic,
    Gap,
    GapKind,
    Level,
    each_once,
    few_of_each_kind,
)
from iac_scan.sources.span import Span

_PLACE = Span("main.tf", 3, 1, 3, 9)
_BARE = Gap(GapKind.VALUE, "`count` is not known", _PLACE)
_HELPFUL = replace(_BARE, help="give the variable a value")


def test_gap_that_is_noted_with_and_without_help_is_said_with_help() -> None:
    assert each_once([_BARE, _HELPFUL]) == each_once([_HELPFUL, _BARE]) == (_HELPFUL,)


def test_gaps_of_one_place_in_other_words_are_both_said_by_their_words() -> None:
    other = replace(_BARE, message="`arn` is not known")
    assert each_once([_BARE, other]) == (other, _BARE)


def test_what_is_noted_is_ordered_by_its_place() -> None:
    later = Diagnostic(Level.WARNING, "a", _PLACE)
    sooner = Diagnostic(Level.ERROR, "b", replace(_PLACE, start_line=2))
    assert each_once([later, sooner, later]) == (sooner, later)


def _numbered(count: int, message: str, path: str = "t.yaml") -> list[Diagnostic]:
    place = replace(_PLACE, path=path)
    return [
        Diagnostic(Level.WARNING, message.format(number), replace(place, start_line=number + 1))
        for number in range(count)
    ]


def test_what_is_said_of_many_names_in_one_file_is_counted() -> None:
    noted = _numbered(5000, "no parameter `q{}`")
    *listed, last = few_of_each_kind(noted)
    assert listed == noted[:20]
    assert last == replace(noted[20], message="no parameter `...`: 4980 more times in this file")


def test_what_is_said_in_the_same_words_is_counted_in_those() -> None:
    last = few_of_each_kind(_numbered(22, "a template needs `Resources`"))[-1]
    assert last.message == "a template needs `Resources`: 2 more times in this file"


def test_few_of_a_kind_are_all_listed_however_many_others_there_are() -> None:
    names = _numbered(21, "no parameter `a`{}`b`")
    others = [*_numbered(21, "no condition `q{}`"), *_numbered(21, "no parameter `q{}`", "u.yaml")]
    errors = [replace(one, level=Level.ERROR) for one in names]
    assert few_of_each_kind([*names, *others, *errors]) == (*names, *others, *errors)
