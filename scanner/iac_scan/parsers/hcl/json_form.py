"""The JSON form of Terraform's language (`.tf.json`) to the same tree as the native form.

JSON does not say what is a block and what an attribute; a provider's schema would. Without one,
the blocks of Terraform itself and those of `json_blocks` are blocks, everything else is an
attribute. Source: https://developer.hashicorp.com/terraform/language/syntax/json and
https://github.com/hashicorp/hcl/blob/main/json/spec.md.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import assert_never

from iac_scan.parsers.hcl.expressions import expression, join
from iac_scan.parsers.hcl.json_blocks import ROOT_BLOCKS, Strings, blocks_inside, strings_of
from iac_scan.parsers.hcl.scanner import END, HclError, Scanner, shorten
from iac_scan.parsers.hcl.syntax import (
    Attribute,
    Block,
    Body,
    Expression,
    File,
    Literal,
    ObjectConstructor,
    ObjectItem,
    Template,
    TemplateText,
    TupleConstructor,
    Unreadable,
)
from iac_scan.parsers.hcl.templates import bare, composed
from iac_scan.parsers.json import parse_json_document
from iac_scan.parsers.positions import SpanOf, spans_within
from iac_scan.parsers.template.tree import Entries, Entry, Items, Node, Scalar
from iac_scan.sources.bounds import Bounds
from iac_scan.sources.diagnostics import Diagnostic, Level
from iac_scan.sources.document import Document
from iac_scan.sources.span import Span


def parse_json(document: Document, bounds: Bounds) -> tuple[File, tuple[Diagnostic, ...]]:
    """Return the tree of a `.tf.json` file; an empty one when it is not JSON.

    Shape: a block's header is its last label, or its type where it has none. Strings are
    templates, but for those that Terraform takes literally (`variable`) or as references
    (`depends_on`, `provider`, `type`). Properties named "//" are comments and are left out.
    Errors: one diagnostic for text that is not JSON; one for each string that is no template and
    each value that cannot be a block.
    """
    root, diagnostics = parse_json_document(document, bounds)
    if root is None:
        return File(document.path, Body((), (), document.whole()), ()), diagnostics
    reader = _Reader(document, bounds, list(diagnostics))
    try:
        body = reader.body(root, "")
    except RecursionError:
        message = f"nested more than {bounds.depth} levels deep"
        diagnostics = (Diagnostic(Level.ERROR, message, root.span),)
        return File(document.path, Body((), (), document.whole()), ()), diagnostics
    return File(document.path, body, ()), tuple(reader.diagnostics)


@dataclass(slots=True)
class _Reader:
    """Turns located JSON into syntax, and collects what is wrong with it."""

    document: Document
    bounds: Bounds
    diagnostics: list[Diagnostic] = field(default_factory=list)

    def body(self, node: Node, type: str) -> Body:
        """Return the body of a block of this type; the file itself has the type ""."""
        attributes: dict[str, Attribute] = {}
        blocks: list[Block] = []
        for entry in self._entries(node, f"`{type}`" if type else "the file"):
            labels = self._labels(entry, type)
            if labels is not None:
                blocks.extend(self._blocks(entry, labels, entry.value, (), entry.key_span))
            elif type == "" and entry.key != "//":
                message = f"`{shorten(entry.key)}` is no block of terraform's"
                unknown = Diagnostic(Level.WARNING, message, entry.key_span)
                self.diagnostics.append(unknown)
            elif entry.key != "//":
                if entry.key in attributes:
                    message = f"`{shorten(entry.key)}` is set twice in this block"
                    self._report(message, entry.key_span)
                attributes[entry.key] = self._attribute(entry, type)
        return Body(tuple(attributes.values()), tuple(blocks), node.span)

    def _labels(self, entry: Entry, type: str) -> int | None:
        """Return how many labels a block written at `entry` has, or None for an attribute."""
        if type == "":
            return ROOT_BLOCKS.get(entry.key)
        labels = blocks_inside(type).get(entry.key)
        holds_bodies = isinstance(entry.value, Entries) or (
            isinstance(entry.value, Items)
            and all(isinstance(item, Entries) for item in entry.value.items)
        )
        return labels if holds_bodies else None

    def _blocks(
        self, entry: Entry, labels: int, node: Node, known: tuple[str, ...], header: Span
    ) -> Iterator[Block]:
        """Yield the blocks below a key: one level of keys for each label, then bodies."""
        if len(known) < labels:
            for inner in self._entries(node, f"`{shorten(entry.key)}`"):
                if inner.key != "//":
                    names = (*known, inner.key)
                    yield from self._blocks(entry, labels, inner.value, names, inner.key_span)
            return
        for body in node.items if isinstance(node, Items) else (node,):
            if isinstance(body, Scalar) and body.value is None:
                continue
            if not isinstance(body, Entries):
                message = f"expected an object for the block `{shorten(entry.key)}`"
                self._report(f"{message}, got {_kind(body)}", body.span)
                continue
            span = join(header, body.span)
            yield Block(entry.key, known, self.body(body, entry.key), header, span)

    def _entries(self, node: Node, what: str) -> Iterator[Entry]:
        """Yield the properties of an object, or of all objects of an array."""
        match node:
            case Entries(entries=entries):
                yield from entries
            case Items(items=items):
                for item in items:
                    if isinstance(item, Entries):
                        yield from item.entries
                    else:
                        message = f"expected an object in {what}, got {_kind(item)}"
                        self._report(message, item.span)
            case Scalar():
                self._report(f"expected an object for {what}, got {_kind(node)}", node.span)
            case _:
                assert_never(node)

    def _attribute(self, entry: Entry, type: str) -> Attribute:
        """Return the attribute of a property."""
        value = self._expression(entry.value, strings_of(type, entry.key))
        return Attribute(entry.key, value, entry.key_span, join(entry.key_span, value.span))

    def _expression(self, node: Node, strings: Strings) -> Expression:
        """Return the expression that a value stands for."""
        match node:
            case Scalar(value=str() as text):
                return self._string(text, node.span, strings)
            case Scalar(value=value):
                return Literal(value, node.span)
            case Items(items=items):
                found = tuple(self._expression(item, strings) for item in items)
                return TupleConstructor(found, node.span)
            case Entries(entries=entries):
                self._report_twice(entries)
                pairs = tuple(self._item(entry, strings) for entry in entries)
                return ObjectConstructor(pairs, node.span)
            case _:
                assert_never(node)

    def _report_twice(self, entries: tuple[Entry, ...]) -> None:
        """Note the keys that stand twice in an object that is a value."""
        seen: set[str] = set()
        for entry in entries:
            if entry.key in seen:
                message = (
                    f"the key `{shorten(entry.key)}` is written twice, and the last one counts"
                )
                self.diagnostics.append(Diagnostic(Level.WARNING, message, entry.key_span))
            seen.add(entry.key)

    def _item(self, entry: Entry, strings: Strings) -> ObjectItem:
        """Return one property of an object that is a value; its key is a template too."""
        keys = Strings.LITERAL if strings is Strings.REFERENCE else strings
        key = self._string(entry.key, entry.key_span, keys)
        value = self._expression(entry.value, strings)
        return ObjectItem(key, value, join(key.span, value.span))

    def _string(self, text: str, span: Span, strings: Strings) -> Expression:
        """Return what a string stands for."""
        is_template = "${" in text or "%{" in text
        if strings is Strings.LITERAL or (strings is Strings.TEMPLATE and not is_template):
            return Literal(composed(text), span)
        scanner = Scanner(text, self._spans(text, span), self.bounds.depth)
        try:
            if strings is Strings.REFERENCE and not is_template:
                return _whole(scanner)
            parts = bare(scanner, expression)
        except HclError as error:
            self.diagnostics.append(error.diagnostic)
            return Unreadable(span)
        self.diagnostics.extend(scanner.diagnostics)
        if all(isinstance(part, TemplateText) for part in parts):
            literal = "".join(part.text for part in parts if isinstance(part, TemplateText))
            return Literal(literal, span)
        return Template(parts, span)

    def _spans(self, text: str, span: Span) -> SpanOf:
        """Return the places inside a string; exact where the string has no escapes."""
        inner = replace(
            span,
            start_column=span.start_column + 1,
            end_column=span.end_column - 1,
            start_byte=span.start_byte + 1,
            end_byte=span.end_byte - 1,
        )
        written = self.document.data[inner.start_byte : inner.end_byte]
        if written == text.encode():
            return spans_within(text, inner)
        return lambda _start, _end: span

    def _report(self, message: str, span: Span) -> None:
        """Note something that terraform would refuse."""
        self.diagnostics.append(Diagnostic(Level.ERROR, message, span))


def _whole(scanner: Scanner) -> Expression:
    """Read a text that is one expression and nothing else."""
    scanner.jump(0)
    found = expression(scanner)
    if scanner.kind != END:
        raise scanner.unexpected("expected the end of the expression")
    return found


def _kind(node: Node) -> str:
    """Return what a message calls a value."""
    match node:
        case Entries():
            return "an object"
        case Items():
            return "an array"
        case Scalar(value=str()):
            return "a string"
        case Scalar(value=None):
            return "null"
        case Scalar(value=bool()):
            return "a boolean"
        case Scalar():
            return "a number"
        case _:
            assert_never(node)
