"""What counts towards the quotas of AWS, and what does not."""

from __future__ import annotations

from pathlib import Path

import pytest

from iac_scan.findings.finding import Certainty
from iac_scan.findings.rule import CheckId
from iac_scan.options import Options
from iac_scan.pipeline import scan

_STATEMENT = """
  statement {
    actions   = ["s3:GetObject"]
    resources = [for n in range(%d) : "arn:aws:s3:::orders-${format("%%03d", n)}/*"]
  }
"""
_ROLE = """
resource "aws_iam_role" "worker" {
  name = "worker"

  assume_role_policy = jsonencode({
    Statement = [{
      Effect    = "Allow"
      Principal = { Service = "ec2.amazonaws.com" }
      Action    = "sts:AssumeRole"
    }]
  })
}
"""


def _found(folder: Path, text: str) -> list[tuple[str, str, Certainty]]:
    (folder / "main.tf").write_text(text, encoding="utf-8")
    ids = (CheckId("oversized-policy"), CheckId("too-many-policies"))
    found = scan(Options(paths=(folder,), select=ids)).findings
    return [(str(each.check), each.message, each.certainty) for each in found]


def _scp(attribute: str, count: int, type: str = "SERVICE_CONTROL_POLICY") -> str:
    return f"""
data "aws_iam_policy_document" "guard" {{
{_STATEMENT % count}
}}

resource "aws_organizations_policy" "guard" {{
  name    = "guard"
  type    = "{type}"
  content = data.aws_iam_policy_document.guard.{attribute}
}}
"""


def test_the_indentation_of_a_service_control_policy_counts(tmp_path: Path) -> None:
    assert [found[0] for found in _found(tmp_path, _scp("json", 300))] == ["oversized-policy"]
    assert _found(tmp_path, _scp("minified_json", 300)) == []


def test_a_resource_control_policy_may_be_half_as_long(tmp_path: Path) -> None:
    assert _found(tmp_path, _scp("minified_json", 200)) == []
    found = _found(tmp_path, _scp("minified_json", 200, "RESOURCE_CONTROL_POLICY"))
    assert [each[0] for each in found] == ["oversized-policy"]


def _inline(count: int, each: int, condition: str = "") -> str:
    condition = condition or str(count)
    return f"""{_ROLE}
data "aws_iam_policy_document" "work" {{
{_STATEMENT % each}
}}

resource "aws_iam_role_policy" "work" {{
  count  = {condition}
  name   = "work-${{count.index}}"
  role   = aws_iam_role.worker.id
  policy = data.aws_iam_policy_document.work.json
}}
"""


def test_the_inline_policies_of_a_role_count_together(tmp_path: Path) -> None:
    assert _found(tmp_path, _inline(1, 150)) == []
    ((check, message, certainty),) = _found(tmp_path, _inline(3, 150))
    assert (check, certainty) == ("oversized-policy", Certainty.CERTAIN)
    assert "the 3 inline policies of role `worker` have together at least" in message


def test_inline_policies_that_may_be_there_count_one_by_one(tmp_path: Path) -> None:
    variable = 'variable "wanted" {\n  type = bool\n}\n'
    maybe = "var.wanted ? 3 : 0"
    assert _found(tmp_path, variable + _inline(0, 150, maybe)) == []
    found = _found(tmp_path, variable + _inline(0, 450, maybe))
    assert {each[2] for each in found} == {Certainty.POSSIBLE}


def test_the_policy_of_a_resource_is_measured_where_its_quota_is_known(tmp_path: Path) -> None:
    def policy(type: str, name: str, attribute: str, count: int) -> str:
        return f"""
resource "{type}" "it" {{
  {attribute} = "it"
  policy = jsonencode({{
    Statement = [{{
      Effect    = "Allow"
      Principal = {{ AWS = "111122223333" }}
      Action    = "{name}"
      Resource  = [for n in range({count}) : "arn:aws:s3:::orders-${{format("%03d", n)}}/*"]
    }}]
  }})
}}
"""

    bucket = ("aws_s3_bucket_policy", "s3:GetObject", "bucket")
    assert _found(tmp_path, policy(*bucket, 700)) == []
    assert len(_found(tmp_path, policy(*bucket, 750))) == 1
    vault = ("aws_backup_vault_policy", "backup:CopyIntoBackupVault", "backup_vault_name")
    assert _found(tmp_path, policy(*vault, 750)) == []


@pytest.mark.parametrize(
    ("type", "attribute", "fits", "certainty"),
    [
        ("aws_sns_topic_policy", 'arn = "it"', 700, Certainty.CERTAIN),
        ("aws_vpc_endpoint", 'vpc_id = "it"', 450, Certainty.CERTAIN),
        ("aws_glue_resource_policy", "", 200, Certainty.CERTAIN),
        ("aws_api_gateway_rest_api", 'name = "it"', 150, Certainty.POSSIBLE),
    ],
)
def test_policies_of_topics_endpoints_catalogs_and_apis_have_a_quota(
    tmp_path: Path, type: str, attribute: str, fits: int, certainty: Certainty
) -> None:
    def policy(count: int) -> str:
        return f"""
resource "{type}" "it" {{
  {attribute}
  policy = jsonencode({{
    Statement = [{{
      Effect    = "Allow"
      Principal = {{ AWS = "111122223333" }}
      Action    = "*"
      Resource  = [for n in range({count}) : "arn:aws:s3:::orders-of-shop-${{n + 1000000000}}/*"]
    }}]
  }})
}}
"""

    assert _found(tmp_path, policy(fits)) == []
    assert [each[2] for each in _found(tmp_path, policy(fits + 100))] == [certainty]


def _attached(count: int, arn: str) -> str:
    return f"""
resource "aws_iam_group" "hall" {{
  name = "hall"
}}

variable "elsewhere" {{
  type = list(string)
}}

resource "aws_iam_group_policy_attachment" "hall" {{
  count      = {count}
  group      = aws_iam_group.hall.name
  policy_arn = {arn}
}}
"""


def test_policies_count_that_surely_differ(tmp_path: Path) -> None:
    numbered = '"arn:aws:iam::111122223333:policy/part-${count.index}"'
    assert _found(tmp_path, _attached(10, numbered)) == []
    assert [each[0] for each in _found(tmp_path, _attached(11, numbered))] == ["too-many-policies"]
    assert _found(tmp_path, _attached(11, "var.elsewhere[count.index]")) == []
    same = '"arn:aws:iam::111122223333:policy/part"'
    assert _found(tmp_path, _attached(11, same)) == []


def _organization(count: int, type: str) -> str:
    return f"""
resource "aws_organizations_organization" "this" {{
  feature_set = "ALL"
}}

resource "aws_organizations_policy" "part" {{
  count   = {count}
  name    = "part-${{count.index}}"
  type    = "{type}"
  content = jsonencode({{
    Statement = [{{ Effect = "Deny", Principal = "*", Action = "s3:Delete*", Resource = "*" }}]
  }})
}}

resource "aws_organizations_policy_attachment" "part" {{
  count     = {count}
  policy_id = aws_organizations_policy.part[count.index].id
  target_id = aws_organizations_organization.this.roots[0].id
}}

resource "aws_organizations_policy_attachment" "own" {{
  policy_id = "p-RCPFullAWSAccess"
  target_id = aws_organizations_organization.this.roots[0].id
}}
"""


def test_policies_count_that_are_attached_to_one_node_of_an_organization(tmp_path: Path) -> None:
    assert _found(tmp_path, _organization(10, "SERVICE_CONTROL_POLICY")) == []
    ((_, message, _),) = _found(tmp_path, _organization(11, "SERVICE_CONTROL_POLICY"))
    assert "carries at least 11 service control policies" in message


def test_the_policy_of_aws_takes_one_place_of_the_resource_control_policies(tmp_path: Path) -> None:
    assert _found(tmp_path, _organization(4, "RESOURCE_CONTROL_POLICY")) == []
    ((_, message, _),) = _found(tmp_path, _organization(5, "RESOURCE_CONTROL_POLICY"))
    assert "5 resource control policies beside `RCPFullAWSAccess`" in message
