"""Policy documents that are generated: statements with functions and conditions inside them.

Who carries them is in `templates`, the functions themselves are in `functions`.
"""

from __future__ import annotations

import json

from hypothesis import strategies as st
from tests.evaluation.cloudformation.functions import (
    ANY_TEXT,
    CONDITIONS,
    TEXT,
    WORD,
    Json,
    Strategy,
    either,
    or_nothing,
)

ACTION = st.sampled_from(
    ("s3:GetObject", "s3:*", "iam:PassRole", "ec2:Describe*", "sts:AssumeRole", "*", "kms:Decrypt")
)

RESOURCE = st.one_of(
    st.just("*"),
    st.just({"Fn::Sub": "arn:${AWS::Partition}:s3:::${Stage}-data/*"}),
    st.just({"Fn::Sub": "arn:aws:iam::${AWS::AccountId}:role/${Team}/*"}),
    st.just({"Fn::GetAtt": ["Anchor", "Arn"]}),
    st.just({"Fn::Sub": "${Anchor.Arn}"}),
    st.just({"Fn::FindInMap": ["Names", {"Ref": "Stage"}, "Bucket"]}),
    TEXT.map(lambda text: {"Fn::Join": ["", ["arn:aws:s3:::", text, "/*"]]}),
    TEXT.map(lambda text: {"Fn::Sub": ["arn:aws:s3:::${T}/${!aws:username}", {"T": text}]}),
    st.just({"Fn::GetAtt": ["Anchor", "Arn"]}).map(
        lambda arn: {"Fn::Join": ["/", [{"Fn::Select": ["0", {"Fn::Split": ["/", arn]}]}, "*"]]}
    ),
)

ACTIONS = st.one_of(
    ACTION,
    st.lists(ACTION, min_size=1, max_size=3),
    st.just({"Ref": "Actions"}),
    st.just({"Fn::FindInMap": ["Names", {"Ref": "Stage"}, "Actions"]}),
    st.just({"Fn::Split": [",", "s3:GetObject,s3:PutObject"]}),
    st.just({"Fn::Split": ["+", {"Fn::Join": ["+", {"Ref": "Actions"}]}]}),
    st.tuples(st.sampled_from(CONDITIONS), ACTION, ACTION).map(lambda one: {"Fn::If": [*one]}),
    st.tuples(st.sampled_from(CONDITIONS), ACTION, ACTION).map(
        lambda one: {"Fn::If": [one[0], [one[1], "s3:ListBucket"], one[2]]}
    ),
)


def _tag_condition(texts: Strategy) -> Strategy:
    """Return conditions on a tag, with one value or several."""
    return st.one_of(texts, st.lists(texts, min_size=1, max_size=2)).map(
        lambda text: {"StringEquals": {"aws:PrincipalTag/team": text}}
    )


_TAG_LOOP = st.sampled_from((["a", "b"], ["one"], ["x-y", "z"])).map(
    lambda names: {
        "StringLike": {
            "Fn::ForEach::Tags": [
                "Tag",
                names,
                {"aws:PrincipalTag/${Tag}": {"Fn::Sub": "${Stage}-${Tag}"}},
            ]
        }
    }
)

STATEMENT = st.fixed_dictionaries(
    {
        "Effect": either(st.sampled_from(("Allow", "Deny"))),
        "Action": ACTIONS,
        "Resource": st.one_of(RESOURCE, st.lists(RESOURCE, min_size=1, max_size=2)),
    },
    optional={
        "Sid": WORD,
        "Condition": st.one_of(
            _tag_condition(ANY_TEXT),
            _tag_condition(either(ANY_TEXT)),
            or_nothing(st.just({"Bool": {"aws:MultiFactorAuthPresent": "true"}})),
            _TAG_LOOP,
        ),
    },
)
_OTHERS = st.fixed_dictionaries(
    {
        "Effect": st.just("Deny"),
        "NotAction": ACTIONS,
        "NotResource": st.one_of(RESOURCE, st.lists(RESOURCE, min_size=1, max_size=2)),
    }
)


def _with_own_sids(statements: list[Json]) -> list[Json]:
    """Return statements whose sids differ, as AWS demands."""
    return [
        {**one, "Sid": f"{one['Sid']}{number}"} if "Sid" in one else one
        for number, one in enumerate(statements)
    ]


def _document(statement: Json) -> Json:
    return {"Version": "2012-10-17", "Statement": statement}


DOCUMENT = st.one_of(
    STATEMENT.map(_document),
    either(st.one_of(_OTHERS, STATEMENT.map(lambda one: {**one, "Sid": "only"}))).map(_document),
    st.lists(STATEMENT, min_size=1, max_size=2).map(_with_own_sids).map(_document),
)
"""Documents of which every statement is there."""

DOCUMENT_WITH_HOLES = st.one_of(
    DOCUMENT,
    either(DOCUMENT),
    st.tuples(STATEMENT, or_nothing(_OTHERS)).map(lambda two: _document([*two])),
    st.tuples(or_nothing(_OTHERS), _OTHERS, or_nothing(_OTHERS)).map(
        lambda three: _document([*three])
    ),
    st.lists(st.one_of(ACTION, or_nothing(ACTION)), min_size=1, max_size=3).map(
        lambda some: _document({"Effect": "Allow", "Action": ["a:b", *some], "Resource": "*"})
    ),
    STATEMENT.filter(lambda one: "ForEach" not in json.dumps(one)).map(
        lambda one: {"Fn::ToJsonString": _document([one])}
    ),
    ACTION.map(
        lambda one: json.dumps(_document({"Effect": "Allow", "Action": one, "Resource": "*"}))
    ),
    ACTION.map(
        lambda one: {
            "Fn::Sub": json.dumps(
                _document({"Effect": "Allow", "Action": one, "Resource": "arn:aws:s3:::${Stage}"})
            )
        }
    ),
)
"""Documents of which a condition takes parts away, or that are texts."""

TRUST = st.one_of(
    st.sampled_from(
        (
            {"Service": "ec2.amazonaws.com"},
            {"Service": {"Fn::Sub": "lambda.${AWS::URLSuffix}"}},
            {"AWS": {"Fn::Sub": "arn:${AWS::Partition}:iam::${AWS::AccountId}:root"}},
            {"AWS": [{"Fn::GetAtt": ["Anchor", "Arn"]}, "111122223333"]},
            {"Service": {"Fn::If": ["IsProd", "ec2.amazonaws.com", "ecs-tasks.amazonaws.com"]}},
            {"Service": {"Fn::FindInMap": ["Names", {"Ref": "Stage"}, "Services"]}},
            {"Fn::If": ["Both", {"Service": "ec2.amazonaws.com"}, {"AWS": "111122223333"}]},
        )
    )
).map(
    lambda principal: {
        "Version": "2012-10-17",
        "Statement": [{"Effect": "Allow", "Principal": principal, "Action": "sts:AssumeRole"}],
    }
)
