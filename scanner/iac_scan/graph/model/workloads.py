"""What runs with a role: functions, instances, tasks, builds, pipelines, schedules.

What the role may do is asked of `iac_scan.effective`; who may reach what runs is not known here.
"""

from __future__ import annotations

from dataclasses import dataclass

from iac_scan.graph.model.places import Place
from iac_scan.graph.model.principals import InstanceProfile, Role
from iac_scan.sources.span import Origin
from iac_scan.values import Truth, Unknown, Value


@dataclass(frozen=True, slots=True)
class WorkloadKind:
    """A kind of resource to which a role is passed; `graph.compute` lists them."""

    type: str
    """AWS's name for it: `AWS::Lambda::Function`."""
    noun: str
    """For messages: `function`."""
    service: str
    """The service that takes the role, as a trust policy names it: `lambda.amazonaws.com`."""


@dataclass(frozen=True, slots=True)
class RoleUse:
    """The fact that something runs, or may run, with a role."""

    role: Role | None
    """The declared role; None for one that is declared elsewhere or not known."""
    profile: InstanceProfile | None
    """The declared instance profile through which it is taken, or None."""
    value: Value
    """What the code writes: an ARN, a name or a reference."""
    attribute: str
    """Where it writes it: `role`, `Target.RoleArn`."""
    presence: Truth
    """Whether it is so."""
    origin: Origin
    """The line that names the role."""


@dataclass(frozen=True, slots=True)
class Workload:
    """Something that runs with roles."""

    kind: WorkloadKind
    """What it is."""
    name: str
    """For messages."""
    place: Place
    """Where it stands."""
    roles: tuple[RoleUse, ...]
    """In the order of the table; empty when it surely runs with none."""
    unlinked: tuple[Unknown, ...] = ()
    """Why it may run with roles that are not known."""

    @property
    def origin(self) -> Origin:
        """Its declaration."""
        return self.place.origin
