"""The statements that attributes make, as the values that a document would have.

Which attributes make one is told by the recipes of `permissions` and `keys`.
"""

from __future__ import annotations

from iac_scan.graph.items import items_of, referred
from iac_scan.sources.span import Origin
from iac_scan.values import (
    Absent,
    Known,
    Mapping,
    OneOf,
    Sequence,
    Text,
    Unknown,
    Value,
)

_VERSION = "2012-10-17"
_SERVICE = (".amazonaws.com", ".amazonaws.com.cn", ".amazon.com")
"""How the names of services end; `alexa-appkit.amazon.com` calls functions."""


def document_of(statement: Value, origin: Origin) -> Value:
    """Return the document that holds one statement."""
    return Mapping(
        {"Version": Known(_VERSION, origin), "Statement": Sequence((statement,), origin)}, origin
    )


def allow(
    principal: Value,
    actions: Value,
    arn: Value,
    condition: Value | None,
    origin: Origin,
) -> Mapping:
    """Return a statement that allows."""
    entries: dict[str, Value] = {
        "Effect": Known("Allow", origin),
        "Principal": principal,
        "Action": actions,
        "Resource": arn,
    }
    if condition is not None:
        entries["Condition"] = condition
    return Mapping(entries, origin)


def prefixed(value: Value, prefix: str) -> Value:
    """Return actions with the service prefix that they lack."""
    if prefix == "":
        return value
    items = items_of(value)
    return Sequence(
        tuple(_with_prefix(item, prefix) for item, _ in items.items),
        value.origin,
        rest=items.rest,
    )


def _with_prefix(value: Value, prefix: str) -> Value:
    match value:
        case Known(value=str() as text):
            return Known(f"{prefix}{text}", value.origin)
        case _:
            return value


def principals_value(value: Value) -> Value:
    """Return the `Principal` element for one who is named by a service, an account or an ARN.

    Unknown: a value that may be any of them stays unknown, so that nobody is ruled out.
    """
    match value:
        case OneOf(options=options, reason=reason, detail=detail, origin=origin):
            made = tuple(principals_value(option) for option in options)
            return OneOf(made, reason, detail, origin)
        case Sequence(items=items, origin=origin, rest=rest):
            if all(isinstance(item, Known) and item.value == "*" for item in items) and items:
                return items[0]
            named = tuple(item for item in items if _is_service(item))
            others = tuple(item for item in items if not _is_service(item))
            kinds: dict[str, Value] = {"Service": Sequence(named, origin)} if named else {}
            if others or rest is not None or not named:
                kinds["AWS"] = Sequence(others, origin, rest=rest)
            return Mapping(kinds, origin)
        case Known(value="*") | Absent() | Mapping():
            return value
        case Known() | Text():
            return Mapping({"Service" if _is_service(value) else "AWS": value}, value.origin)
        case Unknown():
            return value if referred(value) is None else Mapping({"AWS": value}, value.origin)


def _is_service(value: Value) -> bool:
    """Tell whether a principal is surely a service."""
    match value:
        case Known(value=str() as text):
            return text.endswith(_SERVICE)
        case Text(parts=(*_, str() as end)):
            return end.endswith(_SERVICE)
        case _:
            return False
