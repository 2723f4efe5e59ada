"""Templates with very much of one kind: the work grows as the text does, and no faster."""

from __future__ import annotations

import json
from pathlib import Path

from tests.hostile.conftest import HEAD, Deploy, calls

from iac_scan.arn_parts import account_of
from iac_scan.evaluation.cloudformation import evaluate
from iac_scan.evaluation.result import Evaluation
from iac_scan.graph.model import Role
from iac_scan.iam import PolicyDocument, PolicyKind, read_json
from iac_scan.pipeline import link
from iac_scan.sources.bounds import Bounds
from iac_scan.sources.discover import Discovery
from iac_scan.sources.span import Origin, Span
from iac_scan.sources.tree import SourceTree
from iac_scan.values import Text, show


class Letters(str):
    """A text that knows how often it was taken apart."""

    __slots__ = ()
    taken = 0

    def split(self, *arguments: object, **named: object) -> list[str]:
        Letters.taken += 1
        return str(self).split(*arguments, **named)  # type: ignore[arg-type]


def test_name_of_very_many_parts_is_not_read_for_its_account() -> None:
    origin = Origin(Span("t.yaml", 1, 1, 1, 1))
    parts = ("arn:aws:iam::123456789012:role/", *(Letters("x") for _ in range(1000)))
    assert show(account_of(Text(parts, origin))) == "123456789012"
    assert Letters.taken == 0


def test_chain_of_exports_in_one_template_is_looked_up_name_by_name(deploy: Deploy) -> None:
    def work(length: int) -> int:
        outputs = "".join(
            f"  O{n}: {{Value: !ImportValue e{n + 1}, Export: {{Name: e{n}}}}}\n"
            for n in range(length)
        )
        return calls(lambda: deploy(t=f"{HEAD}Outputs:\n{outputs}")).total()

    assert work(400) < 6 * work(100)


def test_templates_that_name_each_other_are_looked_up_once_each(tmp_path: Path) -> None:
    names = "abcdef"
    for name in names:
        nested = "".join(
            f"  S{other}: {{Type: AWS::CloudFormation::Stack, Properties: {{TemplateURL: ./{other}.yaml}}}}\n"
            for other in names
        )
        (tmp_path / f"{name}.yaml").write_text(HEAD + nested, encoding="utf-8")
    paths = tuple(f"{name}.yaml" for name in names)
    tree = SourceTree.open((tmp_path,), Bounds())
    looked = calls(lambda: evaluate(tree, Discovery((), paths, (), (), len(paths))))
    assert looked["exists"] == len(names)


def test_nodes_of_one_type_are_told_apart_once_for_all_who_ask(deploy: Deploy) -> None:
    role = "Type: AWS::IAM::Role, Properties: {AssumeRolePolicyDocument: {Statement: []}}"
    graph = link(deploy(t=HEAD + "".join(f"  R{n}: {{{role}}}\n" for n in range(20))))
    assert len(graph.nodes(Role)) == 20
    assert calls(lambda: graph.nodes(Role)).total() < 10


def test_comments_without_number_are_not_shuffled_before_they_are_sorted(deploy: Deploy) -> None:
    comments = "".join(f"# {number}\n" for number in range(2000))
    evaluation = deploy(t=comments + HEAD)
    merged = calls(lambda: Evaluation().merge(evaluation))
    assert len(evaluation.comments) == 2000
    assert merged["__lt__"] < 2 * len(evaluation.comments)


def test_statements_that_are_refused_for_their_weight_are_not_all_built() -> None:
    statements = [
        {"Effect": "Allow", "Action": "s3:Get*", "Resource": f"arn:aws:s3:::b{number}/*"}
        for number in range(8000)
    ]
    text = json.dumps({"Statement": statements})
    read: list[PolicyDocument] = []
    work = calls(lambda: read.append(read_json(text, PolicyKind.IDENTITY)))
    (document,) = read
    assert document.unread is not None
    assert work["takes"] <= len(document.statements) + 5
