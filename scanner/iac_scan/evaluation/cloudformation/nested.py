"""Nested stacks and stack sets: of which template one is made, and with which parameters.

Reading a template that stands in a text is in `embedded`, where the stacks of a set go in
`stack_sets`. Source: AWS CloudFormation Template Reference, "AWS::CloudFormation::Stack" and
"AWS::CloudFormation::StackSet" (edition of 2023-09-19, read 2026-11-23 and 2026-11-25).
"""

from __future__ import annotations

from collections.abc import Mapping as Map
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from iac_scan.evaluation.cloudformation.assembly import asset_of
from iac_scan.evaluation.cloudformation.constraints import unmatched
from iac_scan.evaluation.cloudformation.handed import given_by, with_overrides
from iac_scan.evaluation.cloudformation.paths import file_name, uploaded_path
from iac_scan.evaluation.cloudformation.sections import (
    Declaration,
    Template,
    read_template,
    type_of,
)
from iac_scan.evaluation.cloudformation.stack_sets import deployer_of_set
from iac_scan.evaluation.result import Deployer
from iac_scan.parsers.template.tree import Entries
from iac_scan.sources.diagnostics import Diagnostic, Gap, GapKind, Level
from iac_scan.values import (
    Absent,
    Known,
    OneOf,
    Text,
    Truth,
    Value,
    show,
    text_of,
)

if TYPE_CHECKING:
    from iac_scan.evaluation.cloudformation.stack import Stack

NESTED = "AWS::CloudFormation::Stack"
STACK_SET = "AWS::CloudFormation::StackSet"
CONTAINERS = frozenset((NESTED, STACK_SET))
"""Types of which each resource makes stacks of a template."""

BODY = "TemplateBody"
APPLICATION = "`aws serverlessrepo create-cloud-formation-template`"
"""What to do about an application of the AWS Serverless Application Repository."""

_DEEPEST = 20
"""Nested stacks within each other; each one costs several levels of evaluation."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What a nested stack is made of."""

    template: Template
    """Its template."""
    given: Map[str, Value]
    """The values of its parameters."""
    deployer: Deployer
    """Into which account and region it goes."""
    parents: tuple[str, ...]
    """The paths of the templates that lead to it, outermost first."""


def path_of_child(stack: Stack, declared: Declaration) -> tuple[str | None, Value]:
    """Return the path of a nested stack's template in the tree, if it is there, and its URL."""
    url = stack.property(declared, "TemplateURL")
    library, here = stack.library, stack.template.path
    asset = asset_of(declared.part("Metadata"))
    if asset is not None:
        return library.local(here, asset), url
    if isinstance(url, Known) and isinstance(url.value, str):
        path = library.local(here, url.value)
        if path is not None:
            return path, url
    return uploaded_path(library.by_name, here, url), url


def plan_of(stack: Stack, declared: Declaration) -> Plan | None:
    """Return what a nested stack is made of, or None when that cannot be seen.

    Errors: a gap for a template that is not in the tree, a warning for a stack in itself.
    """
    library = stack.library
    parents = (*stack.parents, stack.template.path)
    if len(parents) > _DEEPEST:
        message = f"more than {_DEEPEST} stacks are nested within each other"
        library.report(Diagnostic(Level.WARNING, message, declared.span))
        return None
    written = body_of(declared)
    if written is not None:
        file = replace(stack.template.file, root=written, comments=())
        template = read_template(file, stack.report)
    else:
        body = stack.property(declared, BODY)
        at_url = isinstance(body, Absent)
        template = _template_at(stack, declared) if at_url else _template_in(stack, declared, body)
    if template is None:
        return None
    library.stacks += 1
    if library.stacks > library.tree.bounds.instances:
        message = f"there are more than {library.tree.bounds.instances} nested stacks"
        library.report(Diagnostic(Level.WARNING, message, declared.span))
        return None
    limit = stack.bounds.options
    given: Map[str, Value] = given_by(stack.property(declared, "Parameters"), template, limit)
    deployer = stack.here.deployer
    if type_of(declared) == STACK_SET:
        groups = stack.property(declared, "StackInstancesGroup")
        given = with_overrides(given, groups, template, limit)
        deployer = deployer_of_set(stack, declared)
    given = {**given, **template.holes}
    there = stack.presence & stack.presence_of(declared)
    if there is Truth.YES and _is_surely(template, stack, declared):
        for problem in unmatched(declared, template, given):
            stack.report(problem)
    return Plan(template, given, deployer, parents)


def _is_surely(template: Template, stack: Stack, declared: Declaration) -> bool:
    """Tell whether a template is the one that a nested stack names, and not just of that name."""
    if template.path == stack.template.path or not isinstance(
        stack.property(declared, BODY), Absent
    ):
        return True
    url = stack.property(declared, "TemplateURL")
    named = asset_of(declared.part("Metadata")) or text_of(url)
    return named is not None and stack.library.local(stack.template.path, named) == template.path


def body_of(declared: Declaration) -> Entries | None:
    """Return the template that `TemplateBody` holds as a map, or None.

    Its names are its own: the stack around it must not evaluate it.
    """
    properties = declared.part("Properties")
    body = properties.get(BODY) if isinstance(properties, Entries) else None
    if type_of(declared) not in CONTAINERS or not isinstance(body, Entries):
        return None
    return body if body.get("Resources") is not None else None


def _template_at(stack: Stack, declared: Declaration) -> Template | None:
    """Return the template of a nested stack that is a file of its own."""
    path, url = path_of_child(stack, declared)
    if path is None:
        _mention_missing(stack, declared, url)
        return None
    if path in (*stack.parents, stack.template.path):
        message = f"nested stack `{declared.name[:60]}` contains itself"
        stack.report(Diagnostic(Level.WARNING, message, declared.span))
        return None
    templates = stack.library.templates_at(path)
    return templates[0] if templates else None


def _mention_missing(stack: Stack, declared: Declaration, url: Value) -> None:
    """Say why the template at the URL of a nested stack is not read."""
    shown, name = show(url)[:250], file_name(url)[:100]
    if isinstance(url, Absent):
        message = f"`{declared.name[:60]}` names no template"
        stack.report(Diagnostic(Level.WARNING, message, declared.span))
        return
    if isinstance(url, OneOf) and any(
        file_name(one) in stack.library.by_name for one in url.options
    ):
        message = f"which template `{declared.name[:60]}` is made of is not decided: `{shown}`"
        help_ = "give the parameters that decide it with `--parameters`"
    elif ":serverlessrepo:" in shown:
        message = f"the application `{shown}` of `{declared.name[:60]}` is not read"
        help_ = f"scan its template, too: {APPLICATION} says where it is"
    else:
        message = f"the template `{shown}` of `{declared.name[:60]}` is not in the scanned project"
        help_ = f"scan a folder with `{name or 'it'}` in it: a URL finds the template of that name"
    stack.leave_out(Gap(GapKind.MODULE, message, declared.span, help_))


def _template_in(stack: Stack, declared: Declaration, body: Value) -> Template | None:
    """Return the template of a nested stack that is written in its `TemplateBody`."""
    template = stack.library.embedded(body) if isinstance(body, (Known, Text)) else None
    if template is None:
        message = f"the template in the `TemplateBody` of `{declared.name[:60]}` is not known"
        help_ = "scan that template, too" if stack.complete else "package this template first"
        stack.leave_out(Gap(GapKind.MODULE, message, declared.span, help_))
    return template
