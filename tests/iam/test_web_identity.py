"""Whose tokens a trust policy takes, by what it asks of the claims of the provider."""

from __future__ import annotations

import json

import pytest

from iac_scan.iam import PolicyKind, read_json, value_of_json
from iac_scan.iam.conditions import NOWHERE
from iac_scan.iam.identity_providers import BUILT_IN, SHARED
from iac_scan.iam.patterns import pattern_of
from iac_scan.iam.read import read_policy
from iac_scan.iam.web_identity import (
    WebTrust,
    any_repository,
    asks_anything,
    names_tenant,
    web_trusts,
)
from iac_scan.values import (
    Identity,
    Known,
    Mapping,
    Reason,
    ResourceKey,
    Text,
    Truth,
    Unknown,
    Value,
)

_GITHUB = "token.actions.githubusercontent.com"
_SUB = f"{_GITHUB}:sub"
_CLUSTER = "oidc.eks.eu-west-1.amazonaws.com/id/0123456789"
_YES, _NO, _MAYBE = Truth.YES, Truth.NO, Truth.UNKNOWN


def trusts(host: str, *conditions: object, **more: object) -> list[WebTrust]:
    arn = host if host in BUILT_IN else f"arn:aws:iam::111122223333:oidc-provider/{host}"
    statement = {
        "Effect": "Allow",
        "Principal": {"Federated": arn},
        "Action": "sts:AssumeRoleWithWebIdentity",
        **({"Condition": conditions[0]} if conditions else {}),
        **more,
    }
    whole = {"Version": "2012-10-17", "Statement": [statement, *conditions[1:]]}
    return list(web_trusts(read_json(json.dumps(whole), PolicyKind.TRUST), {}))


def names(host: str, *conditions: object, **more: object) -> Truth:
    (trust,) = trusts(host, *conditions, **more)
    return names_tenant(trust)


@pytest.mark.parametrize("host", sorted({*SHARED, *BUILT_IN}))
def test_every_shared_provider_has_claims_that_name_an_organization(host: str) -> None:
    shared = {**SHARED, **BUILT_IN}[host]
    assert names(host) is _NO
    for key in shared.keys(host):
        assert names(host, {"StringEquals": {key: "repo:acme/shop:a"}}) is _YES
        assert names(host, {"StringLike": {key: "*"}}) is _NO


@pytest.mark.parametrize(
    ("subject", "named"),
    [
        ("repo:acme/shop:ref:refs/heads/main", _YES),
        ("repo:acme/*", _YES),
        ("repo:acme/shop:*", _YES),
        ("repo:acme@1234/shop@5678:*", _YES),
        ("repository_owner:acme:*", _YES),
        ("job_workflow_ref:acme/workflows/*", _YES),
        ("environment:production:repo:acme/shop:*", _YES),
        ("*", _NO),
        ("repo:*", _NO),
        ("repo:*/shop:*", _NO),
        ("repo:acme*", _NO),
        ("repo:acme*/shop", _NO),
        ("*:acme/shop:*", _NO),
        ("r*", _NO),
        ("environment:production", _MAYBE),
        ("environment:production:*", _MAYBE),
    ],
)
def test_a_subject_of_github_names_an_owner_in_front_of_its_first_wildcard(
    subject: str, named: Truth
) -> None:
    assert names(_GITHUB, {"StringLike": {_SUB: subject}}) is named


@pytest.mark.parametrize(
    ("host", "subject", "named"),
    [
        ("app.terraform.io", "organization:acme:project:*", _YES),
        ("app.terraform.io", "organization:*", _NO),
        ("app.terraform.io", "organization:acme*", _NO),
        ("gitlab.com", "project_path:acme/*", _YES),
        ("gitlab.com", "project_path:*/shop:*", _NO),
        ("agent.buildkite.com", "organization:acme:pipeline:*", _YES),
        ("oidc-configuration.audit-log.githubusercontent.com", "https://github.com/acme/*", _YES),
        ("oidc-configuration.audit-log.githubusercontent.com", "https://github.com/*", _NO),
    ],
)
def test_a_subject_of_others_names_an_organization(host: str, subject: str, named: Truth) -> None:
    assert names(host, {"StringLike": {f"{host}:sub": subject}}) is named


@pytest.mark.parametrize(
    ("condition", "named"),
    [
        ({"StringEquals": {f"{_GITHUB}:aud": "sts.amazonaws.com"}}, _NO),
        ({"StringEquals": {f"{_GITHUB}:repository_owner_id": "1234"}}, _YES),
        ({"StringLike": {f"{_GITHUB}:repository": "acme/*"}}, _YES),
        ({"StringLike": {f"{_GITHUB}:repository": "*/shop"}}, _NO),
        ({"StringNotLike": {_SUB: "repo:acme/*"}}, _NO),
        ({"StringEqualsIfExists": {_SUB: "repo:acme/shop:a"}}, _NO),
        ({"ForAllValues:StringLike": {_SUB: "repo:acme/*"}}, _NO),
        ({"ForAnyValue:StringLike": {_SUB: "repo:acme/*"}}, _YES),
        ({"StringLike": {_SUB: "*:*"}, "ForAllValues:StringLike": {_SUB: "repo:acme/*"}}, _YES),
        ({"StringLike": {_SUB: ["repo:acme/*", "repo:*"]}}, _NO),
        ({"StringLike": {_SUB: []}}, _YES),
        ({"Null": {_SUB: "false"}}, _NO),
    ],
)
def test_a_condition_names_an_organization_when_no_other_token_meets_it(
    condition: object, named: Truth
) -> None:
    assert names(_GITHUB, condition) is named


@pytest.mark.parametrize(
    ("operator", "value", "named"),
    [
        ("StringNotLike", "repo:acme/*", _YES),
        ("ForAllValues:StringNotLike", "repo:acme/*", _YES),
        ("StringNotLike", "repo:*", _NO),
        ("StringLike", "repo:acme/*", _NO),
        ("ForAnyValue:StringNotLike", "repo:acme/*", _NO),
    ],
)
def test_a_deny_of_all_others_names_an_organization(
    operator: str, value: str, named: Truth
) -> None:
    deny = {
        "Effect": "Deny",
        "Principal": "*",
        "Action": "sts:AssumeRole*",
        "Condition": {operator: {_SUB: value}},
    }
    asked = {"StringEquals": {f"{_GITHUB}:aud": "sts.amazonaws.com"}}
    assert names(_GITHUB, asked, deny) is named


def _with_subject(
    subject: Text | Unknown, operator: str = "StringLike", host: str = _GITHUB
) -> WebTrust:
    arn = f"arn:aws:iam::111122223333:oidc-provider/{host}"
    statement = Mapping(
        {
            "Effect": Known("Allow", NOWHERE),
            "Principal": Mapping({"Federated": Known(arn, NOWHERE)}, NOWHERE),
            "Action": Known("sts:AssumeRoleWithWebIdentity", NOWHERE),
            "Condition": Mapping({operator: Mapping({f"{host}:sub": subject}, NOWHERE)}, NOWHERE),
        },
        NOWHERE,
    )
    body = Mapping(
        {"Version": value_of_json("2012-10-17", NOWHERE), "Statement": statement}, NOWHERE
    )
    (trust,) = web_trusts(read_policy(body, PolicyKind.TRUST), {})
    return trust


_HOLE = Unknown(Reason.COMPUTED, "the value", NOWHERE)


def test_an_unknown_subject_may_hold_a_wildcard_where_these_have_a_meaning() -> None:
    assert names_tenant(_with_subject(_HOLE)) is _MAYBE
    assert names_tenant(_with_subject(_HOLE, "StringEquals")) is _YES


def test_an_unknown_part_between_marks_is_a_name() -> None:
    subject = Text(("repo:", _HOLE, "/shop:*"), NOWHERE)
    assert names_tenant(_with_subject(subject)) is _YES
    assert names_tenant(_with_subject(Text((_HOLE, ":*"), NOWHERE))) is _MAYBE
    beginning = Text(("organization:", _HOLE, "*"), NOWHERE)
    assert names_tenant(_with_subject(beginning, host="app.terraform.io")) is _MAYBE


def test_provider_that_an_account_makes_for_a_built_in_host_is_its_own() -> None:
    own = {"Federated": "arn:aws:iam::111122223333:oidc-provider/accounts.google.com"}
    (made,) = trusts("accounts.google.com", {}, Principal=own)
    assert made.shared is None
    (built_in,) = trusts("accounts.google.com")
    assert built_in.shared is not None


def test_providers_of_one_organization_and_of_saml_are_told_apart() -> None:
    (private,) = trusts("oidc.circleci.com/org/acme")
    assert private.shared is None
    saml = {"Federated": "arn:aws:iam::111122223333:saml-provider/okta"}
    assert trusts(_GITHUB, {}, Principal=saml) == []
    assert trusts(_GITHUB, {}, Action="sts:AssumeRoleWithSAML") == []
    assert trusts(_GITHUB, {}, Effect="Deny") == []


def _of(provider: Unknown) -> Mapping:
    statement: dict[str, Value] = {
        "Effect": Known("Allow", NOWHERE),
        "Principal": Mapping({"Federated": provider}, NOWHERE),
        "Action": Known("sts:AssumeRoleWithWebIdentity", NOWHERE),
    }
    return Mapping({"Statement": Mapping(statement, NOWHERE)}, NOWHERE)


def test_a_declared_provider_is_known_by_its_arn() -> None:
    key = ResourceKey("a", "b")
    arn = Known(f"arn:aws:iam::111122223333:oidc-provider/https://{_GITHUB}", NOWHERE)
    declared = Unknown(Reason.COMPUTED, "b.arn", NOWHERE, identity=Identity(key, "arn"))
    document = read_policy(_of(declared), PolicyKind.TRUST)
    (known,), (unknown,) = web_trusts(document, {key: arn}), web_trusts(document, {})
    assert known.provider == _GITHUB
    assert names_tenant(known) is _NO
    assert unknown.provider is None
    assert unknown.shared is None


@pytest.mark.parametrize(
    ("host", "condition", "asked"),
    [
        ("id.example.com", {}, _NO),
        ("id.example.com", {"StringEquals": {"id.example.com:aud": "a"}}, _YES),
        ("id.example.com", {"StringNotEquals": {"id.example.com:aud": "a"}}, _NO),
        ("id.example.com", {"StringEquals": {"aws:RequestedRegion": "eu-west-1"}}, _NO),
        ("id.example.com", {"StringEquals": {"sts:RoleSessionName": "a"}}, _YES),
        (_CLUSTER, {"StringEquals": {f"{_CLUSTER}:aud": "sts.amazonaws.com"}}, _NO),
        (_CLUSTER, {"StringEquals": {f"{_CLUSTER}:sub": "system:serviceaccount:a:b"}}, _YES),
        (_CLUSTER, {"StringLike": {f"{_CLUSTER}:sub": "system:serviceaccount:a:*"}}, _YES),
        (_CLUSTER, {"StringLike": {f"{_CLUSTER}:sub": "system:serviceaccount:*:b"}}, _YES),
        (_CLUSTER, {"StringLike": {f"{_CLUSTER}:sub": "system:serviceaccount:*:*"}}, _NO),
    ],
)
def test_a_private_provider_is_asked_for_a_claim_and_a_cluster_for_the_subject(
    host: str, condition: object, asked: Truth
) -> None:
    (trust,) = trusts(host, condition)
    assert asks_anything(trust) is asked


@pytest.mark.parametrize(
    ("condition", "found"),
    [
        ({"StringLike": {_SUB: "repo:acme/*"}}, ["repo:acme/*"]),
        ({"StringLike": {_SUB: ["repo:acme/shop:*", "repo:acme/*:*"]}}, ["repo:acme/*:*"]),
        ({"StringEquals": {_SUB: "repo:acme/*"}}, []),
        ({"StringLike": {_SUB: "repo:acme/shop-*"}}, []),
        ({"StringLike": {_SUB: "repo:*"}}, []),
        ({"StringLike": {_SUB: "repo:acme/*", f"{_GITHUB}:repository_id": "1"}}, []),
        ({"StringLike": {_SUB: "repo:acme/*"}, "StringEquals": {_SUB: "repo:acme/a:b"}}, []),
    ],
)
def test_any_repository_of_an_owner_is_one_that_nothing_else_names(
    condition: object, found: list[str]
) -> None:
    (trust,) = trusts(_GITHUB, condition)
    assert [str(pattern_of(word)) for word in any_repository(trust)] == found
