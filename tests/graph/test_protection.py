"""Policies on resources: what they protect, what they say, and the settings beside them."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from iac_scan.graph.model import ResourcePolicy
from iac_scan.iam.policy import PolicyKind, PrincipalKind, Words
from iac_scan.sources.diagnostics import GapKind
from iac_scan.values import Mapping, Truth, show, text_of

if TYPE_CHECKING:
    from tests.graph.conftest import Code

EVERYBODY = {"Effect": "Allow", "Principal": "*", "Action": "s3:GetObject", "Resource": "*"}
DOCUMENT = {"Version": "2012-10-17", "Statement": [EVERYBODY]}


def _shown(words: Words | None) -> list[str]:
    return [] if words is None else [show(word) for word in words.words]


def _who(policy: ResourcePolicy) -> list[tuple[PrincipalKind, list[str]]]:
    (statement,) = policy.document.statements
    assert statement.principals is not None
    return [(kind, _shown(words)) for kind, words in statement.principals.groups]


def _when(policy: ResourcePolicy) -> list[tuple[str, str, list[str]]]:
    (statement,) = policy.document.statements
    return [(one.operator, one.key, _shown(one.values)) for one in statement.conditions]


def test_a_policy_beside_its_bucket_is_that_buckets_policy(code: Code) -> None:
    bucket = code.add("aws_s3_bucket", "b", bucket="mine")
    code.add("aws_s3_bucket_policy", "p", bucket=code.ref(bucket, "id"), policy=DOCUMENT)
    stacked = code.add("AWS::S3::Bucket", "B", BucketName="mine")
    code.add("AWS::S3::BucketPolicy", "P", Bucket=code.ref(stacked, "Ref"), PolicyDocument=DOCUMENT)
    one, other = code.graph().resource_policies
    assert (one.resource, other.resource) == (bucket.key, stacked.key)
    for policy in (one, other):
        assert policy.kind.type == "AWS::S3::Bucket"
        assert policy.kind.service == "s3"
        assert policy.name == "mine"
        assert show(policy.arn) == "arn:aws:s3:::mine"
        assert policy.document.kind is PolicyKind.RESOURCE
        assert policy.presence is Truth.YES
        assert policy.written


def test_a_policy_beside_a_multi_region_access_point_is_that_points_policy(code: Code) -> None:
    point = code.add("aws_s3control_multi_region_access_point", "m", details=[{"name": "mine"}])
    details = [{"name": "mine", "policy": DOCUMENT}]
    code.add("aws_s3control_multi_region_access_point_policy", "p", details=details)
    stacked = code.add("AWS::S3::MultiRegionAccessPoint", "M", Name="mine")
    code.add(
        "AWS::S3::MultiRegionAccessPointPolicy",
        "P",
        MrapName=code.ref(stacked, "Ref"),
        Policy=DOCUMENT,
    )
    one, other = code.graph().resource_policies
    assert (one.resource, other.resource) == (point.key, stacked.key)


@pytest.mark.parametrize("link", ["mine", "arn:aws:s3:::mine"])
def test_a_bucket_may_be_named_by_name_or_arn(code: Code, link: str) -> None:
    bucket = code.add("aws_s3_bucket", "b", bucket="mine", account="111122223333")
    code.add("aws_s3_bucket_policy", "p", bucket=link, policy=DOCUMENT, account="111122223333")
    (policy,) = code.graph().resource_policies
    assert policy.resource == bucket.key


def test_a_bucket_of_other_code_is_named_and_its_policy_is_read(code: Code) -> None:
    code.add("aws_s3_bucket_policy", "p", bucket="theirs", policy=DOCUMENT)
    graph = code.graph()
    (policy,) = graph.resource_policies
    assert policy.resource is None
    assert policy.name == "theirs"
    assert show(policy.arn) == "arn:aws:s3:::theirs"
    assert len(policy.document.statements) == 1
    assert graph.gaps == ()


def test_a_policy_that_is_not_known_is_a_gap(code: Code) -> None:
    code.add("aws_s3_bucket_policy", "p", bucket="mine", policy=code.unknown())
    graph = code.graph()
    assert graph.resource_policies[0].document.unread is not None
    assert [gap.kind for gap in graph.gaps] == [GapKind.POLICY]
    assert graph.gaps[0].message.startswith("policy of bucket `mine` is not known")


def test_what_carries_no_policy_has_none(code: Code) -> None:
    code.add("aws_sqs_queue", "q", name="q")
    code.add("AWS::ECR::Repository", "R", RepositoryName="r")
    assert code.graph().resource_policies == ()


def test_a_policy_that_may_be_null_is_possible_where_null_can_be_passed(code: Code) -> None:
    code.add("aws_sqs_queue", "q", name="q", policy=code.unknown())
    code.add("AWS::ECR::Repository", "R", RepositoryPolicyText=code.unknown())
    stacked, one = code.graph().resource_policies[::-1]
    assert one.presence is Truth.UNKNOWN
    assert stacked.presence is Truth.YES


def test_one_policy_on_two_queues_is_one_for_each(code: Code) -> None:
    a = code.add("AWS::SQS::Queue", "A", QueueName="a")
    b = code.add("AWS::SQS::Queue", "B", QueueName="b")
    queues = [code.ref(a, "Ref"), code.ref(b, "Ref")]
    code.add("AWS::SQS::QueuePolicy", "P", Queues=queues, PolicyDocument=DOCUMENT)
    assert [policy.name for policy in code.graph().resource_policies] == ["a", "b"]


def test_a_queue_may_be_named_by_its_address(code: Code) -> None:
    url = "https://sqs.eu-west-1.amazonaws.com/111122223333/jobs"
    code.add("aws_sqs_queue_policy", "p", queue_url=url, policy=DOCUMENT, account="111122223333")
    (policy,) = code.graph().resource_policies
    assert show(policy.arn) == "arn:aws:sqs:eu-west-1:111122223333:jobs"


def test_the_policy_of_an_endpoint_is_read_as_one(code: Code) -> None:
    code.add("aws_vpc_endpoint", "e", policy=DOCUMENT)
    code.add("AWS::EC2::VPCEndpoint", "E", PolicyDocument=DOCUMENT)
    kinds = {policy.document.kind for policy in code.graph().resource_policies}
    assert kinds == {PolicyKind.ENDPOINT}


def test_a_policy_in_a_block_of_its_resource_is_read(code: Code) -> None:
    code.add("AWS::DynamoDB::Table", "T", ResourcePolicy={"PolicyDocument": DOCUMENT})
    code.add("AWS::DynamoDB::Table", "U", TableName="u")
    assert [policy.name for policy in code.graph().resource_policies] == ["T"]


def test_a_policy_of_the_whole_account_has_its_own_name(code: Code) -> None:
    code.add("aws_cloudwatch_log_resource_policy", "p", policy_name="x", policy_document=DOCUMENT)
    code.add("AWS::Logs::ResourcePolicy", "P", PolicyName="x", PolicyDocument=DOCUMENT)
    assert [policy.name for policy in code.graph().resource_policies] == ["x", "x"]


@pytest.mark.parametrize(
    ("type", "attribute"), [("aws_kms_key", "policy"), ("AWS::KMS::Key", "KeyPolicy")]
)
def test_a_key_without_policy_has_the_one_that_aws_gives(
    code: Code, type: str, attribute: str
) -> None:
    code.add(type, "a", account="111122223333")
    code.add(type, "b", account="111122223333", **{attribute: DOCUMENT})  # type: ignore[arg-type]
    default, written = code.graph().resource_policies
    assert (default.written, written.written) == (False, True)
    assert _who(default) == [(PrincipalKind.AWS, ["arn:aws:iam::111122223333:root"])]
    assert _shown(default.document.statements[0].actions) == ["kms:*"]


def test_a_policy_beside_a_key_takes_the_place_of_the_default(code: Code) -> None:
    key = code.add("aws_kms_key", "k")
    code.add("aws_kms_key_policy", "p", key_id=code.ref(key, "id"), policy=DOCUMENT)
    assert [policy.written for policy in code.graph().resource_policies] == [True]


def test_a_policy_that_may_not_be_there_leaves_the_default_possible(code: Code) -> None:
    key = code.add("aws_kms_key", "k")
    code.add(
        "aws_kms_key_policy",
        "p",
        key_id=code.ref(key, "id"),
        policy=DOCUMENT,
        presence=Truth.UNKNOWN,
    )
    assert [policy.presence for policy in code.graph().resource_policies] == [Truth.UNKNOWN] * 2


def test_a_grant_is_a_statement_beside_the_policy_of_its_key(code: Code) -> None:
    key = code.add("aws_kms_key", "k", policy=DOCUMENT)
    code.add(
        "aws_kms_grant",
        "g",
        key_id=code.ref(key, "key_id"),
        grantee_principal="arn:aws:iam::111122223333:role/x",
        operations=["Decrypt"],
        constraints=[{"encryption_context_equals": {"team": "a"}}],
    )
    grant, policy = code.graph().resource_policies
    assert (grant.beside, policy.beside) == (True, False)
    assert grant.resource == key.key
    assert _who(grant) == [(PrincipalKind.AWS, ["arn:aws:iam::111122223333:role/x"])]
    assert _shown(grant.document.statements[0].actions) == ["kms:Decrypt"]
    assert _when(grant) == [("StringEquals", "kms:EncryptionContext:team", ["a"])]


def test_a_lambda_permission_is_a_statement(code: Code) -> None:
    one = code.add("aws_lambda_function", "f", function_name="f", account="111122223333")
    code.add(
        "aws_lambda_permission",
        "p",
        account="111122223333",
        function_name=code.ref(one, "function_name", text="f"),
        principal="s3.amazonaws.com",
        action="lambda:InvokeFunction",
        source_account="111122223333",
    )
    other = code.add("AWS::Lambda::Function", "F", FunctionName="f", account="111122223333")
    code.add(
        "AWS::Lambda::Permission",
        "P",
        account="111122223333",
        FunctionName=code.ref(other, "Ref"),
        Principal="s3.amazonaws.com",
        Action="lambda:InvokeFunction",
        SourceAccount="111122223333",
    )
    policies = code.graph().resource_policies
    assert [policy.resource for policy in policies] == [one.key, other.key]
    for policy in policies:
        assert policy.beside
        assert _who(policy) == [(PrincipalKind.SERVICE, ["s3.amazonaws.com"])]
        assert _when(policy) == [("StringEquals", "aws:SourceAccount", ["111122223333"])]
        assert _shown(policy.document.statements[0].actions) == ["lambda:InvokeFunction"]


@pytest.mark.parametrize(
    ("principal", "kind"),
    [
        ("*", PrincipalKind.EVERYONE),
        ("111122223333", PrincipalKind.AWS),
        ("arn:aws:iam::111122223333:role/x", PrincipalKind.AWS),
        ("events.amazonaws.com", PrincipalKind.SERVICE),
        ("alexa-appkit.amazon.com", PrincipalKind.SERVICE),
    ],
)
def test_the_principal_of_a_permission_is_what_its_form_says(
    code: Code, principal: str, kind: PrincipalKind
) -> None:
    code.add(
        "AWS::Lambda::Permission",
        "P",
        FunctionName="f",
        Principal=principal,
        Action="lambda:InvokeFunction",
    )
    (policy,) = code.graph().resource_policies
    assert _who(policy) == [(kind, [principal])]


def test_each_of_several_principals_is_what_its_form_says(code: Code) -> None:
    code.add(
        "AWS::EC2::VPCEndpointServicePermissions",
        "P",
        ServiceId="vpce-svc-1",
        AllowedPrincipals=["appflow.amazonaws.com", "arn:aws:iam::111122223333:root"],
    )
    (policy,) = code.graph().resource_policies
    assert _who(policy) == [
        (PrincipalKind.SERVICE, ["appflow.amazonaws.com"]),
        (PrincipalKind.AWS, ["arn:aws:iam::111122223333:root"]),
    ]


def test_a_permission_to_somebody_unknown_is_not_read_as_nobody(code: Code) -> None:
    code.add(
        "AWS::Lambda::Permission",
        "P",
        FunctionName="f",
        Principal=code.unknown(),
        Action="lambda:InvokeFunction",
    )
    (policy,) = code.graph().resource_policies
    assert policy.document.statements[0].unread is not None


def test_a_limit_that_may_be_null_may_be_missing(code: Code) -> None:
    code.add(
        "aws_lambda_permission",
        "p",
        function_name="f",
        principal="s3.amazonaws.com",
        action="lambda:InvokeFunction",
        source_arn=code.unknown(),
    )
    (policy,) = code.graph().resource_policies
    ways = {len(statement.conditions) for statement in policy.document.statements}
    assert ways == {0, 1}
    assert {one.presence for one in policy.document.statements} == {Truth.UNKNOWN}


def test_a_parameter_is_never_null_and_limits_surely(code: Code) -> None:
    code.add(
        "AWS::Lambda::Permission",
        "P",
        FunctionName="f",
        Principal="s3.amazonaws.com",
        Action="lambda:InvokeFunction",
        SourceArn=code.unknown(),
    )
    (policy,) = code.graph().resource_policies
    assert [one.key for one in policy.document.statements[0].conditions] == ["aws:SourceArn"]


def test_a_bus_permission_limited_to_an_organization(code: Code) -> None:
    code.add(
        "aws_cloudwatch_event_permission",
        "p",
        principal="*",
        statement_id="x",
        condition=[{"type": "StringEquals", "key": "aws:PrincipalOrgID", "value": "o-1"}],
    )
    code.add(
        "AWS::Events::EventBusPolicy",
        "P",
        StatementId="x",
        Principal="*",
        Action="events:PutEvents",
        Condition={"Type": "StringEquals", "Key": "aws:PrincipalOrgID", "Value": "o-1"},
    )
    for policy in code.graph().resource_policies:
        assert policy.name == "default"
        assert _when(policy) == [("StringEquals", "aws:PrincipalOrgID", ["o-1"])]
        assert _shown(policy.document.statements[0].actions) == ["events:PutEvents"]


def test_a_bus_permission_may_be_a_whole_statement(code: Code) -> None:
    code.add("AWS::Events::EventBusPolicy", "P", StatementId="x", Statement=EVERYBODY)
    (policy,) = code.graph().resource_policies
    assert _who(policy) == [(PrincipalKind.EVERYONE, ["*"])]


def test_a_policy_knows_the_settings_of_its_bucket_and_of_its_account(code: Code) -> None:
    bucket = code.add("aws_s3_bucket", "b", bucket="mine")
    code.add("aws_s3_bucket", "c", bucket="other", policy=DOCUMENT)
    code.add("aws_s3_bucket_policy", "p", bucket=code.ref(bucket, "id"), policy=DOCUMENT)
    code.add(
        "aws_s3_bucket_public_access_block",
        "b",
        bucket=code.ref(bucket, "id"),
        restrict_public_buckets=True,
    )
    code.add("aws_s3_account_public_access_block", "all", block_public_policy=True)
    by_name = {policy.name: policy for policy in code.graph().resource_policies}
    own, account = by_name["mine"].public_access_blocks
    assert (own.name, account.name) == ("mine", "account")
    assert (own.restrict_public_buckets, own.block_public_policy) == (Truth.YES, Truth.NO)
    assert by_name["other"].public_access_blocks == (account,)


def test_a_stack_bucket_has_its_settings_within(code: Code) -> None:
    bucket = code.add(
        "AWS::S3::Bucket",
        "B",
        BucketName="mine",
        PublicAccessBlockConfiguration={"BlockPublicAcls": "true", "IgnorePublicAcls": True},
    )
    code.add("AWS::S3::Bucket", "C", BucketName="other")
    (block,) = code.graph().public_access_blocks
    assert block.resource == bucket.key
    assert (block.block_public_acls, block.ignore_public_acls) == (Truth.YES, Truth.YES)
    assert (block.block_public_policy, block.restrict_public_buckets) == (Truth.NO, Truth.NO)


def test_a_secret_policy_says_whether_a_public_one_is_refused(code: Code) -> None:
    for label, refuse in (("a", True), ("b", False)):
        code.add(
            "aws_secretsmanager_secret_policy",
            label,
            secret_arn="s",
            policy=DOCUMENT,
            block_public_policy=refuse,
        )
    refuses = [policy.refuses_public for policy in code.graph().resource_policies]
    assert refuses == [Truth.YES, Truth.NO]


def test_a_function_address_says_how_callers_are_asked(code: Code) -> None:
    function = code.add("aws_lambda_function", "f", function_name="f")
    link = code.ref(function, "function_name")
    code.add("aws_lambda_function_url", "u", function_name=link, authorization_type="NONE")
    stacked = code.add("AWS::Lambda::Function", "F", FunctionName="f")
    code.add("AWS::Lambda::Url", "U", TargetFunctionArn=code.ref(stacked, "Arn"), AuthType="NONE")
    for url, there in zip(code.graph().function_urls, (function, stacked), strict=True):
        assert (url.name, url.function) == ("f", there.key)
        assert show(url.authorization) == "NONE"


def test_a_map_where_a_name_belongs_protects_nothing_that_is_known(code: Code) -> None:
    code.add("aws_sqs_queue_policy", "p", queue_url={"a": "b"}, policy=DOCUMENT)
    (policy,) = code.graph().resource_policies
    assert policy.resource is None


@pytest.mark.parametrize(
    "link",
    [
        "work",
        "work:live",
        "arn:aws:lambda:eu-west-1:111122223333:function:work",
        "arn:aws:lambda:eu-west-1:111122223333:function:work:7",
        "111122223333:function:work",
    ],
)
@pytest.mark.parametrize(
    ("function", "permission", "name"),
    [
        ("aws_lambda_function", "aws_lambda_permission", "function_name"),
        ("AWS::Lambda::Function", "AWS::Lambda::Permission", "FunctionName"),
    ],
)
def test_a_function_may_be_named_in_each_form_that_lambda_takes(
    code: Code, function: str, permission: str, name: str, link: str
) -> None:
    named = code.add(function, "f", **{name: "work"})  # type: ignore[arg-type]
    code.add(permission, "p", **{name: link})  # type: ignore[arg-type]
    (policy,) = code.graph().resource_policies
    assert policy.resource == named.key


def test_a_function_of_another_name_is_not_taken_for_it(code: Code) -> None:
    code.add("aws_lambda_function", "f", function_name="work")
    code.add("aws_lambda_permission", "p", function_name="arn:aws:lambda:a:1:function:live:work")
    (policy,) = code.graph().resource_policies
    assert policy.resource is None


@pytest.mark.parametrize("type", ["AWS::Lambda::Alias", "AWS::Lambda::Version"])
def test_what_is_on_an_alias_or_a_version_is_on_its_function(code: Code, type: str) -> None:
    function = code.add("AWS::Lambda::Function", "F", FunctionName="work")
    alias = code.add(type, "A", FunctionName=code.ref(function, "Ref"))
    code.add("AWS::Lambda::Permission", "P", FunctionName=code.ref(alias, "Ref"), Principal="*")
    code.add("AWS::Lambda::Url", "U", TargetFunctionArn=code.ref(alias, "Ref"), AuthType="NONE")
    graph = code.graph()
    assert [policy.resource for policy in graph.resource_policies] == [function.key]
    assert [url.function for url in graph.function_urls] == [function.key]


def test_what_is_on_an_alias_names_the_alias_and_not_the_whole_function(code: Code) -> None:
    function = code.add("aws_lambda_function", "f", function_name="work")
    alias = code.add("aws_lambda_alias", "a", function_name=code.ref(function, "function_name"))
    arn = "arn:aws:lambda:eu-west-1:111122223333:function:work:live"
    code.add("aws_lambda_permission", "p", function_name=code.ref(alias, "arn", text=arn))
    code.add(
        "aws_lambda_permission",
        "q",
        function_name="arn:aws:lambda:eu-west-1:111122223333:function:work",
        qualifier="live",
    )
    policies = code.graph().resource_policies
    assert {policy.resource for policy in policies} == {function.key}
    assert [text_of(policy.arn) for policy in policies] == [arn, arn]


def test_aliases_that_name_each_other_lead_nowhere(code: Code) -> None:
    one = code.add("AWS::Lambda::Alias", "A")
    other = code.add("AWS::Lambda::Alias", "B", FunctionName=code.ref(one, "Ref"))
    values = code.value({"FunctionName": code.ref(other, "Ref")})
    assert isinstance(values, Mapping)
    code.resources[0] = replace(one, values=values)
    code.add("AWS::Lambda::Permission", "P", FunctionName=code.ref(one, "Ref"), Principal="*")
    (policy,) = code.graph().resource_policies
    assert policy.resource is None


def test_whom_an_organization_delegates_to_is_read(code: Code) -> None:
    code.add("aws_organizations_resource_policy", "p", content=DOCUMENT)
    code.add("AWS::Organizations::ResourcePolicy", "P", Content=DOCUMENT)
    for policy in code.graph().resource_policies:
        assert policy.kind.type == "AWS::Organizations::Organization"
        assert policy.kind.service == "organizations"
        assert _who(policy) == [(PrincipalKind.EVERYONE, ["*"])]


def test_the_policy_of_a_trained_model_is_read_where_there_is_one(code: Code) -> None:
    text = '{"Statement": {"Effect": "Allow", "Principal": "*", "Action": "*", "Resource": "*"}}'
    code.add("AWS::Comprehend::DocumentClassifier", "C", ModelPolicy=text)
    code.add("AWS::Comprehend::EntityRecognizer", "R")
    (policy,) = code.graph().resource_policies
    assert policy.kind.type == "AWS::Comprehend::DocumentClassifier"
    assert _who(policy) == [(PrincipalKind.EVERYONE, ["*"])]
