"""Policy variables that AWS does not fill in: written wrongly, or where it takes them literally.

Source: IAM User Guide, "IAM policy elements: Variables and tags"; "Access Analyzer policy check
reference", for the codes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from iac_scan.iam.conditions import parse_operator
from iac_scan.iam.operators import Tested
from iac_scan.iam.patterns import pattern_of
from iac_scan.iam.policy import PolicyDocument, Statement, Word, Words
from iac_scan.iam.resources import variables_in_head
from iac_scan.iam.validation.fault import Fault, FaultCode
from iac_scan.values import Known, Text, Truth

_WRITTEN = re.compile(r"\$\{([^}]*)(\}?)")
_ESCAPED = frozenset({"*", "?", "$"})
_DEFAULT = re.compile(r"\s*'[^']*'\s*")
_NEW = "2012-10-17"
_ELEMENTS = ("`Action`", "`Principal`", "`Resource`")
_ANYWHERE = ""
"""What keeps variables from being filled in where nothing does."""
_IN_HEAD = "`Resource` takes variables behind the fifth colon of an arn alone"
_FILLED = frozenset({Tested.TEXT, Tested.GLOB, Tested.ARN})


def variable_faults(document: PolicyDocument) -> Iterator[Fault]:
    """Yield the policy variables that AWS compares as the letters they are written in.

    Unknown: a name without a colon is no condition key but a placeholder, and passed over. A
    version that is not known looks like one that is not written: the fault is UNKNOWN.
    """
    for statement in document.statements:
        for words, where in _elements(statement):
            for word in (*words.words, *words.possible):
                early = variables_in_head(pattern_of(word, variables=True))
                for place, (inside, closed) in enumerate(_variables(word)):
                    kept = _IN_HEAD if words is statement.resources and place < early else where
                    found = _wrong(inside, closed, kept, document)
                    if found is not None:
                        code, why = found
                        shown = f"${{{inside}{closed}"
                        message = f"`{shown}` is compared letter for letter: {why}"
                        unwritten = code is FaultCode.VARIABLE_UNSUPPORTED_IN_VERSION
                        sure = Truth.of(document.version is not None) | Truth.UNKNOWN
                        sure = sure if unwritten else Truth.YES
                        yield Fault(
                            code, message, word.origin, statement, sure & statement.presence
                        )


def _elements(statement: Statement) -> Iterator[tuple[Words, str]]:
    """Yield the words of a statement with what keeps variables from being filled in there."""
    if statement.actions is not None:
        yield statement.actions, "`Action` takes no variables"
    if statement.principals is not None:
        for _, words in statement.principals.groups:
            yield words, "`Principal` takes no variables"
    if statement.resources is not None:
        yield statement.resources, _ANYWHERE
    for line in statement.conditions:
        parsed = parse_operator(line.operator)
        if parsed is not None:
            takes = parsed.operator.tests in _FILLED
            yield line.values, _ANYWHERE if takes else f"`{line.operator}` takes no variables"


def _variables(word: Word) -> Iterator[tuple[str, str]]:
    """Yield what stands between the braces of each variable, and the closing brace if any.

    The escapes `${*}`, `${?}` and `${$}` are no variables.
    """
    parts: tuple[str, ...] = (str(word.value),) if isinstance(word, Known) else ()
    if isinstance(word, Text):
        # The brace of a variable that is opened in front of an unknown part may close behind it.
        parts = tuple(part for part in word.parts if isinstance(part, str))
    for part in parts:
        for inside, closed in _WRITTEN.findall(part):
            escaped = closed and inside in _ESCAPED
            if not escaped and (closed or isinstance(word, Known)):
                yield inside, closed


def placeholder(words: Words) -> str | None:
    """Return a variable that stands for no condition key, so that no request has a value for it.

    Somebody meant a tool to fill it in: `${OrganizationId}` outside of `Fn::Sub`.
    """
    for word in words.words:
        for inside, closed in _variables(word):
            if closed and inside.strip() and ":" not in inside:
                return f"${{{inside}}}"
    return None


def _wrong(
    inside: str, closed: str, where: str, document: PolicyDocument
) -> tuple[FaultCode, str] | None:
    """Return what keeps a variable from being filled in, or None when nothing does."""
    name, comma, default = inside.partition(",")
    if not closed:
        # Text behind an opening brace without a key is no variable that somebody meant.
        if ":" not in inside:
            return None
        return FaultCode.MISSING_BRACE_IN_VARIABLE, "the closing brace is missing"
    if not inside.strip():
        return FaultCode.EMPTY_VARIABLE, "it names no condition key"
    if ":" not in name:
        return None
    if where:
        code = (
            FaultCode.VARIABLE_UNSUPPORTED_IN_ELEMENT
            if where.startswith(_ELEMENTS)
            else FaultCode.INVALID_VARIABLE_FOR_OPERATOR
        )
        return code, where
    if name != name.strip() or " " in name.strip().partition("/")[0]:
        return FaultCode.UNSUPPORTED_SPACE_IN_VARIABLE, "there is a space in it"
    if comma and _DEFAULT.fullmatch(default) is None:
        return FaultCode.MISSING_QUOTE_IN_VARIABLE, "its default stands without single quotes"
    return _in_version(document)


def _in_version(document: PolicyDocument) -> tuple[FaultCode, str] | None:
    if document.version == _NEW:
        return None
    written = f"version `{document.version}`" if document.version else "a policy without `Version`"
    return FaultCode.VARIABLE_UNSUPPORTED_IN_VERSION, f"{written} has no variables"
