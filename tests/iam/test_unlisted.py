"""Actions that AWS itself names and does not list."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import pytest

import iac_scan.iam
from iac_scan.iam.action_words import matching
from iac_scan.iam.conditions import NOWHERE
from iac_scan.iam.managed import managed_policy, managed_policy_arn, managed_policy_names
from iac_scan.iam.unlisted import is_named_by_aws
from iac_scan.values import Known

_DATA = Path(iac_scan.iam.__file__).parent / "data"


def test_the_data_is_what_its_note_says() -> None:
    note = json.loads((_DATA / "unlisted.source.json").read_text("ascii"))
    written = (_DATA / "unlisted.json").read_bytes()
    assert hashlib.sha256(written).hexdigest() == note["sha256"]


def test_no_word_of_it_is_listed() -> None:
    words = json.loads((_DATA / "unlisted.json").read_text("ascii"))
    assert [word for word in words if matching(word)] == []


def test_every_action_of_a_policy_of_aws_is_listed_or_named() -> None:
    lacking: set[str] = set()
    for name in managed_policy_names():
        document = managed_policy(Known(managed_policy_arn(name), NOWHERE), NOWHERE)
        assert document is not None
        for statement in document.statements:
            words = () if statement.actions is None else statement.actions.words
            named = {str(word.value) for word in words if isinstance(word, Known)}
            lacking |= {word for word in named if not (matching(word) or is_named_by_aws(word))}
    assert lacking == set()


@pytest.mark.parametrize(
    "written",
    [
        "sso:GetPeregrineStatus",
        "budgets:*Budget*",
        "BuilderId:*",
        "qapps:Import*",
        "codestar:ListProjects",
    ],
)
def test_what_aws_names_is_found_by_its_word_and_by_wildcards(written: str) -> None:
    assert is_named_by_aws(written)


@pytest.mark.parametrize(
    "written", ["s3:GetObjcet", "s3:HeadObject", "ec2:DescribeSecurityGroup", "apigateway:HEAD"]
)
def test_what_aws_does_not_name_is_not_found(written: str) -> None:
    assert not is_named_by_aws(written)
