"""Functions that providers bring: those of the AWS provider.

Source: https://github.com/hashicorp/terraform-provider-aws/blob/main/website/docs/functions/arn_parse.
"""

from __future__ import annotations

from iac_scan.evaluation.functions import holes
from iac_scan.evaluation.functions.call import Call, Doubt, Failure, Function, Result
from iac_scan.evaluation.functions.types import Primitive
from iac_scan.evaluation.functions.unknowns import parts_of
from iac_scan.values import Mapping, MappingKind, Unknown, Value, join_text

_PAGES = "https://github.com/hashicorp/terraform-provider-aws/blob/main/website/docs/functions/"
_FIELDS = ("partition", "service", "region", "account_id", "resource")


def _arn_parse(call: Call) -> Result:
    value = call.arguments[0]
    if isinstance(value, Unknown):
        return call.unknown(value)
    fields, rest = holes.split_at_most(parts_of(value), ":", 5)
    if rest is None:
        return call.unknown(value)
    if len(fields) < 5 or fields[0] != ("arn",):
        return Failure("expected an ARN")
    entries: dict[str, Value] = {
        name: join_text(field, value.origin)
        for name, field in zip(_FIELDS, (*fields[1:], rest), strict=True)
    }
    ordered = {name: entries[name] for name in sorted(entries)}
    return Mapping(ordered, call.site.origin, MappingKind.OBJECT)


def _arn_build(call: Call) -> Result:
    parts: list[str | Unknown] = ["arn"]
    for index in range(len(_FIELDS)):
        parts += (":", *call.parts(index))
    return call.text(tuple(parts))


def _trim_iam_role_path(call: Call) -> Result:
    value = call.arguments[0]
    if isinstance(value, Unknown):
        return call.unknown(value)
    fields, rest = holes.split_at_most(parts_of(value), ":", 5)
    if rest is None:
        return call.unknown(value)
    if len(fields) < 5 or fields[0] != ("arn",) or fields[2] != ("iam",):
        return Failure("expected the ARN of a role")
    kind = rest[0]
    if not isinstance(kind, str) or not kind.startswith("role/"):
        return Failure("expected the ARN of a role")
    names, gap = holes.split(rest, "/")
    if gap is not None:
        return call.unknown(value)
    head: list[str | Unknown] = []
    for field in fields:
        head += (*field, ":")
    return call.text((*head, "role/", *names[-1]))


_STRING = Primitive.STRING

ROWS: tuple[Function, ...] = (
    Function(
        "provider::aws::arn_build",
        _arn_build,
        (_STRING,) * len(_FIELDS),
        doubt=Doubt.PARTIAL,
        page=_PAGES + "arn_build",
    ),
    Function(
        "provider::aws::arn_parse",
        _arn_parse,
        (_STRING,),
        doubt=Doubt.PARTIAL,
        page=_PAGES + "arn_parse",
    ),
    Function(
        "provider::aws::trim_iam_role_path",
        _trim_iam_role_path,
        (_STRING,),
        doubt=Doubt.PARTIAL,
        page=_PAGES + "trim_iam_role_path",
    ),
)
"""Shape: sorted by name."""
