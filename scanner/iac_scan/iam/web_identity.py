"""Whose tokens a trust policy takes: what its conditions say of the claims of a provider.

Which providers serve many organizations is `identity_providers`; who else may take a role is
`principals`.
Source: IAM User Guide, "Create a role for OpenID Connect federation" and "Identity-provider
controls for shared OIDC providers".
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from collections.abc import Mapping as Map
from dataclasses import dataclass
from itertools import takewhile

from iac_scan.iam.action_words import actions_of
from iac_scan.iam.conditions import Context, Quantifier, all_hold, parse_operator
from iac_scan.iam.globs import Hole, Token, Tokens, Wild
from iac_scan.iam.identity_providers import (
    BUILT_IN,
    CLUSTER,
    GITHUB,
    GITHUB_OWNER,
    SERVICE_ACCOUNT,
    SHARED,
    SharedProvider,
)
from iac_scan.iam.operators import Tested
from iac_scan.iam.patterns import pattern_of
from iac_scan.iam.policy import (
    Condition,
    Effect,
    PolicyDocument,
    PrincipalKind,
    Statement,
    Word,
)
from iac_scan.values import Known, ResourceKey, Text, Truth, Unknown, Value

_WAY_IN = "sts:AssumeRoleWithWebIdentity"
_PROVIDER = ":oidc-provider/"
_WILDCARDS = frozenset({Tested.GLOB, Tested.ARN})
_HOLE = "\x00"
"""What stands for a part that is not known; no claim has it."""

_SESSION = frozenset({"sts:identitytokenaudience", "sts:rolesessionname"})
"""Keys beside those of the provider that say something of the token."""


@dataclass(frozen=True, slots=True)
class WebTrust:
    """A provider whose tokens one statement takes."""

    document: PolicyDocument
    """The trust policy."""
    statement: Statement
    """The statement."""
    word: Word
    """The provider as it is named."""
    provider: str | None
    """Its host and path in lower case; None when that is not known."""
    there: Truth
    """Whether the statement is there, allows it and names the provider."""

    @property
    def shared(self) -> SharedProvider | None:
        """The provider when anybody can have a token of it."""
        if self.provider is None:
            return None
        by_arn = _PROVIDER in str(pattern_of(self.word)) or isinstance(self.word, Unknown)
        return SHARED.get(self.provider) or (None if by_arn else BUILT_IN.get(self.provider))


def web_trusts(document: PolicyDocument, providers: Map[ResourceKey, Value]) -> Iterator[WebTrust]:
    """Yield the providers whose tokens a trust policy takes.

    `providers` are the declared ones, each with its ARN.
    Unknown: a provider that is not known may be one of SAML, and is passed over when nothing but
    that is allowed.
    """
    for statement in document.statements:
        if statement.effect is Effect.DENY or statement.principals is None:
            continue
        if statement.principals.negated or statement.actions is None:
            continue
        if _WAY_IN not in actions_of(statement.actions).possible:
            continue
        for kind, words in statement.principals.groups:
            if kind is not PrincipalKind.FEDERATED:
                continue
            sure = Truth.of(statement.effect is Effect.ALLOW) | Truth.UNKNOWN
            for word in (*words.words, *words.possible):
                there = statement.presence & (sure if word in words.words else Truth.UNKNOWN)
                if ":saml-provider/" not in str(pattern_of(word)):
                    host = _host(word, statement, providers)
                    yield WebTrust(document, statement, word, host, there)


def _host(word: Word, statement: Statement, providers: Map[ResourceKey, Value]) -> str | None:
    """Return the host and path of a provider."""
    named: Value | None = word
    if isinstance(word, Unknown):
        named = None if word.identity is None else providers.get(word.identity.resource)
    if not isinstance(named, Known | Text):
        return _host_in_keys(statement)
    tail = str(pattern_of(named)).rpartition(_PROVIDER)[2].lower().removeprefix("https://")
    return _host_in_keys(statement) if "${" in tail else tail


def _host_in_keys(statement: Statement) -> str | None:
    """Return the shared provider whose claims a statement asks for."""
    hosts = (line.key.lower().rpartition(":")[0] for line in statement.conditions)
    return next((host for host in hosts if host in SHARED), None)


def names_tenant(trust: WebTrust) -> Truth:
    """Tell whether only tokens of some organization are taken, of all that a provider serves.

    Unknown: a value that is not known, conditions that are not, and the subjects of GitHub that an
    organization made up of other claims.
    """
    shared, host = trust.shared, trust.provider
    if shared is None or host is None:
        return Truth.UNKNOWN
    keys = shared.keys(host)
    answer = _unread(trust.statement)
    for key in keys:
        answer |= _asks(trust.statement, key, shared)
    for deny in trust.document.statements:
        answer |= _denies_others(deny, keys, shared)
    return answer


def asks_anything(trust: WebTrust) -> Truth:
    """Tell whether a token must say anything but whose it is, or who its bearer in a cluster is.

    Unknown: conditions that are not known.
    """
    answer = _unread(trust.statement)
    cluster = trust.provider is not None and CLUSTER.fullmatch(trust.provider) is not None
    for line in trust.statement.conditions:
        key = line.key.lower()
        if not (_is_claim(key) or key in _SESSION) or not _needs(trust.statement, key):
            continue
        if cluster and key.endswith(":sub"):
            answer |= _each(line, _is_service_account)
        elif not cluster or key in _SESSION:
            answer |= Truth.YES
    return answer


def any_repository(trust: WebTrust) -> Iterator[Word]:
    """Yield the subjects of GitHub that stand for every repository of an owner.

    A subject of which another condition takes a part away is none.
    """
    lines = [line for line in trust.statement.conditions if line.key.lower() == f"{GITHUB}:sub"]
    places = SHARED[GITHUB].keys(GITHUB)[1:]
    if trust.provider != GITHUB or len(lines) != 1 or trust.statement.unread is not None:
        return
    if any(_needs(trust.statement, key) for key in places):
        return
    parsed = parse_operator(lines[0].operator)
    if parsed is None or parsed.operator.negated or parsed.operator.tests not in _WILDCARDS:
        return
    for word in lines[0].values.words:
        owner, slash, rest = str(pattern_of(word)).partition("/")
        if owner.startswith("repo:") and "*" not in owner and slash and rest[:1] == "*":
            yield word


def _unread(statement: Statement) -> Truth:
    return Truth.NO if statement.unread is None else Truth.UNKNOWN


def _is_claim(key: str) -> bool:
    """Tell whether a key has a provider in front of its claim."""
    host, colon, claim = key.rpartition(":")
    return bool(colon and claim) and "." in host.partition("/")[0]


def _needs(statement: Statement, key: str) -> bool:
    """Tell whether a statement surely fails for a token without a claim."""
    lines = [line for line in statement.conditions if line.key.lower() == key]
    return bool(lines) and all_hold(lines, Context.of({key: None})) is Truth.NO


def _asks(statement: Statement, key: str, shared: SharedProvider) -> Truth:
    """Tell whether a statement holds for tokens alone of which a claim names an organization."""
    if not _needs(statement, key):
        return Truth.NO
    answer = Truth.NO
    for line in statement.conditions:
        parsed = parse_operator(line.operator)
        if line.key.lower() != key or parsed is None or parsed.operator.negated:
            continue
        if parsed.operator.tests in {Tested.PRESENCE, Tested.BOOLEAN}:
            continue
        answer |= _names(line, key, shared)
    return answer


def _denies_others(deny: Statement, keys: Iterable[str], shared: SharedProvider) -> Truth:
    """Tell whether a Deny refuses every token of which no claim names an organization."""
    if deny.effect is not Effect.DENY or deny.actions is None or not deny.conditions:
        return Truth.NO
    if _WAY_IN not in actions_of(deny.actions).sure or deny.principals is None:
        return Truth.NO
    answer = deny.presence
    for line in deny.conditions:
        parsed = parse_operator(line.operator)
        key = line.key.lower()
        if key not in keys or parsed is None or not parsed.operator.negated:
            return Truth.NO
        if parsed.quantifier is Quantifier.ANY:
            return Truth.NO
        answer &= _names(line, key, shared)
    return answer


def _names(line: Condition, key: str, shared: SharedProvider) -> Truth:
    """Tell whether every value of a line names an organization; no value lets nobody in."""
    claim = key.rpartition(":")[2]

    def of(tokens: Tokens) -> Truth:
        return _is_named(tokens, claim, shared)

    return _each(line, of)


def _each(line: Condition, ask: Callable[[Tokens], Truth]) -> Truth:
    """Tell whether something is so of every value of a line."""
    parsed = parse_operator(line.operator)
    wildcards = parsed is not None and parsed.operator.tests in _WILDCARDS
    answer = Truth.YES if line.values.open is None or not wildcards else Truth.UNKNOWN
    for word in (*line.values.words, *line.values.possible):
        tokens = pattern_of(word, wildcards=wildcards).tokens
        fixed = not wildcards and len(tokens) == 1 and isinstance(tokens[0], Hole)
        # What is not known yet is one fixed text where wildcards have no meaning.
        answer &= Truth.YES if fixed else ask(tokens)
    return answer


def _is_named(tokens: Tokens, claim: str, shared: SharedProvider) -> Truth:
    """Tell whether the text of a claim names an organization."""
    head = _head(tokens)
    whole = len(head) == len(tokens)
    if head == _HOLE:
        return Truth.UNKNOWN
    if claim != "sub" or shared.subject is None:
        return Truth.of(bool(head) and (whole or "/" in head))
    if shared.subject is GITHUB_OWNER:
        return _names_owner(head, whole)
    if whole or shared.subject.match(head):
        return Truth.of(bool(head))
    return Truth.UNKNOWN if _HOLE in head else Truth.NO


def _names_owner(head: str, whole: bool) -> Truth:
    """Tell whether a subject of GitHub names the owner of the repository."""
    found = GITHUB_OWNER.search(head)
    if found is not None and (whole or found["end"]):
        return Truth.YES
    if _HOLE in head:
        return Truth.UNKNOWN
    begun = "repo:".startswith(head) or head.startswith("repo:")
    return Truth.NO if begun and not whole else Truth.UNKNOWN


def _is_service_account(tokens: Tokens) -> Truth:
    """Tell whether a subject names a namespace or a service account, if only in part."""
    text = "".join(map(_plain, tokens))
    if text == _HOLE:
        return Truth.UNKNOWN
    return Truth.of(bool(text.removeprefix(SERVICE_ACCOUNT).strip("*?:")))


def _head(tokens: Tokens) -> str:
    """Return the text in front of the first wildcard."""
    return "".join(map(_plain, takewhile(lambda token: not isinstance(token, Wild), tokens)))


def _plain(token: Token) -> str:
    if isinstance(token, Wild):
        return token.value
    return _HOLE if isinstance(token, Hole) else token
