"""What the design promises about the code itself, held against the code.

The import contracts are import-linter's business; this is what it cannot see.
"""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

HERE = Path(__file__).resolve().parent
ENGINE = HERE.parent / "scanner" / "iac_scan"
CHECKS = HERE.parent / "checks" / "iac_scan_checks"
MODULES = sorted([*ENGINE.rglob("*.py"), *CHECKS.rglob("*.py")])

FORBIDDEN_NAMES = {"utils", "helpers", "common", "base", "manager"}
MAY_TOUCH_THE_DISK = (
    "sources/",
    "catalog.py",
    "commands.py",
    "config.py",
    "output.py",
    "testing.py",
)
# Data files that the package ships with are read through these.
MAY_READ_PACKAGE_DATA = ("iam/",)
OPENING_METHODS = {
    "open",
    "read_text",
    "read_bytes",
    "write_text",
    "write_bytes",
    "iterdir",
    "glob",
}


def _name(module: Path) -> str:
    root = ENGINE if module.is_relative_to(ENGINE) else CHECKS
    return module.relative_to(root).as_posix()


def _is_exception(node: ast.expr | None) -> bool:
    return node is None or (
        isinstance(node, ast.Name) and node.id in {"Exception", "BaseException"}
    )


@pytest.mark.parametrize("module", MODULES, ids=_name)
def test_no_module_has_a_name_that_says_nothing(module: Path) -> None:
    assert module.stem not in FORBIDDEN_NAMES


@pytest.mark.parametrize("module", MODULES, ids=_name)
def test_every_module_says_what_lives_in_it(module: Path) -> None:
    assert ast.get_docstring(ast.parse(module.read_text(encoding="utf-8")))


def test_only_the_command_line_catches_everything() -> None:
    catching = {
        _name(module)
        for module in MODULES
        for node in ast.walk(ast.parse(module.read_text(encoding="utf-8")))
        if isinstance(node, ast.ExceptHandler) and _is_exception(node.type)
    }
    assert catching <= {"cli.py"}


@pytest.mark.parametrize("module", MODULES, ids=_name)
def test_only_the_named_places_touch_the_disk(module: Path) -> None:
    name = _name(module)
    if name.startswith((*MAY_TOUCH_THE_DISK, *MAY_READ_PACKAGE_DATA)):
        return
    calls = [
        call.func
        for call in ast.walk(ast.parse(module.read_text(encoding="utf-8")))
        if isinstance(call, ast.Call)
    ]
    methods = {call.attr for call in calls if isinstance(call, ast.Attribute)}
    functions = {call.id for call in calls if isinstance(call, ast.Name)}
    if name == "pipeline.py":
        methods.discard("open")  # `SourceTree.open`, which reads through `sources`
    opening = (methods & OPENING_METHODS) | (functions & {"open"})
    # `tree.glob` is the confined one of `sources.tree`.
    if name.startswith("evaluation/functions/"):
        opening.discard("glob")
    assert not opening


def test_pipeline_is_one_screen() -> None:
    assert len((ENGINE / "pipeline.py").read_text(encoding="utf-8").splitlines()) <= 80
