"""Identity providers on the web that serve many, and the claims that tell those apart.

What a trust policy makes of the claims is `web_identity`.
Source: IAM User Guide, "Identity-provider controls for shared OIDC providers" and "Available keys
for AWS OIDC federation"; what a subject looks like is on the pages of each provider.
"""

from __future__ import annotations

import re
from collections.abc import Mapping as Map
from dataclasses import dataclass

GITHUB = "token.actions.githubusercontent.com"
"""The issuer of the tokens of GitHub Actions."""


@dataclass(frozen=True, slots=True)
class SharedProvider:
    """A provider whose tokens anybody can have."""

    noun: str
    """For messages, who has one: `any workflow on GitHub`."""
    claims: tuple[str, ...]
    """The claims of which one names the organization, the first being the usual one. A whole
    condition key where AWS asks for no claim."""
    subject: re.Pattern[str] | None = None
    """How the text of a subject in front of its first wildcard must look to name it."""

    def keys(self, host: str) -> tuple[str, ...]:
        """Return the condition keys of the claims, in lower case."""
        return tuple(
            claim.lower() if ":" in claim else f"{host}:{claim}".lower() for claim in self.claims
        )


_NAMED = re.compile(r"[^:]+:[^:/]+[:/]")
"""A subject such as `organization:NAME:` or `project_path:GROUP/`."""

GITHUB_OWNER = re.compile(
    r"(?:^|:)(?:repo|repository|repository_id|repository_owner|repository_owner_id"
    r"|job_workflow_ref|enterprise|enterprise_id|actor|actor_id):[^:/]+(?P<end>[:/]|$)"
)
"""A subject that names the owner of a repository; an organization chooses which claims are in it.

Source: GitHub Docs, "OpenID Connect reference", sections on the subject claim."""

_ENTERPRISE = re.compile(r"https://github\.com/[^/]+/")
"""The subject of GitHub where it streams the audit log of an enterprise."""

_PLACES = (
    "job_workflow_ref",
    "repository",
    "repository_id",
    "repository_owner_id",
    "enterprise_id",
    "actor",
    "actor_id",
)
_ORGANIZATION = ("organization_id", "organization_slug", "pipeline_id", "cluster_id")

_TURBONOMIC = (
    "oidc.op1.openshiftapps.com/2c51blsaqa9gkjt0o9rt11mle8mmropu",
    "oidc.op1.openshiftapps.com/2f785sojlpb85i7402pk3qogugim5nfb",
    "rh-oidc.s3.us-east-1.amazonaws.com/22ejnvnnturfmt6km08idd0nt4hekbn7",
    "rh-oidc.s3.us-east-1.amazonaws.com/23e3sd27sju1hoou6ohfs68vbno607tr",
    "rh-oidc.s3.us-east-1.amazonaws.com/23ne21h005qjl3n33d8dui5dlrmv2tmg",
    "rh-oidc.s3.us-east-1.amazonaws.com/24jrf12m5dj7ljlfb4ta2frhrcoadm26",
)

SHARED: Map[str, SharedProvider] = {
    GITHUB: SharedProvider("any workflow on GitHub", ("sub", *_PLACES), GITHUB_OWNER),
    "vstoken.actions.githubusercontent.com": SharedProvider(
        "any workflow on GitHub", ("sub",), GITHUB_OWNER
    ),
    "oidc-configuration.audit-log.githubusercontent.com": SharedProvider(
        "any enterprise on GitHub that streams its audit log", ("sub",), _ENTERPRISE
    ),
    "sts.windows.net/33e01921-4d64-4f8c-a055-5bdaffd5e33d": SharedProvider(
        "any workspace of Microsoft Sentinel", ("sts:RoleSessionName",)
    ),
    "gitlab.com": SharedProvider(
        "any pipeline on GitLab.com",
        ("sub", "namespace_id", "project_id", "user_id", "user_login", "user_email"),
        _NAMED,
    ),
    "app.terraform.io": SharedProvider("any workspace of HCP Terraform", ("sub",), _NAMED),
    "agent.buildkite.com": SharedProvider(
        "any pipeline on Buildkite", ("sub", *_ORGANIZATION), _NAMED
    ),
    "oidc.codefresh.io": SharedProvider("any pipeline on Codefresh", ("sub",), _NAMED),
    "scalr.io": SharedProvider("any workspace of Scalr", ("sub",), _NAMED),
    "proidc.upbound.io": SharedProvider("any control plane of Upbound", ("sub",), _NAMED),
    "studio.datachain.ai/api": SharedProvider("any project of DataChain Studio", ("sub",), _NAMED),
    "tokens.cloud.shisho.dev": SharedProvider("any workflow of Shisho Cloud", ("sub",), _NAMED),
    **dict.fromkeys(_TURBONOMIC, SharedProvider("any customer of Turbonomic", ("sub",), _NAMED)),
}
"""Providers that a role names by their ARN, by host and path in lower case.

Where the audience is the organization (Pulumi, Vercel) the client ids of the provider name it."""

BUILT_IN: Map[str, SharedProvider] = {
    "accounts.google.com": SharedProvider(
        "anybody with a Google account", ("aud", "sub", "oaud", "google/organization_number")
    ),
    "cognito-identity.amazonaws.com": SharedProvider(
        "anybody of any Cognito identity pool", ("aud", "sub")
    ),
    "graph.facebook.com": SharedProvider("anybody with a Facebook account", ("app_id", "id")),
    "www.amazon.com": SharedProvider("anybody with an Amazon account", ("app_id", "user_id")),
}
"""Providers that a role names by their domain, without an ARN and so without client ids."""

CLUSTER = re.compile(r"oidc\.eks\.[a-z0-9-]+\.amazonaws\.com(\.cn)?/id/.+", re.IGNORECASE)
"""The provider of a cluster of EKS, which vouches for each of its service accounts."""

SERVICE_ACCOUNT = "system:serviceaccount:"
"""How the subject of a service account begins.

Source: EKS User Guide, "Assign IAM roles to Kubernetes service accounts"."""
