"""Whether one policy allows what another does not.

Answers what IAM Access Analyzer's custom checks ask, `CheckNoNewAccess` and
`CheckAccessNotGranted`, without AWS. Whom else the policies of a principal allow is `holdings`.
Source: IAM User Guide, "Validate policies with IAM Access Analyzer custom policy checks".
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from collections.abc import Mapping as Map
from dataclasses import dataclass
from functools import cached_property
from itertools import product

from iac_scan.iam.catalogue import NOTHING, ActionSet, is_listed, without_resource_type
from iac_scan.iam.claims import Claim, Clause, Prepared, between, names_action, prepared
from iac_scan.iam.conditions import Context, Stated, resolved
from iac_scan.iam.containment import contains, touches
from iac_scan.iam.globs import Hole
from iac_scan.iam.holdings import Answer
from iac_scan.iam.operators import ARN_PARTS
from iac_scan.iam.patterns import Pattern, exactly, glob
from iac_scan.iam.policy import Condition, PolicyDocument, PolicyKind
from iac_scan.iam.principals import Caller, naming
from iac_scan.iam.read import read_json
from iac_scan.iam.representatives import representatives
from iac_scan.iam.resources import covers
from iac_scan.iam.situations import FRESH, FROM_CALLER, NOBODY, callers, choices, said_of
from iac_scan.values import Known, Truth

_REQUESTS = 20_000
"""Requests about one group of actions that are tried."""

_ARNS = glob("arn:*:*:*:*:*")
_WITH_PRINCIPALS = {PolicyKind.RESOURCE, PolicyKind.TRUST, PolicyKind.ENDPOINT}


def new_access(candidate: PolicyDocument, reference: PolicyDocument) -> Answer:
    """Tell whether a policy allows a request that the reference does not, and by which statements.

    Resources are ARNs of whatever form; a request may have each condition key or lack it, but for
    those that every request has, and those that follow from who asks.
    Unknown: YES rests on one request that surely tells them apart, NO on all of them; where they
    are too many, or hang on what is not known, the answer stays open.
    Shape: each of `ways` is one Allow of the candidate, which suffices.
    """
    pair = _Pair(candidate, reference, prepared((candidate,)), prepared((reference,)))
    found = [(clause.claim.cause, _adds(clause, pair)) for clause in pair.ours.allows]
    best = Truth.any(truth for _, truth in found)
    unread = (*pair.ours.unread, *pair.theirs.unread)
    if unread:
        best = Truth.UNKNOWN if pair.theirs.unread or best is Truth.NO else best
    ways = tuple((cause,) for cause, truth in found if truth is best and truth is not Truth.NO)
    return Answer(best, ways, unread=unread)


def granted_access(
    document: PolicyDocument, actions: Sequence[str] = ("*",), resources: Sequence[str] = ("*",)
) -> Answer:
    """Tell whether a policy grants any of the actions on any of the resources to anybody.

    Its own Denies count. An Allow under a condition grants, as some request meets it.
    Unknown: as in `new_access`.
    """
    named: dict[str, object] = {}
    if document.kind in _WITH_PRINCIPALS:
        named["Principal"] = "*"
    rest = [
        {"Effect": "Allow", **named, "Action": "*", "Resource": "*"},
        {"Effect": "Deny", **named, "Action": list(actions), "Resource": list(resources)},
    ]
    kind = PolicyKind.RESOURCE if document.kind is PolicyKind.TRUST else document.kind
    text = json.dumps({"Version": "2012-10-17", "Statement": rest})
    return new_access(document, read_json(text, kind))


@dataclass(frozen=True)
class _Pair:
    """Two policies side by side."""

    candidate: PolicyDocument
    """The policy that is asked about."""
    reference: PolicyDocument
    """What it may allow."""
    ours: Prepared
    """The candidate, made ready."""
    theirs: Prepared
    """The reference, made ready."""

    @cached_property
    def clauses(self) -> tuple[Clause, ...]:
        """Every statement of both."""
        ours, theirs = self.ours, self.theirs
        return (*ours.allows, *ours.denies, *theirs.allows, *theirs.denies)


@dataclass(frozen=True, slots=True)
class _Group:
    """Actions that every statement of both policies treats alike."""

    actions: ActionSet
    """Listed ones; empty for one that the catalogue does not list."""
    name: str
    """One of them."""


def _adds(clause: Clause, pair: _Pair) -> Truth:
    """Tell whether an Allow of the candidate lets a request pass that the reference does not."""
    best = Truth.NO
    for group in _groups(clause, pair):
        if _is_within(clause, group, pair):
            continue
        best |= _differs(clause, group, pair)
        if best is Truth.YES:
            break
    return best


def _groups(clause: Clause, pair: _Pair) -> Iterator[_Group]:
    parts = [clause.claim.actions.possible]
    cuts = [without_resource_type()]
    for other in pair.clauses:
        cuts += [other.claim.actions.sure, other.claim.actions.possible]
    for cut in cuts:
        parts = [piece for part in parts for piece in (part & cut, part - cut) if piece]
    for part in parts:
        yield _Group(part, str(next(iter(part))))
    words = clause.claim.words
    for word in words.words if words is not None and not words.negated else ():
        name = str(word.value) if isinstance(word, Known) else "*"
        if not ("*" in name or "?" in name or is_listed(name)):
            yield _Group(NOTHING, name)


def _names(clause: Clause, group: _Group) -> Truth:
    """Tell whether a statement names the actions of a group."""
    claim = clause.claim
    if not group.actions:
        return names_action(claim, group.name)
    return between(group.actions <= claim.actions.sure, group.actions <= claim.actions.possible)


def _is_within(clause: Clause, group: _Group, pair: _Pair) -> bool:
    """Tell whether one Allow of the reference surely has all that an Allow gives, undenied.

    Holds whatever policy variables and unknown parts turn out to be, where no request can be tried.
    """
    denies = [deny for deny in pair.theirs.denies if _names(deny, group) is not Truth.NO]
    if any(touches(deny.claim, clause.claim) for deny in denies):
        return False
    return any(
        allow.claim.there is Truth.YES
        and _names(allow, group) is Truth.YES
        and contains(allow.claim, clause.claim)
        for allow in pair.theirs.allows
    )


def _differs(clause: Clause, group: _Group, pair: _Pair) -> Truth:
    """Tell whether one of the requests that can be told apart is new; see `new_access`."""
    relevant = [each for each in pair.clauses if _names(each, group) is not Truth.NO]
    lines = [line for each in relevant for line in each.claim.cause.statement.conditions]
    keys, complete = _keys(lines, relevant)
    variables = dict.fromkeys(_variables(relevant), FRESH)
    resources, all_resources = _resources(relevant, group, Context.of(dict(variables), closed=True))
    complete &= all_resources and not variables
    who = _who(relevant, pair, lines)
    best = Truth.NO
    tried = 0
    names = list(keys)
    for caller, values in product(who, product(*keys.values())):
        stated: dict[str, Stated] = {**variables, **dict(zip(names, values, strict=True))}
        context = Context.of(
            stated | (said_of(caller) if caller is not NOBODY else {}), closed=True
        )
        said = {id(each): each.in_context(context) for each in relevant}
        for resource in resources:
            tried += 1
            if tried > _REQUESTS:
                return best | Truth.UNKNOWN
            best |= _passes(pair.ours, said, group, resource, caller, only=clause) & ~_passes(
                pair.theirs, said, group, resource, caller
            )
            if best is Truth.YES:
                return best
    return best if complete else best | Truth.UNKNOWN


def _passes(
    policy: Prepared,
    said: Map[int, Claim],
    group: _Group,
    resource: Pattern,
    caller: Caller,
    *,
    only: Clause | None = None,
) -> Truth:
    """Tell whether a policy, or one Allow of it, lets a request pass."""

    def about(clause: Clause) -> Truth:
        claim = said.get(id(clause))
        if claim is None:
            return Truth.NO
        answer = claim.applies & _names(clause, group) & covers(claim.resources, resource)
        if caller is not NOBODY and answer is not Truth.NO:
            answer &= naming(claim.cause.statement.principals, caller).anyhow
        return answer

    answer = Truth.NO
    for allow in policy.allows if only is None else (only,):
        answer |= about(allow)
    for deny in policy.denies if answer is not Truth.NO else ():
        answer &= ~about(deny)
    return answer


def _keys(
    lines: Iterable[Condition], relevant: Sequence[Clause]
) -> tuple[dict[str, tuple[Stated, ...]], bool]:
    """Return the values that each condition key may have, and whether these are all."""
    by_key: dict[str, list[Condition]] = {}
    by_caller = any(each.claim.cause.statement.principals is not None for each in relevant)
    for line in lines:
        key = line.key.lower()
        if not (by_caller and key in FROM_CALLER):
            by_key.setdefault(key, []).append(line)
    found = {key: choices(key, on) for key, on in by_key.items()}
    return {key: each.values for key, each in found.items()}, all(
        each.complete for each in found.values()
    )


def _variables(relevant: Iterable[Clause]) -> set[str]:
    """Return the condition keys that are policy variables in resources."""
    return {
        token.symbol[1]
        for each in relevant
        for pattern in (*each.claim.resources.sure, *each.claim.resources.possible)
        for token in pattern.tokens
        if isinstance(token, Hole) and isinstance(token.symbol, tuple)
    }


def _resources(
    relevant: Iterable[Clause], group: _Group, context: Context
) -> tuple[tuple[Pattern, ...], bool]:
    """Return a resource of each kind that the statements tell apart, and whether these are all."""
    if group.actions and group.actions <= without_resource_type():
        return (exactly("*"),), True
    shapes: dict[Pattern, None] = {}
    complete = True
    for each in relevant:
        resources = each.claim.resources
        complete &= not resources.open
        for pattern in (*resources.sure, *resources.possible):
            filled = resolved(pattern, context)
            if filled is not None:
                shapes[filled] = None
            complete &= filled is not None and not filled.has_holes
    # AWS: `*` takes colons too. But no ARN has more of them than its form, and to follow it further
    # would find a stack by the name of one and the id of another.
    colons = max((shape.tokens.count(":") for shape in shapes), default=0)
    found = representatives(tuple(shapes), _ARNS, colons=max(colons, ARN_PARTS - 1))
    return found.texts, complete and found.complete


def _who(relevant: Iterable[Clause], pair: _Pair, lines: Iterable[Condition]) -> tuple[Caller, ...]:
    """Return everybody that the statements tell apart."""
    if pair.candidate.kind not in _WITH_PRINCIPALS:
        return (NOBODY,)
    arns = [line for line in lines if line.key.lower() == "aws:principalarn"]
    return callers([each.claim.cause.statement.principals for each in relevant], arns)
