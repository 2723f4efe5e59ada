"""The real terraform as an oracle, and calls that both it and this package carry out."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any, TypeAlias

import pytest

from iac_scan.evaluation.functions.call import CallSite
from iac_scan.evaluation.functions.letters import normal_text
from iac_scan.evaluation.functions.number import tidy
from iac_scan.evaluation.functions.table import call
from iac_scan.evaluation.functions.types import Primitive
from iac_scan.sources.bounds import Bounds
from iac_scan.sources.diagnostics import Diagnostic
from iac_scan.sources.span import Origin, Span
from iac_scan.sources.tree import SourceTree
from iac_scan.values import Known, Unknown, Value
from iac_scan.values import Mapping as MappingValue
from iac_scan.values import Sequence as SequenceValue

HERE = Origin(Span("main.tf", 1, 1, 1, 2))

FILES = {
    "a.txt": "hello é\nsecond line\n",
    "empty.txt": "",
    "sub/b.json": '{"a": [1, 2]}',
    "sub/c.txt": "c",
}
"""Files that both sides can read."""


@dataclass(frozen=True)
class Apply:
    """A call of a function, in HCL and here."""

    name: str
    arguments: tuple[Any, ...]


Expression: TypeAlias = Any
"""A Python literal (`None`, `bool`, `int`, `Decimal`, `str`, `list`, `dict`) or an `Apply`."""


def read_cases(path: Path) -> list[Apply]:
    """Return the calls in a file of arguments by function."""
    cases = json.loads(path.read_text(encoding="utf-8"), parse_float=Decimal)
    return [
        Apply(name, tuple(map(_case, arguments)))
        for name, rows in cases.items()
        for arguments in rows
    ]


def _case(plain: Any) -> Expression:
    match plain:
        case {"$call": str() as name, "arguments": list() as arguments}:
            return Apply(name, tuple(map(_case, arguments)))
        case dict():
            return {name: _case(entry) for name, entry in plain.items()}
        case list():
            return list(map(_case, plain))
        case _:
            return plain


def hcl(expression: Expression) -> str:
    """Return the expression in HCL."""
    match expression:
        case Apply(name, arguments):
            return f"{name}({', '.join(map(hcl, arguments))})"
        case None:
            return "null"
        case bool():
            return "true" if expression else "false"
        case int() | Decimal():
            return f"({expression:f})" if isinstance(expression, Decimal) else f"({expression})"
        case str():
            return quoted(expression)
        case list():
            return "[" + ", ".join(map(hcl, expression)) + "]"
        case dict():
            return "{" + ", ".join(f"{quoted(k)} = {hcl(v)}" for k, v in expression.items()) + "}"
        case _:
            raise TypeError(expression)


def quoted(text: str) -> str:
    """Return the text as a quoted HCL string."""
    escapes = {"\n": "\\n", "\r": "\\r", "\t": "\\t", '"': '\\"', "\\": "\\\\"}
    done = []
    for letter in text:
        code = ord(letter)
        if letter in escapes:
            done.append(escapes[letter])
        elif code < 0x20 or 0x7F <= code <= 0xA0 or 0x2000 <= code <= 0x206F:
            done.append(f"\\u{code:04x}")
        else:
            done.append(letter)
    return '"' + "".join(done).replace("${", "$${").replace("%{", "%%{") + '"'


def value_of(expression: Expression, site: CallSite) -> Value:
    """Return what this package makes of the expression."""
    match expression:
        case Apply(name, arguments):
            values = tuple(value_of(argument, site) for argument in arguments)
            if any(isinstance(value, Unknown) for value in values):
                return next(value for value in values if isinstance(value, Unknown))
            return call(name, values, site)
        case list():
            items = tuple(value_of(item, site) for item in expression)
            return SequenceValue(items, HERE)
        case dict():
            return MappingValue({k: value_of(v, site) for k, v in expression.items()}, HERE)
        case _:
            if isinstance(expression, str):
                return Known(normal_text(expression), HERE)
            if expression is None:
                return Known(None, HERE, type=Primitive.ANY)
            return Known(tidy(expression) if isinstance(expression, Decimal) else expression, HERE)


def holds_unknown(value: Value) -> Unknown | None:
    """Return the first unknown in the value."""
    match value:
        case Unknown():
            return value
        case SequenceValue(items=items):
            return next((u for u in map(holds_unknown, items) if u is not None), None)
        case MappingValue(entries=entries):
            return next((u for u in map(holds_unknown, entries.values()) if u is not None), None)
        case _:
            return None


def difference(value: Value, expected: Any, type: Any) -> str | None:
    """Return how the value differs from terraform's in JSON, type included, or None."""
    if isinstance(value, Unknown):
        return f"unknown here ({value.detail}), there {expected!r}"
    if expected is None or (isinstance(value, Known) and value.value is None):
        same = expected is None and isinstance(value, Known) and value.value is None
        return None if same else f"{value!r} is not {expected!r}"
    kind = type if isinstance(type, str) else type[0]
    match value:
        case Known(value=bool() as flag):
            same = kind == "bool" and flag is expected
        case Known(value=str() as text):
            same = kind == "string" and text == expected
        case Known(value=number):
            same = kind == "number" and not isinstance(expected, bool) and number == expected
        case SequenceValue(items=items, kind=own):
            if own.value != kind or len(items) != len(expected):
                return f"{own.value} of {len(items)} is not {kind} {expected!r}"
            types = type[1] if kind == "tuple" else [type[1]] * len(items)
            parts = map(difference, items, expected, types)
            return next((one for one in parts if one is not None), None)
        case MappingValue(entries=entries, kind=own):
            if own.value != kind or set(entries) != set(expected):
                return f"{own.value} of {sorted(entries)} is not {kind} {expected!r}"
            for name, entry in entries.items():
                part = type[1][name] if kind == "object" else type[1]
                if (found := difference(entry, expected[name], part)) is not None:
                    return f"{name}: {found}"
            return None
        case _:
            return f"{value!r} is not {expected!r}"
    return None if same else f"{getattr(value, 'value', value)!r} is not {kind} {expected!r}"


@dataclass(frozen=True)
class Oracle:
    """A terraform program, and a folder of files that both sides may read."""

    program: str
    folder: Path
    site: CallSite

    def ask(self, expressions: Sequence[str]) -> list[tuple[bool | None, Any, Any]]:
        """Return for each HCL expression: does it succeed, its value, its type.

        It is not known whether an expression succeeds that terraform leaves to the apply.
        """
        lines = (
            f'output "o{index}" {{ value = try(["ok", {one}], "failed") }}\n'
            for index, one in enumerate(expressions)
        )
        (self.folder / "main.tf").write_text("".join(lines), encoding="utf-8")
        self._run("plan", "-out=plan", "-no-color", "-input=false", "-refresh=false")
        shown = self._run("show", "-json", "plan")
        planned = json.loads(shown, parse_float=Decimal)["planned_values"]["outputs"]
        answers: list[tuple[bool | None, Any, Any]] = []
        for index in range(len(expressions)):
            output = planned[f"o{index}"]
            value, type = output.get("value"), output.get("type")
            if type is None:
                answers.append((None, None, None))
            elif value == "failed":
                answers.append((False, None, None))
            else:
                answers.append((True, value[1], type[1][1]))
        return answers

    def _run(self, *arguments: str) -> str:
        environment = {**os.environ, "CHECKPOINT_DISABLE": "1", "TF_IN_AUTOMATION": "1"}
        environment.pop("TF_CLI_CONFIG_FILE", None)
        done = subprocess.run(
            [self.program, *arguments],
            cwd=self.folder,
            env=environment,
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )
        assert done.returncode == 0, done.stderr[-3000:]
        return done.stdout

    def accepts(self, expressions: Sequence[Expression]) -> list[bool]:
        """Return for each expression whether it is not refused."""
        answers = self.ask(list(map(hcl, expressions)))
        return [succeeds is not False for succeeds, _, _ in answers]

    def disagreements(self, expressions: Sequence[Expression]) -> list[str]:
        """Return a line for each expression of which the two sides make something else."""
        found: list[str] = []
        answers = self.ask(list(map(hcl, expressions)))
        for expression, (succeeds, expected, type) in zip(expressions, answers, strict=True):
            value = value_of(expression, self.site)
            unknown = holds_unknown(value)
            if succeeds is None:
                continue
            if not succeeds:
                if unknown is None:
                    found.append(f"{hcl(expression)}: there an error, here {value!r}")
                continue
            if (wrong := difference(value, expected, type)) is not None:
                found.append(f"{hcl(expression)}: {wrong}")
        return found


@pytest.fixture(scope="session")
def function_cases() -> list[Apply]:
    """Return the written cases of every function."""
    return read_cases(Path(__file__).with_name("function_cases.json"))


@pytest.fixture(scope="session")
def apply_type() -> type[Apply]:
    """Return the class of calls; test modules cannot import it from here."""
    return Apply


@pytest.fixture
def make_site(tmp_path: Path) -> Callable[[], CallSite]:
    """Return a maker of call sites whose project is an empty folder."""

    def make() -> CallSite:
        return site_in(tmp_path, [])

    return make


def site_in(folder: Path, reported: list[Diagnostic]) -> CallSite:
    """Return a call site in a project at `folder` that collects what is reported."""

    def render(text: str, origin: Origin, variables: Mapping[str, Value]) -> Value:
        del variables
        return Known(text, origin)

    bounds = Bounds()
    return CallSite(
        HERE, SourceTree.open((folder,), bounds), ".", ".", bounds, reported.append, render
    )


@pytest.fixture
def oracle(tmp_path: Path) -> Oracle:
    """Return the real terraform, or skip."""
    program = shutil.which("terraform")
    if program is None:
        pytest.skip("terraform is not installed")
    for name, text in FILES.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    return Oracle(program, tmp_path, site_in(tmp_path, []))
