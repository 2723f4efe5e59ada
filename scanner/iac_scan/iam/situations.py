"""The requests that conditions and principals tell apart: values of keys, and callers.

What a policy says of one of them is decided elsewhere in this package.
Source: IAM User Guide, "Condition operators" and "AWS global condition context keys".
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from ipaddress import IPv4Address, IPv6Address, ip_network
from itertools import combinations

from iac_scan.iam.conditions import ParsedOperator, Stated, parse_operator
from iac_scan.iam.globs import Wild
from iac_scan.iam.operators import ARN_PARTS, Tested, arn_parts, date_of, number_of_text
from iac_scan.iam.patterns import Pattern, exactly, glob, has_variables, pattern_of
from iac_scan.iam.policy import Condition, PrincipalKind, Principals
from iac_scan.iam.principals import Caller, CallerKind, caller_of
from iac_scan.iam.representatives import representatives
from iac_scan.values import Known

FRESH = "\x02"
"""A text that no policy names."""

_SOME_ACCOUNT = "000000000000"
_TEXTS = {Tested.TEXT, Tested.GLOB, Tested.ARN}
_SUBSETS = 3
"""Values of one key of several values that are taken together."""

ALWAYS_THERE = frozenset(
    {
        "aws:currenttime",
        "aws:epochtime",
        "aws:securetransport",
        "aws:requestedregion",
        "aws:viaawsservice",
    }
)
"""Keys that every request has.

Source: IAM User Guide, "AWS global condition context keys", under "Availability"."""


@dataclass(frozen=True, slots=True)
class Choices:
    """What a request may say of one key."""

    values: tuple[Stated, ...]
    """Shape: None stands for a request without the key."""
    complete: bool
    """Whether every request is judged like one with these."""


def choices(key: str, lines: Sequence[Condition]) -> Choices:
    """Return the values of a key that the conditions on it tell apart."""
    parsed = [(line, parse_operator(line.operator)) for line in lines]
    known = [(line, each) for line, each in parsed if each is not None]
    texts, complete = _texts(known)
    for line, each in known:
        values = [str(word.value) for word in line.values.words if isinstance(word, Known)]
        texts += [text for text in _typed(each.operator.tests, values) if text not in texts]
    complete &= len(known) == len(lines)
    complete &= all(not line.values.possible and line.values.open is None for line in lines)
    found: list[Stated] = list(texts)
    if any(each.quantifier is not None for _, each in known):
        most = min(_SUBSETS, len(texts))
        complete &= len(texts) <= _SUBSETS
        found = [list(some) for count in range(most + 1) for some in combinations(texts, count)]
    if key.lower() not in ALWAYS_THERE:
        found.append(None)
    return Choices(tuple(found), complete)


def _texts(lines: Sequence[tuple[Condition, ParsedOperator]]) -> tuple[list[str], bool]:
    """Return texts that the text conditions tell apart, and whether all are among them."""
    shapes: list[Pattern] = []
    complete = True
    folded = {"IgnoreCase" in parsed.operator.name for _, parsed in lines}
    for line, parsed in lines:
        if parsed.operator.tests not in _TEXTS:
            continue
        for word in line.values.words:
            wild = parsed.operator.tests is not Tested.TEXT
            shape = pattern_of(word, variables=True, wildcards=wild)
            complete &= not shape.has_holes and not has_variables(shape)
            if parsed.operator.tests is Tested.ARN:
                complete &= _is_plain_arn(shape)
            shapes.append(shape)
    found = representatives(shapes, glob("*"))
    texts = [str(text) for text in found.texts if not text.has_holes]
    if True in folded:
        texts += [other for text in texts for other in (text.upper(), text.lower())]
        complete &= folded == {True}
    return list(dict.fromkeys(texts)), complete and found.complete


def _is_plain_arn(shape: Pattern) -> bool:
    """Tell whether an ARN pattern matches by its parts what it matches as a plain glob."""
    parts = arn_parts(shape.tokens)
    return (
        parts is not None
        and len(parts) == ARN_PARTS
        and not any(isinstance(token, Wild) for part in parts[:-1] for token in part.tokens)
    )


def _typed(tests: Tested, written: Sequence[str]) -> Iterator[str]:
    """Yield values on both sides of every one that a typed operator compares with."""
    match tests:
        case Tested.BOOLEAN:
            yield from ("true", "false")
        case Tested.NUMBER:
            numbers = sorted(
                {each for text in written if (each := number_of_text(text)) is not None}
            )
            for number in numbers:
                yield from (format(number + step, "f") for step in (Decimal(-1), Decimal(0)))
            for low, high in zip(numbers, [*numbers[1:], None], strict=True):
                yield format(low + 1 if high is None else (low + high) / 2, "f")
        case Tested.DATE:
            for date in filter(None, map(date_of, written)):
                yield from (_moment(date + timedelta(seconds=step)) for step in (-1, 0, 1))
        case Tested.ADDRESS:
            yield from _addresses(written)
        case Tested.BINARY:
            yield from ("", *written)
        case Tested.PRESENCE:
            yield FRESH
        case _:
            return


def _moment(date: datetime) -> str:
    return date.astimezone(UTC).isoformat().replace("+00:00", "Z")


def _addresses(written: Iterable[str]) -> Iterator[str]:
    """Yield the first address of every range, and the first one behind it."""
    yield from ("192.0.2.1", "2001:db8::1")
    for text in written:
        try:
            network = ip_network(text, strict=False)
        except ValueError:
            continue
        yield str(network.network_address)
        behind = int(network.broadcast_address) + 1
        if behind < 1 << network.max_prefixlen:
            yield str(IPv4Address(behind) if network.version == 4 else IPv6Address(behind))


def callers(named: Iterable[Principals | None], arns: Sequence[Condition]) -> tuple[Caller, ...]:
    """Return everybody whom `Principal` elements and conditions on his ARN tell apart."""
    names = {"", f"{FRESH}.amazonaws.com"}
    accounts = {_SOME_ACCOUNT}
    providers = {f"{FRESH}.example"}
    groups = [pair for each in named if each is not None for pair in each.groups]
    for kind, words in groups:
        for word in words.words:
            text = str(word.value) if isinstance(word, Known) else "*"
            if kind is PrincipalKind.FEDERATED:
                providers.add(text)
            elif kind is PrincipalKind.AWS and (text.isdigit() or text.endswith(":root")):
                accounts.add(text if text.isdigit() else text.split(":")[4])
            elif text != "*":
                names.add(text)
    written = (word for line in arns for word in line.values.words)
    shapes = [pattern_of(word, variables=True) for word in written if isinstance(word, Known)]
    for shape in shapes:
        found = representatives(shapes, shape).texts
        names |= {_with_account(str(text)) for text in found if not text.has_holes}
    accounts |= {parts[4] for name in names if len(parts := name.split(":")) >= ARN_PARTS}
    for account in accounts:
        names |= {f"arn:aws:iam::{account}:{kind}/{FRESH}" for kind in ("user", "role")}
    people = [caller_of(name) for name in sorted(names)]
    tokens = [Caller(CallerKind.FEDERATED, exactly(name), None) for name in sorted(providers)]
    return (*people, *tokens)


def _with_account(name: str) -> str:
    """Return an ARN with an account where it lacks one."""
    parts = name.split(":", ARN_PARTS - 1)
    if len(parts) == ARN_PARTS and parts[2] in {"iam", "sts"} and not parts[4]:
        parts[4] = _SOME_ACCOUNT
        return ":".join(parts)
    return name


def said_of(caller: Caller) -> dict[str, Stated]:
    """Return the keys of a request that follow from who makes it."""
    stated: dict[str, Stated] = {"aws:PrincipalIsAWSService": "false"}
    match caller.kind:
        case CallerKind.USER | CallerKind.ROLE | CallerKind.ROOT:
            stated["aws:PrincipalArn"] = str(caller.name)
            stated["aws:PrincipalAccount"] = str(caller.account)
        case CallerKind.SERVICE:
            stated["aws:PrincipalIsAWSService"] = "true"
            stated["aws:PrincipalServiceName"] = str(caller.name)
        case CallerKind.FEDERATED | CallerKind.ANONYMOUS:
            pass
    return stated


FROM_CALLER = frozenset(
    {
        "aws:principalarn",
        "aws:principalaccount",
        "aws:principalisawsservice",
        "aws:principalservicename",
    }
)
"""The keys that `said_of` knows, in lower case."""

NOBODY = Caller(CallerKind.USER, exactly(FRESH), exactly(_SOME_ACCOUNT))
"""Who asks where a policy names no principals: whoever carries it."""
