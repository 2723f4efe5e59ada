"""Random requests with random policies, over a small alphabet so that they often meet."""

from __future__ import annotations

from random import Random
from typing import Any

OWN, OTHER = "111111111111", "222222222222"
USER = f"arn:aws:iam::{OWN}:user/u"
ROLE = f"arn:aws:iam::{OWN}:role/r"
SESSION = f"arn:aws:sts::{OWN}:assumed-role/r/s"
SERVICE = "lambda.amazonaws.com"

RESOURCES = {
    "s3:GetObject": ("arn:aws:s3:::b/k", "arn:aws:s3:::b/dir/k", "arn:aws:s3:::c/K"),
    "s3:ListBucket": ("arn:aws:s3:::b",),
    "iam:CreateUser": (f"arn:aws:iam::{OWN}:user/n",),
    "iam:ListUsers": ("*",),
    "sqs:SendMessage": ("arn:aws:sqs:eu-west-1:{account}:q",),
    "kms:Decrypt": ("arn:aws:kms:eu-west-1:{account}:key/k1",),
    "sts:AssumeRole": ("arn:aws:iam::{account}:role/t",),
    "iam:PassRole": (f"arn:aws:iam::{OWN}:role/t",),
}
WORDS = (
    *("*", "s3:*", "s3:Get*", "S3:getobject", "iam:*", "iam:?reateUser", "iam:L*", "sqs:*"),
    *("kms:Decrypt", "sts:*", *RESOURCES),
)
PLACES = (
    *("*", "arn:aws:s3:::b/*", "arn:aws:s3:::b", "arn:aws:s3:::*", "arn:aws:s3:::?/k"),
    *("arn:aws:s3:::B/*", "arn:aws:iam::*:*", f"arn:aws:iam::{OWN}:user/*", "arn:aws:sqs:*:*:q"),
    *(f"arn:aws:kms:*:{OTHER}:key/*", "arn:aws:iam::*:role/t"),
)
SHORT = ("arn:aws:s3", "arn:aws:sqs:*")
"""ARNs that AWS fills up in identity policies; service and resource control policies refuse them."""

VARIABLE = "arn:aws:s3:::b/${aws:username}"
PRINCIPALS = (
    *("*", {"AWS": "*"}, {"AWS": OWN}, {"AWS": f"arn:aws:iam::{OWN}:root"}, {"AWS": USER}),
    *({"AWS": ROLE}, {"AWS": SESSION}, {"AWS": [OTHER, f"{USER}2"]}, {"Service": SERVICE}),
)
EXCEPTED = ({"AWS": USER}, {"AWS": [USER, ROLE, SESSION, f"arn:aws:iam::{OWN}:root"]})
TAG = "aws:PrincipalTag/t"
CONDITIONS: tuple[Any, ...] = (
    *({},) * 7,
    {"StringEquals": {TAG: "x"}},
    {"StringNotEquals": {TAG: ["x", "y"]}},
    {"StringLike": {TAG: "x*"}},
    {"StringEqualsIfExists": {TAG: "x"}, "Bool": {"aws:SecureTransport": "true"}},
    {"BoolIfExists": {"aws:MultiFactorAuthPresent": "true"}},
    {"Null": {TAG: "true"}},
    {"ArnLike": {"aws:PrincipalArn": "arn:aws:iam::*:user/*"}},
    {"ArnNotLike": {"aws:PrincipalArn": f"arn:aws:iam::{OWN}:*"}},
    {"ForAllValues:StringEquals": {"aws:PrincipalOrgPaths": ["a", "b"]}},
    {"ForAnyValue:StringEquals": {"aws:PrincipalOrgPaths": ["a"]}},
    {"IpAddress": {"aws:SourceIp": "10.0.0.0/8"}},
)
FULL = {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "*", "Resource": "*"}]}


def cases(seed: int, count: int) -> list[dict[str, Any]]:
    """Return requests in the form that `simulate.mjs` reads."""
    random = Random(seed)
    return [_case(random) for _ in range(count)]


def _case(random: Random) -> dict[str, Any]:
    action = random.choice(list(RESOURCES))
    account = OWN if action.startswith("iam:") else random.choice((OWN, OWN, OTHER))
    principal = random.choice((USER, USER, SESSION, SESSION, SERVICE))
    is_service = principal == SERVICE
    needed = action in {"kms:Decrypt", "sts:AssumeRole"}
    has_policy = needed or (not action.startswith("iam:") and random.random() < 0.6)
    kind = "trust" if action == "sts:AssumeRole" else "resource"
    resource_policy = _document(random, kind, 0.2) if has_policy else None
    return {
        "action": action,
        "resource": random.choice(RESOURCES[action]).format(account=account),
        "resource_account": account,
        "principal": principal,
        "context": _context(random, principal),
        "identity": [
            _document(random, "identity") for _ in range(0 if is_service else random.randint(0, 2))
        ],
        "boundary": (
            _document(random, "identity", 0.15)
            if not is_service and random.random() < 0.3
            else None
        ),
        "session": (
            _document(random, "session", 0.15)
            if principal == SESSION
            and random.random() < 0.25
            and not _names_session(resource_policy)
            else None
        ),
        "scps": [
            [FULL] if random.random() < 0.6 else [_document(random, "scp")]
            for _ in range(0 if is_service else random.choice((0, 0, 1, 2)))
        ],
        "rcps": [[_document(random, "rcp")]] if random.random() < 0.25 else [],
        "resource_policy": resource_policy,
    }


def _names_session(policy: dict[str, Any] | None) -> bool:
    """Tell whether a resource policy names the session itself, or everybody.

    The simulator lets a session policy limit what is granted so. The documentation says that it
    does not limit what is granted to the session itself, and is silent on everybody.
    Source: IAM User Guide, "Policy evaluation logic", section "Evaluating identity-based policies
    with resource-based policies", on role sessions (2026-11-23).
    """
    return policy is not None and any(
        statement.get("Principal") in ("*", {"AWS": "*"}, {"AWS": SESSION})
        for statement in policy["Statement"]
    )


def _context(random: Random, principal: str) -> dict[str, Any]:
    context: dict[str, Any] = {}
    if principal != SERVICE:
        context["aws:PrincipalArn"] = USER if principal == USER else ROLE
    if principal == USER:
        context["aws:username"] = "k"
    choices: tuple[tuple[str, tuple[Any, ...]], ...] = (
        (TAG, ("x", "y", "z")),
        ("aws:SecureTransport", ("true", "false")),
        ("aws:MultiFactorAuthPresent", ("true", "false")),
        ("aws:PrincipalOrgPaths", (["a"], ["a", "c"], ["b", "a"], ["c"])),
        ("aws:SourceIp", ("10.1.1.1", "11.1.1.1")),
    )
    for key, values in choices:
        if random.random() < 0.5:
            context[key] = random.choice(values)
    return context


def _document(random: Random, kind: str, denies: float = 0.3) -> dict[str, Any]:
    statements = [_statement(random, kind, denies) for _ in range(random.randint(1, 3))]
    return {"Version": "2012-10-17", "Statement": statements}


def _statement(random: Random, kind: str, denies: float) -> dict[str, Any]:
    condition = random.choice(CONDITIONS)
    tail = {"Condition": condition} if condition else {}
    if kind == "rcp":
        services = random.sample(("s3:*", "s3:Get*", "sqs:*", "kms:Decrypt", "sts:*"), 2)
        head = {"Effect": "Deny", "Principal": "*", "Action": services}
        return {**head, "Resource": random.sample(PLACES, 2), **tail}
    statement: dict[str, Any] = {"Effect": "Deny" if random.random() < denies else "Allow"}
    negated = random.random() < 0.15
    statement["NotAction" if negated else "Action"] = random.sample(WORDS, random.randint(1, 3))
    if kind != "trust":
        excepted = random.random() < 0.1
        # What NotResource leaves out by a variable without value, or by a short ARN for an action
        # without resource, is not documented.
        places: tuple[str, ...] = PLACES if excepted else (*PLACES, VARIABLE)
        if kind in {"identity", "resource"} and not excepted:
            places = (*places, *SHORT)
        found = "*" if random.random() < 0.4 else random.sample(places, random.randint(1, 2))
        statement["NotResource" if excepted else "Resource"] = found
    if kind in {"resource", "trust"}:
        excluded = kind == "resource" and statement["Effect"] == "Deny" and random.random() < 0.15
        statement["NotPrincipal" if excluded else "Principal"] = random.choice(
            EXCEPTED if excluded else PRINCIPALS
        )
    return {**statement, **tail}
