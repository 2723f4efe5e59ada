"""The GitHub Action as one job: what the workflow, the pull request and code scanning see of it."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import unquote

import pytest

from .action_job import Job, Machine
from .flagged import FLAGGED
from .sarif_contract import keeps_contract

UPLOAD = "Upload to code scanning"
ANNOTATE = "Annotate, as nothing could be uploaded"
OF_A_FORK = {"pull_request": {"head": {"repo": {"full_name": "somebody/r"}}}}
OF_A_DELETED_FORK = {"pull_request": {"head": {"repo": None}}}
OF_THE_REPOSITORY = {"pull_request": {"head": {"repo": {"full_name": "o/r"}}}}
CLEAN = 'resource "aws_iam_group" "people" {\n  name = "people"\n}\n'


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    machine = Machine(tmp_path)
    (machine.workspace / "main.tf").write_text(FLAGGED, "utf-8")
    return machine


@pytest.mark.parametrize("event", [{}, OF_THE_REPOSITORY])
def test_findings_are_uploaded_and_then_fail_the_job(
    machine: Machine, event: dict[str, object]
) -> None:
    result = Job(machine, event=event).run()
    assert list(result.steps.items()) == [
        ("actions/setup-python", "success"),
        ("Install", "success"),
        ("Scan", "success"),
        (UPLOAD, "success"),
        (ANNOTATE, "skipped"),
        ("Result", "failure"),
    ]
    assert result.conclusion == "failure"
    assert result.annotations == []
    assert (result.outputs["exit-code"], result.outputs["findings"]) == ("1", "1")
    assert result.uploaded is not None
    (found,) = keeps_contract(result.uploaded)["runs"][0]["results"]
    assert found["ruleId"] == "inline-user-policy"
    assert result.summary.startswith("## iac-scan")


def test_clean_code_passes_and_is_uploaded_so_that_alerts_close(machine: Machine) -> None:
    (machine.workspace / "main.tf").write_text(CLEAN, "utf-8")
    result = Job(machine).run()
    assert result.conclusion == "success"
    assert result.uploaded is not None
    assert keeps_contract(result.uploaded)["runs"][0]["results"] == []


@pytest.mark.parametrize(
    ("event", "actor"),
    [
        (OF_A_FORK, "somebody"),
        (OF_A_DELETED_FORK, "somebody"),
        (OF_THE_REPOSITORY, "dependabot[bot]"),
    ],
)
def test_where_the_token_may_not_upload_lines_are_annotated(
    machine: Machine, event: dict[str, object], actor: str
) -> None:
    result = Job(machine, event=event, actor=actor, takes_upload=False).run()
    assert result.steps[UPLOAD] == result.steps[ANNOTATE] == "skipped"
    assert [line.split(",")[0] for line in result.annotations] == ["::warning file=main.tf"]
    assert result.conclusion == "failure"


def test_upload_that_fails_by_itself_leaves_annotations_and_the_result(machine: Machine) -> None:
    result = Job(machine, takes_upload=False).run(fail_on="none")
    assert (result.steps[UPLOAD], result.steps[ANNOTATE]) == ("failure", "success")
    assert "security-events: write" in result.log
    assert len(result.annotations) == 1
    assert result.conclusion == "success"


def test_upload_that_was_asked_for_and_fails_is_a_failure(machine: Machine) -> None:
    result = Job(machine, takes_upload=False).run(upload="true", fail_on="none")
    assert (result.steps[UPLOAD], result.steps[ANNOTATE]) == ("failure", "skipped")
    assert result.steps["Result"] == "success"
    assert result.conclusion == "failure"


def test_lines_are_not_marked_twice_when_the_upload_fails(machine: Machine) -> None:
    assert len(Job(machine, takes_upload=False).run(annotations="true").annotations) == 1


def test_no_annotations_where_none_are_wanted(machine: Machine) -> None:
    result = Job(machine, event=OF_A_FORK).run(annotations="false")
    assert (result.annotations, result.conclusion) == ([], "failure")


def test_file_that_cannot_be_read_is_uploaded_as_one_and_fails(machine: Machine) -> None:
    (machine.workspace / "main.tf").write_text('resource "aws_iam_user" {', "utf-8")
    result = Job(machine).run()
    assert (result.outputs["exit-code"], result.outputs["unread"]) == ("2", "1")
    assert result.uploaded is not None
    (run,) = keeps_contract(result.uploaded)["runs"]
    assert run["results"]
    assert run["invocations"][0]["toolExecutionNotifications"]
    assert result.conclusion == "failure"


@pytest.mark.parametrize(
    "inputs", [{"config": "missing.toml"}, {"severity": "grave"}, {"args": "--no-such-option"}]
)
def test_usage_that_is_wrong_uploads_nothing_and_fails(
    machine: Machine, inputs: dict[str, str]
) -> None:
    result = Job(machine).run(**inputs)
    assert (result.uploaded, result.outputs["sarif-file"]) == (None, "")
    assert (result.outputs["exit-code"], result.outputs["findings"]) == ("2", "")
    assert result.conclusion == "failure"


def test_switch_that_is_wrong_fails_at_once(machine: Machine) -> None:
    result = Job(machine).run(upload="perhaps")
    assert result.steps["Scan"] == "failure"
    assert result.steps[UPLOAD] == result.steps["Result"] == "skipped"
    assert result.conclusion == "failure"


def test_folder_to_work_in_gives_paths_from_the_root_of_the_repository(machine: Machine) -> None:
    folder = machine.workspace / "infra $(touch pwned)"
    folder.mkdir()
    (machine.workspace / "main.tf").rename(folder / "main.tf")
    result = Job(machine).run(working_directory=folder.name, sarif_file="out.sarif")
    assert result.uploaded is not None
    assert (folder / "out.sarif").read_text("utf-8") == result.uploaded
    (found,) = keeps_contract(result.uploaded)["runs"][0]["results"]
    place = found["locations"][0]["physicalLocation"]["artifactLocation"]
    assert unquote(place["uri"]) == f"{folder.name}/main.tf"
    assert list(machine.workspace.rglob("pwned")) == []


def test_installation_is_from_the_checkout_of_the_action(machine: Machine) -> None:
    Job(machine).run()
    words = (machine.temp / "installed").read_text("utf-8").splitlines()
    assert words[:4] == ["-I", "-m", "pip", "install"]
    assert words[-1] == f"{machine.checkout}[sam]"


def test_baseline_lets_recorded_findings_pass_and_fails_for_new_ones(machine: Machine) -> None:
    assert Job(machine).run().outputs["findings"] == "1"
    python = machine.temp / "iac-scan" / "bin" / "python"
    machine.shell(f'"{python}" -I -m iac_scan baseline . --output known.json', {})
    known = Job(machine).run(baseline="known.json")
    assert (known.conclusion, known.outputs["findings"]) == ("success", "0")
    more = FLAGGED.replace('"deploy"', '"ship"').replace("ci", "cd")
    (machine.workspace / "more.tf").write_text(more, "utf-8")
    new = Job(machine).run(baseline="known.json")
    assert (new.conclusion, new.outputs["findings"]) == ("failure", "1")


def test_words_of_the_scanned_code_command_nothing(machine: Machine) -> None:
    name = "::set-output name=findings::0\\n\\n::add-mask::x%0A::error::owned"
    (machine.workspace / "main.tf").write_text(FLAGGED.replace('"ci"\n', f'"{name}"\n'), "utf-8")
    result = Job(machine, event=OF_A_FORK).run()
    commands = [line for line in result.log.splitlines() if line.startswith(("::", "##["))]
    assert [line.split(" ")[0] for line in commands] == ["::warning"]
    assert result.outputs["findings"] == "1"


def test_file_named_like_an_output_forges_none(machine: Machine) -> None:
    (machine.workspace / "main.tf").rename(machine.workspace / "a\nfindings=0\nexit-code=0.tf")
    result = Job(machine).run()
    assert (result.outputs["findings"], result.outputs["exit-code"]) == ("1", "1")
