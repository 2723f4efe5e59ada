"""Recipes for access keys and console passwords.

Credentials written out in the code are found in `graph.secrets`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from iac_scan.evaluation.result import Resource
from iac_scan.graph.accounts import place_of
from iac_scan.graph.facts import AccessKeyDraft, Fact, LoginProfileDraft
from iac_scan.graph.items import use_of
from iac_scan.graph.recipes.row import Recipe
from iac_scan.values import Truth, is_null_or_absent


@dataclass(frozen=True, slots=True)
class ReadAccessKey(Recipe):
    """The resource is an access key."""

    user: str
    """The attribute with the user."""
    status: str
    """The attribute with the status."""

    def read(self, resource: Resource) -> Iterator[Fact]:
        """Yield the key."""
        yield AccessKeyDraft(
            resource.values.get(self.user), resource.values.get(self.status), place_of(resource)
        )

    def kinds(self) -> frozenset[str]:
        """Return the one kind."""
        return frozenset({"access key"})


@dataclass(frozen=True, slots=True)
class ReadLoginProfile(Recipe):
    """The resource is a console password, or is a user and has one."""

    user: str = ""
    """The attribute with the user."""
    block: str = ""
    """The attribute with the password, when the resource is the user."""

    def read(self, resource: Resource) -> Iterator[Fact]:
        """Yield the password."""
        place = place_of(resource)
        if self.block == "":
            yield LoginProfileDraft(resource.values.get(self.user), place.origin, place)
            return
        block = resource.values.get(self.block)
        there = ~is_null_or_absent(block)
        if there is not Truth.NO:
            place = replace(place, presence=place.presence & there)
            yield LoginProfileDraft(resource.key, use_of(block), place)

    def kinds(self) -> frozenset[str]:
        """Return the one kind."""
        return frozenset({"login profile"})
