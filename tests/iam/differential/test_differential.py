"""Decisions agree with an independent simulator on generated requests.

Needs Node and the npm package `@cloud-copilot/iam-simulate` below the folder that the environment
variable IAC_SCAN_SIMULATOR names (`npm install @cloud-copilot/iam-simulate@0.1.173` there). The
package is AGPL: it is run beside this one, and nothing of it is part of this one. A run in CI makes
50,000 requests, another one 2,000; IAC_SCAN_SIMULATIONS says otherwise. Each chunk of them is a
test of its own, so that they run side by side.
"""

from __future__ import annotations

import importlib.util
import json
import os
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

from iac_scan.iam import (
    Caller,
    Context,
    Decision,
    Outcome,
    Policies,
    PolicyDocument,
    PolicyKind,
    Request,
    Stage,
    caller_of,
    decide,
    read_policy,
    value_of_json,
)
from iac_scan.sources import Origin, Span

FOLDER = Path(__file__).parent
SPEC = importlib.util.spec_from_file_location("generate_requests", FOLDER / "generate.py")
assert SPEC is not None
assert SPEC.loader is not None
generate = importlib.util.module_from_spec(SPEC)
SPEC.loader.exec_module(generate)

HERE = Origin(Span("generated.json", 1, 1, 1, 1))
SIMULATOR = os.environ.get("IAC_SCAN_SIMULATOR", "")
USUAL = "50000" if os.environ.get("CI") == "true" else "2000"
COUNT = int(os.environ.get("IAC_SCAN_SIMULATIONS", USUAL))
CHUNK = 2_500
THEIRS = {
    "Allowed": Outcome.ALLOWED,
    "ExplicitlyDenied": Outcome.DENIED_EXPLICITLY,
    "ImplicitlyDenied": Outcome.DENIED_IMPLICITLY,
}


def simulated(cases: list[Any], folder: Path) -> list[str]:
    """Return what the simulator says; its script is copied so that Node finds the package."""
    script = folder / f"iac_scan_simulate_{os.getpid()}.mjs"
    shutil.copyfile(FOLDER / "simulate.mjs", script)
    try:
        done = subprocess.run(
            ["node", str(script)],
            input=json.dumps(cases),
            capture_output=True,
            text=True,
            check=True,
        )
    finally:
        script.unlink()
    found: list[str] = json.loads(done.stdout)
    return found


def read(item: Any, kind: PolicyKind) -> PolicyDocument:
    return read_policy(value_of_json(item, HERE), kind)


def maybe(item: Any, kind: PolicyKind) -> PolicyDocument | None:
    return None if item is None else read(item, kind)


def caller(name: str) -> Caller:
    return caller_of("" if name == generate.ANONYMOUS else name)


def decided(case: Any) -> Decision:
    request = Request(
        caller(case["principal"]),
        case["action"],
        case["resource"],
        case["resource_account"],
        Context.of(case["context"], closed=True),
    )
    kind = PolicyKind.TRUST if case["action"].startswith("sts:") else PolicyKind.RESOURCE
    scp, rcp = PolicyKind.SERVICE_CONTROL, PolicyKind.RESOURCE_CONTROL
    policies = Policies(
        identity=[read(item, PolicyKind.IDENTITY) for item in case["identity"]],
        boundary=maybe(case["boundary"], PolicyKind.BOUNDARY),
        session=maybe(case["session"], PolicyKind.SESSION),
        resource=maybe(case["resource_policy"], kind),
        endpoint=maybe(case["endpoint"], PolicyKind.ENDPOINT),
        service_control=[[read(item, scp) for item in level] for level in case["scps"]],
        resource_control=[[read(item, rcp) for item in level] for level in case["rcps"]],
    )
    return decide(request, policies)


def agrees(decision: Decision, answer: str) -> bool:
    """Tell whether the two say the same; why AWS's own things stay as they are may differ."""
    if Stage.AWS in decision.missing:
        return answer in {"ExplicitlyDenied", "ImplicitlyDenied"}
    return decision.outcome is THEIRS.get(answer)


@pytest.mark.skipif(
    not SIMULATOR or shutil.which("node") is None,
    reason="IAC_SCAN_SIMULATOR names no folder with @cloud-copilot/iam-simulate, or Node is missing",
)
@pytest.mark.parametrize("start", range(0, COUNT, CHUNK))
def test_decisions_agree_with_an_independent_simulator(start: int) -> None:
    cases = generate.cases(seed=start, count=min(CHUNK, COUNT - start))
    differences = [
        (decided(case).outcome.value, answer, json.dumps(case))
        for case, answer in zip(cases, simulated(cases, Path(SIMULATOR)), strict=True)
        if not agrees(decided(case), answer)
    ]
    assert not differences, f"{len(differences)} of {len(cases)}, the first: {differences[0]}"


def test_generated_requests_reach_every_outcome() -> None:
    outcomes = {decided(case).outcome for case in generate.cases(seed=1, count=300)}
    assert outcomes == set(THEIRS.values())
