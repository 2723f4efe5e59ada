"""The sample system as plans gives the findings that its code gives."""

from __future__ import annotations

import shutil
from collections import Counter
from pathlib import Path

import pytest

from iac_scan.findings.report import Report
from iac_scan.options import Options
from iac_scan.pipeline import scan

from .planning import plan_of, write

_SAMPLE = Path(__file__).parents[3] / "sample_iac" / "terraform"
_ROOTS = ("organization", "production")


def _findings(report: Report) -> Counter[tuple[object, ...]]:
    return Counter(
        (one.check, one.certainty, one.span.path, one.span.start_line, one.message)
        for one in report.findings
    )


def _flagged(report: Report) -> set[tuple[str, str]]:
    """Return what is found of which resource; instances of one line of code are one finding."""
    return {
        (one.check, address) for one in report.findings for address in (one.subject, *one.instances)
    }


def _scan(folder: Path, *plans: Path) -> Report:
    # The code of the sample holds no suppressions; a plan has no comments to hold any.
    return scan(Options(paths=(folder, *plans)))


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """Return an empty project, in which paths are the same with and without plans."""
    (tmp_path / ".git").mkdir()
    return tmp_path


def test_plans_alone_give_the_findings_of_the_code(project: Path) -> None:
    code, plans = project / "code", project / "plans"
    shutil.copytree(_SAMPLE / "before", code)
    for root in _ROOTS:
        write(plans / f"{root}.json", plan_of(code, root))
    found = _flagged(_scan(plans))
    assert found == _flagged(_scan(code))
    assert found


@pytest.mark.parametrize("named", [True, False], ids=["named", "come across"])
def test_plans_beside_the_code_change_no_finding(project: Path, named: bool) -> None:
    code = project / "code"
    shutil.copytree(_SAMPLE / "before", code)
    before = _findings(_scan(code))
    plans = [write(code / root / "plan.json", plan_of(code, root)) for root in _ROOTS]
    report = _scan(code, *(plans if named else ()))
    assert _findings(report) == before
    assert {f"code/{root}/plan.json" for root in _ROOTS} <= set(report.files)
    assert report.diagnostics == ()


def test_the_plans_of_the_repaired_system_are_clean(project: Path) -> None:
    code, plans = project / "code", project / "plans"
    shutil.copytree(_SAMPLE / "after", code)
    for root in _ROOTS:
        write(plans / f"{root}.json", plan_of(code, root))
    assert [one for one in _scan(plans).findings if one.certainty.value == "certain"] == []
