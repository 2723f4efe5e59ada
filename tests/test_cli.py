"""The command line: what goes where, and what the exit code says."""

from __future__ import annotations

import fcntl
import io
import json
import os
import pty
import re
import struct
import subprocess
import sys
import termios
from contextlib import suppress
from pathlib import Path

import pytest

from iac_scan import catalog
from iac_scan.cli import main
from iac_scan.reporters import Format
from iac_scan.reporters.rules import page

from .flagged import FLAGGED

CLEAN = 'resource "aws_iam_group" "ci" {\n  name = "ci"\n}\n'
BROKEN = 'resource "aws_iam_user" "ci" {\n  name = \n'
LACKING = CLEAN + 'module "x" {\n  source = "example.org/x/y/z"\n}\n'

FORMATS = [format.value for format in Format]

Capture = pytest.CaptureFixture[str]


@pytest.fixture
def infra(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty project that is the working directory."""
    (tmp_path / ".git").mkdir()
    folder = tmp_path / "infra"
    folder.mkdir()
    monkeypatch.chdir(tmp_path)
    for name in ("NO_COLOR", "FORCE_COLOR"):
        monkeypatch.delenv(name, raising=False)
    return folder


@pytest.mark.parametrize(
    ("text", "words", "code"),
    [
        (CLEAN, [], 0),
        (FLAGGED, [], 1),
        (FLAGGED, ["--fail-on", "medium"], 1),
        (FLAGGED, ["--fail-on", "high"], 0),
        (FLAGGED, ["--fail-on", "none"], 0),
        (FLAGGED, ["--severity", "high"], 0),
        (FLAGGED, ["--ignore", "inline-user-policy"], 0),
        (FLAGGED, ["--select", "missing-boundary,hardcoded-aws-key"], 0),
        (FLAGGED, ["--select", "CKV_AWS_40"], 1),
        (BROKEN, [], 2),
        (FLAGGED + BROKEN, [], 2),
        (LACKING, [], 0),
        (LACKING, ["--strict"], 2),
    ],
)
def test_exit_code_says_how_it_went(infra: Path, text: str, words: list[str], code: int) -> None:
    (infra / "main.tf").write_text(text, "utf-8")
    assert main(["infra", *words]) == code


@pytest.mark.parametrize(("text", "code"), [(CLEAN, 0), (FLAGGED, 1), (BROKEN, 2)])
@pytest.mark.parametrize("format", FORMATS)
def test_exit_code_is_the_same_for_every_format(
    infra: Path, format: str, text: str, code: int
) -> None:
    (infra / "main.tf").write_text(text, "utf-8")
    assert main(["infra", "-f", format]) == code


@pytest.mark.parametrize(
    ("words", "message", "help"),
    [
        (["missing"], "`missing` does not exist", ""),
        (["chekcs"], "`chekcs` does not exist", "did you mean the command `checks`?"),
        (["infra"], "nothing to scan", "--no-gitignore"),
        (["infra", "--formt", "json"], "unknown option `--formt`", "did you mean `--format`?"),
        (["infra", "-f", "sarf"], "unknown format `sarf`", "did you mean `sarif`?"),
        (["infra", "--fail-on", "hgh"], "unknown severity `hgh`", "did you mean `high`?"),
        (["infra", "--severity", "x"], "unknown severity `x`", "one of info, low"),
        (["infra", "--color", "alway"], "unknown word for --color", "did you mean `always`?"),
        (["infra", "-o", "sarif"], "expected `--output FORMAT=PATH`", ""),
        (["infra", "-o", "json=-"], "`--output json=-` names no file", "`--format json` prints"),
        (["--versoin"], "unknown option `--versoin`", "did you mean `--version`?"),
        (["infra", "-o", "json="], "no path in", ""),
        (["infra", "--var", "x"], "expected `--var NAME=VALUE`, got `x`", ""),
        (["infra", "--var-file", "no.tfvars"], "no.tfvars", ""),
        (["infra", "--select", "inline-user-polcy"], "inline-user-polcy", "inline-user-policy"),
        (["infra", "--select", "unused-suppression"], "no check is selected", "checks, too"),
        (["infra", "--checks", "none"], "`none` is not a folder", ""),
        (["explain", "missing-bondary"], "unknown check", "did you mean `missing-boundary`?"),
        (["explain"], "CHECK-ID", "iac-scan explain --help"),
    ],
)
def test_wrong_usage_says_what_and_what_to_do(
    infra: Path, capsys: Capture, words: list[str], message: str, help: str
) -> None:
    assert main(words) == 2
    err = capsys.readouterr().err
    assert message in err
    assert help in err
    assert "Traceback" not in err


@pytest.mark.parametrize(
    "words", [["infra", "-f", "concise"], ["show", "infra"], ["access", "infra"]]
)
def test_file_that_is_passed_over_is_not_called_absent(
    infra: Path, capsys: Capture, words: list[str]
) -> None:
    (infra / "main.tf").symlink_to(__file__)
    assert main(words) == 2
    err = capsys.readouterr().err
    assert "nothing was read: the link `infra/main.tf` leads out of the project" in err
    assert "no Terraform or CloudFormation file was found" not in err


def test_results_go_to_standard_output_and_the_rest_to_standard_error(
    infra: Path, capsys: Capture
) -> None:
    (infra / "main.tf").write_text(BROKEN, "utf-8")
    assert main(["infra", "--format", "json"]) == 2
    out, err = capsys.readouterr()
    assert json.loads(out)["summary"]["errors"] >= 1
    assert "infra/main.tf:" in err


def test_scan_is_the_default_command(infra: Path, capsys: Capture) -> None:
    (infra / "main.tf").write_text(FLAGGED, "utf-8")
    outs = []
    for words in (["infra"], ["scan", "infra"], []):
        assert main(words) == 1
        outs.append(capsys.readouterr().out)
    assert outs[0] == outs[1] == outs[2]
    assert "inline-user-policy  infra/main.tf:5:1" in outs[0]


def test_folder_named_like_a_command_is_written_with_a_dot(infra: Path, capsys: Capture) -> None:
    folder = infra.parent / "show"
    folder.mkdir()
    (folder / "main.tf").write_text(FLAGGED, "utf-8")
    assert main(["./show"]) == 1
    assert "show/main.tf" in capsys.readouterr().out


def test_several_reports_come_from_one_run(infra: Path, capsys: Capture) -> None:
    (infra / "main.tf").write_text(FLAGGED, "utf-8")
    words = ["-o", "sarif=out/a.sarif", "-o", "json=out/a.json", "-o", "text=a.txt"]
    assert main(["infra", *words]) == 1
    root = infra.parent
    assert json.loads((root / "out" / "a.sarif").read_text("utf-8"))["version"] == "2.1.0"
    assert json.loads((root / "out" / "a.json").read_text("utf-8"))["schema_version"] == 1
    assert (root / "a.txt").read_text("utf-8") == capsys.readouterr().out
    assert sorted(path.name for path in (root / "out").iterdir()) == ["a.json", "a.sarif"]


def test_report_that_cannot_be_written_is_said(infra: Path, capsys: Capture) -> None:
    (infra / "main.tf").write_text(CLEAN, "utf-8")
    assert main(["infra", "-o", "json=infra"]) == 2
    assert "cannot write `infra`" in capsys.readouterr().err


def test_report_goes_to_a_device_without_replacing_it(infra: Path) -> None:
    (infra / "main.tf").write_text(CLEAN, "utf-8")
    assert main(["infra", "-o", "json=/dev/null"]) == 0
    assert Path("/dev/null").is_char_device()


def test_report_replaces_the_file_behind_a_link(infra: Path) -> None:
    (infra / "main.tf").write_text(CLEAN, "utf-8")
    (infra.parent / "real.json").write_text("old", "utf-8")
    (infra.parent / "link.json").symlink_to("real.json")
    assert main(["infra", "-o", "json=link.json"]) == 0
    assert (infra.parent / "real.json").read_text("utf-8").startswith("{")
    assert sorted(path.name for path in infra.parent.iterdir()) == [
        ".git",
        "infra",
        "link.json",
        "real.json",
    ]


def test_quiet_prints_no_report(infra: Path, capsys: Capture) -> None:
    (infra / "main.tf").write_text(FLAGGED, "utf-8")
    assert main(["infra", "-q", "-o", "json=out.json"]) == 1
    assert capsys.readouterr() == ("", "")
    assert (infra.parent / "out.json").exists()


def test_reports_are_the_same_from_everywhere_and_every_time(
    infra: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    (infra / "main.tf").write_text(FLAGGED, "utf-8")
    for format in ("text", "sarif", "json"):
        outs = set()
        for folder, path in ((infra.parent, "infra"), (infra, "."), (Path("/"), str(infra))):
            monkeypatch.chdir(folder)
            main([path, "-f", format])
            outs.add(capsys.readouterr().out)
        assert len(outs) == 1
        assert str(infra.parent) not in outs.pop()


@pytest.mark.parametrize(
    ("words", "environment", "colored"),
    [
        ([], {}, False),
        (["--color", "always"], {}, True),
        (["--color", "always"], {"NO_COLOR": "1"}, True),
        (["--color", "never"], {"FORCE_COLOR": "1"}, False),
        ([], {"FORCE_COLOR": "1"}, True),
        ([], {"FORCE_COLOR": "1", "NO_COLOR": "1"}, False),
        ([], {"FORCE_COLOR": "1", "NO_COLOR": ""}, True),
    ],
)
def test_colour_follows_option_then_environment_then_terminal(
    *,
    infra: Path,
    capsys: Capture,
    monkeypatch: pytest.MonkeyPatch,
    words: list[str],
    environment: dict[str, str],
    colored: bool,
) -> None:
    (infra / "main.tf").write_text(FLAGGED, "utf-8")
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    assert main(["infra", *words]) == 1
    assert ("\x1b[" in capsys.readouterr().out) is colored


def test_show_prints_values_as_json(infra: Path, capsys: Capture) -> None:
    text = (
        'variable "unknown" {}\nvariable "secret" {\n  default   = "hush"\n  sensitive = true\n}\n'
        'resource "aws_iam_user" "ci" {\n  name = "ci-${var.unknown}"\n  path = "/x/"\n'
        '  tags = { key = "AKIAJ7QXJ7QXJ7QXJ7QX", hush = var.secret }\n}\n'
        'output "path" {\n  value = aws_iam_user.ci.path\n}\n'
    )
    (infra / "main.tf").write_text(text, "utf-8")
    assert main(["show", "infra", "-f", "json"]) == 0
    out = capsys.readouterr().out
    content = json.loads(out)
    (user,) = content["resources"]
    assert (user["address"], user["type"], user["mode"]) == (
        "aws_iam_user.ci",
        "aws_iam_user",
        "managed",
    )
    assert (user["file"], user["line"]) == ("infra/main.tf", 6)
    assert user["values"]["path"] == "/x/"
    first, hole = user["values"]["name"]["$text"]
    assert first == "ci-"
    assert "var.unknown" in hole["$unknown"]
    assert content["outputs"] == {"path": "/x/"}
    assert user["values"]["tags"]["key"] == "AKIA................"
    assert "hush" not in json.dumps(user["values"]["tags"]["hush"])


def test_show_prints_values_as_text(infra: Path, capsys: Capture) -> None:
    (infra / "main.tf").write_text(FLAGGED, "utf-8")
    assert main(["show", "infra"]) == 0
    assert "name = ci" in capsys.readouterr().out


def test_checks_lists_every_check(capsys: Capture) -> None:
    assert main(["checks"]) == 0
    text = capsys.readouterr().out
    assert main(["checks", "--format", "json"]) == 0
    listed = [item["id"] for item in json.loads(capsys.readouterr().out)["checks"]]
    assert listed == [line.split()[0] for line in text.splitlines()]
    assert {"inline-user-policy", "unused-suppression", "unreadable-file"} <= set(listed)


@pytest.mark.parametrize("name", ["inline-user-policy", "CKV_AWS_40"])
def test_explain_prints_the_page_of_an_id_and_of_an_alias(capsys: Capture, name: str) -> None:
    assert main(["explain", name]) == 0
    assert capsys.readouterr().out.startswith("# inline-user-policy\n")


def test_pages_are_shown_without_the_marks_of_tests() -> None:
    rules = [catalog.rule(check) for check in catalog.load()]
    assert any("# expect: " in rule.page for rule in rules)
    assert any("# undecided: " in rule.page for rule in rules)
    for rule in rules:
        assert not re.search(r"# *(?:expect|undecided):", page(rule))
        assert not re.search(r"[ \t]$", page(rule), re.MULTILINE)


def screen(
    words: list[str],
    folder: Path,
    columns: int,
    environment: dict[str, str],
    *,
    errors: bool = False,
) -> str:
    """Return what a command writes to a terminal of so many columns."""
    outer, inner = pty.openpty()
    fcntl.ioctl(inner, termios.TIOCSWINSZ, struct.pack("HHHH", 24, columns, 0, 0))
    kept = {
        name: value for name, value in os.environ.items() if name not in {"COLUMNS", "FORCE_COLOR"}
    }
    with subprocess.Popen(
        [sys.executable, "-m", "iac_scan", *words],
        cwd=folder,
        stdin=inner,
        stdout=inner,
        stderr=inner if errors else subprocess.DEVNULL,
        env={**kept, "TERM": "xterm-256color", **environment},
    ):
        os.close(inner)
        shown = b""
        with suppress(OSError):  # what Linux says at the end
            while piece := os.read(outer, 65536):
                shown += piece
        os.close(outer)
    return shown.decode("utf-8").replace("\r\n", "\n")


@pytest.mark.parametrize(
    "words", [["infra"], ["checks"], ["show", "infra"], ["explain", "missing-boundary"]]
)
@pytest.mark.parametrize("environment", [{}, {"NO_COLOR": "1"}])
def test_terminal_gets_lines_of_its_width(
    infra: Path, words: list[str], environment: dict[str, str]
) -> None:
    long = "a" * 30
    (infra / "main.tf").write_text(FLAGGED.replace('"deploy"', f'"{long}-{long}"'), "utf-8")
    shown = screen(words, infra.parent, 64, environment)
    assert ("\x1b[" in shown) is not bool(environment)
    # Colours, and the addresses of links.
    plain = re.sub(r"\x1b\[[0-9;]*m|\x1b\]8;[^\x1b]*\x1b\\", "", shown)
    if words[0] != "explain" or not environment:
        assert 55 < max(map(len, plain.splitlines())) <= 64


def test_complaint_keeps_within_the_terminal(infra: Path) -> None:
    shown = screen(["explain", f"no{'-such' * 12}"], infra, 50, {}, errors=True)
    assert len(shown.splitlines()) > 2
    assert max(map(len, shown.splitlines())) <= 50


@pytest.mark.parametrize(
    "words", [["--help"], *([command, "--help"] for command in ("scan", "show", "baseline"))]
)
def test_help_keeps_within_eighty_columns(
    capsys: Capture, monkeypatch: pytest.MonkeyPatch, words: list[str]
) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    assert main(words) == 0
    assert max(map(len, capsys.readouterr().out.splitlines())) < 80


def test_local_checks_run_when_they_are_named(infra: Path, capsys: Capture) -> None:
    (infra / "main.tf").write_text(CLEAN, "utf-8")
    checks = infra.parent / "rules"
    (checks / "pages").mkdir(parents=True)
    (checks / "pages" / "any-group.md").write_text("# any-group\n", "utf-8")
    (checks / "any.py").write_text(
        "from iac_scan.check import Group, Severity, check\n\n"
        '@check("any-group", on=Group, severity=Severity.LOW, since="0.1", remedy="none")\n'
        "def any_group(group, ctx):\n"
        '    """A group."""\n'
        "    yield ctx.finding(f'group `{group.name}` is there', at=group)\n",
        "utf-8",
    )
    assert main(["infra"]) == 0
    assert main(["infra", "--checks", "rules"]) == 1
    assert "any-group  infra/main.tf:1:1" in capsys.readouterr().out


def test_mistake_in_a_local_check_names_its_line(infra: Path, capsys: Capture) -> None:
    (infra / "main.tf").write_text(CLEAN, "utf-8")
    checks = infra.parent / "rules"
    checks.mkdir()
    (checks / "any.py").write_text(
        "from iac_scan.check import Group, Severity, check\n\n"
        '@check("any-group", on=Group, severity=Severity.LOW, since="0.1", remedy="none")\n'
        "def any_group(group, ctx):\n"
        '    """A group."""\n'
        "    yield ctx.finding(group.nmae, at=group)\n",
        "utf-8",
    )
    assert main(["infra", "--checks", "rules"]) == 2
    first, *rest = capsys.readouterr().err.splitlines()
    place = Path("rules", "any.py")
    assert first.startswith("iac-scan: error: the local check at `")
    assert f"{place}:6` failed" in first
    assert "nmae" in rest[-1]


class BrokenOutput(io.StringIO):
    """A standard output that fails in a way that nobody foresaw."""

    def write(self, text: str) -> int:
        raise RuntimeError(f"##[add-mask]{len(text)}")


def test_bug_is_said_to_be_one(
    infra: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    (infra / "main.tf").write_text(CLEAN, "utf-8")
    monkeypatch.setattr(sys, "stdout", BrokenOutput())
    assert main(["infra"]) == 70
    err = capsys.readouterr().err
    assert "internal error" in err
    assert "RuntimeError" in err
    assert "##[" not in err


def run_command(
    words: list[str], folder: Path, **environment: str
) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, "-m", "iac_scan", *words],
        cwd=folder,
        env={**os.environ, **environment},
        capture_output=True,
        check=False,
    )


@pytest.mark.parametrize("format", ["text", "json", "sarif"])
def test_output_does_not_hang_on_the_order_of_sets(format: str) -> None:
    root = Path(__file__).parent.parent
    outs = {
        run_command(["sample_iac", "-f", format], root, PYTHONHASHSEED=seed).stdout
        for seed in ("1", "2")
    }
    assert len(outs) == 1


@pytest.mark.parametrize("format", FORMATS)
def test_a_terminal_that_knows_ascii_alone_is_no_error(infra: Path, format: str) -> None:
    (infra / "main.tf").write_text(FLAGGED.replace('"deploy" {', '"déploy漢🔑" {'), "utf-8")
    done = run_command(["infra", "-f", format], infra.parent, PYTHONIOENCODING="ascii")
    assert b"Traceback" not in done.stderr
    assert done.stdout.isascii()


def test_a_reader_that_goes_away_is_no_error(infra: Path) -> None:
    (infra / "main.tf").write_text(FLAGGED, "utf-8")
    command = f"{sys.executable} -m iac_scan infra -f json | true; exit ${{PIPESTATUS[0]}}"
    done = subprocess.run(
        ["bash", "-c", command], cwd=infra.parent, capture_output=True, check=False
    )
    assert done.stderr == b""
    assert done.returncode == 1


HOSTILE = """\
# iac-scan: ignore[inline-user-policy] ##[add-mask]reason
resource "aws_iam_user" "ci" {
  name = "::set-output name=x::y"
}

resource "aws_iam_user_policy" "deploy" {
  name   = "##[add-mask]a | <script>`x` \\u001b[2J"
  user   = aws_iam_user.ci.name
  policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Action = "s3:GetObject", Resource = "arn:aws:s3:::x/*" }]
  })
}

provider "aws" {
  access_key = "AKIAJ7QXJ7QXJ7QXJ7QX"
  secret_key = "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"
}
"""


@pytest.mark.parametrize("format", FORMATS)
def test_hostile_code_is_harmless_and_its_secrets_stay(
    infra: Path, capsys: Capture, format: str
) -> None:
    (infra / "main.tf").write_text(HOSTILE, "utf-8")
    assert main(["infra", "-f", format]) == 1
    out, err = capsys.readouterr()
    assert err == ""
    for words in ("AKIAJ7QXJ7QX", "k7GdkVtXUtn", "##[", "\x1b"):
        assert words not in out
    commands = [line for line in out.splitlines() if line.lstrip().startswith("::")]
    assert all(
        line.startswith(("::error file=", "::warning file=", "::notice ")) for line in commands
    )
    assert (commands == []) is (format != "github")


@pytest.mark.parametrize("words", [["show", "infra"], ["show", "infra", "--format", "json"]])
def test_show_keeps_secrets_and_is_harmless(infra: Path, capsys: Capture, words: list[str]) -> None:
    text = HOSTILE.replace(
        'provider "aws"',
        'output "x" {\n  value = { a = "AKIAJ7QXJ7QXJ7QXJ7QX" }\n}\nprovider "aws"',
    )
    (infra / "main.tf").write_text(text, "utf-8")
    assert main(words) == 0
    out = capsys.readouterr().out
    for hidden in ("AKIAJ7QXJ7QX", "##[", "\x1b"):
        assert hidden not in out
    assert not any(line.lstrip().startswith("::") for line in out.splitlines())


def test_baseline_is_written_and_read(infra: Path, capsys: Capture) -> None:
    (infra / "main.tf").write_text(FLAGGED, "utf-8")
    assert main(["baseline", "infra"]) == 0
    assert "1 finding recorded in .iac-scan-baseline.json" in capsys.readouterr().out
    assert main(["infra", "--baseline", ".iac-scan-baseline.json"]) == 0
    assert "no findings; 1 in the baseline" in capsys.readouterr().out
    (infra.parent / ".iac-scan.toml").write_text('baseline = ".iac-scan-baseline.json"', "utf-8")
    assert main(["infra"]) == 0
    (infra / "main.tf").write_text(CLEAN, "utf-8")
    assert main(["infra"]) == 0
    out = capsys.readouterr().out
    assert "stale: 1 finding of the baseline no longer there" in out
    assert "  inline-user-policy: aws_iam_user.ci\n    infra/main.tf\n" in out


def test_known_finding_stays_in_sarif_and_is_called_unchanged(infra: Path, capsys: Capture) -> None:
    (infra / "main.tf").write_text(FLAGGED, "utf-8")
    main(["baseline", "infra", "-o", "known.json"])
    capsys.readouterr()
    assert main(["infra", "--baseline", "known.json", "-f", "sarif"]) == 0
    (result,) = json.loads(capsys.readouterr().out)["runs"][0]["results"]
    assert result["baselineState"] == "unchanged"


def test_baseline_of_what_cannot_be_read_is_not_written(infra: Path, capsys: Capture) -> None:
    (infra / "main.tf").write_text(BROKEN, "utf-8")
    assert main(["baseline", "infra"]) == 2
    assert "infra/main.tf" in capsys.readouterr().err
    assert not (infra.parent / ".iac-scan-baseline.json").exists()


def test_changed_files_limit_what_is_reported_alone(infra: Path, capsys: Capture) -> None:
    user, policy = FLAGGED.split("\n\n")
    (infra / "user.tf").write_text(user, "utf-8")
    (infra / "policy.tf").write_text(policy, "utf-8")
    assert main(["infra", "--changed", "infra/user.tf"]) == 0
    assert "no findings; 1 in files that are not among the changed" in capsys.readouterr().out
    assert main(["infra", "--changed", "infra/policy.tf", "infra/gone.tf"]) == 1
    assert main(["infra", "--changed"]) == 0
    assert main([".", "--changed", "infra"]) == 1
    assert main([".", "--changed", "inf"]) == 0
    assert main(["infra", "-f", "sarif", "--changed", "infra/policy.tf"]) == 2
    assert "closes the alerts" in capsys.readouterr().err


def test_suppressed_findings_are_listed_when_asked_for(infra: Path, capsys: Capture) -> None:
    comment = "# iac-scan: ignore[inline-user-policy] replaced in spring\n"
    (infra / "main.tf").write_text(
        FLAGGED.replace('resource "aws_iam_user_', comment + 'resource "aws_iam_user_'), "utf-8"
    )
    assert main(["infra", "-f", "sarif"]) == 0
    assert json.loads(capsys.readouterr().out)["runs"][0]["results"] == []
    assert main(["infra", "-f", "sarif", "--show-suppressed"]) == 0
    (result,) = json.loads(capsys.readouterr().out)["runs"][0]["results"]
    assert result["suppressions"][0]["justification"] == "replaced in spring"
    assert main(["infra", "--show-suppressed"]) == 0
    assert "reason: replaced in spring" in capsys.readouterr().out


def test_report_that_does_not_fit_on_the_disk_leaves_the_old_one(infra: Path) -> None:
    (infra / "main.tf").write_text(FLAGGED, "utf-8")
    (infra.parent / "out.json").write_text("old", "utf-8")
    code = (
        "import resource, sys\nfrom iac_scan.cli import main\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))\n"
        "sys.exit(main(['infra', '-q', '-o', 'json=out.json']))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=infra.parent, capture_output=True, text=True, check=False
    )
    assert done.returncode == 2
    assert done.stderr == "iac-scan: error: cannot write `out.json`: file too large\n"
    assert (infra.parent / "out.json").read_text("utf-8") == "old"
    names = sorted(path.name for path in infra.parent.iterdir())
    assert names == [".git", "infra", "out.json"]


def test_terraform_file_stands_for_its_module(infra: Path, capsys: Capture) -> None:
    user, policy = FLAGGED.split("\n\n")
    (infra / "user.tf").write_text(user, "utf-8")
    (infra / "policy.tf").write_text(policy, "utf-8")
    assert main(["infra/user.tf", "-f", "concise"]) == 1
    assert capsys.readouterr().out.startswith("infra/policy.tf:1:1: medium inline-user-policy")


def test_finding_whose_suppression_goes_is_not_in_the_baseline(
    infra: Path, capsys: Capture
) -> None:
    comment = "# iac-scan: ignore[inline-user-policy] replaced in spring\n"
    user, policy = FLAGGED.split("\n\n")
    (infra / "main.tf").write_text(f"{user}\n\n{comment}{policy}", "utf-8")
    assert main(["baseline", "infra"]) == 0
    assert "0 findings recorded" in capsys.readouterr().out
    assert main(["infra", "--baseline", ".iac-scan-baseline.json"]) == 0
    (infra / "main.tf").write_text(FLAGGED, "utf-8")
    assert main(["infra", "--baseline", ".iac-scan-baseline.json"]) == 1


def test_interrupted_scan_ends_as_a_shell_expects_and_writes_nothing(
    infra: Path, capsys: Capture
) -> None:
    (infra / "main.tf").write_text(CLEAN, "utf-8")
    checks = infra.parent / "rules"
    checks.mkdir()
    (checks / "any.py").write_text(
        "import os, signal\n"
        "from iac_scan.check import Group, Severity, check\n\n"
        '@check("any-group", on=Group, severity=Severity.LOW, since="0.1", remedy="none")\n'
        "def any_group(group, ctx):\n"
        '    """A group."""\n'
        "    signal.signal(signal.SIGINT, signal.default_int_handler)\n"
        "    os.kill(os.getpid(), signal.SIGINT)\n"
        "    yield from ()\n",
        "utf-8",
    )
    assert main(["infra", "--checks", "rules", "-o", "json=out.json"]) == 130
    assert capsys.readouterr() == ("", "")
    assert not (infra.parent / "out.json").exists()


def test_full_disk_behind_standard_output_is_said(infra: Path) -> None:
    (infra / "main.tf").write_text(FLAGGED, "utf-8")
    with Path("/dev/full").open("w", encoding="utf-8") as full:
        done = subprocess.run(
            [sys.executable, "-m", "iac_scan", str(infra)],
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
        )
    assert done.returncode == 2
    assert done.stderr == (
        "iac-scan: error: cannot write to standard output: no space left on device\n"
    )
