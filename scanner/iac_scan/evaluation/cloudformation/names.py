"""What the sections of a template declare by name, loops and includes spelled out.

What is declared under a name is evaluated in `stack`.
"""

from __future__ import annotations

from collections.abc import Mapping as Map
from dataclasses import dataclass, field

from iac_scan.evaluation.cloudformation.loops import Budget, expanded
from iac_scan.evaluation.cloudformation.scope import Scope, Table
from iac_scan.evaluation.cloudformation.sections import Declaration, Template, declaration_of
from iac_scan.parsers.template.tree import Entries, Node
from iac_scan.values import Unknown


@dataclass(frozen=True, slots=True)
class Section:
    """What one section declares."""

    declared: Map[str, Declaration]
    """By logical id, in written order."""
    rest: Unknown | None
    """Why it may declare more than that; None where it does not."""


@dataclass(slots=True)
class Names:
    """The sections of one stack. Mutable: each is spelled out once, when it is asked for."""

    template: Template
    budget: Budget
    """How many nodes loops and includes may still add."""
    _sections: dict[str, Section] = field(default_factory=dict)
    _mappings: dict[str, Table] = field(default_factory=dict)

    def section(self, scope: Scope, name: str) -> Section:
        """Return what a section declares; nothing while it is being spelled out."""
        known = self._sections.get(name)
        if known is not None:
            return known
        found = self._sections[name] = Section({}, None)
        node = {
            "Conditions": self.template.conditions,
            "Mappings": self.template.mappings,
            "Resources": self.template.resources,
            "Outputs": self.template.outputs,
        }[name]
        if isinstance(node, Entries):
            spelled, rest = expanded(scope, node, self.budget)
            found = Section({entry.key: declaration_of(entry) for entry in spelled.entries}, rest)
        self._sections[name] = found
        return found

    def mapping(self, scope: Scope, name: str) -> Table | Unknown | None:
        """Return a mapping; None where the template surely has none of that name.

        It is empty while it is being spelled out.
        """
        known = self._mappings.get(name)
        if known is not None:
            return known
        section = self.section(scope, "Mappings")
        declared = section.declared.get(name)
        if declared is None or not isinstance(declared.node, Entries):
            return section.rest
        self._mappings[name] = Table({}, None)
        top, rest = expanded(scope, declared.node, self.budget)
        rows: dict[str, dict[str, Node]] = {}
        for entry in top.entries:
            if isinstance(entry.value, Entries):
                row, more = expanded(scope, entry.value, self.budget)
                rows[entry.key] = {one.key: one.value for one in row.entries}
                rest = rest or more
        table = self._mappings[name] = Table(rows, rest)
        return table
