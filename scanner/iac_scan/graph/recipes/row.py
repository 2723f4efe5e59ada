"""What a row of an adapter's table is, and what all recipes ask of a resource.

What a recipe makes of the answers is in the modules beside this one.
"""

from __future__ import annotations

import re
from abc import ABC, abstractmethod
from collections.abc import Iterator
from dataclasses import dataclass, replace

from iac_scan.evaluation.result import CONSTRUCT, Evaluation, Language, Mode, Resource
from iac_scan.graph.accounts import account_key, arn_of
from iac_scan.graph.facts import AccountDraft, Carrier, Fact, Link
from iac_scan.graph.items import items_of, use_of, values_at
from iac_scan.graph.model import AccountKey
from iac_scan.sources.span import Origin
from iac_scan.values import (
    Absent,
    Identity,
    Known,
    Reason,
    Text,
    Truth,
    Unknown,
    Value,
    is_null_or_absent,
    join_text,
    options_of,
    show,
    text_of,
)


class Recipe(ABC):
    """One way to read facts from a resource."""

    __slots__ = ()

    @abstractmethod
    def read(self, resource: Resource) -> Iterator[Fact]:
        """Yield what the resource says."""

    @abstractmethod
    def kinds(self) -> frozenset[str]:
        """Return the kinds of fact that it can yield, to hold two tables against each other."""


@dataclass(frozen=True, slots=True)
class Row:
    """How one resource type is read."""

    type: str
    """The type as its format names it."""
    page: str
    """The page of the documentation that says what its attributes mean."""
    recipes: tuple[Recipe, ...]
    """Shape: empty for a type that is known and adds nothing; the table says why."""
    mode: Mode = Mode.MANAGED
    """Whether the row reads resources or data sources."""


def read_rows(evaluation: Evaluation, language: Language, rows: tuple[Row, ...]) -> Iterator[Fact]:
    """Yield what the resources of one language say, and the accounts that they stand in."""
    table: dict[tuple[Mode, str], tuple[Recipe, ...]] = {}
    for row in rows:
        # What a type says about policies and what it says about roles stand in two tables.
        table[row.mode, row.type] = (*table.get((row.mode, row.type), ()), *row.recipes)
    accounts: set[AccountKey] = set()
    for resource in evaluation.resources:
        recipes = table.get((resource.mode, resource.type))
        if resource.language is not language or recipes is None:
            continue
        account = account_key(resource.deployer)
        if account not in accounts:
            accounts.add(account)
            deployer = resource.deployer
            yield AccountDraft(account, deployer.account_id, deployer.partition, deployer.among)
        for recipe in recipes:
            yield from recipe.read(resource)


@dataclass(frozen=True, slots=True)
class Named:
    """An attribute that names other things."""

    attribute: str
    """The attribute, or a path to it."""
    many: bool = False
    """Whether it is a list."""


@dataclass(frozen=True, slots=True)
class Owner:
    """An attribute that names principals, or the resource itself."""

    carrier: Carrier
    """What kind of principal."""
    named: Named | None = None
    """The attribute; None when the resource is the principal."""


@dataclass(frozen=True, slots=True)
class Found:
    """One thing that an attribute names."""

    link: Link
    """The thing."""
    presence: Truth
    """Whether it is named."""
    origin: Origin
    """The line that names it."""


def named_by(resource: Resource, named: Named | None) -> tuple[tuple[Found, ...], Unknown | None]:
    """Return what the attribute names, and why it may name more.

    A single attribute that is written always names something, however little is known of it.
    """
    header = Origin(resource.span)
    if named is None:
        return (Found(resource.key, Truth.YES, header),), None
    if "." in named.attribute:
        inside = values_at(resource.values, named.attribute)
        return tuple(Found(value, presence, use_of(value)) for value, presence in inside), None
    value = resource.values.get(named.attribute)
    if named.many:
        items = items_of(value)
        found = tuple(Found(item, presence, use_of(item)) for item, presence in items.items)
        return found, items.rest
    if is_null_or_absent(value) is Truth.YES:
        return (), None
    return (Found(value, Truth.YES, header),), None


def own_name(resource: Resource, attribute: str) -> Value:
    """Return the name as the author wrote it; Absent when AWS makes it up.

    Evaluation marks the name of a resource as an attribute of that resource, also where it comes
    from a variable; what links by name must see the variable.
    """
    name = resource.values.get(attribute)
    if isinstance(name, Unknown) and name.identity is not None:
        own = name.identity.resource == resource.key
        if own and name.reason is Reason.COMPUTED:
            return Absent(name.origin)
        return replace(name, identity=None) if own else name
    return name


def shown_name(resource: Resource, name: Value) -> str:
    """Return the name for messages; the label in the code when AWS makes up the name."""
    if is_null_or_absent(name) is Truth.YES:
        return _label(resource)
    options = options_of(name)
    if len(options) > 1 and not all(isinstance(option, Known) for option in options):
        return _label(resource)
    return " or ".join(dict.fromkeys(_shown(resource, option) for option in options))


def _shown(resource: Resource, name: Value) -> str:
    """Return one name, with dots for the end that AWS gives to a prefix.

    A prefix without letter or digit, as an empty variable leaves it, is no name: the label is.
    """
    if not isinstance(name, Text):
        return show(name)
    own = (Identity(resource.key, "name"), Reason.COMPUTED)
    parts = tuple(
        "..." if isinstance(part, Unknown) and (part.identity, part.reason) == own else part
        for part in name.parts
    )
    written = [part for part in parts if part != "..."]
    if not any(isinstance(part, Unknown) or any(map(str.isalnum, part)) for part in written):
        return _label(resource)
    return show(join_text(parts, name.origin))


def _label(resource: Resource) -> str:
    """Return what the author calls a resource: its label, or the path of its CDK construct."""
    path = None if resource.metadata is None else text_of(resource.metadata.get(CONSTRUCT))
    return label_of(resource.key.address) if not path else path.removesuffix("/Resource")


_LABEL = re.compile(r'[^.\[\]]+(?:\[(?:"(?:[^"\\]|\\.)*"|[^\]"]*)\])?$')


def label_of(address: str) -> str:
    """Return the last label of an address: `x["k"]` of `module.a.aws_iam_role.x["k"]`."""
    found = _LABEL.search(address)
    return found.group() if found is not None else address


def path_of(resource: Resource, attribute: str) -> Value:
    """Return the IAM path, `/` when not written."""
    value = resource.values.get(attribute)
    if is_null_or_absent(value) is Truth.YES:
        return Known("/", Origin(resource.span))
    return value


def own_arn(resource: Resource, kind: str, path: str, name: Value) -> Value:
    """Return the ARN that evaluation made, else one made of its parts."""
    value = made_arn(resource)
    if isinstance(value, Absent):
        return arn_of(resource, kind, path_of(resource, path), name, "Arn")
    return value


def made_arn(resource: Resource) -> Value:
    """Return the ARN that evaluation made, whose holes are those of what refers to it.

    Unknown: Absent where a template leaves it wholly open, or a choice of several.
    """
    value = resource.values.get("arn")
    if isinstance(value, Absent) and isinstance(resource.arn, Known | Text):
        return resource.arn
    return value
