"""The configuration file: found, read, checked, and made into one frozen value.

What the command line says beats it: see `arguments`. It may come from the scanned tree, which a
stranger may have written: it can load no code, and names no file outside of its project.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from iac_scan.errors import UsageError
from iac_scan.findings.directives import Directive, Scope
from iac_scan.findings.rule import CheckId, Severity
from iac_scan.sources.span import Span
from iac_scan.suggest import did_you_mean

if TYPE_CHECKING:
    from jsonschema.exceptions import ValidationError

NAME = ".iac-scan.toml"
"""The file that is looked for first in each directory."""

_PYPROJECT = "pyproject.toml"
_MOST_BYTES = 1_000_000
_MOST_SHOWN = 80
_ID = "the id of a check"
_NO_CODE = "local checks are code, which a pull request could bring; pass `--checks DIR` instead"


@dataclass(frozen=True, slots=True)
class Config:
    """What a configuration file asks for; None, or nothing in a tuple, where it is silent."""

    name: str = ""
    """The file as it is shown, relative to the project root; empty when there is none."""
    select: tuple[CheckId, ...] = ()
    """Run only these checks."""
    ignore: tuple[CheckId, ...] = ()
    """Do not run these."""
    severity: Severity | None = None
    """Report findings at or above."""
    fail_on: str | None = None
    """A severity, or `none`."""
    strict: bool | None = None
    """Whether an incomplete scan fails."""
    exclude: tuple[str, ...] = ()
    """Globs of paths that are left out."""
    gitignore: bool | None = None
    """Whether .gitignore is heeded."""
    inline_suppressions: bool | None = None
    """Whether suppressions in the scanned code are heeded."""
    baseline: Path | None = None
    """The file of recorded findings."""
    variable_files: tuple[Path, ...] = ()
    """Files of Terraform variables."""
    parameter_files: tuple[Path, ...] = ()
    """Files of CloudFormation parameters."""
    suppress: tuple[Directive, ...] = ()
    """Accepted findings."""


def schema() -> dict[str, Any]:
    """Return the JSON Schema that a configuration is held against."""
    text = Path(__file__).with_name("config.schema.json").read_text(encoding="utf-8")
    content: dict[str, Any] = json.loads(text)
    return content


def example() -> str:
    """Return a configuration in which every key stands in a comment."""
    return Path(__file__).with_name("config.example.toml").read_text(encoding="utf-8")


def load(paths: Sequence[Path], named: Path | None) -> Config:
    """Return the configuration `named`, else the nearest at or above the first path.

    The search ends at the directory that holds `.git`; where there is none, at the path itself.

    Errors: UsageError for a file that cannot be read or holds what it should not.
    """
    first = (paths[0] if paths else Path()).absolute()
    root = _root(first.resolve())
    if named is not None:
        content = _table(named, named.name, required=True)
        return _config(content or {}, named.resolve(), root)
    for folder in _upwards(first.resolve(), root):
        for name in (NAME, _PYPROJECT):
            file = folder / name
            if not file.is_file() or not file.resolve().is_relative_to(root):
                continue
            content = _table(file, name, required=name == NAME)
            if content is not None:
                return _config(content, file.resolve(), root)
    return Config()


def _root(path: Path) -> Path:
    """Return the nearest directory with `.git` at or above a path, else that of the path."""
    for folder in (path, *path.parents):
        if (folder / ".git").exists():
            return folder
    return path if path.is_dir() else path.parent


def _upwards(path: Path, root: Path) -> Iterable[Path]:
    """Return the directories from a path up to the root."""
    start = path if path.is_dir() else path.parent
    return (folder for folder in (start, *start.parents) if folder.is_relative_to(root))


def _table(file: Path, name: str, *, required: bool) -> dict[str, Any] | None:
    """Return the configuration in a TOML file; None for a pyproject.toml that has none."""
    try:
        with file.open("rb") as stream:
            data = stream.read(_MOST_BYTES + 1)
    except OSError as error:
        raise UsageError(
            f"cannot read `{file}`: {(error.strerror or 'unknown').lower()}"
        ) from error
    if len(data) > _MOST_BYTES:
        raise UsageError(f"`{name}` is too large for a configuration")
    if not required and b"iac-scan" not in data:
        return None
    import tomllib  # noqa: PLC0415 - most scans have no configuration

    try:
        content = tomllib.loads(data.decode("utf-8"))
    except (ValueError, RecursionError) as error:
        raise UsageError(f"`{name}` is not TOML: {str(error)[:200]}") from error
    if name != _PYPROJECT:
        return content
    table = content.get("tool", {})
    table = table.get("iac-scan") if isinstance(table, dict) else None
    if table is None and required:
        raise UsageError(f"`{name}` has no table `[tool.iac-scan]`")
    return table


def _config(content: dict[str, Any], file: Path, root: Path) -> Config:
    """Return the checked configuration."""
    inside = file.is_relative_to(root)
    name = file.relative_to(root).as_posix() if inside else f"{file.parent.name}/{file.name}"
    content = _plain(content)
    _check(content, name)
    here = file.parent
    # A file from outside of the scanned tree is its caller's own, and may name what it wants.
    within = root if inside else None
    recorded = [content["baseline"]] if "baseline" in content else []
    baseline = next(_files(recorded, here, within, name), None)
    severity = content.get("severity")
    return Config(
        name=name,
        select=tuple(map(CheckId, content.get("select", ()))),
        ignore=tuple(map(CheckId, content.get("ignore", ()))),
        severity=None if severity is None else Severity(severity),
        fail_on=content.get("fail-on"),
        strict=content.get("strict"),
        exclude=tuple(content.get("exclude", ())),
        gitignore=content.get("gitignore"),
        inline_suppressions=content.get("inline-suppressions"),
        baseline=baseline,
        variable_files=tuple(_files(content.get("var-files", ()), here, within, name)),
        parameter_files=tuple(_files(content.get("parameters", ()), here, within, name)),
        suppress=_suppressions(content.get("suppress", ()), file, name),
    )


def _plain(value: Any) -> Any:
    """Return what TOML has as what JSON has: dates become text."""
    match value:
        case dict():
            return {key: _plain(item) for key, item in value.items()}
        case list():
            return [_plain(item) for item in value]
        case str() | int() | float():
            return value
        case _:
            return value.isoformat()


def _files(words: Iterable[str], here: Path, within: Path | None, name: str) -> Iterator[Path]:
    """Yield the files that paths in the configuration name.

    Errors: UsageError for one that is not there, or lies outside of the project.
    """
    for word in words:
        file = (here / word).resolve()
        if within is not None and not file.is_relative_to(within):
            raise UsageError(f"`{word}` in `{name}` lies outside of the project")
        if not file.is_file():
            raise UsageError(f"there is no file `{word}`, which `{name}` names")
        yield file


def _suppressions(tables: Sequence[dict[str, str]], file: Path, name: str) -> tuple[Directive, ...]:
    """Return the suppressions, each at the line of its table's header."""
    text = file.read_text(encoding="utf-8")
    header = re.compile(r"^[ \t]*\[\[[ \t]*(?:tool\.iac-scan\.)?suppress[ \t]*\]\]", re.MULTILINE)
    lines = [text.count("\n", 0, found.start()) + 1 for found in header.finditer(text)]
    if len(lines) != len(tables):  # written as an array of inline tables
        lines = [1] * len(tables)
    return tuple(
        Directive(
            ids=(table["check"],),
            reason=table["reason"].strip(),
            until=table.get("until"),
            span=Span(name, line, 1, line, 1),
            first_line=line,
            last_line=line,
            scope=Scope(table.get("path"), table.get("address")),
        )
        for table, line in zip(tables, lines, strict=True)
    )


def _check(content: dict[str, Any], name: str) -> None:
    """Raise a UsageError that says what is wrong first; nothing when all is well."""
    for key in ("checks", "check-dirs"):
        if key in content:
            raise UsageError(f"`{key}` cannot stand in `{name}`", help=_NO_CODE)
    from jsonschema import Draft202012Validator  # noqa: PLC0415 - 165 ms, for a file that is there

    errors = Draft202012Validator(schema()).iter_errors(content)
    found = min(errors, key=lambda error: [str(step) for step in error.absolute_path], default=None)
    if found is not None:
        raise _complaint(found, name)


def _complaint(error: ValidationError, name: str) -> UsageError:
    """Return what is wrong and what was perhaps meant, in the words of the schema."""
    where = "".join(
        f"[{step + 1}]" if isinstance(step, int) else f".{step}" for step in error.absolute_path
    ).lstrip(".")
    part = f"`{where}` in `{name}`" if where else f"`{name}`"
    rule: dict[str, Any] = dict(error.schema) if isinstance(error.schema, dict) else {}
    instance: Any = error.instance
    if error.validator == "additionalProperties":
        known = rule["properties"]
        key = next(key for key in instance if key not in known)
        hint = did_you_mean(key, known, f"one of {', '.join(known)}")
        return UsageError(f"unknown key `{key}` in {part}", help=hint)
    if error.validator == "required":
        key = next(key for key in rule["required"] if key not in instance)
        hint = rule["properties"][key].get("description", _ID)
        return UsageError(f"{part} lacks `{key}`", help=f"expected {hint}")
    got = json.dumps(instance)[:_MOST_SHOWN]
    if error.validator == "enum":
        words = rule["enum"]
        hint = did_you_mean(str(instance), words, f"one of {', '.join(words)}")
        return UsageError(f"{part} is {got}", help=hint)
    return UsageError(f"{part} is {got}", help=f"expected {rule.get('description', _ID)}")
