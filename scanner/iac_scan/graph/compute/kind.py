"""How a kind of resource to which a role is passed is written.

Which kinds there are is in the modules beside this one.
Source: Service Authorization Reference, actions with `iam:PassRole` among their dependent actions;
the names of services are those under "Service" in the trust policies of their user guides.
"""

from __future__ import annotations

from iac_scan.graph.model import WorkloadKind


def kind(type: str, noun: str, service: str) -> WorkloadKind:
    """Return a kind whose role is taken by a service of AWS."""
    return WorkloadKind(type, noun, f"{service}.amazonaws.com")
