"""Policies that do not say what their author meant: names that AWS does not know, conditions that
hold where they should not.

How wide a policy is, is judged by the other topics.
"""

from __future__ import annotations

from collections.abc import Iterator

from iac_scan.check import Context, Outcome, Severity, check
from iac_scan.iam import conditions
from iac_scan.iam.action_words import matching
from iac_scan.iam.conditions import Quantifier, all_hold, parse_operator
from iac_scan.iam.patterns import shown
from iac_scan.iam.policy import Condition, Effect, PolicyDocument, Statement
from iac_scan.iam.situations import ALWAYS_THERE
from iac_scan.iam.unlisted import is_named_by_aws
from iac_scan.values import Known, Truth
from iac_scan_checks.spelling import ROWS, UNLISTED, Lookups, is_service
from iac_scan_checks.written import WRITERS, Writer, Written, documents_of, sure_of

_SHOWN = 2
"""How many words a message names."""

_MFA = "aws:multifactorauthpresent"


@check(
    "unknown-action",
    on=WRITERS,
    severity=Severity.LOW,
    since="0.1",
    remedy="write the action as the Service Authorization Reference has it, or remove it",
    references=(
        "https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html",
        "https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html",
    ),
)
def unknown_action(node: Writer, ctx: Context) -> Iterator[Outcome]:
    """Actions in a policy that AWS does not know, so that nothing is allowed or denied by them."""
    for written in documents_of(node):
        lookups = Lookups()
        for statement in written.document.statements:
            said = _said_elsewhere(written.document, statement)
            words = tuple(word for word in _unknown(statement, lookups) if word.origin not in said)
            sure = tuple(word for word in words if not is_named_by_aws(str(word.value)))
            if words:
                yield _names_unknown(written, statement, sure or words, lookups, ctx)
        if lookups.passed_over is not None:
            yield ctx.undecided(
                f"whether {written.name} names further actions that AWS does not list is not "
                f"known: more than {ROWS} of its words have wildcards and match nothing",
                at=lookups.passed_over,
            )


@check(
    "resource-mismatch",
    on=WRITERS,
    severity=Severity.LOW,
    since="0.1",
    remedy="name a resource that the action is about, or `*` where it has none",
    references=(
        "https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html",
        "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_resource.html",
    ),
)
def resource_mismatch(node: Writer, ctx: Context) -> Iterator[Outcome]:
    """Actions on resources that they are never about, so that nothing is allowed or denied."""
    from iac_scan.iam.validation.fault import distinct  # noqa: PLC0415 - kept out of start-up
    from iac_scan.iam.validation.mismatches import mismatch_faults  # noqa: PLC0415
    from iac_scan.iam.validation.whereabouts import whereabouts_faults  # noqa: PLC0415

    for written in documents_of(node):
        document = written.document
        for fault in distinct((*mismatch_faults(document), *whereabouts_faults(document))):
            done = "allowed" if fault.statement is None else _effect(fault.statement)
            yield ctx.finding(
                f"{written.name}: {fault.message}, so that nothing is {done} by it",
                at=fault,
                also=[(written.name, written.owner)],
                certainty=sure_of(written, fault.certainty),
                evidence=fault.message,
            )


@check(
    "mfa-condition-bypass",
    on=WRITERS,
    severity=Severity.MEDIUM,
    since="0.1",
    remedy="allow with `Bool` true, deny with `BoolIfExists` false",
    references=(
        "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html",
        "https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_mfa_configure-api-require.html",
    ),
)
def mfa_condition_bypass(node: Writer, ctx: Context) -> Iterator[Outcome]:
    """Conditions on MFA that a request with a plain access key passes."""
    for written in documents_of(node):
        denied = any(_denies_without_mfa(each) for each in written.document.statements)
        for statement in written.document.statements:
            lines = [line for line in statement.conditions if line.key.lower() == _MFA]
            if not lines or (statement.effect is Effect.DENY and denied):
                continue
            if _lets_keys_through(statement, lines):
                yield ctx.finding(
                    f"{written.name} asks for MFA by `{lines[0].operator}`, and a request signed "
                    "with an access key says nothing of MFA: it passes",
                    at=lines[0],
                    also=[(written.name, written.owner)],
                    certainty=sure_of(written, statement.presence),
                    evidence=lines[0].operator,
                )


@check(
    "forallvalues-in-allow",
    on=WRITERS,
    severity=Severity.MEDIUM,
    since="0.1",
    remedy="drop `ForAllValues:`, which is for keys of several values",
    references=(
        "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-single-vs-multi-valued-context-keys.html",
        "https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html",
    ),
)
def forallvalues_in_allow(node: Writer, ctx: Context) -> Iterator[Outcome]:
    """Allows with `ForAllValues` on a key of one value, which hold when the key is missing."""
    for written in documents_of(node):
        for statement in written.document.statements:
            if statement.effect is not Effect.ALLOW:
                continue
            for line in statement.conditions:
                if _holds_without(line, statement):
                    yield ctx.finding(
                        f"{written.name} allows by `{line.operator}` on `{line.key}`, which holds "
                        "for every request that comes without the key",
                        at=line,
                        also=[(written.name, written.owner)],
                        certainty=sure_of(written, statement.presence),
                        evidence=f"{line.operator} {line.key}",
                    )


def _names_unknown(
    written: Written, statement: Statement, words: tuple[Known, ...], lookups: Lookups, ctx: Context
) -> Outcome:
    """Return the finding that a statement names actions that are not listed.

    Unknown: an action that AWS itself names may be live.
    """
    names = [str(word.value) for word in words if not word.sensitive]
    texts = [shown(word) for word in words]
    near = next((found for name in names if (found := lookups.meant(name))), None)
    hint = "" if near is None else f"; did you mean `{near}`?"
    doubtful = is_named_by_aws(str(words[0].value))
    why = "AWS itself names and does not list" if doubtful else "AWS does not list for any service"
    perhaps = "perhaps " if doubtful else ""
    return ctx.finding(
        f"{written.name} names {_named(texts)}, which {why}: {perhaps}nothing is "
        f"{_effect(statement)} by it{hint}",
        at=words[0],
        also=[(written.name, written.owner), *((shown(w), w) for w in words[1:])],
        certainty=sure_of(written, statement.presence & (Truth.UNKNOWN if doubtful else Truth.YES)),
        evidence=" ".join(texts),
    )


def _unknown(statement: Statement, lookups: Lookups) -> Iterator[Known]:
    """Yield the words of `Action` that name nothing.

    `eks:List*` may be one of a row for many services and does no harm; `vpc:List*` and
    `s3:GetObjekt*` are mistakes.
    """
    for word in () if statement.actions is None else statement.actions.words:
        if not isinstance(word, Known) or str(word.value).lower() in UNLISTED:
            continue
        if not matching(str(word.value)):
            service = str(word.value).partition(":")[0]
            if not (is_service(service) and lookups.is_of_a_row(word)):
                yield word


def _said_elsewhere(document: PolicyDocument, statement: Statement) -> set[object]:
    """Return where `Action` has what `invalid-policy` or `literal-policy-variable` names."""
    from iac_scan.iam.validation.variables import variable_faults  # noqa: PLC0415 - as above

    said: set[object] = {problem.origin for problem in document.problems}
    words = () if statement.actions is None else statement.actions.words
    if any(isinstance(word, Known) and "${" in str(word.value) for word in words):
        said |= {fault.origin for fault in variable_faults(document)}
    return said


def _effect(statement: Statement) -> str:
    """Return what an action does not do that comes to nothing."""
    if statement.actions is not None and statement.actions.negated:
        return "left out"
    return "denied" if statement.effect is Effect.DENY else "allowed"


def _named(names: list[str]) -> str:
    """Return words for a message, the first few of them."""
    shown = [f"`{name}`" for name in names]
    if len(shown) > _SHOWN:
        shown[_SHOWN:] = [f"{len(shown) - _SHOWN} more"]
    return " and ".join([", ".join(shown[:-1]), shown[-1]] if len(shown) > 1 else shown)


def _lets_keys_through(statement: Statement, lines: list[Condition]) -> bool:
    """Tell whether lines that tell MFA from none take a request without the key for one with it."""
    with_it, without, silent = (
        all_hold(lines, conditions.Context.of({_MFA: value})) for value in ("true", "false", None)
    )
    match statement.effect:
        case Effect.ALLOW:
            return with_it is silent is Truth.YES and without is Truth.NO
        case Effect.DENY:
            return with_it is silent is Truth.NO and without is Truth.YES
        case None:
            return False


def _denies_without_mfa(statement: Statement) -> bool:
    """Tell whether a Deny is there for requests that say nothing of MFA."""
    lines = [line for line in statement.conditions if line.key.lower() == _MFA]
    silent = conditions.Context.of({_MFA: None})
    return bool(lines) and statement.effect is Effect.DENY and all_hold(lines, silent) is Truth.YES


def _holds_without(line: Condition, statement: Statement) -> bool:
    """Tell whether a line on a key of one value holds for a request without the key.

    Unknown: a key that AWS does not list may have several values, and so may an audience: only its
    provider knows.
    """
    from iac_scan.iam.validation.known_keys import known_key  # noqa: PLC0415 - kept out of start-up

    parsed = parse_operator(line.operator)
    if parsed is None or parsed.quantifier is not Quantifier.ALL:
        return False
    key = line.key.lower()
    known = known_key(key)
    if known is None or known.many or key in ALWAYS_THERE or key.endswith(":aud"):
        return False
    same = [each for each in statement.conditions if each.key.lower() == key]
    return all_hold(same, conditions.Context.of({key: None})) is Truth.YES
