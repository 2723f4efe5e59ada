"""The syntax tree of HCL: immutable, complete for the language, every node with its span.

Nothing is evaluated here. Source: HCL Native Syntax Specification,
https://github.com/hashicorp/hcl/blob/main/hclsyntax/spec.md.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import Enum
from typing import TypeAlias

from iac_scan.sources.comment import Comment
from iac_scan.sources.span import Span


@dataclass(frozen=True, slots=True)
class Literal:
    """NumericLit | "true" | "false" | "null", or a quoted string without interpolation."""

    value: bool | int | Decimal | str | None
    """The value, escapes resolved."""
    span: Span
    """With the quotes."""


@dataclass(frozen=True, slots=True)
class TemplateText:
    """A literal run inside a template, escapes resolved, strip markers and indent applied."""

    text: str
    """Empty only beside a single interpolation: `" ${~ a}"` is a string, `"${a}"` is `a` itself."""
    span: Span
    """Where it stands; runs that span lines are split so that each holds one line."""


@dataclass(frozen=True, slots=True)
class TemplateInterpolation:
    """`${ expression }`."""

    expression: Expression
    """What is inside."""
    span: Span
    """From `${` to `}`."""


@dataclass(frozen=True, slots=True)
class TemplateIf:
    """`%{ if condition } ... %{ else } ... %{ endif }`."""

    condition: Expression
    """The condition."""
    then: tuple[TemplatePart, ...]
    """The parts when it holds."""
    otherwise: tuple[TemplatePart, ...]
    """The parts when it does not; empty without `else`."""
    span: Span
    """From `%{ if` to `endif }`."""


@dataclass(frozen=True, slots=True)
class TemplateFor:
    """`%{ for key, value in collection } ... %{ endfor }`."""

    key: str | None
    """The name of the first of two iteration variables."""
    value: str
    """The name of the only or second iteration variable."""
    collection: Expression
    """What is iterated."""
    body: tuple[TemplatePart, ...]
    """The parts repeated."""
    span: Span
    """From `%{ for` to `endfor }`."""


TemplatePart: TypeAlias = TemplateText | TemplateInterpolation | TemplateIf | TemplateFor


@dataclass(frozen=True, slots=True)
class Template:
    """A quoted string or heredoc with at least one part that is not plain text, or a heredoc.

    A quoted template that is nothing but one interpolation yields that value unconverted.
    """

    parts: tuple[TemplatePart, ...]
    """The parts in order; empty for an empty heredoc."""
    span: Span
    """With the quotes, or from `<<` to the closing marker."""
    heredoc: bool = False
    """Written as a heredoc."""


@dataclass(frozen=True, slots=True)
class TupleConstructor:
    """`[a, b]`."""

    items: tuple[Expression, ...]
    """The items."""
    span: Span
    """With the brackets."""


@dataclass(frozen=True, slots=True)
class ObjectItem:
    """`key = value` or `key : value` inside an object constructor."""

    key: Expression
    """A bare identifier is a `Literal`; `(expression)` is a `Parentheses`."""
    value: Expression
    """The value."""
    span: Span
    """Key and value."""


@dataclass(frozen=True, slots=True)
class ObjectConstructor:
    """`{ a = b }`."""

    items: tuple[ObjectItem, ...]
    """The items in written order; keys may repeat."""
    span: Span
    """With the braces."""


@dataclass(frozen=True, slots=True)
class ForTuple:
    """`[for key, value in collection : result if condition]`."""

    key: str | None
    """The name of the first of two iteration variables."""
    value: str
    """The name of the only or second iteration variable."""
    collection: Expression
    """What is iterated."""
    result: Expression
    """One item."""
    condition: Expression | None
    """The filter, or None."""
    span: Span
    """With the brackets."""


@dataclass(frozen=True, slots=True)
class ForObject:
    """`{for key, value in collection : result_key => result... if condition}`."""

    key: str | None
    """The name of the first of two iteration variables."""
    value: str
    """The name of the only or second iteration variable."""
    collection: Expression
    """What is iterated."""
    result_key: Expression
    """The key of one entry."""
    result: Expression
    """The value of one entry."""
    grouping: bool
    """With `...`: values of equal keys are collected in a tuple."""
    condition: Expression | None
    """The filter, or None."""
    span: Span
    """With the braces."""


@dataclass(frozen=True, slots=True)
class FunctionCall:
    """`name(a, b...)`."""

    name: str
    """With its namespace: `provider::aws::arn_parse`; `core::` is left as written."""
    arguments: tuple[Expression, ...]
    """The arguments."""
    expand_last: bool
    """With `...`: the last argument is a sequence of arguments."""
    span: Span
    """Name, parentheses and arguments."""


@dataclass(frozen=True, slots=True)
class Variable:
    """A bare name at the start of a traversal: `var`, `local`, `aws_iam_role`, `each`."""

    name: str
    """The name."""
    span: Span
    """The name."""


@dataclass(frozen=True, slots=True)
class GetAttribute:
    """`source.name`."""

    source: Expression
    """What it is taken from."""
    name: str
    """The attribute."""
    span: Span
    """From the start of the source to the end of the name."""


@dataclass(frozen=True, slots=True)
class Index:
    """`source[key]`, or the legacy `source.0`, whose key is then a `Literal`."""

    source: Expression
    """What it is taken from."""
    key: Expression
    """The key."""
    span: Span
    """From the start of the source to the closing bracket."""


@dataclass(frozen=True, slots=True)
class Splat:
    """`source[*].a.b[0]` or `source.*.a.b`, followed by what applies to each item.

    After `.*` only attributes apply to each item, an index applies to the whole result; after
    `[*]` both apply to each item. The parser has already decided that: what applies to the
    whole result wraps this node.
    """

    source: Expression
    """What is iterated; a value that is not a sequence counts as one item, null as none."""
    each: Expression
    """What is taken of each item; `SplatItem` stands for the item."""
    span: Span
    """From the start of the source to the end of `each`."""


@dataclass(frozen=True, slots=True)
class SplatItem:
    """The item that a `Splat` is at."""

    span: Span
    """The `[*]` or `.*`."""


@dataclass(frozen=True, slots=True)
class Conditional:
    """`condition ? then : otherwise`."""

    condition: Expression
    """The condition."""
    then: Expression
    """The result when it holds."""
    otherwise: Expression
    """The result when it does not."""
    span: Span
    """All three."""


class UnaryOperator(Enum):
    """The operators with one operand."""

    NEGATE = "-"
    NOT = "!"


class BinaryOperator(Enum):
    """The operators with two operands, from the loosest to the tightest."""

    OR = "||"
    AND = "&&"
    EQUAL = "=="
    NOT_EQUAL = "!="
    LESS = "<"
    LESS_OR_EQUAL = "<="
    GREATER = ">"
    GREATER_OR_EQUAL = ">="
    ADD = "+"
    SUBTRACT = "-"
    MULTIPLY = "*"
    DIVIDE = "/"
    MODULO = "%"


@dataclass(frozen=True, slots=True)
class Unary:
    """`-a` or `!a`."""

    operator: UnaryOperator
    """Which."""
    operand: Expression
    """On what."""
    span: Span
    """Operator and operand."""


@dataclass(frozen=True, slots=True)
class Binary:
    """`a + b`, `a && b` and their like."""

    operator: BinaryOperator
    """Which."""
    left: Expression
    """The left operand."""
    right: Expression
    """The right operand."""
    span: Span
    """Both operands."""


@dataclass(frozen=True, slots=True)
class Parentheses:
    """`( expression )`; kept because `{ (a) = 1 }` and `{ a = 1 }` differ."""

    expression: Expression
    """What is inside."""
    span: Span
    """With the parentheses."""


@dataclass(frozen=True, slots=True)
class Unreadable:
    """An expression that did not parse; a diagnostic says why."""

    span: Span
    """The text that was skipped."""


Expression: TypeAlias = (
    Literal
    | Template
    | TupleConstructor
    | ObjectConstructor
    | ForTuple
    | ForObject
    | FunctionCall
    | Variable
    | GetAttribute
    | Index
    | Splat
    | SplatItem
    | Conditional
    | Unary
    | Binary
    | Parentheses
    | Unreadable
)


@dataclass(frozen=True, slots=True)
class Attribute:
    """`name = expression`."""

    name: str
    """The name."""
    expression: Expression
    """The value."""
    name_span: Span
    """The name alone."""
    span: Span
    """Name, equals sign and value."""


@dataclass(frozen=True, slots=True)
class Block:
    """`type "label" { ... }`."""

    type: str
    """`resource`, `statement`, ..."""
    labels: tuple[str, ...]
    """The labels, unquoted."""
    body: Body
    """What is between the braces."""
    header_span: Span
    """Type and labels, without the brace: the line that names the thing."""
    span: Span
    """From the type to the closing brace."""


@dataclass(frozen=True, slots=True)
class Body:
    """What a file or a block holds."""

    attributes: tuple[Attribute, ...]
    """In written order."""
    blocks: tuple[Block, ...]
    """In written order."""
    span: Span
    """Everything between the braces, or the whole file."""


@dataclass(frozen=True, slots=True)
class File:
    """One parsed file."""

    path: str
    """As in its spans."""
    body: Body
    """What could be read of it."""
    comments: tuple[Comment, ...]
    """Every comment, in order; `.tf.json` has none."""
