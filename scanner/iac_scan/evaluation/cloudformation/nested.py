"""Nested stacks: which template one is made of, and with which parameters.

Source: AWS CloudFormation Template Reference, "AWS::CloudFormation::Stack" (edition of
2023-09-19, read 2026-11-23).
"""

from __future__ import annotations

from collections.abc import Mapping as Map
from dataclasses import dataclass
from typing import TYPE_CHECKING

from iac_scan.evaluation.cloudformation.assembly import asset_of
from iac_scan.evaluation.cloudformation.paths import local_path
from iac_scan.evaluation.cloudformation.sections import Declaration, Template
from iac_scan.sources.diagnostics import Diagnostic, Gap, GapKind, Level
from iac_scan.values import Known, Mapping, Value, show

if TYPE_CHECKING:
    from iac_scan.evaluation.cloudformation.stack import Stack

NESTED = "AWS::CloudFormation::Stack"

_DEEPEST = 20
"""Nested stacks within each other; each one costs several levels of evaluation."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What a nested stack is made of."""

    template: Template
    """Its template."""
    given: Map[str, Value]
    """The values of its parameters."""
    parents: tuple[str, ...]
    """The paths of the templates that lead to it, outermost first."""


def path_of_child(stack: Stack, declared: Declaration) -> tuple[str | None, Value]:
    """Return the path of a nested stack's template in the tree, if it is there, and its URL."""
    url = stack.property(declared, "TemplateURL")
    asset = asset_of(declared.part("Metadata"))
    if asset is not None:
        return local_path(stack.library.tree, stack.template.path, asset), url
    if isinstance(url, Known) and isinstance(url.value, str):
        return local_path(stack.library.tree, stack.template.path, url.value), url
    return None, url


def plan_of(stack: Stack, declared: Declaration) -> Plan | None:
    """Return what a nested stack is made of, or None when that cannot be seen.

    Errors: a gap for a template that is not in the tree, a warning for a stack in itself.
    """
    library = stack.library
    path, url = path_of_child(stack, declared)
    if path is None:
        shown = f"`{show(url)[:120]}` of nested stack `{declared.name[:60]}`"
        message = f"the template {shown} is not in the scanned project"
        help_ = "name the template by its path, relative to this one"
        library.leave_out(Gap(GapKind.MODULE, message, declared.span, help_))
        return None
    parents = (*stack.parents, stack.template.path)
    if path in parents or len(parents) > _DEEPEST:
        message = f"nested stack `{declared.name[:60]}` contains itself"
        if path not in parents:
            message = f"more than {_DEEPEST} stacks are nested within each other"
        library.report(Diagnostic(Level.WARNING, message, declared.span))
        return None
    templates = library.templates_at(path)
    if not templates:
        return None
    library.stacks += 1
    if library.stacks > library.tree.bounds.instances:
        message = f"there are more than {library.tree.bounds.instances} nested stacks"
        library.report(Diagnostic(Level.WARNING, message, declared.span))
        return None
    parameters = stack.property(declared, "Parameters")
    given = parameters.entries if isinstance(parameters, Mapping) else {}
    return Plan(templates[0], given, parents)
