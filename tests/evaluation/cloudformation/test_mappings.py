"""Mappings are spelled out once, however often they are used, and tried only so far."""

from __future__ import annotations

from tests.evaluation.cloudformation.conftest import Deploy, shown

from iac_scan.sources.bounds import Bounds

EXTENDED = "Transform: AWS::LanguageExtensions\n"


def test_a_loop_in_a_mapping_counts_once_for_all_uses(deploy: Deploy) -> None:
    keys = ", ".join(f"k{number}" for number in range(300))
    uses = "".join(
        f"  U{number}: {{Type: AWS::IAM::User, Properties: {{UserName: !FindInMap [M, k7, v]}}}}\n"
        for number in range(100)
    )
    evaluation = deploy(
        f"{EXTENDED}Mappings:\n  M: {{Fn::ForEach::L: [X, [{keys}], {{'${{X}}': {{v: '${{X}}'}}}}]}}\n"
        f"Resources:\n{uses}"
    )
    assert evaluation.diagnostics == ()
    assert {shown(one.values.get("UserName")) for one in evaluation.resources} == {"k7"}


def test_a_mapping_of_twenty_thousand_keys_is_not_tried_to_its_end(deploy: Deploy) -> None:
    # Every value that is looked at says that its function is not known.
    rows = "".join(f"    k{number}: {{v: {{Fn::None: {number}}}}}\n" for number in range(20_000))
    evaluation = deploy(
        f"Parameters: {{P: {{Type: String}}}}\nMappings:\n  M:\n{rows}"
        "Resources:\n  U: {Type: AWS::IAM::User, Properties: {UserName: !FindInMap [M, !Ref P, v]}}\n"
    )
    assert 1 <= len(evaluation.diagnostics) <= Bounds().options + 1
    assert shown(evaluation.resources[0].values.get("UserName")) == "? NO_VALUE"


def test_a_mapping_that_reads_itself_is_read_to_its_end(deploy: Deploy) -> None:
    loop = "[X, [!FindInMap [M, a, v], b], {'${X}': {v: w}}]"
    evaluation = deploy(
        f"{EXTENDED}Mappings:\n  M: {{Fn::ForEach::L: {loop}}}\n"
        "Resources:\n  U: {Type: AWS::IAM::User, Properties: {UserName: !FindInMap [M, b, v]}}\n"
    )
    assert shown(evaluation.resources[0].values.get("UserName")) == "w"


def test_an_entry_that_is_made_of_itself_is_told_where_it_stands(deploy: Deploy) -> None:
    evaluation = deploy(
        f"{EXTENDED}Mappings:\n  M:\n    a: {{v: !FindInMap [M, b, v]}}\n    b: {{v: !FindInMap [M, a, v]}}\n"
        "Resources:\n  U: {Type: AWS::IAM::User, Properties: {UserName: !FindInMap [M, a, v]}}\n"
    )
    (told,) = evaluation.diagnostics
    assert (told.message, told.span.start_line) == ("`M.a.v` depends on itself", 4)
    assert shown(evaluation.resources[0].values.get("UserName")) == "? CYCLE"
