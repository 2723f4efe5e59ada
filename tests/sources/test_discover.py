"""What there is to scan below the given paths."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from iac_scan.sources import Bounds, Level
from iac_scan.sources.discover import Discovery, discover, terraform_files
from iac_scan.sources.tree import SourceTree

TEMPLATE = "Resources:\n  User:\n    Type: AWS::IAM::User\n"


def write(root: Path, files: dict[str, str]) -> None:
    for name, content in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content)


def found(
    *paths: Path,
    exclude: tuple[str, ...] = (),
    gitignore: bool = True,
    bounds: Bounds | None = None,
) -> Discovery:
    return discover(
        SourceTree.open(paths, bounds or Bounds()), exclude=exclude, gitignore=gitignore
    )


@pytest.mark.parametrize(
    ("name", "counts"),
    [
        ("main.tf", True),
        ("main.tf.json", True),
        ("main.tofu", True),
        ("main.tofu.json", True),
        ("a.tftest.hcl", False),
        ("a.tfvars", False),
        ("a.tfstate", False),
        (".hidden.tf", False),
        ("main.tf~", False),
        ("#main.tf#", False),
        ("main.tf.bak", False),
    ],
)
def test_terraform_is_told_by_the_name(tmp_path: Path, name: str, counts: bool) -> None:
    write(tmp_path, {f"a/{name}": ""})
    assert found(tmp_path).terraform == (("a",) if counts else ())


def test_directories_of_other_peoples_code_are_skipped(tmp_path: Path) -> None:
    skipped = (".git", ".terraform/modules/m", "node_modules/x", ".hidden")
    write(tmp_path, {f"{name}/main.tf": "" for name in skipped})
    write(tmp_path, {f"{name}/t.yaml": TEMPLATE for name in skipped})
    assert (found(tmp_path).terraform, found(tmp_path).templates) == ((), ())


def test_a_skipped_directory_that_is_named_is_scanned(tmp_path: Path) -> None:
    write(tmp_path, {"node_modules/t.yaml": TEMPLATE})
    assert found(tmp_path / "node_modules").templates == ("t.yaml",)


_ASSEMBLY = {
    f"app/cdk.out/{name}": '{"Resources": {"A": {"Type": "AWS::S3::Bucket"}}}'
    for name in ("A.template.json", "assembly-B/B.template.json", "asset.1/T.template.json")
} | {"app/cdk.out/manifest.json": "{}", "app/cdk.out/assembly-B/manifest.json": "{}"}


def test_output_of_the_cdk_is_scanned_but_for_copies_of_code(tmp_path: Path) -> None:
    write(tmp_path, _ASSEMBLY)
    discovery = found(tmp_path)
    assert discovery.templates == (
        "app/cdk.out/A.template.json",
        "app/cdk.out/assembly-B/B.template.json",
    )
    assert discovery.gaps == ()


def test_directory_that_is_named_like_an_asset_is_scanned(tmp_path: Path) -> None:
    write(tmp_path, {"asset.1/t.yaml": TEMPLATE})
    assert found(tmp_path).templates == ("asset.1/t.yaml",)


def test_output_of_the_cdk_that_gitignore_leaves_out_is_a_gap(tmp_path: Path) -> None:
    write(tmp_path, {**_ASSEMBLY, ".git/HEAD": "", "app/.gitignore": "cdk.out\n"})
    discovery = found(tmp_path)
    (gap,) = discovery.gaps
    assert discovery.templates == ()
    assert (gap.span.path, gap.help) == (
        "app/cdk.out/manifest.json",
        "scan `app/cdk.out` by name, or give --no-gitignore",
    )
    assert len(found(tmp_path, gitignore=False).templates) == 2
    assert found(tmp_path / "app" / "cdk.out").gaps == ()


def test_output_of_the_cdk_that_the_user_excludes_is_no_gap(tmp_path: Path) -> None:
    write(tmp_path, {**_ASSEMBLY, ".git/HEAD": "", "app/.gitignore": "cdk.out\n"})
    assert found(tmp_path, exclude=("cdk.out",)).gaps == ()


@pytest.mark.parametrize(
    ("name", "text", "counts"),
    [
        ("serverless.yml", "service: a\nprovider:\n  name: aws\n", True),
        ("serverless.json", '{\n  "service": "a",\n  "provider": {"name": "aws"}\n}', True),
        ("serverless.yaml", "openapi: 3.0.0\n", False),
        ("other.yml", "service: a\nprovider:\n  name: aws\n", False),
    ],
)
def test_configuration_of_the_serverless_framework_is_a_gap(
    tmp_path: Path, name: str, text: str, counts: bool
) -> None:
    write(tmp_path, {f"a/{name}": text})
    discovery = found(tmp_path)
    assert discovery.templates == ()
    assert [gap.span.path for gap in discovery.gaps] == [f"a/{name}"] * counts


@pytest.mark.parametrize("name", ["terragrunt.hcl", "terragrunt.hcl.json", "terragrunt.stack.hcl"])
def test_configuration_of_terragrunt_is_a_gap(tmp_path: Path, name: str) -> None:
    write(tmp_path, {f"live/{name}": "{}", "modules/m/main.tf": ""})
    (gap,) = found(tmp_path).gaps
    assert gap.message == f"`live/{name}` is of Terragrunt, which this scan does not read"
    assert found(tmp_path / "live" / name).gaps[0].help == gap.help
    assert found(tmp_path, exclude=("live",)).gaps == ()


def test_other_configuration_in_hcl_is_no_gap(tmp_path: Path) -> None:
    write(tmp_path, {"root.hcl": "", ".terraform.lock.hcl": "", "nomad.hcl": ""})
    assert found(tmp_path).gaps == ()


def test_gitignore_leaves_out_files_and_directories(tmp_path: Path) -> None:
    write(
        tmp_path,
        {
            ".git/HEAD": "",
            ".gitignore": "build/\n*.local.yaml\n/gen.yaml\n",
            "build/main.tf": "",
            "x.local.yaml": TEMPLATE,
            "gen.yaml": TEMPLATE,
            "sub/gen.yaml": TEMPLATE,
            "sub/build/main.tf": "",
        },
    )
    assert found(tmp_path).terraform == ()
    assert found(tmp_path).templates == ("sub/gen.yaml",)
    assert found(tmp_path, gitignore=False).terraform == ("build", "sub/build")


def test_the_nearest_gitignore_has_the_last_word(tmp_path: Path) -> None:
    write(
        tmp_path,
        {
            ".gitignore": "*.yaml\n",
            "a.yaml": TEMPLATE,
            "sub/.gitignore": "!keep.yaml\nlost.json\n",
            "sub/keep.yaml": TEMPLATE,
            "sub/other.yaml": TEMPLATE,
            "lost.json": '{"Resources": {"A": {"Type": "AWS::S3::Bucket"}}}',
            "sub/lost.json": '{"Resources": {"A": {"Type": "AWS::S3::Bucket"}}}',
        },
    )
    assert found(tmp_path).templates == ("lost.json", "sub/keep.yaml")


def test_the_gitignore_above_the_scanned_path_counts(tmp_path: Path) -> None:
    write(
        tmp_path,
        {".git/HEAD": "", ".gitignore": "gen/\n", "infra/gen/main.tf": "", "infra/a.tf": ""},
    )
    assert found(tmp_path / "infra").terraform == ("infra",)


def test_a_directory_that_is_named_is_scanned_though_it_is_ignored(tmp_path: Path) -> None:
    write(
        tmp_path,
        {
            ".git/HEAD": "",
            ".gitignore": "gen/\n",
            "gen/main.tf": "",
            "gen/.gitignore": "sub/\n",
            "gen/sub/main.tf": "",
        },
    )
    assert found(tmp_path / "gen").terraform == ("gen",)


def test_a_file_that_is_named_is_scanned_though_it_is_ignored(tmp_path: Path) -> None:
    write(tmp_path, {".git/HEAD": "", ".gitignore": "*\n", "gen.yaml": TEMPLATE, "main.tf": ""})
    assert found(tmp_path).templates == ()
    assert found(tmp_path / "gen.yaml").templates == ("gen.yaml",)
    assert found(tmp_path / "main.tf").terraform == (".",)


def test_a_line_of_gitignore_that_is_no_pattern_spoils_no_other(tmp_path: Path) -> None:
    write(tmp_path, {".gitignore": "[\n!\n\\\na.yaml\n", "a.yaml": TEMPLATE, "b.yaml": TEMPLATE})
    assert found(tmp_path).templates == ("b.yaml",)


def test_a_hostile_pattern_in_gitignore_is_matched_in_time(tmp_path: Path) -> None:
    write(tmp_path, {".gitignore": "*a" * 60 + "b\n", "a" * 200 + ".yaml": TEMPLATE})
    assert len(found(tmp_path).templates) == 1


def test_exclude_has_the_last_word(tmp_path: Path) -> None:
    write(tmp_path, {"a/main.tf": "", "b/main.tf": "", "c/t.yaml": TEMPLATE})
    both = found(tmp_path, exclude=("b/", "*.yaml"))
    assert (both.terraform, both.templates) == (("a",), ())
    assert found(tmp_path / "c" / "t.yaml", exclude=("t.yaml",)).templates == ()


def test_an_ignored_file_in_a_scanned_directory_is_left_out_of_its_files(tmp_path: Path) -> None:
    write(tmp_path, {"main.tf": "", "old.tf": "", ".x.tf": ""})
    discovery = found(tmp_path, exclude=("old.tf",))
    assert discovery.left_out == {"old.tf"}
    tree = SourceTree.open([tmp_path], Bounds())
    assert terraform_files(tree, ".", discovery.left_out) == ("main.tf",)


def test_a_named_file_that_is_neither_is_said_to_be_so(tmp_path: Path) -> None:
    write(tmp_path, {"notes.txt": "hello", "a.tfvars": "a = 1", "k8s.yaml": "kind: Pod\n"})
    for name in ("notes.txt", "a.tfvars", "k8s.yaml"):
        [warning] = found(tmp_path / name).diagnostics
        assert warning.level is Level.WARNING
        assert warning.message == f"`{name}` is neither Terraform nor a CloudFormation template"


def test_a_named_file_of_any_name_may_be_a_template(tmp_path: Path) -> None:
    write(tmp_path, {"stack.txt": TEMPLATE})
    assert found(tmp_path).templates == ()
    assert found(tmp_path / "stack.txt").templates == ("stack.txt",)


def test_links_that_form_a_loop_are_walked_once(tmp_path: Path) -> None:
    write(tmp_path, {"a/main.tf": "", "a/t.yaml": TEMPLATE})
    (tmp_path / "a" / "up").symlink_to(tmp_path)
    (tmp_path / "b").symlink_to("a")
    (tmp_path / "a" / "same.yaml").symlink_to("t.yaml")
    (tmp_path / "self").symlink_to("self")
    assert found(tmp_path).terraform == ("a",)
    assert found(tmp_path).templates == ("a/t.yaml",)


def test_a_link_to_a_directory_inside_the_project_is_followed(tmp_path: Path) -> None:
    write(tmp_path, {".git/HEAD": "", "shared/main.tf": "", "infra/x.txt": ""})
    (tmp_path / "infra" / "shared").symlink_to("../shared")
    assert found(tmp_path / "infra").terraform == ("infra/shared",)


def test_a_link_out_of_the_project_is_a_gap(tmp_path: Path) -> None:
    write(tmp_path, {"out/main.tf": "", "root/a.tf": ""})
    (tmp_path / "root" / "modules").symlink_to(tmp_path / "out")
    (tmp_path / "root" / "b.tf").symlink_to(tmp_path / "out" / "main.tf")
    discovery = found(tmp_path / "root")
    assert discovery.terraform == (".",)
    assert [gap.message for gap in discovery.gaps] == [
        "the link `b.tf` leads out of the project and was not followed",
        "the link `modules` leads out of the project and was not followed",
    ]


@pytest.mark.skipif(os.geteuid() == 0, reason="the superuser may open every directory")
def test_a_directory_without_permission_is_a_diagnostic(tmp_path: Path) -> None:
    write(tmp_path, {"a/main.tf": "", "b/main.tf": ""})
    (tmp_path / "a").chmod(0)
    try:
        discovery = found(tmp_path)
    finally:
        (tmp_path / "a").chmod(0o700)
    assert discovery.terraform == ("b",)
    assert [d.message for d in discovery.diagnostics] == ["`a` cannot be opened: permission denied"]


@pytest.mark.skipif(os.geteuid() == 0, reason="the superuser may open every directory")
def test_a_named_directory_without_permission_is_a_diagnostic(tmp_path: Path) -> None:
    write(tmp_path, {"a/main.tf": ""})
    (tmp_path / "a").chmod(0)
    try:
        [diagnostic] = found(tmp_path / "a").diagnostics
    finally:
        (tmp_path / "a").chmod(0o700)
    assert diagnostic.message == "`.` cannot be opened: permission denied"


def test_a_template_larger_than_the_bound_is_still_found(tmp_path: Path) -> None:
    write(tmp_path, {"t.yaml": TEMPLATE + "#" * 200})
    assert found(tmp_path, bounds=Bounds(file_bytes=100)).templates == ("t.yaml",)
