"""Who asks, and whether a `Principal` element means him.

Source: IAM User Guide, "IAM JSON policy elements: Principal" and "NotPrincipal", and "How
permissions boundaries and session policies work with resource-based policies".
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum

from iac_scan.iam.operators import ARN_PARTS, arn_parts
from iac_scan.iam.patterns import Pattern, exactly, is_subset, pattern_of
from iac_scan.iam.policy import PrincipalKind, Principals, Word, Words
from iac_scan.values import Known, Truth


class CallerKind(Enum):
    """What kind of principal makes a request."""

    USER = "user"
    ROLE = "role"
    """A session of a role."""
    ROOT = "root"
    SERVICE = "service"
    FEDERATED = "federated"
    """Somebody who comes with a token of an identity provider and is nobody in AWS yet."""
    ANONYMOUS = "anonymous"


@dataclass(frozen=True, slots=True)
class Caller:
    """Who makes a request."""

    kind: CallerKind
    """What he is."""
    name: Pattern
    """ARN of the user, role or provider; the service's name: `lambda.amazonaws.com`."""
    account: Pattern | None
    """The 12 digits of his account; None for those that have none."""
    session: Pattern | None = None
    """For a role the ARN of the session, when it is known."""

    @property
    def is_service_linked(self) -> bool:
        """Whether it is a role that belongs to an AWS service."""
        return self.kind is CallerKind.ROLE and ":role/aws-service-role/" in str(self.name)


def caller_of(name: str) -> Caller:
    """Return who an ARN or the name of a service is.

    The ARN of a session does not say the path of its role, which is taken to be `/`; a session of
    another role is a `Caller` with both names. An empty name is somebody without credentials.
    """
    if not name:
        return Caller(CallerKind.ANONYMOUS, exactly(name), None)
    account = account_in(name)
    if account is None:
        return Caller(CallerKind.SERVICE, exactly(name), None)
    head, _, tail = name.rpartition(":")
    kind, _, rest = tail.partition("/")
    if kind == "assumed-role":
        role = f"{head.replace(':sts:', ':iam:', 1)}:role/{rest.partition('/')[0]}"
        return Caller(CallerKind.ROLE, exactly(role), account, exactly(name))
    if kind in {"oidc-provider", "saml-provider"}:
        return Caller(CallerKind.FEDERATED, exactly(name), None)
    kinds = {"role": CallerKind.ROLE, "root": CallerKind.ROOT}
    return Caller(kinds.get(kind, CallerKind.USER), exactly(name), account)


class Link(Enum):
    """How a `Principal` names somebody; that decides what his own policies still count for."""

    SELF = "named itself"
    """The user, the session, the service, the provider; or everybody."""
    ROLE = "named as a role"
    """The role behind a session."""
    ACCOUNT = "named as a part of its account"
    """The account: hands the decision over to the account's own policies."""


@dataclass(frozen=True, slots=True)
class Naming:
    """Whether a `Principal` element means somebody, in each of the ways."""

    itself: Truth = Truth.NO
    """By itself, or together with everybody."""
    role: Truth = Truth.NO
    """By its role."""
    account: Truth = Truth.NO
    """By its account."""

    @property
    def anyhow(self) -> Truth:
        """Whether it is meant in any way."""
        return self.itself | self.role | self.account


_YES = Naming(itself=Truth.YES)


def naming(principals: Principals | None, caller: Caller, *, bounded: bool = False) -> Naming:
    """Tell whether, and how, a statement of a resource or trust policy means the caller.

    A statement without `Principal` means everybody. `bounded` says that the caller carries a
    permissions boundary: a Deny with `NotPrincipal` then always means him.
    Unknown: open lists, possible words and ids such as `AROA...` are in doubt. So is a caller of
    whom `NotPrincipal` names a part alone: himself without his account, or his account without him.
    """
    if principals is None:
        return _YES
    named = _named(principals, caller)
    if not principals.negated:
        return named
    if bounded:
        return _YES
    return Naming(itself=~named.anyhow | (Truth.UNKNOWN & ~_wholly(named, principals, caller)))


def _named(principals: Principals, caller: Caller) -> Naming:
    """Return how the words of a `Principal` or `NotPrincipal` name the caller."""
    named = Naming()
    for kind, words in principals.groups:
        for link, truth in _links(kind, words, caller):
            match link:
                case Link.SELF:
                    named = Naming(named.itself | truth, named.role, named.account)
                case Link.ROLE:
                    named = Naming(named.itself, named.role | truth, named.account)
                case Link.ACCOUNT:
                    named = Naming(named.itself, named.role, named.account | truth)
    return named


def _wholly(named: Naming, principals: Principals, caller: Caller) -> Truth:
    """Tell whether words name the caller, his account and, of a session, its role.

    AWS: what is denied to the account or the role is denied to him, though he is left out himself.
    Source: IAM User Guide, "IAM JSON policy elements: NotPrincipal", key points: the account may be
    validated before the user, and before the role and its session.
    """
    is_alone = caller.account is None or caller.kind is CallerKind.ROOT
    if is_alone or any(map(_is_everybody, principals.groups)):
        return named.itself
    role = named.role if caller.kind is CallerKind.ROLE else Truth.YES
    return named.itself & role & named.account


def _is_everybody(group: tuple[PrincipalKind, Words]) -> bool:
    kind, words = group
    return kind in _OF_EVERYBODY and any(
        isinstance(word, Known) and word.value == "*" for word in words.words
    )


def _links(kind: PrincipalKind, words: Words, caller: Caller) -> Iterator[tuple[Link, Truth]]:
    if words.open is not None:
        yield Link.SELF, Truth.UNKNOWN
    for word in words.words:
        yield _link(kind, word, caller)
    for word in words.possible:
        link, truth = _link(kind, word, caller)
        yield link, truth & Truth.UNKNOWN


_OF_EVERYBODY = frozenset({PrincipalKind.AWS, PrincipalKind.EVERYONE, PrincipalKind.CANONICAL_USER})


def _link(kind: PrincipalKind, word: Word, caller: Caller) -> tuple[Link, Truth]:
    """Tell how one word means the caller, and whether it does."""
    if isinstance(word, Known) and word.value == "*" and kind in _OF_EVERYBODY:
        return Link.SELF, Truth.YES
    if isinstance(word, Known) and word.value == "*" and kind is PrincipalKind.FEDERATED:
        return Link.SELF, Truth.of(caller.kind is CallerKind.FEDERATED)
    match kind, caller.kind:
        case PrincipalKind.SERVICE, CallerKind.SERVICE:
            return Link.SELF, is_subset(caller.name, pattern_of(word, wildcards=False))
        case PrincipalKind.FEDERATED, CallerKind.FEDERATED:
            return Link.SELF, is_subset(caller.name, pattern_of(word, wildcards=False))
        case PrincipalKind.AWS, CallerKind.USER | CallerKind.ROLE | CallerKind.ROOT:
            return _aws_link(pattern_of(word, wildcards=False), caller)
        case _:
            return Link.SELF, Truth.NO


_UNIQUE_IDS = (("AROA", CallerKind.ROLE), ("AIDA", CallerKind.USER))
"""How the ids of roles and users begin, which say no more than that.

Source: IAM User Guide, "IAM identifiers", unique identifiers."""


def _aws_link(written: Pattern, caller: Caller) -> tuple[Link, Truth]:
    account = _account_of(written)
    if account is not None:
        same = Truth.NO if caller.account is None else is_subset(caller.account, account)
        return (Link.SELF if caller.kind is CallerKind.ROOT else Link.ACCOUNT), same
    if caller.session is not None and is_subset(caller.session, written) is Truth.YES:
        return Link.SELF, Truth.YES
    for head, kind in _UNIQUE_IDS:
        if str(written).startswith(head):
            return Link.SELF, Truth.UNKNOWN & Truth.of(caller.kind is kind)
    by_name = is_subset(caller.name, written)
    in_session = Truth.NO if caller.session is None else is_subset(caller.session, written)
    if by_name is Truth.NO and in_session is not Truth.NO:
        # A session whose name is not known may be the one that is named.
        return Link.SELF, in_session
    return (Link.ROLE if caller.kind is CallerKind.ROLE else Link.SELF), by_name | in_session


def _account_of(written: Pattern) -> Pattern | None:
    """Return the account that a principal is as a whole: 12 digits or the ARN of its root."""
    text = str(written)
    if len(text) == 12 and text.isdigit():
        return written
    parts = arn_parts(written.tokens)
    if parts is not None and len(parts) == ARN_PARTS and str(parts[5]) == "root":
        return parts[4]
    if parts is not None and len(parts) == 1 and written.has_holes and len(written.tokens) == 1:
        # A bare unknown that is narrow holds no colon: an account id.
        return written
    return None


AWS = exactly("aws").tokens
"""The account in the ARNs of what AWS keeps for everybody: `arn:aws:iam::aws:policy/...`.

Source: IAM User Guide, "AWS managed policies"."""


def is_own(account: Pattern, caller: Caller) -> Truth:
    """Tell whether what an account owns counts as the caller's own; so does what AWS owns."""
    if account.tokens == AWS:
        return Truth.YES
    return Truth.NO if caller.account is None else is_subset(caller.account, account)


def account_in(arn: str) -> Pattern | None:
    """Return the account of an ARN, or None when it has none."""
    parts = arn.split(":", 5)
    return exactly(parts[4]) if len(parts) == ARN_PARTS and parts[4] else None
