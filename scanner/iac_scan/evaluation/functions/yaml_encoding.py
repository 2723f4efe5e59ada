"""`yamlencode`: the block style that terraform writes, to the letter.

Source: https://developer.hashicorp.com/terraform/language/functions/yamlencode and
the behaviour of terraform 1.11.4.
"""

from __future__ import annotations

from itertools import pairwise

from iac_scan.evaluation.functions.call import Call, Failure, Function, Result
from iac_scan.evaluation.functions.number import Number, number_text
from iac_scan.evaluation.functions.types import Primitive
from iac_scan.values import (
    Absent,
    Known,
    Mapping,
    OneOf,
    Reason,
    Scalar,
    Sequence,
    Text,
    Unknown,
    Value,
)

_INDENT = 2
_WIDTH = 80
"""Quoted text goes on in the next line at the first space after this column."""
_KEY_BYTES = 128
"""A longer key is written after `? `."""
_BREAKS = frozenset("\n\r\x85\u2028\u2029")
_ESCAPES = {
    "\0": "0", "\a": "a", "\b": "b", "\t": "t", "\n": "n", "\v": "v", "\f": "f", "\r": "r",
    "\x1b": "e", '"': '"', "\\": "\\", "\x85": "N", "\u2028": "L", "\u2029": "P",
}  # fmt: skip


def _is_printable(letter: str) -> bool:
    code = ord(letter)
    if code < 0xA0:
        return letter == "\n" or 0x20 <= code <= 0x7E
    return code < 0xD800 or (0xE000 <= code < 0xFFFE and code != 0xFEFF)


def _is_block_text(text: str) -> bool:
    """Tell whether the text is written line by line, after `|`."""
    if "\n" not in text or text.endswith(" "):
        return False
    if not all(map(_is_printable, text)):
        return False
    return not any(first == " " and second in _BREAKS for first, second in pairwise(text))


def _escaped(letter: str) -> str:
    if letter in _ESCAPES:
        return "\\" + _ESCAPES[letter]
    code = ord(letter)
    if code <= 0xFF:
        return f"\\x{code:02X}"
    return f"\\u{code:04X}" if code <= 0xFFFF else f"\\U{code:08X}"


class _Emitter:
    """Writes one document and keeps the state that decides where lines break.

    INVARIANT: `indented` says that nothing but indentation and marks stands on the line.
    """

    def __init__(self) -> None:
        self.out: list[str] = []
        self.column = 0
        self.spaced = True
        self.indented = True

    def put(self, text: str) -> None:
        """Write text without line breaks."""
        self.out.append(text)
        self.column += len(text)

    def put_break(self, letter: str = "\n") -> None:
        """Write a line break."""
        self.out.append(letter)
        self.column = 0

    def go_to(self, indent: int) -> None:
        """Go to the column `indent`, on a new line unless the place is free."""
        if not self.indented or self.column > indent or (self.column == indent and not self.spaced):
            self.put_break()
        self.put(" " * (indent - self.column))
        self.spaced = self.indented = True

    def mark(self, text: str, *, spaced: bool = False, keeps_indent: bool = False) -> None:
        """Write `-`, `?`, `:`, `"` and their like, after a space where one is needed."""
        if spaced and not self.spaced:
            self.put(" ")
        self.put(text)
        self.spaced = False
        self.indented = self.indented and keeps_indent

    def node(self, value: Value, parent: int, *, in_mapping: bool = False) -> None:
        """Write a value under a collection at the column `parent`; -1 at the root."""
        match value:
            case Sequence(items=items):
                self.sequence(items, parent, in_mapping=in_mapping)
            case Mapping():
                self.mapping(value, parent)
            case Known(value=str() as text):
                self.text(text, parent)
            case Known(value=scalar):
                self.plain(scalar)
            case Absent() | Text() | OneOf() | Unknown():
                raise AssertionError("only known values are encoded")

    def sequence(self, items: tuple[Value, ...], parent: int, *, in_mapping: bool) -> None:
        """Write `- ` and an item on each line, or `[]`."""
        if not items:
            self.mark("[", spaced=True)
            self.mark("]")
            return
        flush = in_mapping and not self.indented
        indent = parent if flush else 0 if parent < 0 else parent + _INDENT
        for item in items:
            self.go_to(indent)
            self.mark("-", spaced=True, keeps_indent=True)
            self.node(item, indent)

    def mapping(self, value: Mapping, parent: int) -> None:
        """Write `"key": ` and an entry on each line, or `{}`."""
        if not value.entries:
            self.mark("{", spaced=True)
            self.mark("}")
            return
        indent = 0 if parent < 0 else parent + _INDENT
        for name in sorted(value.entries):
            self.go_to(indent)
            if _BREAKS.isdisjoint(name) and len(name.encode()) <= _KEY_BYTES:
                self.quoted(name, indent, folds=False)
                self.mark(":")
            else:
                self.mark("?", spaced=True, keeps_indent=True)
                self.text(name, indent)
                self.go_to(indent)
                self.mark(":", spaced=True, keeps_indent=True)
            self.node(value.entries[name], indent, in_mapping=True)

    def plain(self, scalar: Scalar) -> None:
        """Write a number, a bool or null."""
        if not self.spaced:
            self.put(" ")
        if scalar is None:
            self.put("null")
        elif isinstance(scalar, bool):
            self.put("true" if scalar else "false")
        else:
            assert isinstance(scalar, Number)
            self.put(number_text(scalar))
        self.spaced = self.indented = False

    def text(self, text: str, parent: int) -> None:
        """Write a string."""
        indent = _INDENT if parent < 0 else parent + _INDENT
        if _is_block_text(text):
            self.block(text, indent)
        else:
            self.quoted(text, indent, folds=True)

    def quoted(self, text: str, indent: int, *, folds: bool) -> None:
        """Write a string in quotes."""
        self.mark('"', spaced=True)
        after_space = False
        last = len(text) - 1
        # Terraform looks for a byte order mark at the beginning, whichever letter it writes.
        marked = text.startswith("\ufeff")
        for index, letter in enumerate(text):
            if letter == " " and not marked:
                wide = folds and not after_space and self.column > _WIDTH
                if wide and 0 < index < last:
                    self.go_to(indent)
                    if text[index + 1] == " ":
                        self.put("\\")
                else:
                    self.put(letter)
                after_space = True
                continue
            plain = _is_printable(letter) and letter not in _BREAKS and letter not in '"\\'
            self.put(letter if plain and not marked else _escaped(letter))
            after_space = False
            self.spaced = self.indented = False
        self.mark('"')

    def block(self, text: str, indent: int) -> None:
        """Write a string line by line."""
        self.mark("|", spaced=True)
        if text[0] == " " or text[0] in _BREAKS:
            self.mark(str(_INDENT))
        if text[-1] not in _BREAKS:
            self.mark("-")
        elif len(text) == 1 or text[-2] in _BREAKS:
            self.mark("+")
        self.put_break()
        self.spaced = self.indented = starts_line = True
        for letter in text:
            if letter in _BREAKS:
                self.put_break(letter)
                self.indented = starts_line = True
                continue
            if starts_line:
                self.go_to(indent)
            self.put(letter)
            self.indented = starts_line = False


def encode_yaml(value: Value) -> str:
    """Return a value that is wholly known as a YAML document."""
    emitter = _Emitter()
    emitter.node(value, -1)
    if not emitter.indented or emitter.column > 0:
        emitter.put_break()
    if isinstance(value, Known) and not isinstance(value.value, str):
        emitter.put("...\n")
    return "".join(emitter.out)


def _yamlencode(call: Call) -> Result:
    text = encode_yaml(call.arguments[0])
    if len(text) > call.bounds.text:
        return Failure("the result is too long", Reason.BOUND)
    return call.of(text)


ROWS: tuple[Function, ...] = (Function("yamlencode", _yamlencode, (Primitive.ANY,), nullable=0),)
