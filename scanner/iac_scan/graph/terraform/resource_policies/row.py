"""How a type of Terraform that carries a policy is written as a row.

Which types there are is in the modules beside this one.
Source: https://github.com/hashicorp/terraform-provider-aws/blob/main/website/docs/<page>.html.markdown;
names of attributes are held against the provider's schema in `tests/provider`.
"""

from __future__ import annotations

from iac_scan.graph.model import ResourceKind
from iac_scan.graph.recipes import Named, Protects, ReadResourcePolicy, Recipe, Row


def row(type: str, *recipes: Recipe) -> Row:
    """Return the row of a type that recipes read."""
    return Row(type, f"r/{type.removeprefix('aws_')}", recipes)


def on(type: str, kind: ResourceKind, resource: str, document: str = "policy") -> Row:
    """Return the row of a policy that is a resource of its own."""
    return row(type, ReadResourcePolicy(kind, document, Named(resource)))


def whole(type: str, kind: ResourceKind, name: str = "", document: str = "policy") -> Row:
    """Return the row of a policy on something that an account has one of."""
    return row(type, ReadResourcePolicy(kind, document, whole=name))


def carries(type: str, kind: ResourceKind, name: str, document: str = "policy") -> Row:
    """Return the row of a resource that may carry its own policy."""
    return row(type, Protects(kind, name), ReadResourcePolicy(kind, document, nullable=True))
