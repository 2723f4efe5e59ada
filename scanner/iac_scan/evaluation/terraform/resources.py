"""Resources and data sources: their instances, their attributes, and what refers to them.

What follows from the code without being written is in `computed` and `data`.
"""

from __future__ import annotations

from collections.abc import Mapping as Map
from dataclasses import dataclass, replace

from iac_scan.evaluation.result import Language, Mode, Resource
from iac_scan.evaluation.terraform import computed, data, providers
from iac_scan.evaluation.terraform.configuration import ResourceBlock
from iac_scan.evaluation.terraform.ephemeral import check_arguments
from iac_scan.evaluation.terraform.expansion import Expansion, Key
from iac_scan.evaluation.terraform.instances import expand
from iac_scan.evaluation.terraform.scope import ModuleInstance, Scope
from iac_scan.sources.span import Origin, Span
from iac_scan.values import Identity, Mapping, Mark, Reason, ResourceKey, Truth, Unknown, Value

META = frozenset(
    {
        "count",
        "for_each",
        "provider",
        "depends_on",
        "lifecycle",
        "provisioner",
        "connection",
        "timeouts",
    }
)
"""What terraform itself reads in a resource block.

Source: https://developer.hashicorp.com/terraform/language/resources/syntax#meta-arguments.
"""

_KEYWORDS = frozenset({"when", "on_failure"})
"""Arguments of a provisioner whose values are keywords: `destroy`, `continue`."""


@dataclass(frozen=True, slots=True, eq=False)
class Declared:
    """A resource block with its instances."""

    resource: ResourceBlock
    """The block."""
    expansion: Expansion
    """Which instances there are."""
    instances: Map[Key, Resource]
    """Shape: by key, in order."""


def instances_of(address: str, scope: Scope) -> Declared | Unknown:
    """Return the instances of a resource that is declared in the module of the scope."""
    from iac_scan.evaluation.terraform.references import cycle  # noqa: PLC0415

    module = scope.module
    resource = module.configuration.resources[address]

    def otherwise() -> Declared | Unknown:
        return cycle(address, resource.block.header_span, scope)

    def compute() -> Declared | Unknown:
        return _declared(resource, module)

    return module.remember("resource", address, compute, otherwise)


def value_of(address: str, span: Span, scope: Scope) -> Value:
    """Return what `aws_iam_role.x` stands for: an object, or a list or map of objects."""
    declared = instances_of(address, scope)
    if isinstance(declared, Unknown):
        return declared
    origin = Origin(declared.resource.block.header_span)
    return scope.module.remember(
        "resource value",
        address,
        lambda: declared.expansion.value(lambda key: declared.instances[key].values, origin, scope),
        lambda: Unknown(Reason.CYCLE, f"`{address}` refers to itself", Origin(span)),
    )


def representative(key: ResourceKey, scope: Scope) -> Mapping | None:
    """Return the attributes of the resource with that key, or None when there is none."""
    return scope.session.evaluated.get(key)


def _declared(resource: ResourceBlock, module: ModuleInstance) -> Declared:
    scope = module.scope()
    expansion = expand(resource.block, scope)
    deployer = providers.deployer_of(resource, module)
    instances: dict[Key, Resource] = {}
    for key in expansion.keys:
        address = f"{module.path}{resource.address}{expansion.address_of(key)}"
        name = ResourceKey(module.root, address)
        values = _values(resource, expansion, key, name, module)
        values = (
            computed.complete(resource.type, values, name, deployer)
            if resource.mode is Mode.MANAGED
            else data.complete(resource, values, name, deployer, expansion.scope_for(key, scope))
        )
        if resource.ephemeral:
            values = replace(values, marks=values.marks | {Mark.EPHEMERAL})
        module.session.evaluated[name] = values
        presence = expansion.presence_of(key)
        instances[key] = Resource(
            name,
            resource.type,
            resource.mode,
            Language.TERRAFORM,
            values,
            resource.block.header_span,
            resource.block.span,
            presence & Truth.UNKNOWN if module.doubtful else presence,
            deployer,
            module.calls,
        )
    return Declared(resource, expansion, instances)


def _values(
    resource: ResourceBlock,
    expansion: Expansion,
    key: Key,
    name: ResourceKey,
    module: ModuleInstance,
) -> Mapping:
    from iac_scan.evaluation.terraform.blocks import evaluate_body  # noqa: PLC0415
    from iac_scan.evaluation.terraform.conditions import check_resource  # noqa: PLC0415

    scope = expansion.scope_for(key, module.scope())
    block = resource.block
    check_resource(block.body, name.address, scope)
    _keep_loose(resource, scope)
    values = evaluate_body(block.body, scope, Origin(block.header_span), META, Identity(name, ""))
    check_arguments(resource, values, scope)
    return values


def _keep_loose(resource: ResourceBlock, scope: Scope) -> None:
    """Keep what provisioners and connections hold, where secrets may stand."""
    from iac_scan.evaluation.terraform.blocks import evaluate_body  # noqa: PLC0415

    for block in resource.block.body.blocks:
        if block.type in ("provisioner", "connection"):
            unnamed = Unknown(Reason.COMPUTED, "`self` after creation", Origin(block.header_span))
            inner = scope.naming({"self": unnamed})
            body = evaluate_body(block.body, inner, Origin(block.header_span), _KEYWORDS)
            scope.session.loose.append(body)
