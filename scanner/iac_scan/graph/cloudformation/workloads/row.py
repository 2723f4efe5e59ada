"""How a type of CloudFormation that runs with roles is written as a row.

Which types there are is in the modules beside this one.
Source: https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/<page>.html; the
names of properties are held against the resource schemas of cfn-lint by a test.
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
    words = type.lower().removeprefix("aws::").replace("::", "-")
    return Row(
        type,
        f"aws-resource-{words}",
        (ReadWorkload(kind, name, roles, profiles, optional, settings),),
    )
