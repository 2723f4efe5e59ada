"""Where a `TemplateURL` or an include's `Location` leads: to a file in the tree, or away.

What stands in the file is not known here. Source: AWS CloudFormation User Guide, "Upload local
artifacts to an S3 bucket with the AWS CLI" (read 2026-11-23): a local path is relative to the
folder of the template that names it.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Mapping as Map
from collections.abc import Sequence

from iac_scan.sources.tree import SourceTree
from iac_scan.values import Known, Text, Value, options_of, text_of

_ELSEWHERE = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*://|s3:", re.IGNORECASE)


def local_path(tree: SourceTree, template: str, location: str) -> str | None:
    """Return the path of the file that `location` names, or None when there is none in the tree."""
    text = location.removeprefix("file://")
    if not text or _ELSEWHERE.match(text) or text.startswith("/"):
        return None
    path = posixpath.normpath(posixpath.join(posixpath.dirname(template), text))
    if path.startswith("..") or not tree.exists(path) or tree.is_directory(path):
        return None
    return path


def uploaded_path(by_name: Map[str, list[str]], template: str, url: Value) -> str | None:
    """Return the one template of the tree whose upload `url` names, or None.

    Shape: `by_name` has the paths of the templates by the name of their file.

    An upload keeps the name of its file and, as a rule, the folders above it. Of several files of
    that name the one counts that shares most of these folders, then the nearest to `template`.
    Unknown: the bucket and a prefix may be unknown; where all options do not lead to one file,
    none is named.
    """
    found = {_named_by(by_name, template, _end_of_url(one)) for one in options_of(url)}
    return found.pop() if len(found) == 1 else None


def file_name(url: Value) -> str:
    """Return the name of the file that a URL or a path names, or an empty text."""
    return posixpath.basename(text_of(url) or _end_of_url(url)).partition("?")[0]


def _end_of_url(url: Value) -> str:
    """Return the known end of a URL, or an empty text for anything else."""
    match url:
        case Known(value=str() as text):
            first, last = text, text
        case Text(parts=(str() as first, *_, str() as last)):
            pass
        case Text(parts=(*_, str() as last)):
            first = ""
        case _:
            return ""
    return last.partition("?")[0] if not first or _ELSEWHERE.match(first) else ""


def _named_by(by_name: Map[str, list[str]], template: str, end: str) -> str | None:
    """Return the one template that the end of a URL names, or None for none or several."""
    names = end.split("/")
    ranks: dict[str, tuple[int, int]] = {}
    for path in by_name.get(names[-1], ()):
        parts = path.split("/")
        if path != template:
            ranks[path] = shared(parts[::-1], names[::-1]), shared(parts, template.split("/"))
    best = max(ranks.values(), default=None)
    winners = [path for path, rank in ranks.items() if rank == best]
    return winners[0] if len(winners) == 1 else None


def shared(one: Sequence[str], other: Sequence[str]) -> int:
    """Return how many items two lists have in common from their beginning."""
    count = 0
    for left, right in zip(one, other, strict=False):
        if left != right:
            break
        count += 1
    return count
