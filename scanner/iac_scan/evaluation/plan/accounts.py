"""The provider configurations of a plan: each of them is somebody's account.

What the arguments of a provider mean is known to the Terraform evaluation. A plan adds what the
data source aws_caller_identity has read.
"""

from __future__ import annotations

import re
from dataclasses import replace

from iac_scan.evaluation.plan.addresses import references_in, steps_of
from iac_scan.evaluation.plan.attributes import constant_of
from iac_scan.evaluation.plan.document import PlanFile, Planned, member
from iac_scan.evaluation.plan.references import References
from iac_scan.evaluation.result import Deployer
from iac_scan.evaluation.terraform.providers import deployer_from
from iac_scan.parsers.template.tree import Entries, Items, Node, Scalar
from iac_scan.sources.span import Origin, Span
from iac_scan.values import (
    Identity,
    Known,
    Mapping,
    Reason,
    ResourceKey,
    Sequence,
    Unknown,
    Value,
    join_text,
    text_of,
)

_ACCOUNT = re.compile(r"\d{12}")
_OWN = "aws_organizations_account."


class Deployers:
    """Finds who deploys the resources of one plan."""

    def __init__(self, plan: PlanFile, references: References, scope: str) -> None:
        self._plan = plan
        self._references = references
        self._scope = scope
        self._made: dict[str, Deployer] = {}
        self._callers: dict[str, Value] = {}
        for one in plan.resources:
            account = member(one.values, "account_id")
            if one.type == "aws_caller_identity" and isinstance(account, Scalar):
                known = Known(account.value, Origin(account.span))
                if _ACCOUNT.fullmatch(text_of(known) or ""):
                    self._callers.setdefault(self._key(one), known)

    def of(self, planned: Planned) -> Deployer:
        """Return who deploys a resource."""
        key = self._key(planned)
        if key not in self._made:
            found = deployer_from(self._scope, key.replace(":", "."), self.arguments(key))
            caller = self._callers.get(key)
            if caller is not None and text_of(found.account_id) is None:
                found = replace(found, account_id=caller)
            self._made[key] = found
        return self._made[key]

    def arguments(self, key: str) -> Mapping:
        """Return the arguments of a provider configuration as far as the plan keeps them."""
        node = self._plan.providers.get(key)
        if node is None:
            return Mapping({}, Origin(Span(self._plan.path, 1, 1, 1, 1)))
        value = self._value(node)
        return value if isinstance(value, Mapping) else Mapping({}, value.origin)

    def _key(self, planned: Planned) -> str:
        block = self._references.block(planned)
        if block is not None and block.provider is not None:
            return block.provider
        return planned.type.split("_", 1)[0]

    def _value(self, node: Node) -> Value:
        """Return what is written for an argument or in a block."""
        origin = Origin(node.span)
        match node:
            case Items(items=items):
                return Sequence(tuple(self._value(item) for item in items), origin)
            case Entries() if member(node, "references") is not None:
                return self._referred(node, origin)
            case Entries() if (constant := member(node, "constant_value")) is not None:
                return constant_of(constant)
            case Entries(entries=entries):
                return Mapping(
                    {
                        entry.key: self._role(entry.value)
                        if entry.key == "role_arn"
                        else self._value(entry.value)
                        for entry in entries
                    },
                    origin,
                )
            case Scalar(value=value):
                return Known(value, origin)

    def _referred(self, node: Node, origin: Origin) -> Value:
        """Return the variable or the attribute that an expression is, if it is one."""
        references = references_in(node)
        unknown = Unknown(Reason.UNSUPPORTED, "a plan does not keep this expression", origin)
        if len(references) != 1:
            return unknown
        steps = steps_of(references[0])
        if len(steps) == 2 and steps[0].name == "var":
            value = self._plan.variables.get(steps[1].name)
            return unknown if value is None else constant_of(value)
        targets = self._references.targets_from(node)
        if len(targets) != 1 or targets[0].attribute == "":
            return unknown
        key = ResourceKey(self._scope, targets[0].planned.address)
        return replace(unknown, identity=Identity(key, targets[0].attribute))

    def _role(self, node: Node) -> Value:
        """Return the ARN of a role; one that is built around an account's id belongs to it."""
        value = self._value(node)
        account: str | Unknown
        match value:
            case Known(value=str() as text) if _ACCOUNT.fullmatch(text):
                account = text
            case Unknown(identity=Identity(resource=key, attribute="id")) if _OWN in key.address:
                account = value
            case _:
                return value
        name = Unknown(Reason.UNSUPPORTED, "a plan does not keep this expression", value.origin)
        return join_text(("arn:aws:iam::", account, ":role/", name), value.origin)
