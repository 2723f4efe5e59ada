"""Attributes that AWS or the provider computes but that follow from the code: one table.

An `arn` is text as far as its parts are known; what is not in the table is known after apply.
"""

from __future__ import annotations

import re
from collections.abc import Mapping as Map
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import assert_never

from iac_scan.evaluation.result import Deployer
from iac_scan.evaluation.terraform.choices import as_unknown, for_each_choice, one_of
from iac_scan.sources.bounds import Bounds
from iac_scan.sources.span import Origin
from iac_scan.values import (
    Absent,
    Identity,
    Known,
    Mapping,
    OneOf,
    Reason,
    ResourceKey,
    Sequence,
    SequenceKind,
    Text,
    Unknown,
    Value,
    join_text,
    options_of,
)

AFTER_APPLY = "?"
"""The pattern of an attribute of which nothing is known before apply."""

_FIELD = re.compile(r"\{(\w+|\?)\}")


@dataclass(frozen=True, slots=True)
class Row:
    """What one resource type computes."""

    attributes: Map[str, str]
    """Patterns: `{name}` is an attribute or one of partition, account, region; `{?}` is unknown."""
    defaults: Map[str, str] = field(default_factory=dict)
    """What attributes that are not written are for the provider."""
    nulls: tuple[str, ...] = ()
    """Attributes that are null when they are not written."""
    prefix: str | None = None
    """The attribute that gives the start of a name that AWS completes."""
    prefixed: str = "name"
    """The name that is completed."""


def _iam(kind: str, *nulls: str, **others: str) -> Row:
    return Row(
        {
            "arn": f"arn:{{partition}}:iam::{{account}}:{kind}{{path}}{{name}}",
            "id": "{name}",
            "name": AFTER_APPLY,
            "unique_id": AFTER_APPLY,
            **others,
        },
        {"path": "/"},
        nulls,
        "name_prefix",
    )


def _regional(service: str, rest: str, **others: str) -> Row:
    arn = f"arn:{{partition}}:{service}:{{region}}:{{account}}:{rest}"
    return Row({"arn": arn, "id": "{arn}", "name": AFTER_APPLY, **others}, prefix="name_prefix")


_OPAQUE = Row({"arn": AFTER_APPLY, "id": AFTER_APPLY})

# Source: the section "Attribute Reference" of the page of each type,
# https://github.com/hashicorp/terraform-provider-aws/blob/main/website/docs/resources/<type without aws_>
# and the ARN formats of https://docs.aws.amazon.com/service-authorization/latest/reference/
# (2026-11-23).
TABLE: Map[str, Row] = MappingProxyType(
    {
        "aws_iam_role": _iam("role", "permissions_boundary", create_date=AFTER_APPLY),
        "aws_iam_user": _iam("user", "permissions_boundary"),
        "aws_iam_group": _iam("group"),
        "aws_iam_instance_profile": _iam("instance-profile", create_date=AFTER_APPLY),
        "aws_iam_policy": Row(
            {
                "arn": "arn:{partition}:iam::{account}:policy{path}{name}",
                "id": "{arn}",
                "name": AFTER_APPLY,
                "policy_id": AFTER_APPLY,
            },
            {"path": "/"},
            prefix="name_prefix",
        ),
        "aws_iam_role_policy": Row(
            {"id": "{role}:{name}", "name": AFTER_APPLY}, prefix="name_prefix"
        ),
        "aws_iam_user_policy": Row(
            {"id": "{user}:{name}", "name": AFTER_APPLY}, prefix="name_prefix"
        ),
        "aws_iam_group_policy": Row(
            {"id": "{group}:{name}", "name": AFTER_APPLY}, prefix="name_prefix"
        ),
        "aws_iam_access_key": Row(
            dict.fromkeys(("id", "secret", "encrypted_secret", "ses_smtp_password_v4"), AFTER_APPLY)
        ),
        "aws_iam_openid_connect_provider": Row(
            {"arn": "arn:{partition}:iam::{account}:oidc-provider/{host}", "id": "{arn}"}
        ),
        "aws_iam_saml_provider": Row(
            {"arn": "arn:{partition}:iam::{account}:saml-provider/{name}", "id": "{arn}"}
        ),
        "aws_iam_service_linked_role": Row(
            {
                "arn": "arn:{partition}:iam::{account}:role{path}{name}",
                "id": "{arn}",
                "name": AFTER_APPLY,
                "path": "/aws-service-role/{aws_service_name}/",
                "unique_id": AFTER_APPLY,
            }
        ),
        "aws_iam_server_certificate": Row(
            {
                "arn": "arn:{partition}:iam::{account}:server-certificate{path}{name}",
                "id": AFTER_APPLY,
                "name": AFTER_APPLY,
            },
            {"path": "/"},
            prefix="name_prefix",
        ),
        "aws_iam_virtual_mfa_device": Row(
            {
                "arn": "arn:{partition}:iam::{account}:mfa{path}{virtual_mfa_device_name}",
                "id": "{arn}",
            },
            {"path": "/"},
        ),
        "aws_iam_account_alias": Row({"id": "{account_alias}"}),
        "aws_iam_role_policy_attachment": Row({"id": AFTER_APPLY}),
        "aws_iam_user_policy_attachment": Row({"id": AFTER_APPLY}),
        "aws_iam_group_policy_attachment": Row({"id": AFTER_APPLY}),
        "aws_organizations_account": _OPAQUE,
        "aws_organizations_organizational_unit": _OPAQUE,
        "aws_organizations_policy": _OPAQUE,
        "aws_organizations_policy_attachment": Row({"id": "{target_id}:{policy_id}"}),
        "aws_organizations_organization": Row(
            dict.fromkeys(
                ("arn", "id", "master_account_arn", "master_account_email", "master_account_id"),
                AFTER_APPLY,
            )
        ),
        "aws_ssoadmin_permission_set": _OPAQUE,
        "aws_s3_bucket": Row(
            {
                "arn": "arn:{partition}:s3:::{bucket}",
                "id": "{bucket}",
                "bucket": AFTER_APPLY,
                "bucket_domain_name": "{bucket}.s3.amazonaws.com",
            },
            prefix="bucket_prefix",
            prefixed="bucket",
        ),
        "aws_sqs_queue": _regional(
            "sqs",
            "{name}",
            id="{url}",
            url="https://sqs.{region}.amazonaws.com/{account}/{name}",
        ),
        "aws_sns_topic": _regional("sns", "{name}"),
        "aws_kms_key": Row(
            {
                "arn": "arn:{partition}:kms:{region}:{account}:key/{key_id}",
                "id": "{key_id}",
                "key_id": AFTER_APPLY,
            }
        ),
        "aws_kms_alias": _regional("kms", "{name}", id="{name}"),
        "aws_lambda_function": Row(
            {
                "arn": "arn:{partition}:lambda:{region}:{account}:function:{function_name}",
                "id": "{function_name}",
                "invoke_arn": AFTER_APPLY,
                "qualified_arn": AFTER_APPLY,
            }
        ),
        "aws_dynamodb_table": _regional("dynamodb", "table/{name}", id="{name}"),
        "aws_secretsmanager_secret": _regional("secretsmanager", "secret:{name}-{?}"),
        "aws_cloudwatch_log_group": _regional("logs", "log-group:{name}", id="{name}"),
        "aws_cloudwatch_event_bus": _regional("events", "event-bus/{name}", id="{name}"),
        "aws_ssm_parameter": _regional("ssm", "parameter{slashed_name}", id="{name}"),
        "aws_ecr_repository": _regional(
            "ecr", "repository/{name}", id="{name}", registry_id="{account}"
        ),
        "aws_ecs_cluster": _regional("ecs", "cluster/{name}"),
        "aws_eks_cluster": _regional("eks", "cluster/{name}", id="{name}"),
        "aws_sfn_state_machine": _regional("states", "stateMachine:{name}"),
        "aws_kinesis_stream": _regional("kinesis", "stream/{name}"),
        "aws_kinesis_firehose_delivery_stream": _regional("firehose", "deliverystream/{name}"),
        "aws_codebuild_project": _regional("codebuild", "project/{name}"),
        "aws_codepipeline": _regional("codepipeline", "{name}", id="{name}"),
        "aws_cloudtrail": _regional("cloudtrail", "trail/{name}", id=AFTER_APPLY),
        "aws_instance": _OPAQUE,
    }
)


def complete(type: str, values: Mapping, key: ResourceKey, deployer: Deployer) -> Mapping:
    """Return the attributes with those that follow from them.

    What names the resource (`name`, `arn`, `id`, ...) has the identity of that attribute.
    """
    row = TABLE.get(type)
    if row is None:
        return values
    made = _Computation(row, values, key, deployer)
    entries = dict(values.entries)
    for name in row.attributes:
        entries[name] = made.attribute(name)
    for name, default in row.defaults.items():
        if _is_null(values.get(name)):
            entries[name] = Known(default, values.origin)
    for name in row.nulls:
        entries.setdefault(name, Known(None, values.origin))
    if type == "aws_organizations_organization":
        entries["roots"] = roots(key, values.origin)
    return replace(values, entries=entries)


def roots(key: ResourceKey, origin: Origin) -> Sequence:
    """Return the attribute `roots` of an organization, which has exactly one."""
    entries: dict[str, Value] = {
        name: after_apply(key, f"roots[0].{name}", origin) for name in ("arn", "id")
    }
    entries["name"] = Known("Root", origin)
    return Sequence((Mapping(entries, origin),), origin, SequenceKind.LIST)


def after_apply(key: ResourceKey, attribute: str, origin: Origin) -> Unknown:
    """Return an attribute that is known after apply."""
    detail = f"`{key.address}.{attribute}` is known after apply"
    return Unknown(Reason.COMPUTED, detail, origin, Identity(key, attribute))


@dataclass(frozen=True, slots=True)
class _Computation:
    """The computed attributes of one resource."""

    row: Row
    values: Mapping
    key: ResourceKey
    deployer: Deployer

    def attribute(self, name: str) -> Value:
        """Return an attribute of the table: the written value, else what its pattern gives."""
        written = self.values.entries.get(name)
        identity = Identity(self.key, name)
        if written is not None:
            return _written_or(written, lambda: self._computed(name), identity)
        return self._computed(name)

    def _computed(self, name: str) -> Value:
        identity = Identity(self.key, name)
        if self.row.prefix is not None and name == self.row.prefixed:
            start = self.values.entries.get(self.row.prefix)
            if start is not None and not _is_null(start):
                return self._completed(start, identity)
        pattern = self.row.attributes[name]
        if pattern == AFTER_APPLY:
            return after_apply(self.key, name, self.values.origin)
        parts: list[Value] = []
        for index, piece in enumerate(_FIELD.split(pattern)):
            if index % 2:
                parts.append(self._field(piece, name))
            elif piece:
                parts.append(Known(piece, self.values.origin))
        return self._text(tuple(parts), identity, self.values.origin)

    def _completed(self, start: Value, identity: Identity) -> Value:
        """Return a name of which the start is written, or maybe written."""
        hole = after_apply(self.key, identity.attribute, self.values.origin)
        options = tuple(
            hole if _is_null(option) else self._text((option, hole), identity, option.origin)
            for option in options_of(start)
        )
        if not isinstance(start, OneOf):
            return options[0]
        return one_of(options, start.reason, start.detail, start.origin, Bounds())

    def _field(self, name: str, wanted: str) -> Value:
        match name:
            case "?":
                return after_apply(self.key, wanted, self.values.origin)
            case "account":
                return self.deployer.account_id
            case "partition":
                return self.deployer.partition
            case "region":
                return self.deployer.region
            case "host":
                return _without(self.values.get("url"), "https://")
            case "slashed_name":
                return _with_slash(self.values.get("name"), self.values.origin)
        if name in self.row.attributes and name != wanted:
            return self.attribute(name)
        written = self.values.entries.get(name)
        if written is None or _is_null(written):
            default = self.row.defaults.get(name)
            if default is None:
                return after_apply(self.key, name, self.values.origin)
            return Known(default, self.values.origin)
        return written

    def _text(self, parts: tuple[Value, ...], identity: Identity, origin: Origin) -> Value:
        return for_each_choice(
            parts, lambda chosen: _joined(chosen, identity, origin), origin, Bounds()
        )


def _is_null(value: Value) -> bool:
    return isinstance(value, Absent) or (isinstance(value, Known) and value.value is None)


def _written_or(written: Value, compute: object, identity: Identity) -> Value:
    assert callable(compute)
    match written:
        case Known(value=None) | Absent():
            computed: Value = compute()
            return computed
        case Known() | Text() | Unknown():
            return replace(written, identity=identity)
        case OneOf(options=options):
            found = (_written_or(option, compute, identity) for option in options)
            # INVARIANT: no choice stands among the options of a choice.
            flat = tuple(inner for option in found for inner in options_of(option))
            return replace(written, options=flat)
        case Sequence() | Mapping():
            return written
        case _:
            assert_never(written)


def _joined(parts: tuple[Value, ...], identity: Identity, origin: Origin) -> Value:
    pieces: list[str | Unknown] = []
    for part in parts:
        match part:
            case Known(value=str() as text):
                pieces.append(text)
            case Text(parts=inner):
                pieces.extend(inner)
            case _:
                pieces.append(as_unknown(part))
    if len(pieces) == 1 and isinstance(pieces[0], Unknown):
        return replace(pieces[0], identity=identity)
    return join_text(tuple(pieces), origin, identity=identity)


def _without(value: Value, prefix: str) -> Value:
    match value:
        case Known(value=str() as text):
            return replace(value, value=text.removeprefix(prefix), layout=())
        case Text(parts=(str() as start, *others)):
            return join_text((start.removeprefix(prefix), *others), value.origin)
        case _:
            return value


def _with_slash(value: Value, origin: Origin) -> Value:
    match value:
        case Known(value=str() as text) if not text.startswith("/"):
            return replace(value, value=f"/{text}", layout=())
        case Text(parts=(str() as start, *others)) if not start.startswith("/"):
            return join_text((f"/{start}", *others), origin)
        case _:
            return value
