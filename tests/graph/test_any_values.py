"""Whatever stands in an attribute, the graph is built, and nothing that is declared vanishes."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from iac_scan.graph import cloudformation, secrets, terraform
from iac_scan.graph.build import build
from iac_scan.graph.model import Group, InstanceProfile, ManagedPolicy, Role, User
from iac_scan.sources.span import Origin, Span
from iac_scan.values import (
    Absent,
    Identity,
    Known,
    Mapping,
    OneOf,
    Reason,
    ResourceKey,
    Sequence,
    Text,
    Unknown,
    Value,
)

if TYPE_CHECKING:
    from tests.graph.conftest import Code

HERE = Origin(Span("main.tf", 1, 1, 1, 9))
ROWS = (*terraform.ROWS, *cloudformation.ROWS)
ATTRIBUTES = sorted(
    {
        word
        for row in ROWS
        for recipe in row.recipes
        for word in re.findall(r"'(\w+)'", repr(recipe))
    }
)

_texts = st.sampled_from(["", "a", "arn:aws:iam::aws:policy/ReadOnlyAccess", "{}", "[", "r-abcd"])
_keys = st.sampled_from([f"{row.type}.{label}" for row in ROWS for label in "ab"])
_identities = st.builds(
    lambda key, attribute: Identity(ResourceKey("infra", key), attribute),
    _keys,
    st.sampled_from(["arn", "id", "roots[0].id", "account_id"]),
)
_unknowns = st.builds(
    lambda identity: Unknown(Reason.DATA, "outside", HERE, identity), st.none() | _identities
)
_leaves: st.SearchStrategy[Value] = st.one_of(
    st.builds(lambda text: Known(text, HERE), _texts | st.none() | st.booleans() | st.integers()),
    _unknowns,
    st.builds(lambda text, hole: Text((text or "x", hole), HERE), _texts, _unknowns),
    st.just(Absent(HERE)),
)
_values: st.SearchStrategy[Value] = st.recursive(
    _leaves,
    lambda inner: st.one_of(
        st.builds(
            lambda items, rest: Sequence(tuple(items), HERE, rest=rest),
            st.lists(inner, max_size=3),
            st.none() | _unknowns,
        ),
        st.builds(
            lambda entries: Mapping(entries, HERE),
            st.dictionaries(st.sampled_from(ATTRIBUTES), inner, max_size=3),
        ),
        st.builds(lambda a, b: OneOf((a, b), Reason.CONDITION, "either", HERE), _leaves, _leaves),
    ),
    max_leaves=6,
)


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(data=st.data())
def test_any_values_make_a_graph(code: Code, data: st.DataObject) -> None:
    code.resources.clear()
    for label in "abc":
        row = data.draw(st.sampled_from(ROWS))
        drawn = data.draw(
            st.dictionaries(st.sampled_from(ATTRIBUTES), _values, max_size=5), label=row.type
        )
        written: dict[str, object] = dict(drawn)
        for clash in ("account", "provider", "presence", "mode"):
            written.pop(clash, None)
        code.add(row.type, label, mode=row.mode, **written)  # type: ignore[arg-type]
    evaluation = code.evaluation()
    facts = (
        *terraform.read(evaluation),
        *cloudformation.read(evaluation),
        *secrets.read(evaluation),
    )
    graph = build(facts)
    assert graph == build(facts)
    nodes: dict[str, tuple[User | Group | Role | ManagedPolicy | InstanceProfile, ...]] = {
        "aws_iam_user": graph.users,
        "aws_iam_group": graph.groups,
        "aws_iam_role": graph.roles,
        "aws_iam_policy": graph.policies,
        "aws_iam_instance_profile": graph.instance_profiles,
    }
    for resource in code.resources:
        if resource.mode is resource.mode.MANAGED and resource.type in nodes:
            keys = [node.place.key for node in nodes[resource.type] if node.place is not None]
            assert resource.key in keys
