"""Actions that can be about none of the resources beside them, so that a statement does less.

That a word is no ARN at all is `arns`. A resource that no action fits does no harm beside others,
and nothing is said of it.
Source: Service Authorization Reference, "Actions" and "Resource types" tables.
"""

from __future__ import annotations

from collections.abc import Iterator

from iac_scan.iam.action_words import matching
from iac_scan.iam.catalogue import without_resource_type
from iac_scan.iam.fitting import CHECKED_AGAINST_ALL, ON_OTHERS, resource_types
from iac_scan.iam.operators import ARN_PARTS, arn_parts
from iac_scan.iam.patterns import Pattern, exactly, intersects, shown
from iac_scan.iam.policy import PolicyDocument, PolicyKind, Statement, Word, Words
from iac_scan.iam.resources import resource_pattern
from iac_scan.iam.validation.arns import arn_fault
from iac_scan.iam.validation.fault import Fault, FaultCode
from iac_scan.iam.validation.structure import fault_in
from iac_scan.values import Known, Truth

_SHOWN = 3
"""How many actions a message names."""

_ON_MORE = frozenset({"glue:authorizeinboundintegration"})
"""Actions, in lower case, that a service checks against more than the reference lists.

Source: AWS Glue Developer Guide, "Prerequisites for setting up a zero-ETL integration": the policy
of a catalog allows it on the catalog and its databases."""


def mismatch_faults(document: PolicyDocument) -> Iterator[Fault]:
    """Yield the actions that can be about none of the resources beside them.

    Shape: one fault for a statement at most, at the first of its actions.
    Unknown: a word with holes counts as every ARN that it may become, an open list as all.
    """
    if document.kind is PolicyKind.TRUST:
        return
    for statement in document.statements:
        written = statement.resources
        if written is None or written.negated or written.open is not None:
            continue
        words = (*written.words, *written.possible)
        if any(isinstance(word, Known) and word.value == "" for word in words):
            # What is written so is said as an ARN; another is a default of one given elsewhere.
            continue
        if all(arn_fault(word) is None for word in written.words):
            yield from _unfitting(written, statement, document.kind)


def _unfitting(written: Words, statement: Statement, kind: PolicyKind) -> Iterator[Fault]:
    """Yield the actions of a statement that can be about none of its resources, as one fault."""
    patterns = [_pattern(word, kind) for word in (*written.words, *written.possible)]
    if statement.actions is None or statement.actions.negated or not patterns:
        return
    if any(_is_wide_open(pattern) for pattern in patterns):
        return
    dead = [
        word
        for word in statement.actions.words
        if isinstance(word, Known) and _fits_none(str(word.value), patterns)
    ]
    if dead:
        names = [f"`{shown(word)}`" for word in dead]
        if len(names) > _SHOWN:
            names[_SHOWN:] = [f"{len(names) - _SHOWN} more"]
        resource = f"`{shown((*written.words, *written.possible)[0])}`"
        where = resource if len(patterns) == 1 else f"{resource} or the others"
        message = f"{', '.join(names)} cannot be about {where}"
        yield fault_in(statement, FaultCode.RESOURCE_MISMATCH, message, dead[0].origin)


def _is_wide_open(pattern: Pattern) -> bool:
    """Tell whether a resource may be `*`, or one that AWS keeps for every account.

    AWS: the reference does not list what AWS keeps: `cloudformation:CreateChangeSet` is asked of
    `arn:aws:cloudformation:eu-west-1:aws:transform/Serverless-2016-10-31`.
    """
    parts = arn_parts(pattern.tokens)
    kept = parts is not None and len(parts) == ARN_PARTS and str(parts[4]) == "aws"
    return kept or intersects(exactly("*"), pattern) is not Truth.NO


def _fits_none(action: str, patterns: list[Pattern]) -> bool:
    """Tell whether no action of one service that a word matches can be about a resource.

    A word of several services is not looked at: such rows are written for all that there is.
    """
    service, _, _ = action.lower().partition(":")
    named = matching(action)
    if "*" in service or "?" in service or not named or action.lower() in _ON_MORE:
        return False
    if not named - without_resource_type():
        return _is_checked_against_all_alone(service, patterns)
    if service not in CHECKED_AGAINST_ALL and any(map(_makes_what_is_not_listed, named)):
        return _is_checked_against_all_alone(service, patterns)
    kinds = dict.fromkeys(kind.shape for each in named for kind in resource_types(each))
    if all(_owner(shape) != service for shape in kinds):
        # A service that acts on resources of others alone is about more of them than are listed.
        return False
    return not any(
        intersects(pattern, shape) is not Truth.NO for shape in kinds for pattern in patterns
    )


def _makes_what_is_not_listed(action: str) -> bool:
    """Tell whether an action makes something, and the reference lists what it may use alone.

    AWS: what is made is checked all the same: `bedrock:CreateGuardrail` on guardrails, of which
    the reference lists policies and profiles that a guardrail may be given.
    """
    makes = action.partition(":")[2].lower().startswith("create")
    return makes and not any(kind.required for kind in resource_types(action))


def _is_checked_against_all_alone(service: str, patterns: list[Pattern]) -> bool:
    """Tell whether actions without a resource type surely match none of the resources."""
    if service in CHECKED_AGAINST_ALL:
        return True
    if service in ON_OTHERS:
        return False
    owners = [_owner(pattern) for pattern in patterns]
    return all(owner is not None and owner != service for owner in owners)


def _owner(pattern: Pattern) -> str | None:
    """Return the service in an ARN, or None where it is not known."""
    parts = arn_parts(pattern.tokens)
    if parts is None or len(parts) < ARN_PARTS:
        return None
    tokens = parts[2].tokens
    return str(parts[2]) if all(isinstance(token, str) for token in tokens) else None


def _pattern(word: Word, kind: PolicyKind) -> Pattern:
    return resource_pattern(word, kind, variables=True)
