"""Which attributes of which resource type follow from others: one table, nothing computed.

A pattern that is not in the table is known after apply.
"""

from __future__ import annotations

from collections.abc import Mapping as Map
from dataclasses import dataclass, field
from types import MappingProxyType

from iac_scan.values import Scalar

AFTER_APPLY = "?"
"""The pattern of an attribute of which nothing is known before apply."""


@dataclass(frozen=True, slots=True)
class Row:
    """What one resource type computes."""

    attributes: Map[str, str]
    """Patterns: `{name}` is an attribute or one of partition, account, region; `{?}` is unknown."""
    defaults: Map[str, Scalar] = field(default_factory=dict)
    """What attributes that are not written are for the provider."""
    nulls: tuple[str, ...] = ()
    """Attributes that are null when they are not written."""
    prefix: str | None = None
    """The attribute that gives the start of a name that AWS completes."""
    prefixed: str = "name"
    """The name that is completed."""


def _iam(kind: str, nulls: tuple[str, ...] = (), **defaults: Scalar) -> Row:
    return Row(
        {
            "arn": f"arn:{{partition}}:iam::{{account}}:{kind}{{path}}{{name}}",
            "id": "{name}",
            "name": AFTER_APPLY,
            "unique_id": AFTER_APPLY,
        },
        {"path": "/", **defaults},
        nulls,
        "name_prefix",
    )


def _regional(service: str, rest: str, **others: str) -> Row:
    arn = f"arn:{{partition}}:{service}:{{region}}:{{account}}:{rest}"
    return Row({"arn": arn, "id": "{arn}", "name": AFTER_APPLY, **others}, prefix="name_prefix")


_OPAQUE = Row({"arn": AFTER_APPLY, "id": AFTER_APPLY})

# Source: the section "Attribute Reference" of the page of each type,
# https://github.com/hashicorp/terraform-provider-aws/blob/main/website/docs/r/<type without aws_>
# and the ARN formats of https://docs.aws.amazon.com/service-authorization/latest/reference/.
TABLE: Map[str, Row] = MappingProxyType(
    {
        "aws_iam_role": _iam(
            "role",
            ("permissions_boundary",),
            force_detach_policies=False,
            max_session_duration=3600,
        ),
        "aws_iam_user": _iam("user", ("permissions_boundary",), force_destroy=False),
        "aws_iam_group": _iam("group"),
        "aws_iam_instance_profile": _iam("instance-profile"),
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
