"""A serverless template is read as the template is that the SAM translator makes of it.

That one is made of the plain data that cfn-flip reads, with the defaults of the parameters, and
read as any other template in JSON. Besides the templates in `data/serverless.yaml` there are those
below the folder that the environment variable IAC_SCAN_TEMPLATES names, a checkout of
aws-samples/serverless-patterns or of the translator for one.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, TypeAlias

import cfn_flip
import pytest
import yaml
from samtranslator.model.exceptions import ExceptionWithMessage
from samtranslator.parser.parser import Parser
from samtranslator.translator.translator import Translator
from tests.evaluation.cloudformation.conftest import Deploy, shown

from iac_scan.evaluation.result import Evaluation
from iac_scan.iam.managed import managed_policy_arn

Json: TypeAlias = Any

HERE = Path(__file__).parent
FOLDER = os.environ.get("IAC_SCAN_TEMPLATES", "")
TRANSFORM = "AWS::Serverless-2016-10-31"

_SUFFIXES = frozenset({".json", ".template", ".yaml", ".yml"})
_ON_DISK = ("CodeUri", "ContentUri", "DefinitionUri", "SchemaUri")
_HASH = re.compile(r"(?<=[A-Za-z])2?[0-9a-f]{10}(?![0-9a-f])")
"""In a name that the translator makes: of a text in which the region, too, is written."""
_ELSEWHERE = {"AWS::ApiGateway::Deployment", "AWS::CloudFormation::Stack"}
"""Named and described by such a text; read as the stack that it is."""


class _Region:
    region_name = "us-east-1"


class _Policies:
    def get(self, name: str) -> str | None:
        return managed_policy_arn(name)


def _plain(text: str) -> Json:
    return json.loads(json.dumps(cfn_flip.load(text)[0], default=str))


def _packaged(template: Json) -> Json:
    """Put the place of an upload where code, or a definition, is a file on disk."""
    sections = [*template["Resources"].values(), *template.get("Globals", {}).values()]
    for section in sections:
        properties = section.get("Properties", section)
        uploaded = dict.fromkeys(_ON_DISK, "s3://bucket/key")
        if "/" not in str(properties.get("ImageUri")):
            uploaded["ImageUri"] = "111122223333.dkr.ecr.us-east-1.amazonaws.com/image:latest"
        for name, place in uploaded.items():
            if isinstance(properties.get(name), str):
                properties[name] = place
    return template


def _default(parameter: Json) -> Json:
    """Return the value of a parameter; without one, or as a list, it stays a reference."""
    reference = "{{IntrinsicFunction:none}}"
    return reference if "List" in parameter["Type"] else parameter.get("Default", reference)


def _translated(template: Json) -> Json:
    values = {name: _default(one) for name, one in template.get("Parameters", {}).items()}
    translator: Any = Translator(None, Parser(), boto_session=_Region())
    return translator.translate(
        _packaged(template), values, passthrough_metadata=True, get_managed_policy_map=_Policies
    )


def _picture(evaluation: Evaluation) -> Json:
    """Return what is deployed, by name, with nothing in it that the region decides."""
    found = {
        one.key.address: [one.type, shown(one.values)]
        for one in evaluation.resources
        if one.type not in _ELSEWHERE
    }
    text = json.dumps(found, default=repr, sort_keys=True)
    return json.loads(_HASH.sub("#", text).replace(_Region.region_name, "?"))


def _same(deploy: Deploy, text: str) -> Json:
    """Assert that both ways lead to the same, and return it."""
    written = deploy({"t.yaml": text})
    assert not [gap for gap in written.gaps if "not expanded" in gap.message]
    translated = json.dumps(_translated(_plain(text)))
    picture = _picture(written)
    assert picture == _picture(deploy({"t.yaml": translated}))
    return picture


def _documents() -> Iterator[Any]:
    """Yield the templates in the file beside this one, which begin with their names."""
    documents = (HERE / "data" / "serverless.yaml").read_text(encoding="utf-8").split("\n---\n")
    for document in documents:
        name, _, text = document.partition("\n")
        yield pytest.param(text, id=name.removeprefix("# "))


@pytest.mark.parametrize("text", tuple(_documents()))
def test_written_template_is_read_as_the_translator_makes_it(text: str, deploy: Deploy) -> None:
    types = {type_ for type_, _ in _same(deploy, text).values()}
    assert "AWS::IAM::Role" in types
    assert not [type_ for type_ in types if type_.startswith("AWS::Serverless::")]


def _real() -> Iterator[Any]:
    root = Path(FOLDER)
    for path in sorted(root.rglob("*")) if FOLDER else ():
        if path.suffix in _SUFFIXES and path.is_file():
            text = path.read_text(encoding="utf-8", errors="replace")
            if f"{TRANSFORM}-" not in text and TRANSFORM in text and "AWS::Serverless::" in text:
                yield pytest.param(text, id=str(path.relative_to(root)))


@pytest.mark.skipif(not FOLDER, reason="IAC_SCAN_TEMPLATES names no folder of templates")
@pytest.mark.parametrize("text", tuple(_real()))
def test_real_template_is_read_as_the_translator_makes_it(text: str, deploy: Deploy) -> None:
    try:
        _translated(_plain(text))
    except (AttributeError, ExceptionWithMessage, KeyError, TypeError, ValueError, yaml.YAMLError):
        pytest.skip("cfn-flip does not read this file, or the translator refuses it")
    _same(deploy, text)
