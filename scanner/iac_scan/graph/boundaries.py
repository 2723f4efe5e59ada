"""The permissions boundary that a user or role carries, or may carry.

What a boundary leaves of a grant is decided in `iac_scan.iam`.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache

from iac_scan.graph.facts import PrincipalDraft
from iac_scan.graph.items import names_nothing, use_of
from iac_scan.graph.links import Linker
from iac_scan.graph.model import Boundary, ManagedPolicy, PolicySource
from iac_scan.iam.policy import PolicyDocument, PolicyKind
from iac_scan.iam.read import read_again
from iac_scan.iam.same import Same
from iac_scan.values import (
    Truth,
    Unknown,
    Value,
    options_of,
    show,
)


@lru_cache(maxsize=256)
def _as_boundary(document: Same[PolicyDocument]) -> PolicyDocument:
    """Return a policy as a boundary has it; one object for all who carry it."""
    return read_again(document.it, PolicyKind.BOUNDARY)


@dataclass(frozen=True, slots=True)
class Boundaries:
    """Finds boundaries."""

    linker: Linker
    """Knows the policies."""

    def find(self, draft: PrincipalDraft) -> Boundary | Unknown | None:
        """Return the boundary of a principal.

        Unknown: a value that may be null, or that is one of several of which some are null, is
        not a boundary for sure. Of several policies none is surely the one: the document holds
        the statements of all of them, each of them possible.
        """
        if not draft.declared and isinstance(draft.boundary, Unknown):
            return draft.boundary
        options = options_of(draft.boundary)
        set_here = [option for option in options if not names_nothing(option)]
        if not set_here:
            return None
        for option in set_here:
            if draft.nullable and isinstance(option, Unknown) and option.identity is None:
                return option
        origin = use_of(draft.boundary)
        found = [
            policy
            for option in set_here
            for policy, _ in self.linker.find_policies(option, draft.place, origin)
        ]
        presence = Truth.YES if len(set_here) == len(options) else Truth.UNKNOWN
        if len(found) == 1:
            document = _as_boundary(Same(found[0].document))
            return Boundary(found[0], document, origin, presence)
        return self._one_of(found, draft.boundary, presence)

    def _one_of(self, policies: list[ManagedPolicy], value: Value, presence: Truth) -> Boundary:
        """Return a boundary that is one of several policies."""
        origin = use_of(value)
        document = PolicyDocument(
            PolicyKind.BOUNDARY,
            tuple(
                replace(statement, presence=Truth.UNKNOWN)
                for policy in policies
                for statement in policy.document.statements
            ),
            None,
            origin,
            next((p.document.unread for p in policies if p.document.unread is not None), None),
        )
        identity = read_again(document, PolicyKind.IDENTITY)
        source = PolicySource.ELSEWHERE
        together = ManagedPolicy(source, show(value), value, identity, None, origin)
        return Boundary(together, document, origin, presence)
