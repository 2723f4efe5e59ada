"""The recipe for what runs with roles, in attributes or in settings that are named by text.

Which roles those are is found in `graph.running`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from iac_scan.evaluation.result import Resource
from iac_scan.graph.accounts import place_of
from iac_scan.graph.facts import Fact, UseDraft, WorkloadDraft
from iac_scan.graph.items import items_of, names_nothing, values_at
from iac_scan.graph.model import WorkloadKind
from iac_scan.graph.recipes.row import Recipe, own_name, shown_name
from iac_scan.sources.span import Origin
from iac_scan.values import Absent, Known, Mapping, OneOf, Text, Truth, Unknown, Value


@dataclass(frozen=True, slots=True)
class Setting:
    """A role among settings that a list names by text, where others have an attribute."""

    entries: str
    """The path of the list."""
    says: tuple[tuple[str, str], ...]
    """The attributes of an entry that say which setting it is, each with what it then holds."""
    value: str
    """The attribute of an entry with its value."""
    by_profile: bool = False
    """Whether the value names an instance profile."""

    def is_said_by(self, entry: Mapping) -> Truth:
        """Tell whether an entry is this setting; one whose name is not known may be."""
        return Truth.all(_is_text(entry.get(name), text) for name, text in self.says)


def _is_text(value: Value, text: str) -> Truth:
    match value:
        case Known(value=known):
            return Truth.of(known == text)
        case Unknown() | Text() | OneOf():
            return Truth.UNKNOWN
        case _:
            return Truth.NO


@dataclass(frozen=True, slots=True)
class ReadWorkload(Recipe):
    """The resource runs with roles."""

    kind: WorkloadKind
    """What it is."""
    name: str
    """The attribute with its name; empty when AWS makes up the name."""
    roles: tuple[str, ...]
    """The paths of its roles."""
    profiles: tuple[str, ...] = ()
    """The paths of its instance profiles."""
    optional: bool = False
    """Whether it is something else, and runs with a role only when one is written."""
    settings: tuple[Setting, ...] = ()
    """The roles and instance profiles among its named settings."""

    def read(self, resource: Resource) -> Iterator[Fact]:
        """Yield what runs, with every role that it may run with."""
        missing = Absent(Origin(resource.span))
        name = shown_name(resource, own_name(resource, self.name) if self.name else missing)
        uses = tuple(
            use
            for by_profile, paths in ((False, self.roles), (True, self.profiles))
            for path in paths
            for use in self._uses(resource, path, by_profile)
        )
        uses += tuple(use for each in self.settings for use in _set(resource, each))
        if uses or not self.optional:
            yield WorkloadDraft(self.kind, place_of(resource), name, uses)

    def _uses(self, resource: Resource, path: str, by_profile: bool) -> Iterator[UseDraft]:
        """Yield what stands at a path: one role, or each of a list."""
        for value, presence in values_at(resource.values, path):
            if isinstance(value, Unknown):
                yield UseDraft(value, by_profile, path, presence)
                continue
            found = items_of(value)
            for item, listed in found.items:
                if not names_nothing(item):
                    yield UseDraft(item, by_profile, path, presence & listed)
            if found.rest is not None:
                yield UseDraft(found.rest, by_profile, path, Truth.UNKNOWN)

    def kinds(self) -> frozenset[str]:
        """Return the one kind."""
        return frozenset({f"roles of {self.kind.type}"})


def _set(resource: Resource, setting: Setting) -> Iterator[UseDraft]:
    """Yield the role that a setting names, and whatever may be that setting."""
    path = f"{setting.entries}.{setting.value}"
    for entries, presence in values_at(resource.values, setting.entries):
        found = items_of(entries)
        for entry, listed in found.items:
            match entry:
                case Mapping():
                    there = presence & listed & setting.is_said_by(entry)
                    named = entry.get(setting.value)
                    if there is not Truth.NO and not names_nothing(named):
                        yield UseDraft(named, setting.by_profile, path, there)
                case Unknown():
                    yield UseDraft(entry, setting.by_profile, path, Truth.UNKNOWN)
        if found.rest is not None:
            yield UseDraft(found.rest, setting.by_profile, path, Truth.UNKNOWN)
