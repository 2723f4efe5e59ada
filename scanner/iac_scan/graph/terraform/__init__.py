"""How Terraform's resource types are read: one row for each type, in tables by topic.

What a recipe does is in `iac_scan.graph.recipes`; nothing here is linked.
"""

from __future__ import annotations

from collections.abc import Iterator

from iac_scan.evaluation.result import Evaluation, Language
from iac_scan.graph.facts import Fact
from iac_scan.graph.recipes import read_rows
from iac_scan.graph.terraform import accounts, identities, resource_policies, workloads

ROWS = (*identities.ROWS, *resource_policies.ROWS, *accounts.ROWS, *workloads.ROWS)
"""Every type that says something about who may do what."""


def read(evaluation: Evaluation) -> Iterator[Fact]:
    """Yield what the Terraform resources say, unlinked."""
    return read_rows(evaluation, Language.TERRAFORM, ROWS)
