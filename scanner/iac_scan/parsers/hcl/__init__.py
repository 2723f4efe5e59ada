"""HCL and its JSON form to one syntax tree.

Nothing is evaluated here, and no attribute has a meaning; see `iac_scan.evaluation.terraform`.
"""

from __future__ import annotations

from iac_scan.parsers.hcl.bodies import file_body
from iac_scan.parsers.hcl.expressions import expression
from iac_scan.parsers.hcl.scanner import HclError, Scanner
from iac_scan.parsers.hcl.syntax import File, Template
from iac_scan.parsers.hcl.templates import bare
from iac_scan.parsers.positions import Positions, spans_within
from iac_scan.sources.bounds import Bounds
from iac_scan.sources.diagnostics import Diagnostic, Level
from iac_scan.sources.document import Document
from iac_scan.sources.span import Origin

__all__ = ["parse", "parse_json", "parse_template"]


def parse(document: Document, bounds: Bounds) -> tuple[File, tuple[Diagnostic, ...]]:
    """Return the tree of a `.tf` file.

    Errors: one diagnostic for each statement that cannot be read; all others are in the tree,
    and so is an attribute with a readable name, its value then `Unreadable`.
    """
    scanner = Scanner(document.text, Positions.of(document).span, bounds.depth)
    body = file_body(scanner)
    comments = tuple(scanner.comments[start] for start in sorted(scanner.comments))
    return File(document.path, body, comments), tuple(scanner.diagnostics)


def parse_json(document: Document, bounds: Bounds) -> tuple[File, tuple[Diagnostic, ...]]:
    """Return the tree of a `.tf.json` file; see `json_form` for what is a block in it.

    Errors: one diagnostic for text that is not JSON, one for each value that cannot be what it
    stands for.
    """
    from iac_scan.parsers.hcl import json_form  # noqa: PLC0415 - few projects have such files

    return json_form.parse_json(document, bounds)


def parse_template(
    text: str, origin: Origin, bounds: Bounds
) -> tuple[Template, tuple[Diagnostic, ...]]:
    """Return the tree of a text that is a template though no quotes stand around it.

    The spans are exact when `origin` is a stretch of a file that holds the very text, else the
    span of `origin` throughout.
    Errors: one diagnostic at the first place that cannot be read; the template is then empty.
    """
    scanner = Scanner(text, spans_within(text, origin.span), bounds.depth)
    try:
        parts = bare(scanner, expression)
    except HclError as error:
        return Template((), origin.span), (*scanner.diagnostics, error.diagnostic)
    except RecursionError:
        message = f"nested more than {bounds.depth} levels deep"
        return Template((), origin.span), (Diagnostic(Level.ERROR, message, origin.span),)
    return Template(parts, origin.span), tuple(scanner.diagnostics)
