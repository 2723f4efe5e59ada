"""What evaluation made of the code, as text or JSON: the basis of every finding, open to view.

The shape of the JSON is `show.schema.json`: an unknown value is `{"$unknown": "why"}`, a string
with holes `{"$text": ["a", {"$unknown": "why"}]}`, one of several values `{"$one_of": [...]}`.
Secrets are masked.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from decimal import Decimal
from math import isfinite
from typing import Any, assert_never

from iac_scan.evaluation.result import Evaluation, Resource
from iac_scan.findings.mask import mask
from iac_scan.reporters.escape import json_text, plain
from iac_scan.reporters.layout import BLANK, Line, Room, Style
from iac_scan.sources.diagnostics import Diagnostic, Gap
from iac_scan.sources.span import Span
from iac_scan.values import (
    Absent,
    Known,
    Mapping,
    OneOf,
    Scalar,
    Sequence,
    Text,
    Truth,
    Unknown,
    Value,
    show,
)

SCHEMA_VERSION = 1
_SENSITIVE = {"$unknown": "sensitive"}


def as_json(evaluation: Evaluation) -> str:
    """Return everything evaluated as indented JSON in ASCII, sorted as the evaluation is."""
    content = {
        "schema_version": SCHEMA_VERSION,
        "resources": [_resource(resource) for resource in evaluation.resources],
        "outputs": _outputs(evaluation),
        "gaps": [{"kind": gap.kind.value, **_told(gap)} for gap in evaluation.gaps],
        "diagnostics": [
            {"level": item.level.value, **_told(item)} for item in evaluation.diagnostics
        ],
    }
    return json_text(json.dumps(content, indent=2)) + "\n"


def lines(evaluation: Evaluation, room: Room) -> Iterator[Line]:
    """Yield every resource with its attributes, one a line, for people."""
    for resource in evaluation.resources:
        may = "" if resource.presence is Truth.YES else "  (may not exist)"
        where = f"{resource.span.path}:{resource.span.start_line}"
        kind = f"  {_safe(resource.type)}  {_safe(where)}{may}"
        yield from _title(_safe(resource.key.address), kind, room)
        for name, value in resource.values.entries.items():
            yield from _attribute(name, value, "  ", room)
        yield BLANK
    for key, value in sorted(evaluation.outputs.items(), key=lambda item: item[0]):
        yield from _attribute(f"output {key.address}", value, "", room)
    for item in evaluation.diagnostics:
        yield from _told_line(item.level.value, item.span, item.message, room)
    for gap in evaluation.gaps:
        yield from _told_line("gap", gap.span, gap.message, room)


def _title(address: str, rest: str, room: Room) -> Iterator[Line]:
    """Yield the name of a resource and what follows it, on a line of its own where need be."""
    if room.fits(address + rest):
        yield ((Style.PATH, address), (Style.QUIET, rest))
    else:
        yield from room.paragraph(address, Style.PATH, "")
        yield from room.paragraph(rest.strip(), Style.QUIET, "  ")


def _told_line(kind: str, span: Span, message: str, room: Room) -> Iterator[Line]:
    """Yield one line about what is wrong or missing."""
    head = f"{kind}: {_safe(span.path)}:{span.start_line}: "
    if room.fits(head + _safe(message)):
        yield ((Style.QUIET, head), (Style.PLAIN, _safe(message)))
    else:
        yield from room.paragraph(head, Style.QUIET, "")
        yield from room.paragraph(_safe(message), Style.PLAIN, "  ")


def _attribute(name: str, value: Value, lead: str, room: Room) -> Iterator[Line]:
    """Yield one attribute, the parts of a sequence or mapping below it."""
    name = f"{lead}{_safe(name)}"
    match value:
        case Mapping(sensitive=False, entries=entries) if entries:
            yield ((Style.PLAIN, f"{name}:"),)
            for key, entry in entries.items():
                yield from _attribute(key, entry, f"{lead}  ", room)
        case Sequence(sensitive=False, items=items) if items:
            yield ((Style.PLAIN, f"{name}:"),)
            for index, item in enumerate(items):
                yield from _attribute(f"[{index}]", item, f"{lead}  ", room)
        case Mapping(sensitive=True) | Sequence(sensitive=True):
            yield ((Style.PLAIN, f"{name} = "), (Style.QUIET, "(sensitive)"))
        case Unknown(sensitive=False, reason=reason, detail=detail):
            yield from _value_of(name, f"? {_safe(detail or reason.value)}", Style.QUIET, room)
        case _:
            yield from _value_of(name, _safe(show(value)), Style.PLAIN, room)


def _value_of(name: str, text: str, style: Style, room: Room) -> Iterator[Line]:
    """Yield a name and its value, below it where there is no room beside it."""
    head = f"{name} = "
    if room.fits(head + text):
        yield ((Style.PLAIN, head), (style, text))
    else:
        yield ((Style.PLAIN, head.rstrip()),)
        indent = len(name) - len(name.lstrip())
        yield from room.paragraph(text, style, " " * (indent + 4))


def _safe(text: str) -> str:
    """Return text of the scanned code as it may be printed."""
    return plain(mask(text))


def _resource(resource: Resource) -> dict[str, Any]:
    """Return one resource."""
    content = {
        "address": resource.key.address,
        "type": resource.type,
        "mode": resource.mode.value,
        "file": resource.span.path,
        "line": resource.span.start_line,
        "values": _value(resource.values),
    }
    if resource.presence is not Truth.YES:
        content["presence"] = "unknown"
    return content


def _outputs(evaluation: Evaluation) -> dict[str, Any]:
    """Return the outputs by name; by `scope:name` where two root modules share one."""
    keys = sorted(evaluation.outputs)
    names = [key.address for key in keys]
    return {
        key.address if names.count(key.address) == 1 else f"{key.scope}:{key.address}": _value(
            evaluation.outputs[key]
        )
        for key in keys
    }


def _value(value: Value) -> Any:
    """Return a value as JSON has it."""
    match value:
        case Absent():
            return None
        case OneOf(options=options):
            return {"$one_of": [_value(option) for option in options]}
        case (
            Known(sensitive=True)
            | Text(sensitive=True)
            | Sequence(sensitive=True)
            | Mapping(sensitive=True)
            | Unknown(sensitive=True)
        ):
            return _SENSITIVE
        case Known(value=scalar):
            return _scalar(scalar)
        case Text(parts=parts):
            return {
                "$text": [mask(part) if isinstance(part, str) else _value(part) for part in parts]
            }
        case Sequence(items=items, rest=rest):
            return [_value(item) for item in items] + ([] if rest is None else [_value(rest)])
        case Mapping(entries=entries, rest=rest):
            content = {
                key: _value(entry)
                for key, entry in entries.items()
                if not isinstance(entry, Absent)
            }
            if rest is not None:
                content["$rest"] = _value(rest)
            return content
        case Unknown(reason=reason, detail=detail):
            return {"$unknown": mask(detail or reason.value)}
        case _:
            assert_never(value)


def _scalar(scalar: Scalar) -> Any:
    """Return a scalar as JSON has it."""
    match scalar:
        case str():
            return mask(scalar)
        case Decimal():
            # JSON has no word for infinity, which is what a double makes of `1e500`.
            return number if isfinite(number := float(scalar)) else str(scalar)
        case _:
            return scalar


def _told(item: Diagnostic | Gap) -> dict[str, Any]:
    """Return what a diagnostic and a gap have in common."""
    return {"message": mask(item.message), "file": item.span.path, "line": item.span.start_line}
