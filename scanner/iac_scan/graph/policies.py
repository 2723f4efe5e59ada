"""Policy values to documents, and the gaps where a document is not known.

How a document reads is `iac_scan.iam`; who carries it is linked elsewhere in this package.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import overload

from iac_scan.evaluation.json_text import JsonProblem, decode_json
from iac_scan.graph.advice import advice
from iac_scan.graph.facts import ElsewhereDraft, ElsewhereKind
from iac_scan.graph.items import referred
from iac_scan.iam.managed import managed_policy, managed_policy_arn, managed_policy_name
from iac_scan.iam.policy import PolicyDocument, PolicyKind, Problem, Statement, Words
from iac_scan.iam.read import read_policy
from iac_scan.sources.diagnostics import Gap, GapKind
from iac_scan.sources.span import Origin
from iac_scan.values import (
    Absent,
    Known,
    Mapping,
    OneOf,
    Reason,
    ResourceKey,
    Sequence,
    Text,
    Truth,
    Unknown,
    Value,
    options_of,
    text_of,
)

_NOT_WRITTEN = "no document is written"


@dataclass(slots=True)
class Reader:
    """Reads each document once, and remembers what could not be read."""

    gaps: list[Gap] = field(default_factory=list)
    """One for each document that is not known, or only in part."""
    looked_up: dict[ResourceKey, ElsewhereDraft] = field(default_factory=dict)
    """The data sources, of which some read a policy that AWS wrote."""
    _read: dict[tuple[int, PolicyKind], tuple[Value, PolicyDocument]] = field(default_factory=dict)

    def read(self, value: Value, kind: PolicyKind, what: str, place: Origin) -> PolicyDocument:
        """Return the document that a policy value is; see `read_document`."""
        found = self._read.get((id(value), kind))
        if found is None:
            document, gaps = self._aws_document(value, kind) or read_document(
                value, kind, what, place
            )
            self.gaps.extend(gaps)
            # The value is kept with its document, so that no other can take its id.
            found = self._read[id(value), kind] = (value, document)
        return found[1]

    def _aws_document(
        self, value: Value, kind: PolicyKind
    ) -> tuple[PolicyDocument, tuple[Gap, ...]] | None:
        """Return the document that a data source reads from a policy of AWS."""
        identity = referred(value)
        source = None if identity is None else self.looked_up.get(identity.resource)
        if source is None or source.kind is not ElsewhereKind.POLICY:
            return None
        name = managed_policy_name(source.arn) or text_of(source.name)
        arn = None if name is None else managed_policy_arn(name)
        if arn is None:
            return None
        document = managed_policy(Known(arn, value.origin), value.origin, kind)
        return None if document is None else (document, ())


def read_document(
    value: Value, kind: PolicyKind, what: str, place: Origin
) -> tuple[PolicyDocument, tuple[Gap, ...]]:
    """Return the document that a policy value is, and a gap when a part of it is not known.

    `what` names it in the gap: "trust policy of role `x`"; `place` stands in when nothing is
    written. Shape: one gap for each option that is not JSON, at most one for all that is unknown.
    Unknown: an unknown or missing document is `unread`.
    """
    gaps: list[Gap] = []
    problems: list[Problem] = []
    decoded: list[Value] = []
    options = options_of(value)
    for option in options:
        for found in _decoded(option):
            if isinstance(found, JsonProblem):
                message = f"{what} is not JSON: {found.message}"
                gaps.append(Gap(GapKind.POLICY, message, found.span, "write a JSON document"))
                where = Origin(found.span, value.origin.steps)
                decoded.append(Unknown(Reason.INVALID, message, where))
                if _is_written(option):
                    sure = Truth.YES if len(options) == 1 else Truth.UNKNOWN
                    problems.append(Problem(f"it is not JSON: {found.message}", where, sure))
            elif found not in decoded:
                decoded.append(found)
    if not decoded:
        missing = Unknown(Reason.NO_VALUE, _NOT_WRITTEN, place)
        decoded.append(missing)
    document = read_policy(_together(decoded, value), kind)
    document = replace(document, value=value, problems=(*document.problems, *problems))
    if document.unread is not None and not gaps:
        gaps.append(_gap(document, document.unread, what))
    return document, tuple(gaps)


def _is_written(value: Value) -> bool:
    """Tell whether a text is all known and says something; an empty one is given elsewhere."""
    return isinstance(value, Known) and bool(str(value.value).strip())


def _decoded(value: Value) -> Iterator[Value | JsonProblem]:
    """Yield the document, or each of those that it may be; nothing for null."""
    match value:
        case Absent() | Known(value=None):
            return
        case Known() | Text():
            found = decode_json(value)
            if isinstance(found, JsonProblem):
                yield found
            else:
                yield from options_of(found)
        case OneOf(options=options):
            yield from options
        case Mapping() | Sequence() | Unknown():
            yield value


def _together(documents: list[Value], value: Value) -> Value:
    """Return one value for all the documents that it may be."""
    if len(documents) == 1:
        return documents[0]
    if isinstance(value, OneOf):
        return OneOf(tuple(documents), value.reason, value.detail, value.origin)
    detail = "the document is one of several"
    return OneOf(tuple(documents), Reason.CONDITION, detail, value.origin)


def _gap(document: PolicyDocument, why: Unknown, what: str) -> Gap:
    """Return the gap for what is not known of a document."""
    known = "only partly known" if document.statements else "not known"
    help = "write the document" if why.detail == _NOT_WRITTEN else advice(why.reason, why.origin)
    return Gap(GapKind.POLICY, f"{what} is {known}: {why.detail}", why.origin.span, help)


def unread_document(kind: PolicyKind, why: Unknown) -> PolicyDocument:
    """Return a document of which nothing is known."""
    return PolicyDocument(kind, (), None, why.origin, why)


def moved(document: PolicyDocument, origin: Origin) -> PolicyDocument:
    """Return a document with every part at `origin`: cheaper than to read it once more."""
    return replace(
        document,
        origin=origin,
        statements=tuple(_moved(statement, origin) for statement in document.statements),
    )


def _moved(statement: Statement, origin: Origin) -> Statement:
    return replace(
        statement,
        origin=origin,
        actions=_moved_words(statement.actions, origin),
        resources=_moved_words(statement.resources, origin),
        conditions=tuple(
            replace(one, origin=origin, values=_moved_words(one.values, origin))
            for one in statement.conditions
        ),
    )


@overload
def _moved_words(words: Words, origin: Origin) -> Words: ...
@overload
def _moved_words(words: None, origin: Origin) -> None: ...
def _moved_words(words: Words | None, origin: Origin) -> Words | None:
    if words is None:
        return None
    # INVARIANT: the documents of AWS hold nothing but known words.
    inside = tuple(
        Known(word.value, origin) if isinstance(word, Known) else word for word in words.words
    )
    return replace(words, origin=origin, words=inside)
