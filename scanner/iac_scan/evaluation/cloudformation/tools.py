"""Tools that complete a template before CloudFormation sees it, told by what only they read.

Macros, which CloudFormation runs itself, are in `sections`.
"""

from __future__ import annotations

import re
from enum import Enum

from iac_scan.parsers.template.tree import Entries, Items, Node, Scalar
from iac_scan.sources.span import Span


class Tool(Enum):
    """A tool that completes templates."""

    RAIN = "Rain"
    SERVERLESS_FRAMEWORK = "the Serverless Framework"


_RAIN = ("Fn::Rain::", "Rain::")
"""How its directives begin. Source: https://aws-cloudformation.github.io/rain/."""
_FRAMEWORK = re.compile(
    r"\$\{(?:(?:self|opt|sls|param|cf|ssm|s3)(?:\([^()]*\))?:[A-Za-z_/~]|file\()"
)
"""Variables of the framework: none of `Fn::Sub` has a single colon, and a shell has `:-` or digits.
Source: https://www.serverless.com/framework/docs/guides/variables."""


def tool_of(node: Node) -> tuple[Tool, Span] | None:
    """Return the tool that a tree is written for, and its first sign of it; None for none."""
    match node:
        case Scalar(value=str() as text) if "${" in text and _FRAMEWORK.search(text):
            return Tool.SERVERLESS_FRAMEWORK, node.span
        case Scalar():
            return None
        case Items(items=items):
            return next((found for item in items if (found := tool_of(item)) is not None), None)
        case Entries(entries=entries):
            for entry in entries:
                if entry.key.startswith(_RAIN):
                    return Tool.RAIN, entry.key_span
                found = tool_of(entry.value)
                if found is not None:
                    return found
            return None
