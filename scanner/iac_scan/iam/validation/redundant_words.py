"""Words of one statement that another beside them covers.

What one statement says of another is `redundancy`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from iac_scan.iam.patterns import Pattern, is_subset, shown
from iac_scan.iam.policy import PolicyDocument, Statement, Word
from iac_scan.iam.resources import resource_pattern
from iac_scan.iam.validation.comparing import (
    Read,
    Redundant,
    Work,
    action_pattern,
    says,
    says_as_text,
)
from iac_scan.iam.validation.fault import FaultCode, place_of
from iac_scan.iam.validation.structure import fault_in
from iac_scan.values import Known, Truth


def redundant_words(
    statement: Statement, document: PolicyDocument, work: Work
) -> Iterator[Redundant]:
    """Yield the words of a statement that are covered by one beside them, as one."""
    variables = document.version == "2012-10-17"
    for words, code, is_said in (
        (statement.actions, FaultCode.REDUNDANT_ACTION, says_as_text),
        (statement.resources, FaultCode.REDUNDANT_RESOURCE, says),
    ):
        if words is None:
            continue
        patterns: list[Read] = []
        for word in words.words:
            if code is FaultCode.REDUNDANT_RESOURCE:
                pattern = resource_pattern(word, document.kind, variables=variables)
                patterns.append((word, pattern))
            elif isinstance(word, Known):
                patterns.append((word, action_pattern(word)))
        found = list(_covered(patterns, is_said, work))
        if found:
            inner, outer = found[0]
            written, wider = shown(inner), shown(outer)
            rest = f", and {len(found) - 1} more like it" if len(found) > 1 else ""
            message = (
                f"`{written}` is written twice{rest}"
                if written.lower() == wider.lower()
                else f"`{written}` is covered by `{wider}` beside it{rest}"
            )
            yield Redundant(fault_in(statement, code, message, place_of(inner)), outer)
            return


def _covered(
    patterns: Sequence[Read], is_said: Callable[[Read, Read], bool], work: Work
) -> Iterator[tuple[Word, Word]]:
    """Yield each word that another covers, with that; of two that are the same, the later."""
    wide = [pair for pair in patterns if pair[1].glob is None or {"*", "?"} & set(pair[1].glob)]
    first: dict[Pattern, list[Word]] = {}
    for pair in patterns:
        word, pattern = pair
        same = first.setdefault(pattern, [])
        if is_subset(pattern, pattern) is Truth.YES:
            held = ((each, pattern) for each in same if work.takes_pairs(1))
            twice = next((other for other in held if is_said(pair, other)), None)
            if twice is not None:
                yield word, twice[0]
                continue
        same.append(word)
        for other, outer in wide:
            if work.left < 0:
                break
            covers = outer != pattern and work.is_in(pattern, outer)
            if covers and not _goes_on(pattern, outer) and is_said(pair, (other, outer)):
                yield word, other
                break


def _goes_on(inner: Pattern, outer: Pattern) -> bool:
    """Tell whether a word is another that goes on behind its last `*`.

    `bucket*` with `bucket*/*`, `log-group:*` with `log-group:*:*`: both are written as a matter of
    course, for who reads `*` as a name.
    """
    return inner.tokens[: len(outer.tokens)] == outer.tokens
