"""Roles that take the tokens of identity providers on the web, and whose tokens these are.

What the claims of a token say is known to `iac_scan.iam.web_identity`; who else may take a role is
not judged here.
"""

from __future__ import annotations

from collections.abc import Iterator

from iac_scan.check import Context, FederationProvider, Outcome, Role, Severity, check
from iac_scan.iam.patterns import pattern_of
from iac_scan.iam.web_identity import (
    WebTrust,
    any_repository,
    asks_anything,
    names_tenant,
    web_trusts,
)
from iac_scan.values import Truth
from iac_scan_checks.doubt import certainty

_CONTROLS = "https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_providers_oidc_secure-by-default.html"
_CREATE = "https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_create_for-idp_oidc.html"


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
