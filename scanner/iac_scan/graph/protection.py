"""Policies on resources, frozen, each with what it protects and the settings beside it.

How a document is read is in `policies`; who carries identity policies is in `identities`.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from iac_scan.graph.facts import (
    Fact,
    FunctionUrlDraft,
    Link,
    ProtectedDraft,
    PublicAccessBlockDraft,
    QualifierDraft,
    ResourcePolicyDraft,
)
from iac_scan.graph.functions import function_name
from iac_scan.graph.items import likeness, names_nothing, referred
from iac_scan.graph.model import (
    AccountKey,
    FunctionUrl,
    Place,
    PublicAccessBlock,
    ResourcePolicy,
)
from iac_scan.graph.policies import Reader
from iac_scan.graph.protected import BUCKET, FUNCTION
from iac_scan.iam.policy import PolicyKind
from iac_scan.values import ResourceKey, Truth, show, text_of


@dataclass(frozen=True, slots=True)
class Protection:
    """Everything that is said about who may use resources, frozen."""

    policies: tuple[ResourcePolicy, ...]
    """Sorted by key of the resource that declares it, then by what it protects."""
    blocks: tuple[PublicAccessBlock, ...]
    """Sorted by key."""
    urls: tuple[FunctionUrl, ...]
    """Sorted by key."""


@dataclass(slots=True)
class _Register:
    """Finds the declared thing that a link names."""

    drafts: dict[ResourceKey, ProtectedDraft] = field(default_factory=dict)
    qualifiers: dict[ResourceKey, QualifierDraft] = field(default_factory=dict)
    names: dict[tuple[str, AccountKey, object], ResourceKey] = field(default_factory=dict)

    def add(self, draft: ProtectedDraft) -> None:
        self.drafts[draft.place.key] = draft
        for value in (draft.name, draft.arn):
            if not names_nothing(value):
                known = (draft.kind.type, draft.place.account, likeness(value))
                self.names.setdefault(known, draft.place.key)

    def find(self, kind: str, link: Link | None, place: Place) -> ProtectedDraft | None:
        """Return the declared thing, or None when nothing that is declared is surely meant."""
        if link is None:
            return None
        if isinstance(link, ResourceKey):
            return self.drafts.get(link)
        identity = referred(link)
        if identity is not None and identity.resource in self.drafts:
            return self.drafts[identity.resource]
        through = self.through(link)
        if through is not None:
            return self.find(kind, through.function, through.place)
        text = text_of(link)
        tail = (text.rpartition("/")[2],) if text is not None and "://" in text else ()
        bare = (likeness(function_name(link)[0]),) if kind == FUNCTION.type else ()
        for name in (likeness(link), *tail, *bare):
            key = self.names.get((kind, place.account, name))
            if key is not None:
                return self.drafts[key]
        return None

    def is_qualified(self, kind: str, link: Link | None) -> bool:
        """Tell whether a link names one alias or version of a function alone."""
        if link is None or isinstance(link, ResourceKey) or kind != FUNCTION.type:
            return False
        return self.through(link) is not None or function_name(link)[1]

    def through(self, link: Link | None) -> QualifierDraft | None:
        """Return the alias or version that a link leads to; None when these name each other."""
        seen: set[ResourceKey] = set()
        found: QualifierDraft | None = None
        while link is not None and not isinstance(link, ResourceKey):
            identity = referred(link)
            inner = None if identity is None else self.qualifiers.get(identity.resource)
            if inner is None:
                break
            if inner.place.key in seen:
                return None
            seen.add(inner.place.key)
            found, link = inner, inner.function
        return found


def freeze_protection(facts: Iterable[Fact], reader: Reader) -> Protection:
    """Return the policies on resources that the facts describe, and the settings beside them.

    Unknown: a document that is not known is a gap. What it protects may be declared elsewhere:
    the policy is read all the same, so that is no gap.
    """
    drafts = tuple(facts)
    register = _Register()
    for fact in drafts:
        if isinstance(fact, ProtectedDraft):
            register.add(fact)
        elif isinstance(fact, QualifierDraft):
            register.qualifiers[fact.place.key] = fact
    blocks = tuple(
        sorted(
            (_block(fact, register) for fact in drafts if isinstance(fact, PublicAccessBlockDraft)),
            key=lambda block: (block.place.key, block.name),
        )
    )
    policies = [
        _policy(fact, register, blocks, reader)
        for fact in drafts
        if isinstance(fact, ResourcePolicyDraft)
    ]
    urls = (_url(fact, register) for fact in drafts if isinstance(fact, FunctionUrlDraft))
    return Protection(
        tuple(sorted(_without_replaced(policies), key=_order)),
        blocks,
        tuple(sorted(urls, key=lambda url: url.place.key)),
    )


def _order(policy: ResourcePolicy) -> tuple[object, ...]:
    return (policy.place.key, policy.kind.type, policy.name, policy.written)


def _block(draft: PublicAccessBlockDraft, register: _Register) -> PublicAccessBlock:
    found = register.find(BUCKET.type, draft.resource, draft.place)
    match draft.resource:
        case None:
            name = "account"
        case ResourceKey() as key:
            name = key.address
        case value:
            name = show(value)
    return PublicAccessBlock(
        name if found is None else found.shown,
        draft.place,
        None if found is None else found.place.key,
        draft.resource is None,
        *draft.settings,
    )


def _policy(
    draft: ResourcePolicyDraft,
    register: _Register,
    blocks: tuple[PublicAccessBlock, ...],
    reader: Reader,
) -> ResourcePolicy:
    found = register.find(draft.kind.type, draft.resource, draft.place)
    name = draft.shown if found is None else found.shown
    reads_as = PolicyKind.ENDPOINT if draft.kind.endpoint else PolicyKind.RESOURCE
    what = f"policy of {draft.kind.noun} `{name}`"
    key = None if found is None else found.place.key
    qualified = draft.qualified or register.is_qualified(draft.kind.type, draft.resource)
    return ResourcePolicy(
        kind=draft.kind if found is None else found.kind,
        name=name,
        resource=key,
        arn=found.arn if found is not None and not qualified else draft.arn,
        document=reader.read(draft.document, reads_as, what, draft.place.origin),
        place=draft.place,
        presence=draft.presence,
        written=draft.written,
        beside=draft.beside,
        refuses_public=draft.refuses_public,
        public_access_blocks=_blocks_of(key, draft, blocks),
    )


def _blocks_of(
    key: ResourceKey | None, draft: ResourcePolicyDraft, blocks: tuple[PublicAccessBlock, ...]
) -> tuple[PublicAccessBlock, ...]:
    """Return the settings that the code makes for one resource of Amazon S3."""
    if draft.kind.service not in ("s3", "s3express"):
        return ()
    own = tuple(block for block in blocks if key is not None and block.resource == key)
    account = (
        block
        for block in blocks
        if block.whole_account and block.place.account == draft.place.account
    )
    return (*own, *account)


def _without_replaced(policies: list[ResourcePolicy]) -> list[ResourcePolicy]:
    """Return the policies without those of AWS that give way to a written one."""
    replaced: dict[ResourceKey, Truth] = {}
    for policy in policies:
        if policy.resource is not None and policy.written and not policy.beside:
            sure = replaced.get(policy.resource, Truth.NO)
            replaced[policy.resource] = sure | policy.presence
    kept: list[ResourcePolicy] = []
    for policy in policies:
        presence = policy.presence
        if not policy.written and policy.resource is not None:
            presence &= ~replaced.get(policy.resource, Truth.NO)
        if presence is not Truth.NO:
            kept.append(replace(policy, presence=presence))
    return kept


def _url(draft: FunctionUrlDraft, register: _Register) -> FunctionUrl:
    found = register.find(FUNCTION.type, draft.function, draft.place)
    if found is not None:
        name = found.shown
    elif isinstance(draft.function, ResourceKey):
        name = draft.function.address
    else:
        name = show(draft.function)
    key = None if found is None else found.place.key
    return FunctionUrl(name, draft.place, key, draft.authorization)
