"""Where to go on reading after a statement of HCL that cannot be read.

First choice: where the brackets of the statement balance. Where they do not, the indentation
tells where the author began the next statement.
"""

from __future__ import annotations

import re

_REACH = 50_000
"""Units: code points. How far the end of a statement is looked for by its brackets."""

_SKIPPED = re.compile(
    r"""
    (?P<space> [^\s"#/<(){}\[\]]++ | [ \t\r]++ )
  | (?P<comment> (?: \# | // ) [^\n]*+ | /\* .*? \*/ )
  | (?P<string> " (?: \\[^\n] | [^"\\\n] )*+ "? )
  | (?P<heredoc> <<-? (?P<marker> [^\W\d][\w-]* ) \r?\n .*? \n [ \t]* (?P=marker) [ \t\r]* $ )
  | (?P<open_heredoc> <<-? [^\W\d][\w-]* \r?\n )
  | (?P<newline> \n )
  | (?P<opening> [({\[] )
  | (?P<closing> [)}\]] )
  | (?P<other> . )
    """,
    re.VERBOSE | re.DOTALL | re.MULTILINE,
)
_CLOSING = {"(": ")", "{": "}", "[": "]"}
_STATEMENT = re.compile(
    r"""
    ^ (?P<indent> [ \t]* )
    (?: [^\W\d][\w-]* [ \t]* = (?! [=>] )
      | [^\W\d][\w-]* (?: [ \t]+ (?: "[^"\n]*" | [^\W\d][\w-]* ) )* [ \t]* \{
      | (?P<brace> \} ) )
    """,
    re.VERBOSE | re.MULTILINE,
)


def next_statement(text: str, start: int, at: int) -> int:
    """Return where the statement after the one from `start` that fails at `at` begins.

    Units: code points. The result is a line end, a closing brace of the block around the
    statement, the start of a line, or the end of the text; never before `at` unless that is
    where the line of the next statement begins.
    """
    balanced = _balanced(text, start, at)
    return _indented(text, start, at) if balanced is None else balanced


def _balanced(text: str, start: int, at: int) -> int | None:
    """Return the first line end after `at` with all brackets closed, or None."""
    waiting: list[str] = []
    position = start
    while position < len(text):
        if position - start > _REACH:
            return None
        match = _SKIPPED.match(text, position)
        assert match is not None, "some alternative matches any character"
        kind = match.lastgroup
        if kind == "open_heredoc":
            return None
        if kind == "newline" and not waiting and position >= at:
            return position
        if kind == "opening":
            waiting.append(_CLOSING[match[0]])
        elif kind == "closing":
            if waiting and waiting[-1] == match[0]:
                waiting.pop()
            elif not waiting and match[0] == "}" and position >= at:
                return position
            else:
                return None
        position = match.end()
    return None if waiting else len(text)


def _indented(text: str, start: int, at: int) -> int:
    """Return the start of the next line that begins a statement no deeper than this one."""
    line = text.rfind("\n", 0, start) + 1
    own = start - line if text[line:start].isspace() or line == start else 0
    # The line of the failure counts when the failing token is the first on it.
    failing = text.rfind("\n", 0, min(at, len(text))) + 1
    begin = failing if failing > start and text[failing:at].strip() == "" else at
    for match in _STATEMENT.finditer(text, begin):
        indent = len(match["indent"])
        if match["brace"]:
            if indent < own:
                return match.start()
        elif indent <= own:
            return match.start()
    return len(text)
