"""What AWS policies mean: documents, patterns, conditions, permissions, decisions, guardrails.

Uses nothing but values and places in files, so that it can be used alone:

    from iac_scan.iam import PolicyKind, administrator, grants, permissions, read_json

    text = '{"Statement": {"Effect": "Allow", "Action": "iam:*", "Resource": "*"}}'
    document = read_json(text, PolicyKind.IDENTITY)
    print(grants([document], "iam:PassRole", "*").truth)  # Truth.YES
    print(administrator(permissions([document])).truth)  # Truth.NO

A name is loaded when it is first asked for.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from iac_scan.iam.action_words import actions_of
    from iac_scan.iam.administration import administrator, holds_administrator
    from iac_scan.iam.catalogue import (
        AccessLevel,
        ActionName,
        ActionSet,
        is_listed,
        with_access_level,
    )
    from iac_scan.iam.claims import Cause, Held
    from iac_scan.iam.comparison import granted_access, new_access
    from iac_scan.iam.conditions import Context, all_hold, holds, restricts_to_boundary
    from iac_scan.iam.decision import decide
    from iac_scan.iam.guarding import Guard, guard
    from iac_scan.iam.guardrail_table import GUARDRAILS, Guardrail, GuardrailId, guardrail
    from iac_scan.iam.guardrails import Lack, Shortfall, State, Verdict, enforced
    from iac_scan.iam.holdings import Answer, Permissions, allows_everything, permissions
    from iac_scan.iam.json_values import value_of_json
    from iac_scan.iam.managed import full_aws_access, managed_policy, managed_policy_name
    from iac_scan.iam.patterns import (
        Pattern,
        difference,
        exactly,
        glob,
        intersects,
        is_subset,
        pattern_of,
    )
    from iac_scan.iam.permitted import permitted_actions
    from iac_scan.iam.policy import (
        Condition,
        Effect,
        PolicyDocument,
        PolicyKind,
        PrincipalKind,
        Principals,
        Problem,
        Statement,
        Word,
        Words,
    )
    from iac_scan.iam.prepared import PreparedPolicies, prepare
    from iac_scan.iam.principals import Caller, CallerKind, Naming, caller_of, naming
    from iac_scan.iam.public import RESTRICTING, public_access
    from iac_scan.iam.questions import grants, permits
    from iac_scan.iam.read import read_again, read_json, read_policy
    from iac_scan.iam.request import Decision, Outcome, Policies, Request, Stage
    from iac_scan.iam.several import decide_each, missing_types

_HOMES = {
    "RESTRICTING": "public",
    "decide_each": "several",
    "missing_types": "several",
    "with_access_level": "catalogue",
    "public_access": "public",
    "AccessLevel": "catalogue",
    "ActionName": "catalogue",
    "ActionSet": "catalogue",
    "Answer": "holdings",
    "Caller": "principals",
    "CallerKind": "principals",
    "Cause": "claims",
    "Condition": "policy",
    "Context": "conditions",
    "Decision": "request",
    "Effect": "policy",
    "GUARDRAILS": "guardrail_table",
    "Guard": "guarding",
    "guard": "guarding",
    "Guardrail": "guardrail_table",
    "GuardrailId": "guardrail_table",
    "Held": "claims",
    "Lack": "guardrails",
    "Naming": "principals",
    "Outcome": "request",
    "Pattern": "patterns",
    "Permissions": "holdings",
    "Policies": "request",
    "PolicyDocument": "policy",
    "PolicyKind": "policy",
    "PreparedPolicies": "prepared",
    "PrincipalKind": "policy",
    "Principals": "policy",
    "Problem": "policy",
    "Request": "request",
    "Shortfall": "guardrails",
    "Stage": "request",
    "State": "guardrails",
    "Statement": "policy",
    "Verdict": "guardrails",
    "Word": "policy",
    "Words": "policy",
    "actions_of": "action_words",
    "administrator": "administration",
    "all_hold": "conditions",
    "allows_everything": "holdings",
    "caller_of": "principals",
    "decide": "decision",
    "difference": "patterns",
    "enforced": "guardrails",
    "exactly": "patterns",
    "full_aws_access": "managed",
    "glob": "patterns",
    "granted_access": "comparison",
    "grants": "questions",
    "guardrail": "guardrail_table",
    "holds": "conditions",
    "holds_administrator": "administration",
    "intersects": "patterns",
    "is_listed": "catalogue",
    "is_subset": "patterns",
    "managed_policy": "managed",
    "managed_policy_name": "managed",
    "naming": "principals",
    "new_access": "comparison",
    "pattern_of": "patterns",
    "permissions": "holdings",
    "permits": "questions",
    "permitted_actions": "permitted",
    "prepare": "prepared",
    "read_again": "read",
    "read_json": "read",
    "read_policy": "read",
    "restricts_to_boundary": "conditions",
    "value_of_json": "json_values",
}
"""Every public name, and the module that it is loaded from when it is first asked for."""


def __getattr__(name: str) -> object:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value: object = getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
    globals()[name] = value
    return value


__all__ = [
    "GUARDRAILS",
    "RESTRICTING",
    "AccessLevel",
    "ActionName",
    "ActionSet",
    "Answer",
    "Caller",
    "CallerKind",
    "Cause",
    "Condition",
    "Context",
    "Decision",
    "Effect",
    "Guard",
    "Guardrail",
    "GuardrailId",
    "Held",
    "Lack",
    "Naming",
    "Outcome",
    "Pattern",
    "Permissions",
    "Policies",
    "PolicyDocument",
    "PolicyKind",
    "PreparedPolicies",
    "PrincipalKind",
    "Principals",
    "Problem",
    "Request",
    "Shortfall",
    "Stage",
    "State",
    "Statement",
    "Verdict",
    "Word",
    "Words",
    "actions_of",
    "administrator",
    "all_hold",
    "allows_everything",
    "caller_of",
    "decide",
    "decide_each",
    "difference",
    "enforced",
    "exactly",
    "full_aws_access",
    "glob",
    "granted_access",
    "grants",
    "guard",
    "guardrail",
    "holds",
    "holds_administrator",
    "intersects",
    "is_listed",
    "is_subset",
    "managed_policy",
    "managed_policy_name",
    "missing_types",
    "naming",
    "new_access",
    "pattern_of",
    "permissions",
    "permits",
    "permitted_actions",
    "prepare",
    "public_access",
    "read_again",
    "read_json",
    "read_policy",
    "restricts_to_boundary",
    "value_of_json",
    "with_access_level",
]
