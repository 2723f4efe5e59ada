"""Each code of Access Analyzer that is covered is said by the check of the table, on its line.

The whole scan is asked, in Terraform and in CloudFormation, of a policy with the mistake and of the
nearest one without.
"""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from iac_scan import catalog
from iac_scan.options import Options
from iac_scan.pipeline import scan
from iac_scan_checks.access_analyzer import NOT_SAID, SAID_BY

from .analyzer_case import DOCUMENT, OWNER, STATEMENT, Case, Json
from .analyzer_conditions import CONDITIONS
from .analyzer_refused import REFUSED
from .analyzer_wide import REPEATED, SIZES, WIDE

_CASES = {**WIDE, **REFUSED, **SIZES, **REPEATED, **CONDITIONS}

_TERRAFORM = {
    "policy": ("aws_iam_policy", 'name = "work"', "policy"),
    "trust": ("aws_iam_role", 'name = "work"', "assume_role_policy"),
    "scp": ("aws_organizations_policy", 'name = "guard"', "content"),
    "bucket": ("aws_s3_bucket_policy", 'bucket = "orders"', "policy"),
    "queue": ("aws_sqs_queue_policy", 'queue_url = "orders"', "policy"),
}
_TEMPLATE: dict[str, tuple[str, Json, str]] = {
    "policy": ("AWS::IAM::ManagedPolicy", {"ManagedPolicyName": "work"}, "PolicyDocument"),
    "trust": ("AWS::IAM::Role", {"RoleName": "work"}, "AssumeRolePolicyDocument"),
    "scp": (
        "AWS::Organizations::Policy",
        {"Name": "guard", "Type": "SERVICE_CONTROL_POLICY"},
        "Content",
    ),
    "bucket": ("AWS::S3::BucketPolicy", {"Bucket": "orders"}, "PolicyDocument"),
    "queue": ("AWS::SQS::QueuePolicy", {"Queues": ["orders"]}, "PolicyDocument"),
}


def _document(case: Case, written: Json | list[Json] | str) -> Json | str:
    if isinstance(written, str):
        return written
    statements = written if isinstance(written, list) else [written]
    whole = [{"Effect": "Allow", **each} for each in statements]
    return {"Version": case.version, "Statement": whole}


def _terraform(place: str, document: Json | str) -> str:
    kind, named, attribute = _TERRAFORM[place]
    if isinstance(document, str):
        value = json.dumps(document)
    else:
        value = f"jsonencode({json.dumps(document, indent=1).replace('${', '$${')})"
    return f'resource "{kind}" "work" {{\n  {named}\n  {attribute} = {value}\n}}\n'


def _template(place: str, document: Json | str) -> str:
    kind, properties, attribute = _TEMPLATE[place]
    work = {"Type": kind, "Properties": {**properties, attribute: document}}
    return json.dumps({"Resources": {"Work": work}}, indent=1)


_FORMS = (("main.tf", _terraform, _TERRAFORM), ("template.json", _template, _TEMPLATE))


def _found(folder: Path, name: str, text: str) -> list[tuple[str, int]]:
    folder.mkdir()
    (folder / name).write_text(text, encoding="utf-8")
    found = scan(Options(paths=(folder,))).findings
    return sorted((str(each.check), each.span.start_line) for each in found)


def _line_of(case: Case, text: str, attribute: str) -> int:
    """Return the line that a case means, from 1."""
    lines = text.splitlines()
    if case.at == OWNER:
        return next(n for n, line in enumerate(lines, 1) if "resource" in line or "Work" in line)
    if case.at == STATEMENT:
        opening = next(n for n, line in enumerate(lines) if STATEMENT in line) + 1
        return max(n for n, line in enumerate(lines, 1) if line == lines[opening])
    wanted = rf'\b{attribute}"? ?[:=]' if case.at == DOCUMENT else re.escape(case.at)
    return next(n for n, line in enumerate(lines, 1) if re.search(wanted, line))


def test_every_code_is_covered_or_listed_as_not() -> None:
    assert not set(SAID_BY) & set(NOT_SAID)
    assert set(SAID_BY) == set(_CASES)
    assert set(SAID_BY.values()) <= {check.id for check in catalog.load()}


@pytest.mark.parametrize("code", sorted(_CASES))
def test_the_check_of_the_table_speaks_on_the_line(code: str, tmp_path: Path) -> None:
    case = _CASES[code]
    for name, form, places in _FORMS:
        text = form(case.place, _document(case, case.wrong))
        found = _found(tmp_path / name, name, text)
        assert (SAID_BY[code], _line_of(case, text, places[case.place][2])) in found
        assert {check for check, _ in found} == {SAID_BY[code], *case.others}


@pytest.mark.parametrize("code", sorted(_CASES))
def test_nothing_is_said_of_the_neighbour(code: str, tmp_path: Path) -> None:
    case = _CASES[code]
    for name, form, _ in _FORMS:
        text = form(case.place, _document(case, case.right))
        assert _found(tmp_path / name, name, text) == []
