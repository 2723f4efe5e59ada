"""Suppressions: what they cover, and what is said of those that do not count."""

from __future__ import annotations

import re

import pytest

from iac_scan.evaluation.result import Deployer, Language, Mode, Resource
from iac_scan.findings import directives, suppress
from iac_scan.findings.finding import Certainty, Finding, Undecided
from iac_scan.findings.rule import CheckId, Severity
from iac_scan.sources.comment import Comment
from iac_scan.sources.document import Document
from iac_scan.sources.span import Origin, Span
from iac_scan.values import Known, Mapping, ResourceKey, Sequence, Truth, Value

TODAY = "2026-11-23"
INLINE = CheckId("inline-user-policy")
BOUNDARY = CheckId("missing-boundary")
KNOWN = suppress.KnownChecks.of(((INLINE, ("CKV_AWS_40",)), (BOUNDARY, ())), (INLINE, BOUNDARY))


def comments_of(document: Document) -> tuple[Comment, ...]:
    found = []
    for match in re.finditer(r"/\*.*?\*/|(?:#|//)[^\n]*", document.text, re.DOTALL):
        text = match.group()
        inner = text[2:-2] if text.startswith("/*") else text.lstrip("#/")
        found.append(Comment(inner.strip(), document.span(match.start(), match.end())))
    return tuple(found)


def resources_of(document: Document) -> tuple[Resource, ...]:
    """Every top-level block that ends with a brace at the start of a line."""
    found = []
    for match in re.finditer(
        r"^(resource \S+ \S+) \{.*?^\}", document.text, re.MULTILINE | re.DOTALL
    ):
        span = document.span(match.start(1), match.end(1))
        body = document.span(match.start(), match.end())
        found.append(resource(span, body))
    return tuple(found)


def resource(span: Span, body: Span, metadata: Mapping | None = None) -> Resource:
    text = Known("x", Origin(span))
    return Resource(
        key=ResourceKey(".", f"x.l{span.start_line}"),
        type="x",
        mode=Mode.MANAGED,
        language=Language.TERRAFORM,
        values=Mapping({}, Origin(span)),
        span=span,
        body=body,
        presence=Truth.YES,
        deployer=Deployer(".", "aws", text, text, text),
        metadata=metadata,
    )


def finding(span: Span, check: CheckId = INLINE) -> Finding:
    return Finding(
        check, Severity.MEDIUM, Certainty.CERTAIN, "message", "remedy", span, "x", (), (), "f"
    )


def judge(text: str, *, check: CheckId = INLINE, undecided: bool = False) -> list[str]:
    """Return the ids of what counts, when `check` flags every line that holds BAD."""
    document = Document.of("main.tf", text.encode())
    spans = [document.span(m.start(), m.end()) for m in re.finditer("BAD", text)]
    result = suppress.apply(
        () if undecided else [finding(span, check) for span in spans],
        [Undecided(check, "why", span, "x") for span in spans] if undecided else (),
        directives.read(comments_of(document), resources_of(document), {"main.tf": document}),
        KNOWN,
        TODAY,
    )
    return [item.check for item in result if item.suppression is None]


@pytest.mark.parametrize(
    "text",
    [
        "# iac-scan: ignore[inline-user-policy] legacy\nBAD\n",
        "BAD # iac-scan: ignore[inline-user-policy] legacy\n",
        "BAD // iac-scan: ignore[inline-user-policy] legacy\n",
        "/* iac-scan: ignore[inline-user-policy] legacy */\nBAD\n",
        "/*\n * iac-scan: ignore[inline-user-policy] legacy\n */\nBAD\n",
        "# iac-scan: ignore[inline-user-policy] legacy\n# more words\nBAD\n",
        "# iac-scan:ignore[inline-user-policy] - legacy\nBAD\n",
        "# iac-scan: ignore[CKV_AWS_40] legacy\nBAD\n",
        "# iac-scan: ignore[inline-user-policy] until=2026-11-23 legacy\nBAD\n",
    ],
)
def test_suppression_covers_its_line_and_the_next(text: str) -> None:
    assert judge(text) == []


@pytest.mark.parametrize(
    "text",
    [
        '# iac-scan: ignore[inline-user-policy] legacy\nresource "a" "b" {\n  x = 1\n  y = BAD\n}\n',
        'resource "a" "b" { # iac-scan: ignore[inline-user-policy] legacy\n  x = 1\n  y = BAD\n}\n',
        'resource "a" "b" {\n  # iac-scan: ignore[inline-user-policy] legacy\n  x = 1\n  y = BAD\n}\n',
        'resource "a" "b" {\n  x = 1\n  #checkov:skip=CKV_AWS_40:legacy\n  y = 2\n  z = BAD\n}\n',
    ],
)
def test_suppression_at_the_head_of_a_resource_covers_all_of_it(text: str) -> None:
    assert judge(text) == []


def test_suppression_further_down_covers_one_line_only() -> None:
    text = 'resource "a" "b" {\n  x = 1\n  # iac-scan: ignore[inline-user-policy] no\n  y = 1\n  z = BAD\n}\n'
    assert judge(text) == ["inline-user-policy", "unused-suppression"]


def test_suppression_of_one_resource_leaves_the_next_alone() -> None:
    block = 'resource "a" "b" {\n  y = BAD\n}\n'
    text = f"# iac-scan: ignore[inline-user-policy] legacy\n{block}{block}"
    assert judge(text) == ["inline-user-policy"]


@pytest.mark.parametrize(
    ("comment", "notice"),
    [
        ("ignore[inline-user-policy]", "suppression-without-reason"),
        ("ignore[inline-user-policy] until=2027-01-01", "suppression-without-reason"),
        ("ignore[inline-user-policy] until=2026-11-22 legacy", "expired-suppression"),
        ("ignore[inline-user-policy] until=2026-13-01 legacy", "invalid-suppression"),
        ("ignore[inline-user-polcy] legacy", "invalid-suppression"),
        ("ignore[] legacy", "invalid-suppression"),
        ("ignore inline-user-policy legacy", "invalid-suppression"),
        ("ignore[inline-user-policy legacy", "invalid-suppression"),
        ("", "invalid-suppression"),
        ("ignore[missing-boundary] legacy", "unused-suppression"),
    ],
)
def test_faulty_suppression_does_not_count_and_is_a_finding(comment: str, notice: str) -> None:
    assert sorted(judge(f"# iac-scan: {comment}\nBAD\n")) == sorted(["inline-user-policy", notice])


def test_unknown_id_gets_a_suggestion() -> None:
    document = Document.of("main.tf", b"# iac-scan: ignore[inline-user-polcy] legacy\n")
    requests = directives.read(comments_of(document), (), {"main.tf": document})
    (notice,) = suppress.apply((), (), requests, KNOWN, TODAY)
    assert notice.message.endswith("did you mean `inline-user-policy`?")


def test_suppression_of_an_undecided_question_is_not_called_unused() -> None:
    text = "# iac-scan: ignore[inline-user-policy] legacy\nBAD\n"
    assert judge(text, undecided=True) == []


def test_suppression_of_a_check_that_did_not_run_is_not_called_unused() -> None:
    document = Document.of("main.tf", b"# iac-scan: ignore[missing-boundary] legacy\n")
    requests = directives.read(comments_of(document), (), {"main.tf": document})
    known = suppress.KnownChecks(KNOWN.ids, frozenset({INLINE}))
    assert suppress.apply((), (), requests, known, TODAY) == ()


def test_skip_of_another_tool_is_never_called_unused_or_unknown() -> None:
    text = 'resource "a" "b" {\n  # checkov:skip=CKV_AWS_999:why\n  # checkov:skip=CKV_AWS_40\n}\n'
    assert judge(text) == []


def test_skip_of_another_tool_without_reason_does_not_count() -> None:
    text = 'resource "a" "b" {\n  # checkov:skip=CKV_AWS_40\n  x = BAD\n}\n'
    assert judge(text) == ["inline-user-policy", "suppression-without-reason"]


@pytest.mark.parametrize("text", ["# about iac-scan: nothing\nBAD\n", "# iac-scan rocks\nBAD\n"])
def test_other_comments_say_nothing(text: str) -> None:
    assert judge(text) == ["inline-user-policy"]


def metadata(entry: Value, span: Span) -> Mapping:
    items = Sequence((entry,), Origin(span))
    ignore = Mapping({"ignore": items}, Origin(span))
    return Mapping({"iac-scan": ignore}, Origin(span))


def judge_metadata(words: dict[str, str] | str) -> list[str]:
    text = "User:\n  Metadata: x\n  Bad: BAD\n"
    document = Document.of("t.yaml", text.encode())
    header, body = document.span(0, 4), document.span(0, len(text))
    span = document.span(17, 18)
    entry: Value = (
        Known(words, Origin(span))
        if isinstance(words, str)
        else Mapping({key: Known(word, Origin(span)) for key, word in words.items()}, Origin(span))
    )
    requests = directives.read((), (resource(header, body, metadata(entry, span)),), {})
    found = [finding(document.span(text.index("BAD"), text.index("BAD") + 3))]
    result = suppress.apply(found, (), requests, KNOWN, TODAY)
    return [item.check for item in result if item.suppression is None]


def test_metadata_of_a_resource_covers_all_of_it() -> None:
    assert judge_metadata({"id": "inline-user-policy", "reason": "legacy"}) == []


@pytest.mark.parametrize(
    ("words", "notice"),
    [
        ({"id": "inline-user-policy"}, "suppression-without-reason"),
        ({"reason": "legacy"}, "invalid-suppression"),
        ({"id": "inline-user-policy", "reason": "x", "until": "2020-01-01"}, "expired-suppression"),
        ("inline-user-policy", "invalid-suppression"),
    ],
)
def test_faulty_metadata_is_a_finding(words: dict[str, str] | str, notice: str) -> None:
    assert judge_metadata(words) == ["inline-user-policy", notice]
