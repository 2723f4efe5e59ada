"""What an API operation asks for, where it is no action itself."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import pytest

import iac_scan.iam
from iac_scan.iam.catalogue import is_listed
from iac_scan.iam.operations import action_of_operation

_DATA = Path(iac_scan.iam.__file__).parent / "data"


def test_the_data_is_what_its_note_says() -> None:
    note = json.loads((_DATA / "operations.source.json").read_text("ascii"))
    written = (_DATA / "operations.json").read_bytes()
    assert hashlib.sha256(written).hexdigest() == note["sha256"]


def test_every_operation_is_none_that_is_an_action_and_asks_for_one_that_is() -> None:
    table = json.loads((_DATA / "operations.json").read_text("ascii"))
    for service, rows in table.items():
        for operation, action in rows.items():
            assert not is_listed(f"{service}:{operation}")
            assert is_listed(f"{service}:{action}")


@pytest.mark.parametrize(
    ("operation", "action"),
    [
        ("s3:HeadObject", "s3:GetObject"),
        ("S3:listobjectsv2", "s3:ListBucket"),
        ("s3:ListBuckets", "s3:ListAllMyBuckets"),
        ("s3:UploadPart", "s3:PutObject"),
        ("s3:PutBucketEncryption", "s3:PutEncryptionConfiguration"),
        ("s3:SetBucketEncryption", "s3:PutEncryptionConfiguration"),
        ("lambda:Invoke", "lambda:InvokeFunction"),
        ("s3:GetObject", None),
        ("sqs:HeadObject", None),
    ],
)
def test_an_operation_is_known_by_its_service_and_name(operation: str, action: str | None) -> None:
    assert action_of_operation(operation) == action
