"""The tables of both formats, each loaded when something of its format is there to be read."""

from __future__ import annotations

from collections.abc import Iterator

from iac_scan.evaluation.result import Evaluation, Language
from iac_scan.graph.facts import Fact


def read(evaluation: Evaluation) -> Iterator[Fact]:
    """Yield what the resources say, those of Terraform first; nothing is linked yet."""
    languages = {resource.language for resource in evaluation.resources}
    if Language.TERRAFORM in languages:
        from iac_scan.graph import terraform  # noqa: PLC0415 - see the module's docstring

        yield from terraform.read(evaluation)
    if Language.CLOUDFORMATION in languages:
        from iac_scan.graph import cloudformation  # noqa: PLC0415 - see the module's docstring

        yield from cloudformation.read(evaluation)
