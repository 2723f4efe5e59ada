"""Which files a scan looks at: the walk through the scanned paths.

What a single file is, is decided in `classify`; reading it is `tree`'s business.
"""

from __future__ import annotations

import posixpath
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from iac_scan.sources.classify import (
    is_plan,
    is_serverless,
    is_template,
    is_terraform,
    is_terragrunt,
    may_be_template,
)
from iac_scan.sources.diagnostics import Diagnostic, Gap, GapKind, Level
from iac_scan.sources.ignore import Ignored, patterns
from iac_scan.sources.span import Span
from iac_scan.sources.stored import stored_gap
from iac_scan.sources.tree import Listed, SourceTree

if TYPE_CHECKING:
    from pathspec import GitIgnoreSpec

_SKIPPED = frozenset({"node_modules"})
"""Directories of other people's code; a scan of one of them by name works."""

_ASSEMBLY, _MANIFEST, _ASSET = "cdk.out", "manifest.json", "asset."
"""What the CDK writes its templates into, what it puts beside them, and how copies of code begin.

Source: `MANIFEST_FILE` in aws/aws-cdk, `cx-api/lib/cloud-assembly` (read 2026-11-26), and what
`cdk synth` writes.
"""


@dataclass(frozen=True, slots=True)
class Discovery:
    """What there is to scan."""

    terraform: tuple[str, ...]
    """Directories that hold Terraform files, sorted."""
    templates: tuple[str, ...]
    """Files that look like CloudFormation templates, sorted."""
    diagnostics: tuple[Diagnostic, ...]
    """What could not be opened, and what was named but is neither."""
    gaps: tuple[Gap, ...]
    """Links that leave the project."""
    files_seen: int
    """The number of files looked at, by name at least."""
    left_out: frozenset[str] = frozenset()
    """Terraform files that are ignored though their directory is scanned."""
    plans: tuple[str, ...] = ()
    """Files that look like a Terraform plan or state in JSON, sorted."""


def terraform_files(
    tree: SourceTree, directory: str, left_out: frozenset[str] = frozenset()
) -> tuple[str, ...]:
    """Return the files of a directory that terraform reads as configuration, sorted."""
    return tuple(
        path for path in tree.files(directory) if is_terraform(path) and path not in left_out
    )


def discover(tree: SourceTree, *, exclude: tuple[str, ...], gitignore: bool) -> Discovery:
    """Return what there is to scan below the scanned paths.

    A path that is scanned by name is taken whatever .gitignore says; `exclude` has the last
    word. A Terraform file that is named stands for its directory, as terraform reads it.
    """
    excluded = patterns(list(exclude)) if exclude else None
    walk = _Walk(tree, Ignored(tree, enabled=gitignore), excluded)
    for path in tree.scanned:
        if tree.is_directory(path):
            walk.named_directory(path)
        else:
            walk.named_file(path)
    return Discovery(
        tuple(sorted(walk.terraform)),
        tuple(sorted(walk.templates.values())),
        tuple(sorted(walk.diagnostics, key=lambda item: item.span)),
        tuple(sorted(walk.gaps, key=lambda item: item.span)),
        walk.files_seen,
        frozenset(walk.left_out),
        tuple(sorted(walk.plans.values())),
    )


@dataclass(slots=True)
class _Walk:
    """One walk through the scanned paths, and what it has found."""

    tree: SourceTree
    ignored: Ignored
    excluded: GitIgnoreSpec | None
    terraform: set[str] = field(default_factory=set)
    templates: dict[str, str] = field(default_factory=dict)
    """By real path, so that a link to a template is no second one."""
    plans: dict[str, str] = field(default_factory=dict)
    """By real path, as templates."""
    diagnostics: list[Diagnostic] = field(default_factory=list)
    gaps: list[Gap] = field(default_factory=list)
    files_seen: int = 0
    left_out: set[str] = field(default_factory=set)
    visited: set[str] = field(default_factory=set)
    """The real paths of the directories entered: none is entered twice, so no link is a loop."""

    def named_directory(self, start: str) -> None:
        """Walk a scanned directory; links to directories wait until the rest has been walked."""
        # Where the directory itself is ignored, only the .gitignore files inside it count.
        is_ignored = start != "." and self.ignored.ignores(start, is_directory=True, below=".")
        below = start if is_ignored else "."
        linked: list[Listed] = []
        waiting = [start]
        while waiting or linked:
            if not waiting:
                waiting.append(linked.pop().path)
            directory = waiting.pop()
            real = self.tree.real(directory)
            if real is None or real in self.visited:
                continue
            self.visited.add(real)
            inner = self._directory(directory, below)
            linked.extend(entry for entry in inner if entry.is_link)
            waiting.extend(entry.path for entry in inner if not entry.is_link)

    def named_file(self, path: str) -> None:
        """Take a file that is scanned by name."""
        self.files_seen += 1
        if self._excludes(path, is_directory=False):
            return
        if is_terraform(path):
            self.terraform.add(posixpath.dirname(path) or ".")
            return
        if is_terragrunt(path):
            self._terragrunt(path)
            return
        data = self.tree.head(path)
        if isinstance(data, bytes) and is_plan(data):
            self.plans[self.tree.real(path) or path] = path
        elif isinstance(data, bytes) and (gap := stored_gap(path, data)) is not None:
            self.gaps.append(gap)
        elif isinstance(data, bytes) and not is_template(data):
            message = f"`{path}` is neither Terraform nor a CloudFormation template"
            span = Span(path, 1, 1, 1, 1)
            self.diagnostics.append(Diagnostic(Level.WARNING, message, span))
        else:
            self._template(path, data)

    def _directory(self, directory: str, below: str) -> list[Listed]:
        """Look at one directory; return those in it that the walk goes into."""
        listed = self.tree.listed(directory)
        if isinstance(listed, Diagnostic):
            self.diagnostics.append(listed)
            return []
        for path in self.tree.leaving(directory):
            if is_terraform(path) or may_be_template(path) or "." not in posixpath.basename(path):
                message = f"the link `{path}` leads out of the project and was not followed"
                self.gaps.append(Gap(GapKind.FILE, message, Span(path, 1, 1, 1, 1)))
        for entry in listed:
            if not entry.is_directory:
                self._file(entry, below)
        return [entry for entry in listed if entry.is_directory and self._enters(entry, below)]

    def _enters(self, entry: Listed, below: str) -> bool:
        """Tell whether the walk goes into a directory."""
        name = posixpath.basename(entry.path)
        if name.startswith(".") or name in _SKIPPED or self._is_asset(entry.path):
            return False
        if not self._leaves_out(entry, below):
            return True
        if name == _ASSEMBLY and not self._excludes(entry.path, is_directory=True):
            self._unread_assembly(entry.path)
        return False

    def _is_asset(self, directory: str) -> bool:
        """Tell whether a directory is a copy that the CDK made of code, to upload it."""
        inside, name = posixpath.split(directory)
        return name.startswith(_ASSET) and self.tree.exists(posixpath.join(inside, _MANIFEST))

    def _unread_assembly(self, directory: str) -> None:
        """Say that .gitignore leaves out what may be all that there is to see of an app."""
        manifest = posixpath.join(directory, _MANIFEST)
        if self.tree.exists(manifest):
            message = f"the templates in `{directory}` were not read: a .gitignore file names it"
            help_text = f"scan `{directory}` by name, or give --no-gitignore"
            self.gaps.append(Gap(GapKind.FILE, message, Span(manifest, 1, 1, 1, 1), help_text))

    def _file(self, entry: Listed, below: str) -> None:
        """Take a file that the walk came across, if it is one to scan."""
        self.files_seen += 1
        if is_terraform(entry.path):
            if self._leaves_out(entry, below):
                self.left_out.add(entry.path)
            else:
                self.terraform.add(posixpath.dirname(entry.path) or ".")
            return
        if is_terragrunt(entry.path) and not self._leaves_out(entry, below):
            self._terragrunt(entry.path)
            return
        hidden = posixpath.basename(entry.path).startswith(".")
        if hidden or not may_be_template(entry.path) or self._leaves_out(entry, below):
            return
        if entry.is_link and (entry.real in self.templates or entry.real in self.plans):
            return
        data = self.tree.head(entry.path)
        if isinstance(data, bytes) and is_plan(data):
            self.plans[entry.real] = entry.path
        elif not isinstance(data, bytes) or is_template(data):
            self._template(entry.path, data)
        elif is_serverless(entry.path, data):
            message = (
                f"`{entry.path}` is of the Serverless Framework, which this scan does not read"
            )
            help_text = "run `serverless package`, and scan `.serverless` by name"
            self.gaps.append(Gap(GapKind.FILE, message, Span(entry.path, 1, 1, 1, 1), help_text))

    def _terragrunt(self, path: str) -> None:
        """Say that the values and the code that Terragrunt would give are not seen."""
        message = f"`{path}` is of Terragrunt, which this scan does not read"
        help_text = "make a plan, and scan what `terragrunt show -json` prints of it"
        self.gaps.append(Gap(GapKind.FILE, message, Span(path, 1, 1, 1, 1), help_text))

    def _template(self, path: str, data: bytes | Diagnostic | Gap) -> None:
        """Note a template, or why a file that may be one cannot be looked at."""
        if isinstance(data, Diagnostic):
            self.diagnostics.append(data)
        elif isinstance(data, Gap):
            self.gaps.append(data)
        else:
            self.templates[self.tree.real(path) or path] = path

    def _leaves_out(self, entry: Listed, below: str) -> bool:
        """Tell whether the user or a .gitignore file wants an entry left out."""
        if self._excludes(entry.path, is_directory=entry.is_directory):
            return True
        return self.ignored.ignores(entry.path, is_directory=entry.is_directory, below=below)

    def _excludes(self, path: str, *, is_directory: bool) -> bool:
        """Tell whether the user wants a path left out."""
        if self.excluded is None:
            return False
        return bool(self.excluded.check_file(path + "/" if is_directory else path).include)
