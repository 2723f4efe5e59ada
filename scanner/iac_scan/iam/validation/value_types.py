"""Operators and values that do not fit each other, or not the key that they are about.

Whether a line that fits ever holds is `constants`.
Source: IAM User Guide, "IAM JSON policy elements: Condition operators" and "Multivalued context
keys"; "Access Analyzer policy check reference", for the codes.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from collections.abc import Mapping as Map

from iac_scan.iam.conditions import ParsedOperator, parse_operator
from iac_scan.iam.operators import OPERATORS, Tested
from iac_scan.iam.policy import Condition, PolicyDocument, Statement
from iac_scan.iam.validation.fault import Fault, FaultCode
from iac_scan.iam.validation.global_keys import KeyType
from iac_scan.iam.validation.known_keys import is_global, known_key
from iac_scan.suggest import nearest
from iac_scan.values import Known, Truth

_FITS: Map[Tested, frozenset[KeyType]] = {
    Tested.NUMBER: frozenset({KeyType.NUMBER, KeyType.DATE}),
    Tested.DATE: frozenset({KeyType.DATE}),
    Tested.BOOLEAN: frozenset({KeyType.BOOLEAN}),
    Tested.ADDRESS: frozenset({KeyType.ADDRESS}),
    Tested.BINARY: frozenset({KeyType.BINARY, KeyType.TEXT}),
    Tested.ARN: frozenset({KeyType.ARN, KeyType.TEXT}),
}
"""The types of key that an operator can compare; operators on text compare what AWS writes out."""

_VALUES: Map[Tested, tuple[FaultCode, str]] = {
    Tested.NUMBER: (FaultCode.TYPE_MISMATCH_NUMBER, "a number"),
    Tested.DATE: (FaultCode.TYPE_MISMATCH_DATE, "a date as ISO 8601 writes it"),
    Tested.BOOLEAN: (FaultCode.TYPE_MISMATCH_BOOLEAN, "`true` or `false`"),
    Tested.PRESENCE: (FaultCode.TYPE_MISMATCH_BOOLEAN, "`true` or `false`"),
    Tested.BINARY: (FaultCode.TYPE_MISMATCH_STRING, "text in base64"),
    Tested.ADDRESS: (FaultCode.TYPE_MISMATCH_IP_RANGE, "an IP address or a range of them"),
}


def type_faults(document: PolicyDocument) -> Iterator[Fault]:
    """Yield the lines of `Condition` blocks whose operator, key and values do not fit.

    Unknown: values that are not known, and keys that AWS does not list, are passed over.
    """
    for statement in document.statements:
        yield from _twice(statement)
        for line in statement.conditions:
            parsed = parse_operator(line.operator)
            if parsed is None:
                yield _unknown_operator(line, statement)
            else:
                yield from _of_line(line, parsed, statement)


def _of_line(line: Condition, parsed: ParsedOperator, statement: Statement) -> Iterator[Fault]:
    tests = parsed.operator.tests
    known = known_key(line.key)
    if tests is Tested.PRESENCE:
        if parsed.quantifier is not None:
            message = f"`{line.operator}` asks of each value whether the key is there"
            yield _fault(FaultCode.NULL_WITH_QUALIFIER, message, line, statement)
    elif known is not None:
        if tests in _FITS and known.type not in _FITS[tests]:
            kind = known.type.name.lower()
            message = f"`{line.operator}` compares {tests.value}s, and `{line.key}` holds {kind}"
            yield _fault(FaultCode.TYPE_MISMATCH, message, line, statement)
            return
        if tests in {Tested.TEXT, Tested.GLOB} and known.type is KeyType.ADDRESS:
            message = f"`{line.operator}` compares letters, and `{line.key}` holds an address"
            yield _fault(FaultCode.TYPE_MISMATCH, message, line, statement)
            return
        # The lists of services call some keys an array that come with one value.
        if known.many and parsed.quantifier is None and is_global(line.key):
            message = (
                f"`{line.key}` has several values, and `{line.operator}` says neither "
                "`ForAnyValue` nor `ForAllValues`"
            )
            yield _fault(FaultCode.MISSING_QUALIFIER, message, line, statement, Truth.UNKNOWN)
    yield from _values(line, parsed, statement)


def _values(line: Condition, parsed: ParsedOperator, statement: Statement) -> Iterator[Fault]:
    """Yield the values that an operator cannot read."""
    tests = parsed.operator.tests
    sure = [(word, Truth.YES) for word in line.values.words]
    for word, presence in (*sure, *((word, Truth.UNKNOWN) for word in line.values.possible)):
        if not isinstance(word, Known) or "${" in str(word.value):
            continue
        text = str(word.value)
        if tests in _VALUES and not _is_read(tests, text):
            code, wanted = _VALUES[tests]
            message = f"`{line.operator}` on `{line.key}` expects {wanted}, got `{text}`"
            yield _fault(code, message, line, statement, presence)
        elif tests is Tested.ARN and text.strip("*") and ":" not in text.replace("?", ":"):
            message = f"`{line.operator}` on `{line.key}` expects an ARN, got `{text}`"
            yield _fault(FaultCode.INVALID_ARN_VALUE, message, line, statement, presence)
    texts = {str(word.value).lower() for word in line.values.words if isinstance(word, Known)}
    if tests in {Tested.BOOLEAN, Tested.PRESENCE} and {"true", "false"} <= texts:
        message = f"`{line.operator}` on `{line.key}` takes both `true` and `false`"
        yield _fault(FaultCode.INVALID_CONDITION_MULTIPLE_BOOLEAN, message, line, statement)


def _is_read(tests: Tested, text: str) -> bool:
    """Tell whether an operator can read a value: whether it finds the value equal to itself."""
    name = {
        Tested.NUMBER: "numericequals",
        Tested.DATE: "dateequals",
        Tested.BINARY: "binaryequals",
        Tested.ADDRESS: "ipaddress",
    }.get(tests, "bool")
    compare = OPERATORS[name].texts
    return compare is not None and compare(text, text) is not None


def _unknown_operator(line: Condition, statement: Statement) -> Fault:
    head, colon, tail = line.operator.rpartition(":")
    plain = tail.lower().removesuffix("ifexists")
    if plain == "null" and tail.lower() != plain:
        message = f"`{line.operator}` is no operator: `Null` takes no `IfExists`"
        return _fault(FaultCode.NULL_WITH_IF_EXISTS, message, line, statement)
    found = nearest(plain, OPERATORS)
    suffix = "IfExists" if plain != tail.lower() else ""
    meant = "" if found is None else f"{OPERATORS[found].name}{suffix}"
    if meant and colon:
        near = nearest(head.lower(), ("forallvalues", "foranyvalue"))
        prefix = "ForAllValues" if near == "forallvalues" else "ForAnyValue"
        meant = f"{prefix}:{meant}"
    hint = f"; did you mean `{meant}`?" if meant else ""
    message = f"`{line.operator}` is no condition operator{hint}"
    return _fault(FaultCode.INVALID_CONDITION_OPERATOR, message, line, statement)


def _twice(statement: Statement) -> Iterator[Fault]:
    """Yield the keys that stand twice under one operator, in other capitals."""
    written: dict[tuple[str, str], list[Condition]] = defaultdict(list)
    for line in statement.conditions:
        written[line.operator, line.key.lower()].append(line)
    for lines in written.values():
        if len(lines) > 1:
            message = f"`{lines[1].key}` under `{lines[1].operator}` is `{lines[0].key}` again"
            yield _fault(FaultCode.DUPLICATE_KEYS_WITH_DIFFERENT_CASE, message, lines[1], statement)


def _fault(
    code: FaultCode,
    message: str,
    line: Condition,
    statement: Statement,
    sure: Truth = Truth.YES,
) -> Fault:
    return Fault(code, message, line.origin, statement, sure & statement.presence)
