"""Reusable modules that are scanned by themselves: what their defaults switch off is read too.

A root with a provider, a backend or values is deployed as it is, and its defaults count. A
directory with variables and none of these is meant to be called; a default such as
`create = false` says nothing about those who call it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import fields, is_dataclass

from iac_scan.evaluation.result import Resource
from iac_scan.evaluation.terraform.collect import called_modules
from iac_scan.evaluation.terraform.configuration import Configuration, attribute_of, blocks_of
from iac_scan.evaluation.terraform.provider_names import is_placeholder
from iac_scan.evaluation.terraform.resources import instances_of
from iac_scan.evaluation.terraform.scope import ModuleInstance, Session
from iac_scan.evaluation.terraform.variables import files_of_root
from iac_scan.parsers.hcl.syntax import Block, GetAttribute, Variable
from iac_scan.values import Unknown


def is_reusable(configuration: Configuration, session: Session) -> bool:
    """Tell whether a root looks like a module that is meant to be called by others."""
    return (
        len(configuration.variables) > 0
        and not any(_is_configured(one) for one in configuration.providers.values())
        and not any(
            next(blocks_of(block.body, kind), None) is not None
            for block in configuration.settings
            for kind in ("backend", "cloud")
        )
        and not files_of_root(session.tree, configuration.directory)
    )


def _is_configured(block: Block) -> bool:
    """Tell whether a provider block is more than the name of one that a caller passes."""
    return attribute_of(block.body, "alias") is None or not is_placeholder(block)


def declared_place(resource: Resource) -> tuple[object, ...]:
    """Return what the instances of one resource block share: the block and the calls to it."""
    return (resource.span, tuple(step.span for step in resource.calls))


def deciding_variables(module: ModuleInstance) -> frozenset[str]:
    """Return the variables of a root whose defaults make something have no instance."""
    found = _deciding(module)
    return frozenset(name for name in found if name not in module.inputs)


def _deciding(module: ModuleInstance) -> set[str]:
    configuration = module.configuration
    blocks: list[Block] = []
    for address, resource in configuration.resources.items():
        declared = instances_of(address, module.scope())
        if not isinstance(declared, Unknown) and not declared.instances:
            blocks.append(resource.block)
    from iac_scan.evaluation.terraform.modules import instances_of as calls_of  # noqa: PLC0415

    found: set[str] = set()
    for name, block in configuration.modules.items():
        called = calls_of(name, module.scope())
        if not called.expansion.keys:
            blocks.append(block)
    for block in blocks:
        for argument in ("count", "for_each"):
            attribute = attribute_of(block.body, argument)
            if attribute is not None:
                found |= _variables_of(attribute.expression, configuration)
    for inner in called_modules(module):
        wanted = _deciding(inner)
        call = configuration.modules[inner.calls[-1].label.split(".", 1)[1]]
        for name in wanted:
            attribute = attribute_of(call.body, name)
            if attribute is not None:
                found |= _variables_of(attribute.expression, configuration)
    return found


def _variables_of(expression: object, configuration: Configuration) -> set[str]:
    """Return the variables that an expression refers to, through locals and conditions."""
    found: set[str] = set()
    seen: set[str] = set()
    pending: list[object] = [expression]
    while pending:
        for root, name, second in _references(pending.pop()):
            if root == "var":
                found.add(name)
                continue
            key = f"{root}.{name}" if root == "local" else _address(root, name, second)
            if key in seen:
                continue
            seen.add(key)
            if root == "local" and name in configuration.locals:
                pending.append(configuration.locals[name].expression)
            elif key in configuration.resources:
                body = configuration.resources[key].block.body
                conditions = (attribute_of(body, one) for one in ("count", "for_each"))
                pending.extend(one.expression for one in conditions if one is not None)
    return found


def _address(root: str, name: str, second: str) -> str:
    return f"data.{name}.{second}" if root == "data" else f"{root}.{name}"


def _references(node: object) -> Iterator[tuple[str, str, str]]:
    """Yield the first names of every traversal in a syntax tree."""
    pending: list[object] = [node]
    while pending:
        one = pending.pop()
        match one:
            case GetAttribute(
                source=GetAttribute(source=Variable(name=root), name=name), name=second
            ):
                yield root, name, second
                continue
            case GetAttribute(source=Variable(name=root), name=name):
                yield root, name, ""
                continue
            case tuple():
                pending.extend(one)
                continue
        if is_dataclass(one):
            pending.extend(_parts(one))


def _parts(node: object) -> Iterable[object]:
    assert is_dataclass(node)
    for part in fields(node):
        value = getattr(node, part.name)
        if isinstance(value, tuple) or is_dataclass(value):
            yield value
