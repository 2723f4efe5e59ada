"""Following names: variables, locals, resources, data sources, modules, `each`, `path`, ...

What a thing evaluates to is in `named`; this module finds the thing and says how it was reached.
Source: https://developer.hashicorp.com/terraform/language/expressions/references.
"""

from __future__ import annotations

from collections.abc import Sequence as Many
from typing import TypeAlias, assert_never

from iac_scan.evaluation.terraform import modules, resources, variables
from iac_scan.evaluation.terraform.elements import get_attribute, get_index
from iac_scan.evaluation.terraform.scope import CONSTANT, Scope
from iac_scan.evaluation.terraform.undeclared import (
    undeclared_local,
    undeclared_module,
    undeclared_resource,
)
from iac_scan.parsers.hcl.syntax import GetAttribute, Index, Literal, Variable
from iac_scan.sources.span import Origin, Span, Step
from iac_scan.values import Known, Reason, Unknown, Value, through

Steps: TypeAlias = Many[GetAttribute | Index]

_RESERVED = frozenset(
    {"var", "local", "path", "terraform", "module", "data", "each", "count", "self", "ephemeral"}
)


def resolve(start: Variable, steps: Steps, scope: Scope) -> tuple[Value, int]:
    """Return the value that the name and its first steps stand for, and how many steps it took."""
    name = start.name
    if name in scope.names:
        return scope.names[name], 0
    if scope.template == CONSTANT:
        return scope.wrong("nothing can be referred to here", start.span), len(steps)
    if scope.template is not None:
        return scope.wrong(f"the template is given no `{name}`", start.span), len(steps)
    match name:
        case "var" | "local" | "path" | "terraform" | "module":
            return _in_module(name, start, steps, scope)
        case "data" | "ephemeral":
            if len(steps) < 2 or not all(isinstance(one, GetAttribute) for one in steps[:2]):
                return scope.wrong(f"expected `{name}.type.name`", start.span), len(steps)
            names = [one.name for one in steps[:2] if isinstance(one, GetAttribute)]
            return _resource(f"{name}.{names[0]}.{names[1]}", 2, steps, scope)
        case "resource" if len(steps) >= 2:
            names = [one.name for one in steps[:2] if isinstance(one, GetAttribute)]
            return _resource(".".join(names), 2, steps, scope)
        case "each" | "count" | "self":
            return _without_instance(name, start.span, scope), len(steps)
        case _:
            if not steps or not isinstance(steps[0], GetAttribute):
                message = f"`{name}` is not declared"
                return scope.wrong(message, start.span, _meant(name)), len(steps)
            return _resource(f"{name}.{steps[0].name}", 1, steps, scope)


def _meant(name: str) -> str | None:
    from difflib import get_close_matches  # noqa: PLC0415

    close = get_close_matches(name, sorted(_RESERVED), 1)
    return f"did you mean `{close[0]}`?" if close else None


def _without_instance(name: str, span: Span, scope: Scope) -> Value:
    help_text = {
        "each": "`each` has a value in blocks with `for_each`",
        "count": "`count` has a value in blocks with `count`",
        "self": "`self` has a value in provisioners and conditions",
    }[name]
    return scope.wrong(f"`{name}` has no value here", span, help_text)


def _in_module(name: str, start: Variable, steps: Steps, scope: Scope) -> tuple[Value, int]:
    if not steps or not isinstance(steps[0], GetAttribute):
        return scope.wrong(f"expected a name after `{name}`", start.span), len(steps)
    first = steps[0]
    match name:
        case "var":
            value = variables.value_of(first.name, first.span, scope)
            return through(value, Step(f"var.{first.name}", first.span)), 1
        case "local":
            value = local_value(first.name, first.span, scope)
            return through(value, Step(f"local.{first.name}", first.span)), 1
        case "path":
            return _path(first.name, first.span, scope), 1
        case "terraform":
            return _terraform(first.name, first.span, scope), 1
        case _:
            return _module_output(first, steps, scope)


def local_value(name: str, span: Span, scope: Scope) -> Value:
    """Return the value of `local.name` in the module of the scope."""
    from iac_scan.evaluation.terraform.expressions import evaluate  # noqa: PLC0415

    module = scope.module
    attribute = module.configuration.locals.get(name)
    if attribute is None:
        return scope.refused(undeclared_local(name, span, module.configuration))
    return module.remember(
        "local",
        name,
        lambda: evaluate(attribute.expression, module.scope()),
        lambda: cycle(f"local.{name}", attribute.expression.span, scope),
    )


def cycle(label: str, span: Span, scope: Scope) -> Unknown:
    """Report that a thing refers to itself, and return what it is then."""
    scope.wrong(f"`{label}` refers to itself", span)
    return Unknown(Reason.CYCLE, f"`{label}` refers to itself", Origin(span))


def _path(name: str, span: Span, scope: Scope) -> Value:
    match name:
        case "module":
            return Known(
                _relative(scope.module.configuration.directory, scope.module.root), Origin(span)
            )
        case "root":
            return Known(".", Origin(span))
        case "cwd":
            detail = "`path.cwd` is where terraform runs"
            return Unknown(Reason.MOMENT, detail, Origin(span))
        case _:
            return scope.wrong(f"`path` has no attribute `{name}`", span)


def _relative(directory: str, root: str) -> str:
    from posixpath import relpath  # noqa: PLC0415

    return relpath(directory, root)


def _terraform(name: str, span: Span, scope: Scope) -> Value:
    if name == "workspace":
        # The code does not choose the workspace; whoever runs terraform does.
        return Unknown(
            Reason.NO_VALUE, "`terraform.workspace` is chosen when terraform runs", Origin(span)
        )
    if name == "applying":
        return Unknown(Reason.MOMENT, "`terraform.applying` depends on the moment", Origin(span))
    return scope.wrong(f"`terraform` has no attribute `{name}`", span)


def _module_output(first: GetAttribute, steps: Steps, scope: Scope) -> tuple[Value, int]:
    called = scope.module.configuration.modules.get(first.name)
    if called is None:
        wrong = undeclared_module(first.name, first.span, scope.module.configuration)
        return scope.refused(wrong), len(steps)
    instances = modules.instances_of(first.name, scope)
    single = instances.single
    if single is not None and len(steps) > 1 and isinstance(steps[1], GetAttribute):
        output = steps[1]
        value = modules.output_of(single, output.name, output.span, scope)
        return through(value, Step(f"module.{first.name}.{output.name}", output.span)), 2
    value = modules.value_of(instances, first.span, scope)
    return through(value, Step(f"module.{first.name}", first.span)), 1


def _resource(address: str, used: int, steps: Steps, scope: Scope) -> tuple[Value, int]:
    from iac_scan.evaluation.terraform.expressions import evaluate  # noqa: PLC0415

    declared = scope.module.configuration.resources
    span = steps[used - 1].span
    if address not in declared:
        wrong = undeclared_resource(address, span, scope.module.configuration)
        return scope.refused(wrong), len(steps)
    value = resources.value_of(address, span, scope)
    if isinstance(value, Unknown) and value.reason is Reason.CYCLE:
        return value, len(steps)
    label = address
    if used < len(steps) and isinstance(steps[used], Index) and _is_single(address, scope):
        message = f"`{address}` has no `count` or `for_each`, and so no instance with a key"
        return scope.wrong(message, steps[used].span), len(steps)
    for step in steps[used : used + 2]:
        match step:
            case GetAttribute(name=name):
                value = get_attribute(value, name, step.span, scope)
            case Index(key=key):
                value = get_index(value, evaluate(key, scope), step.span, scope)
            case _:
                assert_never(step)
        label, span, used = label + _spelled(step), step.span, used + 1
        if isinstance(step, GetAttribute):
            break
    return through(value, Step(label, span)), used


def _is_single(address: str, scope: Scope) -> bool:
    declared = resources.instances_of(address, scope)
    return not isinstance(declared, Unknown) and declared.expansion.keys == (None,)


def _spelled(step: GetAttribute | Index) -> str:
    """Return the step as the author wrote it, as far as it is short."""
    match step:
        case GetAttribute(name=name):
            return f".{name}"
        case Index(key=Literal(value=str() as key)):
            return f'["{key}"]'
        case Index(key=Literal(value=key)):
            return f"[{key}]"
        case Index(key=GetAttribute(source=Variable(name=start), name=name)):
            return f"[{start}.{name}]"
        case Index():
            return "[...]"
        case _:
            assert_never(step)
