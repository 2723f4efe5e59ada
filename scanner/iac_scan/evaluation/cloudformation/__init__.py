"""CloudFormation templates evaluated: what their stacks will hold, as far as the code tells.

Which resource types matter, and what they mean, is not known here; see `iac_scan.graph`.
"""

from __future__ import annotations

from pathlib import Path

from iac_scan.evaluation.result import Evaluation
from iac_scan.sources.discover import Discovery
from iac_scan.sources.tree import SourceTree

__all__ = ["evaluate"]


def evaluate(
    tree: SourceTree, found: Discovery, parameter_files: tuple[Path, ...] = ()
) -> Evaluation:
    """Return what the templates that were found describe.

    Errors: whatever is wrong in the templates or the parameter files is in the diagnostics.
    """
    if not found.templates:
        return Evaluation()
    # A scan without templates must not pay for their evaluation.
    from iac_scan.evaluation.cloudformation.deploy import deploy  # noqa: PLC0415
    from iac_scan.evaluation.cloudformation.given import open_library  # noqa: PLC0415

    return deploy(open_library(tree, parameter_files, found.templates), found.templates)
