"""The engine against vectors that others published: IAMSpy's, and AWS's samples of policy checks.

Neither is part of this project. The environment variable IAC_SCAN_VECTORS names a folder with
checkouts of both, `iamspy` (WithSecureLabs/IAMSpy, Apache-2.0) and `custom-policy-checks`
(aws-samples/iam-access-analyzer-custom-policy-check-samples, MIT-0); without it these tests skip.
What they hold is read as data: no code of theirs is run.
"""

from __future__ import annotations

import ast
import json
import os
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from iac_scan.iam import (
    Context,
    Outcome,
    Policies,
    PolicyDocument,
    PolicyKind,
    Request,
    caller_of,
    decide,
    new_access,
    read_policy,
    value_of_json,
)
from iac_scan.sources import Origin, Span
from iac_scan.values import Truth

HERE = Origin(Span("vectors.json", 1, 1, 1, 1))
FOLDER = os.environ.get("IAC_SCAN_VECTORS", "")
IAMSPY = Path(FOLDER) / "iamspy" / "tests"
SAMPLES = Path(FOLDER) / "custom-policy-checks"

needs_iamspy = pytest.mark.skipif(
    not FOLDER or not IAMSPY.is_dir(),
    reason="IAC_SCAN_VECTORS names no folder with a checkout of WithSecureLabs/IAMSpy as `iamspy`",
)
needs_samples = pytest.mark.skipif(
    not FOLDER or not SAMPLES.is_dir(),
    reason="IAC_SCAN_VECTORS names no folder with a checkout of AWS's samples of policy checks as "
    "`custom-policy-checks`",
)

THEIRS_ARE_WRONG = {
    ("identity-policies/check-access-to-sensitive-resource/ec2-network-acl.md", 3): (
        "the candidate names `acl-123456` and the reference denies `acl-sensitive`: a resource that "
        "is not the one in the Deny is no new access, as candidate 1 of the same page has it; "
        "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_resource.html"
    ),
}
"""Samples with another answer than ours, by page and number, and why theirs does not hold."""


def read(item: Any, kind: PolicyKind) -> PolicyDocument:
    return read_policy(value_of_json(item, HERE), kind)


# -- IAMSpy ------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Vector:
    """A question of IAMSpy's test: files by kind, arguments, and the answer that it expects."""

    files: dict[str, list[str]]
    asked: tuple[Any, ...]
    answer: Any


def vectors(test: str) -> list[Vector]:
    """Return the table of one of IAMSpy's tests, read from its source without running it."""
    tree = ast.parse((IAMSPY / "test_integration.py").read_text(encoding="utf-8"))
    for node in tree.body:
        if isinstance(node, ast.FunctionDef) and node.name == test:
            (mark,) = node.decorator_list
            assert isinstance(mark, ast.Call)
            return [Vector(*row) for row in constant(mark.args[1])]
    raise AssertionError(f"IAMSpy has no test {test}")


def constant(node: ast.expr) -> Any:
    """Return the value of an expression made of literals and of `set(...)` over a list."""
    match node:
        case ast.Call(func=ast.Name(id="set"), args=args):
            return {item for each in args for item in constant(each)}
        case ast.Tuple(elts=items):
            return tuple(constant(item) for item in items)
        case ast.List(elts=items):
            return [constant(item) for item in items]
        case ast.Dict(keys=keys, values=values):
            return {
                ast.literal_eval(key): constant(value)
                for key, value in zip(keys, values, strict=True)
                if key is not None
            }
        case _:
            return ast.literal_eval(node)


def loaded(vector: Vector, kind: str) -> list[Any]:
    """Return the files of a kind that a vector names."""
    return [
        json.loads((IAMSPY / "files" / name).read_text(encoding="utf-8"))
        for name in vector.files.get(kind, [])
    ]


def principals(vector: Vector) -> Iterator[tuple[str, Policies]]:
    """Yield the ARN of each user and role of a vector, with the policies that bind it."""
    levels: dict[str, tuple[Any, ...]] = {}
    for root in loaded(vector, "scps"):
        # The account that the root belongs to is the management account, which no SCP binds.
        management = root["Arn"].split(":")[4]
        below = dict(levels_below(root, ()))
        levels |= {account: found for account, found in below.items() if account != management}
    for details in loaded(vector, "gaads"):
        managed = {policy["Arn"]: default_version(policy) for policy in details["Policies"]}
        groups = {group["GroupName"]: group for group in details["GroupDetailList"]}
        for user in details["UserDetailList"]:
            own = [user, *(groups[name] for name in user.get("GroupList", []))]
            yield user["Arn"], policies_of(user, own, "User", managed, levels)
        for role in details["RoleDetailList"]:
            yield role["Arn"], policies_of(role, [role], "Role", managed, levels)


def default_version(policy: Any) -> Any:
    return next(
        each["Document"] for each in policy["PolicyVersionList"] if each["IsDefaultVersion"]
    )


def policies_of(
    who: Any, holders: list[Any], kind: str, managed: dict[str, Any], levels: dict[str, Any]
) -> Policies:
    """Return the policies of a principal; `holders` are itself and its groups."""
    written = []
    for holder in holders:
        inline = f"{kind if holder is who else 'Group'}PolicyList"
        written += [each["PolicyDocument"] for each in holder.get(inline, [])]
        written += [managed[each["PolicyArn"]] for each in holder["AttachedManagedPolicies"]]
    boundary = who.get("PermissionsBoundary")
    return Policies(
        identity=[read(each, PolicyKind.IDENTITY) for each in written],
        boundary=None
        if boundary is None
        else read(managed[boundary["PermissionsBoundaryArn"]], PolicyKind.BOUNDARY),
        service_control=levels.get(who["Arn"].split(":")[4], ()),
    )


def levels_below(node: Any, above: tuple[Any, ...]) -> Iterator[tuple[str, tuple[Any, ...]]]:
    """Yield each account below a node of an organization with the SCPs on the way to it."""
    own = [read(each["Content"], PolicyKind.SERVICE_CONTROL) for each in node["Policies"]]
    if node.get("Type") == "Account":
        yield node["Id"], (*above, own)
    for child in node.get("Children", []):
        yield from levels_below(child, (*above, own))


def may(
    vector: Vector,
    action: str,
    resource: str,
    given: Iterable[str] = (),
    _file: None = None,
    strict: bool = False,
) -> set[str]:
    """Return who may do something, in IAMSpy's sense.

    Without its strict mode whatever the conditions leave open may hold; with it a key that is not
    given is not there.
    """
    context = Context.of(dict(line.split("=", 1) for line in given), closed=strict)
    policy, account = policy_on(vector, resource)
    found = set()
    for arn, held in principals(vector):
        owner = account or arn.split(":")[4]
        request = Request(caller_of(arn), action, resource, owner, context)
        outcome = decide(request, with_resource(held, policy)).outcome
        if outcome is Outcome.ALLOWED or (outcome is Outcome.POSSIBLE and not strict):
            found.add(arn)
    return found


def with_resource(held: Policies, policy: PolicyDocument | None) -> Policies:
    return Policies(held.identity, held.boundary, None, policy, None, held.service_control)


def policy_on(vector: Vector, resource: str) -> tuple[PolicyDocument | None, str]:
    """Return the policy of a resource and its account, which the ARN names otherwise."""
    for each in (item for listed in loaded(vector, "resources") for item in listed):
        if resource == each["Resource"] or resource.startswith(each["Resource"] + "/"):
            return read(each["Policy"], PolicyKind.RESOURCE), each["Account"]
    return None, resource.split(":")[4]


@needs_iamspy
def test_whether_one_may_agrees_with_iamspy() -> None:
    table = vectors("test_can_i")
    assert len(table) >= 20
    for vector in table:
        who, *asked = vector.asked
        assert (who in may(vector, *asked)) is vector.answer, vector


@needs_iamspy
def test_who_may_agrees_with_iamspy() -> None:
    table = vectors("test_who_can")
    assert len(table) >= 15
    for vector in table:
        assert may(vector, *vector.asked) == vector.answer, vector


@needs_iamspy
def test_who_may_on_many_resources_agrees_with_iamspy() -> None:
    for vector in vectors("test_who_can_batch_resource"):
        action, resources = vector.asked
        pairs = {(who, each) for each in resources for who in may(vector, action, each)}
        assert pairs == vector.answer


# -- samples of policy checks --------------------------------------------------------------------

_BLOCK = re.compile(r"```json\n(.*?)```", re.DOTALL)
_CANDIDATE = re.compile(r"^#{4,6} Candidate policy (\d+): *(PASS|FAIL)\b", re.MULTILINE)


@dataclass(frozen=True)
class Sample:
    """A candidate policy, what it is held against, and whether it is to pass."""

    file: str
    number: int
    kind: PolicyKind
    reference: Any
    candidate: Any
    passes: bool


def samples() -> Iterator[Sample]:
    """Yield every candidate policy of the samples."""
    for page in sorted(SAMPLES.glob("*-policies/**/*.md")):
        # Placeholders stand for what the reader fills in; the candidates have these ids.
        text = page.read_text(encoding="utf-8").replace("<ACCOUNT ID>", "1" * 12)
        kind = PolicyKind.IDENTITY
        if "resource-policies" in page.parts:
            trust = "role-trust-policies" in page.parts
            kind = PolicyKind.TRUST if trust else PolicyKind.RESOURCE
        reference, *candidates = (json.loads(block) for block in _BLOCK.findall(text))
        heads = _CANDIDATE.findall(text)
        assert len(heads) == len(candidates), page
        name = page.relative_to(SAMPLES).as_posix()
        for (number, verdict), candidate in zip(heads, candidates, strict=True):
            yield Sample(name, int(number), kind, reference, candidate, verdict == "PASS")


@needs_samples
def test_new_access_agrees_with_the_samples_of_aws() -> None:
    differ = {}
    count = 0
    for sample in samples():
        count += 1
        reference, candidate = (
            read(sample.reference, sample.kind),
            read(sample.candidate, sample.kind),
        )
        answer = new_access(candidate, reference).truth
        if answer is not (Truth.NO if sample.passes else Truth.YES):
            differ[sample.file, sample.number] = answer
    assert count >= 200
    assert differ.keys() == THEIRS_ARE_WRONG.keys(), differ
