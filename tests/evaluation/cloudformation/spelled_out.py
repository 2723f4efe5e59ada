"""Loops spelled out by cfn-lint, which AWS does before it deploys a template.

What the functions in the loops yield is for the tests that ask.
"""

from __future__ import annotations

from typing import Any, TypeAlias

from cfnlint.template import Template

Json: TypeAlias = Any

_REGION = "us-east-1"
_FUNCTION, _KEPT = "Fn::FindInMap", "Kept::FindInMap"


def spelled_out(template: Json) -> Json:
    """Return a template without loops.

    Where the key of a mapping is a parameter, cfn-lint would put in the value of any key, so that
    such a `Fn::FindInMap` goes by another name meanwhile.
    """
    hidden = _renamed(template, frozenset(template.get("Parameters", ())))
    transformed = Template("t.json", hidden, [_REGION])
    assert not transformed.transform()
    return _renamed(transformed.template, None)


def _renamed(node: Json, parameters: frozenset[str] | None) -> Json:
    """Return a tree whose lookups by parameter are renamed, or are again what they were."""
    match node:
        case {"Kept::FindInMap": found, **rest} if parameters is None and not rest:
            return {_FUNCTION: _renamed(found, parameters)}
        case {"Fn::FindInMap": [_, {"Ref": str() as name}, *_] as found, **rest} if (
            parameters is not None and name in parameters and not rest
        ):
            return {_KEPT: _renamed(found, parameters)}
        case dict():
            return {key: _renamed(item, parameters) for key, item in node.items()}
        case list():
            return [_renamed(item, parameters) for item in node]
        case _:
            return node
