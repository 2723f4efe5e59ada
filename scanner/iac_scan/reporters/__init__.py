"""How a report is written out: one pure function of a `Report` for each format.

Where the text goes is not known here; see `iac_scan.commands`.
"""

from __future__ import annotations

from collections.abc import Callable
from enum import Enum
from importlib import import_module
from typing import TYPE_CHECKING, cast

if TYPE_CHECKING:
    from iac_scan.findings.report import Report


class Format(Enum):
    """The formats, by the name that the command line knows them by."""

    TEXT = "text"
    CONCISE = "concise"
    JSON = "json"
    SARIF = "sarif"
    GITHUB = "github"
    MARKDOWN = "markdown"
    JUNIT = "junit"
    GITLAB = "gitlab"
    HTML = "html"


_MODULES = {
    Format.TEXT: "text",
    Format.CONCISE: "concise",
    Format.JSON: "json_report",
    Format.SARIF: "sarif",
    Format.GITHUB: "github",
    Format.MARKDOWN: "markdown",
    Format.JUNIT: "junit",
    Format.GITLAB: "gitlab",
    Format.HTML: "html_report",
}


def renderer(format: Format) -> Callable[[Report], str]:
    """Return the function that writes a report in a format; loads only what it needs.

    What it returns ends with a line end unless it is empty.
    """
    module = import_module(f"iac_scan.reporters.{_MODULES[format]}")
    return cast("Callable[[Report], str]", module.render)
