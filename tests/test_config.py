"""The configuration file: where it is looked for, what it may say, and what it may not."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from iac_scan import config
from iac_scan.cli import main

from .flagged import FLAGGED

ACCEPT = """\
[[suppress]]
check = "inline-user-policy"
reason = "legacy"
"""

Capture = pytest.CaptureFixture[str]


@pytest.fixture
def infra(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with one finding, in a repository that is the working directory."""
    root = tmp_path / "repository"
    (root / ".git").mkdir(parents=True)
    folder = root / "infra"
    folder.mkdir()
    (folder / "main.tf").write_text(FLAGGED, "utf-8")
    monkeypatch.chdir(root)
    return folder


@pytest.mark.parametrize(
    ("name", "text"),
    [
        (".iac-scan.toml", 'ignore = ["inline-user-policy"]\n'),
        ("infra/.iac-scan.toml", 'ignore = ["inline-user-policy"]\n'),
        ("pyproject.toml", '[tool.iac-scan]\nignore = ["inline-user-policy"]\n'),
    ],
)
def test_configuration_is_found_up_to_the_root_and_said_in_the_summary(
    infra: Path, capsys: Capture, name: str, text: str
) -> None:
    (infra.parent / name).write_text(text, "utf-8")
    assert main(["infra"]) == 0
    assert f"{name} turns off `inline-user-policy`" in capsys.readouterr().out
    assert main(["infra", "--no-config"]) == 1


def test_configuration_above_the_repository_is_not_looked_for(infra: Path) -> None:
    (infra.parent.parent / ".iac-scan.toml").write_text('fail-on = "none"\n', "utf-8")
    assert main(["infra"]) == 1


def test_nearest_configuration_counts_alone(infra: Path) -> None:
    (infra.parent / ".iac-scan.toml").write_text('fail-on = "none"\n', "utf-8")
    (infra / ".iac-scan.toml").write_text("strict = false\n", "utf-8")
    assert main(["infra"]) == 1


def test_pyproject_of_something_else_is_passed_over(infra: Path) -> None:
    (infra.parent / "pyproject.toml").write_text("[project\n", "utf-8")
    assert main(["infra"]) == 1


def test_link_out_of_the_repository_is_no_configuration(infra: Path) -> None:
    (infra.parent.parent / "away.toml").write_text('fail-on = "none"\n', "utf-8")
    (infra.parent / ".iac-scan.toml").symlink_to("../away.toml")
    assert main(["infra"]) == 1


@pytest.mark.parametrize(
    ("text", "words", "code"),
    [
        ('fail-on = "none"', [], 0),
        ('fail-on = "none"', ["--fail-on", "low"], 1),
        ('severity = "critical"', [], 0),
        ('severity = "critical"', ["--severity", "info"], 1),
        ('ignore = ["inline-user-policy"]', ["--ignore", "missing-boundary"], 1),
        ('ignore = ["inline-user-policy"]', ["--select", "inline-user-policy"], 1),
        ('select = ["missing-boundary"]', [], 0),
        ('exclude = ["infra/"]', [], 2),
        ('exclude = ["infra/"]', ["--exclude", "other/"], 1),
        ("strict = true", [], 1),
    ],
)
def test_option_beats_the_configuration(
    infra: Path, text: str, words: list[str], code: int
) -> None:
    (infra.parent / ".iac-scan.toml").write_text(text, "utf-8")
    assert main(["infra", *words]) == code


def test_strict_of_the_configuration_can_be_taken_back(infra: Path) -> None:
    (infra / "main.tf").write_text('module "x" {\n  source = "example.org/x/y/z"\n}\n', "utf-8")
    (infra.parent / ".iac-scan.toml").write_text("strict = true", "utf-8")
    assert main(["infra"]) == 2
    assert main(["infra", "--no-strict"]) == 0


@pytest.mark.parametrize(
    ("text", "message", "help"),
    [
        ("ignor = []", "unknown key `ignor` in `.iac-scan.toml`", "did you mean `ignore`?"),
        ('severity = "hgh"', '`severity` in `.iac-scan.toml` is "hgh"', "did you mean `high`?"),
        ('ignore = "x"', '`ignore` in `.iac-scan.toml` is "x"', "expected a list of ids"),
        ("ignore = [1]", "`ignore[1]` in `.iac-scan.toml` is 1", "expected the id of a check"),
        ('[[suppress]]\ncheck = "x"', "`suppress[1]` in", "expected words that say why"),
        (ACCEPT + 'until = "soon"', "`suppress[1].until`", "such as 2027-06-30"),
        (ACCEPT + 'resaon = "x"', "unknown key `resaon`", "did you mean `reason`?"),
        ('checks = ["rules"]', "`checks` cannot stand in `.iac-scan.toml`", "--checks DIR"),
        ('baseline = "../x.json"', "`../x.json` in `.iac-scan.toml` lies outside", ""),
        ('var-files = ["no.tfvars"]', "there is no file `no.tfvars`", ""),
        ("ignore = [", "`.iac-scan.toml` is not TOML", ""),
        ("x = " + "[" * 50_000, "`.iac-scan.toml` is not TOML", ""),
        ('ignore = ["inline-user-polcy"]', "inline-user-polcy", "did you mean"),
    ],
)
def test_wrong_configuration_says_what_and_what_to_do(
    infra: Path, capsys: Capture, text: str, message: str, help: str
) -> None:
    (infra.parent / ".iac-scan.toml").write_text(text, "utf-8")
    assert main(["infra"]) == 2
    err = capsys.readouterr().err
    assert message in err
    assert help in err
    assert "Traceback" not in err


def test_local_checks_beside_the_configuration_are_not_loaded(infra: Path) -> None:
    for folder in ("checks", ".iac-scan", "infra/checks"):
        (infra.parent / folder).mkdir()
        (infra.parent / folder / "evil.py").write_text("raise SystemExit(99)\n", "utf-8")
    (infra.parent / ".iac-scan.toml").write_text("strict = false\n", "utf-8")
    assert main(["infra"]) == 1


@pytest.mark.parametrize(
    ("where", "covers"),
    [
        ("", True),
        ('path = "infra/**"', True),
        ('path = "infra/"', True),
        ('path = "*.tf"', False),
        ('path = "other/**"', False),
        ('address = "aws_iam_user.ci"', True),
        ('address = "aws_iam_user.*"', True),
        ('address = "aws_iam_role.*"', False),
        ('path = "infra/*.tf"\naddress = "*.ci"', True),
        ('path = "infra/*.tf"\naddress = "*.cd"', False),
    ],
)
def test_accepted_finding_is_named_by_check_path_and_address(
    infra: Path, capsys: Capture, where: str, covers: bool
) -> None:
    (infra.parent / ".iac-scan.toml").write_text(f"{ACCEPT}{where}\n", "utf-8")
    main(["infra", ".", "-f", "json"])
    found = json.loads(capsys.readouterr().out)
    (finding,) = [item for item in found["findings"] if item["check"] == "inline-user-policy"]
    assert (finding["suppression"] is not None) is covers
    unused = [item for item in found["findings"] if item["check"] == "unused-suppression"]
    assert (unused == []) is covers
    if covers:
        assert finding["suppression"]["reason"] == "legacy"
        assert finding["suppression"]["location"]["file"] == ".iac-scan.toml"
        assert found["configuration"]["limits"] == ["accepts findings in 1 entry"]


@pytest.mark.parametrize(
    ("more", "check"),
    [
        ("until = 2020-01-31", "expired-suppression"),
        ('until = "2020-01-31"', "expired-suppression"),
        ("until = 2999-12-31", None),
    ],
)
def test_accepted_finding_counts_until_its_day(
    infra: Path, capsys: Capture, more: str, check: str | None
) -> None:
    text = f"strict = false\n\n{ACCEPT}{more}\n"
    (infra.parent / ".iac-scan.toml").write_text(text, "utf-8")
    main(["infra", "-f", "concise"])
    out = capsys.readouterr().out
    if check is None:
        assert out == ""
    else:
        assert f".iac-scan.toml:3:1: low {check}" in out
        assert "inline-user-policy" in out


def test_entry_for_an_unknown_check_is_a_finding(infra: Path, capsys: Capture) -> None:
    text = ACCEPT.replace("inline-user-policy", "inline-user-polcy")
    (infra.parent / ".iac-scan.toml").write_text(text, "utf-8")
    assert main(["infra"]) == 1
    out = capsys.readouterr().out
    assert "there is no check `inline-user-polcy`, did you mean `inline-user-policy`?" in out


def test_entry_is_not_called_unused_when_less_than_its_folder_is_scanned(
    infra: Path, capsys: Capture
) -> None:
    (infra.parent / ".iac-scan.toml").write_text(f'{ACCEPT}path = "other/**"\n', "utf-8")
    main(["infra", "-f", "concise"])
    assert "unused-suppression" not in capsys.readouterr().out


def test_named_configuration_from_elsewhere_takes_the_place_of_that_of_the_tree(
    infra: Path, capsys: Capture
) -> None:
    (infra.parent / ".iac-scan.toml").write_text('fail-on = "none"\n', "utf-8")
    trusted = infra.parent.parent / "trusted"
    trusted.mkdir()
    (trusted / "iac-scan.toml").write_text('severity = "low"\n', "utf-8")
    assert main(["infra", "--config", str(trusted / "iac-scan.toml")]) == 1
    assert "trusted/iac-scan.toml hides findings below low" in capsys.readouterr().out


def test_values_stand_relative_to_the_configuration(infra: Path, capsys: Capture) -> None:
    (infra / "main.tf").write_text(
        'variable "n" {}\nresource "aws_iam_group" "a" {\n  name = var.n\n}\n', "utf-8"
    )
    (infra / "prod.tfvars").write_text('n = "from-the-file"\n', "utf-8")
    (infra.parent / ".iac-scan.toml").write_text('var-files = ["infra/prod.tfvars"]\n', "utf-8")
    assert main(["show", "infra"]) == 0
    assert "from-the-file" in capsys.readouterr().out


def test_init_writes_a_configuration_that_changes_nothing(infra: Path, capsys: Capture) -> None:
    assert main(["init"]) == 0
    assert main(["infra"]) == 1
    assert main(["init"]) == 2
    assert "is there already" in capsys.readouterr().err


def test_init_makes_no_folder(infra: Path, capsys: Capture) -> None:
    assert main(["init", "infar"]) == 2
    assert "there is no folder `infar`" in capsys.readouterr().err
    assert not (infra.parent / "infar").exists()
    assert main(["init", "infra"]) == 0
    assert (infra / ".iac-scan.toml").is_file()


def test_example_holds_every_key_of_the_schema() -> None:
    lines = config.example().splitlines()
    code = [line.removeprefix("# ") for line in lines if " = " in line or "[[" in line]
    content = json.loads(json.dumps(tomllib.loads("\n".join(code)), default=str))
    assert set(content) == set(config.schema()["properties"])
    Draft202012Validator.check_schema(config.schema())
    assert [
        error.message for error in Draft202012Validator(config.schema()).iter_errors(content)
    ] == []


@pytest.mark.parametrize("format", ["concise", "junit", "gitlab", "json", "sarif"])
def test_what_a_configuration_takes_away_is_said_beside_what_programs_read(
    infra: Path, capsys: Capture, format: str
) -> None:
    (infra.parent / ".iac-scan.toml").write_text('ignore = ["inline-user-policy"]\n', "utf-8")
    assert main(["infra", "-f", format]) == 0
    assert capsys.readouterr().err == (
        "iac-scan: note: .iac-scan.toml turns off `inline-user-policy`\n"
    )


HOSTILE = "##[add-mask]x ::set-output name=x::y \\u001b[2J <script>`|` AKIAJ7QXJ7QXJ7QXJ7QX"


@pytest.mark.parametrize(
    "format", ["text", "concise", "junit", "gitlab", "json", "sarif", "markdown", "github"]
)
def test_hostile_configuration_and_baseline_are_harmless(
    infra: Path, capsys: Capture, format: str
) -> None:
    known = json.loads(json.dumps({"schema_version": 1, "entries": []}))
    known["entries"] = [
        {
            "check": "inline-user-policy",
            "file": "##[add-mask]x\u001b[2J.tf",
            "subject": json.loads(f'"{HOSTILE}"'),
            "count": 1,
            "fingerprint": "0",
            "content": "0",
            "holder": "0",
        }
    ]
    (infra.parent / "##[group]known.json").write_text(json.dumps(known), "utf-8")
    (infra.parent / ".iac-scan.toml").write_text(
        f'exclude = ["{HOSTILE}"]\nbaseline = "##[group]known.json"\n'
        f'[[suppress]]\ncheck = "inline-user-policy"\nreason = "{HOSTILE}"\n',
        "utf-8",
    )
    assert main([".", "-f", format]) == 0
    out, err = capsys.readouterr()
    for words in ("##[", "\x1b", "AKIAJ7QXJ7QX"):
        assert words not in out + err
    assert not [line for line in (out + err).splitlines() if line.lstrip().startswith("::set")]
