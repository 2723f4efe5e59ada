"""Globs that are held against many names at once, such as those of all actions.

Which names there are is the `catalogue`; globs that are compared with each other are `globs`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

_WILDCARDS = re.compile(r"[*?]{2,}")

_CELL = 8
"""A name begins and ends with a byte, so that what is found of it can be picked out by bytes."""
_NONE, _END = "\0", "\n"
"""What stands in front of a name until it fills its bytes, and behind it."""
_DIGITS = bytes(ord("1") if byte else ord("0") for byte in range(256))


def shortened(glob: str) -> str:
    """Return the same glob with every row of wildcards as its `?`, and one `*` where it has any."""
    return _WILDCARDS.sub(_as_row, glob)


def _as_row(row: re.Match[str]) -> str:
    wildcards = row.group()
    return "?" * wildcards.count("?") + ("*" if "*" in wildcards else "")


@dataclass(frozen=True, slots=True)
class Names:
    """Names laid out side by side, one bit for each letter, so that a glob meets all at once.

    A set of places is a whole number: bit n stands for the place in front of letter n, or for the
    end of a name. A letter of a glob moves the places by one, whatever the number of names.
    """

    text: bytes
    """The letters of all names, the last one first: so a number has them from its lowest bit."""
    longest: int
    """Letters of the longest name."""
    letters: int
    """The places in front of a letter."""
    starts: int
    """The places in front of the first letter of a name."""
    ends: int
    """The ends of the names, each the highest bit of a byte."""
    others: int
    """The lowest bit of each byte in which no name ends."""

    def matching(self, glob: str) -> int:
        """Return the names that a glob matches, in lower case; bit n stands for name n."""
        if len(glob) - glob.count("*") > self.longest:
            return 0
        first, *pieces = glob.split("*")
        places = self._behind(first, self.starts)
        for piece in pieces:
            if not places:
                return 0
            # Taken from the end of its name, the first place of a name sets all bits between the
            # two; where there is no place, the end is left.
            within = places & self.letters
            places |= (self.ends - within) ^ self.ends
            places = self._behind(piece, places)
        return self._ended(places & self.ends)

    def _behind(self, piece: str, places: int) -> int:
        """Return the places behind a piece without `*`."""
        for letter in piece:
            taken = self.letters if letter == "?" else _places(self.text, letter)
            places = (places & taken) << 1
        return places

    def _ended(self, ends: int) -> int:
        """Return the names of which the end is given."""
        if not ends:
            return 0
        size = len(self.text) // _CELL
        return int((ends | self.others).to_bytes(size, "big").translate(_DIGITS, b"\1"), 2)


def laid_out(names: Iterable[str]) -> Names:
    """Return names in lower case, ready to be held against globs."""
    longest = 0
    cells: list[str] = []
    for name in names:
        longest = max(longest, len(name))
        cells.append(_NONE * ((-len(name) - 1) % _CELL) + name + _END)
    text = "".join(cells)[::-1].encode("ascii")
    ends = _standing(text, _END)
    letters = ((1 << len(text)) - 1) & ~ends & ~_standing(text, _NONE)
    lowest = ((1 << len(text)) - 1) // ((1 << _CELL) - 1)
    return Names(
        text,
        longest,
        letters,
        letters & ~(letters << 1),
        ends,
        lowest & ~(ends >> (_CELL - 1)),
    )


@lru_cache(maxsize=4096)
def _places(text: bytes, letter: str) -> int:
    """Return the places in front of a letter."""
    return 0 if letter in {_NONE, _END} else _standing(text, letter)


def _standing(text: bytes, letter: str) -> int:
    """Return where a letter stands in a text that is laid out."""
    digits = bytearray(b"0" * 256)
    code = ord(letter)
    if code >= len(digits):
        return 0
    digits[code] = ord("1")
    return int(text.translate(digits), 2)
