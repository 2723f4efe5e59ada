"""Fingerprints: GitHub's line hash and this package's own."""

from __future__ import annotations

import pytest

from iac_scan.findings.fingerprint import line_hashes, number_duplicates, of_risk
from iac_scan.findings.rule import CheckId

ENDING = (
    "e9496ae3ebfced30:1",
    "fb7c023a8b9ccb3f:1",
    "ce8ba1a563dcdaca:1",
    "e20e36e16fcb0cc8:1",
    "b3edc88f2938467e:1",
    "c8e28b0b4002a3a0:1",
    "c129715d7a2bc9a3:1",
)

# Source: the cases published with the algorithm, github/codeql-action src/fingerprints.test.ts
# (read 2026-11-23).
PUBLISHED = {
    "empty file": ("", ("c129715d7a2bc9a3:1",)),
    "indented lines": (
        " a\nb\n  \t\tc\n d",
        ("271789c17abda88f:1", "54703d4cd895b18:1", "180aee12dab6264:1", "a23a3dc5e078b07b:1"),
    ),
    "no final line end": (
        " hello; \t\nworld!!!\n\n\n  \t\tGreetings\n End",
        (
            "8b7cf3e952e7aeb2:1",
            "b1ae1287ec4718d9:1",
            "bff680108adb0fcc:1",
            "c6805c5e1288b612:1",
            "b86d3392aea1be30:1",
            "e6ceba753e1a442:1",
        ),
    ),
    "line feeds": (" hello; \t\nworld!!!\n\n\n  \t\tGreetings\n End\n", ENDING),
    "carriage returns": (" hello; \t\nworld!!!\r\r\r  \t\tGreetings\r End\r", ENDING),
    "both": (" hello; \t\r\nworld!!!\r\n\r\n\r\n  \t\tGreetings\r\n End\r\n", ENDING),
    "mixed": (" hello; \t\nworld!!!\r\n\n\r  \t\tGreetings\r End\r\n", ENDING),
    "repeated lines": (
        "Lorem ipsum dolor sit amet.\n" * 10,
        (
            "a7f2ff13bc495cf2:1",
            "a7f2ff13bc495cf2:2",
            "a7f2ff13bc495cf2:3",
            "a7f2ff13bc495cf2:4",
            "a7f2ff13bc495cf2:5",
            "a7f2ff13bc495cf2:6",
            "a7f2ff1481e87703:1",
            "a9cf91f7bbf1862b:1",
            "55ec222b86bcae53:1",
            "cc97dc7b1d7d8f7b:1",
            "c129715d7a2bc9a3:1",
        ),
    ),
}


@pytest.mark.parametrize("case", PUBLISHED)
def test_line_hash_is_that_of_the_published_case(case: str) -> None:
    text, hashes = PUBLISHED[case]
    assert line_hashes(text) == hashes


def test_line_hash_ignores_realignment_and_lines_above() -> None:
    before = 'resource "a" "b" {\n  name = "x"\n  path = "/"\n}\n'
    after = '# new\n\nresource "a" "b" {\n  name   = "x"\n\tpath = "/"\n}\n'
    assert line_hashes(before)[1] == line_hashes(after)[3]


def test_line_hash_follows_the_text_of_its_line() -> None:
    assert line_hashes("a = 1\n")[0] != line_hashes("a = 2\n")[0]


def test_characters_outside_the_basic_plane_count_as_two_units() -> None:
    assert line_hashes("\U0001f511\n") == line_hashes("\ud83d\udd11\n")


def risk(address: str, evidence: str = "deploy", folder: str = "infra") -> str:
    return of_risk(CheckId("inline-user-policy"), folder, address, evidence)


def test_risk_is_the_same_in_every_instance_of_a_module() -> None:
    plain = risk("aws_iam_user.ci")
    assert risk('module.a["x.y"].module.b[0].aws_iam_user.ci') == plain
    assert risk('aws_iam_user.ci["a\\"]b"]') == plain


@pytest.mark.parametrize(
    "other",
    [risk("aws_iam_user.cd"), risk("aws_iam_user.ci", "read"), risk("aws_iam_user.ci", folder="x")],
)
def test_risk_differs_by_resource_evidence_and_folder(other: str) -> None:
    assert other != risk("aws_iam_user.ci")


def test_words_do_not_run_into_each_other() -> None:
    assert risk("aws_iam_user.c", "ideploy") != risk("aws_iam_user.ci", "deploy")


def test_equal_fingerprints_are_numbered_in_order() -> None:
    assert number_duplicates(["a", "b", "a", "a"]) == ["a", "b", "a:2", "a:3"]
