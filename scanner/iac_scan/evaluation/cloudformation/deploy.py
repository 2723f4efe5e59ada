"""Every template of a scan deployed: which are roots, and what their stacks hold.

Source: AWS CloudFormation User Guide, "Working with nested stacks" (edition of
2023-09-19, read 2026-11-23).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import assert_never

from iac_scan.evaluation.cloudformation.assembly import environment_of
from iac_scan.evaluation.cloudformation.constraints import refused
from iac_scan.evaluation.cloudformation.dependencies import rings
from iac_scan.evaluation.cloudformation.exports import Exports
from iac_scan.evaluation.cloudformation.library import PROCESSED, Library
from iac_scan.evaluation.cloudformation.loops import Budget
from iac_scan.evaluation.cloudformation.nested import CONTAINERS, path_of_child
from iac_scan.evaluation.cloudformation.parameters import is_secret, written_default
from iac_scan.evaluation.cloudformation.pseudo import Circumstances, deployer_of
from iac_scan.evaluation.cloudformation.resources import arn_made, properties_of
from iac_scan.evaluation.cloudformation.sections import (
    SERVERLESS,
    SERVERLESS_PREFIX,
    WITHOUT_NEW_NAMES,
    Declaration,
    Template,
    type_of,
)
from iac_scan.evaluation.cloudformation.stack import Stack
from iac_scan.evaluation.cloudformation.tools import Tool
from iac_scan.evaluation.result import CONSTRUCT, Evaluation, Language, Mode, Resource
from iac_scan.parsers.template.tree import Entries, Items, Node, Scalar
from iac_scan.sources.diagnostics import (
    Diagnostic,
    Gap,
    GapKind,
    Level,
    each_once,
    few_of_each_kind,
)
from iac_scan.sources.span import Origin, Span
from iac_scan.values import (
    Known,
    Mapping,
    ResourceKey,
    Sequence,
    Truth,
    Value,
    secret,
)

_MODULE = "::MODULE"
"""How the type of a module of the CloudFormation registry ends."""
_BUDGET = 50_000
"""Nodes that the loops of one root template may add."""


def deploy(library: Library, paths: Iterable[str]) -> Evaluation:
    """Return what the templates at `paths` describe."""
    stacks = [stack for path in paths for stack in _stacks_at(library, path)]
    roots = _roots(stacks)
    exports = Exports(lambda: [inner for root in roots for inner in _deployed(root)])
    for stack in stacks:
        stack.exports = exports
    resources: list[Resource] = []
    outputs: dict[ResourceKey, Value] = {}
    for stack in roots:
        resources += _resources(stack)
        outputs |= _outputs(stack)
        for inner in _deployed(stack):
            for problem in (*refused(inner), *rings(inner)):
                library.report(problem)
    for stack in stacks:
        library.loose += _loose(stack.template)
        _mention_macros(stack.template, library)
        _mention_serverless(stack)
        _mention_framework(stack)
    return Evaluation(
        tuple(sorted(resources, key=lambda resource: resource.key)),
        outputs,
        few_of_each_kind(each_once(library.diagnostics)),
        each_once(library.gaps),
        tuple(library.loose),
        tuple(sorted(library.comments, key=lambda item: item.span)),
        frozenset(library.files),
    )


def _stacks_at(library: Library, path: str) -> Iterator[Stack]:
    """Yield the stack that each template in a file makes when nothing contains it."""
    for number, template in enumerate(library.templates_at(path)):
        scope = path if number == 0 else f"{path}#{number + 1}"
        origin = Origin(Span(path, 1, 1, 1, 1))
        environment = environment_of(library.tree, path)
        deployer = deployer_of(scope, origin, environment)
        here = Circumstances(deployer, ResourceKey(scope, ""), origin)
        if environment is not None:
            here = replace(
                here, stack_name=environment.stack_name, constructs=environment.constructs
            )
        yield Stack(template, library, here, library.given, budget=Budget(_BUDGET))


def _roots(stacks: list[Stack]) -> list[Stack]:
    """Return the stacks that no other one surely contains, so that every template is read.

    Templates that only contain each other have no outermost one; then the first counts.
    """
    contains: dict[str, set[str]] = {}
    for stack in stacks:
        inside = contains.setdefault(stack.template.path, set())
        inside |= stack.library.parts.get(stack.template.path, set())
        for declared in stack.section("Resources").values():
            if type_of(declared) in CONTAINERS and stack.presence_of(declared) is Truth.YES:
                path, _ = path_of_child(stack, declared)
                if path is not None and path != stack.template.path:
                    inside.add(path)
    contained = {path for inside in contains.values() for path in inside}
    roots = [stack for stack in stacks if stack.template.path not in contained]
    reached = _reach({stack.template.path for stack in roots}, contains)
    for stack in stacks:
        if stack.template.path not in reached:
            roots.append(stack)
            reached |= _reach({stack.template.path}, contains)
    return roots


def _reach(start: set[str], contains: dict[str, set[str]]) -> set[str]:
    """Return every path that is in `start` or contained in one of those."""
    reached: set[str] = set()
    waiting = [*start]
    while waiting:
        path = waiting.pop()
        if path not in reached:
            reached.add(path)
            waiting += contains.get(path, ())
    return reached


def _deployed(stack: Stack) -> Iterator[Stack]:
    """Yield a stack and every stack nested in it."""
    yield stack
    for declared in stack.section("Resources").values():
        if type_of(declared) in CONTAINERS and stack.presence_of(declared) is not Truth.NO:
            child = stack.child(declared)
            if child is not None:
                yield from _deployed(child)


def _resources(stack: Stack) -> Iterator[Resource]:
    """Yield the resources of a stack and of the stacks nested in it, but for absent ones."""
    for name, declared in stack.section("Resources").items():
        kind = type_of(declared)
        if kind is None or kind.endswith(_MODULE):
            _mention_without_type(stack, declared, kind)
            continue
        presence = stack.presence_of(declared)
        values = properties_of(stack, declared)
        if presence is Truth.NO:
            # What stands in a resource that is not deployed may still be a secret.
            stack.keep(values)
            continue
        yield Resource(
            stack.key(name),
            kind,
            Mode.MANAGED,
            Language.CLOUDFORMATION,
            values,
            declared.span,
            declared.body,
            presence,
            stack.here.deployer,
            stack.calls,
            _metadata(stack, declared),
            arn_made(stack, declared),
        )
        child = stack.child(declared)
        if child is not None:
            yield from _resources(child)
            for output in child.section("Outputs"):
                stack.keep(_named(f"output.{output}", child.output(output, declared.span)))


def _metadata(stack: Stack, declared: Declaration) -> Mapping | None:
    """Return the metadata of a resource, with the construct where only an assembly names it."""
    written = declared.part("Metadata")
    found = None if written is None else stack.value(written)
    metadata = found if isinstance(found, Mapping) else None
    construct = stack.here.constructs.get(declared.name)
    if construct is None or (metadata is not None and CONSTRUCT in metadata.entries):
        return metadata
    origin = Origin(declared.span)
    metadata = metadata or Mapping({}, origin)
    return replace(metadata, entries={**metadata.entries, CONSTRUCT: Known(construct, origin)})


def _mention_without_type(stack: Stack, declared: Declaration, kind: str | None) -> None:
    """Say why a resource cannot be read."""
    shown = declared.name[:60]
    if kind is None and not isinstance(declared.part("Type"), Entries):
        message = f"resource `{shown}` has no `Type`"
        stack.report(Diagnostic(Level.WARNING, message, declared.span))
        return
    if kind is None:
        message = f"`{shown}` has a type that a packaging tool writes"
        help_ = "scan what it makes: `rain pkg` for modules of Rain"
    else:
        message = f"`{shown}` is a module `{kind[:100]}` that only deployment expands"
        help_ = PROCESSED
    stack.leave_out(Gap(GapKind.MODULE, message, declared.span, help_))


def _outputs(stack: Stack) -> dict[ResourceKey, Value]:
    """Return the outputs of a root stack."""
    found: dict[ResourceKey, Value] = {}
    for name, declared in stack.section("Outputs").items():
        if stack.presence_of(declared) is not Truth.NO and declared.part("Value") is not None:
            value = stack.output(name, declared.span)
            found[ResourceKey(stack.here.deployer.scope, name)] = value
            stack.keep(_named(f"output.{name}", value))
    return found


def _loose(template: Template) -> Iterator[Value]:
    """Yield the values that are written in parameters and mappings."""
    for name, declared in template.parameters.items():
        default = written_default(declared)
        if default is not None:
            default = replace(default, marks=secret(is_secret(declared)))
            yield _named(f"parameter.{name}", default)
    if isinstance(template.mappings, Entries):
        for entry in template.mappings.entries:
            yield _named(f"mapping.{entry.key}", _written(entry.value))


def _named(name: str, value: Value) -> Mapping:
    """Return a value with the name of the place that it stands in."""
    return Mapping({name: value}, value.origin)


def _written(node: Node) -> Value:
    """Return a tree as it is written."""
    origin = Origin(node.span)
    match node:
        case Scalar():
            return Known(node.value, origin)
        case Items(items=items):
            return Sequence(tuple(_written(item) for item in items), origin)
        case Entries(entries=entries):
            return Mapping({entry.key: _written(entry.value) for entry in entries}, origin)
        case _:
            assert_never(node)


def _mention_macros(template: Template, library: Library) -> None:
    """Note what a macro will add to the template."""
    for name, span in template.transforms:
        # Why serverless resources are not read has been said where they were to be expanded.
        if name not in WITHOUT_NEW_NAMES and name != SERVERLESS:
            message = f"the macro `{name[:100]}` rewrites this template at deployment"
            library.leave_out(Gap(GapKind.MODULE, message, span, PROCESSED))


def _mention_serverless(stack: Stack) -> None:
    """Say that serverless resources are not expanded without the transform that expands them."""
    if any(name == SERVERLESS for name, _ in stack.template.transforms):
        return
    for declared in stack.section("Resources").values():
        kind = type_of(declared) or ""
        if kind.startswith(SERVERLESS_PREFIX):
            message = f"`{kind[:60]}` needs a transform that this template does not name"
            help_ = f"write `Transform: {SERVERLESS}`"
            stack.leave_out(Gap(GapKind.VALUE, message, declared.span, help_))
            return


def _mention_framework(stack: Stack) -> None:
    """Say that the Serverless Framework completes a template; Rain is told resource by resource."""
    match stack.template.tool:
        case (Tool.SERVERLESS_FRAMEWORK as tool, span):
            message = f"{tool.value} completes this template with variables and resources"
            help_ = "scan what it makes: `serverless package` writes it to `.serverless`"
            stack.leave_out(Gap(GapKind.MODULE, message, span, help_))
        case _:
            return
