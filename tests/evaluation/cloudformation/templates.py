"""Templates that are generated: identities with policies, and functions wherever they may stand.

What becomes of them is for the tests that deploy them.
"""

from __future__ import annotations

from typing import Any, TypeAlias

from hypothesis import strategies as st

Json: TypeAlias = Any

STAGES = ("dev", "prod", "test")
WORD = st.sampled_from(("app", "ops", "ci", "web"))
CONDITIONS = ("IsProd", "IsTeam", "Both", "Either", "Neither")
ACTION = st.sampled_from(
    ("s3:GetObject", "s3:*", "iam:PassRole", "ec2:Describe*", "sts:AssumeRole", "*", "kms:Decrypt")
)


def _text_of(leaf: st.SearchStrategy[Json]) -> st.SearchStrategy[Json]:
    """Return functions over texts that yield a text."""
    return st.one_of(
        st.tuples(leaf, leaf).map(lambda pair: {"Fn::Join": ["-", [*pair]]}),
        st.tuples(st.sampled_from(CONDITIONS), leaf, leaf).map(lambda three: {"Fn::If": [*three]}),
        leaf.map(lambda one: {"Fn::Sub": ["x${Local}-${Stage}", {"Local": one}]}),
        st.tuples(leaf, leaf, st.integers(0, 1)).map(
            lambda three: {
                "Fn::Select": [
                    three[2],
                    {"Fn::Split": ["|", {"Fn::Join": ["|", [three[0], three[1]]]}]},
                ]
            }
        ),
        st.tuples(leaf, leaf, st.integers(0, 1)).map(
            lambda three: {"Fn::Select": [str(three[2]), [three[0], three[1]]]}
        ),
    )


TEXT = st.recursive(
    st.one_of(
        WORD,
        st.sampled_from(
            (
                {"Ref": "Stage"},
                {"Ref": "Team"},
                {"Ref": "AWS::Region"},
                {"Fn::Sub": "${Stage}.${Team}"},
                {"Fn::Sub": "in-${AWS::Region}"},
                {"Fn::FindInMap": ["Names", {"Ref": "Stage"}, "Short"]},
                {"Fn::FindInMap": ["Names", "prod", "Short"]},
                {"Fn::Select": [1, {"Fn::Split": [".", {"Ref": "Dotted"}]}]},
                {"Fn::Select": ["2", {"Fn::Split": [".", {"Ref": "Dotted"}]}]},
            )
        ),
    ),
    _text_of,
    max_leaves=4,
)

RESOURCE = st.one_of(
    st.just("*"),
    st.just({"Fn::Sub": "arn:${AWS::Partition}:s3:::${Stage}-data/*"}),
    st.just({"Fn::Sub": "arn:aws:iam::${AWS::AccountId}:role/${Team}/*"}),
    st.just({"Fn::GetAtt": ["Anchor", "Arn"]}),
    st.just({"Fn::Sub": "${Anchor.Arn}"}),
    st.just({"Fn::FindInMap": ["Names", {"Ref": "Stage"}, "Bucket"]}),
    TEXT.map(lambda text: {"Fn::Join": ["", ["arn:aws:s3:::", text, "/*"]]}),
)

ACTIONS = st.one_of(
    ACTION,
    st.lists(ACTION, min_size=1, max_size=3),
    st.just({"Ref": "Actions"}),
    st.just({"Fn::FindInMap": ["Names", {"Ref": "Stage"}, "Actions"]}),
    st.just({"Fn::Split": [",", "s3:GetObject,s3:PutObject"]}),
    st.tuples(st.sampled_from(CONDITIONS), ACTION, ACTION).map(lambda one: {"Fn::If": [*one]}),
    st.tuples(st.sampled_from(CONDITIONS), ACTION, ACTION).map(
        lambda one: {"Fn::If": [one[0], [one[1], "s3:ListBucket"], one[2]]}
    ),
)

NO_VALUE = {"Ref": "AWS::NoValue"}


def _or_nothing(strategy: st.SearchStrategy[Json]) -> st.SearchStrategy[Json]:
    """Return values that a condition may take away."""
    return st.tuples(st.sampled_from(CONDITIONS), strategy, st.booleans()).map(
        lambda one: {"Fn::If": [one[0], *((one[1], NO_VALUE) if one[2] else (NO_VALUE, one[1]))]}
    )


STATEMENT = st.fixed_dictionaries(
    {
        "Effect": st.one_of(
            st.sampled_from(("Allow", "Deny")), st.just({"Fn::If": ["IsProd", "Deny", "Allow"]})
        ),
        "Action": ACTIONS,
        "Resource": st.one_of(RESOURCE, st.lists(RESOURCE, min_size=1, max_size=2)),
    },
    optional={
        "Sid": WORD,
        "Condition": st.one_of(
            TEXT.map(lambda text: {"StringEquals": {"aws:PrincipalTag/team": text}}),
            _or_nothing(st.just({"Bool": {"aws:MultiFactorAuthPresent": "true"}})),
        ),
    },
)


def _with_own_sids(statements: list[Json]) -> list[Json]:
    """Return statements whose sids differ, as AWS demands."""
    return [
        {**one, "Sid": f"{one['Sid']}{number}"} if "Sid" in one else one
        for number, one in enumerate(statements)
    ]


DOCUMENT = st.one_of(
    STATEMENT.map(lambda one: {"Version": "2012-10-17", "Statement": one}),
    st.lists(STATEMENT, min_size=1, max_size=2)
    .map(_with_own_sids)
    .map(lambda some: {"Version": "2012-10-17", "Statement": some}),
)

TRUST = st.one_of(
    st.sampled_from(
        (
            {"Service": "ec2.amazonaws.com"},
            {"Service": {"Fn::Sub": "lambda.${AWS::URLSuffix}"}},
            {"AWS": {"Fn::Sub": "arn:${AWS::Partition}:iam::${AWS::AccountId}:root"}},
            {"AWS": [{"Fn::GetAtt": ["Anchor", "Arn"]}, "111122223333"]},
            {"Service": {"Fn::If": ["IsProd", "ec2.amazonaws.com", "ecs-tasks.amazonaws.com"]}},
        )
    )
).map(
    lambda principal: {
        "Version": "2012-10-17",
        "Statement": [{"Effect": "Allow", "Principal": principal, "Action": "sts:AssumeRole"}],
    }
)

POLICIES = st.lists(DOCUMENT, min_size=1, max_size=2).map(
    lambda some: [
        {"PolicyName": f"inline{number}", "PolicyDocument": one} for number, one in enumerate(some)
    ]
)
PATH = st.sampled_from(
    ("/", "/team/", {"Fn::Sub": "/${Stage}/"}, {"Fn::FindInMap": ["Names", "dev", "Path"]})
)
PATH = st.one_of(PATH, _or_nothing(PATH))
BOUNDARY = st.one_of(st.just({"Ref": "Cap"}), _or_nothing(st.just({"Ref": "Cap"})))
ATTACHED = st.one_of(
    st.just([{"Ref": "Cap"}]),
    _or_nothing(st.just([{"Ref": "Cap"}])),
    st.just([{"Fn::If": ["IsTeam", {"Ref": "Cap"}, {"Ref": "Shared"}]}]),
)


def _named(prefix: str) -> st.SearchStrategy[Json]:
    """Return names of which no two resources have the same."""
    return TEXT.map(lambda text: {"Fn::Join": ["", [f"{prefix}-", text]]})


def _resource(kind: str, required: dict[str, Json], **optional: Json) -> st.SearchStrategy[Json]:
    """Return resources of a type, perhaps under a condition."""
    properties = st.fixed_dictionaries(required, optional=optional)
    return properties.map(lambda some: {"Type": f"AWS::IAM::{kind}", "Properties": some})


def _document(document: Json) -> dict[str, Json]:
    return {"Version": "2012-10-17", "Statement": document}


ANCHOR_TRUST = _document(
    {
        "Effect": "Allow",
        "Principal": {"Service": "ec2.amazonaws.com"},
        "Action": "sts:AssumeRole",
    }
)
_ANCHOR = {
    "Type": "AWS::IAM::Role",
    "Properties": {"RoleName": "anchor", "AssumeRolePolicyDocument": ANCHOR_TRUST},
}
_CARRIERS = {
    "Roles": st.just([{"Ref": "Main"}, {"Ref": "Anchor"}]),
    "Users": st.just([{"Ref": "Person"}]),
    "Groups": st.just([{"Ref": "Crew"}]),
}

RESOURCES = st.fixed_dictionaries(
    {
        "Anchor": st.just(_ANCHOR),
        "Cap": _resource("ManagedPolicy", {"PolicyDocument": DOCUMENT}, Path=PATH),
        "Shared": _resource(
            "ManagedPolicy",
            {"PolicyDocument": DOCUMENT},
            ManagedPolicyName=_named("shared"),
            **_CARRIERS,
        ),
        "Main": _resource(
            "Role",
            {"AssumeRolePolicyDocument": TRUST},
            RoleName=_named("main"),
            Path=PATH,
            Policies=POLICIES,
            PermissionsBoundary=BOUNDARY,
            ManagedPolicyArns=st.just([{"Ref": "Cap"}]),
            MaxSessionDuration=st.one_of(st.just(7200), st.just({"Ref": "Seconds"})),
        ),
        "Crew": _resource("Group", {}, GroupName=_named("crew"), Path=PATH, Policies=POLICIES),
        "Person": _resource(
            "User",
            {},
            UserName=_named("person"),
            Path=PATH,
            Policies=POLICIES,
            Groups=st.just([{"Ref": "Crew"}]),
            PermissionsBoundary=BOUNDARY,
        ),
    },
    optional={
        "Extra": _resource(
            "Role", {"AssumeRolePolicyDocument": TRUST}, ManagedPolicyArns=ATTACHED, Path=PATH
        ).map(lambda one: {**one, "Condition": "Either"}),
        "Written": _resource(
            "Policy",
            {"PolicyName": WORD, "PolicyDocument": DOCUMENT, "Roles": _CARRIERS["Roles"]},
            Users=_CARRIERS["Users"],
            Groups=_CARRIERS["Groups"],
        ),
        "Profile": _resource(
            "InstanceProfile",
            {"Roles": st.just([{"Ref": "Main"}])},
            InstanceProfileName=_named("profile"),
        ),
        "Joined": _resource(
            "UserToGroupAddition",
            {"GroupName": st.just({"Ref": "Crew"}), "Users": _CARRIERS["Users"]},
        ),
    },
)

_EQUALS = st.one_of(
    st.sampled_from(STAGES).map(lambda stage: {"Fn::Equals": [{"Ref": "Stage"}, stage]}),
    st.just({"Fn::Equals": [{"Ref": "Team"}, {"Fn::Select": [0, {"Fn::Split": ["-", "red-a"]}]}]}),
    st.just({"Fn::Equals": [{"Fn::FindInMap": ["Names", {"Ref": "Stage"}, "Short"]}, "p"]}),
)
_SECTION = st.fixed_dictionaries(
    {
        "IsProd": _EQUALS,
        "IsTeam": _EQUALS.map(lambda one: {"Fn::Not": [one]}),
        "Both": _EQUALS.map(lambda one: {"Fn::And": [{"Condition": "IsProd"}, one]}),
        "Either": _EQUALS.map(lambda one: {"Fn::Or": [one, {"Condition": "IsTeam"}]}),
        "Neither": st.just({"Fn::Not": [{"Condition": "Either"}]}),
    }
)


def _names(stage: str) -> Json:
    return {
        "Short": stage[0],
        "Path": f"/{stage}/",
        "Bucket": f"arn:aws:s3:::{stage}/*",
        "Actions": ["s3:GetObject", f"{'s3' if stage == 'prod' else 'ec2'}:*"],
    }


TEMPLATES = st.builds(
    lambda conditions, resources, stage: {
        "Parameters": {
            "Stage": {"Type": "String", "Default": stage, "AllowedValues": [*STAGES]},
            "Team": {"Type": "String"},
            "Dotted": {"Type": "String", "Default": "alpha.beta.gamma"},
            "Actions": {"Type": "CommaDelimitedList"},
            "Seconds": {"Type": "Number"},
        },
        "Mappings": {"Names": {one: _names(one) for one in STAGES}},
        "Conditions": conditions,
        "Resources": resources,
    },
    _SECTION,
    RESOURCES,
    st.sampled_from(STAGES),
)
GIVEN = st.fixed_dictionaries(
    {
        "Team": st.sampled_from(("red", "blue")),
        "Actions": st.sampled_from(("s3:GetObject", "s3:GetObject,iam:PassRole")),
        "Seconds": st.sampled_from(("3600", "7200")),
    },
    optional={"Stage": st.sampled_from(STAGES)},
)
