"""What stands before the content of a YAML node: its tag, its anchor, and comments among them.

Source: YAML 1.1, section 4.3.2 "Node properties", https://yaml.org/spec/1.1/.
"""

from __future__ import annotations

from dataclasses import dataclass

from iac_scan.parsers.positions import Positions
from iac_scan.sources.comment import Comment

_BLANK = " \t\r\n"


@dataclass(frozen=True, slots=True)
class Properties:
    """The places of a node's tag and content."""

    tag: tuple[int, int] | None
    """The indexes at which the tag begins and ends, or None without one."""
    content: int
    """The index at which the content begins."""
    comments: tuple[Comment, ...]
    """The comments before the content."""


def read_properties(positions: Positions, start: int, end: int) -> Properties:
    """Return what stands before the content of the node between `start` and `end`."""
    text = positions.text
    tag: tuple[int, int] | None = None
    comments: list[Comment] = []
    index = start
    while index < end:
        mark = text[index]
        if mark in _BLANK:
            index += 1
        elif mark == "#":
            comment, index = read_comment(positions, index)
            comments.append(comment)
        elif mark in "!&" and not (mark == "!" and tag is not None):
            stop = _word_end(text, index, end)
            if mark == "!":
                tag = (index, stop)
            index = stop
        else:
            break
    return Properties(tag, index, tuple(comments))


def read_comment(positions: Positions, index: int) -> tuple[Comment, int]:
    """Return the comment whose `#` stands at `index`, and the index of its line end."""
    stop = positions.text.find("\n", index)
    stop = len(positions.text) if stop == -1 else stop
    body = positions.text[index:stop].rstrip()
    span = positions.span(index, index + len(body))
    return Comment(body.lstrip("#").strip(), span), stop


def comments_between(positions: Positions, start: int, end: int) -> list[Comment]:
    """Return the comments in a stretch that holds nothing but blanks, indicators and comments."""
    found: list[Comment] = []
    index = positions.text.find("#", start, end)
    while index != -1:
        comment, index = read_comment(positions, index)
        found.append(comment)
        index = positions.text.find("#", index, end)
    return found


def _word_end(text: str, index: int, end: int) -> int:
    """Return the index at which the tag or anchor that begins at `index` ends."""
    if text.startswith("!<", index):
        stop = text.find(">", index, end)
        return end if stop == -1 else stop + 1
    while index < end and text[index] not in " \t\r\n,[]{}":
        index += 1
    return index
