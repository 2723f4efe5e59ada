"""What Terraform's JSON form does not say: which properties are blocks, and how strings are read.

Everything that is not in these tables is an attribute whose strings are templates. What a block
means is known to `iac_scan.evaluation` and `iac_scan.graph`.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum


class Strings(Enum):
    """How the strings inside an attribute are read."""

    TEMPLATE = "template"
    """`"${var.a}-x"` is a template."""
    LITERAL = "literal"
    """Taken as it is."""
    REFERENCE = "reference"
    """`"aws_iam_role.a"` is a reference, `"list(string)"` a type."""


ROOT_BLOCKS: Mapping[str, int] = {
    "action": 2,
    "check": 1,
    "data": 2,
    "ephemeral": 2,
    "import": 0,
    "locals": 0,
    "module": 1,
    "moved": 0,
    "output": 1,
    "provider": 1,
    "removed": 0,
    "resource": 2,
    "terraform": 0,
    "variable": 1,
}
"""The blocks of a file and the number of their labels.

Source: https://developer.hashicorp.com/terraform/language/block.
"""

_OF_TERRAFORM: Mapping[str, Mapping[str, int]] = {
    "backend": {},
    "check": {"assert": 0, "data": 2},
    "cloud": {"workspaces": 0},
    "lifecycle": {"postcondition": 0, "precondition": 0},
    "locals": {},
    "module": {},
    "output": {"precondition": 0},
    "required_providers": {},
    "terraform": {
        "backend": 1,
        "cloud": 0,
        "provider_meta": 1,
        "required_providers": 0,
    },
    "variable": {"validation": 0},
}
"""The blocks inside Terraform's own blocks.

Source: https://developer.hashicorp.com/terraform/language/block.
"""

_OF_RESOURCES: Mapping[str, int] = {
    # Of Terraform itself.
    "connection": 0,
    "content": 0,
    "dynamic": 1,
    "lifecycle": 0,
    "provisioner": 1,
    "timeouts": 0,
    # Of the AWS provider: its configuration.
    "assume_role": 0,
    "assume_role_with_web_identity": 0,
    "default_tags": 0,
    "endpoints": 0,
    "ignore_tags": 0,
    # aws_iam_policy_document
    "condition": 0,
    "not_principals": 0,
    "principals": 0,
    "statement": 0,
    # aws_iam_role
    "inline_policy": 0,
    # aws_ssoadmin_permissions_boundary_attachment, aws_ssoadmin_customer_managed_policy_attachment
    "customer_managed_policy_reference": 0,
    "permissions_boundary": 0,
    # aws_cloudtrail
    "advanced_event_selector": 0,
    "data_resource": 0,
    "event_selector": 0,
    "field_selector": 0,
    "insight_selector": 0,
    # aws_cognito_identity_pool, aws_cognito_identity_pool_roles_attachment
    "cognito_identity_providers": 0,
    "mapping_rule": 0,
    "role_mapping": 0,
    # aws_kms_grant
    "constraints": 0,
    # aws_instance, aws_launch_template, aws_lambda_function, aws_ecs_task_definition
    "environment": 0,
    "iam_instance_profile": 0,
    "metadata_options": 0,
    "vpc_config": 0,
}
"""The blocks inside resources, data sources and providers that matter to identity.

Source: https://github.com/hashicorp/terraform-provider-aws/blob/main/website/docs.
A property of one of these names is a block only where its value is an object or an array of
objects; `permissions_boundary` of a role is a string and thereby an attribute.
"""

_REFERENCES = frozenset(
    {
        ("", "depends_on"),
        ("", "ignore_changes"),
        ("", "provider"),
        ("", "replace_triggered_by"),
        ("dynamic", "iterator"),
        ("import", "to"),
        ("module", "providers"),
        ("moved", "from"),
        ("moved", "to"),
        ("removed", "from"),
        ("required_providers", "configuration_aliases"),
        ("variable", "type"),
    }
)
"""The attributes, by block or in any block, whose strings are references."""


def blocks_inside(type: str) -> Mapping[str, int]:
    """Return the properties of a block of this type that are blocks, with their labels."""
    return _OF_TERRAFORM.get(type, _OF_RESOURCES)


def strings_of(type: str, attribute: str) -> Strings:
    """Return how the strings of an attribute in a block of this type are read."""
    if ("", attribute) in _REFERENCES or (type, attribute) in _REFERENCES:
        return Strings.REFERENCE
    return Strings.LITERAL if type == "variable" else Strings.TEMPLATE
