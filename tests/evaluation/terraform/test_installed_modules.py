"""Modules that `terraform init` has put on disk, and those that it would have to put there."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from iac_scan.evaluation.result import Evaluation
from iac_scan.evaluation.terraform.installed import satisfies
from iac_scan.sources.diagnostics import GapKind
from iac_scan.values import Truth

from .reading import addresses

Evaluate = Callable[..., Evaluation]

TERRAFORM = shutil.which("terraform")
USER = 'resource "aws_iam_user" "u" {}'
RUN = "`terraform init -backend=false` downloads it"


def listed(*modules: tuple[str, str, str, str]) -> dict[str, str]:
    """Return the file that lists modules by key, source, version and directory."""
    entries = [
        {"Key": key, "Source": source, "Version": version, "Dir": directory}
        for key, source, version, directory in modules
    ]
    return {".terraform/modules/modules.json": json.dumps({"Modules": entries})}


def call(source: str, version: str = "") -> str:
    asked = f'\n version = "{version}"' if version else ""
    return f'module "m" {{\n source = "{source}"{asked}\n}}\n'


def test_installed_module_calls_others_by_its_own_name_and_its_own_paths(run: Evaluate) -> None:
    at = ".terraform/modules"
    evaluation = run(
        {
            "main.tf": call("a/b/aws", "~> 1.0"),
            f"{at}/m/main.tf": USER
            + '\nmodule "near" { source = "./near" }\nmodule "far" { source = "c/d/aws" }',
            f"{at}/m/near/main.tf": USER,
            f"{at}/m.far/main.tf": USER,
        }
        | listed(
            ("m", "registry.terraform.io/a/b/aws", "1.4.2", f"{at}/m"),
            ("m.near", "./near", "", f"{at}/m/near"),
            ("m.far", "registry.terraform.io/c/d/aws", "3.0.0", f"{at}/m.far"),
        )
    )
    assert addresses(evaluation) == [
        "module.m.aws_iam_user.u",
        "module.m.module.far.aws_iam_user.u",
        "module.m.module.near.aws_iam_user.u",
    ]
    assert evaluation.gaps == ()


@pytest.mark.parametrize(
    ("source", "spelt"),
    [
        ("a/b/aws//modules/x", "registry.terraform.io/a/b/aws//modules/x"),
        ("registry.terraform.io/a/b/aws//modules/x", "registry.terraform.io/a/b/aws//modules/x"),
        ("github.com/a/b//modules/x?ref=v1", "git::https://github.com/a/b.git//modules/x?ref=v1"),
        (
            "git@github.com:a/b.git//modules/x?ref=v1",
            "git::ssh://git@github.com/a/b.git//modules/x?ref=v1",
        ),
        ("git::https://example.com/a.git//modules/x", "git::https://example.com/a.git//modules/x"),
    ],
)
def test_directory_inside_of_a_package_is_where_the_list_says(
    run: Evaluate, source: str, spelt: str
) -> None:
    directory = ".terraform/modules/m/modules/x"
    evaluation = run(
        {"main.tf": call(source), f"{directory}/main.tf": USER}
        | listed(("m", spelt, "", directory))
    )
    assert addresses(evaluation) == ["module.m.aws_iam_user.u"]
    assert evaluation.gaps == ()


@pytest.mark.parametrize(
    ("code", "spelt", "version", "wrong"),
    [
        (
            call("a/b/aws", "~> 2.0"),
            "registry.terraform.io/a/b/aws",
            "1.4.2",
            "is installed in version `1.4.2`, expected `~> 2.0`",
        ),
        (
            call("a/c/aws"),
            "registry.terraform.io/a/b/aws",
            "1.4.2",
            "is installed from `registry.terraform.io/a/b/aws`",
        ),
        (
            call("github.com/a/b?ref=v2"),
            "git::https://github.com/a/b.git?ref=v1",
            "",
            "is installed from `git::https://github.com/a/b.git?ref=v1`",
        ),
    ],
    ids=["version", "registry", "ref"],
)
def test_module_that_is_not_the_one_that_is_called_is_a_gap(
    run: Evaluate, code: str, spelt: str, version: str, wrong: str
) -> None:
    directory = ".terraform/modules/m"
    evaluation = run(
        {"main.tf": code, f"{directory}/main.tf": USER} | listed(("m", spelt, version, directory))
    )
    assert evaluation.resources == ()
    (gap,) = evaluation.gaps
    assert (gap.kind, gap.help) == (GapKind.MODULE, RUN)
    assert gap.message.endswith(wrong)


def test_local_module_without_files_is_a_gap_that_says_what_to_do(run: Evaluate) -> None:
    (gap,) = run(call("./gone")).gaps
    assert gap.message == "module `m` from `./gone` is not on disk"
    assert gap.help == "bring its folder to that path"


@pytest.mark.parametrize(
    ("listed", "help"),
    [
        ("shared", "`git submodule update --init` brings it"),
        ('"shared/aws"', "`git submodule update --init` brings it"),
        ("share", "bring its folder to that path"),
        ("shared/aws/m/inner", "bring its folder to that path"),
    ],
)
def test_module_of_a_submodule_that_is_empty_is_a_gap_that_names_git(
    run: Evaluate, listed: str, help: str
) -> None:
    modules = f'[submodule "s"]\n\tpath = {listed}\n\turl = https://example.com/s.git\n'
    code = call("../shared/aws/m")
    (gap,) = run({"prod/main.tf": code, ".gitmodules": modules}).gaps
    assert gap.help == help


def test_source_that_is_no_plain_string_is_a_gap_that_says_so(run: Evaluate) -> None:
    (gap,) = run('variable "v" {}\nmodule "m" { source = "./${var.v}" }').gaps
    assert gap.message == "module `m` has no literal source"
    assert gap.help is not None
    assert gap.help.startswith("write the source out")


CONSTRAINTS = """
    1.11.4; = 1.11.4; != 1.11.4; 1.11; > 1.11.3; >= 1.11.4; < 1.11.4; <= 1.11.4; ~> 1.11.0
    ~> 1.11.5; ~> 1.10; ~> 1.12; ~> 1; ~> 0; ~> 0.14; ~> 1.0.0; >= 1.0, < 2.0
    >= 1.0, < 1.11.4; >=1.3,!= 1.4.0; ~> 1.9, > 1.11
"""


@pytest.mark.skipif(TERRAFORM is None, reason="terraform is not installed")
def test_versions_satisfy_what_terraform_says_they_do(tmp_path: Path) -> None:
    assert TERRAFORM is not None
    told = json.loads(
        subprocess.run([TERRAFORM, "version", "-json"], capture_output=True, check=True).stdout
    )
    version = told["terraform_version"]
    for number, constraint in enumerate(re.split(r"[;\n]", CONSTRAINTS.strip())):
        folder = tmp_path / str(number)
        folder.mkdir()
        (folder / "main.tf").write_text(f'terraform {{ required_version = "{constraint}" }}')
        done = subprocess.run(
            [TERRAFORM, "validate", "-no-color"], cwd=folder, capture_output=True, check=False
        )
        assert satisfies(version, constraint) is Truth.of(done.returncode == 0), constraint


def test_constraint_that_cannot_be_read_decides_nothing() -> None:
    assert satisfies("1.0.0", "latest") is Truth.UNKNOWN
    assert satisfies("1.0.0-rc1", ">= 1.0") is Truth.UNKNOWN


def test_local_module_outside_of_what_is_scanned_is_a_gap_that_says_so(run: Evaluate) -> None:
    (gap,) = run(call("../gone")).gaps
    assert gap.message == "module `m` from `../gone` is outside of what is scanned"
    assert gap.help == "scan the folder that holds both, or the whole repository"


@pytest.mark.parametrize("text", ["{", "[]", "[" * 100_000, '{"Modules": [3, {"Key": 1}]}', ""])
def test_list_of_modules_that_cannot_be_read_leaves_a_gap(run: Evaluate, text: str) -> None:
    evaluation = run({"main.tf": call("a/b/aws"), ".terraform/modules/modules.json": text})
    assert [gap.message for gap in evaluation.gaps] == ["module `m` from `a/b/aws` is not on disk"]
