"""Parameters of a template: what they are without a deployment, and files that give them values.

Source: AWS CloudFormation User Guide, "Parameters" (edition of 2023-09-19, read 2026-11-23); for
files, AWS CLI Command Reference, `cloudformation deploy`, `--parameter-overrides`, and AWS
CloudFormation User Guide, "How Git sync works with CloudFormation" (read 2026-11-25).
"""

from __future__ import annotations

from dataclasses import replace
from typing import TypeAlias

from iac_scan.evaluation.cloudformation.choices import flat, one_of, spread, text_of_scalar
from iac_scan.evaluation.cloudformation.lists import split_text
from iac_scan.evaluation.cloudformation.scope import literal
from iac_scan.evaluation.cloudformation.sections import Declaration
from iac_scan.evaluation.cloudformation.texts import pieces_of, with_dynamic_references
from iac_scan.parsers.numbers import read_number
from iac_scan.parsers.template.tree import Entries, Entry, Items, Node, Scalar, TemplateFile
from iac_scan.sources.bounds import Bounds
from iac_scan.sources.diagnostics import Diagnostic, Gap, GapKind, Level
from iac_scan.sources.span import Origin
from iac_scan.values import (
    Absent,
    Known,
    Mapping,
    Marks,
    OneOf,
    Reason,
    Sequence,
    Text,
    Unknown,
    Value,
    secret,
)

FROM_STORE = "AWS::SSM::Parameter::Value<"
"""How the types begin whose values are names in the parameter store."""
_NUMBER_LETTERS = frozenset("0123456789+-.eE")


def parameter_value(declaration: Declaration, given: Value | None, bounds: Bounds) -> Value:
    """Return the value of a parameter: the given one, its default, or what it may be.

    Unknown: without value and default every allowed value is possible; without those, none is
    known.
    """
    kind = literal(declaration.part("Type") or declaration.node) or "String"
    marks = secret(is_secret(declaration))
    if kind.startswith(FROM_STORE):
        detail = f"parameter `{declaration.name}` is read from the parameter store"
        return Unknown(Reason.DATA, detail, Origin(declaration.span), marks=marks)
    value = _without_absent(
        given, written_default(declaration) or _allowed(declaration, kind, bounds)
    )
    return spread(
        (value,),
        bounds.options,
        value.origin,
        lambda chosen: _typed(chosen[0], kind, bounds, marks),
    )


def _without_absent(given: Value | None, otherwise: Value) -> Value:
    """Return the given value; `otherwise` where there is none, or `AWS::NoValue`."""
    given = None if given is None else flat(given)
    match given:
        case None | Absent():
            return otherwise
        case OneOf(options=options):
            chosen = tuple(otherwise if isinstance(one, Absent) else one for one in options)
            return one_of(chosen, given.reason, given.detail, given.origin, len(options))
        case _:
            return given


def written_default(declaration: Declaration) -> Known | None:
    """Return the default as it is written, or None without one."""
    default = declaration.part("Default")
    return _known(default) if isinstance(default, Scalar) else None


def _known(scalar: Scalar) -> Known:
    """Return a scalar as a value."""
    return Known(scalar.value, Origin(scalar.span), layout=pieces_of(scalar))


def _allowed(declaration: Declaration, kind: str, bounds: Bounds) -> Value:
    """Return what a parameter without default may be.

    For a list the allowed values are those of its members, of which there may be any number.
    """
    detail = f"parameter `{declaration.name}` has no default"
    origin = Origin(declaration.span)
    allowed = declaration.part("AllowedValues")
    values = allowed.items if isinstance(allowed, Items) else ()
    scalars = tuple(_known(value) for value in values if isinstance(value, Scalar))
    if not scalars or len(scalars) != len(values) or is_list(kind):
        return Unknown(Reason.NO_VALUE, detail, origin)
    return one_of(scalars, Reason.NO_VALUE, detail, origin, bounds.options)


def uncounted(declaration: Declaration, value: Value, bounds: Bounds) -> Gap | None:
    """Return the gap for allowed values that are too many to try, where `value` is any of them."""
    allowed = declaration.part("AllowedValues")
    is_any = isinstance(value, Unknown) and value.reason is Reason.NO_VALUE
    if not is_any or not isinstance(allowed, Items) or len(allowed.items) <= bounds.options:
        return None
    message = (
        f"parameter `{declaration.name[:60]}` may be any of {len(allowed.items)} values, of which "
        f"this scan tries none: it tries up to {bounds.options}"
    )
    return Gap(GapKind.VALUE, message, allowed.span, "give the value with --parameters")


def _typed(value: Value, kind: str, bounds: Bounds, marks: Marks) -> Value:
    """Return one possible value of a parameter as its type has it."""
    match value:
        case Unknown():
            return replace(value, marks=value.marks | marks)
        case Known(value=scalar):
            text: Known | Text = replace(
                value, value=text_of_scalar(scalar), marks=value.marks | marks
            )
        case Text():
            text = replace(value, marks=value.marks | marks)
        case Sequence() | Mapping() | OneOf() | Absent():
            return value
    if kind == "Number":
        return _number(text)
    if is_list(kind):
        listed = split_text(text, ",", bounds.items, trim=True)
        if kind == "List<Number>":
            return replace(listed, items=tuple(_number(item) for item in listed.items))
        return listed
    return with_dynamic_references(text)


def is_list(kind: str) -> bool:
    """Tell whether a parameter of this type holds a list."""
    return kind == "CommaDelimitedList" or kind.startswith("List<")


def _number(value: Value) -> Value:
    """Return a text as the number that it is, or as it stands when it is none."""
    if not isinstance(value, Known) or not isinstance(value.value, str):
        return value
    text = value.value.strip()
    if not text or len(text) > 300 or not _NUMBER_LETTERS.issuperset(text):
        return value
    number = read_number(text)
    return value if number is None else replace(value, value=number, layout=())


def is_secret(declaration: Declaration) -> bool:
    """Tell whether a parameter is marked `NoEcho`, as a boolean or as text."""
    node = declaration.part("NoEcho")
    return isinstance(node, Scalar) and text_of_scalar(node.value).lower() in ("true", "yes")


Given: TypeAlias = Known | Unknown
"""What a file gives a parameter; unknown where it says to keep what the stack has."""


def read_parameter_file(file: TemplateFile) -> tuple[dict[str, Given], tuple[Diagnostic, ...]]:
    """Return the values that a parameter file gives, by name.

    It is a list of `{"ParameterKey": ..., "ParameterValue": ...}`, a list of `"Key=Value"`, or a
    map: that of CodePipeline has `Parameters: {...}`, a stack deployment file `parameters: {...}`,
    and the input of the command line one of those lists under `Parameters`.
    Errors: an ERROR when it is none of these.
    """
    root = file.root
    if isinstance(root, Entries):
        root = root.get("Parameters") or root.get("parameters") or Scalar(None, root.span)
    match root:
        case Items(items=items):
            pairs = [_listed(item) for item in items]
        case Entries(entries=entries):
            pairs = [_entry(entry) for entry in entries]
        case _:
            pairs = [None]
    wrong = [number for number, pair in enumerate(pairs) if pair is None]
    problems: tuple[Diagnostic, ...] = ()
    if wrong:
        node = root.items[wrong[0]] if isinstance(root, Items) else root
        problems = (
            Diagnostic(
                Level.ERROR,
                "this is no parameter of a parameter file",
                node.span,
                'write `{"ParameterKey": "Name", "ParameterValue": "value"}`, `"Name=value"`, '
                'or `{"Parameters": {"Name": "value"}}`',
            ),
        )
    return {
        pair[0]: pair[1] for pair in pairs if pair is not None and pair[1] is not None
    }, problems


def _listed(item: Node) -> tuple[str, Given | None] | None:
    """Return the parameter that an item of a list gives; None when it is none.

    Source: AWS CloudFormation API Reference, "Parameter", `UsePreviousValue` (read 2026-11-26).
    """
    match item:
        case Scalar(value=str() as text) if "=" in text:
            key, _, value = text.partition("=")
            return key, Known(value, Origin(item.span))
        case Entries():
            named, given = item.get("ParameterKey"), item.get("ParameterValue")
            name = None if named is None else literal(named)
            if name is None:
                return None
            kept = item.get("UsePreviousValue")
            if isinstance(kept, Scalar) and text_of_scalar(kept.value).lower() == "true":
                detail = f"parameter `{name}` keeps the value that the stack has"
                return name, Unknown(Reason.NO_VALUE, detail, Origin(item.span))
            return name, _known(given) if isinstance(given, Scalar) else None
        case _:
            return None


def _entry(entry: Entry) -> tuple[str, Given | None] | None:
    """Return the parameter that an entry of `Parameters` gives."""
    match entry.value:
        case Scalar() as scalar:
            return entry.key, _known(scalar)
        case Items(items=items) if all(isinstance(item, Scalar) for item in items):
            texts = [text_of_scalar(item.value) for item in items if isinstance(item, Scalar)]
            return entry.key, Known(",".join(texts), Origin(entry.value.span))
        case _:
            return None
