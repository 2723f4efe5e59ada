"""CloudFormation's resource types that run with roles: applications and pipelines.

What a recipe does is in `recipes`; where the names are from is in `row`.
"""

from __future__ import annotations

from iac_scan.graph.cloudformation.workloads.row import runs as _runs
from iac_scan.graph.compute import applications as kinds
from iac_scan.graph.recipes import Setting

_ENVIRONMENT = tuple(
    Setting(
        "OptionSettings",
        (("Namespace", namespace), ("OptionName", name)),
        "Value",
        by_profile=by_profile,
    )
    for namespace, name, by_profile in (
        (kinds.LAUNCH, "IamInstanceProfile", True),
        (kinds.SERVICE, "ServiceRole", False),
    )
)
_PIPELINE = tuple(
    Setting("PipelineObjects.Fields", (("Key", name),), "StringValue")
    for name in kinds.PIPELINE_ROLES
)

ROWS = (
    _runs(
        "AWS::ElasticBeanstalk::Application",
        kinds.APPLICATION,
        "ApplicationName",
        ("ResourceLifecycleConfig.ServiceRole",),
        optional=True,
    ),
    _runs(
        "AWS::ElasticBeanstalk::ApplicationVersion",
        kinds.APPLICATION_VERSION,
        "",
        (
            "BuildConfiguration.CodeBuildServiceRole",
            "ImageConfiguration.Build.CodeBuildServiceRole",
        ),
        optional=True,
    ),
    _runs(
        "AWS::ElasticBeanstalk::Environment",
        kinds.ENVIRONMENT,
        "EnvironmentName",
        ("OperationsRole",),
        settings=_ENVIRONMENT,
    ),
    _runs(
        "AWS::ElasticBeanstalk::ConfigurationTemplate",
        kinds.ENVIRONMENT_TEMPLATE,
        "",
        (),
        optional=True,
        settings=_ENVIRONMENT,
    ),
    _runs(
        "AWS::DataPipeline::Pipeline",
        kinds.DATA_PIPELINE,
        "Name",
        (),
        optional=True,
        settings=_PIPELINE,
    ),
)
"""Every type of this topic to which a role is passed."""
