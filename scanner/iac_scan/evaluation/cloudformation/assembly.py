"""Cloud assemblies of the CDK: where a synthesised template goes, what it nests and is made of.

Source: the schema of the cloud assembly in aws/aws-cdk-cli, `@aws-cdk/cloud-assembly-schema`:
`AwsCloudFormationStackProperties`; of an artifact `environment`, `metadata` and
`additionalMetadataFile`; the metadata `aws:asset:path` and `aws:cdk:logicalId`.
"""

from __future__ import annotations

import json
import posixpath
import re
from collections.abc import Mapping as Map
from dataclasses import dataclass
from functools import lru_cache

from iac_scan.parsers.template.tree import Entries, Scalar
from iac_scan.sources.document import Document
from iac_scan.sources.tree import SourceTree

_ENVIRONMENT = re.compile(r"aws://(?:(\d{12})|[^/]*)/(?:([a-z]{2,}-[a-z-]+-\d)|.*)")
_STACK = "aws:cloudformation:stack"
_LOGICAL_ID = "aws:cdk:logicalId"
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
    constructs: Map[str, str]
    """The path of the construct that makes each resource, by logical id: `App/Role/Resource`."""


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
    constructs = {**_constructs_in(tree, path, artifact), **artifact.constructs}
    return Environment(path, account, region, artifact.name, constructs)


def _constructs_in(tree: SourceTree, manifest: str, artifact: _Stack) -> dict[str, str]:
    """Return the constructs that the file of metadata beside a manifest names."""
    file = artifact.metadata_file
    if file is None or posixpath.basename(file) != file:
        return {}
    document = tree.read(posixpath.join(posixpath.dirname(manifest), file))
    if not isinstance(document, Document):
        return {}
    try:
        return _constructs(json.loads(document.text))
    except (RecursionError, ValueError):
        return {}


def _constructs(metadata: object) -> dict[str, str]:
    """Return the path of each construct in the metadata of an artifact by its logical id."""
    found: dict[str, str] = {}
    for path, entries in metadata.items() if isinstance(metadata, dict) else ():
        for entry in entries if isinstance(entries, list) else ():
            if isinstance(entry, dict) and entry.get("type") == _LOGICAL_ID:
                found.setdefault(str(entry.get("data")), path.removeprefix("/"))
    return found


@dataclass(frozen=True, slots=True)
class _Stack:
    """One stack of a manifest."""

    environment: str
    """`aws://account/region`."""
    name: str
    """The name of the stack."""
    constructs: Map[str, str]
    """As in `Environment`, those that the manifest itself names."""
    metadata_file: str | None
    """A file beside the manifest that names further ones."""


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
            beside = artifact.get("additionalMetadataFile")
            stacks[file] = _Stack(
                str(artifact.get("environment")),
                given if isinstance(given, str) else name,
                _constructs(artifact.get("metadata")),
                beside if isinstance(beside, str) else None,
            )
    return stacks


def asset_of(metadata: object) -> str | None:
    """Return the file that the CDK will upload as the template of a nested stack, or None."""
    if not isinstance(metadata, Entries):
        return None
    kind, path = metadata.get("aws:asset:property"), metadata.get("aws:asset:path")
    if not isinstance(kind, Scalar) or kind.value != "TemplateURL" or not isinstance(path, Scalar):
        return None
    return path.value if isinstance(path.value, str) else None
