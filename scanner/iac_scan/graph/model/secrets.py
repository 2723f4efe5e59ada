"""Credentials that are written out in the code.

How they are recognised is `graph.credentials`.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from iac_scan.graph.model.places import Place
from iac_scan.sources.span import Origin


class SecretKind(Enum):
    """What kind of secret a literal is."""

    ACCESS_KEY_ID = "access key id"
    SECRET_ACCESS_KEY = "secret access key"  # noqa: S105 - the name of a kind
    SESSION_TOKEN = "session token"  # noqa: S105 - the name of a kind


@dataclass(frozen=True, slots=True)
class SecretLiteral:
    """A credential written out in the code. The secret itself is not kept."""

    kind: SecretKind
    """What it is."""
    masked: str
    """The first four characters and then dots."""
    digest: str
    """SHA-256 in hex, to tell equal secrets without keeping them."""
    attribute: str
    """Where it is written: `provider.aws.access_key`, `environment.variables.KEY`."""
    origin: Origin
    """The literal."""
    place: Place | None
    """The resource that holds it; None for a provider, a local or a variable."""
    documented: bool
    """One of the examples of the AWS documentation, which open nothing."""
