"""All directories with Terraform files to one result: roots first, then what they leave unread."""

from __future__ import annotations

import gc
import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from functools import cache

from iac_scan.evaluation.result import Evaluation, Resource
from iac_scan.evaluation.terraform import collect, hidden, roots
from iac_scan.evaluation.terraform.configuration import Configuration, load
from iac_scan.evaluation.terraform.room import with_room
from iac_scan.evaluation.terraform.scope import ModuleInstance, Session
from iac_scan.sources.comment import Comment
from iac_scan.sources.diagnostics import each_once
from iac_scan.sources.discover import Discovery
from iac_scan.sources.document import Document
from iac_scan.sources.named import GivenValue
from iac_scan.sources.span import Span
from iac_scan.sources.tree import SourceTree
from iac_scan.values import ResourceKey, Truth, Value

_COMMENT = re.compile(r"\s*((?:#|//)(.*))")


def evaluate_all(
    tree: SourceTree,
    found: Discovery,
    variables: tuple[GivenValue, ...],
) -> Evaluation:
    """Return the values of everything that the directories declare; see the package."""
    with _rare_collections():
        return with_room(lambda: _evaluate(tree, found, variables))


@contextmanager
def _rare_collections() -> Iterator[None]:
    """Look for cyclic garbage rarely: nearly all that is built here is kept, or has no cycles.

    With the interpreter's own thresholds two fifths of the time go into looking in vain.
    """
    thresholds = gc.get_threshold()
    gc.set_threshold(max(thresholds[0], 200_000) if thresholds[0] else 0, *thresholds[1:])
    try:
        yield
    finally:
        gc.set_threshold(*thresholds)


@dataclass(slots=True)
class _Result:
    resources: dict[ResourceKey, Resource] = field(default_factory=dict)
    outputs: dict[ResourceKey, Value] = field(default_factory=dict)
    loose: list[Value] = field(default_factory=list)

    def add(self, module: ModuleInstance) -> None:
        """Add what a root module evaluates to."""
        module.session.instances = 0
        module.session.modules = 0
        module.session.merged = 0
        for resource in collect.resources_below(module):
            self.resources.setdefault(resource.key, resource)
        for name, value in collect.outputs_of(module).items():
            self.outputs[ResourceKey(module.root, name)] = value
        self.loose.extend(collect.loose_values(module))

    def add_hidden(self, resources: Iterable[Resource]) -> None:
        """Add those resources of which there is no instance yet, as possibly there."""
        known = {hidden.declared_place(resource) for resource in self.resources.values()}
        for resource in resources:
            if hidden.declared_place(resource) not in known:
                self.resources.setdefault(resource.key, replace(resource, presence=Truth.UNKNOWN))


def _evaluate(
    tree: SourceTree,
    found: Discovery,
    variables: tuple[GivenValue, ...],
) -> Evaluation:
    configurations: dict[str, Configuration] = {}

    @cache
    def configuration_of(directory: str) -> Configuration:
        loaded = load(tree, directory, found.left_out)
        if loaded.files or loaded.diagnostics or loaded.gaps:
            configurations[directory] = loaded
        return loaded

    session = Session(tree, configuration_of)
    result = _Result()
    done: set[str] = set()
    for directory in roots.roots_among(found.terraform, session):
        done.add(directory)
        module = roots.root_instance(directory, session, variables)
        result.add(module)
        if module.reusable:
            _add_hidden(result, module, variables)
    while (left := roots.uncalled(found.terraform, done, session)) is not None:
        done.add(left)
        result.add(roots.lone_instance(left, session))
    return _finished(session, result, configurations)


def _add_hidden(
    result: _Result,
    module: ModuleInstance,
    variables: tuple[GivenValue, ...],
) -> None:
    undecided = hidden.deciding_variables(module)
    if not undecided:
        return
    session = module.session
    diagnostics, gaps = dict(session.diagnostics), dict(session.gaps)
    again = roots.root_instance(module.root, session, variables, undecided)
    result.add_hidden(collect.resources_below(again))
    # The second look repeats what the first has said; that a default decides is no gap.
    session.diagnostics, session.gaps = diagnostics, gaps


def _comments_in(path: str, tree: SourceTree) -> Iterator[Comment]:
    """Yield the lines that are comments in a template, or in any file read by a function."""
    document = tree.read(path)
    if not isinstance(document, Document) or path.endswith(".json"):
        return
    for number, line in enumerate(document.text.split("\n"), start=1):
        found = _COMMENT.match(line)
        if found is not None:
            span = Span(path, number, found.start(1) + 1, number, len(line.rstrip()) + 1)
            yield Comment(found[2].strip(), span)


def _finished(
    session: Session, result: _Result, configurations: dict[str, Configuration]
) -> Evaluation:
    diagnostics = dict(session.diagnostics)
    gaps = dict(session.gaps)
    comments: list[Comment] = [*session.comments]
    files: set[str] = {*session.files}
    for path in session.layouts:
        comments.extend(_comments_in(path, session.tree))
    files.update(session.layouts)
    for configuration in configurations.values():
        diagnostics |= dict.fromkeys(configuration.diagnostics)
        gaps |= dict.fromkeys(configuration.gaps)
        comments.extend(configuration.comments)
        files.update(configuration.files)
    return Evaluation(
        tuple(resource for _, resource in sorted(result.resources.items())),
        dict(sorted(result.outputs.items())),
        each_once(diagnostics),
        each_once(gaps),
        (*session.loose, *result.loose),
        tuple(sorted(comments, key=lambda one: one.span)),
        frozenset(files),
    )
