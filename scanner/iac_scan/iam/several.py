"""Actions that are about several resources at once: each of them must be allowed.

Source: Service Authorization Reference, "Actions table", on required resource types (with `*`);
EC2 User Guide, "Example policies to control access to the EC2 API".
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from iac_scan.iam.decision import decide
from iac_scan.iam.fitting import resource_types
from iac_scan.iam.patterns import Pattern, exactly, intersects
from iac_scan.iam.prepared import PreparedPolicies, prepare
from iac_scan.iam.request import Decision, Outcome, Policies, Request
from iac_scan.iam.resources import PARTITIONS
from iac_scan.values import Truth

_WORST = (Outcome.DENIED_EXPLICITLY, Outcome.DENIED_IMPLICITLY, Outcome.POSSIBLE, Outcome.ALLOWED)
"""The outcome of the whole is the first of these that a part has."""


def decide_each(
    request: Request,
    resources: Iterable[Pattern | str],
    policies: Policies | PreparedPolicies,
    *,
    implied_full_access: bool = False,
) -> Decision:
    """Return what becomes of a request that names several resources.

    Shape: the request is decided for each of `resources`, beside its own `resource`; the decision
    is that of the worst, so its reasons are about that resource.
    """
    ready = prepare(policies) if isinstance(policies, Policies) else policies
    decisions = [
        decide(replace(request, resource=each), ready, implied_full_access=implied_full_access)
        for each in (request.resource, *resources)
    ]
    return min(decisions, key=lambda decision: _WORST.index(decision.outcome))


def missing_types(action: str, resources: Iterable[Pattern | str]) -> tuple[str, ...]:
    """Return the required resource types of an action that none of the resources can be of.

    `ec2:RunInstances` asks for an image, an instance, a network interface and more. Empty for
    actions without required types and for actions that the catalogue does not list.
    """
    named = [exactly(each) if isinstance(each, str) else each for each in resources]
    return tuple(
        kind.name
        for kind in resource_types(action)
        if kind.required
        and all(
            intersects(kind.pattern(partition), each) is Truth.NO
            for each in named
            for partition in PARTITIONS
        )
    )
