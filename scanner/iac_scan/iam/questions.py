"""Questions to a principal's permissions: may it do this, and on what.

Making the permissions ready is `holdings`; sets of actions are asked for in `permitted`; whether
it all adds up to an administrator is `administration`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import lru_cache, reduce
from itertools import islice
from operator import and_, or_
from typing import TypeAlias

from iac_scan.iam.catalogue import without_resource_type
from iac_scan.iam.claims import Cause, Claim, Layer, Policy, names_action, says
from iac_scan.iam.conditions import UNKNOWN_CONTEXT, Context
from iac_scan.iam.fitting import checked_arns, resource_types
from iac_scan.iam.guarding import given, side_of
from iac_scan.iam.holdings import Answer, Permissions, permissions
from iac_scan.iam.immovable import is_immovable
from iac_scan.iam.operators import ARN_PARTS, arn_parts
from iac_scan.iam.patterns import Pattern, glob, intersects, is_subset
from iac_scan.iam.resources import EVERYTHING, NO_RESOURCE, PARTITIONS, ResourceSet
from iac_scan.values import Truth

_PIECES = 256
"""Parts of one grant, cut to the ceilings, past which the answer is UNKNOWN."""


def grants(
    policies: Iterable[Policy],
    action: str,
    resource: Pattern | str | None = None,
    *,
    context: Context = UNKNOWN_CONTEXT,
) -> Answer:
    """Tell whether documents alone grant one action; see `permits`."""
    return permits(permissions(policies, context=context), action, resource)


def permits(holder: Permissions, action: str, resource: Pattern | str | None = None) -> Answer:
    """Tell whether a principal may do one action on everything that `resource` names.

    Shape: `resource` is an ARN or a glob of ARNs; None asks about any resource at all, or about one
    of each kind that a request for the action must name. A Deny on a part of a glob narrows the
    grant and does not answer the question with NO. `ways` is empty for what AWS refuses to nobody.
    Unknown: where a part of it is in doubt; and, asked about any resource, an action without
    resource type that is granted on ARNs of its service alone, for AWS checks some against those.
    """
    asked = glob(resource) if isinstance(resource, str) else resource
    return _permits(holder, action, asked)


@lru_cache(maxsize=4096)
def _permits(holder: Permissions, action: str, asked: Pattern | None) -> Answer:
    if holder.around is not None and action.lower() == "sts:getcalleridentity":
        # AWS: refused to nobody who has credentials, by nothing.
        return Answer(Truth.YES)
    if asked not in {None, EVERYTHING} or action not in without_resource_type():
        return _answer(holder, action, asked)
    bare = _answer(holder, action, NO_RESOURCE)
    checked = checked_arns(action)
    if bare.truth is not Truth.NO or checked is None:
        return bare
    on_some = _answer(holder, action, None, within=checked)
    return bare if on_some.truth is Truth.NO else replace(on_some, truth=Truth.UNKNOWN)


def _answer(
    holder: Permissions, action: str, asked: Pattern | None, *, within: Pattern | None = None
) -> Answer:
    """Answer for a resource that is not changed any more; `within` leaves out other grants."""
    unread = holder.unread
    granting: list[_Piece] = []
    denied_by: dict[int, Cause] = {}
    layers = (holder.identity, *holder.ceilings)
    for claim, piece, truth in (*_own(holder, action, asked), *_given(holder, action, asked)):
        if within is not None and intersects(piece, within) is Truth.NO:
            continue
        left = truth & _left_by(layers, action, piece, denied_by)
        if left is not Truth.NO and holder.around is not None:
            side = side_of(holder.around, action, piece)
            denied_by |= side.denied_by
            left &= ~side.denied
        if left is not Truth.NO:
            granting.append((claim, piece, left))
    best, ways = _granted(granting)
    if asked is None and best is not Truth.NO:
        best, ways = _granted_for_each_kind(action, granting, (best, ways))
    if unread and best is not Truth.YES and _unread_could_grant(holder, action, asked):
        best |= Truth.UNKNOWN
    elif unread and best is Truth.YES:
        best = Truth.UNKNOWN
    return Answer(best, ways, tuple(denied_by.values()), unread)


_Piece: TypeAlias = tuple[Claim, Pattern, Truth]
"""A grant, a part of its resources, and how surely it is granted there."""


def _own(holder: Permissions, action: str, asked: Pattern | None) -> Iterator[_Piece]:
    """Yield what the principal's own policies grant, as far as resources let them count."""
    for claim in holder.identity.allows:
        truth = says(claim, action, asked)
        if truth is Truth.NO:
            continue
        pieces = (asked,) if asked is not None else _pieces(claim.resources)
        for piece, passed in _passing(holder.ceilings, action, pieces, cut=asked is None):
            count = Truth.YES
            if holder.around is not None:
                count = side_of(holder.around, action, piece).lets_own_count
            yield claim, piece, truth & passed & count


def _given(holder: Permissions, action: str, asked: Pattern | None) -> Iterator[_Piece]:
    """Yield what the policies of resources in the principal's account give it by themselves.

    What they give to a role is limited by its boundary and session policy; what they give to a
    user, a session or everybody is not.
    """
    if holder.around is None:
        return
    for claim, part, named in given(holder.around, action, asked):
        for link, ceilings in ((named.itself, holder.levels), (named.role, holder.ceilings)):
            if link is Truth.NO:
                continue
            for piece, passed in _passing(ceilings, action, (part,), cut=asked is None):
                same = side_of(holder.around, action, piece).same
                yield claim, piece, link & passed & same


_Granted: TypeAlias = tuple[Truth, tuple[tuple[Cause, ...], ...]]
"""Whether something is granted, and the sets of statements that each grant it."""


def _granted(granting: Sequence[_Piece]) -> _Granted:
    best = Truth.any(truth for *_, truth in granting)
    found = {id(claim): (claim.cause,) for claim, _, truth in granting if truth is best}
    return best, tuple(found.values())


def _granted_for_each_kind(action: str, granting: Sequence[_Piece], whole: _Granted) -> _Granted:
    """Return what is left of a grant of an action that needs several resources at once.

    Every request for it names one of each required kind, so each must be granted on something.
    Source: Service Authorization Reference, "Actions table", on required resource types.
    """
    if any(piece == EVERYTHING and truth is whole[0] for _, piece, truth in granting):
        return whole
    required = [kind for kind in resource_types(action) if kind.required]
    if len(required) < 2:
        return whole
    answer = Truth.YES
    way: dict[int, Cause] = {}
    for kind in required:
        shapes = [kind.pattern(partition) for partition in PARTITIONS]
        pieces = [
            (claim, piece, truth & reduce(or_, (_may_name(piece, shape) for shape in shapes)))
            for claim, piece, truth in granting
        ]
        best, ways = _granted(pieces)
        answer &= best
        way |= {id(cause.statement): cause for cause in (ways[0] if ways else ())}
    return answer, (tuple(way.values()),) if answer is not Truth.NO else ()


def _may_name(piece: Pattern, shape: Pattern) -> Truth:
    """Tell whether an ARN pattern names something of a kind, its parts held side by side."""
    ours, theirs = arn_parts(piece.tokens), arn_parts(shape.tokens)
    if ours is None or theirs is None or not len(ours) == len(theirs) == ARN_PARTS:
        return intersects(piece, shape)
    return reduce(and_, (intersects(*each) for each in zip(ours, theirs, strict=True)))


def _pieces(resources: ResourceSet) -> tuple[Pattern, ...]:
    """Return what a statement names, each part to be looked for under the Denies."""
    if resources.negated or resources.open:
        return (EVERYTHING,)
    return (*resources.sure, *resources.possible)


def _passing(
    ceilings: Sequence[Layer], action: str, parts: Iterable[Pattern], *, cut: bool
) -> list[tuple[Pattern, Truth]]:
    """Return the parts of a grant that every ceiling lets pass, each with how surely.

    Shape: the parts themselves, or, with `cut`, cut to what the ceilings are about.
    """
    pieces = [(part, Truth.YES) for part in parts]
    for ceiling in ceilings:
        if cut:
            found = (each for piece, sure in pieces for each in _cut(ceiling, action, piece, sure))
            pieces = list(islice(found, _PIECES + 1))
        else:
            pieces = [(part, sure & _lets_pass(ceiling, action, part)) for part, sure in pieces]
        if len(pieces) > _PIECES:
            return [(EVERYTHING, Truth.UNKNOWN)]
    return pieces


def _cut(
    ceiling: Layer, action: str, piece: Pattern, sure: Truth
) -> Iterator[tuple[Pattern, Truth]]:
    """Yield the parts of a piece that a ceiling is about."""
    whole = _lets_pass(ceiling, action, piece)
    if whole is not Truth.NO:
        yield piece, sure & whole
    if whole is Truth.YES:
        return
    for claim in ceiling.allows:
        named = claim.applies & names_action(claim, action)
        if named is Truth.NO:
            continue
        for part in _pieces(claim.resources):
            inside = is_subset(part, piece)
            if inside is Truth.YES and not claim.resources.negated:
                yield part, sure & named
            elif claim.resources.negated or intersects(part, piece) is not Truth.NO:
                yield piece, sure & named & Truth.UNKNOWN


def _left_by(
    layers: Sequence[Layer], action: str, piece: Pattern, denied_by: dict[int, Cause]
) -> Truth:
    """Tell whether every Deny leaves the action on a resource; note those that may not."""
    answer = ~is_immovable(action, piece)
    for layer in layers:
        for claim in layer.denies:
            denied = says(claim, action, piece) & layer.presence
            if denied is not Truth.NO:
                denied_by[id(claim)] = claim.cause
                answer &= ~denied
    return answer


def _lets_pass(ceiling: Layer, action: str, piece: Pattern) -> Truth:
    """Tell whether a ceiling allows an action; its Denies are weighed elsewhere."""
    answer = ceiling.implied
    for claim in ceiling.allows:
        answer |= says(claim, action, piece)
    if ceiling.unread:
        answer |= Truth.UNKNOWN
    return answer if ceiling.presence is Truth.YES else answer | Truth.UNKNOWN


def _unread_could_grant(holder: Permissions, action: str, asked: Pattern | None) -> bool:
    """Tell whether an unread document of the identity could grant what nothing else grants."""
    if not holder.identity.unread:
        return False
    piece = EVERYTHING if asked is None else asked
    left = _left_by((holder.identity, *holder.ceilings), action, piece, {})
    for ceiling in holder.ceilings:
        left &= _lets_pass(ceiling, action, piece)
    return left is not Truth.NO
