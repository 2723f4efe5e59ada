"""Functions of the AWS provider, as its documentation and its own tests have them."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from iac_scan.evaluation.functions.call import CallSite
from iac_scan.evaluation.functions.table import call
from iac_scan.sources.span import Origin, Span
from iac_scan.values import Known, Mapping, Reason, Text, Unknown, Value

MakeSite = Callable[[], CallSite]

HERE = Origin(Span("main.tf", 1, 1, 1, 2))
VARIABLE = Unknown(Reason.NO_VALUE, "`var.x` has no value", HERE)


def _called(name: str, site: CallSite, *arguments: str | Value) -> object:
    values = tuple(Known(one, HERE) if isinstance(one, str) else one for one in arguments)
    result = call(f"provider::aws::{name}", values, site)
    match result:
        case Known(value=value):
            return value
        case Mapping(entries=entries):
            return tuple(
                entry.value if isinstance(entry, Known) else ... for entry in entries.values()
            )
        case Unknown(reason=Reason.INVALID, detail=detail):
            return detail
        case _:
            return ...


@pytest.mark.parametrize(
    ("arn", "sections"),
    [
        (
            "arn:aws:iam::444455556666:role/example",
            ("444455556666", "aws", "", "role/example", "iam"),
        ),
        ("arn:aws-cn:s3:::bucket/key", ("", "aws-cn", "", "bucket/key", "s3")),
        ("arn:aws:rds:eu-west-1:1:db:mine:x", ("1", "aws", "eu-west-1", "db:mine:x", "rds")),
        ("arn:::::", ("", "", "", "", "")),
        ("arn: a :b:c:d:e ", ("d", " a ", "c", "e ", "b")),
    ],
)
def test_arn_has_six_sections_and_the_last_may_have_colons(
    arn: str, sections: tuple[str, ...], make_site: MakeSite
) -> None:
    """In the order of the names: account, partition, region, resource, service."""
    assert _called("arn_parse", make_site(), arn) == sections


@pytest.mark.parametrize(
    ("arn", "problem"),
    [
        ("invalid", "expected an ARN, which begins with `arn:`"),
        ("", "expected an ARN, which begins with `arn:`"),
        (" arn:aws:iam::1:role/x", "expected an ARN, which begins with `arn:`"),
        ("ARN:aws:iam::1:role/x", "expected an ARN, which begins with `arn:`"),
        ("arn:aws:iam::1", "expected an ARN of six sections, got 5"),
        ("arn:", "expected an ARN of six sections, got 2"),
    ],
)
@pytest.mark.parametrize("name", ["arn_parse", "trim_iam_role_path"])
def test_text_that_is_no_arn_is_refused(
    arn: str, problem: str, name: str, make_site: MakeSite
) -> None:
    assert _called(name, make_site(), arn) == f"`provider::aws::{name}`: {problem}"


def test_sections_are_joined_as_they_are(make_site: MakeSite) -> None:
    sections = ("aws", "iam", "", "444455556666", "role/example")
    built = "arn:aws:iam::444455556666:role/example"
    assert _called("arn_build", make_site(), *sections) == built
    assert _called("arn_build", make_site(), "", ":", "", "", "a/b:c") == "arn::::::a/b:c"


@pytest.mark.parametrize(
    ("arn", "trimmed"),
    [
        ("arn:aws:iam::444455556666:role/example", "arn:aws:iam::444455556666:role/example"),
        (
            "arn:aws:iam::444455556666:role/with/some/path/parts/example",
            "arn:aws:iam::444455556666:role/example",
        ),
        ("arn:aws-us-gov:iam::1:role/a/", "arn:aws-us-gov:iam::1:role/"),
        ("arn:aws:iam::1:role/a:b/c:d", "arn:aws:iam::1:role/c:d"),
    ],
)
def test_name_of_a_role_is_what_follows_the_last_slash(
    arn: str, trimmed: str, make_site: MakeSite
) -> None:
    assert _called("trim_iam_role_path", make_site(), arn) == trimmed


@pytest.mark.parametrize(
    ("arn", "problem"),
    [
        ("arn:aws:s3:::bucket/foo", "expected `iam` as the service of the ARN"),
        ("arn:aws:iam:us-east-1:444455556666:role/example", "expected no region in the ARN"),
        (
            "arn:aws:iam::444455556666:policy/example",
            "expected a resource that begins with `role/`",
        ),
        ("arn:aws:iam::444455556666:role", "expected a resource that begins with `role/`"),
    ],
)
def test_path_of_anything_but_a_role_is_refused(
    arn: str, problem: str, make_site: MakeSite
) -> None:
    called = _called("trim_iam_role_path", make_site(), arn)
    assert called == f"`provider::aws::trim_iam_role_path`: {problem}"


@pytest.mark.parametrize(
    "parts",
    [
        ("arn:aws:iam::1:", VARIABLE),
        ("arn:aws:iam::1:ro", VARIABLE),
        ("arn:aws:iam::1:role/", VARIABLE),
        ("arn:aws:", VARIABLE, "::1:role/x"),
        (VARIABLE, ":aws:iam::1:role/x"),
    ],
)
def test_role_of_which_a_part_is_not_known_is_not_known(
    parts: tuple[str | Unknown, ...], make_site: MakeSite
) -> None:
    assert _called("trim_iam_role_path", make_site(), Text(parts, HERE)) is ...


def test_beginning_that_is_wrong_is_refused_whatever_follows(make_site: MakeSite) -> None:
    text = Text(("urn:", VARIABLE), HERE)
    problem = "`provider::aws::arn_parse`: expected an ARN, which begins with `arn:`"
    assert _called("arn_parse", make_site(), text) == problem
