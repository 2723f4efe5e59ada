"""Templates that are generated: identities with policies, and functions wherever they may stand.

The documents of the policies are in `documents`. What becomes of the templates is for the tests
that deploy them.
"""

from __future__ import annotations

import json

from hypothesis import strategies as st
from tests.evaluation.cloudformation.documents import DOCUMENT, DOCUMENT_WITH_HOLES, TRUST
from tests.evaluation.cloudformation.functions import (
    NO_VALUE,
    SECTION,
    STAGES,
    TEXT,
    WORD,
    Json,
    Strategy,
    either,
    or_nothing,
)

POLICIES = st.lists(DOCUMENT_WITH_HOLES, min_size=1, max_size=2).map(
    lambda some: [
        {"PolicyName": f"inline{number}", "PolicyDocument": one} for number, one in enumerate(some)
    ]
)
POLICIES = st.one_of(
    POLICIES,
    either(POLICIES),
    POLICIES.map(lambda some: [{"Fn::If": ["Either", one, NO_VALUE]} for one in some]),
)
PATH = st.sampled_from(
    ("/", "/team/", {"Fn::Sub": "/${Stage}/"}, {"Fn::FindInMap": ["Names", "dev", "Path"]})
)
PATH = st.one_of(PATH, or_nothing(PATH))
_CAP = st.just({"Ref": "Cap"})
BOUNDARY = st.one_of(
    _CAP,
    or_nothing(_CAP),
    either(st.sampled_from(({"Ref": "Cap"}, {"Ref": "Other"}))),
    st.just({"Fn::Sub": "${Cap}"}),
    st.just({"Fn::Sub": "arn:${AWS::Partition}:iam::${AWS::AccountId}:policy/elsewhere"}),
)
ATTACHED = st.one_of(
    _CAP.map(lambda cap: [cap]),
    or_nothing(_CAP.map(lambda cap: [cap])),
    or_nothing(_CAP).map(lambda cap: [{"Ref": "Other"}, cap]),
    st.just([{"Fn::If": ["IsTeam", {"Ref": "Cap"}, {"Ref": "Other"}]}]),
    st.just([{"Fn::If": ["IsTeam", {"Ref": "Cap"}, {"Fn::Join": ["", [{"Ref": "Other"}]]}]}]),
)
_CREW = st.just({"Ref": "Crew"})
GROUPS = st.one_of(_CREW.map(lambda one: [one]), or_nothing(_CREW).map(lambda one: [one]))


def _named(prefix: str) -> Strategy:
    """Return names of which no two resources have the same."""
    return TEXT.map(lambda text: {"Fn::Join": ["", [f"{prefix}-", text]]})


def _resource(kind: str, required: dict[str, Json], **optional: Json) -> Strategy:
    """Return resources of a type, perhaps under a condition."""
    properties = st.fixed_dictionaries(required, optional=optional)
    return properties.map(lambda some: {"Type": f"AWS::IAM::{kind}", "Properties": some})


ANCHOR_TRUST = {
    "Version": "2012-10-17",
    "Statement": {
        "Effect": "Allow",
        "Principal": {"Service": "ec2.amazonaws.com"},
        "Action": "sts:AssumeRole",
    },
}
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
        "Other": _resource("ManagedPolicy", {"PolicyDocument": DOCUMENT}),
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
            ManagedPolicyArns=ATTACHED,
            MaxSessionDuration=st.one_of(st.just(7200), st.just({"Ref": "Seconds"})),
        ),
        "Crew": _resource("Group", {}, GroupName=_named("crew"), Path=PATH, Policies=POLICIES),
        "Person": _resource(
            "User",
            {},
            UserName=_named("person"),
            Path=PATH,
            Policies=POLICIES,
            Groups=GROUPS,
            PermissionsBoundary=BOUNDARY,
            ManagedPolicyArns=ATTACHED,
        ),
    },
    optional={
        "Second": _resource("User", {}, Groups=GROUPS, Policies=POLICIES),
        "Alone": _resource(
            "UserPolicy",
            {
                "UserName": st.just({"Ref": "Person"}),
                "PolicyName": either(WORD),
                "PolicyDocument": DOCUMENT_WITH_HOLES,
            },
        ).map(lambda one: {**one, "Condition": "Both"}),
        "AloneToo": _resource(
            "RolePolicy",
            {
                "RoleName": st.sampled_from(({"Ref": "Main"}, {"Ref": "Anchor"})),
                "PolicyName": either(WORD),
                "PolicyDocument": DOCUMENT_WITH_HOLES,
            },
        ),
        "Grouped": _resource(
            "GroupPolicy",
            {
                "GroupName": st.just({"Ref": "Crew"}),
                "PolicyName": st.just("grouped"),
                "PolicyDocument": DOCUMENT_WITH_HOLES,
            },
        ),
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


def _looped(names: Json, spelled: str) -> Json:
    """Return a loop that makes roles."""
    role = {
        "Type": "AWS::IAM::Role",
        "Properties": {
            "RoleName": {"Fn::Sub": "loop-${Member}-${Stage}"},
            "Path": {"Fn::Join": ["", ["/", {"Ref": "Member"}, "/"]]},
            "AssumeRolePolicyDocument": ANCHOR_TRUST,
            "ManagedPolicyArns": {"Fn::If": ["IsProd", [{"Ref": "Cap"}], NO_VALUE]},
        },
    }
    return {"Fn::ForEach::Members": ["Member", names, {f"Loop{spelled}": role}]}


def _nested(outer: Json, inner: Json) -> Json:
    """Return a loop in a loop that makes groups and inline policies for them."""
    group = {"Type": "AWS::IAM::Group", "Properties": {"GroupName": {"Fn::Sub": "${Unit}-${Site}"}}}
    policy = {
        "Type": "AWS::IAM::GroupPolicy",
        "Properties": {
            "GroupName": {"Ref": {"Fn::Sub": "Grp${Unit}${Site}"}},
            "PolicyName": {"Ref": "Site"},
            "PolicyDocument": {
                "Version": "2012-10-17",
                "Statement": {
                    "Effect": "Allow",
                    "Action": "s3:GetObject",
                    "Resource": {"Fn::Sub": "arn:aws:s3:::${Unit}-${Team}/${Site}/*"},
                },
            },
        },
    }
    body = {"Grp${Unit}${Site}": group, "Pol${Unit}${Site}": policy}
    return {"Fn::ForEach::Units": ["Unit", outer, {"Fn::ForEach::Sites": ["Site", inner, body]}]}


_LISTS = st.sampled_from(
    (["a", "b"], ["only"], {"Ref": "Members"}, {"Fn::FindInMap": ["Names", "prod", "Members"]})
)
LOOPS: Strategy = st.one_of(
    st.just({}),
    st.tuples(_LISTS, st.sampled_from(("${Member}", "&{Member}"))).map(lambda two: _looped(*two)),
    st.tuples(_LISTS, _LISTS).map(lambda two: _nested(*two)),
)


def _names(stage: str) -> Json:
    return {
        "Short": stage[0],
        "Path": f"/{stage}/",
        "Members": [stage, "more"],
        "Services": ["ec2.amazonaws.com", f"{stage}.amazonaws.com"],
        "Bucket": f"arn:aws:s3:::{stage}/*",
        "Actions": ["s3:GetObject", f"{'s3' if stage == 'prod' else 'ec2'}:*"],
    }


MAPPINGS = {"Names": {one: _names(one) for one in STAGES}}


_EXTENSIONS = ("Fn::ForEach", "Fn::ToJsonString", '["Names", "dev", {"Fn::Join"')
"""What a template has that needs the transform."""


def _template(conditions: Json, resources: Json, loops: Json, stage: str) -> Json:
    template = {
        "Parameters": {
            "Stage": {"Type": "String", "Default": stage, "AllowedValues": [*STAGES]},
            "Team": {"Type": "String"},
            "Dotted": {"Type": "String", "Default": "alpha.beta.gamma"},
            "Actions": {"Type": "CommaDelimitedList"},
            "Members": {"Type": "CommaDelimitedList", "Default": "m, n"},
            "Seconds": {"Type": "Number"},
        },
        "Mappings": MAPPINGS,
        "Conditions": conditions,
        "Resources": {**resources, **loops},
    }
    text = json.dumps(template)
    if any(each in text for each in _EXTENSIONS):
        return {"Transform": "AWS::LanguageExtensions", **template}
    return template


def templates_with(conditions: Strategy) -> Strategy:
    """Return templates with such a section of conditions."""
    return st.builds(_template, conditions, RESOURCES, LOOPS, st.sampled_from(STAGES))


TEMPLATES = templates_with(SECTION)
GIVEN = st.fixed_dictionaries(
    {
        "Team": st.sampled_from(("red", "blue")),
        "Actions": st.sampled_from(("s3:GetObject", "s3:GetObject,iam:PassRole", "*,s3:*")),
        "Seconds": st.sampled_from(("3600", "7200")),
    },
    optional={"Stage": st.sampled_from(STAGES)},
)
