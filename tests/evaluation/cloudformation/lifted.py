"""The IAM resources of any template, with the parameters, mappings and conditions that they need.

A deployment that knows nothing of networks and functions can then take them: what is left behind
is named by texts instead. Deploying is the business of the tests.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from typing import Any, TypeAlias

from tests.evaluation.cloudformation.graph_picture import ACCOUNT, REGION

Json: TypeAlias = Any

_TYPES = frozenset(
    {
        "AWS::IAM::AccessKey",
        "AWS::IAM::Group",
        "AWS::IAM::GroupPolicy",
        "AWS::IAM::InstanceProfile",
        "AWS::IAM::ManagedPolicy",
        "AWS::IAM::Policy",
        "AWS::IAM::Role",
        "AWS::IAM::RolePolicy",
        "AWS::IAM::User",
        "AWS::IAM::UserPolicy",
        "AWS::IAM::UserToGroupAddition",
    }
)
_TRUST = "AssumeRolePolicyDocument"
_NAMED = frozenset({"Group", "Role", "User"})
_LOOP, _LOOPS = "Fn::ForEach::", "AWS::LanguageExtensions"
_VARIABLE = re.compile(r"\$\{([^!{}][^{}]*)\}")
_DYNAMIC = re.compile(r"\{\{resolve:.*?\}\}")
_RESOLVED = f"arn:aws:iam::{ACCOUNT}:policy/resolved"
_STORED = re.compile(r"AWS::SSM::Parameter::Value<(List<)?.*")
_POLICIES = frozenset({"ManagedPolicyArns", "PermissionsBoundary"})


@dataclass(frozen=True)
class Lifted:
    """A template of identities alone."""

    template: Json
    """What is deployed."""
    given: dict[str, str]
    """A value for every parameter."""


def lifted(template: Json) -> Lifted | None:
    """Return the IAM resources of a template; None when it declares none, or a macro writes it."""
    if not isinstance(template, dict) or not isinstance(template.get("Resources"), dict):
        return None
    if any(not str(macro).startswith("AWS::") for macro in _listed(template.get("Transform", []))):
        return None
    chosen = dict(sorted(_identities(template["Resources"]), key=_comes_first))
    if not chosen:
        return None
    lift = _Lift(template, frozenset(_names(chosen)))
    resources = {name: lift.resource(name, one) for name, one in chosen.items()}
    conditions = lift.conditions()
    parameters = {name: lift.declared(name) for name in sorted(lift.parameters)}
    parts = {
        "Transform": _LOOPS if _LOOP in str(resources) else None,
        "Parameters": parameters,
        "Mappings": template.get("Mappings") if lift.maps else None,
        "Conditions": conditions,
        "Resources": resources,
    }
    return Lifted(
        {name: part for name, part in parts.items() if part},
        {name: _value(name, one, name in lift.policies) for name, one in parameters.items()},
    )


def _identities(resources: Json) -> Iterator[tuple[str, Json]]:
    """Yield the IAM resources that AWS takes, and the loops that make some."""
    for name, one in resources.items():
        if name.startswith(_LOOP) and isinstance(one, list) and isinstance(one[-1], dict):
            body = dict(_identities(one[-1]))
            if body:
                yield name, [*one[:-1], body]
        elif isinstance(one, dict) and _is_identity(one):
            yield name, one


def _is_identity(one: Json) -> bool:
    """Tell whether AWS takes a resource for an identity: a role needs a trust policy."""
    kind = str(one.get("Type"))
    is_taken = kind != "AWS::IAM::Role" or _TRUST in (one.get("Properties") or {})
    return kind in _TYPES and is_taken


def _comes_first(named: tuple[str, Json]) -> bool:
    """Return a key that sorts whom others may name by text before these others."""
    return isinstance(named[1], list) or named[1]["Type"].rpartition("::")[2] not in _NAMED


def _listed(one: Json) -> list[Json]:
    """Return a list of what may be written without one."""
    return one if isinstance(one, list) else [one]


def _names(resources: Json) -> Iterator[str]:
    """Yield the logical ids of resources; those of a loop as they are written."""
    for name, one in resources.items():
        if name.startswith(_LOOP):
            yield from _names(one[-1])
        else:
            yield name


@dataclass
class _Lift:
    """One template on its way. Mutable: it collects what the resources need."""

    template: Json
    kept: frozenset[str]
    parameters: set[str] = field(default_factory=set)
    policies: set[str] = field(default_factory=set)
    """The parameters that hold ARNs of policies."""
    needed: set[str] = field(default_factory=set)
    """The conditions."""
    maps: bool = False

    def resource(self, name: str, one: Json, loops: tuple[str, ...] = ()) -> Json:
        """Return a resource, or the loop that makes some."""
        if name.startswith(_LOOP):
            variable, items, body = one
            inner = (*loops, variable)
            made = {key: self.resource(key, value, inner) for key, value in body.items()}
            return [variable, self.value(items, loops), made]
        found = {"Type": one["Type"]}
        if "Condition" in one:
            self.needed.add(one["Condition"])
            found["Condition"] = one["Condition"]
        waits = _listed(one.get("DependsOn", []))
        if any(other in self.kept for other in waits):
            found["DependsOn"] = [other for other in waits if other in self.kept]
        properties = one.get("Properties") or {}
        for key in _POLICIES & properties.keys():
            self.policies.update(_referred(properties[key]))
        return {**found, "Properties": self.value(properties, loops)}

    def conditions(self) -> Json:
        """Return the conditions that are needed, and those that they need."""
        found: dict[str, Json] = {}
        while missing := sorted(self.needed - found.keys()):
            found[missing[0]] = self.value(self.template["Conditions"][missing[0]], ())
        return found

    def declared(self, name: str) -> Json:
        """Return a parameter; one of the parameter store as the text or list that is stored."""
        declaration = self.value(self.template["Parameters"][name], ())
        stored = _STORED.fullmatch(declaration.get("Type", "String"))
        if stored is not None:
            declaration["Type"] = "CommaDelimitedList" if stored[1] else "String"
            declaration.pop("Default", None)
        return declaration

    def value(self, node: Json, loops: tuple[str, ...]) -> Json:
        """Return a value in which nothing refers to what is left behind."""
        match node:
            case {"Ref": str() as name, **rest} if not rest:
                return node if self._stays(name, loops) else _outside(name)
            case {"Fn::GetAtt": list() | str() as found, **rest} if not rest:
                path = found if isinstance(found, str) else ".".join(map(str, found))
                return node if self._stays(path, loops) else _outside(path)
            case {"Fn::Sub": found, **rest} if not rest:
                return {"Fn::Sub": self._sub(found, loops)}
            case {"Fn::ImportValue": _, **rest} if not rest:
                return _outside("Imported.Arn")
            case {"Condition": str() as name, **rest} if not rest:
                self.needed.add(name)
                return node
            case dict():
                self.maps |= "Fn::FindInMap" in node
                if isinstance(node.get("Fn::If"), list):
                    self.needed.add(node["Fn::If"][0])
                return {key: self.value(item, loops) for key, item in node.items()}
            case list():
                return [self.value(item, loops) for item in node]
            case str():
                return _DYNAMIC.sub(_RESOLVED, node)
            case _:
                return node

    def _sub(self, found: Json, loops: tuple[str, ...]) -> Json:
        """Return the argument of `Fn::Sub`."""
        text, variables = found if isinstance(found, list) else (found, {})
        known = (*loops, *variables)

        def replaced(match: re.Match[str]) -> str:
            name = match[1].strip()
            return match[0] if self._stays(name, known) else _outside(name)

        text = _VARIABLE.sub(replaced, _DYNAMIC.sub(_RESOLVED, text))
        return [text, self.value(variables, loops)] if isinstance(found, list) else text

    def _stays(self, path: str, loops: Iterable[str]) -> bool:
        """Tell whether what a reference names is lifted as well."""
        name = path.partition(".")[0]
        if name in (self.template.get("Parameters") or ()):
            self.parameters.add(name)
            return True
        return path.startswith("AWS::") or name in self.kept or path in loops


def _outside(path: str) -> str:
    """Return the text that stands for an attribute of what is left behind: an ARN with all parts."""
    return f"arn:aws:outside:{REGION}:{ACCOUNT}:{path.replace('.', '/', 1)}/left:1"


def with_role(one: Lifted, name: str) -> Lifted:
    """Return a lifted template with a role that was there before."""
    trust = {"Effect": "Allow", "Principal": {"AWS": ACCOUNT}, "Action": "sts:AssumeRole"}
    document = {"Version": "2012-10-17", "Statement": trust}
    properties = {"RoleName": name, "AssumeRolePolicyDocument": document}
    number = len(one.template["Resources"])
    role = {f"Before{number}": {"Type": "AWS::IAM::Role", "Properties": properties}}
    template = {**one.template, "Resources": {**role, **one.template["Resources"]}}
    return replace(one, template=template)


def _referred(node: Json) -> Iterator[str]:
    """Yield every name that a value refers to."""
    match node:
        case {"Ref": str() as name}:
            yield name
        case dict():
            for item in node.values():
                yield from _referred(item)
        case list():
            for item in node:
                yield from _referred(item)


def _value(name: str, declaration: Json, policy: bool) -> str:
    """Return the value that a parameter is given: its default, or one that it may have."""
    kind = declaration["Type"]
    default = declaration.get("Default")
    if default is None:
        default = next(iter(declaration.get("AllowedValues", ())), None)
    if default is None and kind == "Number":
        default = declaration.get("MinValue", 1)
    if default is None:
        default = f"arn:aws:iam::{ACCOUNT}:policy/{name}" if policy else name
    text = str(default).lower() if isinstance(default, bool) else str(default)
    if kind == "CommaDelimitedList" or kind.startswith("List<"):
        return ",".join(part.strip() for part in text.split(","))
    return text
