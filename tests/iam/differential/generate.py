"""Random requests with random policies, over a small alphabet so that they often meet.

What the documentation does not say, and where the simulator departs from it, is not generated; each
such place says so.
"""

from __future__ import annotations

from random import Random
from typing import Any

OWN, OTHER = "111111111111", "222222222222"
ROOT = f"arn:aws:iam::{OWN}:root"
USER, DEEP_USER = f"arn:aws:iam::{OWN}:user/u", f"arn:aws:iam::{OWN}:user/p/q/u"
ROLE, SESSION = f"arn:aws:iam::{OWN}:role/r", f"arn:aws:sts::{OWN}:assumed-role/r/s"
FEDERATED = f"arn:aws:sts::{OWN}:federated-user/f"
SERVICE = "lambda.amazonaws.com"
TOKEN, SAML = (
    f"arn:aws:iam::{OWN}:oidc-provider/x.example",
    f"arn:aws:iam::{OWN}:saml-provider/okta",
)
ANONYMOUS = "anonymous"
# Service-linked roles are left out: the simulator binds them by policies of the organization.
CALLERS = (USER, USER, DEEP_USER, SESSION, SESSION, SESSION, FEDERATED, ROOT, SERVICE, ANONYMOUS)

RESOURCES = {
    "s3:GetObject": ("arn:aws:s3:::b/k", "arn:aws:s3:::b/dir/k", "arn:aws:s3:::c/K"),
    "s3:PutObject": ("arn:aws:s3:::b/k", "arn:aws:s3:::b/u/k", "arn:aws:s3:::b/x"),
    "s3:ListBucket": ("arn:aws:s3:::b", "arn:aws:s3:::bb"),
    "s3:ListAllMyBuckets": ("*",),
    "iam:CreateUser": (f"arn:aws:iam::{OWN}:user/n", f"arn:aws:iam::{OWN}:user/p/n"),
    "iam:ListUsers": ("*",),
    "iam:AttachRolePolicy": (
        f"arn:aws:iam::{OWN}:role/t",
        f"arn:aws:iam::{OWN}:role/aws-reserved/sso.amazonaws.com/x",
    ),
    "iam:CreatePolicyVersion": (
        f"arn:aws:iam::{OWN}:policy/x",
        "arn:aws:iam::aws:policy/AdministratorAccess",
    ),
    "iam:PassRole": (f"arn:aws:iam::{OWN}:role/t", f"arn:aws:iam::{OWN}:role/p/t"),
    "sqs:SendMessage": ("arn:aws:sqs:eu-west-1:{account}:q", "arn:aws:sqs:us-east-1:{account}:q2"),
    "sns:Publish": ("arn:aws:sns:eu-west-1:{account}:t",),
    "dynamodb:GetItem": ("arn:aws:dynamodb:eu-west-1:{account}:table/t",),
    "lambda:InvokeFunction": ("arn:aws:lambda:eu-west-1:{account}:function:f",),
    "secretsmanager:GetSecretValue": ("arn:aws:secretsmanager:eu-west-1:{account}:secret:s-abc",),
    "ec2:TerminateInstances": ("arn:aws:ec2:eu-west-1:{account}:instance/i-1",),
    "ec2:DescribeInstances": ("*",),
    "kms:Decrypt": ("arn:aws:kms:eu-west-1:{account}:key/k1",),
    "kms:CreateKey": ("*",),
    "sts:AssumeRole": ("arn:aws:iam::{account}:role/t",),
    "sts:TagSession": ("arn:aws:iam::{account}:role/t",),
    "sts:AssumeRoleWithWebIdentity": (f"arn:aws:iam::{OWN}:role/t",),
    "sts:AssumeRoleWithSAML": (f"arn:aws:iam::{OWN}:role/t",),
}
SHIELDED = {"s3", "sqs", "sns", "lambda", "secretsmanager", "dynamodb"}
"""Services whose resources may have a policy; keys and roles always have one."""

WORDS = (
    *("*", "s3:*", "s3:Get*", "S3:getobject", "s3:?et*", "s3:*Object", "iam:*", "iam:?reateUser"),
    *("iam:L*", "iam:*Role*", "sqs:*", "sns:*", "dynamodb:*Item", "lambda:Invoke*", "ec2:*"),
    *("ec2:Describe*", "kms:*", "kms:Decrypt", "sts:*", "sts:Assume*", *RESOURCES),
)
PLACES = (
    *("*", "arn:aws:s3:::b/*", "arn:aws:s3:::b", "arn:aws:s3:::*", "arn:aws:s3:::?/k"),
    *("arn:aws:s3:::B/*", "arn:aws:s3:::b*k", "arn:*:s3:::*", "arn:aws:*:*:*:*"),
    *("arn:aws:iam::*:*", f"arn:aws:iam::{OWN}:user/*", "arn:aws:iam::*:role/t"),
    *("arn:aws:iam::*:role/*", "arn:aws:iam::aws:policy/*", f"arn:aws:*:eu-west-1:{OWN}:*"),
    *("arn:aws:sqs:*:*:q", f"arn:aws:kms:*:{OTHER}:key/*", "arn:aws:lambda:*:*:function:f"),
    *("arn:aws:secretsmanager:*:*:secret:s-???", "arn:aws:dynamodb:*:*:table/t*"),
)
SHORT = ("arn:aws:s3", "arn:aws:sqs:*", "arn:aws:sqs:eu-west-1:*", "arn:aws:*", "arn:*")
"""ARNs that AWS fills up in identity policies; service and resource control policies refuse them."""

VARIABLES = (
    *("arn:aws:s3:::b/${aws:username}", "arn:aws:s3:::b/${aws:username}/*"),
    *("arn:aws:s3:::b/${aws:PrincipalTag/t, 'x'}", "arn:aws:s3:::b/${*}"),
    *("arn:aws:s3:::${aws:PrincipalTag/bucket, 'b'}/k", "arn:aws:sqs:*:*:${aws:username}"),
    "arn:aws:s3::${aws:PrincipalTag/t, ''}:b/*",
)
PRINCIPALS = (
    *("*", {"AWS": "*"}, {"AWS": OWN}, {"AWS": ROOT}, {"AWS": USER}, {"AWS": DEEP_USER}),
    *({"AWS": ROLE}, {"AWS": SESSION}, {"AWS": FEDERATED}, {"AWS": [OTHER, f"{USER}2"]}),
    *({"Service": SERVICE}, {"Service": ["ec2.amazonaws.com", SERVICE], "AWS": OTHER}),
)
FOR_TOKENS = ("*", {"AWS": "*"}, {"AWS": USER}, {"Federated": TOKEN}, {"Federated": SAML})
"""The simulator takes a provider of tokens for a part of its account, so none is named here."""

EXCEPTED = (
    {"AWS": [USER, DEEP_USER, ROLE, SESSION, FEDERATED, ROOT]},
    {"AWS": [USER, DEEP_USER, ROLE, SESSION, FEDERATED, ROOT], "Service": SERVICE},
    *({"AWS": OTHER}, {"AWS": f"{USER}2"}, {"Service": SERVICE}),
)
"""Whom `NotPrincipal` leaves out. What it leaves out in part alone, the user without his account or
the account without its user, is in doubt here, and left out by the simulator."""

FULL = {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "*", "Resource": "*"}]}

TAG = "aws:PrincipalTag/t"
KEYS: dict[str, tuple[str, tuple[Any, ...], tuple[Any, ...]]] = {
    TAG: (
        "text",
        ("x", "y", "X", "x*"),
        ("x", "y", "x*", "?", "X", "*", "${*}", "x${?}", "${aws:username}"),
    ),
    "aws:PrincipalOrgID": ("text", ("o-1", "o-2"), ("o-1", "o-*")),
    "aws:RequestTag/t": ("text", ("x", "y"), ("x", "${aws:PrincipalTag/t}")),
    "aws:SecureTransport": ("bool", ("true", "false"), ("true", "false", True, "True")),
    "aws:MultiFactorAuthPresent": ("bool", ("true", "false"), ("true", "false")),
    "aws:MultiFactorAuthAge": ("number", ("10", "3600", "4000"), ("10", "3600", "3600.0", 3600)),
    "aws:CurrentTime": (
        "date",
        ("2026-01-01T00:00:00Z", "2025-06-01T12:00:00Z"),
        ("2026-01-01T00:00:00Z", "2025-06-01", "2025-12-31T23:00:00-01:00"),
    ),
    # The simulator does not compare seconds since 1970 with written dates.
    "aws:EpochTime": ("date", ("1700000000", "1800000000"), ("1700000000", "1750000000")),
    # It does not know the whole range 0.0.0.0/0, and holds no address of version 6 against
    # a range of version 4.
    "aws:SourceIp": ("address", ("10.1.1.1", "11.1.1.1"), ("10.0.0.0/8", "11.1.1.1", "11.0.0.0/7")),
    "aws:PrincipalArn": (
        "arn",
        (),
        ("arn:aws:iam::*:user/*", f"arn:aws:iam::{OWN}:*", "arn:aws:iam::*:role/r", "arn:*", ROLE),
    ),
    "aws:PrincipalOrgPaths": ("texts", (["a"], ["a", "c"], ["b", "a"], []), ("a", "b", "c*")),
    "aws:CalledVia": ("texts", (["x"], ["x", "y.example"]), ("y.example", "x")),
    "aws:TagKeys": ("texts", (["t"], ["t", "u"], ["T"]), ("t", "u")),
}
"""By condition key: its type, its values in requests, its values in policies."""

TEXTS = (
    *("StringEquals", "StringLike", "StringEqualsIgnoreCase"),
    *("StringNotEquals", "StringNotLike", "StringNotEqualsIgnoreCase"),
)
ORDER = ("Equals", "NotEquals", "LessThan", "LessThanEquals", "GreaterThan", "GreaterThanEquals")
OPERATORS = {
    "text": TEXTS,
    "texts": tuple(f"{each}:{name}" for each in ("ForAllValues", "ForAnyValue") for name in TEXTS),
    "bool": ("Bool",),
    "number": tuple(f"Numeric{name}" for name in ORDER),
    "date": tuple(f"Date{name}" for name in ORDER),
    "address": ("IpAddress", "NotIpAddress"),
    "arn": ("ArnEquals", "ArnNotEquals", "ArnLike", "ArnNotLike", "StringLike", "StringNotLike"),
}


def cases(seed: int, count: int) -> list[dict[str, Any]]:
    """Return requests in the form that `simulate.mjs` reads."""
    random = Random(seed)
    return [_case(random) for _ in range(count)]


def _case(random: Random) -> dict[str, Any]:
    action = random.choice(list(RESOURCES))
    service = action.partition(":")[0]
    fixed = service == "iam" or "{account}" not in RESOURCES[action][0]
    account = OWN if fixed and service != "s3" else random.choice((OWN, OWN, OTHER))
    principal = random.choice((TOKEN, SAML) if "With" in action else CALLERS)
    if (action, principal) == ("sts:AssumeRole", ROOT):
        # The simulator does not know that STS refuses this to the root user.
        principal = USER
    own = principal not in (SERVICE, ANONYMOUS, TOKEN, SAML)
    trust = service == "sts"
    has_policy = trust or action == "kms:Decrypt" or (service in SHIELDED and random.random() < 0.6)
    if RESOURCES[action] == ("*",):
        account, has_policy = OWN, False
    kind = "tokens" if principal in (TOKEN, SAML) else "trust" if trust else "resource"
    resource_policy = _document(random, kind, 0.2) if has_policy else None
    identity = [_document(random, "identity") for _ in range(random.randint(0, 2) if own else 0)]
    bounded = own and principal not in (ROOT, FEDERATED) and random.random() < 0.3
    limited = principal in (SESSION, FEDERATED) and random.random() < 0.3
    levels = random.choice((0, 0, 1, 2, 3)) if own else 0
    return {
        "action": action,
        "resource": random.choice(RESOURCES[action]).format(account=account),
        "resource_account": account,
        "principal": principal,
        "context": _context(random, principal),
        # The simulator does not know that the root user needs no policy.
        "identity": [FULL] if principal == ROOT else identity,
        "boundary": _document(random, "identity", 0.15) if bounded else None,
        "session": (
            _document(random, "session", 0.15)
            if limited and not _names_session(resource_policy, principal)
            else None
        ),
        "scps": [
            [FULL]
            if random.random() < 0.6
            else [_document(random, "scp") for _ in range(random.randint(1, 2))]
            for _ in range(levels)
        ],
        "rcps": [
            [_document(random, "rcp") for _ in range(random.choice((0, 1, 1, 2)))]
            for _ in range(random.choice((0, 0, 0, 0, 1, 1, 2, 3)))
        ],
        "endpoint": _document(random, "endpoint", 0.15) if random.random() < 0.1 else None,
        "resource_policy": resource_policy,
    }


def _names_session(policy: dict[str, Any] | None, session: str) -> bool:
    """Tell whether a resource policy names the session itself, or everybody.

    The simulator lets a session policy limit what is granted so. The documentation says that it
    does not limit what is granted to the session itself, and is silent on everybody.
    Source: IAM User Guide, "Policy evaluation logic", section "Evaluating identity-based policies
    with resource-based policies", on role sessions.
    """
    return policy is not None and any(
        statement.get("Principal") in ("*", {"AWS": "*"}, {"AWS": session})
        for statement in policy["Statement"]
    )


def _context(random: Random, principal: str) -> dict[str, Any]:
    context: dict[str, Any] = {}
    if principal not in (SERVICE, ANONYMOUS, TOKEN, SAML):
        context["aws:PrincipalArn"] = ROLE if principal == SESSION else principal
    if principal in (USER, DEEP_USER):
        context["aws:username"] = "u"
    for key, (_, values, _) in KEYS.items():
        if values and random.random() < 0.5:
            context[key] = random.choice(values)
    return context


def _document(random: Random, kind: str, denies: float = 0.3) -> dict[str, Any]:
    statements = [_statement(random, kind, denies) for _ in range(random.randint(1, 3))]
    # The simulator fills in variables in the old version too, where AWS takes them literally.
    old = kind != "rcp" and random.random() < 0.08 and "${" not in str(statements)
    return {"Version": "2008-10-17" if old else "2012-10-17", "Statement": statements}


def _statement(random: Random, kind: str, denies: float) -> dict[str, Any]:
    condition = _condition(random) if random.random() < 0.5 else {}
    tail = {"Condition": condition} if condition else {}
    if kind == "rcp":
        services = ("s3:*", "s3:Get*", "sqs:*", "kms:Decrypt", "kms:*", "sts:*", "secretsmanager:*")
        head = {"Effect": "Deny", "Principal": "*", "Action": random.sample(services, 2)}
        return {**head, "Resource": random.sample(PLACES, 2), **tail}
    statement: dict[str, Any] = {"Effect": "Deny" if random.random() < denies else "Allow"}
    negated = random.random() < 0.15
    statement["NotAction" if negated else "Action"] = random.sample(WORDS, random.randint(1, 3))
    if kind not in {"trust", "tokens"}:
        excepted = random.random() < 0.1
        # What NotResource leaves out by a variable without value, or by a short ARN, is not
        # documented.
        places: tuple[str, ...] = PLACES if excepted else (*PLACES, *VARIABLES)
        if kind == "identity" and not excepted:
            places = (*places, *SHORT)
        found = "*" if random.random() < 0.4 else random.sample(places, random.randint(1, 2))
        statement["NotResource" if excepted else "Resource"] = found
    if kind == "endpoint":
        statement["Principal"] = "*"
    if kind == "tokens":
        statement["Principal"] = random.choice(FOR_TOKENS)
    if kind in {"resource", "trust"}:
        excluded = kind == "resource" and statement["Effect"] == "Deny" and random.random() < 0.15
        named = EXCEPTED if excluded else PRINCIPALS
        statement["NotPrincipal" if excluded else "Principal"] = random.choice(named)
    return {**statement, **tail}


def _condition(random: Random) -> dict[str, Any]:
    condition: dict[str, dict[str, Any]] = {}
    for _ in range(random.choice((1, 1, 1, 2))):
        key = random.choice(list(KEYS))
        kind, _, values = KEYS[key]
        operator = random.choice(OPERATORS[kind])
        chosen: Any = random.sample(values, random.randint(1, 2))
        if "Not" in operator:
            # A variable without value differs from everything; the simulator says otherwise.
            # Source: IAM User Guide, "Variables and tags", "Policy variables with no value".
            chosen = [value for value in chosen if "${aws:" not in str(value)] or ["x"]
        if kind == "bool" or (len(chosen) == 1 and random.random() < 0.5):
            chosen = chosen[0]
        if random.random() < 0.12:
            operator, chosen = "Null", random.choice(("true", "false", True, ["true", "false"]))
        elif random.random() < 0.25 and not operator.startswith("ForAnyValue"):
            # With ForAnyValue the two sentences on missing keys contradict each other.
            operator += "IfExists"
        written = key.upper() if "/" not in key and random.random() < 0.05 else key
        condition.setdefault(operator, {})[written] = chosen
    return condition
