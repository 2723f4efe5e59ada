"""`yamldecode`: YAML as terraform reads it, with the place of every value.

Source: https://developer.hashicorp.com/terraform/language/functions/yamldecode and
the behaviour of terraform 1.11.4.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from iac_scan.evaluation.functions.call import Call, Failure, Function, Result
from iac_scan.evaluation.functions.convert import normal_text
from iac_scan.evaluation.functions.declared import decoded_nulls
from iac_scan.evaluation.functions.encoding import decode_base64
from iac_scan.evaluation.functions.number import Number, number_text, parse_number
from iac_scan.evaluation.functions.timestamps import parse_timestamp
from iac_scan.evaluation.functions.types import Primitive
from iac_scan.sources.bounds import Bounds
from iac_scan.sources.span import Origin, Span
from iac_scan.values import Known, Mapping, MappingKind, Reason, Scalar, Sequence, Value

if TYPE_CHECKING:
    import yaml

_TAG = "tag:yaml.org,2002:"
_WORDS: dict[str, bool | None] = {
    **dict.fromkeys(("y", "Y", "yes", "Yes", "YES", "true", "True", "TRUE"), True),
    **dict.fromkeys(("on", "On", "ON"), True),
    **dict.fromkeys(("n", "N", "no", "No", "NO", "false", "False", "FALSE"), False),
    **dict.fromkeys(("off", "Off", "OFF"), False),
    **dict.fromkeys(("", "~", "null", "Null", "NULL"), None),
}
_INTEGER = re.compile(r"[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+", re.ASCII)
_FLOAT = re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?", re.ASCII)
_INFINITE = re.compile(r"[-+]?\.(inf|Inf|INF)|\.(nan|NaN|NAN)")
_DATE = re.compile(r"(\d{4})-(\d\d?)-(\d\d?)", re.ASCII)
_LOCAL_TIME = re.compile(r"(\d{4})-(\d\d?)-(\d\d?) (\d\d?):(\d\d?):(\d\d?)(\.\d+)?", re.ASCII)
_ZONED_TIME = re.compile(
    r"(\d{4})-(\d\d?)-(\d\d?)[Tt](\d\d?):(\d\d?):(\d\d?)(\.\d+)?(Z|[+-]\d\d:\d\d)", re.ASCII
)
_TOO_DEEP = Failure("the document is nested too deeply", Reason.BOUND)


class _Invalid(Exception):  # noqa: N818  # it carries a failure out of the recursion
    """The document is not one that terraform reads, or it costs too much."""

    def __init__(self, message: str, reason: Reason = Reason.INVALID) -> None:
        super().__init__(message)
        self.failure = Failure(message, reason)


@dataclass(slots=True)
class _Reader:
    """Reads the events of one document."""

    source: Known
    events: Iterator[yaml.Event]
    bounds: Bounds
    anchors: dict[str, tuple[Value, int]] = field(default_factory=dict)
    pending: Counter[str | None] = field(default_factory=Counter)
    nodes: int = 0
    starts: tuple[int, ...] = ()

    def node(self, event: yaml.Event, depth: int) -> Value:
        """Return the value that starts with the event. Errors: _Invalid."""
        import yaml  # noqa: PLC0415  # only configurations that decode YAML pay for it

        self.count(1)
        if depth > self.bounds.depth:
            raise _Invalid(_TOO_DEEP.message, Reason.BOUND)
        before = self.nodes
        if isinstance(event, yaml.AliasEvent):
            if self.pending[event.anchor] > 0 or event.anchor not in self.anchors:
                raise _Invalid(f"`*{event.anchor}` refers to nothing")
            value, size = self.anchors[event.anchor]
            self.count(size)
            return value
        assert isinstance(event, yaml.NodeEvent)
        anchor = event.anchor
        if anchor is not None:
            self.pending[anchor] += 1
        value = self.fresh(event, depth)
        if anchor is not None:
            self.pending[anchor] -= 1
            self.anchors[anchor] = (value, self.nodes - before)
        return value

    def fresh(self, event: yaml.NodeEvent, depth: int) -> Value:
        """Return the value of a scalar, a sequence or a mapping. Errors: _Invalid."""
        import yaml  # noqa: PLC0415

        match event:
            case yaml.ScalarEvent():
                return Known(_scalar(event), self.origin(event))
            case yaml.SequenceStartEvent(tag=tag):
                _check_tag(tag, "seq")
                return self.sequence(event, depth)
            case yaml.MappingStartEvent(tag=tag):
                _check_tag(tag, "map")
                return self.mapping(event, depth)
            case _:
                raise _Invalid("expected a value")

    def sequence(self, start: yaml.NodeEvent, depth: int) -> Sequence:
        """Return the sequence whose start was read. Errors: _Invalid."""
        import yaml  # noqa: PLC0415

        items: list[Value] = []
        while not isinstance(event := next(self.events), yaml.SequenceEndEvent):
            items.append(self.node(event, depth + 1))
        return Sequence(tuple(items), self.origin(start))

    def mapping(self, start: yaml.NodeEvent, depth: int) -> Mapping:
        """Return the mapping whose start was read. Errors: _Invalid."""
        import yaml  # noqa: PLC0415

        entries: dict[str, Value] = {}
        spans: dict[str, Span] = {}
        while not isinstance(event := next(self.events), yaml.MappingEndEvent):
            if not isinstance(event, yaml.ScalarEvent):
                raise _Invalid("expected a string as key")
            if (event.tag is None and event.value == "<<") or event.tag == _TAG + "merge":
                merged = _merged(self.node(next(self.events), depth + 1))
                entries.update(merged.entries)
                spans.update(merged.key_spans)
                self.count(len(merged.entries))
                continue
            key = _key(resolve(event))
            entries[key] = self.node(next(self.events), depth + 1)
            spans[key] = self.origin(event).span
        ordered = {name: entries[name] for name in sorted(entries)}
        return Mapping(ordered, self.origin(start), MappingKind.OBJECT, key_spans=spans)

    def count(self, nodes: int) -> None:
        """Count nodes that the document adds. Errors: _Invalid."""
        self.nodes += nodes
        if self.nodes > self.bounds.items * 10:
            raise _Invalid("the document is too large", Reason.BOUND)

    def origin(self, event: yaml.Event) -> Origin:
        """Return where the event stands in the file that the text comes from, if it is known."""
        layout = self.source.layout
        if not layout:
            return self.source.origin
        assert event.start_mark is not None
        assert event.end_mark is not None
        span = self.place(event.start_mark.index)
        end = self.place(event.end_mark.index)
        joined = span.to(end) if (end.end_line, end.end_column) >= _end(span) else span
        return Origin(joined, self.source.origin.steps)

    def place(self, index: int) -> Span:
        """Return the place of one character of the text."""
        layout = self.source.layout
        if not self.starts:
            self.starts = tuple(piece.start for piece in layout)
        piece = layout[max(bisect_right(self.starts, index) - 1, 0)]
        span = piece.span
        column = min(span.start_column + index - piece.start, span.end_column)
        return Span(span.path, span.start_line, column, span.start_line, column)


def _end(span: Span) -> tuple[int, int]:
    return span.end_line, span.end_column


def _check_tag(tag: str | None, wanted: str) -> None:
    if tag is not None and tag != _TAG + wanted:
        raise _Invalid(f"`{tag}` is not a tag of this value")


def _merged(value: Value) -> Mapping:
    """Return what a merge key brings in; terraform takes no lists there. Errors: _Invalid."""
    if not isinstance(value, Mapping):
        raise _Invalid("only a mapping can be merged")
    return value


def _key(scalar: Scalar) -> str:
    match scalar:
        case str():
            return scalar
        case bool():
            return "true" if scalar else "false"
        case None:
            raise _Invalid("null cannot be a key")
        case _:
            return number_text(scalar)


def _scalar(event: yaml.ScalarEvent) -> Scalar:
    """Return the value of a scalar; in quotes or in a block it is a string. Errors: _Invalid."""
    found = resolve(event)
    if event.tag is not None or event.implicit[0]:
        return found
    # Block text is resolved as if it were plain, and then made a string: `>-` before `y` is "true".
    return None if found is None else _key(found)


def resolve(event: yaml.ScalarEvent) -> Scalar:
    """Return the scalar that the text stands for. Errors: _Invalid."""
    tag, text, quoted = event.tag, normal_text(event.value), event.style in ("'", '"')
    short = None if tag is None else tag.removeprefix(_TAG)
    if short not in (None, "str", "binary", "bool", "int", "float", "null", "timestamp"):
        raise _Invalid(f"`{tag}` is not a tag that is known here")
    if tag == "!" or short == "str":
        return text
    if short == "binary":
        if decode_base64(text) is None:
            raise _Invalid("expected base64")
        return text
    hinted = text == "" or text[0] in "+-0123456789yYnNtTfFoO~."
    if hinted:
        if quoted:
            return text
        if text in _WORDS:
            return _WORDS[text]
        if _INFINITE.fullmatch(text):
            raise _Invalid("infinite numbers are not values")
    found = _number_or_time(text, short) if hinted else None
    if found is not None:
        return found
    return _forced(text, short)


def _number_or_time(text: str, short: str | None) -> Number | str | None:
    if text.startswith("."):
        return parse_number(text)
    if text[:1] not in "+-0123456789" or not text:
        return None
    if short in (None, "timestamp"):
        moment = parse_yaml_time(text)
        if moment is not None:
            return moment
    if _INTEGER.fullmatch(text) or _FLOAT.fullmatch(text):
        return _number(text)
    return None


def _number(text: str) -> Number:
    number = parse_number(text)
    if number is not None:
        return number
    try:
        return int(text, 0)
    except ValueError:
        raise _Invalid(f"`{text}` is not a number") from None


def _forced(text: str, short: str | None) -> Scalar:
    """Return the scalar that an explicit tag demands. Errors: _Invalid."""
    match short:
        case None:
            return text
        case "null":
            return None
        case "int" | "float":
            return _number(text.replace("_", ""))
        case _:
            raise _Invalid(f"`{text}` does not fit its tag")


def parse_yaml_time(text: str) -> str | None:
    """Return a date or a time of YAML as an RFC 3339 timestamp, or None."""
    zoned, local, date = (
        _ZONED_TIME.fullmatch(text),
        _LOCAL_TIME.fullmatch(text),
        _DATE.fullmatch(text),
    )
    found = zoned or local or date
    if found is None:
        return None
    year, month, day = found[1], found[2].rjust(2, "0"), found[3].rjust(2, "0")
    clock = "00:00:00" if date else ":".join(found[index].rjust(2, "0") for index in (4, 5, 6))
    moment = parse_timestamp(f"{year}-{month}-{day}T{clock}{zoned[8] if zoned else 'Z'}")
    return None if moment is None else moment.text()


def _yamldecode(call: Call) -> Result:
    source = call.arguments[0]
    assert isinstance(source, Known)
    result = decode_yaml(source, call.bounds)
    return result if isinstance(result, Failure) else decoded_nulls(result)


def decode_yaml(source: Known, bounds: Bounds) -> Value | Failure:
    """Return the value that the only YAML document in the text stands for."""
    import yaml  # noqa: PLC0415

    text = str(source.value)
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    try:
        events = yaml.parse(text or "\n", Loader=loader)
        reader = _Reader(source, events, bounds)
        next(events)
        start = next(events)
        if not isinstance(start, yaml.DocumentStartEvent):
            return Failure("expected a YAML document")
        if start.version not in (None, (1, 1)):
            return Failure("expected YAML 1.1")
        value = reader.node(next(events), 0)
        next(events)
        if not isinstance(next(events), yaml.StreamEndEvent):
            return Failure("expected only one YAML document")
    except _Invalid as problem:
        return problem.failure
    except yaml.YAMLError as problem:
        lines = str(getattr(problem, "problem", None) or problem).splitlines()
        # libyaml reads ahead of the events that it hands out, and has a bound of its own.
        if lines and lines[0] == "exceeded maximum nesting depth":
            return _TOO_DEEP
        return Failure(f"not YAML: {lines[0] if lines else 'unreadable'}")
    return value


ROWS: tuple[Function, ...] = (Function("yamldecode", _yamldecode, (Primitive.STRING,)),)
