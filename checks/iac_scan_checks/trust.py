"""Who may take a role: anybody in AWS, and whoever has a token of an identity provider on the web.

Whom a policy means is known to `iac_scan.iam.public`, what the claims of a token say to
`iac_scan.iam.web_identity`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from iac_scan.check import Context, FederationProvider, Outcome, Role, Severity, check
from iac_scan.graph.model import OrganizationPolicyType
from iac_scan.iam.action_words import matching
from iac_scan.iam.patterns import pattern_of
from iac_scan.iam.policy import Effect, PolicyDocument, Statement
from iac_scan.iam.public import public_access
from iac_scan.iam.validation.structure import is_bare_wildcard
from iac_scan.iam.web_identity import (
    WebTrust,
    any_repository,
    asks_anything,
    names_tenant,
    web_trusts,
)
from iac_scan.levels import account_levels
from iac_scan.values import Known, Text, Truth, Unknown
from iac_scan_checks.doubt import certainty

_ASSUME = "sts:AssumeRole"
_CONTROLS = "https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_providers_oidc_secure-by-default.html"
_CREATE = "https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_create_for-idp_oidc.html"


@check(
    "public-role-trust",
    on=Role,
    severity=Severity.HIGH,
    since="0.1",
    remedy="name the accounts or roles that may take it, or ask for `aws:PrincipalOrgID`",
    references=(
        "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html",
        "https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-resources.html",
    ),
    aliases=("CKV_AWS_60",),
)
def public_role_trust(role: Role, ctx: Context) -> Iterator[Outcome]:
    """Roles that anybody in AWS may take."""
    decisive = _assuming(role, ctx)
    found = answer = public_access(decisive)
    if found.truth is Truth.UNKNOWN:
        # What is doubtful for it may not be there is found; what may let fewer in is asked.
        there = (
            each if each.effect is Effect.DENY else replace(each, presence=Truth.YES)
            for each in decisive.statements
        )
        answer = public_access(replace(decisive, statements=tuple(there)))
    sure = certainty(role.place.presence, found.truth)
    for way in answer.ways:
        statement = way[0].statement
        if answer.truth is Truth.UNKNOWN:
            reason = f"whether anybody in AWS may take role `{role.name}` is not known"
            yield ctx.undecided(f"{reason}: {_what_is_unknown(statement)}", at=statement)
        elif sure is not None:
            more = " and knows its external id" if _asks_for_secret(statement) else ""
            yield ctx.finding(
                f"whoever has an AWS account{more} may take role `{role.name}`: "
                "no condition says who it must be",
                at=statement,
                also=[role],
                certainty=sure,
            )


def _assuming(role: Role, ctx: Context) -> PolicyDocument:
    """Return what decides who may take a role by `sts:AssumeRole`, as one policy.

    What resource control policies deny counts as if the role denied it.
    """
    controls = account_levels(role.place, ctx.graph, OrganizationPolicyType.RESOURCE_CONTROL)
    denies = [
        replace(each, presence=each.presence & held.presence)
        for level in controls
        for held in level
        for each in held.document.statements
        if each.effect is Effect.DENY
    ]
    own = (
        each
        for each in role.trust.statements
        if each.effect is Effect.DENY or (_is_taken(each) and _may_be_about(each, _ASSUME))
    )
    return replace(role.trust, statements=(*own, *denies))


def _is_taken(statement: Statement) -> bool:
    """Tell whether IAM takes the principals; it refuses `"Principal": "*"` and `NotPrincipal`."""
    principals = statement.principals
    return principals is not None and not principals.negated and not is_bare_wildcard(principals)


def _may_be_about(statement: Statement, action: str) -> bool:
    actions = statement.actions
    if actions is None or actions.negated or actions.open is not None:
        return actions is not None
    words = (*actions.words, *actions.possible)
    return any(not isinstance(word, Known) or action in matching(str(word.value)) for word in words)


def _what_is_unknown(statement: Statement) -> str:
    """Return why it is not known whom a statement lets in."""
    named = () if statement.principals is None else statement.principals.groups
    asked = (line.values for line in statement.conditions)
    for words in (*(words for _, words in named), *asked):
        for word in (words.open, *words.words, *words.possible):
            parts = word.parts if isinstance(word, Text) else (word,)
            for part in parts:
                if isinstance(part, Unknown):
                    return part.detail
    return "it is undecided whether it is there"


def _asks_for_secret(statement: Statement) -> bool:
    """Tell whether a statement asks for an external id, which strangers are not told."""
    return any(line.key.lower() == "sts:externalid" for line in statement.conditions)


@check(
    "oidc-trust-without-subject",
    on=Role,
    severity=Severity.HIGH,
    since="0.1",
    remedy="ask for the subject: `repo:OWNER/REPOSITORY:ref:refs/heads/main` on GitHub",
    references=(_CONTROLS, _CREATE),
)
def oidc_trust_without_subject(role: Role, ctx: Context) -> Iterator[Outcome]:
    """Roles that trust an OIDC provider of many organizations without naming one of them."""
    for trust in _trusts(role, ctx):
        shared, claimed = trust.shared, names_tenant(trust)
        if shared is None or claimed is Truth.YES:
            continue
        who = f"role `{role.name}`"
        if claimed is Truth.UNKNOWN:
            reason = f"whose tokens of `{trust.provider}` {who} takes is not known"
            yield ctx.undecided(reason, at=trust.statement)
            continue
        usual = shared.claims[0]
        asked = usual if ":" in usual else f"{trust.provider}:{usual}"
        sure = certainty(role.place.presence, trust.there)
        if sure is not None:
            yield ctx.finding(
                f"{shared.noun} may take {who}: no condition on `{asked}` says whose it must be",
                at=trust.statement,
                also=[role, ("the provider", trust.word)],
                certainty=sure,
                evidence=f"{trust.provider}",
            )


@check(
    "oidc-trust-without-condition",
    on=Role,
    severity=Severity.MEDIUM,
    since="0.1",
    remedy="ask for the subject that the role is for, by `StringEquals` on `PROVIDER:sub`",
    references=(
        _CREATE,
        "https://docs.aws.amazon.com/eks/latest/userguide/associate-service-account-role.html",
    ),
)
def oidc_trust_without_condition(role: Role, ctx: Context) -> Iterator[Outcome]:
    """Roles that take every token of an OIDC provider, whoever it was given to."""
    open_to: dict[int, list[WebTrust]] = {}
    for trust in _trusts(role, ctx):
        if trust.shared is None and asks_anything(trust) is Truth.NO:
            open_to.setdefault(trust.statement.index, []).append(trust)
    for trusts in open_to.values():
        there = Truth.any(trust.there for trust in trusts)
        sure = certainty(role.place.presence, there)
        if sure is not None:
            yield ctx.finding(
                f"whoever has a token of {_provider(trusts[0])} may take role `{role.name}`: "
                "no condition asks who it was given to",
                at=trusts[0].statement,
                also=[role, *(("the provider", trust.word) for trust in trusts)],
                certainty=sure,
            )


@check(
    "github-oidc-any-repository",
    on=Role,
    severity=Severity.MEDIUM,
    since="0.1",
    remedy="name the repository, and the branch or environment: `repo:OWNER/REPOSITORY:...`",
    references=(
        _CREATE,
        "https://docs.github.com/en/actions/reference/security/oidc",
    ),
)
def github_oidc_any_repository(role: Role, ctx: Context) -> Iterator[Outcome]:
    """Roles that any repository of an organization on GitHub may take."""
    for trust in _trusts(role, ctx):
        for word in any_repository(trust):
            sure = certainty(role.place.presence, trust.there)
            if sure is not None:
                subject = pattern_of(word).shown
                yield ctx.finding(
                    f"whoever may write to any repository that `{subject}` stands for may "
                    f"take role `{role.name}`",
                    at=word,
                    also=[role, ("the provider", trust.word)],
                    certainty=sure,
                    evidence=subject,
                )


def _trusts(role: Role, ctx: Context) -> Iterator[WebTrust]:
    """Yield the providers whose tokens a role takes."""
    declared = {each.place.key: each.arn for each in ctx.graph.nodes(FederationProvider)}
    return web_trusts(role.trust, declared)


def _provider(trust: WebTrust) -> str:
    """Return a provider for messages."""
    named = pattern_of(trust.word).shown.rpartition(":oidc-provider/")[2]
    if "${" in named:
        return "the provider" if trust.provider is None else f"`{trust.provider}`"
    return f"`{named}`"
