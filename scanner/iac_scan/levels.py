"""Which policies of an organization bind an account, level by level from the root down.

What the policies mean is `iac_scan.iam`; what a principal holds itself is `effective`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import TypeAlias

from iac_scan.graph.items import referred
from iac_scan.graph.model import (
    AccountKey,
    Graph,
    Organization,
    OrganizationNode,
    OrganizationNodeKind,
    OrganizationPolicy,
    OrganizationPolicyType,
    Place,
)
from iac_scan.iam.claims import Held
from iac_scan.values import Truth, Value, identity_of, text_of

Levels: TypeAlias = tuple[tuple[Held, ...], ...]
"""The policies of one type of the root, of each unit on the way down and of the account."""


@dataclass(frozen=True, slots=True)
class _Account:
    """An account, as something names it."""

    key: AccountKey | None
    """Its key in this scan, when it has one."""
    id: Value | None
    """Its id as far as known."""

    @property
    def number(self) -> str | None:
        """Its 12 digits, when they are known."""
        return None if self.id is None else text_of(self.id)


def account_levels(
    place: Place | None,
    graph: Graph,
    type: OrganizationPolicyType = OrganizationPolicyType.SERVICE_CONTROL,
) -> Levels:
    """Return the policies of one type that bind the account that a node stands in.

    Shape: empty where the code declares no organization, and for the management account, which
    neither service nor resource control policies bind.
    Unknown: policies of which it is not known where they are attached may be attached here. An
    account of which it is not known where it is (a template does not say where it is deployed) may
    be below every root and unit, and may be each account that it is not surely apart from: the
    policies there are one level, and each of them is in doubt. Of an account that is among several
    (the targets of a stack set) what binds all of them is sure, the rest in doubt.
    Source: Organizations User Guide, "SCP effects on permissions", "RCP effects on permissions".
    """
    if place is None:
        return ()
    among = graph.among.get(place.account, ())
    if not among:
        return _levels(_Account(place.account, graph.accounts.get(place.account)), graph, type)
    found = [
        _unit_levels(target.id, graph, type)
        if target.is_unit
        else _levels(_Account(None, target.id), graph, type)
        for target in among
    ]
    return _shared(found)


def _levels(here: _Account, graph: Graph, type: OrganizationPolicyType) -> Levels:
    """Return the policies that bind one account."""
    for organization in graph.organizations:
        if _is_management(here, organization):
            return ()
        for path, placed in _paths(organization):
            if _is_account(path[-1], here):
                return _down(path, organization, type, placed=placed)
    return _anywhere(here, graph, type)


def _down(
    path: tuple[OrganizationNode, ...],
    organization: Organization,
    type: OrganizationPolicyType,
    *,
    placed: bool,
) -> Levels:
    """Return the policies along a path, and a level of those that may be attached on it too."""
    levels = tuple(_attached(node, type) for node in path)
    doubtful = tuple(_elsewhere(organization, type, placed=placed))
    return (*levels, doubtful) if doubtful else levels


def _anywhere(here: _Account, graph: Graph, type: OrganizationPolicyType) -> Levels:
    """Return what may bind an account of which it is not known where it is, as one level."""
    perhaps = tuple(
        policy for organization in graph.organizations for policy in _over(organization, here, type)
    )
    return (perhaps,) if perhaps else ()


def _unit_levels(unit: Value, graph: Graph, type: OrganizationPolicyType) -> Levels:
    """Return the policies that bind every account below a unit, and those that bind some."""
    for organization in graph.organizations:
        for path, placed in _paths(organization, OrganizationNodeKind.UNIT):
            if _is_unit(path[-1], unit):
                levels = _down(path, organization, type, placed=placed)
                below = tuple(_below(path[-1], type))
                return (*levels, below) if below else levels
    return _anywhere(_Account(None, None), graph, type)


def _is_unit(node: OrganizationNode, unit: Value) -> bool:
    """Tell whether a node surely is the unit, or the root, that a value names.

    Source: AWS CloudFormation Template Reference, "AWS::Organizations::Organization", on `RootId`;
    Terraform aws_organizations_organization, on `roots`.
    """
    text, identity = text_of(unit), referred(unit)
    if node.kind is OrganizationNodeKind.ROOT:
        named = identity is not None and identity.attribute.partition("[")[0] in {"roots", "RootId"}
        return named or (text is not None and text.startswith("r-"))
    if node.place is None:
        return text is not None and node.name == text
    return identity is not None and identity.resource == node.place.key


def _below(node: OrganizationNode, type: OrganizationPolicyType) -> Iterator[Held]:
    """Yield the policies that are attached below a node, all in doubt."""
    for child in node.children:
        for held in _attached(child, type):
            yield replace(held, presence=Truth.UNKNOWN)
        yield from _below(child, type)


def _shared(found: list[Levels]) -> Levels:
    """Return the levels that all have first, and one level of what only some of them have."""
    common = 0
    while all(len(levels) > common for levels in found) and all(
        _same(levels[common], found[0][common]) for levels in found
    ):
        common += 1
    rest = {
        id(held.document): replace(held, presence=Truth.UNKNOWN)
        for levels in found
        for level in levels[common:]
        for held in level
    }
    shared = found[0][:common]
    return (*shared, tuple(rest.values())) if rest else shared


def _same(one: tuple[Held, ...], other: tuple[Held, ...]) -> bool:
    return [(id(held.document), held.presence) for held in one] == [
        (id(held.document), held.presence) for held in other
    ]


def _over(
    organization: Organization, here: _Account, type: OrganizationPolicyType
) -> Iterator[Held]:
    """Yield the policies that bind an account if it is somewhere in an organization."""
    found: dict[int, OrganizationPolicy] = {}
    for path, _ in _paths(organization):
        mine = path if _may_be_account(path[-1], here) else path[:-1]
        found |= {id(item.policy): item.policy for node in mine for item in node.attachments}
    for path in organization.nodes():
        if path[-1].kind is not OrganizationNodeKind.ACCOUNT:
            found |= {id(item.policy): item.policy for item in path[-1].attachments}
    if organization.unlinked:
        found |= {id(policy): policy for policy in organization.unattached}
    for policy in found.values():
        if policy.type is type and policy.place is not None:
            yield Held(policy.document, Truth.UNKNOWN)


def _may_be_account(node: OrganizationNode, here: _Account) -> bool:
    """Tell whether an account of the organization may be one that something names."""
    other = node.name if node.account_id is None else text_of(node.account_id)
    return here.number is None or other is None or here.number == other


def _is_management(here: _Account, organization: Organization) -> bool:
    """Tell whether an account is the one that declares the organization."""
    home = organization.place
    if not organization.declared or home is None:
        return False
    identity = None if here.id is None else identity_of(here.id)
    # `master_account_id`, `ManagementAccountId`: an attribute of the organization that is an id.
    named = (
        identity is not None
        and identity.resource == home.key
        and identity.attribute.lower().replace("_", "").endswith("accountid")
    )
    return home.account in {here.key, here.number} or named


def _paths(
    organization: Organization, kind: OrganizationNodeKind = OrganizationNodeKind.ACCOUNT
) -> Iterator[tuple[tuple[OrganizationNode, ...], bool]]:
    """Yield the path to every account, and whether the whole of it is known.

    Shape: with the kind of units, the paths to the root and to every unit.
    """
    wanted = {kind}
    if kind is OrganizationNodeKind.UNIT:
        wanted.add(OrganizationNodeKind.ROOT)
    for path in organization.nodes():
        if path[-1].kind in wanted:
            yield path, True
    for node in organization.adrift:
        pending: list[tuple[OrganizationNode, ...]] = [(organization.root, node)]
        while pending:
            path = pending.pop()
            pending.extend((*path, child) for child in path[-1].children)
            if path[-1].kind in wanted:
                yield path, False


def _is_account(node: OrganizationNode, here: _Account) -> bool:
    """Tell whether an account of the organization is surely one that something names."""
    number = here.number
    if node.account_id is None:
        # An account that is only named, as the target of an attachment.
        return number is not None and node.name == number
    if number is not None:
        return text_of(node.account_id) == number
    mine = None if here.id is None else identity_of(here.id)
    theirs = identity_of(node.account_id)
    # `Ref` and `AccountId` are two attributes of one account, and both are its id.
    is_declared = mine is not None and node.place is not None and mine.resource == node.place.key
    return is_declared or (mine is not None and mine == theirs)


def _attached(node: OrganizationNode, type: OrganizationPolicyType) -> tuple[Held, ...]:
    """Return the policies of a type that are attached to a node."""
    return tuple(
        Held(item.policy.document, item.presence)
        for item in node.attachments
        if item.policy.type is type
    )


def _elsewhere(
    organization: Organization, type: OrganizationPolicyType, *, placed: bool
) -> Iterator[Held]:
    """Yield the policies that may be attached on a path in places that are not known."""
    paths = organization.nodes()
    attached = [item.policy for path in paths for item in path[-1].attachments]
    possible: list[OrganizationPolicy] = []
    if organization.unlinked:
        possible += [*attached, *organization.unattached]
    elif not placed:
        possible += attached
    for policy in possible:
        # AWS's own `FullAWSAccess` takes nothing away wherever it is.
        if policy.type is type and policy.place is not None:
            yield Held(policy.document, Truth.UNKNOWN)
