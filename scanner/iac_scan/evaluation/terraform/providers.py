"""Provider configurations: each of them is somebody's account.

Source: https://github.com/hashicorp/terraform-provider-aws/blob/main/website/docs/index.html.markdown#provider-configuration
and https://developer.hashicorp.com/terraform/language/providers/configuration.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from collections.abc import Mapping as Map
from dataclasses import replace

from iac_scan.evaluation.result import Deployer, Target
from iac_scan.evaluation.terraform.configuration import ResourceBlock, attribute_of
from iac_scan.evaluation.terraform.provider_names import is_placeholder, reference
from iac_scan.evaluation.terraform.scope import ModuleInstance
from iac_scan.evaluation.terraform.tags import as_texts
from iac_scan.parsers.hcl.syntax import (
    Block,
    ObjectConstructor,
)
from iac_scan.sources.span import Origin, Span
from iac_scan.values import (
    Identity,
    Known,
    Mapping,
    Reason,
    ResourceKey,
    Sequence,
    Text,
    Unknown,
    Value,
    text_of,
)

_ROLE_ACCOUNT = re.compile(r"arn:[^:]+:iam::(\d{12}):")
_PARTITIONS = (
    ("cn-", "aws-cn"),
    ("us-gov-", "aws-us-gov"),
    ("us-iso-", "aws-iso"),
    ("us-isob-", "aws-iso-b"),
    ("us-isof-", "aws-iso-f"),
    ("eu-isoe-", "aws-iso-e"),
    ("eusc-", "aws-eusc"),
)
"""How the regions of a partition begin.

Source: https://docs.aws.amazon.com/general/latest/gr/rande.html and the partitions of botocore.
"""


def inheritable(module: ModuleInstance) -> Map[str, Callable[[], Deployer]]:
    """Return the provider configurations that a module has: its own, else those it was given."""
    own = {
        name: _own(name, block, module)
        for name, block in module.configuration.providers.items()
        if name not in module.passed or not is_placeholder(block)
    }
    return {**module.deployers, **own}


def _own(name: str, block: Block, module: ModuleInstance) -> Callable[[], Deployer]:
    return lambda: module.remember(
        "provider",
        name,
        lambda: _configured(name, block, module),
        lambda: unconfigured(name, module),
    )


def passed(call: Block, caller: ModuleInstance) -> Map[str, Callable[[], Deployer]]:
    """Return what the `providers` argument of a module call passes, by the name inside."""
    argument = attribute_of(call.body, "providers")
    if argument is None or not isinstance(argument.expression, ObjectConstructor):
        return {}
    found: dict[str, Callable[[], Deployer]] = {}
    for item in argument.expression.items:
        inner, outer = reference(item.key), reference(item.value)
        if inner is not None and outer is not None:
            found[inner] = _found(outer, caller)
    return found


def _found(name: str, module: ModuleInstance) -> Callable[[], Deployer]:
    return lambda: deployer_named(name, module)


def deployer_named(name: str, module: ModuleInstance) -> Deployer:
    """Return the provider configuration that a name means inside a module."""
    known = inheritable(module).get(name)
    return known() if known is not None else unconfigured(name, module)


def deployer_of(resource: ResourceBlock, module: ModuleInstance) -> Deployer:
    """Return who deploys a resource: the `provider` argument, else the default of its type."""
    attribute = attribute_of(resource.block.body, "provider")
    name = None if attribute is None else reference(attribute.expression)
    return deployer_named(name or resource.type.split("_", 1)[0], module)


def unconfigured(name: str, module: ModuleInstance) -> Deployer:
    """Return the configuration that terraform assumes where none is written."""
    span = Span(module.configuration.directory, 1, 1, 1, 1)
    if module.configuration.files:
        span = Span(module.configuration.files[0], 1, 1, 1, 1)
    origin = Origin(span)
    return _deployer(name, module, Mapping({}, origin))


def values_of(name: str, block: Block, module: ModuleInstance) -> Mapping:
    """Return the evaluated body of a provider configuration."""
    from iac_scan.evaluation.terraform.blocks import evaluate_body  # noqa: PLC0415

    def compute() -> Mapping:
        skipped = frozenset({"alias", "version"})
        return evaluate_body(block.body, module.scope(), Origin(block.header_span), skipped)

    return module.remember(
        "provider values", name, compute, lambda: Mapping({}, Origin(block.header_span))
    )


def _configured(name: str, block: Block, module: ModuleInstance) -> Deployer:
    return _deployer(name, module, values_of(name, block, module))


def _deployer(name: str, module: ModuleInstance, values: Mapping) -> Deployer:
    # Two configurations with the same name in different modules are different ones.
    named = f"{module.path}{name}" if module.configuration.providers.get(name) else name
    return deployer_from(module.root, named, values)


def deployer_from(root: str, name: str, values: Mapping) -> Deployer:
    """Return who deploys by the arguments of a provider configuration."""
    key = ResourceKey(root, name)
    region = values.entries.get("region")
    if region is None or (isinstance(region, Known) and region.value is None):
        region = Unknown(
            Reason.NO_VALUE, "the region is not written", values.origin, Identity(key, "region")
        )
    account, partition = _account(key, values), partition_of(region, values.origin)
    among, tags = _among(account, values), _default_tags(values)
    return Deployer(root, name, account, region, partition, among, tags)


def _default_tags(values: Mapping) -> Value | None:
    """Return the `tags` of the block `default_tags`."""
    for block in _blocks(values, "default_tags"):
        found = block.entries.get("tags")
        if found is not None:
            return as_texts(found)
    return None


def partition_of(region: Value, origin: Origin) -> Value:
    """Return the partition of a region; `aws` unless the region says otherwise."""
    text = text_of(region)
    if text is None and isinstance(region, Text) and isinstance(region.parts[0], str):
        text = region.parts[0]
    for start, partition in _PARTITIONS:
        if text is not None and text.startswith(start):
            return Known(partition, origin)
    return Known("aws", origin)


def _account(key: ResourceKey, values: Mapping) -> Value:
    """Return the account as far as it follows from the code.

    Source: provider documentation, "assume_role", "assume_role_with_web_identity" and
    "allowed_account_ids".
    """
    own = Identity(key, "account_id")
    account = _account_of_role(values)
    if isinstance(account, Unknown) and account.identity is None:
        # Where its text comes from does not say that it is one; its place in the ARN does.
        return replace(account, identity=own)
    if account is not None:
        return account
    allowed = values.entries.get("allowed_account_ids")
    if isinstance(allowed, Sequence) and len(allowed.items) == 1 and allowed.rest is None:
        only = allowed.items[0]
        text = text_of(only)
        if text is not None:
            return only
    detail = f"the account of provider `{key.address}` is not written"
    return Unknown(Reason.COMPUTED, detail, values.origin, own)


def _among(account: Value, values: Mapping) -> tuple[Target, ...]:
    """Return the accounts of which a provider says that it works in one of them."""
    allowed = values.entries.get("allowed_account_ids")
    if isinstance(account, Known) or not isinstance(allowed, Sequence):
        return ()
    if _account_of_role(values) is not None:
        # The account is known as somebody's, whatever its number.
        return ()
    if allowed.rest is not None or any(text_of(item) is None for item in allowed.items):
        return ()
    return tuple(Target(item, is_unit=False) for item in allowed.items)


def _account_of_role(values: Mapping) -> Value | None:
    """Return the account of the role that acts: of several, the one that is assumed last."""
    for name in ("assume_role", "assume_role_with_web_identity"):
        last = _last_block(values, name)
        account = None if last is None else _account_in(last.entries.get("role_arn"))
        if account is not None:
            return account
    return None


def _last_block(values: Mapping, name: str) -> Mapping | None:
    """Return the block that surely is the last of its type, or None."""
    match values.entries.get(name):
        case Sequence(items=(*_, Mapping() as last), rest=None):
            return last
        case Mapping() as block:
            return block
        case _:
            return None


def _blocks(values: Mapping, name: str) -> tuple[Mapping, ...]:
    match values.entries.get(name):
        case Sequence(items=items):
            return tuple(item for item in items if isinstance(item, Mapping))
        case Mapping() as block:
            return (block,)
        case _:
            return ()


def _account_in(role: Value | None) -> Value | None:
    """Return the account id inside the ARN of a role, when it stands there or is one thing."""
    match role:
        case Known(value=str() as text, origin=origin):
            found = _ROLE_ACCOUNT.match(text)
            return None if found is None else Known(found[1], origin)
        case Text(parts=(str() as start, Unknown() as account, str() as rest, *_)) if (
            start.endswith(":iam::") and rest.startswith(":")
        ):
            return account
        case Text(parts=(str() as start, *_), origin=origin):
            found = _ROLE_ACCOUNT.match(start)
            return None if found is None else Known(found[1], origin)
        case _:
            return None
