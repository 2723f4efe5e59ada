"""Credentials written out in the code are found, and what only looks like one is not."""

from __future__ import annotations

import base64
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from iac_scan.graph import secrets
from iac_scan.graph.model import SecretKind, SecretLiteral
from iac_scan.sources.span import Origin, Span, Step
from iac_scan.values import Known, Piece, Text, through

if TYPE_CHECKING:
    from tests.graph.conftest import Code

KEY = "AKIAQ3HRB7LIGHTZ2XWN"
SECRET = "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"
TOKEN = "IQoJb3JpZ2luX2Vj" + "4sWzR1bYcP8hNfJ6uEaQ3oKi5VtB" * 4
ID, SAK = SecretKind.ACCESS_KEY_ID, SecretKind.SECRET_ACCESS_KEY


def _found(code: Code) -> list[tuple[SecretKind, str]]:
    return [(one.kind, one.attribute) for one in secrets.read(code.evaluation())]


def _only(code: Code) -> SecretLiteral:
    (one,) = secrets.read(code.evaluation())
    return one


def test_the_keys_of_a_provider_are_found(code: Code) -> None:
    code.loose.append(code.value({"provider.aws": {"access_key": KEY, "secret_key": SECRET}}))
    assert _found(code) == [(ID, "provider.aws.access_key"), (SAK, "provider.aws.secret_key")]


def test_the_token_of_a_provider_is_found(code: Code) -> None:
    code.loose.append(code.value({"provider.aws": {"token": "x9" + "Ab3/" * 40}}))
    assert _found(code) == [(SecretKind.SESSION_TOKEN, "provider.aws.token")]


def test_a_token_is_known_by_its_beginning(code: Code) -> None:
    code.add("aws_instance", "x", user_data=f"export T={TOKEN}")
    assert _found(code) == [(SecretKind.SESSION_TOKEN, "user_data")]


def test_the_secret_itself_is_not_kept(code: Code) -> None:
    code.add("aws_instance", "x", note=KEY)
    literal = _only(code)
    assert literal.masked == "AKIA........"
    assert KEY not in repr(literal)


def test_a_literal_in_a_resource_names_the_resource(code: Code) -> None:
    resource = code.add("aws_lambda_function", "f", environment=[{"variables": {"K": KEY}}])
    whole = Span("main.tf", 1, 1, 99, 1)
    code.resources[0] = replace(resource, body=whole)
    literal = _only(code)
    assert literal.place is not None
    assert literal.place.key == resource.key
    assert literal.attribute == "environment.variables.K"


def test_a_literal_of_a_variable_is_not_in_the_resource_that_uses_it(code: Code) -> None:
    value = code.value(KEY)
    code.loose.append(code.value({"variable.key": value}))
    used = through(value, Step("var.key", code.origin().span))
    code.add("aws_instance", "x", note=used)
    literal = _only(code)
    assert (literal.place, literal.attribute) == (None, "variable.key")


def test_a_name_tells_that_forty_characters_are_a_secret(code: Code) -> None:
    code.add("aws_lambda_function", "f", environment={"AWS_SECRET_ACCESS_KEY": SECRET})
    assert _found(code) == [(SAK, "environment.AWS_SECRET_ACCESS_KEY")]


def test_a_name_beside_a_value_tells_it_too(code: Code) -> None:
    item = {"name": "AWS_SECRET_ACCESS_KEY", "value": SECRET}
    code.add("AWS::ECS::TaskDefinition", "T", ContainerDefinitions=[{"Environment": [item]}])
    assert _found(code) == [(SAK, "ContainerDefinitions.Environment.AWS_SECRET_ACCESS_KEY")]


def test_a_key_id_nearby_tells_that_forty_characters_are_a_secret(code: Code) -> None:
    code.add("aws_lambda_function", "f", environment={"PARTNER_KEY": KEY, "PARTNER": SECRET})
    assert _found(code) == [(ID, "environment.PARTNER_KEY"), (SAK, "environment.PARTNER")]


def test_forty_characters_alone_are_no_secret(code: Code) -> None:
    code.add("aws_lambda_function", "f", source_code_hash=SECRET)
    assert _found(code) == []


@pytest.mark.parametrize(
    "line",
    [
        f"export AWS_SECRET_ACCESS_KEY={SECRET}",
        f"aws_secret_access_key = {SECRET}",
        f"aws configure set aws_secret_access_key {SECRET}",
        f'{{"secretAccessKey": "{SECRET}"}}',
        f'[{{"name": "AWS_SECRET_ACCESS_KEY", "value": "{SECRET}"}}]',
        f'{{\\"secret_key\\":\\"{SECRET}\\"}}',
    ],
)
def test_a_name_in_a_text_tells_of_a_secret(code: Code, line: str) -> None:
    code.add("aws_instance", "x", user_data=f"#!/bin/sh\n{line}\n")
    assert _found(code) == [(SAK, "user_data")]


@pytest.mark.parametrize(
    "text",
    [
        "AROAQ3HRB7LIGHTZ2XWN",  # a role
        "AIDAQ3HRB7LIGHTZ2XWN",  # a user
        "AKIAXXXXXXXXXXXXXXXX",  # a placeholder
        "AKIAABCDEFGHIJKLMNOP",  # another
        "AKIAQ3HRB7LIGHTZ2XW1",  # not base32
        "AKIAQ3HRB7LIGHTZ2XWNQ",  # too long
        "xAKIAQ3HRB7LIGHTZ2XWN",  # part of a word
    ],
)
def test_what_is_no_key_id_is_left_alone(code: Code, text: str) -> None:
    code.add("aws_instance", "x", user_data=text)
    assert _found(code) == []


@pytest.mark.parametrize(
    "text",
    [
        "9b74c9897bac770ffc029102a200c5de0f5e4d5b",  # a digest
        "/opt/My/Application/Config/Settings/9/Ab",  # a path
        "your-secret-access-key-goes-here-thank-u",  # a placeholder
        "XXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXX",  # another
        "arn:aws:iam::111122223333:role/Something",  # an ARN
        SECRET + "A",  # too long
    ],
)
def test_what_is_no_secret_is_left_alone_under_any_name(code: Code, text: str) -> None:
    code.add("aws_instance", "x", secret_key=text)
    assert _found(code) == []


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("access_key", "AKIAIOSFODNN7EXAMPLE"),
        ("access_key", "AKIAI44QH8DHBEXAMPLE"),
        ("secret_key", "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY"),
        ("secret_key", "je7MtGbClwBF/2Zp9Utk/h3yCo8nvbEXAMPLEKEY"),
    ],
)
def test_examples_of_the_documentation_are_marked(code: Code, name: str, text: str) -> None:
    code.add("aws_instance", "x", tags={name: text})
    assert _only(code).documented


def test_a_literal_in_a_heredoc_stands_on_its_own_line(code: Code) -> None:
    text = f"#!/bin/sh\nexport K={KEY}\n"
    first = Span("main.tf", 11, 5, 11, 14, 100, 109)
    second = Span("main.tf", 12, 5, 12, 34, 114, 143)
    origin = Origin(Span("main.tf", 10, 1, 13, 4))
    layout = (Piece(0, first), Piece(10, second))
    code.add("aws_instance", "x", user_data=Known(text, origin, layout=layout))
    span = _only(code).origin.span
    assert (span.start_line, span.start_column, span.end_column) == (12, 14, 34)
    assert (span.start_byte, span.end_byte) == (123, 143)


def test_a_literal_beside_a_hole_is_found(code: Code) -> None:
    text = Text(("host=", code.unknown(), f" key={KEY}"), code.origin())
    code.add("aws_instance", "x", user_data=text)
    assert _found(code) == [(ID, "user_data")]


def test_text_behind_base64_is_searched(code: Code) -> None:
    text = base64.b64encode(f"export AWS_ACCESS_KEY_ID={KEY}\n".encode()).decode()
    code.add("aws_instance", "x", user_data_base64=text)
    assert _found(code) == [(ID, "user_data_base64")]


def test_text_that_is_written_plain_is_not_found_again_behind_base64(code: Code) -> None:
    plain = f"export AWS_ACCESS_KEY_ID={KEY}\n"
    outer = Origin(Span("main.tf", 10, 1, 13, 4))
    layout = (Piece(0, Span("main.tf", 11, 5, 11, 50, 5, 50)),)
    code.loose.append(Known(plain, outer, layout=layout))
    encoded = Known(base64.b64encode(plain.encode()).decode(), outer)
    code.add("AWS::EC2::Instance", "X", UserData=encoded)
    literal = _only(code)
    assert literal.attribute == "UserData"
    assert literal.origin.span.start_line == 11


def test_a_literal_that_is_used_twice_is_one(code: Code) -> None:
    value = code.value(KEY)
    code.add("aws_instance", "a", note=value)
    code.add("aws_instance", "b", note=value)
    assert len(_found(code)) == 1


def test_a_literal_that_another_text_takes_in_is_one(code: Code) -> None:
    code.loose.append(code.value({"local.id": KEY}))
    part = Piece(4, Span("main.tf", 11, 20, 11, 60, 119, 159), written=False)
    layout = (Piece(0, Span("main.tf", 11, 14, 11, 18, 113, 117)), part)
    user = Known(f"key={KEY}", Origin(Span("main.tf", 11, 13, 11, 62)), layout=layout)
    code.add("aws_instance", "x", user_data=user)
    made = Known(f"id {KEY} id", Origin(Span("main.tf", 12, 13, 12, 90)))
    code.add("aws_instance", "y", user_data=made)
    assert _found(code) == [(ID, "local.id")]


def test_a_literal_that_is_written_twice_is_two(code: Code) -> None:
    code.loose.append(code.value({"local.id": KEY}))
    text = f"key={KEY}"
    quoted = Origin(Span("main.tf", 11, 13, 11, 13 + len(text) + 2))
    code.add("aws_instance", "x", user_data=Known(text, quoted))
    assert len(_found(code)) == 2


def test_a_literal_that_only_a_function_makes_is_where_it_is_made(code: Code) -> None:
    made = Known(f"id {KEY} id", Origin(Span("main.tf", 12, 13, 12, 90)))
    code.add("aws_instance", "y", user_data=made)
    assert _only(code).origin.span == Span("main.tf", 12, 13, 12, 90)


def test_encoded_json_is_searched_value_by_value(code: Code) -> None:
    inner = code.value([{"environment": [{"name": "AWS_SECRET_ACCESS_KEY", "value": SECRET}]}])
    code.add(
        "aws_ecs_task_definition",
        "t",
        container_definitions=Known("[...]", code.origin(), encoded=inner),
    )
    assert _found(code) == [(SAK, "container_definitions.environment.AWS_SECRET_ACCESS_KEY")]


def test_a_bare_value_is_named_by_the_property_around_it(code: Code) -> None:
    whole = Span("main.tf", 10, 1, 13, 4)
    bare = Known(f"export K={KEY}", Origin(Span("main.tf", 11, 5, 11, 40)))
    code.loose.append(bare)
    hidden = replace(code.unknown(), origin=Origin(whole))
    code.add("AWS::EC2::Instance", "X", UserData=hidden)
    code.resources[0] = replace(code.resources[0], body=Span("main.tf", 9, 1, 14, 1))
    assert _found(code) == [(ID, "UserData")]


def test_a_literal_in_a_file_belongs_to_the_resource_that_reads_the_file(code: Code) -> None:
    step = Step('templatefile("boot.sh")', Span("main.tf", 11, 5, 11, 40))
    text = Known(f"export K={KEY}", Origin(Span("boot.sh", 1, 1, 1, 30), (step,)))
    code.add("aws_instance", "x", user_data=text)
    code.resources[0] = replace(code.resources[0], body=Span("main.tf", 9, 1, 14, 1))
    literal = _only(code)
    assert literal.place is not None
    assert literal.origin.span.path == "boot.sh"
