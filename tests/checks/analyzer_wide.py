"""Policies that let too much or too many, are too long, or say something twice."""

from __future__ import annotations

from collections.abc import Mapping

from .analyzer_case import (
    ACCOUNT,
    DOCUMENT,
    GITHUB,
    HUB,
    LINK,
    LONG,
    OBJECT,
    OIDC,
    OWNER,
    PASS,
    QUEUES,
    READ,
    REST,
    ROLE,
    ROLES,
    SEND,
    STATEMENT,
    Case,
    of_policy,
    of_trust,
)

WIDE: Mapping[str, Case] = {
    "PASS_ROLE_WITH_STAR_IN_RESOURCE": of_policy(
        {"Action": PASS, "Resource": "*"}, {"Action": PASS, "Resource": ROLES}, '"Resource"'
    ),
    "PASS_ROLE_WITH_STAR_IN_ACTION_AND_RESOURCE": of_policy(
        {"Action": "iam:Pass*", "Resource": "*"},
        {"Action": "iam:Pass*", "Resource": ROLES},
        '"Resource"',
    ),
    "PASS_ROLE_WITH_STAR_IN_RESOURCE_AND_NOTACTION": of_policy(
        {"NotAction": REST, "Resource": "*"},
        {"NotAction": REST, "Resource": ROLE},
        '"NotAction"',
    ),
    "PASS_ROLE_WITH_NOTRESOURCE": of_policy(
        {"Action": PASS, "NotResource": ROLES},
        {"Action": PASS, "Resource": ROLES},
        '"NotResource"',
    ),
    "PASS_ROLE_WITH_STAR_IN_ACTION_AND_NOTRESOURCE": of_policy(
        {"Action": "iam:Pass*", "NotResource": ROLES},
        {"Action": "iam:Pass*", "Resource": ROLES},
        '"NotResource"',
    ),
    "PASS_ROLE_WITH_NOTACTION_AND_NOTRESOURCE": of_policy(
        {"NotAction": REST, "NotResource": ROLES},
        {"NotAction": REST, "Resource": ROLE},
        '"NotResource"',
    ),
    "CREATE_SLR_WITH_NOTRESOURCE": of_policy(
        {"Action": LINK, "NotResource": ROLES},
        {"Action": LINK, "Resource": ROLES},
        '"NotResource"',
    ),
    "CREATE_SLR_WITH_STAR_IN_ACTION_AND_NOTRESOURCE": of_policy(
        {"Action": "iam:CreateServiceL*", "NotResource": ROLES},
        {"Action": "iam:CreateServiceL*", "Resource": ROLES},
        '"NotResource"',
    ),
    "CREATE_SLR_WITH_NOTACTION_AND_NOTRESOURCE": of_policy(
        {"NotAction": REST, "NotResource": ROLES},
        {"NotAction": REST, "Resource": ROLE},
        '"NotResource"',
    ),
    "CREATE_SLR_WITH_STAR_IN_RESOURCE_AND_NOTACTION": of_policy(
        {"NotAction": REST, "Resource": "*"},
        {"NotAction": REST, "Resource": ROLE},
        '"NotAction"',
    ),
    "ALLOW_WITH_NOTPRINCIPAL": Case(
        "queue",
        {"Action": "sqs:SendMessage", "Resource": "*", "NotPrincipal": {"AWS": ACCOUNT}},
        {**SEND, "Principal": {"AWS": ACCOUNT}},
        '"NotPrincipal"',
    ),
    "RESTRICT_ACCESS_TO_SERVICE_PRINCIPAL": Case(
        "queue",
        {**SEND, "Principal": {"Service": "s3.amazonaws.com"}},
        {
            **SEND,
            "Principal": {"Service": "s3.amazonaws.com"},
            "Condition": {"StringEquals": {"aws:SourceAccount": ACCOUNT}},
        },
        "s3.amazonaws.com",
    ),
    "MISSING_CONDITION_KEY_FOR_OIDC_PRINCIPAL": Case(
        "trust",
        OIDC,
        {**OIDC, "Condition": {"StringEquals": {"id.example.com:sub": "worker"}}},
        STATEMENT,
    ),
    "MISSING_GITHUB_REPO_CONDITION_KEY": Case(
        "trust",
        {**GITHUB, "Condition": {"StringEquals": {f"{HUB}:aud": "sts.amazonaws.com"}}},
        {**GITHUB, "Condition": {"StringLike": {f"{HUB}:sub": "repo:harbourlight/site:*"}}},
        STATEMENT,
    ),
    "SPECIFIC_GITHUB_REPO_AND_BRANCH_RECOMMENDED": Case(
        "trust",
        {**GITHUB, "Condition": {"StringLike": {f"{HUB}:sub": "repo:harbourlight/*"}}},
        {**GITHUB, "Condition": {"StringLike": {f"{HUB}:sub": "repo:harbourlight/site:*"}}},
        "repo:harbourlight",
    ),
}
"""Statements that let too much or too many."""

SIZES: Mapping[str, Case] = {
    "POLICY_SIZE_EXCEEDS_IDENTITY_POLICY_QUOTA": of_policy(
        {**READ, "Resource": LONG}, {**READ, "Resource": LONG[:200]}, OWNER
    ),
    "POLICY_SIZE_EXCEEDS_RESOURCE_POLICY_QUOTA": Case(
        "queue", {**SEND, "Resource": QUEUES}, {**SEND, "Resource": QUEUES[:50]}, OWNER
    ),
    "POLICY_SIZE_EXCEEDS_ROLE_TRUST_POLICY_QUOTA": of_trust(
        {"Condition": {"ArnLike": {"aws:SourceArn": QUEUES}}},
        {"Condition": {"ArnLike": {"aws:SourceArn": QUEUES[:10]}}},
        DOCUMENT,
    ),
    "POLICY_SIZE_EXCEEDS_SCP_QUOTA": Case(
        "scp", {**OBJECT, "Resource": LONG}, {**OBJECT, "Resource": LONG[:200]}, OWNER
    ),
}
"""Policies that are too long."""

REPEATED: Mapping[str, Case] = {
    "REDUNDANT_ACTION": of_policy(
        {**READ, "Action": ["s3:GetObject", "s3:Get*"]},
        {**READ, "Action": ["s3:GetObject", "s3:PutObject"]},
        '"s3:GetObject"',
    ),
    "REDUNDANT_RESOURCE": of_policy(
        {**READ, "Resource": ["arn:aws:s3:::orders/*", "arn:aws:s3:::orders/2026/*"]},
        {**READ, "Resource": ["arn:aws:s3:::orders/*", "arn:aws:s3:::returns/*"]},
        "orders/2026",
    ),
    "REDUNDANT_STATEMENT": Case(
        "policy", [READ, READ], [READ, {**READ, "Action": "s3:PutObject"}], STATEMENT
    ),
}
"""Policies that say something twice."""
