"""What terraform makes of a text, recorded in a file, is what this parser makes of it.

Where terraform is installed the record itself is checked, so that it cannot drift.
"""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from decimal import Decimal
from pathlib import Path
from typing import Any, assert_never

import pytest

from iac_scan.parsers.hcl import parse
from iac_scan.parsers.hcl.syntax import (
    Binary,
    BinaryOperator,
    Conditional,
    Expression,
    ForObject,
    ForTuple,
    FunctionCall,
    GetAttribute,
    Index,
    Literal,
    ObjectConstructor,
    Parentheses,
    Splat,
    SplatItem,
    Template,
    TemplateFor,
    TemplateIf,
    TemplateInterpolation,
    TemplatePart,
    TemplateText,
    TupleConstructor,
    Unary,
    UnaryOperator,
    Unreadable,
    Variable,
)
from iac_scan.sources import Bounds, Document

ANSWERS = json.loads(
    (Path(__file__).parent / "fixtures" / "terraform_answers.json").read_text(), parse_float=Decimal
)
TERRAFORM = shutil.which("terraform")

OPERATIONS: dict[BinaryOperator, Any] = {
    BinaryOperator.OR: lambda a, b: a or b,
    BinaryOperator.AND: lambda a, b: a and b,
    BinaryOperator.EQUAL: lambda a, b: a == b,
    BinaryOperator.NOT_EQUAL: lambda a, b: a != b,
    BinaryOperator.LESS: lambda a, b: a < b,
    BinaryOperator.LESS_OR_EQUAL: lambda a, b: a <= b,
    BinaryOperator.GREATER: lambda a, b: a > b,
    BinaryOperator.GREATER_OR_EQUAL: lambda a, b: a >= b,
    BinaryOperator.ADD: lambda a, b: a + b,
    BinaryOperator.SUBTRACT: lambda a, b: a - b,
    BinaryOperator.MULTIPLY: lambda a, b: a * b,
    BinaryOperator.DIVIDE: lambda a, b: a / b,
    BinaryOperator.MODULO: lambda a, b: a % b,
}

Names = dict[str, Any]


def pairs(collection: Any) -> list[tuple[Any, Any]]:
    return list(collection.items() if isinstance(collection, dict) else enumerate(collection))


def scopes(key: str | None, value: str, collection: Any, names: Names) -> list[Names]:
    return [{**names, value: item, **({key: k} if key else {})} for k, item in pairs(collection)]


def evaluate(node: Expression, names: Names) -> Any:
    """Evaluate an expression made of literals, as the specification of HCL says."""
    match node:
        case Literal(value=value):
            return value
        case Template(parts=[TemplateInterpolation(expression=only)], heredoc=False):
            return evaluate(only, names)
        case Template(parts=parts):
            return render(parts, names)
        case TupleConstructor(items=items):
            return [evaluate(item, names) for item in items]
        case ObjectConstructor(items=entries):
            return {
                text(evaluate(entry.key, names)): evaluate(entry.value, names) for entry in entries
            }
        case ForTuple():
            inner = scopes(node.key, node.value, evaluate(node.collection, names), names)
            return [evaluate(node.result, n) for n in inner if holds(node.condition, n)]
        case ForObject():
            found: dict[str, Any] = {}
            for n in scopes(node.key, node.value, evaluate(node.collection, names), names):
                if holds(node.condition, n):
                    key, value = evaluate(node.result_key, n), evaluate(node.result, n)
                    if node.grouping:
                        found.setdefault(key, []).append(value)
                    else:
                        found[key] = value
            return found
        case Variable(name=name):
            return names[name]
        case GetAttribute(source=source, name=name):
            return evaluate(source, names)[name]
        case Index(source=source, key=key):
            return evaluate(source, names)[evaluate(key, names)]
        case Splat(source=source, each=each):
            return [evaluate(each, {**names, "*": item}) for item in evaluate(source, names)]
        case SplatItem():
            return names["*"]
        case Conditional(condition=condition, then=then, otherwise=otherwise):
            return evaluate(then if evaluate(condition, names) else otherwise, names)
        case Unary(operator=operator, operand=operand):
            value = evaluate(operand, names)
            return not value if operator is UnaryOperator.NOT else -value
        case Binary(operator=operator, left=left, right=right):
            return OPERATIONS[operator](evaluate(left, names), evaluate(right, names))
        case Parentheses(expression=expression):
            return evaluate(expression, names)
        case FunctionCall() | Unreadable():
            raise AssertionError(node)
        case _:
            assert_never(node)


def holds(condition: Expression | None, names: Names) -> bool:
    return condition is None or bool(evaluate(condition, names))


def render(parts: tuple[TemplatePart, ...], names: Names) -> str:
    out = ""
    for part in parts:
        match part:
            case TemplateText(text=literal):
                out += literal
            case TemplateInterpolation(expression=expression):
                out += text(evaluate(expression, names))
            case TemplateIf(condition=condition, then=then, otherwise=otherwise):
                out += render(then if evaluate(condition, names) else otherwise, names)
            case TemplateFor():
                inner = scopes(part.key, part.value, evaluate(part.collection, names), names)
                out += "".join(render(part.body, n) for n in inner)
            case _:
                assert_never(part)
    return out


def text(value: Any) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def read(code: str) -> Expression:
    document = Document.of(
        "t.tf", f"a = {code}{'' if code.endswith(chr(10)) else chr(10)}".encode()
    )
    file, diagnostics = parse(document, Bounds())
    assert diagnostics == ()
    [attribute] = file.body.attributes
    return attribute.expression


@pytest.mark.parametrize("case", ANSWERS["values"], ids=lambda case: repr(case["code"]))
def test_the_value_is_the_one_that_terraform_gives(case: dict[str, Any]) -> None:
    assert evaluate(read(case["code"]), {}) == case["value"]


@pytest.mark.parametrize("case", ANSWERS["syntax"], ids=lambda case: repr(case["code"]))
def test_what_terraform_refuses_is_reported_and_nothing_else(case: dict[str, Any]) -> None:
    _, diagnostics = parse(Document.of("t.tf", case["code"].encode()), Bounds())
    assert (diagnostics == ()) is case["accepted"], diagnostics


@pytest.mark.skipif(TERRAFORM is None, reason="terraform is not installed")
def test_the_recorded_refusals_are_terraforms(tmp_path: Path) -> None:
    assert TERRAFORM is not None
    for number, case in enumerate(ANSWERS["syntax"]):
        (tmp_path / f"c{number}.tf").write_bytes(case["code"].encode())
    format = [TERRAFORM, "fmt", "-no-color", "-write=false", "-list=false", str(tmp_path)]
    done = subprocess.run(format, check=False, capture_output=True, timeout=60, text=True)
    refused = set(map(int, re.findall(r"c(\d+)\.tf line", done.stderr)))
    expected = {n for n, case in enumerate(ANSWERS["syntax"]) if not case["accepted"]}
    assert refused == expected


@pytest.mark.skipif(TERRAFORM is None, reason="terraform is not installed")
def test_the_recorded_values_are_terraforms(tmp_path: Path) -> None:
    assert TERRAFORM is not None
    outputs = (
        f'output "o{number}" {{\n  value = {case["code"]}\n}}\n'
        for number, case in enumerate(ANSWERS["values"])
    )
    (tmp_path / "main.tf").write_bytes("".join(outputs).encode())
    apply = [TERRAFORM, "apply", "-auto-approve", "-no-color", "-input=false"]
    subprocess.run(apply, cwd=tmp_path, check=True, capture_output=True, timeout=60)
    show = [TERRAFORM, "output", "-json"]
    printed = subprocess.run(show, cwd=tmp_path, check=True, capture_output=True, timeout=60)
    found = json.loads(printed.stdout, parse_float=Decimal)
    expected = {f"o{number}": case["value"] for number, case in enumerate(ANSWERS["values"])}
    assert {name: output["value"] for name, output in found.items()} == expected
