"""`csvdecode`: tables in comma-separated values, read as strictly as Go does.

Source: https://developer.hashicorp.com/terraform/language/functions/csvdecode and
https://pkg.go.dev/encoding/csv.
"""

from __future__ import annotations

from dataclasses import dataclass

from iac_scan.evaluation.functions.call import Call, Failure, Function, Result
from iac_scan.evaluation.functions.types import ObjectType, Primitive
from iac_scan.values import Mapping, MappingKind, Reason, Value


@dataclass(slots=True)
class _Lines:
    """The lines of a text, each with its line end; carriage returns before it are dropped."""

    text: str
    """The text."""
    position: int = 0
    """Where the next line starts."""

    def next(self) -> str | None:
        """Return the next line, or None at the end."""
        if self.position >= len(self.text):
            return None
        end = self.text.find("\n", self.position)
        if end == -1:
            line = self.text[self.position :]
            self.position = len(self.text)
            return line.removesuffix("\r")
        line = self.text[self.position : end + 1]
        self.position = end + 1
        return line[:-2] + "\n" if line.endswith("\r\n") else line


def _record(lines: _Lines) -> list[str] | Failure | None:
    """Return the fields of the next record, or None at the end."""
    line = lines.next()
    while line in ("\n", ""):
        line = lines.next()
    if line is None:
        return None
    fields: list[str] = []
    while True:
        if not line.startswith('"'):
            field, comma, line = line.partition(",")
            field = field.removesuffix("\n")
            if '"' in field:
                return Failure("a quote stands inside of a field without quotes")
            fields.append(field)
            if not comma:
                return fields
            continue
        quoted = _quoted(line[1:], lines)
        if isinstance(quoted, Failure):
            return quoted
        field, line = quoted
        fields.append(field)
        if line in ("", "\n"):
            return fields
        line = line[1:]


def _quoted(line: str, lines: _Lines) -> tuple[str, str] | Failure:
    """Return a field in quotes, from after the first quote, and the rest of its last line."""
    field: list[str] = []
    while True:
        text, quote, rest = line.partition('"')
        field.append(text)
        if not quote:
            following = lines.next()
            if following is None:
                return Failure("expected a quote at the end of a field in quotes")
            line = following
        elif rest.startswith('"'):
            field.append('"')
            line = rest[1:]
        elif rest in ("", "\n") or rest.startswith(","):
            return "".join(field), rest
        else:
            return Failure("expected a comma after a field in quotes")


def _csvdecode(call: Call) -> Result:
    lines = _Lines(call.string(0))
    header = _record(lines)
    if isinstance(header, Failure):
        return header
    if header is None:
        return Failure("expected a header line")
    if len(set(header)) < len(header):
        return Failure("two columns have the same name")
    rows: list[Value] = []
    while (record := _record(lines)) is not None:
        if isinstance(record, Failure):
            return record
        if len(record) != len(header):
            return Failure(f"expected {len(header)} fields in a record, got {len(record)}")
        if len(rows) * len(header) > call.bounds.items:
            return Failure("the table is too large", Reason.BOUND)
        pairs = sorted(zip(header, record, strict=True))
        entries: dict[str, Value] = {name: call.of(field) for name, field in pairs}
        rows.append(Mapping(entries, call.site.origin, MappingKind.OBJECT))
    return call.list_of(tuple(rows), ObjectType(dict.fromkeys(header, Primitive.STRING)))


ROWS: tuple[Function, ...] = (Function("csvdecode", _csvdecode, (Primitive.STRING,)),)
