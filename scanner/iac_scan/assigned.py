"""The roles that IAM Identity Center makes of permission sets, in the accounts assigned.

What a role may do is `effective`; who takes it is in the assignments themselves.
Source: IAM Identity Center User Guide, "Permission sets", "Referencing permission sets in resource
policies, Amazon EKS Cluster config maps, and AWS KMS key policies".
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from iac_scan.graph.model import (
    AccountKey,
    Graph,
    ManagedPolicy,
    PermissionSet,
    Principal,
    Role,
)
from iac_scan.iam import PolicyDocument, PolicyKind, read_policy, value_of_json
from iac_scan.sources.span import Origin
from iac_scan.values import (
    Known,
    Mapping,
    Reason,
    ResourceKey,
    Sequence,
    Text,
    Truth,
    Unknown,
    Value,
    join_text,
    show,
    text_of,
)

NOWHERE = AccountKey("unknown")
"""The account of a permission set that the code assigns nowhere."""

_PATH = "/aws-reserved/sso.amazonaws.com/"


def assigned_roles(graph: Graph) -> tuple[Role, ...]:
    """Return the role of each declared permission set in each account that it is assigned to.

    Shape: sorted by permission set, then account. A permission set that the code assigns nowhere
    may be assigned elsewhere: it gives one role that may not exist, in an account that is not
    known.
    """
    return tuple(
        role for each in graph.permission_sets if each.declared for role in roles_of(each, graph)
    )


def holders_of(policy: ManagedPolicy, graph: Graph) -> tuple[Principal, ...]:
    """Return everyone that a declared policy is, or may be, attached to; of AWS's own nobody.

    Shape: as `Graph.holders`, then the roles of declared permission sets that name the policy.
    """
    key = None if policy.place is None else policy.place.key
    sets = (
        each
        for each in graph.permission_sets
        if key is not None and each.declared and key in _attached(each)
    )
    return (*graph.holders(policy), *(role for each in sets for role in roles_of(each, graph)))


def _attached(each: PermissionSet) -> Iterator[ResourceKey]:
    """Yield the keys of the declared policies that a permission set names."""
    for attachment in each.attachments:
        if attachment.policy.place is not None:
            yield attachment.policy.place.key


def declared_holders(
    holders: Iterable[Principal], graph: Graph
) -> tuple[Principal | PermissionSet, ...]:
    """Return holders as the code declares them, each once: a role of a permission set is that."""
    sets = {each.place.key: each for each in graph.permission_sets}
    found: dict[ResourceKey, Principal | PermissionSet] = {}
    for holder in holders:
        made_of = sets.get(holder.place.key) if is_assigned(holder) else None
        found.setdefault(holder.place.key, made_of or holder)
    return tuple(found.values())


def is_assigned(holder: Principal) -> bool:
    """Tell whether somebody is the role that Identity Center makes of a permission set."""
    return isinstance(holder, Role) and show(holder.path).startswith(_PATH)


def roles_of(each: PermissionSet, graph: Graph) -> Iterator[Role]:
    """Yield the role of one permission set in each account, sorted by account."""
    accounts: dict[AccountKey, Truth] = {}
    for assignment in graph.assignments:
        if assignment.permission_set.place.key == each.place.key:
            there = accounts.get(assignment.account_key, Truth.NO)
            accounts[assignment.account_key] = there | assignment.presence
    for account in sorted(accounts):
        yield _role(each, account, accounts[account], graph)
    if not accounts:
        yield _role(each, NOWHERE, Truth.UNKNOWN, graph)


def _role(each: PermissionSet, account: AccountKey, there: Truth, graph: Graph) -> Role:
    origin = each.origin
    place = replace(each.place, account=account, presence=each.place.presence & there)
    region = Unknown(Reason.COMPUTED, "the region of Identity Center", origin)
    ending = Unknown(Reason.COMPUTED, "AWS ends the name of the role", origin)
    partition = text_of(graph.partitions.get(each.place.account, Known("aws", origin))) or "aws"
    number = _word(graph.accounts.get(account), origin)
    head = (f"arn:{partition}:iam::", *_parts(number), f":role{_PATH}")
    name = f"AWSReservedSSO_{each.name}_"
    return Role(
        name=f"{name}{show(ending)}",
        place=place,
        arn=join_text((*head, region, name, ending), origin),
        path=join_text((_PATH, region), origin),
        trust=_trust(partition, number, origin),
        inline_policies=each.inline_policies,
        attachments=each.attachments,
        boundary=each.boundary,
        max_session_duration=each.session_duration,
        unlinked=each.unlinked,
    )


def _word(number: Value | None, origin: Origin) -> Known | Text | Unknown:
    if isinstance(number, Known | Text | Unknown):
        return number
    return Unknown(Reason.DATA, "which account it is assigned to", origin)


def _parts(number: Known | Text | Unknown) -> tuple[str | Unknown, ...]:
    match number:
        case Known(value=value):
            return (str(value),)
        case Text(parts=parts):
            return parts
        case Unknown():
            return (number,)


def _trust(partition: str, number: Known | Text | Unknown, origin: Origin) -> PolicyDocument:
    """Return the trust policy that Identity Center writes: its own provider, and nobody else."""
    ending = Unknown(Reason.COMPUTED, "AWS ends the name of the provider", origin)
    head = (f"arn:{partition}:iam::", *_parts(number), ":saml-provider/AWSSSO_")
    provider = join_text((*head, ending), origin)
    statement: dict[str, Value] = {
        "Effect": Known("Allow", origin),
        "Action": value_of_json(["sts:AssumeRoleWithSAML", "sts:TagSession"], origin),
        "Principal": Mapping({"Federated": provider}, origin),
    }
    written: dict[str, Value] = {
        "Version": Known("2012-10-17", origin),
        "Statement": Sequence((Mapping(statement, origin),), origin),
    }
    return read_policy(Mapping(written, origin), PolicyKind.TRUST)
