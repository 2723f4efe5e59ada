"""Attributes that AWS or the provider computes but that follow from the code.

An `arn` is text as far as its parts are known. Which attributes there are is `computed_table`'s.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import assert_never

from iac_scan.evaluation.result import Deployer
from iac_scan.evaluation.terraform.choices import as_unknown, for_each_choice, one_of
from iac_scan.evaluation.terraform.computed_rows import AFTER_APPLY, Row
from iac_scan.evaluation.terraform.computed_table import TABLE
from iac_scan.evaluation.terraform.tags import with_all_tags
from iac_scan.sources.bounds import Bounds
from iac_scan.sources.span import Origin
from iac_scan.values import (
    Absent,
    Identity,
    Known,
    Mapping,
    OneOf,
    Reason,
    ResourceKey,
    Sequence,
    SequenceKind,
    Text,
    Unknown,
    Value,
    join_text,
    options_of,
)

_FIELD = re.compile(r"\{(\w+|\?)\}")


def complete(type: str, values: Mapping, key: ResourceKey, deployer: Deployer) -> Mapping:
    """Return the attributes with those that follow from them.

    What names the resource (`name`, `arn`, `id`, ...) has the identity of that attribute.
    """
    row = TABLE.get(type)
    values = with_all_tags(values, deployer, tagged=row is not None and row.tagged)
    if row is None:
        return values
    made = _Computation(row, values, key, deployer)
    entries = dict(values.entries)
    for name in row.attributes:
        entries[name] = made.attribute(name)
    for name, default in row.defaults.items():
        if _is_null(values.get(name)):
            entries[name] = Known(default, values.origin)
    for name in row.nulls:
        entries.setdefault(name, Known(None, values.origin))
    if type == "aws_organizations_organization":
        entries["roots"] = roots(key, values.origin)
    return replace(values, entries=entries)


def roots(key: ResourceKey, origin: Origin) -> Sequence:
    """Return the attribute `roots` of an organization, which has exactly one."""
    entries: dict[str, Value] = {
        name: after_apply(key, f"roots[0].{name}", origin) for name in ("arn", "id")
    }
    entries["name"] = Known("Root", origin)
    return Sequence((Mapping(entries, origin),), origin, SequenceKind.LIST)


def after_apply(key: ResourceKey, attribute: str, origin: Origin) -> Unknown:
    """Return an attribute that is known after apply."""
    detail = f"`{key.address}.{attribute}` is known after apply"
    return Unknown(Reason.COMPUTED, detail, origin, Identity(key, attribute))


@dataclass(frozen=True, slots=True)
class _Computation:
    """The computed attributes of one resource."""

    row: Row
    values: Mapping
    key: ResourceKey
    deployer: Deployer

    def attribute(self, name: str) -> Value:
        """Return an attribute of the table: the written value, else what its pattern gives."""
        written = self.values.entries.get(name)
        identity = Identity(self.key, name)
        if written is not None:
            return _written_or(written, lambda: self._computed(name), identity)
        return self._computed(name)

    def _computed(self, name: str) -> Value:
        identity = Identity(self.key, name)
        if self.row.prefix is not None and name == self.row.prefixed:
            start = self.values.entries.get(self.row.prefix)
            if start is not None and not _is_null(start):
                return self._completed(start, identity)
        pattern = self.row.attributes[name]
        if pattern == AFTER_APPLY:
            return after_apply(self.key, name, self.values.origin)
        parts: list[Value] = []
        for index, piece in enumerate(_FIELD.split(pattern)):
            if index % 2:
                parts.append(self._field(piece, name))
            elif piece:
                parts.append(Known(piece, self.values.origin))
        return self._text(tuple(parts), identity, self.values.origin)

    def _completed(self, start: Value, identity: Identity) -> Value:
        """Return a name of which the start is written, or maybe written."""
        hole = after_apply(self.key, identity.attribute, self.values.origin)
        options = tuple(
            hole if _is_null(option) else self._text((option, hole), identity, option.origin)
            for option in options_of(start)
        )
        if not isinstance(start, OneOf):
            return options[0]
        return one_of(options, start.reason, start.detail, start.origin, Bounds())

    def _field(self, name: str, wanted: str) -> Value:
        match name:
            case "?":
                return after_apply(self.key, wanted, self.values.origin)
            case "account":
                return self.deployer.account_id
            case "partition":
                return self.deployer.partition
            case "region":
                return self._own_or("region", self.deployer.region)
            case "owner":
                return self._own_or("account_id", self.deployer.account_id)
            case "suffix":
                return dns_suffix(self.deployer.partition, self.values.origin)
            case "bus":
                return self._bus()
            case "host":
                return _without(self.values.get("url"), "https://")
            case "slashed_name":
                return _with_slash(self.values.get("name"), self.values.origin)
        if name in self.row.attributes and name != wanted:
            return self.attribute(name)
        written = self.values.entries.get(name)
        if written is None or _is_null(written):
            default = self.row.defaults.get(name)
            if default is None:
                return after_apply(self.key, name, self.values.origin)
            return Known(default, self.values.origin)
        return written

    def _own_or(self, argument: str, otherwise: Value) -> Value:
        """Return an argument that says where the resource is, else where its deployer is."""
        written = self.values.entries.get(argument)
        return otherwise if written is None or _is_null(written) else written

    def _bus(self) -> Value:
        """Return what stands before the name of a rule: nothing for those of the default bus.

        Source: https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-manage-iam-access.html
        """
        written = self._own_or("event_bus_name", Known("default", self.values.origin))
        match written:
            case Known(value="default"):
                return Known("", written.origin)
            case Known(value=str() as text) if ":" not in text:
                return Known(f"{text}/", written.origin)
            case _:
                return after_apply(self.key, "event_bus_name", self.values.origin)

    def _text(self, parts: tuple[Value, ...], identity: Identity, origin: Origin) -> Value:
        return for_each_choice(
            parts, lambda chosen: _joined(chosen, identity, origin), origin, Bounds()
        )


def dns_suffix(partition: Value, origin: Origin) -> Known:
    """Return the end of the domain names of a partition."""
    china = isinstance(partition, Known) and partition.value == "aws-cn"
    return Known("amazonaws.com.cn" if china else "amazonaws.com", origin)


def _is_null(value: Value) -> bool:
    return isinstance(value, Absent) or (isinstance(value, Known) and value.value is None)


def _written_or(written: Value, compute: object, identity: Identity) -> Value:
    assert callable(compute)
    match written:
        case Known(value=None) | Absent():
            computed: Value = compute()
            return computed
        case Known() | Text() | Unknown():
            return replace(written, identity=identity)
        case OneOf(options=options):
            found = (_written_or(option, compute, identity) for option in options)
            # INVARIANT: no choice stands among the options of a choice.
            flat = tuple(inner for option in found for inner in options_of(option))
            return replace(written, options=flat)
        case Sequence() | Mapping():
            return written
        case _:
            assert_never(written)


def _joined(parts: tuple[Value, ...], identity: Identity, origin: Origin) -> Value:
    pieces: list[str | Unknown] = []
    for part in parts:
        match part:
            case Known(value=str() as text):
                pieces.append(text)
            case Text(parts=inner):
                pieces.extend(inner)
            case _:
                pieces.append(as_unknown(part))
    if len(pieces) == 1 and isinstance(pieces[0], Unknown):
        return replace(pieces[0], identity=identity)
    return join_text(tuple(pieces), origin, identity=identity)


def _without(value: Value, prefix: str) -> Value:
    match value:
        case Known(value=str() as text):
            return replace(value, value=text.removeprefix(prefix), layout=())
        case Text(parts=(str() as start, *others)):
            return join_text((start.removeprefix(prefix), *others), value.origin)
        case _:
            return value


def _with_slash(value: Value, origin: Origin) -> Value:
    match value:
        case Known(value=str() as text) if not text.startswith("/"):
            return replace(value, value=f"/{text}", layout=())
        case Text(parts=(str() as start, *others)) if not start.startswith("/"):
            return join_text((f"/{start}", *others), origin)
        case _:
            return value
