"""Which policies of an organization bind an account, level by level from the root down.

What the policies mean is `iac_scan.iam`; what a principal holds itself is `effective`.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TypeAlias

from iac_scan.graph.model import (
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
    policies there are one level, and each of them is in doubt.
    Source: Organizations User Guide, "SCP effects on permissions", "RCP effects on permissions".
    """
    if place is None:
        return ()
    for organization in graph.organizations:
        if _is_management(place, organization, graph):
            return ()
        for path, placed in _paths(organization):
            if _is_account(path[-1], place, graph):
                levels = tuple(_attached(node, type) for node in path)
                doubtful = tuple(_elsewhere(organization, type, placed=placed))
                return (*levels, doubtful) if doubtful else levels
    perhaps = tuple(
        policy
        for organization in graph.organizations
        for policy in _over(organization, place, graph, type)
    )
    return (perhaps,) if perhaps else ()


def _over(
    organization: Organization, place: Place, graph: Graph, type: OrganizationPolicyType
) -> Iterator[Held]:
    """Yield the policies that bind an account if it is somewhere in an organization."""
    found: dict[int, OrganizationPolicy] = {}
    for path, _ in _paths(organization):
        mine = path if _may_be_account(path[-1], place, graph) else path[:-1]
        found |= {id(item.policy): item.policy for node in mine for item in node.attachments}
    for path in organization.nodes():
        if path[-1].kind is not OrganizationNodeKind.ACCOUNT:
            found |= {id(item.policy): item.policy for item in path[-1].attachments}
    if organization.unlinked:
        found |= {id(policy): policy for policy in organization.unattached}
    for policy in found.values():
        if policy.type is type and policy.place is not None:
            yield Held(policy.document, Truth.UNKNOWN)


def _may_be_account(node: OrganizationNode, place: Place, graph: Graph) -> bool:
    """Tell whether an account of the organization may be the one that a node stands in."""
    here = graph.accounts.get(place.account)
    number = None if here is None else text_of(here)
    other = node.name if node.account_id is None else text_of(node.account_id)
    return number is None or other is None or number == other


def _is_management(place: Place, organization: Organization, graph: Graph) -> bool:
    """Tell whether a node stands in the account that declares the organization."""
    home = organization.place
    if not organization.declared or home is None:
        return False
    here = graph.accounts.get(place.account)
    identity = None if here is None else identity_of(here)
    # `master_account_id`, `ManagementAccountId`: an attribute of the organization that is an id.
    named = (
        identity is not None
        and identity.resource == home.key
        and identity.attribute.lower().replace("_", "").endswith("accountid")
    )
    return home.account == place.account or named


def _paths(organization: Organization) -> Iterator[tuple[tuple[OrganizationNode, ...], bool]]:
    """Yield the path to every account, and whether the whole of it is known."""
    for path in organization.nodes():
        if path[-1].kind is OrganizationNodeKind.ACCOUNT:
            yield path, True
    for node in organization.adrift:
        pending: list[tuple[OrganizationNode, ...]] = [(organization.root, node)]
        while pending:
            path = pending.pop()
            pending.extend((*path, child) for child in path[-1].children)
            if path[-1].kind is OrganizationNodeKind.ACCOUNT:
                yield path, False


def _is_account(node: OrganizationNode, place: Place, graph: Graph) -> bool:
    """Tell whether an account of the organization is surely the one that a node stands in."""
    here: Value | None = graph.accounts.get(place.account)
    number = None if here is None else text_of(here)
    if node.account_id is None:
        # An account that is only named, as the target of an attachment.
        return number is not None and node.name == number
    if number is not None:
        return text_of(node.account_id) == number
    mine = None if here is None else identity_of(here)
    return mine is not None and mine == identity_of(node.account_id)


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
