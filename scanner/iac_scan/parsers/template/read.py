"""A template file as trees, whether it is written in YAML or in JSON.

Reading YAML is `compose`; reading JSON is `iac_scan.parsers.json`.
"""

from __future__ import annotations

from iac_scan.parsers.json import parse_json_document
from iac_scan.parsers.numbers import read_written
from iac_scan.parsers.template.compose import compose
from iac_scan.parsers.template.frames import without_duplicates
from iac_scan.parsers.template.tree import TemplateFile
from iac_scan.sources.bounds import Bounds
from iac_scan.sources.diagnostics import Diagnostic
from iac_scan.sources.document import Document


def read_template(
    document: Document, bounds: Bounds
) -> tuple[tuple[TemplateFile, ...], tuple[Diagnostic, ...]]:
    """Return the tree of each document in a file, and what is wrong with the file.

    A text that begins with a brace is JSON, or else YAML in flow style.
    Errors: a file that breaks off yields what could be read before that, and an ERROR.
    """
    if document.text.lstrip()[:1] != "{":
        return compose(document, bounds)
    root, problems = parse_json_document(document, bounds, read_written)
    if root is not None:
        root, duplicates = without_duplicates(root)
        return (TemplateFile(document.path, root),), (*problems, *duplicates)
    if document.path.endswith((".json", ".template")):
        return (), problems
    return compose(document, bounds)
