"""Policy values become documents; what is not known of one is a gap."""

from __future__ import annotations

from typing import TYPE_CHECKING

from iac_scan.graph.policies import read_document
from iac_scan.iam.policy import PolicyDocument, PolicyKind
from iac_scan.sources.diagnostics import Gap, GapKind
from iac_scan.values import Absent, Known, Sequence, Text, Truth, Value

if TYPE_CHECKING:
    from tests.graph.conftest import Code

ALLOW = '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:*","Resource":"*"}]}'


def _read(code: Code, value: Value) -> tuple[PolicyDocument, tuple[Gap, ...]]:
    return read_document(value, PolicyKind.IDENTITY, "policy `p`", code.origin())


def test_json_text_is_read(code: Code) -> None:
    document, gaps = _read(code, code.value(ALLOW))
    assert (len(document.statements), document.unread, gaps) == (1, None, ())


def test_an_encoded_value_is_read_with_its_own_lines(code: Code) -> None:
    inner = code.value({"Statement": [{"Effect": "Allow", "Action": "s3:*", "Resource": "*"}]})
    document, _ = _read(code, Known("{}", code.origin(), encoded=inner))
    assert document.statements[0].origin != document.origin


def test_a_hole_in_json_text_keeps_the_rest(code: Code) -> None:
    text = Text((ALLOW[:-5], code.unknown(), '"}]}'), code.origin())
    document, gaps = _read(code, text)
    assert (len(document.statements), document.unread, gaps) == (1, None, ())


def test_text_that_is_not_json_is_a_gap(code: Code) -> None:
    document, gaps = _read(code, code.value("{not json"))
    assert document.unread is not None
    (gap,) = gaps
    assert gap.kind is GapKind.POLICY
    assert gap.message.startswith("policy `p` is not JSON: ")
    (problem,) = document.problems
    assert problem.message.startswith("it is not JSON: ")


def test_text_that_may_be_given_elsewhere_or_is_partly_known_is_no_mistake(code: Code) -> None:
    for value in (code.value(""), Text(("{not", code.unknown()), code.origin())):
        document, (gap,) = _read(code, value)
        assert (document.problems, gap.kind) == ((), GapKind.POLICY)


def test_an_unknown_document_is_a_gap(code: Code) -> None:
    unknown = code.unknown("var.policy")
    document, (gap,) = _read(code, unknown)
    assert document.unread == unknown
    assert gap.message == "policy `p` is not known: `var.policy` has no default"


def test_a_document_that_is_not_written_is_a_gap(code: Code) -> None:
    document, gaps = _read(code, Absent(code.origin()))
    assert document.unread is not None
    assert len(gaps) == 1


def test_unknown_statements_are_a_gap_beside_the_known_ones(code: Code) -> None:
    known = code.value({"Effect": "Allow", "Action": "s3:*", "Resource": "*"})
    statements = Sequence((known,), code.origin(), rest=code.unknown("var.more"))
    document, (gap,) = _read(code, code.value({"Statement": statements}))
    assert len(document.statements) == 1
    assert gap.message == "policy `p` is only partly known: `var.more` has no default"


def test_either_document_makes_its_statements_possible(code: Code) -> None:
    document, gaps = _read(code, code.one_of(ALLOW, ALLOW.replace("s3", "iam")))
    assert [one.presence for one in document.statements] == [Truth.UNKNOWN, Truth.UNKNOWN]
    assert gaps == ()


def test_one_option_that_is_not_json_leaves_the_other_readable(code: Code) -> None:
    document, gaps = _read(code, code.one_of(ALLOW, "nonsense"))
    assert len(document.statements) == 1
    assert document.unread is not None
    assert len(gaps) == 1
