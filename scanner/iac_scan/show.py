"""What evaluation made of the code, as text or JSON: the basis of every finding, open to view.

    {"schema_version": 1,
     "resources": [{"address", "type", "mode", "file", "line", "values": {...}}],
     "outputs": {"name": ...}, "gaps": [...], "diagnostics": [...]}

An unknown value is `{"$unknown": "why"}`, a string with holes
`{"$text": ["a", {"$unknown": "why"}]}`, one of several values `{"$one_of": [...]}`. Secrets are
masked.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from decimal import Decimal
from typing import Any, assert_never

from iac_scan.evaluation.result import Evaluation, Resource
from iac_scan.findings.mask import mask
from iac_scan.reporters.escape import json_text, not_a_command, plain
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

_SCHEMA_VERSION = 1
_SENSITIVE = {"$unknown": "sensitive"}


def as_json(evaluation: Evaluation) -> str:
    """Return everything evaluated as indented JSON in ASCII, sorted as the evaluation is."""
    content = {
        "schema_version": _SCHEMA_VERSION,
        "resources": [_resource(resource) for resource in evaluation.resources],
        "outputs": _outputs(evaluation),
        "gaps": [{"kind": gap.kind.value, **_told(gap)} for gap in evaluation.gaps],
        "diagnostics": [
            {"level": item.level.value, **_told(item)} for item in evaluation.diagnostics
        ],
    }
    return json_text(json.dumps(content, indent=2)) + "\n"


def as_text(evaluation: Evaluation) -> str:
    """Return every resource with its attributes, one a line, for people."""
    return "".join(f"{not_a_command(line)}\n" for line in _lines(evaluation))


def _lines(evaluation: Evaluation) -> Iterator[str]:
    """Yield the lines of the text."""
    for resource in evaluation.resources:
        may = "" if resource.presence is Truth.YES else "  (may not exist)"
        where = f"{resource.span.path}:{resource.span.start_line}"
        yield f"{_safe(resource.key.address)}  {_safe(resource.type)}  {_safe(where)}{may}"
        for name, value in resource.values.entries.items():
            yield from _attribute(name, value, "  ")
        yield ""
    for key, value in sorted(evaluation.outputs.items(), key=lambda item: item[0]):
        yield from _attribute(f"output {key.address}", value, "")
    for item in evaluation.diagnostics:
        yield _told_line(item.level.value, item.span, item.message)
    for gap in evaluation.gaps:
        yield _told_line("gap", gap.span, gap.message)


def _told_line(kind: str, span: Span, message: str) -> str:
    """Return one line about what is wrong or missing."""
    return f"{kind}: {_safe(span.path)}:{span.start_line}: {_safe(message)}"


def _attribute(name: str, value: Value, lead: str) -> Iterator[str]:
    """Yield one attribute, the parts of a sequence or mapping below it."""
    match value:
        case Mapping(sensitive=False, entries=entries) if entries:
            yield f"{lead}{_safe(name)}:"
            for key, entry in entries.items():
                yield from _attribute(key, entry, f"{lead}  ")
        case Sequence(sensitive=False, items=items) if items:
            yield f"{lead}{_safe(name)}:"
            for index, item in enumerate(items):
                yield from _attribute(f"[{index}]", item, f"{lead}  ")
        case Mapping(sensitive=True) | Sequence(sensitive=True):
            yield f"{lead}{_safe(name)} = (sensitive)"
        case Unknown(sensitive=False, reason=reason, detail=detail):
            yield f"{lead}{_safe(name)} = ? {_safe(detail or reason.value)}"
        case _:
            yield f"{lead}{_safe(name)} = {_safe(show(value))}"


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
            return float(scalar)
        case _:
            return scalar


def _told(item: Diagnostic | Gap) -> dict[str, Any]:
    """Return what a diagnostic and a gap have in common."""
    return {"message": mask(item.message), "file": item.span.path, "line": item.span.start_line}
