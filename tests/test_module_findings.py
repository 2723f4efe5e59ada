"""A finding inside a module: once, at its line in the module, with the calls that lead to it."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from iac_scan.findings.report import Report
from iac_scan.findings.rule import CheckId
from iac_scan.options import Options
from iac_scan.pipeline import scan
from iac_scan.reporters import sarif, text

FILES = {
    "main.tf": """module "a" {
  source = "./m"
}
module "b" {
  source = "./m"
}
""",
    "m/main.tf": """module "deep" {
  source   = "./inner"
  for_each = toset(["x", "y"])
  name     = each.key
}
""",
    "m/inner/main.tf": """variable "name" {}
resource "aws_iam_user" "u" {
  name = var.name
}
resource "aws_iam_user_policy" "p" {
  user   = aws_iam_user.u.name
  policy = file("${path.module}/policy.json")
}
""",
    "m/inner/policy.json": '{"Statement": [{"Effect": "Allow", "Action": "s3:Get*", "Resource": "arn:aws:s3:::b"}]}',
}


@pytest.fixture
def report(tmp_path: Path) -> Callable[[dict[str, str]], Report]:
    def scanned(files: dict[str, str]) -> Report:
        (tmp_path / ".git").mkdir(exist_ok=True)
        for name, content in files.items():
            path = tmp_path / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(content)
        return scan(Options(paths=(tmp_path,), select=(CheckId("inline-user-policy"),)))

    return scanned


def _lines(related: list[dict[str, object]]) -> list[tuple[str, int, str]]:
    found = []
    for location in related:
        place = location["physicalLocation"]
        message = location["message"]
        assert isinstance(place, dict)
        assert isinstance(message, dict)
        found.append(
            (place["artifactLocation"]["uri"], place["region"]["startLine"], message["text"])
        )
    return found


def test_sarif_has_one_result_with_every_call_as_a_related_location(
    report: Callable[[dict[str, str]], Report],
) -> None:
    (result,) = json.loads(sarif.render(report(FILES)))["runs"][0]["results"]
    place = result["locations"][0]["physicalLocation"]
    assert (place["artifactLocation"]["uri"], place["region"]["startLine"]) == (
        "m/inner/main.tf",
        5,
    )
    calls = [line for line in _lines(result["relatedLocations"]) if "is called here" in line[2]]
    assert calls == [
        ("main.tf", 1, "`module.a` is called here"),
        ("m/main.tf", 1, "`module.deep` is called here"),
        ("main.tf", 4, "`module.b` is called here"),
    ]


def test_text_shows_the_finding_once_and_each_call_under_it(
    report: Callable[[dict[str, str]], Report],
) -> None:
    shown = text.render(report(FILES))
    assert shown.count("inline-user-policy  m/inner/main.tf:5:1") == 1
    assert [line.strip() for line in shown.splitlines() if "is called here" in line] == [
        "see   `module.a` is called here  main.tf:1:1",
        "see   `module.deep` is called here  m/main.tf:1:1",
        "see   `module.b` is called here  main.tf:4:1",
    ]


def test_finding_in_a_root_has_no_calls(report: Callable[[dict[str, str]], Report]) -> None:
    shown = text.render(
        report(
            {
                "main.tf": FILES["m/inner/main.tf"].replace("var.name", '"u"'),
                "policy.json": FILES["m/inner/policy.json"],
            }
        )
    )
    assert "inline-user-policy  main.tf:5:1" in shown
    assert "is called here" not in shown
