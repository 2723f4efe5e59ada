"""Resources made by hand, so that the graph can be tested without an evaluator."""

from __future__ import annotations

from itertools import count

import pytest

from iac_scan.evaluation.result import Deployer, Evaluation, Language, Mode, Resource
from iac_scan.graph import cloudformation, terraform
from iac_scan.graph.build import build
from iac_scan.graph.model import Graph
from iac_scan.sources.span import Origin, Span, Step
from iac_scan.values import (
    Identity,
    Known,
    Mapping,
    OneOf,
    Reason,
    ResourceKey,
    Sequence,
    Truth,
    Unknown,
    Value,
    join_text,
)


class Code:
    """Writes resources, one after the other, each on a line of its own."""

    def __init__(self) -> None:
        self.resources: list[Resource] = []
        self.loose: list[Value] = []
        self._lines = count(1)

    def origin(self) -> Origin:
        line = next(self._lines)
        return Origin(Span("main.tf", line, 1, line, 80, line * 100, line * 100 + 80))

    def value(self, item: object) -> Value:
        """Return plain Python data as a value; values stand for themselves."""
        match item:
            case dict():
                entries = {key: self.value(entry) for key, entry in item.items()}
                return Mapping(entries, self.origin())
            case list():
                return Sequence(tuple(self.value(entry) for entry in item), self.origin())
            case bool() | int() | str() | None:
                return Known(item, self.origin())
            case _:
                return item  # type: ignore[return-value] # a value already

    def unknown(self, name: str = "var.x") -> Unknown:
        origin = self.origin()
        step = Step(name, origin.span)
        return Unknown(Reason.NO_VALUE, f"`{name}` has no default", Origin(origin.span, (step,)))

    def one_of(self, *options: object) -> OneOf:
        values = tuple(self.value(option) for option in options)
        return OneOf(values, Reason.CONDITION, "`var.on`", self.origin())

    def ref(self, resource: Resource, attribute: str, *, text: str | None = None) -> Value:
        """Return an attribute of a resource as another resource sees it."""
        identity = Identity(resource.key, attribute)
        origin = self.origin()
        origin = Origin(resource.span, (Step(f"{resource.key.address}.{attribute}", origin.span),))
        if text is not None:
            return Known(text, origin, identity)
        return Unknown(Reason.COMPUTED, "known after apply", origin, identity)

    def arn(self, kind: str, name: str, resource: str | None = None) -> Value:
        """Return an ARN in an account that is not known, as evaluation makes it."""
        origin = self.origin()
        account = Identity(ResourceKey("infra", "aws"), "account_id")
        hole = Unknown(Reason.COMPUTED, "the account", origin, account)
        own = None if resource is None else Identity(ResourceKey("infra", resource), "arn")
        return join_text(("arn:aws:iam::", hole, f":{kind}/{name}"), origin, identity=own)

    def add(
        self,
        type: str,
        label: str,
        /,
        *,
        mode: Mode = Mode.MANAGED,
        presence: Truth = Truth.YES,
        provider: str = "aws",
        account: str | None = None,
        **values: object,
    ) -> Resource:
        """Declare a resource; a type with colons is CloudFormation's."""
        origin = self.origin()
        stack = "::" in type
        scope = "stack.yaml" if stack else "infra"
        prefix = "data." if mode is Mode.DATA else ""
        key = ResourceKey(scope, label if stack else f"{prefix}{type}.{label}")
        own = Identity(ResourceKey(scope, provider), "account_id")
        unknown = Unknown(Reason.COMPUTED, "the account", origin, own)
        deployer = Deployer(
            scope,
            "" if stack else provider,
            unknown if account is None else Known(account, origin),
            Known("eu-west-1", origin),
            Known("aws", origin),
        )
        resource = Resource(
            key,
            type,
            mode,
            Language.CLOUDFORMATION if stack else Language.TERRAFORM,
            Mapping({key: self.value(item) for key, item in values.items()}, origin),
            origin.span,
            origin.span,
            presence,
            deployer,
        )
        self.resources.append(resource)
        return resource

    def evaluation(self) -> Evaluation:
        resources = tuple(sorted(self.resources, key=lambda resource: resource.key))
        return Evaluation(resources, loose=tuple(self.loose))

    def graph(self) -> Graph:
        evaluation = self.evaluation()
        return build((*terraform.read(evaluation), *cloudformation.read(evaluation)))


@pytest.fixture
def code() -> Code:
    return Code()
