"""Blocks that terraform would refuse as they are written: wrong labels, arguments, names.

What may stand where is in `structure_table`; names that refer to nothing are in `undeclared`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import assert_never

from iac_scan.evaluation.terraform import demands
from iac_scan.evaluation.terraform.structure_table import (
    RESERVED_VARIABLES,
    ROOT,
    Constant,
    Shape,
)
from iac_scan.parsers.hcl.syntax import (
    Attribute,
    Block,
    Expression,
    File,
    GetAttribute,
    Index,
    Literal,
    Template,
    TemplateInterpolation,
    TemplateText,
    TupleConstructor,
    Unreadable,
    Variable,
)
from iac_scan.sources.diagnostics import Diagnostic, Level
from iac_scan.suggest import nearest

_NAME = re.compile(r"[^\W\d][\w-]*\Z")
_BOOLS = (True, False, "true", "false")
_REPEATED = frozenset({"resource", "data", "ephemeral", "module"})
_WITH_DYNAMIC = frozenset({"resource", "data", "ephemeral", "provider"})
_OF_TERRAFORM = frozenset({"lifecycle", "provisioner", "connection"})
_NAMED = frozenset({"resource", "data", "ephemeral", "variable", "output", "module", "check"})


def problems(file: File, *, override: bool) -> Iterator[Diagnostic]:
    """Yield what is wrong in the blocks of a file, apart from what their expressions mean.

    `override` says that the file changes blocks of others, and need not be complete.
    """
    for attribute in file.body.attributes:
        yield _wrong(f"`{attribute.name}` stands outside of any block", attribute)
    for block in file.body.blocks:
        shape = ROOT.get(block.type)
        if shape is None:
            yield _unknown_block(block, "terraform's", ROOT)
            continue
        yield from _in_block(block, shape, override=override)
        yield from _names(block)
        yield from _exclusive(block)
        yield from demands.problems(block)
        if block.type in _WITH_DYNAMIC:
            yield from _dynamic(block)
        if override:
            yield from _not_overridden(block)


def _wrong(message: str, at: Attribute | Block, help: str | None = None) -> Diagnostic:
    span = at.name_span if isinstance(at, Attribute) else at.header_span
    return Diagnostic(Level.WARNING, message, span, help)


def _unknown_block(block: Block, where: str, known: Iterable[str]) -> Diagnostic:
    message = f"`{block.type}` is no block of {where}"
    return _wrong(message, block, _meant(block.type, known))


def _meant(word: str, known: Iterable[str]) -> str | None:
    close = nearest(word, known)
    return f"did you mean `{close}`?" if close else None


def _in_block(block: Block, shape: Shape, *, override: bool) -> Iterator[Diagnostic]:
    """Yield what does not fit the shape of a block, and of the blocks in it."""
    if len(block.labels) != len(shape.labels):
        wanted = " and ".join(shape.labels) or "none"
        message = f"expected as labels of `{block.type}`: {wanted}; got {len(block.labels)}"
        yield _wrong(message, block, "as it is, the block declares nothing")
    yield from _arguments(block, shape, override=override)
    if shape.blocks is None:
        return
    seen: set[str] = set()
    for inner in block.body.blocks:
        known = shape.blocks.get(inner.type)
        if known is not None:
            yield from _in_block(inner, known, override=override)
        elif block.type not in ("resource", "data", "ephemeral"):
            yield _unknown_block(inner, f"`{block.type}`", shape.blocks)
        if inner.type in seen & shape.single:
            yield _wrong(f"`{inner.type}` stands twice in one `{block.type}`", inner)
        seen.add(inner.type)


def _arguments(block: Block, shape: Shape, *, override: bool) -> Iterator[Diagnostic]:
    written = {attribute.name for attribute in block.body.attributes}
    if shape.optional is not None:
        known = shape.required | shape.optional
        for attribute in block.body.attributes:
            if attribute.name not in known:
                message = f"`{block.type}` has no argument `{attribute.name}`"
                yield _wrong(message, attribute, _meant(attribute.name, known))
    for attribute in block.body.attributes:
        kind = shape.constants.get(attribute.name)
        found = None if kind is None else _constant(attribute, kind)
        if found is not None:
            yield found
    if not override:
        for name in sorted(shape.required - written):
            yield _wrong(f"`{block.type}` has no `{name}`", block)


def _names(block: Block) -> Iterator[Diagnostic]:
    """Yield what is wrong with the names that a block of the file, or its arguments, declare."""
    if block.type == "locals":
        for attribute in block.body.attributes:
            if _NAME.match(attribute.name) is None:
                yield _wrong(f"`{attribute.name}` is no name", attribute)
    if block.type in _NAMED:
        for label in block.labels:
            if _NAME.match(label) is None:
                help = "a name begins with a letter, and has letters, digits, `_` and `-`"
                yield _wrong(f"`{label}` is no name", block, help)
    if block.type == "variable" and block.labels and block.labels[0] in RESERVED_VARIABLES:
        yield _wrong(f"a variable cannot be named `{block.labels[0]}`", block)


def _exclusive(block: Block) -> Iterator[Diagnostic]:
    """Yield what cannot stand together in a block, and what must stand there in one form."""
    written = {attribute.name: attribute for attribute in block.body.attributes}
    if block.type in _REPEATED and "count" in written and "for_each" in written:
        yield _wrong("`count` and `for_each` exclude each other", written["for_each"])
    if block.type == "import" and not {"id", "identity"} & set(written):
        yield _wrong("`import` has no `id`", block)
    if block.type == "check" and all(inner.type != "assert" for inner in block.body.blocks):
        yield _wrong("`check` has no block `assert`", block)
    if block.type == "module" and "version" in written and "source" in written:
        source = written["source"].expression
        if isinstance(source, Literal) and str(source.value).startswith(("./", "../")):
            help = "terraform refuses a version for a module that is a path"
            yield _wrong("`version` needs a source in a registry", written["version"], help)


def _dynamic(block: Block) -> Iterator[Diagnostic]:
    """Yield what is wrong with the dynamic blocks in a block, at any depth.

    Source: https://developer.hashicorp.com/terraform/language/expressions/dynamic-blocks.
    """
    for inner in block.body.blocks:
        if inner.type == "dynamic":
            yield from _generates(inner)
            # Deeper down, the provider may have blocks of these names.
            if block.type in _WITH_DYNAMIC and set(inner.labels) & _OF_TERRAFORM:
                yield _wrong(f"`{inner.labels[0]}` is a block that cannot be dynamic", inner)
        yield from _dynamic(inner)


def _generates(block: Block) -> Iterator[Diagnostic]:
    if len(block.labels) != 1:
        yield _wrong(f"expected one label of `dynamic`, got {len(block.labels)}", block)
    for attribute in block.body.attributes:
        if attribute.name not in ("for_each", "iterator"):
            known = ("for_each", "iterator")
            message = f"`dynamic` has no argument `{attribute.name}`"
            yield _wrong(message, attribute, _meant(attribute.name, known))
        elif attribute.name == "iterator" and not isinstance(attribute.expression, Variable):
            yield _wrong("`iterator` expects a name", attribute)
    contents = [inner for inner in block.body.blocks if inner.type == "content"]
    for inner in block.body.blocks:
        if inner.type != "content":
            yield _unknown_block(inner, "`dynamic`", ("content",))
        elif inner.labels:
            yield _wrong("`content` has no labels", inner)
    for again in contents[1:]:
        yield _wrong("`content` stands twice in one `dynamic`", again)


def _not_overridden(block: Block) -> Iterator[Diagnostic]:
    if block.type in ("moved", "import", "check"):
        yield _wrong(f"`{block.type}` cannot stand in an override file", block)
    for inner in block.body.blocks:
        if (block.type, inner.type) == ("variable", "validation"):
            yield _wrong("`validation` cannot stand in an override file", inner)
    for attribute in block.body.attributes:
        if attribute.name == "depends_on" and block.type in ("resource", "data"):
            yield _wrong("`depends_on` cannot stand in an override file", attribute)


def _constant(attribute: Attribute, kind: Constant) -> Diagnostic | None:
    """Return what is wrong with an argument that terraform reads before it evaluates anything."""
    expression = attribute.expression
    match kind:
        case Constant.BOOL:
            right = isinstance(expression, Literal) and expression.value in _BOOLS
        case Constant.TEXT:
            right = (
                isinstance(expression, Literal) and not isinstance(expression.value, bool)
            ) or (
                isinstance(expression, Template)
                and all(isinstance(part, TemplateText) for part in expression.parts)
            )
        case Constant.REFERENCES:
            items = expression.items if isinstance(expression, TupleConstructor) else ()
            right = isinstance(expression, TupleConstructor) and all(map(_is_reference, items))
        case Constant.KEYWORD:
            right = _is_reference(expression)
        case _:
            assert_never(kind)
    message = f"`{attribute.name}` expects {kind.value}"
    return None if right or isinstance(expression, Unreadable) else _wrong(message, attribute)


def _is_reference(expression: Expression) -> bool:
    """Tell whether an expression is a name; older code has names in quotes."""
    match expression:
        case Variable():
            return True
        case Literal(value=value):
            return isinstance(value, str)
        case GetAttribute(source=source) | Index(source=source):
            return _is_reference(source)
        case Template(parts=(TemplateInterpolation(expression=inner),)):
            return _is_reference(inner)
        case _:
            return False
