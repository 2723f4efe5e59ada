"""How many words of a document are looked up among all actions."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from iac_scan.iam.conditions import NOWHERE
from iac_scan.options import Options
from iac_scan.pipeline import scan
from iac_scan.values import Known
from iac_scan_checks.spelling import ROWS, Lookups, meant


def test_a_hint_is_looked_for_a_few_times_in_a_document() -> None:
    lookups = Lookups(hints=2)
    found = [lookups.meant("s3:GetObjekt") for _ in range(3)]
    assert found == ["s3:GetObject", "s3:GetObject", None]


def test_no_hint_is_looked_for_where_a_word_is_longer_than_any_action() -> None:
    assert meant("s3:GetObject" + "s" * 100) is None


def test_word_behind_the_bound_is_passed_over() -> None:
    lookups = Lookups(rows=1)
    words = [Known(f"s3:Get{name}*Q", NOWHERE) for name in "ab"]
    assert [lookups.is_of_a_row(word) for word in words] == [False, True]
    assert lookups.passed_over is words[1]


@pytest.mark.parametrize("more", [0, 1])
def test_words_that_are_passed_over_are_undecided(tmp_path: Path, more: int) -> None:
    words = [f"s3:Get{at}*Q" for at in range(ROWS + more)]
    document = {"Statement": {"Effect": "Allow", "Action": words, "Resource": "arn:aws:s3:::a/*"}}
    policy = {"Type": "AWS::IAM::ManagedPolicy", "Properties": {"PolicyDocument": document}}
    (tmp_path / "t.json").write_text(json.dumps({"Resources": {"Many": policy}}))
    report = scan(Options(paths=(tmp_path,)))
    assert [each.check for each in report.undecided] == ["unknown-action"] * more
