"""Cloud assemblies of the CDK: into which account a synthesised template goes, and what it nests.

Source: the schema of the cloud assembly in aws/aws-cdk-cli, `@aws-cdk/cloud-assembly-schema`:
`AwsCloudFormationStackProperties`, `environment` of an artifact, and metadata `aws:asset:path`.
"""

from __future__ import annotations

import json
import posixpath
import re
from dataclasses import dataclass
from functools import lru_cache

from iac_scan.parsers.template.tree import Entries, Scalar
from iac_scan.sources.document import Document
from iac_scan.sources.tree import SourceTree

_ENVIRONMENT = re.compile(r"aws://(?:(\d{12})|[^/]*)/(?:([a-z]{2,}-[a-z-]+-\d)|.*)")
_STACK = "aws:cloudformation:stack"
_SUFFIX = ".template.json"


@dataclass(frozen=True, slots=True)
class Environment:
    """What a manifest says of the stack that a template makes."""

    path: str
    """The manifest."""
    account_id: str | None
    """None when the app leaves it to deployment."""
    region: str | None
    """None when the app leaves it to deployment."""
    stack_name: str
    """The name that the app gives the stack."""


def environment_of(tree: SourceTree, template: str) -> Environment | None:
    """Return what the manifest beside a template says of it, or None without one."""
    path = posixpath.join(posixpath.dirname(template), "manifest.json")
    if not template.endswith(_SUFFIX) or not tree.exists(path):
        return None
    document = tree.read(path)
    if not isinstance(document, Document):
        return None
    artifact = _stacks(document.text).get(posixpath.basename(template))
    if artifact is None:
        return None
    found = _ENVIRONMENT.fullmatch(artifact.environment)
    account, region = found.groups() if found is not None else (None, None)
    return Environment(path, account, region, artifact.name)


@dataclass(frozen=True, slots=True)
class _Stack:
    """One stack of a manifest."""

    environment: str
    """`aws://account/region`."""
    name: str
    """The name of the stack."""


@lru_cache(maxsize=1)
def _stacks(text: str) -> dict[str, _Stack]:
    """Return the stacks that a manifest lists, by the file of their template."""
    try:
        artifacts = json.loads(text).get("artifacts")
    except (AttributeError, RecursionError, ValueError):
        return {}
    stacks: dict[str, _Stack] = {}
    for name, artifact in artifacts.items() if isinstance(artifacts, dict) else ():
        if not isinstance(artifact, dict) or artifact.get("type") != _STACK:
            continue
        properties = artifact.get("properties")
        if not isinstance(properties, dict):
            continue
        file = properties.get("templateFile")
        if isinstance(file, str):
            given = properties.get("stackName")
            stack = _Stack(
                str(artifact.get("environment")), given if isinstance(given, str) else name
            )
            stacks[file] = stack
    return stacks


def asset_of(metadata: object) -> str | None:
    """Return the file that the CDK will upload as the template of a nested stack, or None."""
    if not isinstance(metadata, Entries):
        return None
    kind, path = metadata.get("aws:asset:property"), metadata.get("aws:asset:path")
    if not isinstance(kind, Scalar) or kind.value != "TemplateURL" or not isinstance(path, Scalar):
        return None
    return path.value if isinstance(path.value, str) else None
