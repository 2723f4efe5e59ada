"""The scanned tree: nothing outside of the root, nothing that is no plain file, nothing unbounded."""

from __future__ import annotations

import os
import socket
from pathlib import Path

import pytest

from iac_scan.errors import UsageError
from iac_scan.sources import Bounds, Diagnostic, Document, Gap, GapKind, Level
from iac_scan.sources.tree import SourceTree


def write(root: Path, files: dict[str, str | bytes]) -> None:
    for name, content in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())


def tree_of(*paths: Path, bounds: Bounds | None = None) -> SourceTree:
    return SourceTree.open(paths, bounds or Bounds())


def test_the_root_is_the_nearest_directory_with_git(tmp_path: Path) -> None:
    write(tmp_path, {"repo/.git/HEAD": "", "repo/infra/prod/main.tf": "", "other/x": ""})
    tree = tree_of(tmp_path / "repo" / "infra")
    assert tree.scanned == ("infra",)
    assert tree.exists("infra/prod/main.tf")
    assert not tree.exists("../other/x")


def test_a_file_named_git_marks_a_worktree(tmp_path: Path) -> None:
    write(tmp_path, {".git": "gitdir: elsewhere", "a/main.tf": ""})
    assert tree_of(tmp_path / "a").scanned == ("a",)


def test_without_git_the_root_is_what_the_paths_have_in_common(tmp_path: Path) -> None:
    write(tmp_path, {"a/x/main.tf": "", "a/y/main.tf": "", "b/main.tf": ""})
    assert tree_of(tmp_path / "a" / "x", tmp_path / "a" / "y").scanned == ("x", "y")
    assert tree_of(tmp_path / "a").scanned == (".",)
    assert tree_of(tmp_path / "b" / "main.tf").scanned == ("main.tf",)


def test_a_path_beside_the_repository_widens_the_root(tmp_path: Path) -> None:
    write(tmp_path, {"repo/.git/HEAD": "", "repo/main.tf": "", "other/main.tf": ""})
    assert tree_of(tmp_path / "repo", tmp_path / "other").scanned == ("repo", "other")


def test_a_path_that_does_not_exist_is_a_usage_error(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="does not exist"):
        tree_of(tmp_path / "missing")


def test_a_link_that_leads_nowhere_is_a_usage_error(tmp_path: Path) -> None:
    (tmp_path / "a").symlink_to(tmp_path / "b")
    with pytest.raises(UsageError, match="cannot be opened"):
        tree_of(tmp_path / "a")


def test_a_file_is_read_once(tmp_path: Path) -> None:
    write(tmp_path, {"a.tf": "x = 1\n"})
    tree = tree_of(tmp_path)
    first = tree.read("a.tf")
    (tmp_path / "a.tf").write_text("x = 2\n")
    assert isinstance(first, Document)
    assert tree.read("./a.tf") is first


def test_a_binary_file_is_said_to_be_no_text(tmp_path: Path) -> None:
    write(tmp_path, {"x.tf": b"\x7fELF\0\0", "y.tf": b"a = 1\n\xff\n"})
    tree = tree_of(tmp_path)
    binary, latin = tree.read("x.tf"), tree.read("y.tf")
    assert isinstance(binary, Diagnostic)
    assert (binary.level, binary.message) == (Level.ERROR, "`x.tf` is not text")
    assert isinstance(latin, Diagnostic)
    assert latin.message == "`y.tf` is not text: line 2 is not UTF-8"


def test_a_file_larger_than_the_bound_is_a_gap(tmp_path: Path) -> None:
    write(tmp_path, {"x.tf": "#" * 11, "y.tf": "#" * 10})
    tree = tree_of(tmp_path, bounds=Bounds(file_bytes=10))
    large = tree.read("x.tf")
    assert isinstance(large, Gap)
    assert (large.kind, large.message) == (
        GapKind.FILE,
        "`x.tf` is larger than 10 bytes and was not read",
    )
    assert isinstance(tree.read("y.tf"), Document)


def test_a_file_that_is_gone_is_a_diagnostic(tmp_path: Path) -> None:
    write(tmp_path, {"a.tf": ""})
    missing = tree_of(tmp_path).read("b.tf")
    assert isinstance(missing, Diagnostic)
    assert missing.message == "`b.tf` cannot be opened: no such file or directory"


@pytest.mark.skipif(os.geteuid() == 0, reason="the superuser may open every file")
def test_a_file_without_permission_is_a_diagnostic(tmp_path: Path) -> None:
    write(tmp_path, {"a.tf": ""})
    (tmp_path / "a.tf").chmod(0)
    found = tree_of(tmp_path).read("a.tf")
    assert isinstance(found, Diagnostic)
    assert found.message == "`a.tf` cannot be opened: permission denied"


@pytest.mark.parametrize(
    "path", ["../secret", "/etc/passwd", "in/../../secret", "link", "links/secret", "a\0b"]
)
def test_nothing_outside_of_the_root_is_read(tmp_path: Path, path: str) -> None:
    write(tmp_path, {"secret": "s", "root/in/main.tf": ""})
    (tmp_path / "root" / "link").symlink_to(tmp_path / "secret")
    (tmp_path / "root" / "links").symlink_to(tmp_path)
    tree = tree_of(tmp_path / "root")
    assert not isinstance(tree.read(path), Document)
    assert not tree.exists(path)
    assert not tree.is_directory(path)
    assert tree.files(path) == ()


def test_links_out_of_the_root_are_no_files_of_it(tmp_path: Path) -> None:
    write(tmp_path, {"secret.tf": "", "root/a.tf": "", "root/b/c.tf": ""})
    (tmp_path / "root" / "out.tf").symlink_to(tmp_path / "secret.tf")
    (tmp_path / "root" / "in.tf").symlink_to("b/c.tf")
    tree = tree_of(tmp_path / "root")
    assert tree.files(".") == ("a.tf", "in.tf")
    assert tree.leaving(".") == ("out.tf",)
    gap = tree.read("out.tf")
    assert isinstance(gap, Gap)
    assert gap.message == "`out.tf` leads out of the project and was not read"


def test_what_is_no_plain_file_is_never_opened(tmp_path: Path) -> None:
    write(tmp_path, {"a.tf": ""})
    os.mkfifo(tmp_path / "pipe.tf")
    server = socket.socket(socket.AF_UNIX)
    here = Path.cwd()
    os.chdir(tmp_path)
    try:
        server.bind("socket.tf")
    finally:
        os.chdir(here)
    tree = tree_of(tmp_path)
    assert tree.files(".") == ("a.tf",)
    found = tree.read("pipe.tf")
    assert isinstance(found, Diagnostic)
    assert found.message == "`pipe.tf` is not a plain file"
    server.close()


def test_a_directory_is_no_file(tmp_path: Path) -> None:
    write(tmp_path, {"a.tf/b.tf": ""})
    tree = tree_of(tmp_path)
    assert tree.files(".") == ()
    assert isinstance(tree.read("a.tf"), Diagnostic)


def test_names_with_odd_characters_are_found_again(tmp_path: Path) -> None:
    write(tmp_path, {"with space/ü [x] $'\"\n.tf": "a = 1\n"})
    tree = tree_of(tmp_path)
    [path] = tree.files("with space")
    assert isinstance(tree.read(path), Document)


def test_a_name_that_is_not_utf8_is_shown_escaped_and_found_again(tmp_path: Path) -> None:
    name = os.fsencode(tmp_path) + b"/caf\xe9.tf"
    try:
        with open(name, "wb") as file:  # noqa: PTH123 - the name is bytes
            file.write(b"a = 1\n")
    except OSError:
        pytest.skip("this file system takes no such names")
    tree = tree_of(tmp_path)
    assert tree.files(".") == ("caf\\xe9.tf",)
    assert isinstance(tree.read("caf\\xe9.tf"), Document)


@pytest.mark.parametrize(
    ("pattern", "expected"),
    [
        ("*.json", ("a.json", "b.json")),
        ("**/*.json", ("a.json", "b.json", "x/c.json", "x/y/d.json")),
        ("x/**", ("x/c.json", "x/y/d.json", "x/z.txt")),
        ("{a,b}.json", ("a.json", "b.json")),
        ("?.json", ("a.json", "b.json")),
        ("[^a].json", ("b.json",)),
        ("[a-b].json", ("a.json", "b.json")),
        ("x/*", ("x/c.json", "x/z.txt")),
        ("../*", ("../o.json",)),
        ("../../*", ()),
        ("x**/*.json", ("x/c.json",)),
        ("**.json", ("a.json", "b.json")),
        ("*/c.json", ("x/c.json",)),
        ("**/y/*", ("x/y/d.json",)),
        ("./x/../a.json", ("a.json",)),
        ("x", ()),
        ("[", ()),
        ("*.txt", ()),
    ],
)
def test_glob_matches_as_fileset_does(
    tmp_path: Path, pattern: str, expected: tuple[str, ...]
) -> None:
    write(
        tmp_path,
        {
            "p/a.json": "",
            "p/b.json": "",
            "p/x/c.json": "",
            "p/x/y/d.json": "",
            "p/x/z.txt": "",
            "o.json": "",
        },
    )
    assert tree_of(tmp_path).glob("p", pattern) == expected


def test_glob_follows_links_inside_the_root_and_no_loop(tmp_path: Path) -> None:
    write(tmp_path, {"root/x/a.json": "", "out/b.json": ""})
    (tmp_path / "root" / "link").symlink_to("x")
    (tmp_path / "root" / "x" / "up").symlink_to("..")
    (tmp_path / "root" / "out").symlink_to(tmp_path / "out")
    found = tree_of(tmp_path / "root").glob(".", "**/*.json")
    assert {"link/a.json", "x/a.json"} <= set(found)
    assert not any("b.json" in path for path in found)


def test_a_hostile_pattern_is_matched_in_time(tmp_path: Path) -> None:
    write(tmp_path, {"a" * 200: ""})
    assert tree_of(tmp_path).glob(".", "*a" * 60 + "b") == ()
    assert tree_of(tmp_path).glob(".", "{" * 1000) == ()
