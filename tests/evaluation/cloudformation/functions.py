"""Functions that are generated: texts, lists and conditions over the parameters of one template.

The identities in which they stand are in `templates`.
"""

from __future__ import annotations

from typing import Any, TypeAlias

from hypothesis import strategies as st

Json: TypeAlias = Any
Strategy: TypeAlias = st.SearchStrategy[Json]

STAGES = ("dev", "prod", "test")
WORD = st.sampled_from(("app", "ops", "ci", "web"))
NO_VALUE = {"Ref": "AWS::NoValue"}

CONDITIONS = ("IsProd", "IsTeam", "Both", "Either", "Neither")
_CONDITION = st.sampled_from(CONDITIONS)


def either(strategy: Strategy) -> Strategy:
    """Return values, some of them chosen by a condition, some by one inside another."""
    chosen = st.tuples(_CONDITION, strategy, strategy).map(lambda one: {"Fn::If": [*one]})
    nested = st.tuples(_CONDITION, chosen, strategy).map(lambda one: {"Fn::If": [*one]})
    return st.one_of(strategy, chosen, nested)


def or_nothing(strategy: Strategy) -> Strategy:
    """Return values that a condition may take away."""
    return st.tuples(_CONDITION, strategy, st.booleans()).map(
        lambda one: {"Fn::If": [one[0], *((one[1], NO_VALUE) if one[2] else (NO_VALUE, one[1]))]}
    )


# Texts


def _text_of(leaf: Strategy) -> Strategy:
    """Return functions over texts that yield a text."""
    pair = st.tuples(leaf, leaf)
    return st.one_of(
        pair.map(lambda some: {"Fn::Join": ["-", [*some]]}),
        st.tuples(_CONDITION, leaf, leaf).map(lambda three: {"Fn::If": [*three]}),
        leaf.map(lambda one: {"Fn::Sub": ["x${Local}-${Stage}", {"Local": one}]}),
        pair.map(
            lambda two: {"Fn::Sub": ["${One}.${Team}.${Two}", {"One": two[0], "Two": two[1]}]}
        ),
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
        st.tuples(_CONDITION, leaf, leaf).map(
            lambda three: {
                "Fn::Select": [1, {"Fn::If": [three[0], ["a", three[1]], [three[2], "b"]]}]
            }
        ),
    )


_LEAF = st.one_of(
    WORD,
    st.sampled_from(
        (
            {"Ref": "Stage"},
            {"Ref": "Team"},
            {"Ref": "AWS::Region"},
            {"Ref": "AWS::StackName"},
            {"Fn::Sub": "${Stage}.${Team}"},
            {"Fn::Sub": "in-${AWS::Region}"},
            {"Fn::Sub": ["${Stage}", {"Stage": "local"}]},
            {"Fn::FindInMap": ["Names", {"Ref": "Stage"}, "Short"]},
            {"Fn::FindInMap": ["Names", "prod", "Short"]},
            {"Fn::FindInMap": ["Names", "dev", {"Fn::Join": ["", ["Sh", "ort"]]}]},
            {"Fn::Select": [1, {"Fn::Split": [".", {"Ref": "Dotted"}]}]},
            {"Fn::Select": ["2", {"Fn::Split": [".", {"Ref": "Dotted"}]}]},
            {"Fn::Join": ["-", {"Fn::Split": [".", {"Ref": "Dotted"}]}]},
            {"Fn::Join": ["", ["s", {"Ref": "Seconds"}]]},
        )
    ),
)

TEXT = st.recursive(_LEAF, _text_of, max_leaves=5)
"""Texts that may be a name."""

ANY_TEXT = st.one_of(
    TEXT,
    either(st.sampled_from(({"Ref": "Team"}, {"Fn::Sub": "${Stage}?"}, "any"))).map(
        lambda text: {"Fn::Base64": {"Fn::Sub": ["${T}!", {"T": text}]}}
    ),
    TEXT.map(lambda text: {"Fn::Sub": ["${T}/${!aws:username}", {"T": text}]}),
    st.sampled_from(
        (
            {"Fn::Select": [0, {"Ref": "Actions"}]},
            {"Fn::Select": [0, {"Fn::FindInMap": ["Names", {"Ref": "Stage"}, "Actions"]}]},
            {"Fn::Join": ["+", {"Ref": "Actions"}]},
            {"Ref": "Anchor"},
            {"Fn::Sub": "${AWS::AccountId}${AWS::Partition}"},
        )
    ),
)
"""Texts of any letters."""


# Conditions

_BY_PARAMETER = st.one_of(
    st.sampled_from(STAGES).map(lambda stage: {"Fn::Equals": [{"Ref": "Stage"}, stage]}),
    st.sampled_from(("red", "blue")).map(lambda team: {"Fn::Equals": [team, {"Ref": "Team"}]}),
)
_EQUALS = st.one_of(
    _BY_PARAMETER,
    st.just({"Fn::Equals": [{"Ref": "Team"}, {"Fn::Select": [0, {"Fn::Split": ["-", "red-a"]}]}]}),
    st.just({"Fn::Equals": [{"Fn::FindInMap": ["Names", {"Ref": "Stage"}, "Short"]}, "p"]}),
    st.just({"Fn::Equals": [{"Fn::Sub": "${Stage}-${Team}"}, "prod-red"]}),
    st.just({"Fn::Equals": [{"Ref": "AWS::Partition"}, "aws"]}),
)


def _combined(leaf: Strategy) -> Strategy:
    """Return conditions that combine others."""
    return st.one_of(
        leaf.map(lambda one: {"Fn::Not": [one]}),
        st.lists(leaf, min_size=2, max_size=4).map(lambda some: {"Fn::And": some}),
        st.lists(leaf, min_size=2, max_size=4).map(lambda some: {"Fn::Or": some}),
    )


def _section(equals: Strategy) -> Strategy:
    """Return the section `Conditions`, over equalities that are given."""

    def over(*names: str) -> Strategy:
        named = [st.just({"Condition": name}) for name in names]
        return st.recursive(st.one_of(equals, *named), _combined, max_leaves=5).filter(
            lambda one: "Condition" not in one
        )

    return st.fixed_dictionaries(
        {
            "IsProd": over(),
            "IsTeam": equals.map(lambda one: {"Fn::Not": [one]}),
            "Both": st.one_of(
                over("IsProd", "IsTeam"),
                equals.map(lambda one: {"Fn::And": [{"Condition": "IsProd"}, one]}),
            ),
            "Either": equals.map(lambda one: {"Fn::Or": [one, {"Condition": "IsTeam"}]}),
            "Neither": st.just({"Fn::Not": [{"Condition": "Either"}]}),
        }
    )


SECTION = _section(_EQUALS)
SECTION_BY_PARAMETERS = _section(_BY_PARAMETER)
"""Conditions that compare parameters with texts, and nothing else."""
