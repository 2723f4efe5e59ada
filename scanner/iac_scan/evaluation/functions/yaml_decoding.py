"""`yamldecode`: YAML as terraform reads it, with the place of every value.

What a scalar stands for is in `yaml_scalars`.
Source: https://developer.hashicorp.com/terraform/language/functions/yamldecode and
the behaviour of terraform 1.11.4.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from iac_scan.evaluation.functions.call import Call, Failure, Function, Result
from iac_scan.evaluation.functions.declared import decoded_nulls
from iac_scan.evaluation.functions.types import Primitive
from iac_scan.evaluation.functions.yaml_scalars import (
    TAG,
    InvalidYamlError,
    key_text,
    read_scalar,
    resolve,
)
from iac_scan.sources.bounds import Bounds
from iac_scan.sources.span import Origin, Span
from iac_scan.values import Known, Mapping, MappingKind, Reason, Sequence, Value

if TYPE_CHECKING:
    import yaml

_TOO_DEEP = Failure("the document is nested too deeply", Reason.BOUND)


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
        """Return the value that starts with the event. Errors: InvalidYamlError."""
        import yaml  # noqa: PLC0415  # only configurations that decode YAML pay for it

        self.count(1)
        if depth > self.bounds.depth:
            raise InvalidYamlError(_TOO_DEEP.message, Reason.BOUND)
        before = self.nodes
        if isinstance(event, yaml.AliasEvent):
            if self.pending[event.anchor] > 0 or event.anchor not in self.anchors:
                raise InvalidYamlError(f"`*{event.anchor}` refers to nothing")
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
        """Return the value of a scalar, a sequence or a mapping. Errors: InvalidYamlError."""
        import yaml  # noqa: PLC0415

        match event:
            case yaml.ScalarEvent():
                return Known(read_scalar(event), self.origin(event))
            case yaml.SequenceStartEvent(tag=tag):
                _check_tag(tag, "seq")
                return self.sequence(event, depth)
            case yaml.MappingStartEvent(tag=tag):
                _check_tag(tag, "map")
                return self.mapping(event, depth)
            case _:
                raise InvalidYamlError("expected a value")

    def sequence(self, start: yaml.NodeEvent, depth: int) -> Sequence:
        """Return the sequence whose start was read. Errors: InvalidYamlError."""
        import yaml  # noqa: PLC0415

        items: list[Value] = []
        while not isinstance(event := next(self.events), yaml.SequenceEndEvent):
            items.append(self.node(event, depth + 1))
        return Sequence(tuple(items), self.origin(start))

    def mapping(self, start: yaml.NodeEvent, depth: int) -> Mapping:
        """Return the mapping whose start was read. Errors: InvalidYamlError."""
        import yaml  # noqa: PLC0415

        entries: dict[str, Value] = {}
        spans: dict[str, Span] = {}
        while not isinstance(event := next(self.events), yaml.MappingEndEvent):
            if not isinstance(event, yaml.ScalarEvent):
                raise InvalidYamlError("expected a string as key")
            if (event.tag is None and event.value == "<<") or event.tag == TAG + "merge":
                merged = _merged(self.node(next(self.events), depth + 1))
                entries.update(merged.entries)
                spans.update(merged.key_spans)
                self.count(len(merged.entries))
                continue
            key = key_text(resolve(event))
            entries[key] = self.node(next(self.events), depth + 1)
            spans[key] = self.origin(event).span
        ordered = {name: entries[name] for name in sorted(entries)}
        return Mapping(ordered, self.origin(start), MappingKind.OBJECT, key_spans=spans)

    def count(self, nodes: int) -> None:
        """Count nodes that the document adds. Errors: InvalidYamlError."""
        self.nodes += nodes
        if self.nodes > self.bounds.items * 10:
            raise InvalidYamlError("the document is too large", Reason.BOUND)

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
    if tag is not None and tag != TAG + wanted:
        raise InvalidYamlError(f"`{tag}` is not a tag of this value")


def _merged(value: Value) -> Mapping:
    """Return what a merge key brings in; terraform takes no lists there.

    Errors: InvalidYamlError.
    """
    if not isinstance(value, Mapping):
        raise InvalidYamlError("only a mapping can be merged")
    return value


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
    except InvalidYamlError as problem:
        return problem.failure
    except yaml.YAMLError as problem:
        lines = str(getattr(problem, "problem", None) or problem).splitlines()
        # libyaml reads ahead of the events that it hands out, and has a bound of its own.
        if lines and lines[0] == "exceeded maximum nesting depth":
            return _TOO_DEEP
        return Failure(f"not YAML: {lines[0] if lines else 'unreadable'}")
    return value


ROWS: tuple[Function, ...] = (Function("yamldecode", _yamldecode, (Primitive.STRING,)),)
