"""Patterns of file names as Terraform's `fileset` has them.

What they are matched against is decided in `tree`. Source:
https://developer.hashicorp.com/terraform/language/functions/fileset and
https://github.com/bmatcuk/doublestar#patterns.
"""

from __future__ import annotations

import re
from collections.abc import Callable

_TOKEN = re.compile(
    r"""
    (?P<directories> (?<![^/{,])\*\*/ )
  | (?P<everything> (?<![^/{,])\*\*(?=[,}]|$) )
  | (?P<run> \*+ )
  | (?P<one> \? )
  | (?P<set> \[\^?\]?[^\]]*\] )
  | (?P<open> \{ )
  | (?P<close> \} )
  | (?P<comma> , )
  | (?P<literal> \\. | . )
    """,
    re.VERBOSE | re.DOTALL,
)


def matcher(pattern: str) -> Callable[[str], bool]:
    """Return what tells whether a relative path matches; nothing matches what is no pattern."""
    # The pattern is written by strangers: this engine takes linear time, `re` does not.
    import re2  # noqa: PLC0415 - few configurations use patterns of file names

    options = re2.Options()
    options.log_errors = False
    try:
        compiled = re2.compile(_translate(pattern), options)
    except re2.error:
        return lambda _path: False
    return lambda path: compiled.fullmatch(path) is not None


def _translate(pattern: str) -> str:
    """Return the regular expression of a pattern."""
    out = []
    depth = 0
    for token in _TOKEN.finditer(pattern):
        text = token[0]
        match token.lastgroup:
            case "directories":
                out.append("(?:[^/]+/)*")
            case "everything":
                out.append(".*")
            case "run":
                out.append("[^/]*")
            case "one":
                out.append("[^/]")
            case "set":
                out.append("[" + re.sub(r"([\\\[])", r"\\\1", text[1:-1]) + "]")
            case "open":
                depth += 1
                out.append("(?:")
            case "close" if depth > 0:
                depth -= 1
                out.append(")")
            case "comma" if depth > 0:
                out.append("|")
            case _:
                out.append(re.escape(text[-1]))
    return "(?s:" + "".join(out) + ")"
