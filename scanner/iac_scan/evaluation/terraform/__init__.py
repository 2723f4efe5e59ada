"""Terraform configurations to evaluated resources.

What the resources mean is not known here; `iac_scan.graph.terraform` reads them.
"""

from __future__ import annotations

from collections.abc import Iterable

from iac_scan.evaluation.result import Evaluation
from iac_scan.sources.discover import Discovery
from iac_scan.sources.named import GivenValue
from iac_scan.sources.tree import SourceTree

__all__ = ["evaluate", "unread_templates"]


def evaluate(
    tree: SourceTree,
    found: Discovery,
    variables: tuple[GivenValue, ...] = (),
) -> Evaluation:
    """Return the values of everything that the Terraform directories declare.

    Errors: what is wrong in the code is a diagnostic; what is missing a gap. Nothing is raised.
    """
    if not found.terraform:
        return Evaluation()
    # A scan of templates alone must not pay for the evaluation of Terraform.
    from iac_scan.evaluation.terraform.directories import evaluate_all  # noqa: PLC0415

    return evaluate_all(tree, found, variables)


def unread_templates(evaluation: Evaluation, templates: Iterable[str]) -> Evaluation:
    """Return a gap for each stack of Terraform whose template is not among those evaluated."""
    if not evaluation.resources:
        return Evaluation()
    from iac_scan.evaluation.terraform.stacks import gaps_of_stacks  # noqa: PLC0415

    return gaps_of_stacks(evaluation, templates)
