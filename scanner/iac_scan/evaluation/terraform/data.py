"""Data sources: what they read as far as it follows from the code.

`aws_iam_policy_document` has a module of its own, `policy_document`; those that ask nobody and
compute where terraform runs are in `local_data`.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from collections.abc import Mapping as Map
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import TypeAlias

from iac_scan.evaluation.result import Deployer
from iac_scan.evaluation.terraform import computed
from iac_scan.evaluation.terraform.configuration import ResourceBlock
from iac_scan.evaluation.terraform.scope import Scope
from iac_scan.values import (
    Identity,
    Known,
    Mapping,
    Reason,
    ResourceKey,
    Text,
    Unknown,
    Value,
    join_text,
)

Entries: TypeAlias = dict[str, Value]
Reader: TypeAlias = Callable[["Read"], Entries]

_ARN_COLONS = 5

LOCAL = frozenset({"local_file", "null_data_source", "template_file"})
"""Data sources that compute where terraform runs, and ask nobody."""


@dataclass(frozen=True, slots=True)
class Read:
    """A data source whose arguments are evaluated."""

    values: Mapping
    """The arguments."""
    key: ResourceKey
    """Its identity."""
    deployer: Deployer
    """Whose account it reads from."""


def complete(
    resource: ResourceBlock, values: Mapping, key: ResourceKey, deployer: Deployer, scope: Scope
) -> Mapping:
    """Return the arguments of a data source with what it reads.

    What is not in the table has no entry; a reference to it is `Unknown(DATA)`.
    """
    if resource.type == "aws_iam_policy_document":
        from iac_scan.evaluation.terraform.policy_document import (  # noqa: PLC0415
            complete_document,
        )

        return complete_document(values, key, scope)
    if resource.type in LOCAL:
        from iac_scan.evaluation.terraform.local_data import complete_local  # noqa: PLC0415

        return complete_local(resource.type, values, scope)
    reader = _READERS.get(resource.type)
    entries = dict(values.entries)
    if reader is not None:
        entries |= reader(Read(values, key, deployer))
    for name, entry in list(entries.items()):
        if isinstance(entry, Known) and entry.value is None:
            del entries[name]
    return replace(values, entries=entries)


def _caller_identity(source: Read) -> Entries:
    return {"account_id": source.deployer.account_id, "id": source.deployer.account_id}


def _partition(source: Read) -> Entries:
    suffix = computed.dns_suffix(source.deployer.partition, source.values.origin)
    reverse = ".".join(reversed(str(suffix.value).split(".")))
    return {
        "partition": source.deployer.partition,
        "id": source.deployer.partition,
        "dns_suffix": suffix,
        "reverse_dns_prefix": Known(reverse, source.values.origin),
    }


def _region(source: Read) -> Entries:
    for name in ("name", "region"):
        written = source.values.entries.get(name)
        if written is not None and not (isinstance(written, Known) and written.value is None):
            return {"name": written, "id": written, "region": written}
    region = source.deployer.region
    return {"name": region, "id": region, "region": region}


def _iam(kind: str, argument: str) -> Reader:
    def read(source: Read) -> Entries:
        name = source.values.get(argument)
        path = Unknown(Reason.DATA, f"the path of `{source.key.address}`", source.values.origin)
        parts = _parts(
            "arn:",
            source.deployer.partition,
            ":iam::",
            source.deployer.account_id,
            f":{kind}",
            path,
            name,
        )
        arn = join_text(parts, source.values.origin, identity=Identity(source.key, "arn"))
        return {"arn": arn, "id": name, "name": name}

    return read


def _policy(source: Read) -> Entries:
    entries = _policy_names(source)
    from iac_scan.iam.managed import managed_policy_text  # noqa: PLC0415

    text = managed_policy_text(entries["arn"], source.values.origin)
    return entries if text is None else {**entries, "policy": text}


def _policy_names(source: Read) -> Entries:
    arn = source.values.entries.get("arn")
    if arn is not None and not (isinstance(arn, Known) and arn.value is None):
        entries: Entries = {"arn": arn, "id": arn}
        found = re.search(r":policy/(?:.*/)?([^/]+)$", str(getattr(arn, "value", "")))
        if found is not None:
            entries["name"] = Known(found[1], arn.origin)
        return entries
    name = source.values.get("name")
    if isinstance(name, Known) and isinstance(name.value, str):
        from iac_scan.iam.managed import managed_policy_arn  # noqa: PLC0415

        known = managed_policy_arn(name.value)
        if known is not None and "path_prefix" not in source.values.entries:
            tail = known.removeprefix("arn:aws")
            parts = _parts("arn:", source.deployer.partition, tail)
            written = join_text(parts, source.values.origin, identity=Identity(source.key, "arn"))
            return {"arn": written, "id": written}
    path = Unknown(Reason.DATA, f"the path of `{source.key.address}`", source.values.origin)
    start = ("arn:", source.deployer.partition, ":iam::")
    owner = Unknown(Reason.DATA, f"the owner of `{source.key.address}`", source.values.origin)
    parts = _parts(*start, owner, ":policy", path, name)
    return {"arn": join_text(parts, source.values.origin, identity=Identity(source.key, "arn"))}


def _organization(source: Read) -> Entries:
    return {"roots": computed.roots(source.key, source.values.origin)}


def _bucket(source: Read) -> Entries:
    bucket = source.values.get("bucket")
    parts = _parts("arn:", source.deployer.partition, ":s3:::", bucket)
    return {
        "arn": join_text(parts, source.values.origin, identity=Identity(source.key, "arn")),
        "id": bucket,
    }


def _arn(source: Read) -> Entries:
    written = source.values.get("arn")
    if not isinstance(written, Known) or str(written.value).count(":") < _ARN_COLONS:
        return {"id": written}
    parts = str(written.value).split(":", _ARN_COLONS)[1:]
    names = ("partition", "service", "region", "account", "resource")
    known = {name: Known(part, written.origin) for name, part in zip(names, parts, strict=True)}
    return {"id": written, **known}


def _oidc_provider(source: Read) -> Entries:
    written = source.values.entries.get("arn")
    if written is not None and not (isinstance(written, Known) and written.value is None):
        return {"id": written}
    url = source.values.get("url")
    if not isinstance(url, Known):
        return {}
    host = str(url.value).removeprefix("https://")
    start = ("arn:", source.deployer.partition, ":iam::", source.deployer.account_id)
    arn = join_text(
        _parts(*start, ":oidc-provider/", host),
        source.values.origin,
        identity=Identity(source.key, "arn"),
    )
    return {"arn": arn, "id": arn}


def _service_principal(source: Read) -> Entries:
    parts = _parts(source.values.get("service_name"), ".amazonaws.com")
    name = join_text(parts, source.values.origin)
    return {"name": name, "suffix": Known("amazonaws.com", source.values.origin)}


def _parts(*values: Value | str) -> tuple[str | Unknown, ...]:
    from iac_scan.evaluation.terraform.choices import as_unknown  # noqa: PLC0415

    found: list[str | Unknown] = []
    for value in values:
        match value:
            case str():
                found.append(value)
            case Known(value=str() as text):
                found.append(text)
            case Text(parts=parts):
                found.extend(parts)
            case _:
                found.append(as_unknown(value))
    return tuple(found)


# Source: https://github.com/hashicorp/terraform-provider-aws/blob/main/website/docs/d/<name>
# of each.
_READERS: Map[str, Reader] = MappingProxyType(
    {
        "aws_caller_identity": _caller_identity,
        "aws_partition": _partition,
        "aws_region": _region,
        "aws_iam_role": _iam("role", "name"),
        "aws_iam_user": _iam("user", "user_name"),
        "aws_iam_group": _iam("group", "group_name"),
        "aws_iam_instance_profile": _iam("instance-profile", "name"),
        "aws_iam_policy": _policy,
        "aws_organizations_organization": _organization,
        "aws_s3_bucket": _bucket,
        "aws_arn": _arn,
        "aws_iam_openid_connect_provider": _oidc_provider,
        "aws_service_principal": _service_principal,
    }
)
