"""Running a page: what counts as an example, an expectation and a failure."""

from __future__ import annotations

from pathlib import Path

import pytest

from iac_scan.testing import _expected, examples, run_page

_PAGE = """# page

## Flagged

```hcl
a = 1
b = 2 # expect: one
```

Words.

```sh
make
```

## Accepted

```yaml
# undecided: two
# expect: one possible
key: value
```
"""

_USER = """
```hcl
resource "aws_iam_user" "a" {
  name = "a"
}

resource "aws_iam_user_policy_attachment" "a" {%s
  user       = aws_iam_user.a.name
  policy_arn = "arn:aws:iam::aws:policy/ReadOnlyAccess"
}
```
"""


def _page(folder: Path, mark: str) -> Path:
    page = folder / "page.md"
    page.write_text(_USER % mark, encoding="utf-8")
    return page


def test_examples_are_the_blocks_of_a_known_language() -> None:
    found = examples(_PAGE)
    assert [(each.heading, each.file, each.line) for each in found] == [
        ("Flagged", "main.tf", 6),
        ("Accepted", "template.yaml", 19),
    ]


def test_an_expectation_speaks_of_its_line() -> None:
    assert list(_expected(examples(_PAGE)[0])) == [(2, "one", "certain")]


def test_an_expectation_on_its_own_line_speaks_of_the_next() -> None:
    expected = list(_expected(examples(_PAGE)[1]))
    assert expected == [(3, "two", "undecided"), (3, "one", "possible")]


def test_a_page_that_holds_passes(tmp_path: Path) -> None:
    run_page(_page(tmp_path, " # expect: policy-attached-to-user"))


def test_a_finding_that_nobody_expects_fails_the_page(tmp_path: Path) -> None:
    with pytest.raises(AssertionError, match=r"page\.md:7: found `policy-attached-to-user`"):
        run_page(_page(tmp_path, ""))


def test_a_finding_that_is_not_there_fails_the_page(tmp_path: Path) -> None:
    page = _page(tmp_path, "")
    page.write_text("```hcl\na = 1 # expect: inline-user-policy\n```\n", encoding="utf-8")
    with pytest.raises(AssertionError, match=r"page\.md:2: expected `inline-user-policy`"):
        run_page(page)


def test_a_block_that_cannot_be_read_fails_the_page(tmp_path: Path) -> None:
    page = _page(tmp_path, "")
    page.write_text('```hcl\nresource "aws_iam_user" {{\n```\n', encoding="utf-8")
    with pytest.raises(AssertionError, match=r"page\.md:2: "):
        run_page(page)
