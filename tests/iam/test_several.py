"""Actions that name several resources: every one must be allowed."""

from __future__ import annotations

import json

import pytest

from iac_scan.iam import (
    Caller,
    CallerKind,
    Context,
    Outcome,
    Policies,
    PolicyKind,
    Request,
    decide_each,
    exactly,
    missing_types,
    prepare,
    read_json,
)
from iac_scan.sources import Origin, Span

HERE = Origin(Span("main.tf", 1, 1, 1, 1))
EC2 = "arn:aws:ec2:eu-west-1:111111111111:"
INSTANCE, SUBNET = f"{EC2}instance/*", f"{EC2}subnet/subnet-1"
REST = ("arn:aws:ec2:eu-west-1::image/ami-1", f"{EC2}network-interface/*", f"{EC2}security-group/s")
USER = "arn:aws:iam::111111111111:user/u"


def outcome(*statements: dict[str, str]) -> Outcome:
    text = json.dumps({"Version": "2012-10-17", "Statement": statements})
    policies = Policies(identity=[read_json(text, PolicyKind.IDENTITY, HERE)])
    request = Request(
        Caller(CallerKind.USER, exactly(USER), exactly("111111111111")),
        "ec2:RunInstances",
        INSTANCE.replace("*", "i-1"),
        "111111111111",
        Context.of({}, closed=True),
    )
    found = decide_each(request, (SUBNET, *REST), policies)
    assert decide_each(request, (SUBNET, *REST), prepare(policies)) == found
    return found.outcome


def run(effect: str, resource: str) -> dict[str, str]:
    return {"Effect": effect, "Action": "ec2:RunInstances", "Resource": resource}


@pytest.mark.parametrize(
    ("statements", "expected"),
    [
        ([run("Allow", "*")], Outcome.ALLOWED),
        ([run("Allow", INSTANCE)], Outcome.DENIED_IMPLICITLY),
        ([run("Allow", resource) for resource in (INSTANCE, SUBNET, *REST)], Outcome.ALLOWED),
        ([run("Allow", resource) for resource in (INSTANCE, *REST)], Outcome.DENIED_IMPLICITLY),
        ([run("Allow", "*"), run("Deny", f"{EC2}subnet/*")], Outcome.DENIED_EXPLICITLY),
        ([run("Allow", "*"), run("Deny", f"{EC2}volume/*")], Outcome.ALLOWED),
    ],
    ids=["everything", "one of them", "each of them", "all but one", "one is denied", "another"],
)
def test_request_is_allowed_when_every_resource_is(
    statements: list[dict[str, str]], expected: Outcome
) -> None:
    assert outcome(*statements) is expected


def test_types_that_a_request_must_name() -> None:
    assert missing_types("ec2:RunInstances", (INSTANCE, SUBNET, *REST)) == ()
    assert missing_types("ec2:RunInstances", (INSTANCE, *REST)) == ("subnet",)
    assert missing_types("iam:PassRole", (SUBNET,)) == ("role",)
    assert missing_types("iam:ListUsers", ("*",)) == ()
    assert missing_types("made:Up", ()) == ()
