"""Evaluated values as plain Python data, for assertions."""

from __future__ import annotations

from iac_scan.evaluation.result import Evaluation, Resource
from iac_scan.values import Absent, Known, Mapping, OneOf, Sequence, Text, Value


def plain(value: Value) -> object:
    """Return the value as Python data; unknown parts as `...`, what is absent as None."""
    match value:
        case Known(value=scalar):
            return scalar
        case Text(parts=parts):
            return [part if isinstance(part, str) else ... for part in parts]
        case Sequence(items=items, rest=rest):
            return [*map(plain, items), *([...] if rest is not None else [])]
        case Mapping(entries=entries, rest=rest):
            known: dict[object, object] = {name: plain(entry) for name, entry in entries.items()}
            return known | ({...: ...} if rest is not None else {})
        case OneOf(options=options):
            return {"one of": [plain(option) for option in options]}
        case Absent():
            return None
        case _:
            return ...


def out(evaluation: Evaluation, name: str = "x") -> object:
    """Return a root output as Python data."""
    return next(plain(value) for key, value in evaluation.outputs.items() if key.address == name)


def resource(evaluation: Evaluation, address: str) -> Resource:
    """Return the resource with that address."""
    return next(one for one in evaluation.resources if one.key.address == address)


def addresses(evaluation: Evaluation) -> list[str]:
    """Return the addresses of all resources, in order."""
    return [one.key.address for one in evaluation.resources]


def attribute(evaluation: Evaluation, address: str, name: str) -> object:
    """Return an attribute of a resource as Python data."""
    return plain(resource(evaluation, address).values.get(name))
