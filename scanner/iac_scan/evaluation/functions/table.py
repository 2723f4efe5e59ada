"""The whole table of functions, and the one way to call them.

`try` and `can` are not here: they need expressions, not values; the evaluator has them.
Source: https://developer.hashicorp.com/terraform/language/functions.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from importlib import import_module
from typing import cast

from iac_scan.evaluation.functions.call import CallSite, Failure, Function
from iac_scan.evaluation.functions.invoke import invoke
from iac_scan.sources.diagnostics import Diagnostic, Level
from iac_scan.values import Reason, Unknown, Value

_PACKAGE = __name__.rpartition(".")[0]
_CORE = "core::"
_TOPICS = {
    "strings": (
        "chomp endswith indent join lower replace split startswith strcontains strrev "
        "substr title trim trimprefix trimspace trimsuffix upper"
    ),
    "formats": "format formatlist",
    "patterns": "regex regexall",
    "sequences": "chunklist compact concat distinct flatten reverse slice sort transpose",
    "picking": (
        "alltrue anytrue coalesce coalescelist contains element index length matchkeys one sum"
    ),
    "mappings": "keys lookup merge values zipmap",
    "sets": "setintersection setproduct setsubtract setunion",
    "numeric": "abs ceil floor log max min parseint pow range signum",
    "networks": "cidrhost cidrnetmask cidrsubnet cidrsubnets",
    "dates": "formatdate plantimestamp timeadd timecmp timestamp",
    "hashes": "base64sha256 base64sha512 bcrypt md5 rsadecrypt sha1 sha256 sha512 uuid uuidv5",
    "encoding": "base64decode base64encode base64gzip textdecodebase64 textencodebase64 urlencode",
    "json_encoding": "jsondecode jsonencode",
    "yaml_decoding": "yamldecode",
    "yaml_encoding": "yamlencode",
    "csv_text": "csvdecode",
    "files": (
        "abspath basename dirname file filebase64 filebase64sha256 filebase64sha512 "
        "fileexists filemd5 fileset filesha1 filesha256 filesha512 pathexpand templatefile "
        "templatestring"
    ),
    "conversion": (
        "ephemeralasnull issensitive nonsensitive sensitive tobool tolist tomap tonumber "
        "toset tostring"
    ),
    "provider": (
        "provider::aws::arn_build provider::aws::arn_parse provider::aws::trim_iam_role_path"
    ),
    "opentofu": "base64gunzip cidrcontains urldecode",
}
"""Shape: the names in each topic module, which is imported when one of them is called."""
_MODULES = {name: topic for topic, names in _TOPICS.items() for name in names.split()}


@cache
def _rows(topic: str) -> Mapping[str, Function]:
    """Return the rows of a topic module."""
    rows = cast("tuple[Function, ...]", import_module(f"{_PACKAGE}.{topic}").ROWS)
    return {row.name: row for row in rows}


class _Table(Mapping[str, Function]):
    """Every function by name."""

    def __getitem__(self, name: str) -> Function:
        return _rows(_MODULES[name])[name]

    def __iter__(self) -> Iterator[str]:
        return iter(_MODULES)

    def __len__(self) -> int:
        return len(_MODULES)


FUNCTIONS: Mapping[str, Function] = _Table()
"""Every function by name, read when it is asked for."""


def call(name: str, arguments: tuple[Value, ...], site: CallSite) -> Value:
    """Return what the function makes of the arguments.

    Unknown: the result keeps what is certain whatever the unknown parts are.
    Errors: a call that terraform refuses, or that costs too much, is reported to the site as a
    warning; its result is unknown.
    """
    function = FUNCTIONS.get(name.removeprefix(_CORE))
    if function is None:
        return _unknown_function(name, site)
    result = invoke(function, arguments, site)
    if not isinstance(result, Failure):
        return result
    message = f"`{name}`: {result.message}"
    site.report(Diagnostic(Level.WARNING, message, site.origin.span))
    return Unknown(result.reason, message, site.origin)


def _unknown_function(name: str, site: CallSite) -> Unknown:
    if name.startswith("provider::"):
        detail = f"provider function `{name}` is not evaluated"
        return Unknown(Reason.UNSUPPORTED, detail, site.origin)
    from difflib import get_close_matches  # noqa: PLC0415  # needed for a wrong name only

    close = get_close_matches(name, FUNCTIONS, n=1)
    help = f"did you mean `{close[0]}`?" if close else None
    message = f"there is no function `{name}`"
    site.report(Diagnostic(Level.WARNING, message, site.origin.span, help))
    return Unknown(Reason.INVALID, message, site.origin)
