"""Many statements of one check made into one finding: one place in the code, one risk.

What becomes of the findings then is `assemble`.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import accumulate
from typing import Any

from iac_scan.check import Check, Draft, place_of
from iac_scan.evaluation.result import Resource
from iac_scan.findings.finding import Certainty, Finding, Related
from iac_scan.findings.fingerprint import of_risk
from iac_scan.findings.rule import CheckId
from iac_scan.graph.model import Node, Organization, SecretLiteral
from iac_scan.sources.span import Span

_CALLS_SHOWN = 10
"""How many module calls one finding names; the rest is a number."""


@dataclass(frozen=True, slots=True)
class Stated:
    """What one check says of one node."""

    check: Check[Any]
    """The check."""
    node: Node
    """The node."""
    draft: Draft
    """The finding."""

    @property
    def address(self) -> str:
        """The address of the node."""
        return address_of(self.node)


def merge(stated: Iterable[Stated], resources: Iterable[Resource] = ()) -> tuple[Finding, ...]:
    """Return the findings that the statements make, in no order.

    A finding is known again by the one of `resources` in which its line stands: whom else a
    shared policy is attached to may change without making its statement a new risk.
    """
    owners = _Owners(resources)
    return tuple(finding for group in _groups(stated) for finding in _merge(group, owners))


class _Owners:
    """In which resource a line stands, found without a look at every resource of its file."""

    def __init__(self, resources: Iterable[Resource]) -> None:
        bodies: dict[str, dict[tuple[int, int], str]] = {}
        for resource in resources:
            body, address = resource.body, resource.key.address
            lines = (body.start_line, body.end_line)
            own = bodies.setdefault(body.path, {})
            own[lines] = min(address, own.get(lines, address))
        # One line belongs to few bodies: they nest at most as deep as the formats do.
        self._bodies = {
            path: sorted((*lines, address) for lines, address in own.items())
            for path, own in bodies.items()
        }
        self._reach = {
            path: list(accumulate((last for _, last, _ in found), max))
            for path, found in self._bodies.items()
        }

    def of(self, span: Span) -> str | None:
        """Return the address of the resource in which a span begins: the innermost, first by name.

        Of the bodies that begin at or above the line only those are looked at behind which one
        still reaches the line.
        """
        found, reach = self._bodies.get(span.path, []), self._reach.get(span.path, [])
        around = []
        at = bisect_right(found, span.start_line, key=lambda body: body[0]) - 1
        while at >= 0 and reach[at] >= span.start_line:
            first, last, address = found[at]
            if last >= span.start_line:
                around.append((last - first, address))
            at -= 1
        return min(around)[1] if around else None


def address_of(node: Node) -> str:
    """Return how a report names a node."""
    place = place_of(node)
    if place is not None:
        return place.key.address
    match node:
        case SecretLiteral(attribute=attribute):
            return attribute
        case Organization():
            return "organization"
        case _:
            return node.name


def _groups(stated: Iterable[Stated]) -> Iterator[list[Stated]]:
    """Yield what is one finding: one check, one place in the code, the same words or none shared.

    A line that is evaluated several times (a module with many callers, a for_each) is one place.
    What one resource is told twice at that place are two findings; what two resources are told
    there in different words is one, since the words differ by the names of the instances.
    """
    by_place: dict[tuple[CheckId, Span], dict[str, list[Stated]]] = {}
    for item in stated:
        clusters = by_place.setdefault((item.check.id, item.draft.at.span), {})
        clusters.setdefault(item.draft.evidence, []).append(item)
    for clusters in by_place.values():
        groups: list[list[Stated]] = []
        for evidence in sorted(clusters):
            members = clusters[evidence]
            owners = {_key(item) for item in members}
            for group in groups:
                if owners.isdisjoint(_key(item) for item in group):
                    group.extend(members)
                    break
            else:
                groups.append(list(members))
        yield from groups


def _key(item: Stated) -> tuple[str, str]:
    """Return the identity of the resource that something is said of."""
    place = place_of(item.node)
    return ("", item.address) if place is None else (place.key.scope, place.key.address)


def _merge(group: list[Stated], owners: _Owners) -> Iterator[Finding]:
    """Yield the one finding that a group makes, in the words of its surest first member."""
    ordered = sorted(
        group,
        key=lambda item: (
            item.draft.certainty is not Certainty.CERTAIN,
            _key(item),
            item.draft.message,
        ),
    )
    first = ordered[0]
    span = first.draft.at.span
    folder = span.path.rpartition("/")[0]
    owner = owners.of(span) or first.address
    yield Finding(
        check=first.check.id,
        severity=first.check.severity,
        certainty=first.draft.certainty,
        message=first.draft.message,
        remedy=first.check.remedy,
        span=span,
        subject=first.address,
        related=tuple(_related(ordered)),
        steps=first.draft.at.steps,
        fingerprint=of_risk(first.check.id, folder, owner, first.draft.evidence),
        content=of_risk(first.check.id, "", owner, first.draft.evidence),
        holder=of_risk(first.check.id, folder, first.address, first.draft.evidence),
        instances=tuple(sorted({item.address for item in ordered} - {first.address})),
    )


def _related(ordered: list[Stated]) -> Iterator[Related]:
    """Yield what proves a finding, then where its module is called."""
    primary = ordered[0].draft.at.span
    seen = {primary}
    for label, origin in ordered[0].draft.also:
        if origin.span not in seen:
            seen.add(origin.span)
            yield Related(label, origin.span)
    calls: dict[Span, str] = {}
    for item in ordered:
        place = place_of(item.node)
        for step in place.calls if place is not None else ():
            calls.setdefault(step.span, step.label)
    shown = [(span, label) for span, label in calls.items() if span not in seen]
    for index, (span, label) in enumerate(shown[:_CALLS_SHOWN], start=1):
        more = len(shown) - _CALLS_SHOWN if index == _CALLS_SHOWN else 0
        rest = f", and at {more} more places" if more > 0 else ""
        yield Related(f"`{label}` is called here{rest}", span)
