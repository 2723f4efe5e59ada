"""Organizations as trees, with the policies that are attached along them, frozen.

Where a value points to is found in `territory`; what the policies allow is `iac_scan.iam`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from iac_scan.graph.advice import TOGETHER, give
from iac_scan.graph.facts import Fact, Link, OrganizationNodeDraft, OrganizationPolicyDraft
from iac_scan.graph.items import names_nothing, referred, use_of
from iac_scan.graph.model import (
    Organization,
    OrganizationAttachment,
    OrganizationNode,
    OrganizationNodeKind,
    OrganizationPolicy,
    OrganizationPolicyType,
    Place,
)
from iac_scan.graph.policies import Reader, unread_document
from iac_scan.graph.territory import Foreign, Root, Spot, Territory, territories
from iac_scan.iam import PolicyKind, full_aws_access, read_policy, value_of_json
from iac_scan.sources.diagnostics import Gap, GapKind
from iac_scan.sources.span import Origin
from iac_scan.values import (
    Absent,
    Reason,
    ResourceKey,
    Truth,
    Unknown,
    Value,
    is_null_or_absent,
    options_of,
    show,
    text_of,
)

_KINDS = {
    OrganizationPolicyType.SERVICE_CONTROL: PolicyKind.SERVICE_CONTROL,
    OrganizationPolicyType.RESOURCE_CONTROL: PolicyKind.RESOURCE_CONTROL,
}


@dataclass(frozen=True, slots=True)
class Organizations:
    """Every organization, frozen."""

    organizations: tuple[Organization, ...]
    """Sorted by the account that declares them."""
    policies: tuple[OrganizationPolicy, ...]
    """Declared ones, sorted by key."""
    gaps: tuple[Gap, ...]
    """Links that led out of the scanned code."""


def freeze_organizations(facts: Iterable[Fact], reader: Reader) -> Organizations:
    """Return the organizations that the facts describe."""
    surveys = [_Survey(territory, reader) for territory in territories(facts)]
    organizations = tuple(survey.freeze() for survey in surveys)
    policies = {key: policy for survey in surveys for key, policy in survey.policies.items()}
    return Organizations(
        organizations,
        tuple(policies[key] for key in sorted(policies)),
        tuple(gap for survey in surveys for gap in survey.gaps),
    )


@dataclass(slots=True)
class _Survey:
    """Draws the tree of one organization."""

    territory: Territory
    """What is declared of it."""
    reader: Reader
    """Reads its policies."""
    policies: dict[ResourceKey, OrganizationPolicy] = field(default_factory=dict)
    """The policies of the types that this package reads."""
    gaps: list[Gap] = field(default_factory=list)
    """Links that led out of the scanned code."""
    attached: defaultdict[Spot, list[OrganizationAttachment]] = field(
        default_factory=lambda: defaultdict(list)
    )
    below: defaultdict[Spot, list[ResourceKey]] = field(default_factory=lambda: defaultdict(list))
    named: dict[Spot, Origin] = field(default_factory=dict)
    unlinked: list[Unknown] = field(default_factory=list)
    adrift: list[Spot] = field(default_factory=list)

    def freeze(self) -> Organization:
        """Return the organization."""
        for key, draft in self.territory.policies.items():
            self._read_policy(key, draft)
        for key, node in self.territory.nodes.items():
            self._put(key, node)
        self._attach()
        places = self._places()
        declared = [draft for draft in self.territory.organizations.values() if draft.declared]
        own = min(declared, key=lambda draft: draft.place.key) if declared else None
        origin = own.place.origin if own is not None else places[0].origin
        # What is only named, by an id or a variable, has no known parent.
        self.adrift.extend(spot for spot in self.named if isinstance(spot, Foreign))
        drawn: set[Spot] = set()
        root = self._draw(Root(), drawn, origin, None if own is None else own.place)
        adrift = [self._draw(spot, drawn, origin) for spot in dict.fromkeys(self.adrift)]
        # INVARIANT: units that are each other's parents hang nowhere, and are adrift too.
        lost = [key for key in sorted(self.territory.nodes) if key not in drawn]
        adrift.extend(self._draw(key, drawn, origin) for key in lost if key not in drawn)
        used = {id(item.policy) for items in self.attached.values() for item in items}
        return Organization(
            place=None if own is None else own.place,
            origin=origin,
            root=root,
            declared=own is not None,
            enabled_policy_types=Absent(origin) if own is None else own.enabled_policy_types,
            adrift=tuple(sorted(adrift, key=lambda node: (node.origin.span, node.name))),
            unattached=tuple(
                policy for _, policy in sorted(self.policies.items()) if id(policy) not in used
            ),
            unlinked=tuple(dict.fromkeys(self.unlinked)),
        )

    def _places(self) -> list[Place]:
        """Return where the declared parts stand, sorted by span."""
        territory = self.territory
        places = [draft.place for draft in territory.nodes.values()]
        places += [draft.place for draft in territory.policies.values()]
        places += [draft.place for draft in territory.attachments]
        places += [draft.place for draft in territory.opens]
        places += [draft.place for draft in territory.organizations.values()]
        return sorted(places, key=lambda place: place.origin.span)

    def _read_policy(self, key: ResourceKey, draft: OrganizationPolicyDraft) -> None:
        """Keep the policy when it is of a type that this package reads."""
        type = _type_of(draft.type)
        if type is None:
            if text_of(draft.type) is None:
                message = f"the type of organization policy `{draft.shown}` is not known"
                help = give(draft.type.origin)
                self.gaps.append(Gap(GapKind.POLICY, message, use_of(draft.type).span, help))
            return
        kind = _KINDS[type]
        what = f"{kind.value} policy `{draft.shown}`"
        document = self.reader.read(draft.document, kind, what, draft.place.origin)
        self.policies[key] = OrganizationPolicy(
            draft.shown, type, document, draft.place, draft.place.origin
        )

    def _put(self, key: ResourceKey, node: OrganizationNodeDraft) -> None:
        """Put a unit or account below its parent, or adrift."""
        if is_null_or_absent(node.parent) is Truth.YES and not node.unit:
            # AWS: an account without parent is created in the root.
            self.below[Root()].append(key)
            return
        spots = [self.territory.find(option) for option in options_of(node.parent)]
        spot = spots[0]
        if len(spots) == 1 and not isinstance(spot, Unknown):
            self.named.setdefault(spot, use_of(node.parent))
            self.below[spot].append(key)
            return
        self.adrift.append(key)
        message = f"the parent of `{node.shown}` is not known: `{show(node.parent)}`"
        self.gaps.append(Gap(GapKind.REFERENCE, message, use_of(node.parent).span, TOGETHER))

    def _attach(self) -> None:
        """Attach policies where the code says so; note where that is not known."""
        for draft in self.territory.attachments:
            policies = tuple(self._policies(draft.policy, draft.origin))
            targets = [one for one in options_of(draft.target) if not names_nothing(one)]
            if not policies:
                continue  # of a type that is not read
            alone = Truth.YES if len(options_of(draft.target)) == 1 else Truth.UNKNOWN
            for target in targets:
                spot = self.territory.find(target)
                if isinstance(spot, Unknown):
                    self._open(spot, use_of(target))
                    continue
                self.named.setdefault(spot, use_of(target))
                for policy, meant in policies:
                    presence = draft.presence & meant & alone
                    self.attached[spot].append(
                        OrganizationAttachment(policy, draft.origin, presence)
                    )
        for open_end in self.territory.opens:
            self._open(open_end.why, use_of(open_end.why))

    def _open(self, why: Unknown, use: Origin) -> None:
        self.unlinked.append(why)
        message = f"where an organization policy is attached is not known: {why.detail}"
        self.gaps.append(Gap(GapKind.REFERENCE, message, use.span, TOGETHER))

    def _policies(self, link: Link, origin: Origin) -> Iterator[tuple[OrganizationPolicy, Truth]]:
        """Yield the policies that a link names; none for one of a type that is not read."""
        if isinstance(link, ResourceKey):
            if link in self.policies:
                yield self.policies[link], Truth.YES
            return
        options = [option for option in options_of(link) if not names_nothing(option)]
        sure = Truth.YES if len(options_of(link)) == 1 else Truth.UNKNOWN
        for option in options:
            identity = referred(option)
            if identity is not None and identity.resource in self.territory.policies:
                if identity.resource in self.policies:
                    yield self.policies[identity.resource], sure
                continue
            yield _own(option, origin) or self._foreign(option, origin), sure

    def _foreign(self, value: Value, origin: Origin) -> OrganizationPolicy:
        """Return the policy that stands for one declared elsewhere."""
        detail = f"organization policy `{show(value)}` is not declared in the scanned code"
        self.gaps.append(Gap(GapKind.REFERENCE, detail, use_of(value).span, TOGETHER))
        document = unread_document(PolicyKind.SERVICE_CONTROL, Unknown(Reason.DATA, detail, origin))
        type = OrganizationPolicyType.SERVICE_CONTROL
        return OrganizationPolicy(show(value), type, document, None, origin)

    def _draw(
        self, spot: Spot, drawn: set[Spot], origin: Origin, place: Place | None = None
    ) -> OrganizationNode:
        """Return the node at a spot with everything below it."""
        drawn.add(spot)
        children = [
            self._draw(key, drawn, origin) for key in sorted(self.below[spot]) if key not in drawn
        ]
        name, kind, account_id = "root", OrganizationNodeKind.ROOT, None
        here = self.named.get(spot, origin) if place is None else place.origin
        match spot:
            case ResourceKey():
                draft = self.territory.nodes[spot]
                name, place, here = draft.shown, draft.place, draft.place.origin
                account_id = draft.account_id
                kind = _node_kind(draft.unit)
            case Foreign(unit=unit, name=shown):
                name, kind = shown, _node_kind(unit)
            case Root():
                pass
        return OrganizationNode(
            kind=kind,
            name=name,
            origin=here,
            place=place,
            account_id=account_id,
            attachments=tuple(
                sorted(self.attached[spot], key=lambda one: (one.origin.span, one.policy.name))
            ),
            children=tuple(sorted(children, key=lambda node: (node.origin.span, node.name))),
        )


def _node_kind(unit: bool) -> OrganizationNodeKind:
    return OrganizationNodeKind.UNIT if unit else OrganizationNodeKind.ACCOUNT


def _type_of(value: Value) -> OrganizationPolicyType | None:
    """Return the type of a policy; None for one that is not read, or not known.

    Source: Terraform aws_organizations_policy, `type`: a service control policy
    when it is not written.
    """
    if is_null_or_absent(value) is Truth.YES:
        return OrganizationPolicyType.SERVICE_CONTROL
    text = text_of(value)
    return next((type for type in OrganizationPolicyType if type.value == text), None)


def _own(value: Value, origin: Origin) -> OrganizationPolicy | None:
    """Return AWS's own policy that allows everything, or None for another value.

    Source: Organizations User Guide, "SCP evaluation" and "RCP evaluation".
    """
    match text_of(value):
        case "p-FullAWSAccess":
            type, document = OrganizationPolicyType.SERVICE_CONTROL, full_aws_access(origin)
            return OrganizationPolicy("FullAWSAccess", type, document, None, origin)
        case "p-RCPFullAWSAccess":
            statement = {"Effect": "Allow", "Principal": "*", "Action": "*", "Resource": "*"}
            value = value_of_json({"Version": "2012-10-17", "Statement": [statement]}, origin)
            document = read_policy(value, PolicyKind.RESOURCE_CONTROL)
            type = OrganizationPolicyType.RESOURCE_CONTROL
            return OrganizationPolicy("RCPFullAWSAccess", type, document, None, origin)
        case _:
            return None
