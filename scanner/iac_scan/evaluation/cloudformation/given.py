"""The parameter files that the user names, read before any template.

What a parameter file looks like is in `parameters`.
"""

from __future__ import annotations

import posixpath
from pathlib import Path

from iac_scan.evaluation.cloudformation.library import Library
from iac_scan.evaluation.cloudformation.parameters import read_parameter_file
from iac_scan.parsers.template import parse
from iac_scan.sources.diagnostics import Diagnostic, Gap, Level
from iac_scan.sources.named import read_named
from iac_scan.sources.tree import SourceTree


def open_library(
    tree: SourceTree, parameter_files: tuple[Path, ...], templates: tuple[str, ...]
) -> Library:
    """Return an empty library that knows the values of the parameter files; the last one wins."""
    by_name: dict[str, list[str]] = {}
    for template in templates:
        by_name.setdefault(posixpath.basename(template), []).append(template)
    library = Library(tree, {}, by_name)
    for path in parameter_files:
        read = read_named(tree, path)
        match read:
            case Diagnostic():
                library.report(read)
            case Gap():
                library.leave_out(read)
            case document:
                files, problems = parse(document, tree.bounds)
                for problem in problems:
                    library.report(problem)
                for file in files:
                    values, wrong = read_parameter_file(file)
                    library.given.update(values)
                    for problem in wrong:
                        library.report(problem)
    _mention_undeclared(library, templates)
    return library


def _mention_undeclared(library: Library, paths: tuple[str, ...]) -> None:
    """Say which given parameters no template declares."""
    if not library.given:
        return
    declared: set[str] = set()
    for path in paths:
        for template in library.templates_at(path):
            declared |= set(template.parameters)
    for name, value in library.given.items():
        if name not in declared:
            message = f"no template declares the parameter `{name[:60]}`"
            library.report(Diagnostic(Level.WARNING, message, value.origin.span))
