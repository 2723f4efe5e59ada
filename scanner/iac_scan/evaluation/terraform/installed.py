"""Modules that `terraform init` has put on disk: where they are, and whether they are still meant.

What a call makes of a module is in `modules`.
Source: the file `.terraform/modules/modules.json` that terraform 1.11.4 writes.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping as Map
from dataclasses import dataclass
from posixpath import join, normpath

from iac_scan.sources.document import Document
from iac_scan.sources.tree import SourceTree
from iac_scan.values import Truth

_REGISTRY_PARTS = 3
_CONSTRAINT = re.compile(r"\s*(=|!=|>=|<=|>|<|~>)?\s*v?(\d+(?:\.\d+)*)([-+][0-9A-Za-z.+-]+)?\s*")


@dataclass(frozen=True, slots=True)
class Installed:
    """One module that was installed."""

    directory: str
    """Where it is."""
    source: str
    """What it was installed from, as terraform spells it; empty where the file does not say."""
    version: str
    """Which version of a registry's module; empty for all others."""


def read_installed(tree: SourceTree, root: str) -> Map[str, Installed]:
    """Return the installed modules of a root by the names of the calls: `call.inner`."""
    path = normpath(join(root, ".terraform/modules/modules.json"))
    if not tree.exists(path):
        return {}
    document = tree.read(path)
    if not isinstance(document, Document):
        return {}
    try:
        listed = json.loads(document.text)
    except (RecursionError, ValueError):
        return {}
    found: dict[str, Installed] = {}
    modules = listed.get("Modules") if isinstance(listed, dict) else None
    for entry in modules if isinstance(modules, list) else ():
        if not isinstance(entry, dict):
            continue
        key, directory = entry.get("Key"), entry.get("Dir")
        if isinstance(key, str) and isinstance(directory, str):
            found[key] = Installed(
                normpath(join(root, directory)), _text(entry, "Source"), _text(entry, "Version")
            )
    return found


def _text(entry: Map[str, object], name: str) -> str:
    value = entry.get(name)
    return value if isinstance(value, str) else ""


def stale(module: Installed, source: str, constraint: str | None) -> str | None:
    """Return what is wrong with an installed module, or None when it may be what is called.

    Terraform refuses to go on with a module of another source or version.
    """
    if module.source and _differ(source, module.source):
        return f"is installed from `{module.source}`"
    if not module.version or constraint is None:
        return None
    if satisfies(module.version, constraint) is Truth.NO:
        return f"is installed in version `{module.version}`, expected `{constraint}`"
    return None


def _differ(called: str, installed: str) -> bool:
    """Tell whether two sources surely are different ones."""
    one, other = _registry(called), _registry(installed)
    if one is not None and other is not None:
        return one != other
    here, there = _github(called), _github(installed)
    return here is not None and there is not None and here != there


def _registry(source: str) -> str | None:
    """Return namespace, name and provider of a registry's module, and the directory in it."""
    package, _, inner = source.partition("//")
    parts = package.split("/")
    if len(parts) == _REGISTRY_PARTS + 1 and "." in parts[0]:
        parts = parts[1:] if not parts[0].startswith("github.com") else []
    if len(parts) != _REGISTRY_PARTS or any(not re.fullmatch(r"[\w-]+", part) for part in parts):
        return None
    return f"{'/'.join(parts)}//{inner}"


def _github(source: str) -> str | None:
    """Return owner, name, directory and ref of a repository on GitHub, however it is spelt."""
    found = re.fullmatch(
        r"(?:git::)?(?:(?:https|ssh)://)?(?:git@)?github\.com[/:]([^/?]+)/([^/?]+?)(?:\.git)?"
        r"(?://([^?]*))?(?:\?(?:.*&)?ref=([^&]*).*)?",
        source,
    )
    if found is None:
        return None
    owner, name, inner, ref = found.groups()
    return f"{owner}/{name}//{inner or ''}?{ref or ''}"


def satisfies(version: str, constraint: str) -> Truth:
    """Tell whether a version is one that a constraint allows.

    Unknown: what does not read as a constraint, and versions before a release.
    Source: https://developer.hashicorp.com/terraform/language/expressions/version-constraints.
    """
    have = _CONSTRAINT.fullmatch(version)
    if have is None or have[1] is not None or have[3] is not None:
        return Truth.UNKNOWN
    parts = _numbers(have[2])
    answer = Truth.YES
    for piece in constraint.split(","):
        asked = _CONSTRAINT.fullmatch(piece)
        if asked is None or asked[3] is not None:
            return Truth.UNKNOWN
        if not _meets(parts, asked[1] or "=", asked[2]):
            answer = Truth.NO
    return answer


def _meets(have: tuple[int, ...], operator: str, text: str) -> bool:
    asked = _numbers(text)
    match operator:
        case "=":
            return have == asked
        case "!=":
            return have != asked
        case ">":
            return have > asked
        case ">=":
            return have >= asked
        case "<":
            return have < asked
        case "<=":
            return have <= asked
        case _:
            # `~> 1.2` lets the last number that is written grow, and `~> 1` any.
            fixed = text.count(".")
            return have >= asked and have[:fixed] == asked[:fixed]


def _numbers(text: str) -> tuple[int, ...]:
    parts = tuple(int(part) for part in text.split("."))
    return parts + (0,) * (3 - len(parts))
