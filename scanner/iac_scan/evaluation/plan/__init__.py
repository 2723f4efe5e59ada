"""Plans and states in JSON, as `terraform show -json` prints them, to evaluated resources.

How a plan and the code that it was made from become one system is in `beside`.
Source: https://developer.hashicorp.com/terraform/internals/json-format.
"""

from __future__ import annotations

from iac_scan.evaluation.result import Evaluation
from iac_scan.sources.discover import Discovery
from iac_scan.sources.tree import SourceTree


def evaluate(tree: SourceTree, found: Discovery, code: Evaluation) -> Evaluation:
    """Return what the Terraform code and the plans declare together.

    Errors: what is wrong in a plan is a diagnostic. Nothing is raised.
    """
    if not found.plans:
        return code
    from iac_scan.evaluation.plan.files import with_plans  # noqa: PLC0415 - most scans have none

    return with_plans(tree, found, code)
