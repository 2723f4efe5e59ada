"""Making text from scanned files harmless where it is printed.

The scanned tree is hostile: what stands in it must not move the cursor of a terminal, speak to
the runner of GitHub or Azure, or show other characters than it holds. Secrets are `mask`'s.
"""

from __future__ import annotations

import re

# Source: actions/runner src/Runner.Common/ActionCommand.cs: `##[name` anywhere in a line is a
# command; azure-pipelines-agent reads `##vso[name` the same way.
_COMMAND = re.compile(r"##(vso)?\[", re.IGNORECASE)

_JOINER = "\u200d"
"""Joins emoji; harmless, and families fall apart without it."""


def plain(text: str) -> str:
    """Return the text on one line, without any character that is not shown as itself."""
    return broken_commands("".join(map(character, text)))


def character(char: str) -> str:
    """Return a character as it may be shown: itself, or else its escape."""
    if char.isprintable() or char == _JOINER:
        return char
    if char == "\t":
        return " "
    code = ord(char)
    named = {"\n": "\\n", "\r": "\\r"}.get(char)
    if named is not None:
        return named
    if code <= 0xFF:
        return f"\\x{code:02x}"
    # `isprintable` also refuses white space other than the plain one, which is harmless.
    if char.isspace() and code not in (0x2028, 0x2029):
        return " "
    return f"\\u{code:04x}" if code <= 0xFFFF else f"\\U{code:08x}"


def broken_commands(text: str) -> str:
    """Return the text with a space in everything that a runner would take for a command."""
    return _COMMAND.sub(lambda found: f"{found.group()[:-1]} [", text)


def command_brackets(text: str) -> frozenset[int]:
    """Return the indices of the brackets before which `broken_commands` puts a space."""
    return frozenset(found.end() - 1 for found in _COMMAND.finditer(text))


def not_a_command(line: str) -> str:
    """Return the line so that no runner takes its beginning for a command."""
    if line.lstrip().startswith("::"):
        return line.replace("::", ": :", 1)
    return line


def json_text(text: str) -> str:
    """Return JSON text that says the same and holds no command and no control character.

    Only strings hold a `#` in JSON, and its escape means the same there.
    """
    harmless = _COMMAND.sub(lambda found: "#\\u0023" + found.group()[2:], text)
    return harmless.replace("\x7f", "\\u007f")
