"""What is noted is said once, in an order that does not hang on who noted it first."""

from __future__ import annotations

from dataclasses import replace

from iac_scan.sources.diagnostics import Diagnostic, Gap, GapKind, Level, each_once
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
