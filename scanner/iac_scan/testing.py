"""Running the page of a check as its test: each example is scanned, each expectation compared.

For the authors of checks, in this project and elsewhere. How a page is laid out is checked by the
tests of the project that owns it.

    def test_the_page_holds() -> None:
        run_page(Path("checks/pages/my-check.md"), check_dirs=[Path("checks")])

In a fenced block of a page, `# expect: my-check` at the end of a line is a finding that must start
on that line, `# expect: my-check possible` one that is only possible, `# undecided: my-check` a
question that must be asked there. On a line of its own the comment speaks of the next line. Any
finding or question beyond these, from any check, is a failure.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TypeAlias

from iac_scan.findings.finding import Certainty
from iac_scan.findings.report import Report
from iac_scan.options import Options
from iac_scan.pipeline import scan

_FILES = {
    "hcl": "main.tf",
    "terraform": "main.tf",
    "yaml": "template.yaml",
    "json": "template.json",
}
"""The file that a fenced block becomes, by the word after its fence; other blocks are prose."""

_FENCE = re.compile(r"^```(\w*)\s*$")
_EXPECTATION = re.compile(r"#\s*(expect|undecided):\s*([a-z0-9-]+)(\s+possible)?\s*$")

_Outcome: TypeAlias = tuple[int, str, str]
"""A line of an example, the id of a check, and `certain`, `possible` or `undecided`."""


@dataclass(frozen=True, slots=True)
class Example:
    """One fenced block of a page."""

    heading: str
    """The second-level heading that it stands under: `Flagged`."""
    file: str
    """The name of the file that it is scanned as."""
    text: str
    """What is between the fences."""
    line: int
    """The line of the page that holds its first line, from 1."""


def examples(page: str) -> tuple[Example, ...]:
    """Return the examples of a page, in order."""
    return tuple(_examples(page))


def run_page(page: Path, check_dirs: Iterable[Path] = ()) -> None:
    """Scan every example of a page and compare what is found with what the page expects.

    Errors: AssertionError that names each line of the page that does not hold.
    """
    failures = [
        f"{page}:{failure}"
        for example in examples(page.read_text(encoding="utf-8"))
        for failure in _failures(example, tuple(check_dirs))
    ]
    assert not failures, "\n".join(["the page does not hold", *failures])


def scan_example(example: Example, check_dirs: Iterable[Path] = ()) -> Report:
    """Return what a scan of an example alone reports, by all checks."""
    with TemporaryDirectory(prefix="iac-scan-") as folder:
        Path(folder, example.file).write_text(example.text, encoding="utf-8")
        return scan(Options(paths=(Path(folder),), check_dirs=tuple(check_dirs), gitignore=False))


def _examples(page: str) -> Iterator[Example]:
    """Yield every fenced block that is code of a known language."""
    heading = ""
    file: str | None = None
    block: list[str] | None = None
    for number, line in enumerate(page.splitlines(), start=1):
        fence = _FENCE.match(line)
        if fence is None:
            if block is not None:
                block.append(line)
            elif line.startswith("## "):
                heading = line.removeprefix("## ").strip()
        elif block is None:
            file, block = _FILES.get(fence[1]), []
        else:
            if file is not None:
                text = "".join(f"{item}\n" for item in block)
                yield Example(heading, file, text, number - len(block))
            block = None


def _failures(example: Example, check_dirs: tuple[Path, ...]) -> Iterator[str]:
    """Yield what does not hold, each beginning with a line of the page."""
    report = scan_example(example, check_dirs)
    for error in report.errors:
        yield f"{example.line + error.span.start_line - 1}: {error.message}"
    expected, found = Counter(_expected(example)), Counter(_found(report))
    for line, check, outcome in sorted(expected - found):
        yield f"{example.line + line - 1}: expected `{check}` ({outcome}), found nothing"
    for line, check, outcome in sorted(found - expected):
        yield f"{example.line + line - 1}: found `{check}` ({outcome}), expected nothing"


def _expected(example: Example) -> Iterator[_Outcome]:
    """Yield what the comments of an example say."""
    above: list[tuple[str, str]] = []
    for number, line in enumerate(example.text.splitlines(), start=1):
        outcomes = above
        if match := _EXPECTATION.search(line):
            certainty = Certainty.POSSIBLE if match[3] else Certainty.CERTAIN
            outcome = "undecided" if match[1] == "undecided" else certainty.value
            outcomes = [*above, (match[2], outcome)]
            if line[: match.start()].strip() == "":
                above = outcomes
                continue
        yield from ((number, *outcome) for outcome in outcomes)
        above = []


def _found(report: Report) -> Iterator[_Outcome]:
    """Yield what a scan says."""
    for finding in report.active:
        yield finding.span.start_line, finding.check, finding.certainty.value
    for question in report.undecided:
        yield question.span.start_line, question.check, "undecided"
