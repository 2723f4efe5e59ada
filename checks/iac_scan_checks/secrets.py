"""Credentials written out in the code.

Which literals are credentials is decided where the graph is made.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import zip_longest

from iac_scan.check import Certainty, Context, Outcome, SecretLiteral, Severity, check
from iac_scan.graph.model import SecretKind


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
        harm = (
            "whoever can read this code acts as its owner"
            if opens
            else "with its secret, which may stand elsewhere, anyone acts as its owner"
        )
        yield ctx.finding(
            f"{names} written out in `{secret.attribute}`: {harm}",
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


def _place(secret: SecretLiteral) -> tuple[object, ...]:
    """Return what two parts of one key have in common: the resource, else the file and block."""
    if secret.place is not None:
        return (secret.place.key,)
    kind, _, rest = secret.attribute.partition(".")
    # Every variable is a block of its own, and so is every local value and parameter; the two
    # halves of a key stand in two of them.
    block = rest.rpartition(".")[0] if kind == "provider" else ""
    return (secret.origin.span.path, kind, block)


def _keys(secrets: Iterator[SecretLiteral]) -> Iterator[tuple[SecretLiteral, ...]]:
    """Yield the keys that the secrets are the parts of, the part to change first.

    Parts are told together in written order: the second id goes with the second secret.
    """
    parts: dict[SecretKind, list[SecretLiteral]] = {kind: [] for kind in _PARTS}
    for secret in secrets:
        parts[secret.kind].append(secret)
    for key in zip_longest(*parts.values()):
        yield tuple(part for part in key if part is not None)


_PARTS = (SecretKind.SECRET_ACCESS_KEY, SecretKind.SESSION_TOKEN, SecretKind.ACCESS_KEY_ID)
"""The parts of a key: what opens comes before what names."""
