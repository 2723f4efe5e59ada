"""Facts of both languages to one graph: linked, sorted and frozen.

What links to what is found in `links`, `identities`, `organization`, `protection` and
`running`; this is their order.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeVar

from iac_scan.evaluation.result import Target
from iac_scan.graph.facts import AccountDraft, ElsewhereDraft, Fact, PolicyDraft
from iac_scan.graph.identities import freeze_identities
from iac_scan.graph.links import Linker
from iac_scan.graph.model import (
    AccountKey,
    Analyzer,
    Assignment,
    FederationProvider,
    Graph,
    ManagedPolicy,
    PasswordPolicy,
    PolicySource,
    Safeguard,
    SecretLiteral,
    Trail,
    TrustAnchor,
)
from iac_scan.graph.organization import freeze_organizations
from iac_scan.graph.policies import Reader
from iac_scan.graph.protection import freeze_protection
from iac_scan.graph.running import freeze_running
from iac_scan.iam.policy import PolicyKind
from iac_scan.sources.diagnostics import each_once
from iac_scan.values import ResourceKey, Value

_N = TypeVar("_N", FederationProvider, TrustAnchor, Trail, Analyzer, Safeguard, PasswordPolicy)


def build(facts: Iterable[Fact]) -> Graph:
    """Return the graph of everything that the facts describe.

    Unknown: what could not be linked or read is held by the node that it concerns, and is a gap.
    """
    drafts = tuple(facts)
    looked_up = {draft.place.key: draft for draft in drafts if isinstance(draft, ElsewhereDraft)}
    reader = Reader(looked_up=looked_up)
    policies = _policies(drafts, reader)
    linker = Linker.of(drafts, policies)
    identities = freeze_identities(drafts, linker, reader)
    running = freeze_running(drafts, identities, linker, reader)
    organizations = freeze_organizations(drafts, reader)
    protection = freeze_protection(drafts, reader)
    secrets = (fact for fact in drafts if isinstance(fact, SecretLiteral))
    gaps = (*reader.gaps, *linker.gaps, *organizations.gaps)
    return Graph(
        users=identities.users,
        groups=identities.groups,
        roles=identities.roles,
        policies=tuple(policies[key] for key in sorted(policies)),
        instance_profiles=identities.instance_profiles,
        organizations=organizations.organizations,
        organization_policies=organizations.policies,
        secrets=tuple(sorted(secrets, key=lambda one: (one.origin.span, one.kind.value))),
        resource_policies=protection.policies,
        public_access_blocks=protection.blocks,
        function_urls=protection.urls,
        workloads=running.workloads,
        permission_sets=identities.permission_sets,
        assignments=running.assignments,
        anywhere_profiles=running.profiles,
        federation_providers=_of(FederationProvider, drafts),
        trust_anchors=_of(TrustAnchor, drafts),
        trails=_of(Trail, drafts),
        analyzers=_of(Analyzer, drafts),
        safeguards=_of(Safeguard, drafts),
        password_policies=_of(PasswordPolicy, drafts),
        accounts=_accounts(drafts, running.assignments),
        partitions=_partitions(drafts),
        among=_among(drafts),
        gaps=each_once(gaps),
    )


def _of(kind: type[_N], drafts: tuple[Fact, ...]) -> tuple[_N, ...]:
    """Return the nodes that need no link, sorted by key."""
    found = (draft for draft in drafts if isinstance(draft, kind))
    return tuple(sorted(found, key=lambda node: node.place.key))


def _policies(drafts: tuple[Fact, ...], reader: Reader) -> dict[ResourceKey, ManagedPolicy]:
    """Return the customer managed policies."""
    found: dict[ResourceKey, ManagedPolicy] = {}
    for draft in drafts:
        if isinstance(draft, PolicyDraft):
            what = f"policy `{draft.shown}`"
            origin = draft.place.origin
            found[draft.place.key] = ManagedPolicy(
                PolicySource.CUSTOMER,
                draft.shown,
                draft.arn,
                reader.read(draft.document, PolicyKind.IDENTITY, what, origin),
                draft.place,
                origin,
            )
    return found


def _accounts(
    drafts: tuple[Fact, ...], assignments: Iterable[Assignment]
) -> dict[AccountKey, Value]:
    """Return the accounts, sorted by key."""
    found = {each.account_key: each.account for each in assignments}
    found |= {draft.account: draft.id for draft in drafts if isinstance(draft, AccountDraft)}
    return {key: found[key] for key in sorted(found)}


def _partitions(drafts: tuple[Fact, ...]) -> dict[AccountKey, Value]:
    """Return the partitions of accounts, sorted by key."""
    found = {draft.account: draft.partition for draft in drafts if isinstance(draft, AccountDraft)}
    return {key: found[key] for key in sorted(found)}


def _among(drafts: tuple[Fact, ...]) -> dict[AccountKey, tuple[Target, ...]]:
    """Return what is said of accounts that are not known one by one, sorted by key."""
    found = {
        draft.account: draft.among
        for draft in drafts
        if isinstance(draft, AccountDraft) and draft.among
    }
    return {key: found[key] for key in sorted(found)}
