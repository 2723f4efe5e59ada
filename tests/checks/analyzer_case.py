"""A mistake of a policy that Access Analyzer has a code for, and the nearest policy without it."""

from __future__ import annotations

from dataclasses import dataclass

Json = dict[str, object]

STATEMENT = '"Statement"'
"""Stands for the line on which the last statement begins."""
DOCUMENT = "document"
"""Stands for the line of the attribute that holds the document."""
OWNER = "owner"
"""Stands for the line on which what carries the policy begins."""


@dataclass(frozen=True)
class Case:
    """One mistake, and the same policy without it."""

    place: str
    """`policy`, `trust`, `scp`, `bucket` or `queue`."""
    wrong: Json | list[Json] | str
    """The statement, the statements, or the text of the document."""
    right: Json | list[Json] | str
    """The same of the neighbour, in which nothing at all is found."""
    at: str
    """What stands on the line of the finding."""
    version: str = "2012-10-17"
    """The version of both."""
    others: frozenset[str] = frozenset()
    """Other checks that the mistake concerns, too."""


def of_policy(wrong: Json, right: Json, at: str, others: frozenset[str] = frozenset()) -> Case:
    """Return the case of a managed policy with one statement."""
    return Case("policy", wrong, right, at, others=others)


def of_trust(wrong: Json, right: Json, at: str) -> Case:
    """Return the case of a trust policy, as it differs from one for a service."""
    return Case("trust", {**TRUST, **wrong}, {**TRUST, **right}, at)


ACCOUNT = "111122223333"
ROLES = f"arn:aws:iam::{ACCOUNT}:role/app/*"
ROLE = f"arn:aws:iam::{ACCOUNT}:role/app/worker"
PASS, LINK = "iam:PassRole", "iam:CreateServiceLinkedRole"
REST = ["iam:*User*", "iam:*Policy*", "iam:*Group*"]
READ: Json = {"Action": "s3:GetObject", "Resource": "arn:aws:s3:::orders/*"}
QUEUE: Json = {"Action": "sqs:SendMessage", "Resource": f"arn:aws:sqs:eu-west-1:{ACCOUNT}:orders"}
EC2: Json = {
    "Action": "ec2:StartInstances",
    "Resource": f"arn:aws:ec2:eu-west-1:{ACCOUNT}:instance/*",
}
TRUST: Json = {"Principal": {"Service": "ec2.amazonaws.com"}, "Action": "sts:AssumeRole"}
SCP: Json = {"Effect": "Deny", "Action": "s3:DeleteBucket", "Resource": "*"}
OBJECT: Json = {"Effect": "Deny", "Action": "s3:GetObject"}
OBJECTS: Json = {
    "Principal": {"AWS": ACCOUNT},
    "Action": "s3:GetObject",
    "Resource": "arn:aws:s3:::orders/*",
}
SEND: Json = {"Principal": {"AWS": ACCOUNT}, "Action": "sqs:SendMessage", "Resource": "*"}
LONG = [f"arn:aws:s3:::orders-{n:03}/*" for n in range(400)]
QUEUES = [f"arn:aws:sqs:eu-west-1:{ACCOUNT}:orders-{n:03}" for n in range(400)]
HUB = "token.actions.githubusercontent.com"
GITHUB: Json = {
    "Principal": {"Federated": f"arn:aws:iam::{ACCOUNT}:oidc-provider/{HUB}"},
    "Action": "sts:AssumeRoleWithWebIdentity",
}
OIDC: Json = {
    "Principal": {"Federated": f"arn:aws:iam::{ACCOUNT}:oidc-provider/id.example.com"},
    "Action": "sts:AssumeRoleWithWebIdentity",
}
