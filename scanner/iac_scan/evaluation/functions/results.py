"""Functions whose result has one type, whatever they are called with.

Source: `terraform metadata functions -json` of terraform 1.11.4, which a test holds this against.
"""

from __future__ import annotations

from collections.abc import Mapping

from iac_scan.evaluation.functions.types import (
    ObjectType,
    Primitive,
    Type,
    list_of,
    map_of,
    set_of,
)

_STRINGS = (
    "abspath base64decode base64encode base64gzip base64sha256 base64sha512 basename bcrypt chomp "
    "cidrhost cidrnetmask cidrsubnet dirname file filebase64 filebase64sha256 filebase64sha512 "
    "filemd5 filesha1 filesha256 filesha512 formatdate indent join jsonencode lower md5 "
    "pathexpand plantimestamp replace rsadecrypt sha1 sha256 sha512 strrev substr templatestring "
    "textdecodebase64 textencodebase64 timeadd timestamp title tostring trim trimprefix trimspace "
    "trimsuffix upper urlencode uuid uuidv5 yamlencode "
    "provider::aws::arn_build provider::aws::trim_iam_role_path"
)
_NUMBERS = "abs ceil floor length log max min pow signum timecmp tonumber"
_BOOLS = "alltrue anytrue endswith fileexists issensitive startswith strcontains tobool"
_LISTS = "cidrsubnets compact sort split"
_ARN = ("partition", "service", "region", "account_id", "resource")

RESULTS: Mapping[str, Type] = {
    **dict.fromkeys(_STRINGS.split(), Primitive.STRING),
    **dict.fromkeys(_NUMBERS.split(), Primitive.NUMBER),
    **dict.fromkeys(_BOOLS.split(), Primitive.BOOL),
    **dict.fromkeys(_LISTS.split(), list_of(Primitive.STRING)),
    "fileset": set_of(Primitive.STRING),
    "range": list_of(Primitive.NUMBER),
    "transpose": map_of(list_of(Primitive.STRING)),
    # Source: https://github.com/hashicorp/terraform-provider-aws/blob/main/website/docs/functions/arn_parse.html.markdown
    "provider::aws::arn_parse": ObjectType(dict.fromkeys(_ARN, Primitive.STRING)),
}
"""The type of the result, by the name of the function."""
