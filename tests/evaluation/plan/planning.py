"""Plans for tests: small ones from parts, and one made from what evaluation knows of some code.

The second stands in for terraform, which cannot plan for AWS without its provider: what is known
becomes a planned value, what is not becomes `after_unknown`, and the references of the code
become `references`, in the shape that terraform 1.11.4 prints for `terraform_data`.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from collections.abc import Mapping as Map
from decimal import Decimal
from pathlib import Path
from posixpath import join, normpath
from typing import Any

from iac_scan.evaluation.result import Evaluation, Mode, Resource
from iac_scan.evaluation.terraform import evaluate
from iac_scan.evaluation.terraform.configuration import Configuration, load
from iac_scan.evaluation.terraform.modules import source_of
from iac_scan.parsers.hcl.syntax import Attribute, Body, Literal
from iac_scan.sources.bounds import Bounds
from iac_scan.sources.discover import discover
from iac_scan.sources.document import Document
from iac_scan.sources.tree import SourceTree
from iac_scan.values import Known, Mapping, Sequence, Value

_REFERENCE = re.compile(
    r'(?:data\.\w+|aws_\w+|module|var|local|each|count)(?:\.\w+|\[(?:\d+|"[^"]*")\])+'
)
_KEY = re.compile(r'\[(?:\d+|"[^"]*")\]')


def resource(address: str, values: Map[str, Any], **others: Any) -> dict[str, Any]:
    """Return a planned resource."""
    own = re.sub(r"^(?:module\.[^.]+\.)+", "", _KEY.sub("", address))
    mode = "data" if own.startswith("data.") else "managed"
    type, name = own.removeprefix("data.").split(".")
    return {"address": address, "mode": mode, "type": type, "name": name, "values": values} | others


def change(
    address: str, unknown: Any = None, actions: tuple[str, ...] = ("create",), **others: Any
) -> dict[str, Any]:
    """Return the change of a resource."""
    planned = resource(address, {})
    del planned["values"]
    inner = {"actions": list(actions), "before": None, "after_unknown": unknown or {}, **others}
    return planned | {"change": inner}


def block(address: str, provider: str = "aws", **expressions: Any) -> dict[str, Any]:
    """Return a resource block of the configuration; a string is one reference."""
    written = {name: _expression(one) for name, one in expressions.items()}
    return {"address": address, "provider_config_key": provider, "expressions": written}


def plan(
    resources: list[dict[str, Any]],
    changes: list[dict[str, Any]] | None = None,
    blocks: list[dict[str, Any]] | None = None,
    *,
    modules: Map[str, Any] | None = None,
    calls: Map[str, Any] | None = None,
    providers: Map[str, Any] | None = None,
    **others: Any,
) -> dict[str, Any]:
    """Return a plan."""
    children = [
        {"address": address, "resources": inner} for address, inner in (modules or {}).items()
    ]
    return {
        "format_version": "1.2",
        "terraform_version": "1.11.4",
        "planned_values": {"root_module": {"resources": resources, "child_modules": children}},
        "resource_changes": changes or [],
        "configuration": {
            "provider_config": providers or {"aws": {"name": "aws"}},
            "root_module": {"resources": blocks or [], "module_calls": calls or {}},
        },
    } | others


def read_folder(folder: Path) -> Evaluation:
    """Return what the Terraform code in a folder evaluates to."""
    tree = SourceTree.open((folder,), Bounds())
    return evaluate(tree, discover(tree, exclude=(), gitignore=False))


def plan_of(folder: Path, root: str) -> dict[str, Any]:
    """Return a plan of the root module `root`, a directory below the folder."""
    tree = SourceTree.open((folder,), Bounds())
    # The scopes are relative to the root of the project.
    scope = normpath(join(tree.scanned[0], root))
    found = [one for one in read_folder(folder).resources if one.key.scope == scope]
    maker = _Maker(tree)
    module = maker.module(load(tree, scope))
    planned = [maker.planned(one, module) for one in found]
    return {
        "format_version": "1.2",
        "terraform_version": "1.11.4",
        "planned_values": {"root_module": {"resources": [one for one, _ in planned]}},
        "resource_changes": [one for _, one in planned],
        "configuration": {
            "provider_config": maker.providers,
            "root_module": module,
        },
    }


def write(path: Path, content: Any, indent: int | None = 1) -> Path:
    """Write JSON to a file."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(content, indent=indent), encoding="utf-8")
    return path


def _expression(one: Any) -> Any:
    return {"references": [one, one.rpartition(".")[0]]} if isinstance(one, str) else one


class _Maker:
    """Makes the parts of one plan."""

    def __init__(self, tree: SourceTree) -> None:
        self.tree = tree
        self.providers: dict[str, Any] = {}

    def module(self, configuration: Configuration) -> dict[str, Any]:
        """Return a module of the configuration."""
        for name, provider in configuration.providers.items():
            self.providers[name] = {"name": "aws", "expressions": self.body(provider.body)}
        calls = {}
        for name, called in configuration.modules.items():
            source = source_of(called)
            assert source is not None
            inner = load(self.tree, normpath(join(configuration.directory, source)))
            calls[name] = {"expressions": self.body(called.body), "module": self.module(inner)}
        outputs = {
            name: {"expression": self.body(output.body)["value"]}
            for name, output in configuration.outputs.items()
        }
        resources = [
            {
                "address": address,
                "provider_config_key": self.provider(one.block.body),
                "expressions": (written := self.body(one.block.body)),
                "for_each_expression": written.pop("for_each", None),
                "count_expression": written.pop("count", None),
            }
            for address, one in configuration.resources.items()
        ]
        return {"resources": resources, "module_calls": calls, "outputs": outputs}

    def provider(self, body: Body) -> str:
        """Return the key of the provider configuration of a block."""
        chosen = [one for one in body.attributes if one.name == "provider"]
        return self.text(chosen[0]) if chosen else "aws"

    def body(self, body: Body) -> dict[str, Any]:
        """Return the expressions of a body; `dynamic` blocks are not among them."""
        found: dict[str, Any] = {}
        for attribute in body.attributes:
            if isinstance(attribute.expression, Literal):
                found[attribute.name] = {"constant_value": attribute.expression.value}
            else:
                found[attribute.name] = {"references": list(self.references(attribute))}
        for inner in body.blocks:
            if inner.type not in ("dynamic", "lifecycle"):
                found.setdefault(inner.type, []).append(self.body(inner.body))
        return found

    def references(self, attribute: Attribute) -> Iterator[str]:
        """Yield the references of an expression, longest first, as terraform lists them."""
        for match in _REFERENCE.finditer(self.text(attribute)):
            text = match[0]
            yield text
            while text.count(".") > (2 if text.startswith("data.") else 1):
                text = text.rpartition(".")[0]
                yield text

    def text(self, attribute: Attribute) -> str:
        """Return an expression as it is written."""
        span = attribute.expression.span
        document = self.tree.read(span.path)
        assert isinstance(document, Document)
        return document.data[span.start_byte : span.end_byte].decode()

    def planned(
        self, one: Resource, module: dict[str, Any]
    ) -> tuple[dict[str, Any], dict[str, Any]]:
        """Return a resource as `planned_values` and as `resource_changes` have it."""
        names, at = re.findall(r"module\.(\w+)", _KEY.sub("", one.key.address)), module
        for name in names:
            at = at["module_calls"][name]["module"]
        own = re.sub(r"^(?:module\.\w+\.)+", "", _KEY.sub("", one.key.address))
        written = next(each for each in at["resources"] if each["address"] == own)["expressions"]
        known, unknown = _split(one.values)
        for name in list(known):
            if name not in written and one.mode is Mode.MANAGED:
                del known[name]
        key = re.search(r"\[([^\]]*)\]$", one.key.address)
        index = {} if key is None else {"index": json.loads(key[1])}
        return (
            resource(one.key.address, known, **index),
            change(one.key.address, unknown, after=known, **index) | index,
        )


def _split(value: Value) -> tuple[Any, Any]:
    """Return what is known of a value, and the marks of what is not."""
    match value:
        case Known(value=Decimal() as number):
            return float(number), False
        case Known(value=scalar):
            return scalar, False
        case Sequence(items=items, rest=None):
            pairs = [_split(item) for item in items]
            return [known for known, _ in pairs], [unknown for _, unknown in pairs]
        case Mapping(entries=entries, rest=None):
            split = {name: _split(entry) for name, entry in entries.items()}
            return (
                {name: known for name, (known, _) in split.items()},
                {name: unknown for name, (_, unknown) in split.items()},
            )
        case _:
            return None, True
