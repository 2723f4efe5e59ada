"""Every plan that was found, read and put together with the code."""

from __future__ import annotations

from collections.abc import Iterator

from iac_scan.evaluation import terraform
from iac_scan.evaluation.functions.marks import marked
from iac_scan.evaluation.plan.attributes import constant_of
from iac_scan.evaluation.plan.beside import code_of, together, unscanned_code
from iac_scan.evaluation.plan.document import PlanFile, is_true, member
from iac_scan.evaluation.plan.partial import partial_gap
from iac_scan.evaluation.plan.reader import read
from iac_scan.evaluation.plan.resources import Reading
from iac_scan.evaluation.result import Evaluation
from iac_scan.evaluation.terraform.room import with_room
from iac_scan.sources.diagnostics import Diagnostic, Gap
from iac_scan.sources.discover import Discovery
from iac_scan.sources.span import Origin
from iac_scan.sources.tree import SourceTree
from iac_scan.values import (
    Mapping,
    Reason,
    ResourceKey,
    Unknown,
    Value,
    secret,
)


def with_plans(tree: SourceTree, found: Discovery, code: Evaluation) -> Evaluation:
    """Return what the code and the plans declare together."""
    return with_room(lambda: _with_plans(tree, found, code))


def _with_plans(tree: SourceTree, found: Discovery, code: Evaluation) -> Evaluation:
    for path in found.plans:
        document = tree.read(path)
        match document:
            case Diagnostic():
                code = code.merge(Evaluation(diagnostics=(document,)))
            case Gap():
                code = code.merge(Evaluation(gaps=(document,)))
            case _:
                plan, problems = read(document, tree.bounds)
                seen = Evaluation(diagnostics=problems, files=frozenset({path}))
                code = code.merge(seen)
                if plan is not None:
                    code = _with_plan(tree, found, plan, code)
    return code


def _with_plan(tree: SourceTree, found: Discovery, plan: PlanFile, code: Evaluation) -> Evaluation:
    """Return the code with what one plan says: of it, or beside it."""
    named = plan.path in tree.scanned
    gap = partial_gap(plan)
    code = code.merge(Evaluation(gaps=() if gap is None else (gap,)))
    partial = gap is not None
    root = code_of(plan, code, anywhere=named)
    if root is not None:
        return together(Reading.of(plan, tree, root), code, root, named=named, partial=partial)
    directory = unscanned_code(plan, tree, found)
    if directory is not None:
        only = Discovery((directory,), (), (), (), 0)
        beside = terraform.evaluate(tree, only)
        root = code_of(plan, beside)
        if root is not None:
            reading = Reading.of(plan, tree, root)
            placed = together(reading, beside, root, named=True, partial=partial, scanned=False)
            return code.merge(placed)
    reading = Reading.of(plan, tree, plan.path)
    resources = tuple(sorted(reading.resources(), key=lambda one: one.key))
    outputs = {ResourceKey(plan.path, name): value for name, value in _outputs(plan)}
    loose = tuple(_loose(plan, reading))
    return code.merge(Evaluation(resources, outputs, tuple(reading.diagnostics), loose=loose))


def _outputs(plan: PlanFile) -> Iterator[tuple[str, Value]]:
    """Yield the outputs of the root module."""
    for name, output in sorted(plan.outputs.items()):
        origin = Origin(output.span)
        unknown = Unknown(Reason.COMPUTED, f"`output.{name}` is known after apply", origin)
        value = member(output, "value")
        found = unknown if value is None else constant_of(value)
        yield name, marked(found, secret(is_true(member(output, "sensitive"))))


def _loose(plan: PlanFile, reading: Reading) -> Iterator[Mapping]:
    """Yield what stands outside of resources: providers and variables."""
    for key in sorted(plan.providers):
        arguments = reading.deployers.arguments(key)
        yield Mapping({f"provider.{key}": arguments}, arguments.origin)
    for name, node in sorted(plan.variables.items()):
        value = constant_of(node)
        yield Mapping({f"variable.{name}": value}, value.origin)
