"""Where a `TemplateURL` or an include's `Location` leads: to a file in the tree, or away.

Source: AWS CloudFormation User Guide, "Upload local artifacts to an S3 bucket with the AWS CLI"
(read 2026-11-23): a local path is relative to the folder of the template that names it.
"""

from __future__ import annotations

import posixpath
import re

from iac_scan.sources.tree import SourceTree

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
