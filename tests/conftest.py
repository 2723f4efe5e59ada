"""What holds for every test."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, settings

from iac_scan.findings.report import Report
from iac_scan.reporters import sarif

from .sarif_contract import keeps_contract

# A loaded machine is no fault of the code: no test hangs on a clock.
settings.register_profile(
    "any machine", deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("any machine")


@pytest.fixture(autouse=True)
def _every_sarif_log_keeps_the_contract(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Hold every log that a test makes, for whatever reason, against the schema and GitHub."""
    made: list[tuple[Report, str]] = []
    render = sarif.render

    def watched(report: Report) -> str:
        text = render(report)
        made.append((report, text))
        return text

    monkeypatch.setattr(sarif, "render", watched)
    yield
    for report, text in made:
        keeps_contract(text, report)
