"""Print the changelog's part for a tag; end with 2 where tag, version and changelog do not agree.

python -I scripts/release_notes.py v1.2.3 > notes.md
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def notes(tag: str, version: str, changelog: str) -> str:
    """Return what the changelog says under the heading `## VERSION`, perhaps with a date behind it.

    Errors: `ValueError` for a tag that is not `v` and the version, and for a version of which the
    changelog says nothing.
    """
    if tag != f"v{version}":
        raise ValueError(f"the tag `{tag}` is not `v{version}`, the version of the code")
    parts = re.split(r"^## ", changelog, flags=re.MULTILINE)[1:]
    for part in parts:
        heading, _, text = part.partition("\n")
        if heading.split()[:1] == [version] and text.strip():
            return text.strip() + "\n"
    raise ValueError(f"CHANGELOG.md says nothing under `## {version}`")


def main() -> int:
    """Print the notes of the tag on the command line."""
    source = (ROOT / "scanner" / "iac_scan" / "version.py").read_text("utf-8")
    (version,) = re.findall(r'^__version__ = "(.+)"$', source, flags=re.MULTILINE)
    try:
        print(notes(sys.argv[1], version, (ROOT / "CHANGELOG.md").read_text("utf-8")), end="")
    except ValueError as error:
        print(error, file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main())
