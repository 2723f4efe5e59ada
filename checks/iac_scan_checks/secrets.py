"""Credentials written out in the code.

Which literals are credentials is decided where the graph is made.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from iac_scan.check import Certainty, Context, Outcome, SecretLiteral, Severity, check
from iac_scan.graph.model import SecretKind

_NEAR = 20
"""Units: lines. Parts of one key stand no farther apart."""


@check(
    "hardcoded-aws-key",
    on=SecretLiteral,
    severity=Severity.CRITICAL,
    since="0.1",
    remedy="deactivate the key now, then let a role or OIDC give temporary credentials instead",
    references=(
        "https://docs.aws.amazon.com/IAM/latest/UserGuide/securing_access-keys.html",
        "https://docs.aws.amazon.com/wellarchitected/latest/security-pillar/sec_identities_unique.html",
        "https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_access-keys-update.html",
    ),
    aliases=("CKV_AWS_41", "CKV_AWS_45", "CKV_AWS_46", "CKV_SECRET_2", "AWS-0029", "AWS-0129"),
    controls=("NIST-800-53-r5 IA-5(7)", "PCI-DSS-4.0 8.6.2"),
)
def hardcoded_aws_key(secret: SecretLiteral, ctx: Context) -> Iterator[Outcome]:
    """AWS access keys written out in the code, where every reader of the code can use them."""
    for key in _keys(_beside(secret, ctx)):
        if secret is not key[0]:
            continue
        opens = [part for part in key if part.kind is not SecretKind.ACCESS_KEY_ID]
        names = " and ".join(f"{part.kind.value} `{part.masked}`" for part in key)
        stand = "is" if len(key) == 1 else "are"
        harm = (
            "whoever can read this code acts as its owner"
            if opens
            else "with its secret, which may stand elsewhere, anyone acts as its owner"
        )
        yield ctx.finding(
            f"{names} {stand} written out in `{secret.attribute}`: {harm}",
            at=secret,
            also=[(f"{part.kind.value} `{part.masked}`", part) for part in key[1:]],
            certainty=Certainty.CERTAIN if opens else Certainty.POSSIBLE,
            evidence=f"{secret.attribute} {secret.digest}",
        )


def _beside(secret: SecretLiteral, ctx: Context) -> Iterator[SecretLiteral]:
    """Yield the secrets written in the same place, this one among them, but no documented ones."""
    for other in ctx.graph.secrets:
        if not other.documented and _place(other) == _place(secret):
            yield other


def _place(secret: SecretLiteral) -> tuple[str, str]:
    """Return what two parts of one key have in common: the resource, else the file.

    Outside of resources the halves of a key stand in two locals, variables or parameters.
    """
    if secret.place is not None:
        return (secret.place.key.scope, secret.place.key.address)
    return ("", secret.origin.span.path)


def _keys(secrets: Iterator[SecretLiteral]) -> Iterator[tuple[SecretLiteral, ...]]:
    """Yield the keys that the secrets are the parts of, the part to change first.

    Parts that follow each other closely are one key until one of its kind comes again.
    """
    key: list[SecretLiteral] = []
    for secret in secrets:
        line = secret.origin.span.start_line
        again = any(part.kind is secret.kind for part in key)
        if key and (again or line - key[-1].origin.span.end_line > _NEAR):
            yield _ordered(key)
            key = []
        key.append(secret)
    if key:
        yield _ordered(key)


def _ordered(key: Iterable[SecretLiteral]) -> tuple[SecretLiteral, ...]:
    """Return the parts of a key: what opens comes before what names."""
    return tuple(sorted(key, key=lambda part: part.kind is SecretKind.ACCESS_KEY_ID))
