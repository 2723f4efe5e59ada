"""What the provider lists of a thing that other resources of the plan give it: read there alone.

Such an attribute is not in the configuration; where it is, it is what the code says.
"""

from __future__ import annotations

from collections.abc import Mapping as Map
from dataclasses import replace

from iac_scan.evaluation.plan.attributes import known_at
from iac_scan.evaluation.plan.document import PlanFile, Planned, member
from iac_scan.parsers.template.tree import Entries
from iac_scan.values import Mapping, Sequence, Value, text_of

_ROLE = {
    "inline_policy": ("aws_iam_role_policy", "name"),
    "managed_policy_arns": ("aws_iam_role_policy_attachment", "policy_arn"),
}
"""The lists of a role, with the resource that gives it an item and how that names the item."""

POLICIES = {
    "aws_api_gateway_rest_api": ("policy", "aws_api_gateway_rest_api_policy", "rest_api_id"),
    "aws_elasticsearch_domain": (
        "access_policies",
        "aws_elasticsearch_domain_policy",
        "domain_name",
    ),
    "aws_kms_key": ("policy", "aws_kms_key_policy", "key_id"),
    "aws_opensearch_domain": ("access_policies", "aws_opensearch_domain_policy", "domain_name"),
    "aws_s3_access_point": ("policy", "aws_s3control_access_point_policy", "access_point_arn"),
    "aws_s3_bucket": ("policy", "aws_s3_bucket_policy", "bucket"),
    "aws_secretsmanager_secret": ("policy", "aws_secretsmanager_secret_policy", "secret_arn"),
    "aws_sns_topic": ("policy", "aws_sns_topic_policy", "arn"),
    "aws_sqs_queue": ("policy", "aws_sqs_queue_policy", "queue_url"),
    "aws_vpc_endpoint": ("policy", "aws_vpc_endpoint_policy", "vpc_endpoint_id"),
}
"""The policy of a resource, with the resource that sets it and how that names its own.

Source: https://registry.terraform.io/providers/hashicorp/aws/latest/docs, the page of each.
"""
_NAMES = ("id", "arn", "name", "bucket", "url", "key_id", "domain_name")
"""The attributes by which another resource names one."""


class Listed:
    """Tells what is said of a thing by another resource of the same plan."""

    def __init__(self, plan: PlanFile) -> None:
        self._plan = plan
        self._given: dict[tuple[str, str, str], dict[str | None, set[str | None]]] = {}

    def elsewhere(
        self, planned: Planned, expressions: Entries | None, entries: Map[str, Value]
    ) -> dict[str, Value]:
        """Return the attributes of a resource without what others say of it, or nobody."""
        kept = dict(entries)
        if planned.type == "aws_iam_role":
            for name in _ROLE:
                if member(expressions, name) is None and name in kept:
                    kept[name] = self._unlisted(planned, name, kept[name])
        attribute, setter, key = POLICIES.get(planned.type, ("", "", ""))
        if attribute in kept and member(expressions, attribute) is None:
            others = self._by(setter, key, key)
            names = (text_of(known_at(planned, name)) for name in _NAMES)
            is_set = any(name in others for name in names if name is not None)
            if is_set or text_of(kept[attribute]) == "":
                del kept[attribute]
        return kept

    def _unlisted(self, planned: Planned, name: str, value: Value) -> Value:
        """Return a list of a role without what other resources put there, and what is empty."""
        setter, attribute = _ROLE[name]
        role = text_of(known_at(planned, "name"))
        names = self._by(setter, "role", attribute).get(role, set())
        if not isinstance(value, Sequence):
            return value
        kept = tuple(
            item
            for item in value.items
            if text_of(item.get("name") if isinstance(item, Mapping) else item) not in names
            and not _is_empty(item)
        )
        return replace(value, items=kept)

    def _by(self, setter: str, key: str, attribute: str) -> Map[str | None, set[str | None]]:
        """Return an attribute of every resource of a type, by another of its attributes."""
        asked = (setter, key, attribute)
        if asked not in self._given:
            found: dict[str | None, set[str | None]] = {}
            for one in self._plan.resources:
                if one.type == setter:
                    text = text_of(known_at(one, attribute))
                    found.setdefault(text_of(known_at(one, key)), set()).add(text)
            self._given[asked] = found
        return self._given[asked]


def _is_empty(item: Value) -> bool:
    """Tell whether an item is how the provider says that there is no inline policy."""
    return isinstance(item, Mapping) and {text_of(one) for one in item.entries.values()} == {""}
