"""Terraform's resource types that run with roles: applications and pipelines.

What a recipe does is in `recipes`; where the names are from is in `row`.
"""

from __future__ import annotations

from iac_scan.graph.compute import applications as kinds
from iac_scan.graph.recipes import Setting
from iac_scan.graph.terraform.workloads.row import runs as _runs

_ENVIRONMENT = tuple(
    Setting(
        "setting",
        (("namespace", namespace), ("name", name)),
        "value",
        by_profile=by_profile,
    )
    for namespace, name, by_profile in (
        (kinds.LAUNCH, "IamInstanceProfile", True),
        (kinds.SERVICE, "ServiceRole", False),
    )
)
_PIPELINE = tuple(
    Setting("pipeline_object.field", (("key", name),), "string_value")
    for name in kinds.PIPELINE_ROLES
)

ROWS = (
    _runs(
        "aws_elastic_beanstalk_application",
        kinds.APPLICATION,
        "name",
        ("appversion_lifecycle.service_role",),
        optional=True,
    ),
    _runs(
        "aws_elastic_beanstalk_environment",
        kinds.ENVIRONMENT,
        "name",
        (),
        settings=_ENVIRONMENT,
    ),
    _runs(
        "aws_elastic_beanstalk_configuration_template",
        kinds.ENVIRONMENT_TEMPLATE,
        "name",
        (),
        optional=True,
        settings=_ENVIRONMENT,
    ),
    _runs(
        "aws_datapipeline_pipeline_definition",
        kinds.DATA_PIPELINE,
        "",
        (),
        optional=True,
        settings=_PIPELINE,
    ),
)
"""Every type of this topic to which a role is passed."""
