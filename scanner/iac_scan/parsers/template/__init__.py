"""CloudFormation templates, YAML or JSON, as located trees with the short forms spelled out.

What a template describes is not known here; see `iac_scan.evaluation.cloudformation`.
"""

from __future__ import annotations

from iac_scan.parsers.template.tree import TemplateFile
from iac_scan.sources.bounds import Bounds
from iac_scan.sources.diagnostics import Diagnostic
from iac_scan.sources.document import Document

__all__ = ["TemplateFile", "parse"]


def parse(
    document: Document, bounds: Bounds
) -> tuple[tuple[TemplateFile, ...], tuple[Diagnostic, ...]]:
    """Return the tree of each document in a file, and what is wrong with the file.

    Errors: a file that breaks off yields what could be read before that, and an ERROR.
    """
    # A scan without templates must not pay for the YAML library, and `tree` is used without it.
    from iac_scan.parsers.template.read import read_template  # noqa: PLC0415

    return read_template(document, bounds)
