"""Where results stand, files and templates, and the marks that values carry."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from iac_scan.evaluation.functions.call import CallSite
from iac_scan.evaluation.functions.table import call
from iac_scan.sources.bounds import Bounds
from iac_scan.sources.diagnostics import Diagnostic
from iac_scan.sources.span import Origin, Span
from iac_scan.sources.tree import SourceTree
from iac_scan.values import SECRET, Known, Mapping, Reason, Sequence, Text, Unknown, Value

if TYPE_CHECKING:
    from collections.abc import Mapping as Map
    from pathlib import Path

HERE = Origin(Span("env/main.tf", 3, 5, 3, 20))
THERE = Origin(Span("env/locals.tf", 9, 1, 9, 4))


def known(value: bool | int | str | None, origin: Origin = HERE) -> Known:
    return Known(value, origin)


def mapping(**entries: Value) -> Mapping:
    return Mapping(entries, HERE)


@pytest.fixture
def reported() -> list[Diagnostic]:
    return []


@pytest.fixture
def site(tmp_path: Path, reported: list[Diagnostic]) -> CallSite:
    """Return a site in `env`, a root module beside `modules`, in a project with files."""
    (tmp_path / ".git").mkdir()
    (tmp_path / "env").mkdir()
    (tmp_path / "modules").mkdir()
    (tmp_path / "env" / "policy.json").write_text('{\n  "Action": "s3:*"\n}\n')
    (tmp_path / "env" / "policy.yaml").write_text("a: 1\nb:\n  - s3:*\n")
    (tmp_path / "env" / "hello.tftpl").write_text("hello ${name}")
    (tmp_path / "modules" / "key.txt").write_text("key")
    (tmp_path / "env" / "zip.bin").write_bytes(b"\xff\xfe\x00")
    (tmp_path.parent / "outside.txt").write_text("secret")
    (tmp_path / "env" / "link.txt").symlink_to(tmp_path.parent / "outside.txt")

    def render(text: str, origin: Origin, variables: Map[str, Value]) -> Value:
        name = variables["name"]
        assert isinstance(name, Known)
        return Known(text.replace("${name}", str(name.value)), origin)

    bounds = Bounds()
    tree = SourceTree.open((tmp_path,), bounds)
    return CallSite(HERE, tree, "env", "env", bounds, reported.append, render)


def test_text_of_a_file_stands_in_the_file(site: CallSite) -> None:
    result = call("file", (known("policy.json"),), site)
    assert isinstance(result, Known)
    assert result.value == '{\n  "Action": "s3:*"\n}\n'
    assert result.origin.span.path == "env/policy.json"
    assert [step.label for step in result.origin.steps] == ['file("env/policy.json")']
    lines = [(piece.span.start_line, piece.start) for piece in result.layout]
    assert lines == [(1, 0), (2, 2), (3, 21), (4, 23)]


def test_decoded_json_of_a_file_stands_in_the_file(site: CallSite) -> None:
    policy = call("jsondecode", (call("file", (known("policy.json"),), site),), site)
    assert isinstance(policy, Mapping)
    span = policy.entries["Action"].origin.span
    assert (span.path, span.start_line) == ("env/policy.json", 2)


def test_decoded_yaml_of_a_file_stands_in_the_file(site: CallSite) -> None:
    policy = call("yamldecode", (call("file", (known("policy.yaml"),), site),), site)
    assert isinstance(policy, Mapping)
    actions = policy.entries["b"]
    assert isinstance(actions, Sequence)
    span = actions.items[0].origin.span
    assert (span.path, span.start_line, span.start_column) == ("env/policy.yaml", 3, 5)


def test_paths_start_at_the_root_module(site: CallSite) -> None:
    result = call("file", (known("../modules/key.txt"),), site)
    assert isinstance(result, Known)
    assert result.value == "key"


def test_absolute_path_of_a_file_in_the_project_is_found(site: CallSite) -> None:
    path = call("abspath", (known("policy.json"),), site)
    assert isinstance(path, Text)
    result = call("file", (path,), site)
    assert isinstance(result, Known)
    assert result.origin.span.path == "env/policy.json"


@pytest.mark.parametrize(
    "path", ["nope.json", "../../outside.txt", "/etc/passwd", "~/x", "link.txt", "zip.bin", ""]
)
def test_file_that_cannot_be_read_is_missing_with_a_warning(
    site: CallSite, reported: list[Diagnostic], path: str
) -> None:
    result = call("file", (known(path),), site)
    assert isinstance(result, Unknown)
    assert result.reason is Reason.MISSING
    assert len(reported) == 1


def test_template_is_rendered_with_its_variables(site: CallSite) -> None:
    result = call("templatefile", (known("hello.tftpl"), mapping(name=known("you"))), site)
    assert isinstance(result, Known)
    assert result.value == "hello you"
    assert result.origin.span.path == "env/hello.tftpl"


def test_template_string_is_rendered_where_it_is_written(site: CallSite) -> None:
    template = known("hi ${name}", THERE)
    result = call("templatestring", (template, mapping(name=known("you"))), site)
    assert result == Known("hi you", THERE)


@pytest.mark.parametrize("name", ["templatefile", "templatestring"])
def test_templates_do_not_call_templates(
    site: CallSite, reported: list[Diagnostic], name: str
) -> None:
    inside = replace(site, template="templatefile")
    result = call(name, (known("hello.tftpl"), mapping(name=known("x"))), inside)
    assert isinstance(result, Unknown)
    assert reported[0].message.endswith("cannot be called inside of a `templatefile` template")


def test_template_strings_read_no_files(site: CallSite, reported: list[Diagnostic]) -> None:
    call("file", (known("policy.json"),), replace(site, template="templatestring"))
    assert [one.message for one in reported] == [
        "`file`: a templatestring template cannot read files"
    ]


@pytest.mark.parametrize(
    ("name", "arguments"),
    [
        ("element", (Sequence((known("a", THERE),), HERE), known(0))),
        ("lookup", (mapping(a=known(1, THERE)), known("a"))),
        ("coalesce", (known(None), known("x", THERE))),
        ("one", (Sequence((known("a", THERE),), HERE),)),
        ("tostring", (known("x", THERE),)),
    ],
)
def test_what_is_picked_keeps_its_own_place(
    site: CallSite, name: str, arguments: tuple[Value, ...]
) -> None:
    assert call(name, arguments, site).origin == THERE


def test_merged_entries_keep_their_places(site: CallSite) -> None:
    keys = {"a": THERE.span}
    first = Mapping({"a": known(1, THERE)}, HERE, key_spans=keys)
    result = call("merge", (first, mapping(b=known(2))), site)
    assert isinstance(result, Mapping)
    assert result.entries["a"].origin == THERE
    assert result.key_spans["a"] == THERE.span


def test_concatenated_items_keep_their_places(site: CallSite) -> None:
    first = Sequence((known("a", THERE),), HERE)
    result = call("concat", (first, Sequence((known("b"),), HERE)), site)
    assert isinstance(result, Sequence)
    assert [item.origin for item in result.items] == [THERE, HERE]


def test_formatted_text_stands_at_the_call(site: CallSite) -> None:
    assert call("format", (known("%s"), known("x", THERE)), site).origin == HERE


def test_mark_inside_an_argument_is_on_the_result(site: CallSite) -> None:
    secret = replace(known("a"), marks=SECRET)
    result = call("join", (known(","), Sequence((secret,), HERE)), site)
    assert isinstance(result, Known)
    assert result.sensitive


def test_mark_stays_inside_what_json_was_encoded_from(site: CallSite) -> None:
    secret = replace(known("a"), marks=SECRET)
    result = call("jsonencode", (mapping(open=known("b"), secret=secret),), site)
    assert isinstance(result, Known)
    assert result.sensitive
    assert isinstance(result.encoded, Mapping)
    assert result.encoded.entries["secret"] == secret
