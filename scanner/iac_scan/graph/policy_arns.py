"""What the ARN of a managed policy says by itself: whose it is, and its path and name.

Which declared policy a value names is found by `links`.
"""

from __future__ import annotations

from iac_scan.graph.items import likeness
from iac_scan.graph.model import ManagedPolicy, PolicySource
from iac_scan.values import Known, Text, Unknown, Value

_AWS = ":iam::aws:policy/"
_POLICY = ":policy/"


def policy_key(policy: ManagedPolicy) -> object:
    """Return what is equal for two values that stand for the same policy."""
    if policy.place is not None:
        return policy.place.key
    return (
        policy.source,
        policy.name if policy.source is PolicySource.AWS else likeness(policy.arn),
    )


def _parts(value: Value) -> tuple[str | Unknown, ...]:
    match value:
        case Known(value=str() as text):
            return (text,)
        case Text(parts=parts):
            return parts
        case _:
            return ()


def is_aws(value: Value) -> bool:
    """Tell whether an ARN is that of a policy written by AWS."""
    return any(isinstance(part, str) and _AWS in part for part in _parts(value))


def policy_tail(value: Value) -> object:
    """Return path and name of a customer managed policy's ARN, None for any other value."""
    parts = _parts(value)
    if is_aws(value):
        return None
    for place, part in enumerate(parts):
        if isinstance(part, str) and _POLICY in part:
            rest = part.partition(_POLICY)[2]
            following = parts[place + 1 :]
            if not following:
                return rest
            return (rest, *(p if isinstance(p, str) else likeness(p) for p in following))
    return None
