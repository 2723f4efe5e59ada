"""Data sources that compute where terraform runs: template_file, local_file, null_data_source.

What others read of AWS is in `data`.
Source: the documentation in the repositories terraform-provider-template, terraform-provider-local
and terraform-provider-null of hashicorp: docs/data-sources/file.md, file.md and data_source.md.
"""

from __future__ import annotations

from dataclasses import replace

from iac_scan.evaluation.functions.convert import ConversionProblem, convert
from iac_scan.evaluation.functions.table import call
from iac_scan.evaluation.functions.types import CollectionKind, CollectionType, Primitive
from iac_scan.evaluation.terraform.calls import call_site
from iac_scan.evaluation.terraform.scope import Attempt, Scope
from iac_scan.values import Absent, Mapping, Reason, Truth, Unknown, Value, is_null_or_absent

_STRINGS = CollectionType(CollectionKind.MAP, Primitive.STRING)


def complete_local(type: str, values: Mapping, scope: Scope) -> Mapping:
    """Return the arguments of a data source of the type with what it computes."""
    match type:
        case "template_file":
            found = {"rendered": _rendered(values, scope)}
        case "local_file":
            found = {"content": _content(values, scope)}
        case _:
            inputs = values.get("inputs")
            found = {} if isinstance(inputs, Absent) else {"outputs": inputs}
    return replace(values, entries={**values.entries, **found})


def _content(values: Mapping, scope: Scope) -> Value:
    """Return the text of a file; what is no text is something else there, and nothing is wrong."""
    attempt = Attempt()
    content = _called("file", (values.get("filename"),), values, scope.trying(attempt))
    if not attempt.failures:
        return content
    return Unknown(Reason.DATA, attempt.failures[0].message, values.origin)


def _rendered(values: Mapping, scope: Scope) -> Value:
    """Return a template with its variables, all of which are strings."""
    given = values.get("vars")
    if is_null_or_absent(given) is Truth.YES:
        given = Mapping({}, values.origin)
    variables = convert(given, _STRINGS)
    if isinstance(variables, ConversionProblem):
        return scope.wrong(variables.message, variables.origin.span)
    return _called("templatestring", (values.get("template"), variables), values, scope)


def _called(name: str, arguments: tuple[Value, ...], values: Mapping, scope: Scope) -> Value:
    from iac_scan.evaluation.terraform.expressions import evaluate  # noqa: PLC0415

    return call(name, arguments, call_site("template_file", values.origin.span, scope, evaluate))
