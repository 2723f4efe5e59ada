"""How long a policy surely is, whatever it is written as and however little of it is known."""

from __future__ import annotations

import json

import pytest

from iac_scan.iam import PolicyKind, read_json
from iac_scan.iam.conditions import NOWHERE
from iac_scan.iam.json_values import value_of_json
from iac_scan.iam.read import read_policy
from iac_scan.iam.validation.quotas import Quota
from iac_scan.iam.validation.sizes import length_of, size_of
from iac_scan.values import Absent, Known, Mapping, OneOf, Reason, Sequence, Text, Truth, Unknown

DOCUMENT = {
    "Version": "2012-10-17",
    "Statement": [{"Effect": "Allow", "Action": ["s3:GetObject"], "Resource": 'a "b"'}],
}
HOLE = Unknown(Reason.COMPUTED, "the value", NOWHERE)
DENSE = json.dumps(DOCUMENT, separators=(",", ":"))


@pytest.mark.parametrize("indent", [None, 2, "\t"])
def test_white_space_does_not_count_in_a_size_and_counts_in_a_length(indent: int | None) -> None:
    text = json.dumps(DOCUMENT, indent=indent)
    document = read_json(text, PolicyKind.IDENTITY)
    assert size_of(document) == len(DENSE) - 1
    assert length_of(document) == len(text)


def test_a_map_is_as_long_as_the_text_that_it_is_deployed_as() -> None:
    document = read_policy(value_of_json(DOCUMENT, NOWHERE), PolicyKind.IDENTITY)
    assert size_of(document) == len(DENSE) - 1
    assert length_of(document) == len(DENSE)


def test_what_is_not_known_counts_for_nothing() -> None:
    text = Text((DENSE[:40], HOLE, DENSE[40:]), NOWHERE)
    assert size_of(read_policy(text, PolicyKind.IDENTITY)) == len(DENSE) - 1
    words = Sequence((Known("s3:GetObject", NOWHERE), HOLE), NOWHERE, rest=HOLE)
    mapping = Mapping({"Action": words, "Resource": HOLE}, NOWHERE, rest=HOLE)
    assert size_of(read_policy(mapping, PolicyKind.IDENTITY)) == len('{"Action":["s3:GetObject"]}')


def test_text_with_a_hole_for_a_list_is_as_long_as_what_is_known_of_the_list() -> None:
    statement = value_of_json(DOCUMENT["Statement"], NOWHERE)
    encoded = Mapping({"Statement": statement}, NOWHERE)
    text = Text(('{"Statement":', HOLE, "}"), NOWHERE, encoded=encoded)
    dense = json.dumps({"Statement": DOCUMENT["Statement"]}, separators=(",", ":"))
    assert size_of(read_policy(text, PolicyKind.IDENTITY)) == len(dense) - 1


def test_the_shortest_of_several_documents_counts() -> None:
    either = OneOf((Known(DENSE, NOWHERE), Absent(NOWHERE)), Reason.CONDITION, "x", NOWHERE)
    assert size_of(read_policy(either, PolicyKind.IDENTITY)) == 0


def test_a_quota_that_can_be_raised_is_surely_passed_only_above_the_most() -> None:
    raised = Quota(10, 20)
    assert [raised.is_passed_by(n) for n in (10, 11, 20, 21)] == [
        Truth.NO,
        Truth.UNKNOWN,
        Truth.UNKNOWN,
        Truth.YES,
    ]
    assert Quota(10, None).is_passed_by(1_000) is Truth.UNKNOWN
