"""What cfn-lint resolves a function to is what it evaluates to here.

cfn-lint resolves `Ref`, `Fn::Sub`, `Fn::FindInMap`, `Fn::If`, `Fn::Join`, `Fn::Select`, `Fn::Split`
and, in maps and lists, whatever holds them; its transform spells out loops. It takes `us-east-1` for
the region and an account of its own where a value stays unknown here, and decides only conditions
that compare parameters with texts. Where it resolves otherwise than AWS documents, the case stands in
`ELSEWHERE_IN_CFN_LINT`.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeAlias

import cfn_flip
import cfnlint.helpers as lint
import pytest
from cfnlint.context.parameters import ParameterSet
from cfnlint.jsonschema import CfnTemplateValidator
from cfnlint.template import Template
from hypothesis import HealthCheck, Phase, given, settings
from tests.evaluation.cloudformation.functions import SECTION, SECTION_BY_PARAMETERS, TEXT
from tests.evaluation.cloudformation.spelled_out import spelled_out
from tests.evaluation.cloudformation.templates import GIVEN, MAPPINGS, templates_with

from iac_scan.evaluation.cloudformation.intrinsics import FUNCTIONS
from iac_scan.evaluation.cloudformation.pseudo import PSEUDO
from iac_scan.evaluation.result import Evaluation
from iac_scan.values import Absent, Known, Mapping, OneOf, Reason, Sequence, Text, Unknown, Value

Deploy: TypeAlias = Callable[..., Evaluation]
Json: TypeAlias = Any

REGION = "us-east-1"
ROOT = Path(__file__).parents[3]
UNRESOLVED = object()
"""What cfn-lint does not resolve, or to several values."""


@dataclass
class Comparison:
    """Two evaluations of one template, held against each other node by node."""

    validator: Any
    """cfn-lint's, in the context of the template."""
    differing: list[tuple[str, object, Json]] = field(default_factory=list)
    """Where, what is here, what is there."""
    equal: int = 0
    """How many functions both resolve to the same."""
    unresolved: int = 0
    """How many functions cfn-lint does not resolve, or not to one value."""
    unknown: list[tuple[str, Unknown, Json]] = field(default_factory=list)
    """Functions that only cfn-lint resolves."""

    def resolved(self, node: Json) -> Json:
        """Return the one value that cfn-lint resolves a node to, or `UNRESOLVED`."""
        if is_elsewhere(node):
            return UNRESOLVED
        found = [value for value, _, error in self.validator.resolve_value(node) if not error]
        if len(found) != 1 or found[0] is None:
            return UNRESOLVED
        return self._inside(found[0])

    def _inside(self, value: Json) -> Json:
        """Return a value with the functions inside it resolved."""
        match value:
            case dict():
                parts = {key: self._part(item) for key, item in value.items()}
                return UNRESOLVED if UNRESOLVED in parts.values() else parts
            case list():
                items = [self._part(item) for item in value]
                return UNRESOLVED if UNRESOLVED in items else items
            case _:
                return value

    def _part(self, node: Json) -> Json:
        is_function = isinstance(node, dict) and any(map(is_function_name, node))
        return self.resolved(node) if is_function else self._inside(node)

    def hold(self, node: Json, value: Value, where: str) -> None:
        """Compare the functions in a tree with the value that it has here."""
        match node, value:
            case dict(), _ if any(map(is_function_name, node)):
                self._hold_function(node, value, where)
            case dict(), Mapping(entries=entries):
                for key, item in node.items():
                    if key in entries:
                        self.hold(item, entries[key], f"{where}.{key}")
            case list(), Sequence(items=items) if len(items) == len(node):
                for number, (item, one) in enumerate(zip(node, items, strict=True)):
                    self.hold(item, one, f"{where}.{number}")

    def _hold_function(self, node: Json, value: Value, where: str) -> None:
        theirs = self.resolved(node)
        if theirs is UNRESOLVED:
            self.unresolved += 1
        elif isinstance(value, Unknown):
            self.unknown.append((where, value, theirs))
        elif agree(value, theirs):
            self.equal += 1
        else:
            self.differing.append((where, value, theirs))


def is_elsewhere(node: Json) -> bool:
    """Tell whether a node holds what cfn-lint resolves otherwise than AWS documents."""
    text = json.dumps(node)
    return any(part in text for part in ("Fn::ToJsonString", "${!", "AWS::NoValue"))


def is_function_name(key: str) -> bool:
    """Tell whether a key of a map makes it a function."""
    return key in ("Ref", "Condition") or key.startswith("Fn::")


def agree(ours: Value, theirs: Json) -> bool:
    """Tell whether a value that cfn-lint found is the one here, or one of those possible here."""
    match ours, theirs:
        case Unknown(), _:
            return True
        case OneOf(options=options), _:
            return any(agree(option, theirs) for option in options)
        case Known(value=scalar), _:
            return text_of(scalar) == text_of(theirs)
        case Text(parts=parts), str():
            pattern = "".join(re.escape(p) if isinstance(p, str) else ".*" for p in parts)
            return re.fullmatch(pattern, theirs, re.DOTALL) is not None
        case Sequence(items=items, rest=rest), list():
            same_length = len(items) == len(theirs) or (
                rest is not None and len(items) <= len(theirs)
            )
            return same_length and all(map(agree, items, theirs))
        case Mapping(entries=entries), dict():
            return entries.keys() == theirs.keys() and all(
                agree(entries[key], item) for key, item in theirs.items()
            )
        case Absent(), _:
            return theirs is None
        case _:
            return False


def text_of(scalar: Json) -> str:
    """Return a scalar as CloudFormation writes it."""
    return str(scalar).lower() if isinstance(scalar, bool) else str(scalar)


def compare(text: str, evaluation: Evaluation, parameters: dict[str, str]) -> Comparison:
    """Return both evaluations of the resources and outputs of a template."""
    template = json.loads(cfn_flip.to_json(text))
    typed = {
        name: [item.strip() for item in value.split(",")] if is_list(template, name) else value
        for name, value in parameters.items()
    }
    sets = [ParameterSet(None, typed)] if typed else None
    if "AWS::LanguageExtensions" in text:
        template = spelled_out(template)
    linted = Template("t.yaml", template, [REGION], sets)
    comparison = Comparison(CfnTemplateValidator({}).evolve(context=linted.context, cfn=linted))
    here = {one.key.address: one for one in evaluation.resources}
    for name, resource in linted.template["Resources"].items():
        if name in here:
            comparison.hold(resource.get("Properties"), here[name].values, name)
    for key, value in evaluation.outputs.items():
        comparison.hold(linted.template["Outputs"][key.address]["Value"], value, key.address)
    return comparison


def is_list(template: Json, name: str) -> bool:
    """Tell whether a parameter holds a list."""
    kind: str = template["Parameters"][name]["Type"]
    return kind == "CommaDelimitedList" or kind.startswith("List<")


# What there is


def test_every_function_that_cfn_lint_knows_is_known() -> None:
    theirs = {*lint.FUNCTIONS, *lint.FUNCTION_CONDITIONS, *lint.FUNCTION_RULES} - {
        # A loop is no function here: it is spelled out. A condition is named, not called.
        "Fn::ForEach::[a-zA-Z0-9]+",
        "Condition",
    }
    assert theirs <= FUNCTIONS.keys()


def test_every_pseudo_parameter_that_cfn_lint_knows_is_known() -> None:
    assert frozenset(PSEUDO) == lint.PSEUDOPARAMS


# Templates that are written


def _written() -> Iterator[Any]:
    """Yield the templates of the samples, of the pages of the checks, and of the other oracle."""
    for path in sorted((ROOT / "sample_iac").rglob("*.yaml")):
        yield pytest.param(path.read_text(encoding="utf-8"), id=f"{path.parent.name}-{path.stem}")
    block = re.compile(r"```yaml\n(.*?)```", re.DOTALL)
    for path in sorted((ROOT / "checks" / "iac_scan_checks" / "pages").glob("*.md")):
        for number, found in enumerate(block.findall(path.read_text(encoding="utf-8"))):
            if "Resources:" in found:
                yield pytest.param(found, id=f"{path.stem}-{number}")
    deployable = Path(__file__).parent / "data" / "deployable.yaml"
    for document in deployable.read_text(encoding="utf-8").split("\n---\n"):
        name, _, text = document.partition("\n")
        yield pytest.param(text, id=name.removeprefix("# "))


@pytest.mark.parametrize("text", tuple(_written()))
def test_written_template_is_what_cfn_lint_resolves(text: str, deploy: Deploy) -> None:
    assert compare(text, deploy(text), {}).differing == []


def test_there_is_something_to_resolve_in_what_is_written(deploy: Deploy) -> None:
    compared = [compare(one.values[0], deploy(one.values[0]), {}) for one in _written()]
    assert sum(comparison.equal for comparison in compared) > 100


# Templates that are generated


@settings(
    max_examples=60,
    derandomize=True,
    deadline=None,
    database=None,
    phases=(Phase.explicit, Phase.generate),
    suppress_health_check=[*HealthCheck],
)
@given(template=templates_with(SECTION_BY_PARAMETERS), parameters=GIVEN)
def test_generated_template_is_what_cfn_lint_resolves(
    template: Json, parameters: dict[str, str], deploy: Deploy
) -> None:
    values = {"Stage": template["Parameters"]["Stage"]["Default"], **parameters}
    listed = [{"ParameterKey": key, "ParameterValue": one} for key, one in values.items()]
    text = json.dumps(template)
    evaluation = deploy({"t.yaml": text, "given": json.dumps(listed)}, "given")
    comparison = compare(text, evaluation, values)
    assert comparison.differing == []
    reasons = {value.reason for _, value, _ in comparison.unknown}
    assert reasons <= {Reason.COMPUTED, Reason.NO_VALUE}


OPEN_PARAMETERS = {
    "Stage": {"Type": "String", "AllowedValues": ["dev", "prod", "test"]},
    "Team": {"Type": "String", "AllowedValues": ["red", "blue"]},
    "Dotted": {"Type": "String", "Default": "alpha.beta.gamma"},
    "Seconds": {"Type": "Number", "AllowedValues": [3600, 7200]},
}


@settings(
    max_examples=150,
    derandomize=True,
    deadline=None,
    database=None,
    phases=(Phase.explicit, Phase.generate),
    suppress_health_check=[*HealthCheck],
)
@given(conditions=SECTION, text=TEXT)
def test_whatever_cfn_lint_holds_possible_is_possible(
    conditions: Json, text: Json, deploy: Deploy
) -> None:
    resource = {"Type": "AWS::SNS::Topic", "Properties": {"V": text}}
    template = {
        "Parameters": OPEN_PARAMETERS,
        "Mappings": MAPPINGS,
        "Conditions": conditions,
        "Resources": {"R": resource},
    }
    (topic,) = deploy(json.dumps(template)).resources
    linted = Template("t.json", template, [REGION])
    validator = CfnTemplateValidator({}).evolve(context=linted.context, cfn=linted)
    possible = [value for value, _, error in validator.resolve_value(text) if not error]
    here = topic.values.get("V")
    assert [value for value in possible if not agree(here, value)] == []


# Where cfn-lint is wrong

ELSEWHERE_IN_CFN_LINT = (
    # Source: AWS CloudFormation User Guide, edition of 2023-09-19 (read 2026-11-23), the page named
    # in each row. Shape: what it is, a value, the value by the guide.
    pytest.param(
        # "Pseudo parameters reference": `AWS::NoValue` removes what it stands for.
        "!Join ['-', [a, !If [Always, !Ref 'AWS::NoValue', b], c]]",
        "a-c",
        id="NoValue in a list",
    ),
    pytest.param(
        # "Fn::Sub": `${!Literal}` resolves to `${Literal}`.
        "!Sub '${!aws:username}'",
        "${aws:username}",
        id="literal in Sub",
    ),
    pytest.param(
        # "Fn::ToJsonString": functions in what is converted are called.
        "{'Fn::ToJsonString': {a: !Ref Name}}",
        '{"a":"ci"}',
        id="function in ToJsonString",
    ),
    pytest.param(
        # "Fn::Length": the number of elements.
        "{'Fn::Length': [a, b]}",
        2,
        id="Length",
    ),
    pytest.param(
        # "Fn::Base64": the Base64 representation of the input.
        "!Base64 {Ref: Name}",
        "Y2k=",
        id="Base64",
    ),
    pytest.param(
        # "Fn::Cidr": an array of CIDR address blocks.
        "!Cidr [10.0.0.0/16, 2, 8]",
        ["10.0.0.0/24", "10.0.1.0/24"],
        id="Cidr",
    ),
)


@pytest.mark.parametrize(("written", "documented"), ELSEWHERE_IN_CFN_LINT)
def test_where_cfn_lint_is_wrong_the_guide_decides(
    written: str, documented: object, shown_of: Callable[..., object]
) -> None:
    sections = (
        "Parameters: {Name: {Type: String, Default: ci}}\nConditions: {Always: !Equals [a, a]}\n"
    )
    assert shown_of(written, sections) == documented
    text = f"{sections}Resources: {{R: {{Type: AWS::SNS::Topic, Properties: {{V: {written}}}}}}}"
    template = json.loads(cfn_flip.to_json(text))
    linted = Template("t.yaml", template, [REGION])
    validator = CfnTemplateValidator({}).evolve(context=linted.context, cfn=linted)
    node = template["Resources"]["R"]["Properties"]["V"]
    assert documented not in [value for value, _, _ in validator.resolve_value(node)]
