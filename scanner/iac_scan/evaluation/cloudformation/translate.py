"""The SAM translator run on plain data: what `AWS::Serverless` resources become when deployed.

How a template becomes plain data and the result a template again is in `serverless`.
Source: https://github.com/aws/serverless-application-model, package `aws-sam-translator`.
"""

from __future__ import annotations

import copy
import logging
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias

from iac_scan.iam.managed import managed_policy_arn

Plain: TypeAlias = Any
"""What `json.loads` returns."""

_PLACE_ON_DISK = {
    "AWS::Serverless::Api": ("DefinitionUri",),
    "AWS::Serverless::Function": ("CodeUri",),
    "AWS::Serverless::GraphQLApi": ("SchemaUri",),
    "AWS::Serverless::HttpApi": ("DefinitionUri",),
    "AWS::Serverless::LayerVersion": ("ContentUri",),
    "AWS::Serverless::StateMachine": ("DefinitionUri",),
}
"""Properties that `sam package` replaces by the place of an upload, without which the translator
refuses a template."""
_UPLOADED = "s3://bucket/key"
_IMAGE = "111122223333.dkr.ecr.us-east-1.amazonaws.com/image:latest"
_LEFT_TO_DEPLOYMENT = "{{IntrinsicFunction:deployment}}"
"""A value that the translator leaves as the reference that it is."""
_STAND_INS = {"${AWS::Partition}": "${AWS.Partition}", "${AWS::Region}": "${AWS.Region}"}
"""The translator cuts ARNs at their colons to find what a function must be allowed to read."""
_WRITTEN = {stand_in: written for written, stand_in in _STAND_INS.items()}


@dataclass(frozen=True, slots=True)
class Refusal:
    """The translator did not take a template."""

    message: str
    """Why, in its words; empty when it is not installed."""


@dataclass(frozen=True, slots=True)
class _Session:
    """What the translator asks of a session with AWS; there is none."""

    region_name: str = "us-east-1"
    """Decides the partition alone: references to the region stay references."""


class _ManagedPolicies:
    """The ARNs of the policies of AWS by name, looked up as they are asked for."""

    def get(self, name: str) -> str | None:
        """Return the ARN, or None for an unknown name."""
        return managed_policy_arn(name)


def translate(template: dict[str, Plain], values: dict[str, str]) -> dict[str, Plain] | Refusal:
    """Return the template with its serverless resources replaced by what they deploy.

    References to parameters stay references; only where the translator needs a value, or decides
    by it what a role may do, does it get the one in `values`.
    Errors: none is raised, whatever the template is.
    """
    try:
        from samtranslator.model.exceptions import ExceptionWithMessage  # noqa: PLC0415
    except ImportError:
        return Refusal("")
    logging.getLogger("samtranslator").setLevel(logging.CRITICAL + 1)
    names = ("AWS::Region", "AWS::Partition", *_parameters(template))
    decided = {name: values[name] for name in _deciding(template) if name in values}
    open_values = {**dict.fromkeys(names, _LEFT_TO_DEPLOYMENT), **decided}
    refusal = Refusal("it is not understood")
    for parameters in (open_values, {**open_values, **values}):
        try:
            packaged = _replaced(_packaged(template), _STAND_INS)
            found: dict[str, Plain] = _replaced(_translated(packaged, parameters), _WRITTEN)
        except ExceptionWithMessage as error:
            causes = getattr(error, "causes", ()) or (error,)
            refusal = Refusal(_in_one_line(causes[0].message))
        except (ArithmeticError, AttributeError, LookupError, RuntimeError, TypeError, ValueError):
            # The translator trusts the shape of a template that it has not looked at.
            refusal = Refusal("it is not understood")
        else:
            return found
    return refusal


def _translated(template: dict[str, Plain], parameters: dict[str, str]) -> dict[str, Plain]:
    """Return what the translator makes of a template."""
    from samtranslator.parser.parser import Parser  # noqa: PLC0415
    from samtranslator.translator.translator import Translator  # noqa: PLC0415

    translator: Any = Translator(None, Parser(), boto_session=_Session())
    result: dict[str, Plain] = translator.translate(
        template,
        parameter_values=parameters,
        passthrough_metadata=True,
        get_managed_policy_map=_ManagedPolicies,
    )
    return result


def _deciding(template: dict[str, Plain]) -> set[str]:
    """Return the parameters whose value decides whether a function's role may write traces."""
    sources = [*template["Resources"].values()]
    inherited = template.get("Globals")
    if isinstance(inherited, dict):
        sources += ({"Properties": properties} for properties in inherited.values())
    found: set[str] = set()
    for source in sources:
        properties = source.get("Properties") if isinstance(source, dict) else None
        tracing = properties.get("Tracing") if isinstance(properties, dict) else None
        name = tracing.get("Ref") if isinstance(tracing, dict) else None
        if isinstance(name, str):
            found.add(name)
    return found


def _replaced(plain: Plain, texts: Mapping[str, str]) -> Plain:
    """Return plain data with texts replaced wherever they stand in a string."""
    match plain:
        case str():
            for text, other in texts.items():
                plain = plain.replace(text, other)
            return plain
        case dict():
            return {key: _replaced(value, texts) for key, value in plain.items()}
        case list():
            return [_replaced(item, texts) for item in plain]
        case _:
            return plain


def _parameters(template: dict[str, Plain]) -> tuple[str, ...]:
    """Return the names of the parameters."""
    section = template.get("Parameters")
    return tuple(section) if isinstance(section, dict) else ()


def _packaged(template: dict[str, Plain]) -> dict[str, Plain]:
    """Return a copy of the template as it is after packaging."""
    template = copy.deepcopy(template)
    for resource in template["Resources"].values():
        if not isinstance(resource, dict) or not isinstance(resource.get("Type"), str):
            continue
        properties = resource.setdefault("Properties", {})
        if not isinstance(properties, dict):
            continue
        for name in _PLACE_ON_DISK.get(resource["Type"], ()):
            if isinstance(properties.get(name), str):
                properties[name] = _UPLOADED
        if resource["Type"] == "AWS::Serverless::Function":
            _upload_code(properties, template)
        if resource["Type"] == "AWS::Serverless::Application":
            _make_nested_stack(resource, properties)
    functions = template.get("Globals", {}).get("Function", {})
    if isinstance(functions, dict) and "CodeUri" in functions:
        functions["CodeUri"] = _UPLOADED
    return template


def _upload_code(properties: dict[str, Plain], template: dict[str, Plain]) -> None:
    """Give a function that names no code the place of an upload."""
    inherited = template.get("Globals", {}).get("Function") or {}
    uri = properties.get("ImageUri")
    if isinstance(uri, str) and "/" not in uri:
        # An image that is only on the machine that builds it.
        del properties["ImageUri"]
    if not {"CodeUri", "ImageUri", "InlineCode"}.isdisjoint((*properties, *inherited)):
        return
    is_image = "Image" in (properties.get("PackageType"), inherited.get("PackageType"))
    properties["ImageUri" if is_image else "CodeUri"] = _IMAGE if is_image else _UPLOADED


def _make_nested_stack(resource: dict[str, Plain], properties: dict[str, Plain]) -> None:
    """Turn an application into the nested stack that SAM deploys for it.

    The place of an application of the repository is not known: its id stands for it.
    """
    location = properties.pop("Location", None)
    resource["Type"] = "AWS::CloudFormation::Stack"
    kept = {"Parameters": properties["Parameters"]} if "Parameters" in properties else {}
    url = location.get("ApplicationId") if isinstance(location, dict) else location
    resource["Properties"] = {"TemplateURL": url, **kept}


def _in_one_line(message: str) -> str:
    """Return a message of the translator in one short line."""
    return " ".join(message.split())[:200]
