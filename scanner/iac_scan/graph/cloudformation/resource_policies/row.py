"""How a type of CloudFormation that carries a policy is written as a row.

Which types there are is in the modules beside this one.
Source: https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/<page>.html; the
names of properties are held against the resource schemas of cfn-lint by a test.
"""

from __future__ import annotations

from iac_scan.graph.model import ResourceKind
from iac_scan.graph.recipes import Named, Protects, ReadResourcePolicy, Recipe, Row


def row(type: str, *recipes: Recipe) -> Row:
    """Return the row of a type that recipes read."""
    words = type.lower().removeprefix("aws::").replace("::", "-")
    return Row(type, f"aws-resource-{words}", recipes)


def on(
    type: str,
    kind: ResourceKind,
    resource: str,
    document: str = "PolicyDocument",
    many: bool = False,
) -> Row:
    """Return the row of a policy that is a resource of its own."""
    return row(type, ReadResourcePolicy(kind, document, Named(resource, many)))


def whole(type: str, kind: ResourceKind, name: str = "", document: str = "PolicyDocument") -> Row:
    """Return the row of a policy on something that an account has one of."""
    return row(type, ReadResourcePolicy(kind, document, whole=name))


def carries(type: str, kind: ResourceKind, name: str, document: str) -> Row:
    """Return the row of a resource that may carry its own policy."""
    return row(type, Protects(kind, name), ReadResourcePolicy(kind, document))
