"""What each command of `iac-scan` does: `scan`, `show`, `access`, `baseline` and the rest.

How something is printed or written is `output`. Nothing is imported before it is needed: a
command pays for what it uses alone.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from contextlib import nullcontext
from enum import IntEnum
from typing import TYPE_CHECKING

from iac_scan.errors import UsageError
from iac_scan.output import complain, is_colored, print_lines, print_text, write_file

if TYPE_CHECKING:
    from argparse import Namespace
    from pathlib import Path

    from iac_scan.findings.baseline import Baseline
    from iac_scan.findings.report import Report
    from iac_scan.findings.rule import Rule, Severity
    from iac_scan.options import Options
    from iac_scan.sources.diagnostics import Gap


class Exit(IntEnum):
    """What the exit code says; the same for every format."""

    CLEAN = 0
    """No finding at or above `--fail-on`."""
    FINDINGS = 1
    """Findings at or above `--fail-on`."""
    NOT_DONE = 2
    """The job could not be done; wins over FINDINGS."""
    INTERNAL = 70
    """A bug in this package. Source: sysexits.h, EX_SOFTWARE."""
    INTERRUPTED = 130
    """Ctrl-C, as a shell counts it."""


def perform(arguments: Namespace) -> int:
    """Do what the command line asks for and return the exit code."""
    if arguments.command is None:
        return _completions(arguments.completions)
    commands = {
        "scan": _scan,
        "show": _show,
        "access": _access,
        "baseline": _baseline,
        "init": _init,
        "checks": _checks,
        "explain": _explain,
    }
    return commands[arguments.command](arguments)


def _scan(arguments: Namespace) -> int:
    """Scan, write every report that is asked for, and tell how it went."""
    from iac_scan import settings as meaning  # noqa: PLC0415
    from iac_scan.reporters import Format, renderer  # noqa: PLC0415

    config = meaning.config(arguments)
    options = meaning.options(arguments, config, _known(arguments.baseline or config.baseline))
    format = meaning.choice(Format, arguments.format, "format", arguments.formats)
    color = meaning.choice(meaning.Color, arguments.color, "word for --color")
    files = meaning.outputs(arguments.output)
    fail_on = meaning.fail_on(arguments.fail_on, config)
    strict = bool(config.strict if arguments.strict is None else arguments.strict)
    meaning.refuse_partial_sarif(options, (format, *(file_format for file_format, _ in files)))
    report = _work(options, quiet=arguments.quiet)
    for file_format, path in files:
        write_file(path, renderer(file_format)(report))
    if not arguments.quiet:
        if format is Format.TEXT:
            from iac_scan.reporters.text import lines  # noqa: PLC0415

            print_lines(lambda room: lines(report, room), color)
        else:
            print_text(renderer(format)(report))
    _tell(report, told=format is Format.TEXT and not arguments.quiet, strict=strict)
    return exit_code(report, fail_on, strict=strict)


def _work(options: Options, *, quiet: bool) -> Report:
    """Scan, and show on a terminal that a long scan is at work."""
    from iac_scan.progress import progress  # noqa: PLC0415

    with progress(sys.stderr) if not quiet else nullcontext():
        from iac_scan.pipeline import scan  # noqa: PLC0415

        return scan(options)


def _known(file: Path | None) -> Baseline | None:
    """Return the baseline in a file, or None where there is none."""
    if file is None:
        return None
    from iac_scan.findings.baseline import read  # noqa: PLC0415

    try:
        return read(file.read_text(encoding="utf-8"), file.name)
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(
            f"cannot read the baseline `{file}`", help="`iac-scan baseline` writes one"
        ) from error


def exit_code(report: Report, fail_on: Severity | None, *, strict: bool) -> Exit:
    """Return the exit code of a report, whatever it is written as."""
    if report.errors or not report.files or (strict and not report.complete):
        return Exit.NOT_DONE
    if fail_on is not None and any(fail_on <= finding.severity for finding in report.active):
        return Exit.FINDINGS
    return Exit.CLEAN


def _tell(report: Report, *, told: bool, strict: bool) -> None:
    """Say on standard error why the job could not be done, as far as no report has said it."""
    from iac_scan.reporters.words import missing, place, shown  # noqa: PLC0415

    if not told:
        for item in report.errors:
            complain(f"{place(item.span)}: {shown(item.message)}", item.help)
        if report.limits:
            limits = shown("; ".join(report.limits))
            sys.stderr.write(f"iac-scan: note: {shown(report.config)} {limits}\n")
    if not report.files and not report.errors:
        _nothing_read("scan", report.gaps)
    elif strict and not report.complete:
        complain(f"the scan is incomplete: {', '.join(missing(report))}", None)


def _nothing_read(word: str, gaps: Sequence[Gap]) -> None:
    """Say why there is nothing to do: what was found and passed over, or that nothing was."""
    from iac_scan.reporters.words import shown  # noqa: PLC0415

    if gaps:
        complain(f"nothing was read: {shown(gaps[0].message)}", gaps[0].help)
    else:
        complain(
            f"nothing to {word}: no Terraform or CloudFormation file was found",
            "name the folder that holds them; --no-gitignore reads ignored files, too",
        )


def _show(arguments: Namespace) -> int:
    """Print what evaluation makes of the code."""
    from iac_scan import settings as meaning  # noqa: PLC0415
    from iac_scan.reporters import Format  # noqa: PLC0415

    options = meaning.options(arguments, meaning.config(arguments), None)
    format = meaning.choice(Format, arguments.format, "format", arguments.formats)

    from iac_scan.pipeline import evaluate  # noqa: PLC0415
    from iac_scan.show import as_json, lines  # noqa: PLC0415
    from iac_scan.sources.diagnostics import Level  # noqa: PLC0415
    from iac_scan.sources.tree import SourceTree  # noqa: PLC0415

    evaluation = evaluate(SourceTree.open(options.paths, options.bounds), options)
    if format is Format.JSON:
        print_text(as_json(evaluation))
    else:
        print_lines(lambda room: lines(evaluation, room), meaning.Color.AUTO)
    if not evaluation.files:
        _nothing_read("show", evaluation.gaps)
        return Exit.NOT_DONE
    unread = any(item.level is Level.ERROR for item in evaluation.diagnostics)
    return Exit.NOT_DONE if unread else Exit.CLEAN


def _access(arguments: Namespace) -> int:
    """Print what each principal may do, all policies together."""
    from iac_scan import settings as meaning  # noqa: PLC0415
    from iac_scan.reporters import Format  # noqa: PLC0415

    options = meaning.options(arguments, meaning.config(arguments), None)
    format = meaning.choice(Format, arguments.format, "format", arguments.formats)

    from iac_scan.access import as_json, as_lines, survey  # noqa: PLC0415
    from iac_scan.pipeline import evaluate, link  # noqa: PLC0415
    from iac_scan.sources.diagnostics import Level  # noqa: PLC0415
    from iac_scan.sources.tree import SourceTree  # noqa: PLC0415

    evaluation = evaluate(SourceTree.open(options.paths, options.bounds), options)
    graph = link(evaluation)
    gaps = (*evaluation.gaps, *graph.gaps)
    found = survey(graph)
    if format is Format.JSON:
        print_text(as_json(found, gaps))
    else:
        print_lines(lambda room: as_lines(found, gaps, room), meaning.Color.AUTO)
    if not evaluation.files:
        _nothing_read("read", gaps)
        return Exit.NOT_DONE
    errors = [item for item in evaluation.diagnostics if item.level is Level.ERROR]
    for item in errors:
        complain(f"{item.span.path}:{item.span.start_line}: {item.message}", item.help)
    return Exit.NOT_DONE if errors else Exit.CLEAN


def _baseline(arguments: Namespace) -> int:
    """Record the findings of a scan that read everything."""
    from pathlib import Path  # noqa: PLC0415

    from iac_scan import settings as meaning  # noqa: PLC0415
    from iac_scan.arguments import BASELINE  # noqa: PLC0415
    from iac_scan.findings.baseline import record  # noqa: PLC0415
    from iac_scan.reporters.words import count  # noqa: PLC0415

    report = _work(meaning.options(arguments, meaning.config(arguments), None), quiet=False)
    _tell(report, told=False, strict=False)
    if exit_code(report, None, strict=False) is not Exit.CLEAN:
        return Exit.NOT_DONE
    path = arguments.output or Path(BASELINE)
    write_file(path, record(report.standing))
    print_text(f"{count(len(report.standing), 'finding')} recorded in {path}\n")
    return Exit.CLEAN


def _init(arguments: Namespace) -> int:
    """Write a configuration file that explains itself; never over one that is there."""
    from iac_scan.config import NAME, example  # noqa: PLC0415

    if not arguments.folder.is_dir():
        raise UsageError(f"there is no folder `{arguments.folder}`")
    path = arguments.folder / NAME
    if os.path.lexists(path):
        raise UsageError(f"`{path}` is there already")
    write_file(path, example())
    print_text(f"{path} written; every line is a comment until you want it\n")
    return Exit.CLEAN


def _completions(word: str) -> int:
    """Print the script that lets a shell complete our words."""
    from iac_scan import completions, settings  # noqa: PLC0415
    from iac_scan.arguments import COMMANDS, parsers  # noqa: PLC0415

    shell = settings.choice(completions.Shell, word, "shell")
    print_text(completions.script(shell, COMMANDS, parsers()[1]))
    return Exit.CLEAN


def _checks(arguments: Namespace) -> int:
    """List the checks."""
    from iac_scan import settings as meaning  # noqa: PLC0415
    from iac_scan.reporters import Format  # noqa: PLC0415
    from iac_scan.reporters.rules import as_json, lines  # noqa: PLC0415

    format = meaning.choice(Format, arguments.format, "format", arguments.formats)
    rules = _rules(arguments.check_dirs)
    if format is Format.JSON:
        print_text(as_json(rules))
    else:
        print_lines(lambda room: lines(rules, room), meaning.Color.AUTO)
    return Exit.CLEAN


def _explain(arguments: Namespace) -> int:
    """Print the page of a check."""
    from iac_scan.suggest import did_you_mean  # noqa: PLC0415

    rules = _rules(arguments.check_dirs)
    found = [rule for rule in rules if arguments.id in (rule.id, *rule.aliases)]
    if not found:
        names = [name for rule in rules for name in (rule.id, *rule.aliases)]
        hint = did_you_mean(arguments.id, names, "`iac-scan checks` lists them")
        raise UsageError(f"unknown check `{arguments.id}`", help=hint)
    from iac_scan.reporters.rules import page  # noqa: PLC0415
    from iac_scan.settings import Color  # noqa: PLC0415

    text = "\n".join(page(rule) for rule in found)
    if is_colored(Color.AUTO):
        from iac_scan.reporters.terminal import render_page  # noqa: PLC0415

        text = render_page(text, sys.stdout)
    print_text(text)
    return Exit.CLEAN


def _rules(check_dirs: Sequence[Path]) -> tuple[Rule, ...]:
    """Return every rule that a report may name, sorted by id."""
    from iac_scan import catalog  # noqa: PLC0415
    from iac_scan.findings.notices import NOTICES  # noqa: PLC0415

    checks = (catalog.rule(check) for check in catalog.load((), (), check_dirs))
    return tuple(sorted((*checks, *(notice.rule for notice in NOTICES)), key=lambda rule: rule.id))
