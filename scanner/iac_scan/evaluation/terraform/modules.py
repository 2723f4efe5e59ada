"""Module calls: finding the source, expanding count and for_each, passing values and outputs.

What a module declares is in `configuration`; roots are made in `roots`.
Source: https://developer.hashicorp.com/terraform/language/modules/syntax.
"""

from __future__ import annotations

from collections.abc import Callable
from collections.abc import Mapping as Map
from dataclasses import dataclass
from posixpath import join, normpath

from iac_scan.evaluation.result import Deployer
from iac_scan.evaluation.terraform import installed, module_arguments, providers
from iac_scan.evaluation.terraform.configuration import attribute_of
from iac_scan.evaluation.terraform.ephemeral import check_output
from iac_scan.evaluation.terraform.expansion import Expansion, Key
from iac_scan.evaluation.terraform.installed import Installed
from iac_scan.evaluation.terraform.instances import expand
from iac_scan.evaluation.terraform.scope import ModuleInstance, Scope
from iac_scan.evaluation.terraform.submodules import is_in_submodule
from iac_scan.parsers.hcl.syntax import Block, Expression, Literal
from iac_scan.sources.diagnostics import GapKind
from iac_scan.sources.span import Origin, Span, Step
from iac_scan.suggest import did_you_mean
from iac_scan.values import (
    Mapping,
    Reason,
    Truth,
    Unknown,
    Value,
)

_IN_ONE_ROOT = 2
"""How many times the instances of one block the modules of a root may have together."""
_NESTING = 50
"""How many modules are followed inside one another."""

DOWNLOADS = "`terraform init -backend=false` downloads it"
"""What to do about a module that is not on disk."""

SUBMODULES = "`git submodule update --init` brings it"
"""What to do about a module in a folder that is empty yet."""


@dataclass(frozen=True, slots=True)
class Unreachable:
    """Why the source of a module cannot be read."""

    message: str
    """What is wrong, in one line."""
    help: str
    """What to do."""


@dataclass(frozen=True, slots=True, eq=False)
class Called:
    """The instances that one module call makes."""

    name: str
    """The name of the call."""
    block: Block
    """The call."""
    expansion: Expansion
    """Which instances there are."""
    instances: Map[Key, ModuleInstance]
    """Shape: by key in order; empty when the source is not on disk or there is no instance."""
    missing: Unknown | None = None
    """Why the declarations are not known, when the source is not on disk."""

    @property
    def single(self) -> ModuleInstance | None:
        """The one instance of a call without count and for_each."""
        return self.instances.get(None)


def source_of(block: Block) -> str | None:
    """Return the source of a module call, which must be written out, or None."""
    attribute = attribute_of(block.body, "source")
    if attribute is not None and isinstance(attribute.expression, Literal):
        value = attribute.expression.value
        return value if isinstance(value, str) else None
    return None


def is_local(source: str) -> bool:
    """Tell whether a source is a path."""
    return source in (".", "..") or source.startswith(("./", "../"))


def directory_of(block: Block, name: str, caller: ModuleInstance) -> str | Unreachable:
    """Return the directory that a module call means, or why it cannot be read."""
    source = source_of(block)
    if source is None:
        return Unreachable(
            f"module `{name}` has no literal source",
            "write the source out: terraform downloads modules before it knows a value",
        )
    directory: str | Unreachable
    if is_local(source):
        directory = normpath(join(caller.configuration.directory, source))
        if directory.startswith(".."):
            return Unreachable(
                f"module `{name}` from `{source}` is outside of what is scanned",
                "scan the folder that holds both, or the whole repository",
            )
        help_text = "bring its folder to that path"
    else:
        directory = _installed_directory(block, name, source, caller)
        help_text = DOWNLOADS
    if isinstance(directory, Unreachable):
        return directory
    if caller.session.configuration_of(directory).files:
        return directory
    if is_in_submodule(caller.session.tree, directory):
        help_text = SUBMODULES
    return Unreachable(f"module `{name}` from `{source}` is not on disk", help_text)


def _installed_directory(
    block: Block, name: str, source: str, caller: ModuleInstance
) -> str | Unreachable:
    key = ".".join((*(step.label.split(".", 1)[1] for step in caller.calls), name))
    tree, root = caller.session.tree, caller.root
    listed = caller.remember(
        "installed", "", lambda: installed.read_installed(tree, root), dict[str, Installed]
    )
    if key not in listed:
        return Unreachable(f"module `{name}` from `{source}` is not on disk", DOWNLOADS)
    version = attribute_of(block.body, "version")
    constraint = None
    if version is not None and isinstance(version.expression, Literal):
        written = version.expression.value
        constraint = written if isinstance(written, str) else None
    wrong = installed.stale(listed[key], source, constraint)
    if wrong is not None:
        return Unreachable(f"module `{name}` from `{source}` {wrong}", DOWNLOADS)
    return listed[key].directory


def instances_of(name: str, scope: Scope) -> Called:
    """Return the instances of a module call that is declared in the module of the scope."""
    module = scope.module
    block = module.configuration.modules[name]

    def cyclic() -> Called:
        from iac_scan.evaluation.terraform.references import cycle  # noqa: PLC0415

        doubt = cycle(f"module.{name}", block.header_span, scope)
        return Called(name, block, Expansion.single(), {}, doubt)

    return module.remember("module", name, lambda: _call(name, block, module), cyclic)


def _call(name: str, block: Block, caller: ModuleInstance) -> Called:
    scope = caller.scope()
    expansion = expand(block, scope)
    directory = directory_of(block, name, caller)
    if isinstance(directory, Unreachable):
        return Called(name, block, expansion, {}, _missing(directory, block, caller))
    endless = _endless(name, directory, caller)
    if endless is not None:
        doubt = scope.bound(endless, block.header_span)
        return Called(name, block, expansion, {}, doubt)
    caller.session.modules += len(expansion.keys)
    most = _IN_ONE_ROOT * scope.bounds.instances
    if caller.session.modules > most:
        doubt = scope.bound(
            f"more than {most} module instances in one root module", block.header_span
        )
        return Called(name, block, expansion, {}, doubt)
    module_arguments.check(name, block, caller, directory)
    instances = {
        key: _instance(name, block, caller, directory, expansion=expansion, key=key)
        for key in expansion.keys
    }
    return Called(name, block, expansion, instances)


def _endless(name: str, directory: str, caller: ModuleInstance) -> str | None:
    """Return why a call is not followed, or None when it is."""
    module: ModuleInstance | None = caller
    while module is not None:
        if module.configuration.directory == directory:
            return f"module `{name}` calls itself"
        module = module.parent
    deepest = min(caller.session.bounds.depth, _NESTING)
    return f"more than {deepest} modules inside one another" if caller.nesting >= deepest else None


def _missing(why: Unreachable, block: Block, caller: ModuleInstance) -> Unknown:
    caller.session.miss(GapKind.MODULE, why.message, block.header_span, why.help)
    return Unknown(Reason.MISSING, why.message, Origin(block.header_span))


def _instance(
    name: str,
    block: Block,
    caller: ModuleInstance,
    directory: str,
    *,
    expansion: Expansion,
    key: Key,
) -> ModuleInstance:
    session = caller.session
    session.instantiated.add(directory)
    configuration = session.configuration_of(directory)
    presence = expansion.presence_of(key)
    scope = expansion.scope_for(key, caller.scope())
    passed = providers.passed(block, caller)
    inputs: dict[str, Callable[[], Value]] = {
        attribute.name: _lazily(attribute.expression, scope)
        for attribute in block.body.attributes
        if attribute.name not in module_arguments.META
    }
    return ModuleInstance(
        session,
        configuration,
        caller.root,
        f"{caller.path}module.{name}{expansion.address_of(key)}.",
        inputs,
        caller,
        (*caller.calls, Step(f"module.{name}", block.header_span)),
        {**_inherited(caller), **passed},
        frozenset(passed),
        doubtful=caller.doubtful or presence is not Truth.YES,
        uncertain=caller.uncertain or presence is not Truth.YES,
    )


def _lazily(expression: Expression, scope: Scope) -> Callable[[], Value]:
    from iac_scan.evaluation.terraform.expressions import evaluate  # noqa: PLC0415

    return lambda: evaluate(expression, scope)


def _inherited(caller: ModuleInstance) -> Map[str, Callable[[], Deployer]]:
    """Return the provider configurations that a module gets without being passed them."""
    return {name: found for name, found in providers.inheritable(caller).items() if "." not in name}


def output_of(module: ModuleInstance, name: str, span: Span, scope: Scope) -> Value:
    """Return the value of an output."""
    from iac_scan.evaluation.terraform.expressions import evaluate  # noqa: PLC0415
    from iac_scan.evaluation.terraform.references import cycle  # noqa: PLC0415

    block = module.configuration.outputs.get(name)
    if block is None:
        declared = module.configuration.outputs
        help_text = did_you_mean(name, declared, "")
        return scope.wrong(f"the module has no output `{name}`", span, help_text or None)
    attribute = attribute_of(block.body, "value")
    if attribute is None:
        # `structure` says so, once for all instances.
        return Unknown(Reason.INVALID, f"output `{name}` has no value", Origin(block.header_span))
    return module.remember(
        "output",
        name,
        lambda: check_output(name, block, evaluate(attribute.expression, module.scope()), module),
        lambda: cycle(f"output.{name}", block.header_span, scope),
    )


def outputs_of(module: ModuleInstance, scope: Scope) -> Mapping:
    """Return all outputs of an instance as one object."""
    entries = {
        name: output_of(module, name, block.header_span, scope)
        for name, block in sorted(module.configuration.outputs.items())
    }
    return Mapping(entries, Origin(module.calls[-1].span))


def value_of(called: Called, span: Span, scope: Scope) -> Value:
    """Return a whole module call as a value: an object, a list or a map of objects."""
    if called.missing is not None:
        return called.missing
    single = called.single
    if single is not None:
        return outputs_of(single, scope)
    return called.expansion.value(
        lambda key: outputs_of(called.instances[key], scope), Origin(span), scope
    )
