"""The list of regions is what its note says, and knows regions from what cannot be one."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import pytest

import iac_scan.iam
from iac_scan.iam.regions import is_region, partitions, regions
from iac_scan.values import Truth

_DATA = Path(iac_scan.iam.__file__).parent / "data"


def test_the_data_is_what_its_note_says() -> None:
    note = json.loads((_DATA / "regions.source.json").read_text("ascii"))
    written = (_DATA / "regions.json").read_bytes()
    assert hashlib.sha256(written).hexdigest() == note["sha256"]
    assert len(regions()) == note["regions"]
    assert len(partitions()) == note["partitions"]


@pytest.mark.parametrize(
    ("name", "there"),
    [
        ("eu-west-1", Truth.YES),
        ("us-gov-east-1", Truth.YES),
        ("cn-north-1", Truth.YES),
        ("eu-west-5", Truth.UNKNOWN),
        ("eu-west-1a", Truth.NO),
        ("ireland", Truth.NO),
        ("aws-global", Truth.NO),
        ("EU-WEST-1", Truth.NO),
    ],
)
def test_a_name_of_the_right_form_may_be_a_region_that_is_not_listed_yet(
    name: str, there: Truth
) -> None:
    assert is_region(name) is there
