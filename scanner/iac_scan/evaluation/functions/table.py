"""The whole table of functions, and the one way to call them.

`try` and `can` are not here: they need expressions, not values; the evaluator has them.
Source: https://developer.hashicorp.com/terraform/language/functions (2026-11-23).
"""

from __future__ import annotations

from collections.abc import Mapping as Map
from difflib import get_close_matches
from functools import cache
from types import MappingProxyType

from iac_scan.evaluation.functions import (
    conversion,
    csv_text,
    dates,
    encoding,
    files,
    formats,
    hashes,
    json_encoding,
    mappings,
    networks,
    numeric,
    opentofu,
    patterns,
    picking,
    provider,
    sequences,
    sets,
    strings,
    yaml_decoding,
    yaml_encoding,
)
from iac_scan.evaluation.functions.call import CallSite, Failure, Function
from iac_scan.evaluation.functions.invoke import invoke
from iac_scan.sources.diagnostics import Diagnostic, Level
from iac_scan.values import Reason, Unknown, Value

_TOPICS = (
    *(
        strings,
        formats,
        patterns,
        sequences,
        picking,
        mappings,
        sets,
        numeric,
        networks,
        dates,
        hashes,
    ),
    *(encoding, json_encoding, yaml_decoding, yaml_encoding, csv_text, files, conversion),
    *(provider, opentofu),
)

FUNCTIONS: Map[str, Function] = MappingProxyType(
    {row.name: row for topic in _TOPICS for row in topic.ROWS}
)
"""Every function by name."""

_CORE = "core::"


@cache
def function_named(name: str) -> Function | None:
    """Return the function that a call means; `core::` may stand before built-in ones."""
    return FUNCTIONS.get(name.removeprefix(_CORE))


def call(name: str, arguments: tuple[Value, ...], site: CallSite) -> Value:
    """Return what the function makes of the arguments.

    Unknown: the result keeps what is certain whatever the unknown parts are.
    Errors: a call that terraform refuses, or that costs too much, is reported to the site as a
    warning; its result is unknown.
    """
    function = function_named(name)
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
    close = get_close_matches(name, FUNCTIONS, n=1)
    help = f"did you mean `{close[0]}`?" if close else None
    message = f"there is no function `{name}`"
    site.report(Diagnostic(Level.WARNING, message, site.origin.span, help))
    return Unknown(Reason.INVALID, message, site.origin)
