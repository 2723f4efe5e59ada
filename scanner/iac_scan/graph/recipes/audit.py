"""Recipes for audit trails, analyzers, other safeguards, and rules for passwords.

What of these an account has to have is for checks to say.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from iac_scan.evaluation.result import Resource
from iac_scan.graph.accounts import place_of
from iac_scan.graph.facts import Fact
from iac_scan.graph.items import items_of, switched_on
from iac_scan.graph.model import (
    Analyzer,
    PasswordPolicy,
    Safeguard,
    SafeguardKind,
    Trail,
    TrailKind,
)
from iac_scan.graph.recipes.row import Recipe, own_name, shown_name
from iac_scan.values import Absent, Known, Mapping, Truth, is_null_or_absent, text_of


@dataclass(frozen=True, slots=True)
class ReadTrail(Recipe):
    """The resource is an audit trail or an event data store."""

    kind: TrailKind
    """Which."""
    name: str
    """The attribute with its name."""
    multi_region: str
    """The attribute that makes it hold every region."""
    organization: str
    """The attribute that makes it hold every account."""
    key: str
    """The attribute with its key."""
    logging: str = ""
    """The attribute that switches it on; on when it is not written."""
    paused: str = ""
    """The attribute that switches it off."""
    validation: str = ""
    """The attribute that makes changes to its files seen."""
    bucket: str = ""
    """The attribute with its bucket."""
    selected: str = ""
    """The path, in simple selectors, of whether they take management events."""
    advanced: str = ""
    """The attribute with advanced selectors."""

    def read(self, resource: Resource) -> Iterator[Fact]:
        """Yield the trail."""
        values = resource.values
        store = self.kind is TrailKind.EVENT_DATA_STORE
        logging = switched_on(values.get(self.logging), Truth.YES) if self.logging else Truth.YES
        paused = switched_on(values.get(self.paused)) if self.paused else Truth.NO
        validated = switched_on(values.get(self.validation)) if self.validation else Truth.NO
        unwritten = Truth.YES if store else Truth.NO
        yield Trail(
            kind=self.kind,
            name=shown_name(resource, own_name(resource, self.name)),
            place=place_of(resource),
            logging=logging & ~paused,
            multi_region=switched_on(values.get(self.multi_region), unwritten),
            organization=switched_on(values.get(self.organization)),
            validated=Truth.YES if store else validated,
            management_events=self._management(resource),
            key=values.get(self.key),
            bucket=values.get(self.bucket) if self.bucket else Absent(values.origin),
        )

    def _management(self, resource: Resource) -> Truth:
        """Tell whether management events are taken: they are unless selectors leave them out.

        Unknown: what advanced selectors take is not worked out.
        Source: AWS CloudTrail User Guide, "Logging management events".
        """
        values = resource.values
        if is_null_or_absent(values.get(self.advanced)) is not Truth.YES:
            return Truth.UNKNOWN
        if self.selected == "":
            return Truth.YES
        block, _, setting = self.selected.partition(".")
        selectors = items_of(values.get(block))
        if not selectors.items:
            return Truth.YES if selectors.rest is None else Truth.UNKNOWN
        taken = Truth.NO if selectors.rest is None else Truth.UNKNOWN
        for selector, listed in selectors.items:
            if isinstance(selector, Mapping):
                taken |= listed & switched_on(selector.get(setting), Truth.YES)
            else:
                taken |= Truth.UNKNOWN
        return taken

    def kinds(self) -> frozenset[str]:
        """Return the one kind."""
        return frozenset({self.kind.value})


@dataclass(frozen=True, slots=True)
class ReadAnalyzer(Recipe):
    """The resource is an analyzer."""

    name: str
    """The attribute with its name."""
    type: str
    """The attribute with its type."""

    def read(self, resource: Resource) -> Iterator[Fact]:
        """Yield the analyzer."""
        type = resource.values.get(self.type)
        if is_null_or_absent(type) is Truth.YES:
            type = Known("ACCOUNT", type.origin)
        name = shown_name(resource, own_name(resource, self.name))
        yield Analyzer(name, place_of(resource), type)

    def kinds(self) -> frozenset[str]:
        """Return the one kind."""
        return frozenset({"analyzer"})


@dataclass(frozen=True, slots=True)
class ReadSafeguard(Recipe):
    """The resource switches on something that watches over the account."""

    kind: SafeguardKind
    """What."""
    enabled: str = ""
    """The attribute that switches it on; empty when its being there does."""
    value: str = ""
    """For an attribute that is a word or a list of words: the one that means on."""

    def read(self, resource: Resource) -> Iterator[Fact]:
        """Yield the safeguard; on when nothing is written."""
        enabled = Truth.YES
        if self.enabled:
            written = resource.values.get(self.enabled)
            if self.value:
                found = items_of(written)
                said = [text_of(item) for item, _ in found.items]
                if self.value in said or (not said and found.rest is None):
                    enabled = Truth.YES
                else:
                    sure = found.rest is None and None not in said
                    enabled = Truth.NO if sure else Truth.UNKNOWN
            else:
                enabled = switched_on(written, Truth.YES)
        yield Safeguard(self.kind, place_of(resource), enabled)

    def kinds(self) -> frozenset[str]:
        """Return one kind for each safeguard."""
        return frozenset({self.kind.value})


@dataclass(frozen=True, slots=True)
class ReadPasswordPolicy(Recipe):
    """The resource is the rules for passwords."""

    length: str
    """The attribute with the least number of characters."""
    reuse: str
    """The attribute with how many earlier ones must not come again."""
    age: str
    """The attribute with the days until a change."""
    required: tuple[tuple[str, str], ...]
    """Shape: what a password may have to have, and the attribute that says so."""
    may_change: str
    """The attribute that lets users change their own."""

    def read(self, resource: Resource) -> Iterator[Fact]:
        """Yield the rules."""
        values = resource.values
        yield PasswordPolicy(
            place_of(resource),
            values.get(self.length),
            values.get(self.reuse),
            values.get(self.age),
            tuple((word, switched_on(values.get(name))) for word, name in self.required),
            switched_on(values.get(self.may_change)),
        )

    def kinds(self) -> frozenset[str]:
        """Return the one kind."""
        return frozenset({"password policy"})
