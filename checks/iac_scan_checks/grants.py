"""Grants as a check needs them: as wide as they may be, by policy, with the line to edit.

What somebody holds is `iac_scan.effective`; what it allows is decided by `iac_scan.iam`; whether
that is a problem, by the topics.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from functools import lru_cache

from iac_scan.check import Located
from iac_scan.effective import Grant
from iac_scan.graph.model import Attachment, ManagedPolicy, Principal
from iac_scan.iam.conditions import UNKNOWN_CONTEXT, Context, all_hold
from iac_scan.iam.policy import Effect, PolicyDocument, Statement, Words
from iac_scan.iam.same import Same
from iac_scan.values import Truth


def as_written(grants: Iterable[Grant], context: Context = UNKNOWN_CONTEXT) -> tuple[Grant, ...]:
    """Return the grants as if whatever may hold held and every choice fell on the wide side.

    What is still not granted then is not granted by words that stand in the code, only by words
    that are not known.
    """
    return tuple(
        replace(grant, document=_widest(grant.document, context), presence=Truth.YES)
        for grant in grants
    )


def is_same(one: ManagedPolicy, other: ManagedPolicy) -> bool:
    """Tell whether two mentions mean one declared policy."""
    return one.place is not None and other.place is not None and one.place.key == other.place.key


def line_of(attachment: Attachment, holder: Principal) -> Located:
    """Return the line to edit to undo an attachment of a policy that is not declared here.

    That is the policy's ARN where it stands in the resource that attaches it, or where the caller
    of a module hands it in; an ARN that others may use too, in a local or a data source, is left
    as it is, and the attachment is the line.
    """
    arn = attachment.policy.arn
    place = attachment.place or holder.place
    written, body = arn.origin.span, place.body
    is_inside = written.path == body.path and body.start_line <= written.start_line <= body.end_line
    is_handed_in = bool(place.calls) and _folder(written.path) != _folder(body.path)
    return arn if is_inside or is_handed_in else attachment


def _folder(path: str) -> str:
    return path.rpartition("/")[0]


def _widest(document: PolicyDocument, context: Context) -> PolicyDocument:
    """Return the most that a document allows by what is written in it."""
    variables = document.version == "2012-10-17"
    counted = tuple(
        at
        for at, statement in enumerate(document.statements)
        if all_hold(statement.conditions, context, variables=variables) is not Truth.NO
        and (statement.effect is Effect.ALLOW or _must_deny(statement))
    )
    return _widened(Same(document), counted)


@lru_cache(maxsize=512)
def _widened(document: Same[PolicyDocument], counted: tuple[int, ...]) -> PolicyDocument:
    """Return the most that some statements of a document allow; one object for all who hold it."""
    statements = tuple(_widest_statement(document.it.statements[at]) for at in counted)
    return replace(document.it, statements=statements, unread=None)


def _must_deny(statement: Statement) -> bool:
    """Tell whether a statement denies whatever the request."""
    sure = statement.presence is Truth.YES and statement.unread is None
    return statement.effect is Effect.DENY and sure and not statement.conditions


def _widest_statement(statement: Statement) -> Statement:
    """Return what an Allow may be at most; a Deny as it is."""
    if statement.effect is not Effect.ALLOW:
        return statement
    return replace(
        statement,
        actions=_with_possible(statement.actions),
        resources=_with_possible(statement.resources),
        conditions=(),
        presence=Truth.YES,
        unread=None,
    )


def _with_possible(words: Words | None) -> Words | None:
    """Return the words with those that only may be there; an exclusion loses none."""
    if words is None or words.negated:
        return words
    return replace(words, words=(*words.words, *words.possible), possible=(), open=None)
