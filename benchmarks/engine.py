"""Speed of the IAM engine: decisions, and effective permissions, beside iam-simulate's decisions.

Figures are processor time and depend on the machine; compare the rows of one run. The npm package
is run beside this one as a black box, when the environment variable IAC_SCAN_SIMULATOR names the
folder that has it:

    npm install --prefix /tmp/simulator @cloud-copilot/iam-simulate@0.1.173
    IAC_SCAN_SIMULATOR=/tmp/simulator python benchmarks/engine.py
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path
from random import Random
from typing import Any

HERE = Path(__file__).resolve().parent
ACCOUNT = "111122223333"
USER = f"arn:aws:iam::{ACCOUNT}:user/ann"
REGIONS = {"StringNotEquals": {"aws:RequestedRegion": ["eu-west-1", "eu-central-1"]}}
FULL = {"Effect": "Allow", "Action": "*", "Resource": "*"}


def policy(*statements: dict[str, Any]) -> dict[str, Any]:
    """Return a policy of today's version."""
    return {"Version": "2012-10-17", "Statement": list(statements)}


def allow(actions: Any, resources: Any = "*") -> dict[str, Any]:
    """Return an Allow."""
    return {"Effect": "Allow", "Action": actions, "Resource": resources}


IDENTITY = [
    policy(
        allow(["s3:Get*", "s3:List*"], ["arn:aws:s3:::orders", "arn:aws:s3:::orders/*"]),
        allow("ec2:Describe*"),
        {
            "Effect": "Deny",
            "Action": "s3:*",
            "Resource": "*",
            "Condition": {"Bool": {"aws:SecureTransport": "false"}},
        },
    ),
    policy(allow("s3:PutObject", "arn:aws:s3:::orders/${aws:username}/*")),
]
BOUNDARY = policy(FULL, {"Effect": "Deny", "Action": "iam:*", "Resource": "*"})
LEVELS = [
    [policy(FULL)],
    [
        policy(
            FULL,
            {"Effect": "Deny", "Action": "organizations:LeaveOrganization", "Resource": "*"},
            {
                "Effect": "Deny",
                "NotAction": ["iam:*", "sts:*"],
                "Resource": "*",
                "Condition": REGIONS,
            },
        )
    ],
]
CONTEXT = {
    "aws:PrincipalArn": USER,
    "aws:username": "ann",
    "aws:RequestedRegion": "eu-west-1",
    "aws:SecureTransport": "true",
}
ASKED = (
    ("s3:GetObject", "arn:aws:s3:::orders/{n}"),
    ("ec2:DescribeInstances", "*"),
    ("s3:PutObject", "arn:aws:s3:::orders/ann/{n}"),
    ("iam:CreateUser", f"arn:aws:iam::{ACCOUNT}:user/{{n}}"),
)


def requests(count: int) -> list[tuple[str, str]]:
    """Return actions with resources, most of them asked about once."""
    return [(action, arn.format(n=n)) for n in range(count) for action, arn in (ASKED[n % 4],)]


def decisions(count: int) -> tuple[float, float, int]:
    """Return seconds for a decision with prepared policies and without, and how many allow."""
    from iac_scan.iam import (  # noqa: PLC0415
        Caller,
        CallerKind,
        Context,
        Outcome,
        Policies,
        PolicyKind,
        Request,
        decide,
        exactly,
        prepare,
        read_policy,
        value_of_json,
    )
    from iac_scan.sources import Origin, Span  # noqa: PLC0415

    here = Origin(Span("benchmark.json", 1, 1, 1, 1))
    scp = PolicyKind.SERVICE_CONTROL
    policies = Policies(
        identity=[read_policy(value_of_json(p, here), PolicyKind.IDENTITY) for p in IDENTITY],
        boundary=read_policy(value_of_json(BOUNDARY, here), PolicyKind.BOUNDARY),
        service_control=[
            [read_policy(value_of_json(p, here), scp) for p in each] for each in LEVELS
        ],
    )
    caller = Caller(CallerKind.USER, exactly(USER), exactly(ACCOUNT))
    asked = [
        Request(caller, action, arn, ACCOUNT, Context.of(CONTEXT, closed=True))
        for action, arn in requests(count)
    ]
    prepared = prepare(policies)
    decide(asked[0], prepared)
    started = time.process_time()
    allowed = sum(decide(each, prepared).outcome is Outcome.ALLOWED for each in asked)
    middle = time.process_time()
    for each in asked[: count // 10]:
        decide(each, policies)
    ended = time.process_time()
    return (middle - started) / count, (ended - middle) / (count // 10), allowed


def simulated(count: int) -> tuple[float, int] | None:
    """Return seconds for a decision of iam-simulate, without its start; None where it is not."""
    folder = os.environ.get("IAC_SCAN_SIMULATOR", "")
    if not folder or shutil.which("node") is None:
        return None
    cases = [
        {
            "action": action,
            "resource": arn,
            "resource_account": ACCOUNT,
            "principal": USER,
            "context": CONTEXT,
            "identity": IDENTITY,
            "boundary": BOUNDARY,
            "scps": LEVELS,
            "rcps": [],
            "resource_policy": None,
        }
        for action, arn in requests(count)
    ]
    script = Path(folder) / "iac_scan_benchmark.mjs"
    shutil.copyfile(HERE / "engine.mjs", script)
    done = subprocess.run(
        ["node", str(script)], input=json.dumps(cases), capture_output=True, text=True, check=True
    )
    seconds, allowed = json.loads(done.stdout)
    return seconds / count, allowed


def effective(principals: int, policies: int) -> float:
    """Return seconds to judge principals that hold three of many policies each."""
    from iac_scan.iam import (  # noqa: PLC0415
        PolicyKind,
        administrator,
        permissions,
        permitted_actions,
        read_policy,
        value_of_json,
    )
    from iac_scan.sources import Origin, Span  # noqa: PLC0415

    here = Origin(Span("benchmark.json", 1, 1, 1, 1))
    random = Random(1)
    services = ("s3", "ec2", "sqs", "sns", "lambda", "dynamodb", "kms", "logs", "iam", "ecs")
    written = [
        policy(
            *(
                allow(
                    [f"{random.choice(services)}:{verb}*" for verb in ("Get", "Put", "Describe")],
                    random.choice(("*", f"arn:aws:s3:::bucket-{n}/*", f"arn:aws:sqs:*:*:q{n}")),
                )
                for _ in range(3)
            )
        )
        for n in range(policies)
    ]
    started = time.process_time()
    documents = [read_policy(value_of_json(p, here), PolicyKind.IDENTITY) for p in written]
    boundary = read_policy(value_of_json(BOUNDARY, here), PolicyKind.BOUNDARY)
    scp = PolicyKind.SERVICE_CONTROL
    levels = [[read_policy(value_of_json(p, here), scp) for p in each] for each in LEVELS]
    for n in range(principals):
        own = [documents[(3 * n + k) % policies] for k in range(3)]
        held = permissions(own, boundary=boundary, levels=levels)
        permitted_actions(held)
        administrator(held)
    return time.process_time() - started


def main() -> None:
    """Print one row for each thing measured."""
    count = 20_000
    prepared, unprepared, allowed = decisions(count)
    print(f"{'decision, policies prepared':<46}{prepared * 1e6:>10.1f} µs")
    print(f"{'decision, policies as read':<46}{unprepared * 1e6:>10.1f} µs")
    theirs = simulated(count // 10)
    if theirs is None:
        print("decision of iam-simulate: not measured, see the first lines of this file")
    else:
        seconds, agreed = theirs
        print(f"{'decision, iam-simulate 0.1.173':<46}{seconds * 1e6:>10.1f} µs")
        print(f"{'  ratio to prepared':<46}{seconds / prepared:>10.1f}")
        if agreed * 10 != allowed:
            sys.exit(f"iam-simulate allows {agreed} where {allowed / 10} were expected")
    print(f"{'1,000 principals, 3,000 policies':<46}{effective(1_000, 3_000):>10.2f} s")


if __name__ == "__main__":
    main()
