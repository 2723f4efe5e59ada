"""Functions that providers bring: those of the AWS provider.

Source: https://github.com/hashicorp/terraform-provider-aws/tree/main/website/docs/functions and the
provider's tests of them in internal/function (2026-11-26).
"""

from __future__ import annotations

from iac_scan.evaluation.functions import holes
from iac_scan.evaluation.functions.call import Call, Doubt, Failure, Function, Result
from iac_scan.evaluation.functions.types import Primitive
from iac_scan.evaluation.functions.unknowns import parts_of
from iac_scan.values import Mapping, MappingKind, Unknown, Value, join_text

_PAGES = "https://github.com/hashicorp/terraform-provider-aws/blob/main/website/docs/functions/"
_FIELDS = ("partition", "service", "region", "account_id", "resource")


def _sections(call: Call) -> list[holes.Parts] | Result:
    """Return the six sections of the argument, or why it is no ARN or unknown which they are."""
    value = call.arguments[0]
    if isinstance(value, Unknown):
        return call.unknown(value)
    parts = parts_of(value)
    if holes.starts_with(parts, "arn:") is False:
        return Failure("expected an ARN, which begins with `arn:`")
    sections, rest = holes.split_at_most(parts, ":", 5)
    if rest is None:
        return call.unknown(value)
    if len(sections) < 5:
        return Failure(f"expected an ARN of six sections, got {len(sections) + 1}")
    return [*sections, rest]


def _arn_parse(call: Call) -> Result:
    sections = _sections(call)
    if not isinstance(sections, list):
        return sections
    origin = call.arguments[0].origin
    named = sorted(zip(_FIELDS, sections[1:], strict=True))
    entries: dict[str, Value] = {name: join_text(section, origin) for name, section in named}
    return Mapping(entries, call.site.origin, MappingKind.OBJECT)


def _arn_build(call: Call) -> Result:
    parts: list[str | Unknown] = ["arn"]
    for index in range(len(_FIELDS)):
        parts += (":", *call.parts(index))
    return call.text(tuple(parts))


def _trim_iam_role_path(call: Call) -> Result:
    sections = _sections(call)
    if not isinstance(sections, list):
        return sections
    *head, resource = sections
    if head[2] != ("iam",):
        return Failure("expected `iam` as the service of the ARN")
    if head[3] != ("",):
        return Failure("expected no region in the ARN")
    match holes.starts_with(resource, "role/"):
        case None:
            return call.unknown(call.arguments[0])
        case False:
            return Failure("expected a resource that begins with `role/`")
        case True:
            pass
    names, gap = holes.split(resource, "/")
    if gap is not None:
        return call.unknown(call.arguments[0])
    trimmed = (part for section in head for part in (*section, ":"))
    return call.text((*trimmed, "role/", *names[-1]))


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
