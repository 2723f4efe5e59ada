"""What the reading of a document collects beside it, and what is wrong with its shape.

The elements themselves are read in `elements` and `condition_blocks`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from iac_scan.iam.policy import Problem
from iac_scan.sources.span import Origin
from iac_scan.values import Mapping, OneOf, Reason, Sequence, Truth, Unknown, Value

LIST_IN_LIST = "a list in a list"
"""What is read as one list, as its author means it, and AWS refuses."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What one reading collects beside the document."""

    problems: list[Problem] = field(default_factory=list)
    """What AWS would refuse, in the order in which it was met."""
    presence: Truth = Truth.YES
    """Whether what is being read is there."""

    def problem(self, message: str, origin: Origin, sure: Truth = Truth.YES) -> None:
        """Note something that AWS would refuse, as surely as it is there."""
        self.problems.append(Problem(message, origin, sure & self.presence))

    def of(self, presence: Truth) -> Reading:
        """Return the reading of a part that is there only as surely as `presence` says."""
        return replace(self, presence=self.presence & presence)

    def of_options(self, options: tuple[Value, ...]) -> Reading:
        """Return the reading of what may be one of several values."""
        return self if len(options) == 1 else self.of(Truth.UNKNOWN)


def unreadable(detail: str, origin: Origin) -> Unknown:
    """Return the unknown that stands for something malformed."""
    return Unknown(Reason.INVALID, detail, origin)


def undecided(detail: str, origin: Origin) -> Unknown:
    """Return the unknown that stands for a choice that is too wide."""
    return Unknown(Reason.CONDITION, detail, origin)


def note_repeats(mapping: Mapping, reading: Reading) -> None:
    """Note the keys that a JSON text has more than once in one object.

    Source: IAM User Guide, "Troubleshoot IAM policies": one `Statement` in a policy, one `Effect`,
    `Action` and `Resource` in a statement. What passes a text on, as Terraform does for some
    resources, may read it as JSON is read elsewhere and drop all but the last.
    """
    for key, span in mapping.repeats:
        message = f"`{key[:60]}` is written again: it is refused, or the last one counts alone"
        reading.problem(message, Origin(span, mapping.origin.steps))


def key_of(mapping: Mapping, key: str, value: Value) -> Origin:
    """Return where a key is written, as far as that is known."""
    span = mapping.key_spans.get(key)
    return value.origin if span is None else Origin(span, value.origin.steps)


def nested_lists(
    value: Value, presence: Truth = Truth.YES, *, inside: bool = False
) -> Iterator[tuple[Sequence, Truth]]:
    """Yield the lists that stand in a list, which no policy has, and how surely they do."""
    match value:
        case Sequence() if inside:
            yield value, presence
        case Sequence(items=items):
            for item in items:
                yield from nested_lists(item, presence, inside=True)
        case OneOf(options=options):
            for option in options:
                yield from nested_lists(option, presence & Truth.UNKNOWN, inside=inside)
        case _:
            return
