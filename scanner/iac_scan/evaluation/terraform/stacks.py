"""Stacks of CloudFormation that Terraform code deploys: which of their templates nobody reads.

Templates are evaluated by themselves, wherever they stand; the two languages meet in the graph.
Source: https://github.com/hashicorp/terraform-provider-aws/blob/main/website/docs/r/cloudformation_stack.html.markdown
and the same of cloudformation_stack_set.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from posixpath import basename

from iac_scan.evaluation.result import Evaluation, Mode, Resource
from iac_scan.sources.diagnostics import Gap, GapKind, each_once
from iac_scan.sources.span import Span
from iac_scan.values import Known, Text, Truth, Value, is_null_or_absent, options_of, show

_TYPES = frozenset({"aws_cloudformation_stack", "aws_cloudformation_stack_set"})


def gaps_of_stacks(evaluation: Evaluation, templates: Iterable[str]) -> Evaluation:
    """Return a gap for each stack whose template is read nowhere, or read without its parameters.

    `templates` are the files that are evaluated as templates by themselves.
    """
    scanned = frozenset(templates)
    return Evaluation(
        gaps=each_once(
            gap
            for resource in evaluation.resources
            if resource.type in _TYPES and resource.mode is Mode.MANAGED
            for gap in _gaps(resource, scanned)
        )
    )


def _gaps(resource: Resource, scanned: frozenset[str]) -> Iterator[Gap]:
    address = f"`{resource.key.address}`"
    body, url = resource.values.get("template_body"), resource.values.get("template_url")
    if not all(_is_file_among(option, scanned) for option in options_of(body)):
        message = f"the template in `template_body` of {address} is not read"
        help_text = "write the template in a file of its own, and give it with `file`"
        yield _gap(message, resource.span, help_text)
    elif not all(_is_named_among(option, scanned) for option in options_of(url)):
        message = f"the template `{show(url)[:250]}` of {address} is not read"
        yield _gap(message, resource.span, "scan that template, too")
    elif is_null_or_absent(resource.values.get("parameters")) is not Truth.YES:
        message = f"the template of {address} is read without the parameters that are given to it"
        yield _gap(message, resource.span, "`--parameters` gives a template values")


def _gap(message: str, span: Span, help_text: str) -> Gap:
    return Gap(GapKind.MODULE, message, span, help_text)


def _is_file_among(body: Value, scanned: frozenset[str]) -> bool:
    """Tell whether a text is all of a file that is evaluated as a template."""
    match body:
        case Known(layout=layout) | Text(layout=layout):
            paths = {piece.span.path for piece in layout} or {body.origin.span.path}
            return paths <= scanned
        case _:
            return is_null_or_absent(body) is Truth.YES


def _is_named_among(url: Value, scanned: frozenset[str]) -> bool:
    """Tell whether a template of the last name in a URL is evaluated."""
    match url:
        case Known(value=str() as text):
            return basename(text.split("?")[0]) in {basename(path) for path in scanned}
        case _:
            return is_null_or_absent(url) is Truth.YES
