"""Policies prepared once for many requests.

What becomes of a request is `decision`; what one statement says of it is `claims`.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from iac_scan.iam.claims import Prepared, prepared
from iac_scan.iam.request import Policies, Stage


@dataclass(frozen=True, slots=True, eq=False)
class PreparedPolicies:
    """Policies with everything worked out that does not hang on a request; see `prepare`."""

    layers: tuple[tuple[Stage, Prepared], ...]
    """Every policy type and level that is there, in the order of AWS."""
    stages: frozenset[Stage]
    """The policy types that are there."""
    management_account: bool
    """Whether service control policies do not bind the caller's account."""
    narrowed: dict[str, tuple[tuple[Stage, Prepared], ...]] = field(default_factory=dict)
    """The layers by action, as far as asked for: a memory, which changes no answer."""

    def about(self, action: str) -> tuple[tuple[Stage, Prepared], ...]:
        """Return the layers with the statements that may be about one action."""
        found = self.narrowed.get(action)
        if found is None:
            if len(self.narrowed) >= _REMEMBERED:
                self.narrowed.clear()
            found = tuple((stage, layer.about(action)) for stage, layer in self.layers)
            self.narrowed[action] = found
        return found


_REMEMBERED = 1024
"""How many actions are remembered before the memory is emptied."""


def prepare(policies: Policies) -> PreparedPolicies:
    """Return the policies ready for many requests: `decide` takes them in place of `Policies`.

    What is worked out for an action is remembered, so that the next request for it is quick.
    """
    many = (
        (Stage.RESOURCE_CONTROL, policies.resource_control),
        (Stage.SERVICE_CONTROL, policies.service_control),
    )
    alone = (
        (Stage.RESOURCE, policies.resource),
        (Stage.SESSION, policies.session),
        (Stage.BOUNDARY, policies.boundary),
        (Stage.ENDPOINT, policies.endpoint),
    )
    layers = [(stage, prepared(level)) for stage, levels in many for level in levels]
    layers += [(stage, prepared((policy,))) for stage, policy in alone if policy is not None]
    layers.append((Stage.IDENTITY, prepared(policies.identity)))
    stages = frozenset(stage for stage, _ in layers)
    return PreparedPolicies(tuple(layers), stages, policies.management_account)
