"""Function calls: lazy ones here, all others through the table of functions.

Source: https://developer.hashicorp.com/terraform/language/functions/try.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TypeAlias

from iac_scan.evaluation.functions.call import CallSite
from iac_scan.evaluation.functions.declared import rest_of
from iac_scan.evaluation.functions.types import Primitive
from iac_scan.evaluation.terraform.choices import as_unknown, one_of, try_each_choice
from iac_scan.evaluation.terraform.scope import CONSTANT, Attempt, Scope
from iac_scan.evaluation.terraform.templates import render_text
from iac_scan.parsers.hcl.syntax import Expression, FunctionCall
from iac_scan.sources.diagnostics import Diagnostic
from iac_scan.sources.span import Origin, Span, Step
from iac_scan.values import Known, Mapping, OneOf, Reason, Sequence, Unknown, Value, with_origin

Evaluate: TypeAlias = Callable[[Expression, Scope], Value]


_OPEN = frozenset({"concat", "merge", "setunion", "coalesce", "flatten"})
"""Functions that make something of any number of arguments of which some are unknown."""

_HIDING = frozenset({"base64encode", "base64gzip", "textencodebase64"})
"""Functions whose result hides a text; the text is kept for those who look for literals."""


_DECODERS = frozenset({"jsondecode", "yamldecode", "csvdecode"})
"""Functions whose result has the places of the text alone, wherever they are called."""


def call_function(node: FunctionCall, scope: Scope, evaluate: Evaluate) -> Value:
    """Return the result of a call."""
    if scope.template == CONSTANT:
        scope.wrong(f"`{node.name}` cannot be called here", node.span, "a constant is expected")
    match node.name.removeprefix("core::"):
        case "try":
            return _try(node, scope, evaluate)
        case "can":
            return _can(node, scope, evaluate)
        case name:
            return _call(name, node, scope, evaluate)


def _call(name: str, node: FunctionCall, scope: Scope, evaluate: Evaluate) -> Value:
    from iac_scan.evaluation.functions.table import call  # noqa: PLC0415

    arguments = tuple(evaluate(argument, scope) for argument in node.arguments)
    if name in _HIDING:
        scope.session.loose.extend(arguments[:1])
    site = call_site(name, node.span, scope, evaluate)
    if not node.expand_last:
        if name in _DECODERS and len(arguments) == 1 and isinstance(arguments[0], Known):
            return _decoded(name, arguments[0], site, scope)
        return _called(name, arguments, site, scope)

    def once(last: tuple[Value, ...], scope: Scope) -> Value:
        match last[0]:
            case Sequence(items=items) as spread if spread.rest is None or name in _OPEN:
                rest = rest_of(spread)
                further = () if rest is None else (rest,)
                site = call_site(name, node.span, scope, evaluate)
                return call(name, (*arguments[:-1], *items, *further), site)
            case Sequence(rest=Unknown() as doubt) | (Unknown() as doubt):
                return Unknown(doubt.reason, doubt.detail, Origin(node.span))
            case _:
                return scope.wrong("expected a list before `...`", node.arguments[-1].span)

    return try_each_choice(arguments[-1:], once, Origin(node.span), scope)


def _called(name: str, arguments: tuple[Value, ...], site: CallSite, scope: Scope) -> Value:
    """Return the result; unknown and not reported where it fails for what a caller replaces."""
    from iac_scan.evaluation.functions.table import call  # noqa: PLC0415

    assumed = scope.assumed_in(arguments)
    if assumed is None:
        return call(name, arguments, site)
    failures: list[Diagnostic] = []
    result = call(name, arguments, replace(site, report=failures.append))
    return assumed if failures else result


def _decoded(name: str, text: Known, site: CallSite, scope: Scope) -> Value:
    """Return what a text decodes to; large files are read by many roots, and decoded once."""
    from iac_scan.evaluation.functions.table import call  # noqa: PLC0415

    known = scope.session.decoded
    bare = replace(text, origin=Origin(text.origin.span))
    if (name, bare) not in known:
        value = call(name, (bare,), site)
        if isinstance(value, Unknown):
            return value
        known[name, bare] = value
    return _reached(known[name, bare], text.origin.steps)


def _reached(value: Value, steps: tuple[Step, ...]) -> Value:
    """Return a value, and what is in it, as reached through steps."""
    if steps == ():
        return value
    origin = Origin(value.origin.span, (*steps, *value.origin.steps))
    match value:
        case Sequence(items=items):
            reached = tuple([_reached(item, steps) for item in items])
            return replace(value, items=reached, origin=origin)
        case Mapping(entries=entries):
            inner = {name: _reached(entry, steps) for name, entry in entries.items()}
            return replace(value, entries=inner, origin=origin)
        case _:
            return with_origin(value, origin)


def call_site(name: str, span: Span, scope: Scope, evaluate: Evaluate) -> CallSite:
    """Return what the function, or data source, of a name may look at where it stands."""
    module = scope.module
    return CallSite(
        Origin(span),
        scope.session.tree,
        module.configuration.directory,
        module.root,
        scope.bounds,
        scope.report,
        lambda text, origin, names: render_text(
            text, origin, names, scope, evaluate, function=name
        ),
        scope.template,
        scope.session.layouts,
        None if scope.attempt is None else scope.attempt.may_fail,
    )


def _attempted(expression: Expression, scope: Scope, evaluate: Evaluate) -> tuple[Value, Attempt]:
    attempt = Attempt()
    return evaluate(expression, scope.trying(attempt)), attempt


def _try(node: FunctionCall, scope: Scope, evaluate: Evaluate) -> Value:
    """Return the first argument that does not fail.

    Unknown: an unknown argument does not fail. One that fails for some of several values gives
    those for which it does not, and what comes after it.
    """
    possible: list[Value] = []
    failures: list[Diagnostic] = []
    because: str | None = None
    for argument in node.arguments:
        value, attempt = _attempted(argument, scope, evaluate)
        if attempt.failures:
            failures.extend(attempt.failures)
            continue
        possible.append(value)
        because = because or attempt.because
        if not attempt.partial:
            break
    if not possible:
        for failure in failures[-1:]:
            scope.report(failure)
        return scope.wrong("no argument of `try` can be evaluated", node.span)
    if len(possible) == 1:
        return possible[0]
    first = possible[0]
    doubt = first if isinstance(first, OneOf) else as_unknown(first)
    detail = because or doubt.detail
    return one_of(possible, Reason.CONDITION, detail, Origin(node.span), scope.bounds)


def _can(node: FunctionCall, scope: Scope, evaluate: Evaluate) -> Value:
    if len(node.arguments) != 1:
        return scope.wrong("`can` expects 1 argument", node.span)
    value, attempt = _attempted(node.arguments[0], scope, evaluate)
    if attempt.failures:
        return Known(False, Origin(node.span))
    if attempt.partial or isinstance(value, Unknown):
        doubt = as_unknown(value)
        detail = doubt.detail if isinstance(value, Unknown) else attempt.because or doubt.detail
        return Unknown(doubt.reason, detail, Origin(node.span), type=Primitive.BOOL)
    return Known(True, Origin(node.span))
