"""Who asks and what is asked about, of the graph, in the words of the IAM engine.

What callers hold is `effective`; which policies of an organization bind them is `levels`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from iac_scan.graph.model import (
    AccountKey,
    Graph,
    Group,
    OrganizationPolicyType,
    Place,
    Principal,
    Role,
)
from iac_scan.iam.claims import Held, Prepared, prepared
from iac_scan.iam.globs import Hole, Token
from iac_scan.iam.guarding import Guard, guard
from iac_scan.iam.patterns import Pattern, pattern_from, pattern_of
from iac_scan.iam.principals import Caller, CallerKind
from iac_scan.levels import account_levels
from iac_scan.values import Known, Reason, Text, Unknown, Value, join_text

_NOBODY = "\x02"
"""A name that no policy names."""

_GROUP, _ROLE = ":group/", ":role/"


def caller_in(holder: Principal, graph: Graph) -> Caller:
    """Return who a user or role is to a policy; for a group a member whom no policy names.

    Unknown: the name of a role's session; account ids and names that are not known are holes, and
    equal to those of the same thing.
    """
    account = account_pattern(holder.place.account, graph)
    match holder:
        case Group():
            return Caller(CallerKind.USER, _pattern(member_arn(holder, _NOBODY)), account)
        case Role():
            name = _pattern(holder.arn)
            return Caller(CallerKind.ROLE, name, account, _sessions(name))
        case _:
            return Caller(CallerKind.USER, _pattern(holder.arn), account)


def member_arn(group: Group, name: str | None = None) -> Value:
    """Return the ARN of a member of a group, who may stand under any path and name.

    Unknown: `name` None leaves path and name open; the ARN is not known when the group's is not.
    """
    origin = group.origin
    who: str | Unknown = name or Unknown(Reason.CONDITION, "which member asks", origin)
    match group.arn:
        case Known(value=str() as text):
            parts: tuple[str | Unknown, ...] = (text,)
        case Text(parts=parts):
            pass
        case _:
            return group.arn
    kept: list[str | Unknown] = []
    for part in parts:
        head, mark, _ = part.partition(_GROUP) if isinstance(part, str) else ("", "", "")
        if mark == "":
            kept.append(part)
            continue
        return join_text((*kept, f"{head}:user/", who), origin)
    return group.arn


def account_pattern(account: AccountKey, graph: Graph) -> Pattern:
    """Return the id of an account; a hole that is the account's own where it is not known."""
    match graph.accounts.get(account):
        case (Known() | Text()) as known:
            return pattern_of(known, wildcards=False)
        case Unknown(identity=identity) as unknown if identity is not None:
            return pattern_of(unknown)
        case _:
            return Pattern((Hole(("account", account), narrow=True),), None)


def _pattern(arn: Value) -> Pattern:
    if isinstance(arn, Known | Text | Unknown):
        return pattern_of(arn, wildcards=False)
    return Pattern((Hole(None),), None)


def _sessions(role: Pattern) -> Pattern | None:
    """Return the ARN of a session of a role, under a name that is not known.

    Source: IAM User Guide, "IAM identifiers": the ARN of a session has no path.
    """
    tokens: tuple[Token, ...] = role.tokens
    mark, service = tuple(_ROLE), tuple(":iam:")
    at, before = _place_of(mark, tokens), _place_of(service, tokens)
    if at is None or before is None:
        return None
    path = tokens[at + len(mark) :]
    name = path[len(path) - path[::-1].index("/") :] if "/" in path else path
    between = tokens[before + len(service) : at]
    head = tokens[:before]
    return pattern_from((*head, *":sts:", *between, *":assumed-role/", *name, "/", Hole(None)))


def _place_of(wanted: tuple[Token, ...], tokens: tuple[Token, ...]) -> int | None:
    """Return where one run of tokens first stands in another."""
    width = len(wanted)
    places = range(len(tokens) - width + 1)
    return next((at for at in places if tokens[at : at + width] == wanted), None)


def guards_of(graph: Graph) -> tuple[Guard, ...]:
    """Return the policies of every resource and role that the code declares.

    Policies of VPC endpoints are left out: they limit what passes through the endpoint, and no
    request must. Settings that keep the public out of buckets keep nobody of the account out.
    """
    above: dict[AccountKey, tuple[Prepared, ...]] = {}
    return tuple(_guards(graph, above))


def _guards(graph: Graph, above: dict[AccountKey, tuple[Prepared, ...]]) -> Iterator[Guard]:
    for policy in graph.resource_policies:
        if not policy.kind.endpoint:
            held = Held(policy.document, policy.presence)
            yield _guard(held, policy.arn, policy.place, graph, above)
    for role in graph.roles:
        if role.declared:
            yield _guard(Held(role.trust, role.place.presence), role.arn, role.place, graph, above)


def _guard(
    held: Held,
    arn: Value,
    place: Place,
    graph: Graph,
    above: dict[AccountKey, tuple[Prepared, ...]],
) -> Guard:
    key = place.account
    if key not in above:
        levels = account_levels(place, graph, OrganizationPolicyType.RESOURCE_CONTROL)
        above[key] = tuple(prepared(level) for level in levels)
    found = guard(held, _pattern(arn), account_pattern(key, graph))
    return replace(found, controls=above[key])
