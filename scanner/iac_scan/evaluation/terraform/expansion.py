"""The instances of one block: their keys, whether they exist, and all of them as one value.

Which there are, `instances` finds out.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from collections.abc import Mapping as Map
from dataclasses import dataclass, field
from typing import TypeAlias, assert_never

from iac_scan.evaluation.terraform.choices import as_unknown, one_of
from iac_scan.evaluation.terraform.scope import Scope
from iac_scan.sources.span import Origin
from iac_scan.values import Known, Mapping, Reason, Sequence, Truth, Unknown, Value

Key: TypeAlias = int | str | None
"""The key of an instance: an index, a key, or None of a block without count and for_each."""

UNKNOWN_KEY = "..."
"""The key of the one instance that stands for all those whose keys are not known."""


@dataclass(frozen=True, slots=True, eq=False)
class Expansion:
    """The instances of one block."""

    keys: tuple[Key, ...]
    """Shape: in terraform's order; empty when there is surely none."""
    presence: Map[Key, Truth] = field(default_factory=dict)
    """UNKNOWN for the instances that may not exist; those not named surely do."""
    each: Map[Key, tuple[Value, Value]] = field(default_factory=dict)
    """Key and value of each instance of for_each."""
    counted: bool = False
    """Made by count."""
    alternatives: tuple[tuple[Key, ...], ...] = ()
    """The sets of instances of which one exists, when that is undecided."""
    doubt: Unknown | None = None
    """Why there may be other instances, when that is not known."""
    because: Unknown | None = None
    """Why it is undecided which exist."""

    @staticmethod
    def single() -> Expansion:
        """Return the expansion of a block without count and for_each."""
        return Expansion((None,))

    def presence_of(self, key: Key) -> Truth:
        """Tell whether the instance exists."""
        return self.presence.get(key, Truth.YES)

    def address_of(self, key: Key) -> str:
        """Return what follows the name in the address: nothing, `[0]` or `["k"]`."""
        match key:
            case None:
                return ""
            case int():
                return f"[{key}]"
            case str():
                return f"[{json.dumps(key, ensure_ascii=False)}]"
            case _:
                assert_never(key)

    def scope_for(self, key: Key, scope: Scope) -> Scope:
        """Return the scope in which the block is evaluated for one instance."""
        if self.presence_of(key) is not Truth.YES:
            scope = scope.unsure()
        if key is None:
            return scope
        if self.counted:
            index: Value = Known(key, self.each[key][0].origin)
            if self.doubt is not None and key == 0 and not self.alternatives:
                index = self.each[key][0]
            return scope.naming({"count": Mapping({"index": index}, index.origin)})
        name, value = self.each[key]
        return scope.naming({"each": Mapping({"key": name, "value": value}, name.origin)})

    def value(self, value_of: Callable[[Key], Value], origin: Origin, scope: Scope) -> Value:
        """Return all instances as one value, as a reference without key means them."""
        if self.keys == (None,):
            return value_of(None)
        sets = self.alternatives or (self.keys,)
        made = [self._collection(keys, value_of, origin) for keys in sets]
        if self.because is None:
            return made[0]
        return one_of(made, Reason.CONDITION, self.because.detail, origin, scope.bounds)

    def _collection(
        self, keys: tuple[Key, ...], value_of: Callable[[Key], Value], origin: Origin
    ) -> Value:
        rest = None
        if self.doubt is not None and keys:
            whole = as_unknown(value_of(keys[-1]))
            rest = Unknown(self.doubt.reason, self.doubt.detail, origin, whole.identity)
        if self.counted:
            return Sequence(tuple(value_of(key) for key in keys), origin, rest=rest)
        entries = {str(key): value_of(key) for key in keys if key != UNKNOWN_KEY or rest is None}
        return Mapping(entries, origin, rest=rest)
