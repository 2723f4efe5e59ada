"""Whole sections of a template that `AWS::Include` brings from another file.

An include inside a section is spelled out in `loops`. Source: AWS CloudFormation User Guide,
"AWS::Include transform", "Usage" (edition of 2023-09-19, read 2026-11-23): at the top level of a
template, the transform brings sections.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import TypeAlias

from iac_scan.evaluation.cloudformation.sections import INCLUDE
from iac_scan.parsers.template.tree import Entries, Entry, Items, Node, Scalar, TemplateFile
from iac_scan.sources.span import Span

Include: TypeAlias = Callable[[Node, Span], Node | None]
"""Returns the tree that the argument of an `Fn::Transform` at a place includes, or None."""


def with_sections(file: TemplateFile, include: Include) -> TemplateFile:
    """Return a template with the sections that it includes; its own entries come first.

    Unknown: a template of which a part is not read is not complete.
    """
    root = file.root
    if not isinstance(root, Entries):
        return file
    complete = file.complete
    for macro, span in _macros(root):
        included = include(macro, span)
        complete = complete and included is not None
        if isinstance(included, Entries):
            root = _with(root, included)
    return replace(file, root=root, complete=complete)


def _macros(root: Entries) -> Iterator[tuple[Node, Span]]:
    """Yield what brings sections: includes in `Transform`, and any macro beside the sections."""
    for entry in root.entries:
        if entry.key == "Fn::Transform":
            yield entry.value, entry.key_span
        elif entry.key == "Transform":
            macros = entry.value.items if isinstance(entry.value, Items) else (entry.value,)
            for macro in macros:
                name = macro.get("Name") if isinstance(macro, Entries) else macro
                if isinstance(name, Scalar) and name.value == INCLUDE:
                    yield macro, macro.span


def _with(root: Entries, included: Entries) -> Entries:
    """Return the sections of both, the entries of a section that both have side by side."""
    entries = {entry.key: entry for entry in root.entries}
    for entry in included.entries:
        own = entries.get(entry.key)
        if own is None:
            entries[entry.key] = entry
        elif isinstance(own.value, Entries) and isinstance(entry.value, Entries):
            entries[entry.key] = replace(own, value=_beside(own.value, entry.value))
    return replace(root, entries=tuple(entries.values()))


def _beside(own: Entries, included: Entries) -> Entries:
    """Return the entries of one section in two files."""
    keys = {entry.key for entry in own.entries}
    added: tuple[Entry, ...] = tuple(one for one in included.entries if one.key not in keys)
    return replace(own, entries=(*own.entries, *added))
