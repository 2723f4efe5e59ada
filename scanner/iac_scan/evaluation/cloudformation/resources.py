"""What `Ref` and `Fn::GetAtt` yield for one resource of one stack.

The patterns are in `return_values`.
"""

from __future__ import annotations

from collections.abc import Mapping as Map
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

from iac_scan.evaluation.cloudformation.attributes import synthesised
from iac_scan.evaluation.cloudformation.choices import Part, flat, identified, one_of, parts_of
from iac_scan.evaluation.cloudformation.loops import expanded
from iac_scan.evaluation.cloudformation.nested import BODY, NESTED, body_of
from iac_scan.evaluation.cloudformation.pseudo import url_suffix
from iac_scan.evaluation.cloudformation.sections import Declaration, type_of
from iac_scan.parsers.template.tree import Entries, Node, Scalar
from iac_scan.sources.diagnostics import Diagnostic, Level
from iac_scan.sources.span import Origin, Span, Step
from iac_scan.values import (
    Absent,
    Identity,
    Known,
    Mapping,
    OneOf,
    Reason,
    Sequence,
    Text,
    Truth,
    Unknown,
    Value,
    join_text,
)

if TYPE_CHECKING:
    from iac_scan.evaluation.cloudformation.return_values.row import Row
    from iac_scan.evaluation.cloudformation.stack import Stack

_WEIGHT = 4
"""How deep the evaluation of one pattern is, against one level of a template."""


def attribute_of(stack: Stack, declared: Declaration, attribute: str) -> Value:
    """Return the value of an attribute of a resource; `Ref` is one of them."""
    output = attribute.removeprefix("Outputs.")
    if output != attribute:
        child = stack.child(declared) if type_of(declared) == NESTED else None
        if child is not None and _is_left_out(child, output):
            detail = f"a condition leaves out the output `{output[:60]}`"
            return Unknown(Reason.INVALID, detail, Origin(declared.span))
        if child is not None:
            return flat(child.output(output, declared.span))
        if type_of(declared) == NESTED:
            detail = f"the template of nested stack `{declared.name[:60]}` is not read"
            identity = Identity(stack.key(declared.name), attribute)
            return Unknown(Reason.MISSING, detail, Origin(declared.span), identity)
    row = _rows().get(type_of(declared) or "")
    pattern = None
    if row is not None:
        pattern = row.ref if attribute == "Ref" else row.attributes.get(attribute)
    if pattern is None or pattern == "{?}":
        return _computed(stack, declared, attribute)
    origin = Origin(declared.span)
    if not stack.enter(_WEIGHT):
        return stack.too_deep(declared.span)
    try:
        value = synthesised(
            pattern, lambda name: _placed(stack, declared, name), origin, stack.bounds
        )
    finally:
        stack.leave(_WEIGHT)
    return identified(value, Identity(stack.key(declared.name), attribute))


def _is_left_out(child: Stack, output: str) -> bool:
    """Tell whether a nested stack surely does not have an output that its template declares."""
    declared = child.section("Outputs").get(output)
    return declared is not None and child.presence_of(declared) is Truth.NO


def arn_made(stack: Stack, declared: Declaration) -> Value | None:
    """Return the ARN that a resource will have, with the same holes as what refers to it has.

    Shape: None for a type that yields no ARN, neither as `Arn` nor by `Ref`.
    """
    row = _rows().get(type_of(declared) or "")
    if row is None:
        return None
    if "Arn" in row.attributes:
        return attribute_of(stack, declared, "Arn")
    if not row.ref.startswith("arn:"):
        return None
    return identified(
        attribute_of(stack, declared, "Ref"), Identity(stack.key(declared.name), "Arn")
    )


@cache
def _rows() -> Map[str, Row]:
    """Return the patterns by type; a scan without templates does without them."""
    from iac_scan.evaluation.cloudformation.return_values import (  # noqa: PLC0415 - kept out of start-up
        ROWS,
    )

    return ROWS


def _computed(stack: Stack, declared: Declaration, attribute: str) -> Unknown:
    """Return the unknown for what AWS gives a resource."""
    shown = declared.name if attribute == "Ref" else f"{declared.name}.{attribute}"
    return Unknown(
        Reason.COMPUTED,
        f"`{shown[:100]}` is known after deployment",
        Origin(declared.span),
        Identity(stack.key(declared.name), attribute),
    )


def _placed(stack: Stack, declared: Declaration, name: str) -> Value:
    """Return what stands between the braces of a pattern."""
    deployer = stack.here.deployer
    match name:
        case "account":
            return deployer.account_id
        case "region":
            return deployer.region
        case "partition":
            return deployer.partition
        case "suffix":
            return Known(url_suffix(deployer.partition), Origin(declared.span))
        case _ if name.startswith("?"):
            return _computed(stack, declared, name[1:] or "random")
        case "ref":
            return stack.attribute(declared.name, "Ref", Step(declared.name, declared.span))
        case _:
            return _property_or_default(stack, declared, name)


def _property_or_default(stack: Stack, declared: Declaration, place: str) -> Value:
    """Return the property `Name`, `Name|default`, or one in the form that its marks ask for."""
    written, _, default = place.partition("|")
    name = written.rpartition(" ")[2].strip("-/")
    value = stack.property(declared, name)
    # A name that AWS chooses is what `Ref` yields for some types only: it is named for itself.
    fallback: Value = Unknown(
        Reason.COMPUTED,
        f"the name of `{declared.name[:60]}` is chosen at deployment",
        Origin(declared.span),
        Identity(stack.key(declared.name), name),
    )
    if default:
        fallback = Known(default, Origin(declared.span))
    match value:
        case Absent() | Known(value=None):
            return fallback
        case OneOf(options=options, reason=reason, detail=detail, origin=origin):
            chosen = tuple(
                fallback if isinstance(one, Absent) else _formed(one, written) for one in options
            )
            return one_of(chosen, reason, detail, origin, stack.bounds.options)
        case Sequence() | Mapping():
            return fallback
        case _:
            return _formed(value, written)


def _formed(value: Value, written: str) -> Value:
    """Return a text in the form that the marks of a pattern ask for, as far as known."""
    if written.startswith("last "):
        parts = _after_colon(parts_of(value) or ())
        return join_text(parts, value.origin) if parts else value
    match value:
        case Known(value=str() as text, origin=origin):
            return Known(_form(text, written), origin)
        case Text(parts=(str() as first, *rest)) if written.startswith("/"):
            return replace(value, parts=(_form(first, written), *rest), layout=())
        case Text(parts=parts) if written.startswith("lower "):
            formed = (_form(part, written) if isinstance(part, str) else part for part in parts)
            return replace(value, parts=tuple(formed), layout=())
        case _:
            return value


def _after_colon(parts: tuple[Part, ...]) -> tuple[Part, ...]:
    """Return what follows the last colon that is known."""
    for place in reversed(range(len(parts))):
        part = parts[place]
        if isinstance(part, str) and ":" in part:
            rest = part.rpartition(":")[2]
            return (rest, *parts[place + 1 :]) if rest else parts[place + 1 :]
    return parts


def _form(text: str, written: str) -> str:
    if written.endswith("-"):
        return text.removeprefix("https://")
    if written.startswith("/"):
        return f"/{text.removeprefix('/')}"
    return text.lower() if written.startswith("lower ") else text


def properties_of(stack: Stack, declared: Declaration) -> Mapping:
    """Return all properties of a resource, but for those that `AWS::NoValue` takes away."""
    node = declared.part("Properties")
    if not isinstance(node, Entries):
        if node is not None and not (isinstance(node, Scalar) and node.value is None):
            message = f"`Properties` of `{declared.name[:60]}` must be a map"
            stack.report(Diagnostic(Level.WARNING, message, node.span))
        return Mapping({}, Origin(declared.span if node is None else node.span))
    spelled, rest = expanded(stack, node, stack.budget)
    written = {entry.key: entry.value for entry in node.entries}
    entries: dict[str, Value] = {}
    spans: dict[str, Span] = {}
    for entry in spelled.entries:
        found = written.get(entry.key)
        if found is entry.value:
            value = _evaluated(stack, declared, entry.key, found)
        else:
            value = stack.value(entry.value)
        if not isinstance(value, Absent):
            entries[entry.key] = value
            spans[entry.key] = entry.key_span
    return Mapping(entries, Origin(node.span), rest=rest, key_spans=spans)


def property_of(stack: Stack, declared: Declaration, name: str) -> Value:
    """Return a property of a resource; `Absent` when it is not written."""
    node = declared.part("Properties")
    if not isinstance(node, Entries):
        return Absent(Origin(declared.span))
    found = node.get(name)
    return (
        Absent(Origin(declared.span)) if found is None else _evaluated(stack, declared, name, found)
    )


def _evaluated(stack: Stack, declared: Declaration, name: str, found: Node) -> Value:
    """Return the value of a property that is written as `found`, evaluated once."""
    if name == BODY and body_of(declared) is not None:
        return Unknown(Reason.UNSUPPORTED, "a template of its own", Origin(found.span))
    value = stack.evaluated.properties.of((declared.name, name), lambda: stack.value(found))
    if value is not None:
        return value
    stack.evaluated.circular.add(declared.name)
    return stack.cycle(f"property `{name[:60]}` of `{declared.name[:60]}`", found.span)
