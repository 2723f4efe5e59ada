"""What a template asks of the values that its parameters are given, and which it refuses.

What a nested stack has to give, too. What a parameter then is, is in `parameters`. Defaults are
left alone: one that its own template refuses makes the caller give another. Source: AWS
CloudFormation User Guide, "CloudFormation template Parameters syntax", "Properties" (read
2026-11-26).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from collections.abc import Mapping as Map
from decimal import Decimal
from typing import TYPE_CHECKING

from iac_scan.evaluation.cloudformation.choices import text_of_scalar
from iac_scan.evaluation.cloudformation.parameters import FROM_STORE, is_list
from iac_scan.evaluation.cloudformation.scope import literal
from iac_scan.evaluation.cloudformation.sections import Declaration, Template
from iac_scan.parsers.numbers import read_number
from iac_scan.parsers.template.tree import Items, Scalar
from iac_scan.sources.diagnostics import Diagnostic, Level
from iac_scan.values import Absent, Known, OneOf, Truth, Value

if TYPE_CHECKING:
    from iac_scan.evaluation.cloudformation.stack import Stack

_SHOWN = 8
"""So many allowed values are named in an advice."""
_TRUTHS = frozenset(("true", "false", "yes", "no", "on", "off"))
_NUMBER = re.compile(r"\s*[-+]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][-+]?[0-9]+)?\s*", re.ASCII)
_DIFFERENT = re.compile(r"\[\[|&&|\[:|\\[bBAZzGQEkpPN]|\(\?")
"""What the engine of a scan may read otherwise than that of CloudFormation."""


def refused(stack: Stack) -> Iterator[Diagnostic]:
    """Yield a warning for each value that a stack gives and its template does not take.

    Unknown: a value that is not known, or follows from something else, is not held against it.
    """
    if stack.presence is not Truth.YES:
        return
    for name, declared in stack.template.parameters.items():
        given = stack.given.get(name)
        if not isinstance(given, Known) or given.origin.steps:
            continue
        problem = _problem(declared, text_of_scalar(given.value))
        if problem is not None:
            message = f"CloudFormation refuses this value of parameter `{name[:60]}`: {problem[0]}"
            yield Diagnostic(Level.WARNING, message, given.origin.span, problem[1])


def unmatched(
    declared: Declaration, template: Template, given: Map[str, Value]
) -> Iterator[Diagnostic]:
    """Yield a warning for each parameter that a stack gives and its template does not declare, or
    that the template needs and the stack does not give.

    Unknown: a value that may be none counts as given; what a macro or an include brings may declare
    any parameter.
    """
    name = f"nested stack `{declared.name[:60]}`"
    for parameter, wanted in template.parameters.items():
        value = given.get(parameter)
        if wanted.part("Default") is None and (value is None or isinstance(value, Absent)):
            message = f"CloudFormation refuses {name}: it gives no value for `{parameter[:60]}`"
            help_ = "give one in `Parameters`, or the parameter a `Default` in the template"
            yield Diagnostic(Level.WARNING, message, declared.span, help_)
    for parameter, value in given.items() if template.complete else ():
        if parameter not in template.parameters and not isinstance(value, Absent | OneOf):
            message = f"CloudFormation refuses {name}: its template declares no `{parameter[:60]}`"
            yield Diagnostic(Level.WARNING, message, declared.span)


def _problem(declared: Declaration, text: str) -> tuple[str, str | None] | None:
    """Return what is wrong with a value and what to do about it, or None when nothing is."""
    kind = _written(declared, "Type") or "String"
    if kind.startswith(FROM_STORE) or "{{resolve:" in text:
        return None
    for one in (part.strip() for part in text.split(",")) if is_list(kind) else (text,):
        problem = _number_problem(declared, kind, one)
        problem = problem or _allowed_problem(declared, one)
        problem = problem or _pattern_problem(declared, kind, one)
        if problem is not None:
            return problem
    return _length_problem(declared, text) if kind == "String" else None


def _number_problem(declared: Declaration, kind: str, text: str) -> tuple[str, str | None] | None:
    """Return why a text is not the number that it has to be."""
    if kind not in ("Number", "List<Number>"):
        return None
    if len(text) > 300 or _NUMBER.fullmatch(text) is None:
        return "it must be a number", None
    number = Decimal(text.strip())
    least, most = _number(declared, "MinValue"), _number(declared, "MaxValue")
    if least is not None and number < least:
        return f"it must be at least {least}", None
    if most is not None and number > most:
        return f"it must be at most {most}", None
    return None


def _number(declared: Declaration, key: str) -> Decimal | None:
    """Return the number under a key, or None without one."""
    text = _written(declared, key)
    if text is None or len(text) > 300 or _NUMBER.fullmatch(text) is None:
        return None
    return Decimal(text.strip())


def _allowed_problem(declared: Declaration, text: str) -> tuple[str, str | None] | None:
    """Return that a text is none of the allowed values."""
    allowed = declared.part("AllowedValues")
    if not isinstance(allowed, Items) or not allowed.items:
        return None
    values = [item for item in allowed.items if isinstance(item, Scalar)]
    if len(values) != len(allowed.items) or any(_could_be(item, text) for item in values):
        return None
    shown = ", ".join(f"`{text_of_scalar(item.value)[:40]}`" for item in values[:_SHOWN])
    more = ", ..." if len(values) > _SHOWN else ""
    return "it is none of the allowed values", f"allowed are {shown}{more}"


def _could_be(item: Scalar, text: str) -> bool:
    """Tell whether a text may be an allowed value.

    How a number or a truth is written, as in `007` or `yes`, is not in the tree.
    """
    match item.value:
        case bool():
            return text.lower() in _TRUTHS
        case int() | Decimal():
            loose = text.strip().startswith(("0", "+", ".")) or ":" in text or "_" in text
            return loose or text == text_of_scalar(item.value) or read_number(text) == item.value
        case _:
            return text == text_of_scalar(item.value)


def _pattern_problem(declared: Declaration, kind: str, text: str) -> tuple[str, str | None] | None:
    """Return that a text does not match the pattern of its parameter."""
    pattern = _written(declared, "AllowedPattern")
    if pattern is None or kind not in ("String", "CommaDelimitedList"):
        return None
    if _DIFFERENT.search(pattern) is not None or len(text.splitlines()) > 1:
        return None
    import re2  # noqa: PLC0415 - kept out of start-up

    options = re2.Options()
    options.log_errors = False
    try:
        matches = re2.compile(pattern, options).fullmatch(text)
    except re2.error:
        return None
    return None if matches else (f"it must match `{pattern[:100]}`", _advice(declared))


def _advice(declared: Declaration) -> str | None:
    """Return what the author of a template says of the values that it takes."""
    said = _written(declared, "ConstraintDescription")
    return None if said is None else f"the template says: {' '.join(said.split())[:200]}"


def _length_problem(declared: Declaration, text: str) -> tuple[str, str | None] | None:
    """Return that a text is too short or too long."""
    least, most = _number(declared, "MinLength"), _number(declared, "MaxLength")
    if least is not None and len(text) < least:
        return f"it must have at least {least} characters", _advice(declared)
    if most is not None and len(text) > most:
        return f"it must have at most {most} characters", _advice(declared)
    return None


def _written(declared: Declaration, key: str) -> str | None:
    """Return the text under a key of a parameter, or None without one."""
    node = declared.part(key)
    return None if node is None else literal(node)
