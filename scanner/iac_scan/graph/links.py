"""Which declared thing a value names: by reference, else by name or ARN within the account.

What is linked to what is the business of `identities`; an organization's own links are in
`organization`.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import TypeAlias

from iac_scan.graph.advice import TOGETHER, advice
from iac_scan.graph.facts import Carrier, ElsewhereDraft, Fact, Link, PolicyDraft, PrincipalDraft
from iac_scan.graph.items import likeness, names_nothing, referred, use_of
from iac_scan.graph.model import AccountKey, ManagedPolicy, Place, PolicySource
from iac_scan.graph.policies import moved, unread_document
from iac_scan.graph.policy_arns import is_aws, policy_key, policy_tail
from iac_scan.iam.managed import managed_policy, managed_policy_arn, managed_policy_name
from iac_scan.iam.policy import PolicyDocument, PolicyKind
from iac_scan.sources.diagnostics import Gap, GapKind
from iac_scan.sources.span import Origin
from iac_scan.values import (
    Absent,
    Known,
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

_Names: TypeAlias = dict[tuple[str, AccountKey, object], list[ResourceKey]]

_NAME = "check the name: AWS may have published it after this release, or never"


@dataclass(slots=True)
class Linker:
    """Finds the thing that a value names, and remembers what it could not find.

    INVARIANT: every link yields something to hold on to: a declared thing, or one that is marked
    as declared elsewhere, and then a gap. Only a link that is surely null yields nothing.
    """

    principals: dict[ResourceKey, PrincipalDraft] = field(default_factory=dict)
    """Declared principals, and those that are only named."""
    policies: dict[ResourceKey, ManagedPolicy] = field(default_factory=dict)
    """Customer managed policies."""
    gaps: list[Gap] = field(default_factory=list)
    """One for each link that led out of the scanned code."""
    _elsewhere: dict[ResourceKey, ElsewhereDraft] = field(default_factory=dict)
    _aws: dict[str, PolicyDocument | None] = field(default_factory=dict)
    _names: _Names = field(default_factory=dict)
    _named: dict[tuple[Carrier, AccountKey, object], ResourceKey] = field(default_factory=dict)

    @staticmethod
    def of(facts: Iterable[Fact], policies: dict[ResourceKey, ManagedPolicy]) -> Linker:
        """Return a linker among the things that the facts declare."""
        linker = Linker(policies=policies)
        for fact in facts:
            match fact:
                case PrincipalDraft(carrier=carrier, place=place, name=name):
                    linker.principals[place.key] = fact
                    linker._note(carrier.value, place, name)
                case PolicyDraft(place=place, name=name, arn=arn):
                    linker._note("policy", place, name)
                    tail = policy_tail(arn)
                    if tail is not None:
                        linker._add("policy arn", place.account, tail, place.key)
                case ElsewhereDraft(place=place):
                    linker._elsewhere[place.key] = fact
                case _:
                    pass
        return linker

    def _note(self, kind: str, place: Place, name: Value) -> None:
        if is_null_or_absent(name) is not Truth.YES:
            self._add(kind, place.account, likeness(name), place.key)

    def _add(self, kind: str, account: AccountKey, name: object, key: ResourceKey) -> None:
        self._names.setdefault((kind, account, name), []).append(key)

    def find_principals(
        self, carrier: Carrier, link: Link, place: Place
    ) -> tuple[tuple[ResourceKey, Truth], ...]:
        """Return the principals that `place` names by `link`, each with whether it surely does.

        Shape: keys of `principals`; empty only for a link that is surely null.
        """
        if isinstance(link, ResourceKey):
            return ((link, Truth.YES),)
        options = [option for option in options_of(link) if not names_nothing(option)]
        if not options:
            self.gaps.append(_names_none(carrier.value, link, place))
        found: dict[ResourceKey, Truth] = {}
        for option in options:
            keys = self._declared(carrier, option, place) or (
                self._only_named(carrier, option, place),
            )
            alone = len(options_of(link)) == len(keys) == 1
            for key in keys:
                found[key] = Truth.YES if alone else Truth.UNKNOWN
        if len(found) == 1 and len(options) == len(options_of(link)):
            found = dict.fromkeys(found, Truth.YES)
        return tuple(found.items())

    def _declared(self, carrier: Carrier, value: Value, place: Place) -> tuple[ResourceKey, ...]:
        """Return the declared principals that a single value names."""
        identity = referred(value)
        if identity is not None:
            target = self.principals.get(identity.resource)
            if target is not None and target.carrier is carrier and target.declared:
                return (identity.resource,)
            elsewhere = self._elsewhere.get(identity.resource)
            if elsewhere is not None and elsewhere.kind.value == carrier.value:
                if referred(elsewhere.name) == identity:
                    return ()
                return self._declared(carrier, elsewhere.name, elsewhere.place)
        return self._by_name(carrier.value, place, likeness(value))

    def _by_name(self, kind: str, place: Place, name: object) -> tuple[ResourceKey, ...]:
        """Return what has the name in the account of `place`, its own root module first.

        Two root modules that declare the same name in one account are two states of it.
        """
        keys = tuple(self._names.get((kind, place.account, name), ()))
        return tuple(key for key in keys if key.scope == place.key.scope) or keys

    def _only_named(self, carrier: Carrier, value: Value, place: Place) -> ResourceKey:
        """Return the key of the principal that stands for one declared elsewhere."""
        identity = referred(value)
        source = None if identity is None else self._elsewhere.get(identity.resource)
        if source is not None and source.kind.value == carrier.value:
            name = value if names_nothing(source.name) else source.name
            key, origin, arn = source.place.key, source.place.origin, source.arn
            body, presence, account = source.place.body, source.place.presence, source.place.account
        else:
            name, key, origin, arn = value, place.key, use_of(value), Absent(value.origin)
            body, presence, account = place.body, place.presence, place.account
        self._gap(carrier.value, name, use_of(value))
        known = self._named.get((carrier, account, likeness(name)))
        if known is not None:
            draft = self.principals[known]
            there = replace(draft.place, presence=draft.place.presence | presence)
            self.principals[known] = replace(draft, place=there)
            return known
        if key in self.principals:
            key = ResourceKey(key.scope, f"{key.address} {carrier.value} {show(name)}")
        why = Unknown(Reason.DATA, f"`{show(name)}` is not declared in the scanned code", origin)
        self._named[carrier, account, likeness(name)] = key
        self.principals[key] = PrincipalDraft(
            carrier=carrier,
            place=Place(key, origin, body, account, presence, place.calls),
            name=name,
            shown=show(name),
            arn=why if isinstance(arn, Absent) else arn,
            path=why,
            boundary=why,
            nullable=True,
            trust=why,
            max_session_duration=why,
            declared=False,
        )
        return key

    def find_policies(
        self, link: Link, place: Place, origin: Origin
    ) -> tuple[tuple[ManagedPolicy, Truth], ...]:
        """Return the managed policies that `place` names by `link` on the line of `origin`.

        Shape: each with whether it surely is the one; empty only for a link that is surely null.
        """
        if isinstance(link, ResourceKey):
            return ((self.policies[link], Truth.YES),)
        options = [option for option in options_of(link) if not names_nothing(option)]
        if not options:
            self.gaps.append(_names_none("policy", link, place))
        found: dict[object, ManagedPolicy] = {}
        for option in options:
            for policy in self._policies(option, place, origin):
                found.setdefault(policy_key(policy), policy)
        # Several options may lead to one policy; then it surely is that one.
        alone = len(found) == 1 and len(options) == len(options_of(link))
        return tuple((policy, Truth.YES if alone else Truth.UNKNOWN) for policy in found.values())

    def _policies(self, value: Value, place: Place, origin: Origin) -> tuple[ManagedPolicy, ...]:
        """Return the policies that a single value may name: one, unless names are ambiguous."""
        identity = referred(value)
        if identity is not None:
            declared = self.policies.get(identity.resource)
            if declared is not None:
                return (declared,)
            source = self._elsewhere.get(identity.resource)
            if source is not None and source.kind.value == "policy":
                return self._looked_up(source, value, origin)
        tail = policy_tail(value)
        # A policy is attached in its own account, so the account in the ARN tells nothing new.
        keys = () if tail is None else self._by_name("policy arn", place, tail)
        if keys:
            return tuple(self.policies[key] for key in keys)
        return (self._foreign(value, origin),)

    def _looked_up(
        self, source: ElsewhereDraft, value: Value, origin: Origin
    ) -> tuple[ManagedPolicy, ...]:
        """Return the policies that a data source finds."""
        own = referred(source.arn)
        if not names_nothing(source.arn) and (own is None or own.resource != source.place.key):
            return self._policies(source.arn, source.place, origin)
        if managed_policy_name(source.arn) is not None:
            return (self._foreign(source.arn, origin),)
        keys = self._by_name("policy", source.place, likeness(source.name))
        if keys and not names_nothing(source.name):
            return tuple(self.policies[key] for key in keys)
        name = text_of(source.name)
        arn = None if name is None else managed_policy_arn(name)
        if arn is not None:
            return (self._foreign(Known(arn, value.origin), origin),)
        return (self._foreign(value, origin, show(source.name) if name is not None else None),)

    def _foreign(self, arn: Value, origin: Origin, name: str | None = None) -> ManagedPolicy:
        """Return the policy of AWS, or of other code, that an ARN names."""
        known = managed_policy_name(arn)
        document = None if known is None else self._aws_document(known, arn, origin)
        if document is not None and known is not None:
            return ManagedPolicy(PolicySource.AWS, known, arn, document, None, origin)
        shown = known or name or show(arn)
        if is_aws(arn):
            detail = f"the text of AWS managed policy `{shown}` is not known"
            self.gaps.append(Gap(GapKind.POLICY, detail, use_of(arn).span, _NAME))
            source = PolicySource.AWS
        else:
            detail = self._gap("policy", arn, use_of(arn), shown)
            source = PolicySource.ELSEWHERE
        why = Unknown(Reason.DATA, detail, origin)
        document = unread_document(PolicyKind.IDENTITY, why)
        return ManagedPolicy(source, shown, arn, document, None, origin)

    def _aws_document(self, name: str, arn: Value, origin: Origin) -> PolicyDocument | None:
        """Return the document of an AWS managed policy, each read once in a scan."""
        if name not in self._aws:
            self._aws[name] = managed_policy(arn, origin)
        document = self._aws[name]
        if document is None or document.origin == origin:
            return document
        return moved(document, origin)

    def _gap(self, kind: str, value: Value, use: Origin, shown: str | None = None) -> str:
        """Note that a link led out of the scanned code; return how."""
        name = show(value) if shown is None else shown
        help: str | None = TOGETHER
        match value:
            case Unknown(identity=None, reason=reason, detail=detail, origin=origin):
                help = advice(reason, origin) or TOGETHER
                message = f"which {kind} `{name}` is, is not known: {detail}"
            case _:
                message = f"{kind} `{name}` is not declared in the scanned code"
        self.gaps.append(Gap(GapKind.REFERENCE, message, use.span, help))
        return message


def _names_none(kind: str, link: Value, place: Place) -> Gap:
    """Return that a resource is to name something of a kind, and does not."""
    message = f"`{place.key.address}` is to name a {kind} here, and what is written is empty"
    name = "ARN" if kind == "policy" else "name"
    help = f"write the {name} of the {kind} there, or leave out what would name it"
    return Gap(GapKind.REFERENCE, message, use_of(link).span, help)
