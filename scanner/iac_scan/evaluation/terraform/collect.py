"""Everything that one root module evaluates to: resources, outputs, and what stands beside them."""

from __future__ import annotations

from collections.abc import Iterator

from iac_scan.evaluation.result import Resource
from iac_scan.evaluation.terraform import conditions, modules, providers, resources, variables
from iac_scan.evaluation.terraform.configuration import attribute_of
from iac_scan.evaluation.terraform.scope import ModuleInstance
from iac_scan.sources.span import Origin
from iac_scan.values import Mapping, Unknown, Value


def resources_below(module: ModuleInstance) -> Iterator[Resource]:
    """Yield every instance of every resource of the module and of those that it calls."""
    scope = module.scope()
    for address in sorted(module.configuration.resources):
        declared = resources.instances_of(address, scope)
        if not isinstance(declared, Unknown):
            yield from declared.instances.values()
    conditions.check_variables(module)
    conditions.check_outputs(module)
    for inner in called_modules(module):
        yield from resources_below(inner)


def called_modules(module: ModuleInstance) -> Iterator[ModuleInstance]:
    """Yield every instance of the modules that a module calls."""
    for name in sorted(module.configuration.modules):
        yield from modules.instances_of(name, module.scope()).instances.values()


def outputs_of(module: ModuleInstance) -> dict[str, Value]:
    """Return the outputs of a root module by name."""
    scope = module.scope()
    return {
        name: modules.output_of(module, name, block.header_span, scope)
        for name, block in sorted(module.configuration.outputs.items())
    }


def loose_values(module: ModuleInstance) -> Iterator[Value]:
    """Yield what stands outside of resources: providers, variables, locals, arguments, outputs."""
    from iac_scan.evaluation.terraform.blocks import evaluate_body  # noqa: PLC0415
    from iac_scan.evaluation.terraform.expressions import evaluate  # noqa: PLC0415

    configuration, scope = module.configuration, module.scope()
    for name, block in sorted(configuration.providers.items()):
        yield _named(f"provider.{name}", providers.values_of(name, block, module))
    for name, block in sorted(configuration.variables.items()):
        default = attribute_of(block.body, "default")
        if default is not None:
            constant = variables.constant_scope(module)
            yield _named(f"variable.{name}", evaluate(default.expression, constant))
        yield _named(f"variable.{name}", variables.value_of(name, block.header_span, scope))
    for name in sorted(configuration.locals):
        yield _named(f"local.{name}", _local(name, module))
    for name, value in outputs_of(module).items():
        yield _named(f"output.{name}", value)
    for block in configuration.settings:
        for inner in block.body.blocks:
            if inner.type in ("backend", "cloud"):
                body = evaluate_body(inner.body, scope, Origin(inner.header_span))
                yield _named(f"terraform.{inner.type}", body)
    for called in called_modules(module):
        for name, compute in sorted(called.inputs.items()):
            yield _named(f"module.{name}", compute())
        yield from loose_values(called)


def _named(name: str, value: Value) -> Mapping:
    """Return a value with the name of the place that it stands in."""
    return Mapping({name: value}, value.origin)


def _local(name: str, module: ModuleInstance) -> Value:
    from iac_scan.evaluation.terraform.references import local_value  # noqa: PLC0415

    attribute = module.configuration.locals[name]
    return local_value(name, attribute.name_span, module.scope())
