"""Kinds of resource to which a role is passed: applications and pipelines, by named settings.

Which type of which language is which kind is in the tables of the adapters; where the facts are
from is in `kind`.
"""

from __future__ import annotations

from iac_scan.graph.compute.kind import kind as _kind

APPLICATION = _kind("AWS::ElasticBeanstalk::Application", "application", "elasticbeanstalk")
APPLICATION_VERSION = _kind(
    "AWS::ElasticBeanstalk::ApplicationVersion", "application version", "codebuild"
)
ENVIRONMENT = _kind(
    "AWS::ElasticBeanstalk::Environment", "application environment", "elasticbeanstalk"
)
ENVIRONMENT_TEMPLATE = _kind(
    "AWS::ElasticBeanstalk::ConfigurationTemplate",
    "template of application environments",
    "elasticbeanstalk",
)
DATA_PIPELINE = _kind("AWS::DataPipeline::Pipeline", "data pipeline", "datapipeline")

LAUNCH = "aws:autoscaling:launchconfiguration"
"""The settings of the instances of an environment, `IamInstanceProfile` among them.

Source: AWS Elastic Beanstalk Developer Guide, "General options for all environments"."""
SERVICE = "aws:elasticbeanstalk:environment"
"""The settings of an environment, `ServiceRole` among them; from the same page."""
PIPELINE_ROLES = ("role", "resourceRole")
"""The fields of a pipeline's objects that name a role.

Source: AWS Data Pipeline Developer Guide, "IAM roles for AWS Data Pipeline"."""
