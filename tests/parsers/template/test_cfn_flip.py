"""Our tree without its places is what cfn-flip makes of the same template.

Known differences, each asserted below: cfn-flip refuses merge keys, drops functions inside the
list of a `!GetAtt`, and reads timestamps with a time as such.
"""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path

import cfn_flip
import pytest
import yaml

from iac_scan.parsers.template import parse
from iac_scan.parsers.template.tree import Entries, Items, Node, Scalar
from iac_scan.sources.bounds import Bounds
from iac_scan.sources.document import Document

FIXTURES = Path(__file__).parent / "fixtures"
SAMPLES = Path(__file__).parents[3] / "sample_iac"
TEMPLATES = sorted(
    path
    for folder in (FIXTURES, SAMPLES)
    for path in folder.rglob("*")
    if path.suffix in (".yaml", ".json")
)


def plain(node: Node) -> object:
    match node:
        case Scalar(value=Decimal() as number):
            return float(number)
        case Scalar(value=value):
            return value
        case Items(items=items):
            return [plain(item) for item in items]
        case Entries(entries=entries):
            return {entry.key: plain(entry.value) for entry in entries}


def ours(text: str) -> object:
    (file,), _ = parse(Document.of("t.yaml", text.encode()), Bounds())
    return plain(file.root)


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_tree_equals_that_of_cfn_flip(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert ours(text) == json.loads(cfn_flip.to_json(text))


def test_there_are_templates_to_compare() -> None:
    assert TEMPLATES


def test_cfn_flip_refuses_merge_keys() -> None:
    text = "a: &x {b: c}\nd: {<<: *x}\n"
    with pytest.raises((yaml.YAMLError, ValueError)):
        cfn_flip.to_json(text)
    assert ours(text) == {"a": {"b": "c"}, "d": {"b": "c"}}


def test_cfn_flip_drops_functions_in_the_list_of_get_att() -> None:
    text = "a: !GetAtt [b, !Ref c]\n"
    assert json.loads(cfn_flip.to_json(text)) == {"a": {"Fn::GetAtt": ["b", "c"]}}
    assert ours(text) == {"a": {"Fn::GetAtt": ["b", {"Ref": "c"}]}}


def test_cfn_flip_rewrites_timestamps() -> None:
    text = "a: 2012-10-17T10:20:30Z\n"
    assert json.loads(cfn_flip.to_json(text)) != ours(text) == {"a": "2012-10-17T10:20:30Z"}
