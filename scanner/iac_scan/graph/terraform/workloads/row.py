"""How a type of Terraform that runs with roles is written as a row.

Which types there are is in the modules beside this one.
Source: https://github.com/hashicorp/terraform-provider-aws/blob/main/website/docs/<page>.html.markdown;
names of attributes are held against the provider's schema in `tests/provider`.
"""

from __future__ import annotations

from iac_scan.graph.model import WorkloadKind
from iac_scan.graph.recipes import ReadWorkload, Row, Setting


def runs(
    type: str,
    kind: WorkloadKind,
    name: str,
    roles: tuple[str, ...],
    profiles: tuple[str, ...] = (),
    *,
    optional: bool = False,
    settings: tuple[Setting, ...] = (),
) -> Row:
    """Return the row of a type, with the paths of its roles and of its instance profiles."""
    return Row(
        type,
        f"r/{type.removeprefix('aws_')}",
        (ReadWorkload(kind, name, roles, profiles, optional, settings),),
    )
