"""What the graph holds of a template, in the plain lists and texts that IAM answers with.

What IAM answers is in `moto_deployment`.
"""

from __future__ import annotations

import json
import re
import tempfile
from pathlib import Path
from typing import Any, TypeAlias

import pytest

from iac_scan.evaluation.cloudformation import evaluate
from iac_scan.graph import cloudformation as adapter
from iac_scan.graph.build import build
from iac_scan.graph.model import (
    Attachment,
    Boundary,
    Graph,
    Group,
    InlinePolicy,
    ManagedPolicy,
    Role,
    User,
)
from iac_scan.iam.policy import PolicyDocument, Principals, Words
from iac_scan.sources.bounds import Bounds
from iac_scan.sources.discover import discover
from iac_scan.sources.tree import SourceTree
from iac_scan.values import Known, Text, Truth, Unknown, Value

Picture: TypeAlias = dict[str, dict[str, Any]]
"""Everybody and everything by ARN, in plain lists and texts."""

ACCOUNT, REGION, STACK = "123456789012", "us-east-1", "shop"

PROBLEM = "problem: "
"""How what is wrong with a document begins."""

_MADE_UP = "CloudFormation refuses this value of parameter"
"""How a warning begins about a value that a template does not take; moto takes any."""

_MANIFEST = {
    "type": "aws:cloudformation:stack",
    "environment": f"aws://{ACCOUNT}/{REGION}",
    "properties": {"templateFile": "t.template.json", "stackName": STACK},
}


def graph_of(text: str, parameters: dict[str, str], *, placed: bool = False) -> Graph:
    """Return the graph of a template with the values of its parameters.

    One that is placed is JSON, and a manifest beside it says account, region and stack.
    """
    with tempfile.TemporaryDirectory() as name:
        root = Path(name)
        suffix = "json" if text.lstrip().startswith("{") else "yaml"
        (root / f"t.{'template.' if placed else ''}{suffix}").write_text(text, encoding="utf-8")
        if placed:
            manifest = json.dumps({"artifacts": {"T": _MANIFEST}})
            (root / "manifest.json").write_text(manifest, encoding="utf-8")
        listed = [
            {"ParameterKey": key, "ParameterValue": value} for key, value in parameters.items()
        ]
        (root / "given").write_text(json.dumps(listed), encoding="utf-8")
        tree = SourceTree.open((root,), Bounds())
        found = discover(tree, exclude=(), gitignore=False)
        evaluation = evaluate(tree, found, (root / "given",))
        said = [one for one in evaluation.diagnostics if not one.message.startswith(_MADE_UP)]
        assert not said, said
        return build(adapter.read(evaluation))


def held(graph: Graph, physical: dict[str, str]) -> Picture:
    """Return what the graph holds, with the names that the deployment chose."""

    def arn(node: User | Role | Group | ManagedPolicy) -> str:
        return _arn(node, physical)

    return {
        "users": {
            arn(user): {
                **_held_policies(user, physical),
                "path": _text(user.path, physical),
                "groups": sorted(arn(one.group) for one in user.memberships),
                "boundary": _held_boundary(user, physical),
            }
            for user in graph.users
        },
        "groups": {arn(group): _held_policies(group, physical) for group in graph.groups},
        "roles": {
            arn(role): {
                **_held_policies(role, physical),
                "path": _text(role.path, physical),
                "trust": plain_document(role.trust, physical),
                "session": _session(role),
                "boundary": _held_boundary(role, physical),
            }
            for role in graph.roles
        },
        "policies": {
            arn(policy): plain_document(policy.document, physical) for policy in graph.policies
        },
        "profiles": {
            physical[profile.place.key.address]: sorted(arn(role) for role in profile.roles)
            for profile in graph.instance_profiles
        },
    }


def _session(role: Role) -> str:
    """Return how long a session lasts at most: an hour when that is not written."""
    value = role.max_session_duration
    return str(value.value) if isinstance(value, Known) and value.value is not None else "3600"


def _held_policies(owner: Any, physical: dict[str, str]) -> dict[str, Any]:
    """Return the policies that somebody carries."""
    inline: tuple[InlinePolicy, ...] = owner.inline_policies
    attachments: tuple[Attachment, ...] = owner.attachments
    assert owner.declared
    assert owner.unlinked == ()
    assert all(one.presence is Truth.YES for one in inline)
    assert all(one.presence is Truth.YES for one in attachments)
    return {
        "inline": {
            _filled(one.name, physical): plain_document(one.document, physical) for one in inline
        },
        "attached": sorted({_arn(one.policy, physical) for one in attachments}),
    }


def _filled(name: str, physical: dict[str, str]) -> str:
    """Return a name as messages show it, with what the deployment decides put in."""
    of_stack = {"AWS::AccountId": ACCOUNT, "AWS::Region": REGION, "AWS::StackName": STACK}
    known = {**physical, **of_stack}
    return re.sub(r"\$\{([^{}]*)\}", lambda match: known.get(match[1], match[0]), name)


def _held_boundary(owner: User | Role, physical: dict[str, str]) -> str | None:
    """Return the ARN of a boundary."""
    assert not isinstance(owner.boundary, Unknown)
    if owner.boundary is None:
        return None
    boundary: Boundary = owner.boundary
    assert boundary.presence is Truth.YES
    return _arn(boundary.policy, physical)


def _arn(node: User | Role | Group | ManagedPolicy, physical: dict[str, str]) -> str:
    """Return an ARN, with the name that the deployment chose where none is written."""
    own = "" if node.place is None else physical[node.place.key.address].rsplit("/", 1)[-1]
    return _text(node.arn, physical, own)


def _text(value: Value, physical: dict[str, str], own: str = "") -> str:
    """Return a text, in which only what deployment decides was not known."""
    match value:
        case Known(value=scalar):
            return str(scalar)
        case Text(parts=parts):
            return "".join(
                part if isinstance(part, str) else _text(part, physical, own) for part in parts
            )
        case Unknown(identity=None) if own:
            return own
        case Unknown(identity=identity) if identity is not None:
            of_stack = {"account_id": ACCOUNT, "region": REGION, "stack_name": STACK}
            if not identity.resource.address:
                return of_stack[identity.attribute]
            name = physical[identity.resource.address]
            return name.rsplit("/", 1)[-1] if identity.attribute != "Ref" else name
        case _:
            pytest.fail(f"not known: {value}")


def plain_document(document: PolicyDocument, physical: dict[str, str]) -> list[Any]:
    """Return a document in plain lists: its statements, and what is wrong with it."""
    assert document.unread is None
    statements = [
        {
            "sid": statement.sid,
            "effect": statement.effect,
            "actions": _plain_words(statement.actions, physical),
            "resources": _plain_words(statement.resources, physical),
            "principals": _plain_principals(statement.principals, physical),
            "conditions": sorted(
                (one.operator, one.key, _plain_words(one.values, physical))
                for one in statement.conditions
            ),
            "presence": statement.presence,
        }
        for statement in document.statements
    ]
    return [*statements, *sorted(f"{PROBLEM}{one.message}" for one in document.problems)]


def _plain_words(words: Words | None, physical: dict[str, str]) -> Any:
    """Return the words of an element, sorted: their order means nothing."""
    if words is None:
        return None
    assert words.possible == ()
    assert words.open is None
    return words.negated, sorted((_text(word, physical) for word in words.words), key=str)


def _plain_principals(principals: Principals | None, physical: dict[str, str]) -> Any:
    """Return the principals by kind."""
    if principals is None:
        return None
    groups = [(kind.value, _plain_words(words, physical)) for kind, words in principals.groups]
    return principals.negated, sorted(groups)
