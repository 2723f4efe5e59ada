"""The templates of one scan: each read once, with everything that is to be said about them.

What a template means is in `stack`.
"""

from __future__ import annotations

import posixpath
from collections.abc import Mapping as Map
from dataclasses import dataclass, field
from functools import partial

from iac_scan.evaluation.cloudformation.embedded import length_of, read_text, with_holes
from iac_scan.evaluation.cloudformation.includes import with_sections
from iac_scan.evaluation.cloudformation.parameters import Given
from iac_scan.evaluation.cloudformation.paths import local_path
from iac_scan.evaluation.cloudformation.scope import literal
from iac_scan.evaluation.cloudformation.sections import (
    SERVERLESS,
    Template,
    read_template,
    transform_location,
)
from iac_scan.parsers.template import TemplateFile, parse
from iac_scan.parsers.template.tree import Entries, Items, Node
from iac_scan.sources.comment import Comment
from iac_scan.sources.diagnostics import Diagnostic, Gap, GapKind, Level
from iac_scan.sources.span import Span
from iac_scan.sources.tree import SourceTree
from iac_scan.values import Known, Piece, Text, Value

PROCESSED = "scan what it makes: `aws cloudformation get-template --template-stage Processed`"
"""What to do about a macro."""


@dataclass(slots=True)
class Library:
    """What was read so far, and what was found wrong. Mutable: it lives for one scan."""

    tree: SourceTree
    given: dict[str, Given]
    """Values of parameters, from parameter files."""
    by_name: Map[str, list[str]] = field(default_factory=dict)
    """The templates of the scan by the name of their file."""
    diagnostics: dict[Diagnostic, None] = field(default_factory=dict)
    gaps: dict[Gap, None] = field(default_factory=dict)
    loose: list[Value] = field(default_factory=list)
    """Values that no resource holds."""
    comments: dict[Comment, None] = field(default_factory=dict)
    files: set[str] = field(default_factory=set)
    stacks: int = 0
    """How many stacks were made of templates."""
    depth: int = 0
    """How deep the evaluation of any stack is nested at this moment."""
    embedded_text: int = 0
    """Units: code points of the templates that were read from texts."""
    parts: dict[str, set[str]] = field(default_factory=dict)
    """The files that bring sections to a template, by its path."""
    _embedded: dict[tuple[Known | Text, tuple[Piece, ...]], Template | None] = field(
        default_factory=dict
    )
    _located: dict[tuple[str, str], str | None] = field(default_factory=dict)
    """The files that templates name, by the folder of the template and what it writes."""
    _macros: set[tuple[str, str]] = field(default_factory=set)
    _parsed: dict[str, tuple[TemplateFile, ...]] = field(default_factory=dict)
    _templates: dict[str, tuple[Template, ...]] = field(default_factory=dict)

    def report(self, diagnostic: Diagnostic) -> None:
        """Note that something is wrong, once."""
        self.diagnostics[diagnostic] = None

    def leave_out(self, gap: Gap) -> None:
        """Note that something cannot be seen, once."""
        self.gaps[gap] = None

    def local(self, template: str, location: str) -> str | None:
        """Return the path of the file that a template names, or None when there is none."""
        key = posixpath.dirname(template), location
        if key not in self._located:
            self._located[key] = local_path(self.tree, template, location)
        return self._located[key]

    def files_at(self, path: str) -> tuple[TemplateFile, ...]:
        """Return the trees of the documents in a file."""
        known = self._parsed.get(path)
        if known is not None:
            return known
        found: tuple[TemplateFile, ...] = ()
        match self.tree.read(path):
            case Diagnostic() as diagnostic:
                self.report(diagnostic)
            case Gap() as gap:
                self.leave_out(gap)
            case document:
                found, problems = parse(document, self.tree.bounds)
                self.files.add(path)
                for problem in problems:
                    self.report(problem)
        for file in found:
            self.comments.update(dict.fromkeys(file.comments))
        self._parsed[path] = found
        return found

    def templates_at(self, path: str) -> tuple[Template, ...]:
        """Return the templates in a file: one for each document that is a map."""
        known = self._templates.get(path)
        if known is None:
            files = [with_sections(file, partial(self._part, path)) for file in self.files_at(path)]
            read = (read_template(file, self.report) for file in files)
            known = tuple(self._deployed(template) for template in read if template is not None)
            self._templates[path] = known
        return known

    def embedded(self, text: Known | Text) -> Template | None:
        """Return the template that a text in another template is, or None when it is none.

        Errors: what is wrong in it is told where it stands.
        """
        key = text, text.layout
        if key not in self._embedded:
            self._embedded[key] = self._read_embedded(text)
        return self._embedded[key]

    def _read_embedded(self, text: Known | Text) -> Template | None:
        """Return the template in a text, as long as all of them are not too long."""
        self.embedded_text += length_of(text)
        if self.embedded_text > self.tree.bounds.text:
            message = f"templates in texts are longer than {self.tree.bounds.text} characters"
            self.report(Diagnostic(Level.WARNING, message, text.origin.span))
            return None
        read = read_text(text, self.tree.bounds)
        for problem in read.problems:
            self.report(problem)
        if read.file is None:
            return None
        self.comments.update(dict.fromkeys(read.file.comments))
        template = read_template(read.file, self.report)
        if template is None:
            return None
        return with_holes(self._deployed(template), read.holes)

    def _deployed(self, template: Template) -> Template:
        """Return the template that is deployed: another one for a serverless template."""
        at = next((span for name, span in template.transforms if name == SERVERLESS), None)
        if at is None:
            return template
        # A scan without serverless templates must not pay for reading them.
        from iac_scan.evaluation.cloudformation.serverless import deployed  # noqa: PLC0415

        include = partial(self.included, template.path)
        known = {name: one for name, one in self.given.items() if isinstance(one, Known)}
        made = deployed(template.file, at, known, self.tree.bounds, include)
        if isinstance(made, Gap):
            self.leave_out(made)
            return template
        return read_template(made, self.report) or template

    def _part(self, template: str, macro: Node, span: Span) -> Node | None:
        """Return the sections that a macro includes, and note whose they are."""
        found = self.included(template, macro, span)
        if found is not None and found.span.path != template:
            self.parts.setdefault(template, set()).add(found.span.path)
        return found

    def included(self, template: str, macro: Node, span: Span) -> Node | None:
        """Return the part of a template that a macro includes, when it is a file in the tree.

        Errors: a gap for every other macro, which only deployment runs, where it stands first.
        """
        if isinstance(macro, Items) and macro.items:
            macro = macro.items[0]
        scalar = transform_location(macro)
        written = None if scalar is None else literal(scalar)
        path = self.local(template, written or "")
        if path is not None and path != template:
            return self._map_at(path)
        name = macro.get("Name") if isinstance(macro, Entries) else None
        shown = written or (None if name is None else literal(name)) or "..."
        message = f"the transform `{shown[:100]}` writes a part of the template at deployment"
        if written is not None:
            message = f"the part of the template at `{shown[:100]}` is not in the scanned tree"
        if (span.path, message) not in self._macros:
            self._macros.add((span.path, message))
            self.leave_out(Gap(GapKind.MODULE, message, span, PROCESSED))
        return None

    def _map_at(self, path: str) -> Entries | None:
        """Return the map that a file holds.

        Errors: a warning when it holds something else; why it cannot be read has been told.
        """
        files = self.files_at(path)
        if files and isinstance(files[0].root, Entries):
            return files[0].root
        if files:
            message = "a part of a template must be a map"
            self.report(Diagnostic(Level.WARNING, message, files[0].root.span))
        return None
