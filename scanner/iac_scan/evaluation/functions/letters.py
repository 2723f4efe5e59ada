"""Letters in upper, lower and title case, and space, as Go has them, and composed letters.

Source: https://pkg.go.dev/unicode and https://pkg.go.dev/strings#Title.
"""

from __future__ import annotations

import unicodedata
from dataclasses import replace

from iac_scan.values import Known, Text

SPACE = "\t\n\v\f\r \x85\xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009"
SPACE += "\u200a\u2028\u2029\u202f\u205f\u3000"
"""What Go's `unicode.IsSpace` accepts; Python's `strip` takes off more."""


def normal_text(text: str) -> str:
    """Return the text in the composed form (NFC) that every string in terraform has."""
    return text if text.isascii() else unicodedata.normalize("NFC", text)


def composed(value: Known | Text) -> Known | Text:
    """Return a text that was put together in the composed form: letters may meet accents in it.

    Unknown: the stretches between unknown parts stay as they are.
    """
    if isinstance(value, Known) and isinstance(value.value, str) and not value.value.isascii():
        return replace(value, value=normal_text(value.value))
    return value


def upper_text(text: str) -> str:
    """Return the text in upper case, letter by letter: `ß` stays."""
    return text.upper() if text.isascii() else "".join(map(_upper_letter, text))


def _upper_letter(letter: str) -> str:
    for changed in (letter.upper(), letter.title()):
        if len(changed) == 1:
            return changed
    return letter


def lower_text(text: str) -> str:
    """Return the text in lower case, letter by letter."""
    if text.isascii():
        return text.lower()
    return "".join("i" if letter == "İ" else letter.lower() for letter in text)


def title_text(text: str) -> str:
    """Return the text with the first letter of every word in title case."""
    before, result = " ", []
    for letter in text:
        if not _is_separator(before):
            result.append(letter)
        else:
            changed = letter.title()
            result.append(changed if len(changed) == 1 else letter)
        before = letter
    return "".join(result)


def _is_separator(letter: str) -> bool:
    if letter.isascii():
        return not (letter.isalnum() or letter == "_")
    return not (letter.isalpha() or letter.isdecimal()) and letter in SPACE
