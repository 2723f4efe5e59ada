"""The `Resource` element: which resources a statement is about.

Source: IAM User Guide, "IAM JSON policy elements: Resource".
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from iac_scan.iam.conditions import UNKNOWN_CONTEXT, Context, resolved
from iac_scan.iam.globs import Hole, Token, Tokens, Wild
from iac_scan.iam.operators import ARN_PARTS
from iac_scan.iam.patterns import (
    Pattern,
    exactly,
    glob,
    intersects,
    is_subset,
    is_variable,
    pattern_from,
    pattern_of,
)
from iac_scan.iam.policy import PolicyKind, Word, Words
from iac_scan.values import Truth

PARTITIONS = ("aws", "aws-cn", "aws-us-gov")
"""The partitions whose ARNs are told apart."""

EVERYTHING = glob("*")
"""The pattern of every resource."""

NO_RESOURCE = exactly("*")
"""What a request names for an action that is about no resource: the star itself."""

_PADDED = {PolicyKind.IDENTITY, PolicyKind.BOUNDARY, PolicyKind.SESSION}
_ACCOUNT = Hole(None, narrow=True)
_ARN = tuple("arn:")
_METHODS = tuple("execute-api:/")
_ANY_API = glob("arn:*:execute-api:*:*:*/").tokens


@dataclass(frozen=True, slots=True)
class ResourceSet:
    """The resources that a statement is about."""

    sure: tuple[Pattern, ...]
    """What is surely written."""
    possible: tuple[Pattern, ...]
    """What may be written too."""
    negated: bool
    """Everything but these."""
    open: bool
    """Whether there may be more that is not known."""


ALL_RESOURCES = ResourceSet((EVERYTHING,), (), False, False)
"""What a statement without `Resource` is about: the thing that carries the policy."""


def resources_of(
    words: Words | None,
    kind: PolicyKind,
    *,
    variables: bool,
    context: Context = UNKNOWN_CONTEXT,
) -> ResourceSet:
    """Return the resources that `Resource` or `NotResource` names in a context.

    A word with a policy variable that has no value names nothing. In `NotResource` it stays in
    doubt: the documentation does not say what it leaves out then.
    """
    if words is None:
        return ALL_RESOURCES

    def read(found: tuple[Word, ...]) -> Iterator[Pattern]:
        for word in found:
            pattern = resource_pattern(word, kind, variables=variables)
            filled = resolved(pattern, context)
            if filled is not None:
                yield filled
            elif words.negated:
                yield pattern

    return ResourceSet(
        tuple(read(words.words)),
        tuple(read(words.possible)),
        words.negated,
        words.open is not None,
    )


def resource_pattern(word: Word, kind: PolicyKind, *, variables: bool) -> Pattern:
    """Return the pattern of one word of `Resource`.

    AWS fills up an ARN of fewer than six parts with `*` in identity, boundary and session policies.
    The policy of an API may name its methods without the head of the ARN: `execute-api:/prod/*`.
    Source: API Gateway Developer Guide, "API Gateway resource policy examples".
    """
    pattern = pattern_of(word, variables=variables)
    if variables and (literal := variables_in_head(pattern)):
        pattern = _spelled_out(pattern, literal)
    if kind is PolicyKind.RESOURCE and pattern.tokens[: len(_METHODS)] == _METHODS:
        return pattern_from((*_ANY_API, *pattern.tokens[len(_METHODS) :]))
    if kind not in _PADDED or pattern.glob is None or not pattern.glob.startswith("arn:"):
        return pattern
    missing = 5 - pattern.glob.count(":")
    return glob(pattern.glob + ":*" * missing) if missing > 0 else pattern


def variables_in_head(pattern: Pattern) -> int:
    """Return how many policy variables of an ARN AWS does not fill in: those before its resource.

    AWS: variables stand behind the fifth colon alone.
    Unknown: behind a wildcard, or a hole that may hold colons, the place is not known: none there.
    Source: IAM User Guide, "IAM policy elements: Variables and tags", "Resource element".
    """
    found = 0
    for token in pattern.tokens[: _head_ends(pattern.tokens)]:
        if is_variable(token):
            found += 1
        elif isinstance(token, Wild) or (isinstance(token, Hole) and not token.narrow):
            break
    return found


def _head_ends(tokens: Tokens) -> int:
    """Return where the fifth colon of an ARN is, or the end of one that has fewer; 0 for others."""
    colons = [at for at, each in enumerate(tokens) if each == ":"]
    if tokens[: len(_ARN)] != _ARN:
        return 0
    return colons[ARN_PARTS - 2] if len(colons) >= ARN_PARTS - 1 else len(tokens)


def _spelled_out(pattern: Pattern, count: int) -> Pattern:
    """Return a pattern whose first variables are the letters that they are written in."""
    tokens: list[Token] = []
    for token in pattern.tokens:
        if count and isinstance(token, Hole) and isinstance(token.symbol, tuple):
            tokens.extend(f"${{{token.symbol[1]}}}")
            count -= 1
        else:
            tokens.append(token)
    return Pattern(tuple(tokens), None)


def covers(resources: ResourceSet, asked: Pattern) -> Truth:
    """Tell whether a statement is about everything that `asked` names.

    Unknown: holes, possible words and open lists leave it undecided where they matter. Two words
    that cover it only together count as NO.
    """
    if resources.negated:
        answer = Truth.YES if not resources.open else Truth.UNKNOWN
        for pattern in resources.sure:
            answer &= ~intersects(pattern, asked)
        for pattern in resources.possible:
            answer &= ~(intersects(pattern, asked) & Truth.UNKNOWN)
        return answer
    answer = Truth.NO if not resources.open else Truth.UNKNOWN
    for pattern in resources.sure:
        answer |= is_subset(asked, pattern)
    for pattern in resources.possible:
        answer |= is_subset(asked, pattern) & Truth.UNKNOWN
    return answer


def covers_everything(resources: ResourceSet) -> Truth:
    """Tell whether a statement is about every resource there is, or every one that has an ARN.

    `NotResource` is about everything here when it leaves out no IAM resource: who may do all but
    read one bucket can give himself the bucket.
    """
    if resources.negated:
        return covers(resources, _iam_arns())
    answer = covers(resources, EVERYTHING)
    if answer is Truth.YES:
        return answer
    for partition in PARTITIONS:
        answer |= covers(resources, glob(f"arn:{partition}:*:*:*:*"))
    return answer


@lru_cache(maxsize=1)
def _iam_arns() -> Pattern:
    return glob("arn:*:iam:*")


@lru_cache(maxsize=64)
def iam_resources(kind: str, partition: str) -> Pattern:
    """Return every `user`, `group`, `role` or `policy` of an account that is not known."""
    head = f"arn:{partition}:iam::"
    return Pattern((*head, _ACCOUNT, *f":{kind}/", Wild.ANY), None)


def covers_all_of_kind(resources: ResourceSet, kind: str) -> Truth:
    """Tell whether a statement is about every `user`, `group`, `role` or `policy` there."""
    answer = Truth.NO
    for partition in PARTITIONS:
        answer |= covers(resources, iam_resources(kind, partition))
    return answer
