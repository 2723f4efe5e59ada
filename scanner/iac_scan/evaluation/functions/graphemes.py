"""What a reader takes for one character: the grapheme clusters that terraform counts.

Source: Unicode Standard Annex #29, rules GB3 to GB13, https://unicode.org/reports/tr29/;
properties are read from `unicodedata` where it has them.
"""

from __future__ import annotations

import unicodedata
from bisect import bisect_right
from enum import Enum

_PICTOGRAPHS = (
    (0xA9, 0xA9), (0xAE, 0xAE), (0x203C, 0x203C), (0x2049, 0x2049), (0x2122, 0x2122),
    (0x2139, 0x2139), (0x2194, 0x2199), (0x21A9, 0x21AA), (0x231A, 0x231B), (0x2328, 0x2328),
    (0x2388, 0x2388), (0x23CF, 0x23CF), (0x23E9, 0x23F3), (0x23F8, 0x23FA), (0x24C2, 0x24C2),
    (0x25AA, 0x25AB), (0x25B6, 0x25B6), (0x25C0, 0x25C0), (0x25FB, 0x25FE), (0x2600, 0x2605),
    (0x2607, 0x2612), (0x2614, 0x2685), (0x2690, 0x2705), (0x2708, 0x2712), (0x2714, 0x2714),
    (0x2716, 0x2716), (0x271D, 0x271D), (0x2721, 0x2721), (0x2728, 0x2728), (0x2733, 0x2734),
    (0x2744, 0x2744), (0x2747, 0x2747), (0x274C, 0x274C), (0x274E, 0x274E), (0x2753, 0x2755),
    (0x2757, 0x2757), (0x2763, 0x2767), (0x2795, 0x2797), (0x27A1, 0x27A1), (0x27B0, 0x27B0),
    (0x27BF, 0x27BF), (0x2934, 0x2935), (0x2B05, 0x2B07), (0x2B1B, 0x2B1C), (0x2B50, 0x2B50),
    (0x2B55, 0x2B55), (0x3030, 0x3030), (0x303D, 0x303D), (0x3297, 0x3297), (0x3299, 0x3299),
    (0x1F000, 0x1F0FF), (0x1F10D, 0x1F10F), (0x1F12F, 0x1F12F), (0x1F16C, 0x1F171),
    (0x1F17E, 0x1F17F), (0x1F18E, 0x1F18E), (0x1F191, 0x1F19A), (0x1F1AD, 0x1F1E5),
    (0x1F201, 0x1F20F), (0x1F21A, 0x1F21A), (0x1F22F, 0x1F22F), (0x1F232, 0x1F23A),
    (0x1F23C, 0x1F23F), (0x1F249, 0x1F3FA), (0x1F400, 0x1F53D), (0x1F546, 0x1F64F),
    (0x1F680, 0x1F6FF), (0x1F774, 0x1F77F), (0x1F7D5, 0x1F7FF), (0x1F80C, 0x1F80F),
    (0x1F848, 0x1F84F), (0x1F85A, 0x1F85F), (0x1F888, 0x1F88F), (0x1F8AE, 0x1F8FF),
    (0x1F90C, 0x1F93A), (0x1F93C, 0x1F945), (0x1F947, 0x1FAFF), (0x1FC00, 0x1FFFD),
)  # fmt: skip
"""Extended_Pictographic. Source: https://unicode.org/Public/15.0.0/ucd/emoji/emoji-data.txt."""
_STARTS = tuple(start for start, _ in _PICTOGRAPHS)

_PREPEND = frozenset(
    "\u0600\u0601\u0602\u0603\u0604\u0605\u06dd\u070f\u0890\u0891\u08e2\u0d4e"
    "\U000110bd\U000110cd\U000111c2\U000111c3\U0001193f\U00011941\U00011a3a\U00011d46"
)
"""Characters that join what follows; a few rare ones are left out."""


class _Property(Enum):
    OTHER = 0
    CARRIAGE_RETURN = 1
    LINE_FEED = 2
    CONTROL = 3
    EXTEND = 4
    JOINER = 5
    REGIONAL = 6
    PREPEND = 7
    SPACING = 8
    LEADING = 9
    VOWEL = 10
    TRAILING = 11
    SYLLABLE_OPEN = 12
    SYLLABLE_CLOSED = 13
    PICTOGRAPH = 14


_BREAK_ALWAYS = frozenset({_Property.CARRIAGE_RETURN, _Property.LINE_FEED, _Property.CONTROL})
_ATTACHED = frozenset({_Property.EXTEND, _Property.JOINER, _Property.SPACING})
_HANGUL = {
    _Property.LEADING: frozenset(
        {
            _Property.LEADING,
            _Property.VOWEL,
            _Property.SYLLABLE_OPEN,
            _Property.SYLLABLE_CLOSED,
        }
    ),
    _Property.SYLLABLE_OPEN: frozenset({_Property.VOWEL, _Property.TRAILING}),
    _Property.VOWEL: frozenset({_Property.VOWEL, _Property.TRAILING}),
    _Property.SYLLABLE_CLOSED: frozenset({_Property.TRAILING}),
    _Property.TRAILING: frozenset({_Property.TRAILING}),
}


def clusters(text: str) -> list[str]:
    """Return the grapheme clusters of the text in order."""
    if text.isascii() and "\r\n" not in text:
        return list(text)
    result: list[str] = []
    start, before = 0, _Property.CONTROL
    regional, pictograph = 0, False
    for index, letter in enumerate(text):
        now = _property(letter)
        if index > 0 and _breaks(before, now, regional=regional, pictograph=pictograph):
            result.append(text[start:index])
            start = index
        regional = regional + 1 if now is _Property.REGIONAL else 0
        # GB11 looks past the extending characters after a pictograph.
        if now is _Property.PICTOGRAPH:
            pictograph = True
        elif now not in (_Property.EXTEND, _Property.JOINER):
            pictograph = False
        before = now
    if text:
        result.append(text[start:])
    return result


def _breaks(before: _Property, now: _Property, *, regional: int, pictograph: bool) -> bool:
    if before is _Property.CARRIAGE_RETURN and now is _Property.LINE_FEED:
        return False
    if before in _BREAK_ALWAYS or now in _BREAK_ALWAYS:
        return True
    if now in _ATTACHED or before is _Property.PREPEND:
        return False
    if now in _HANGUL.get(before, frozenset()):
        return False
    if before is _Property.JOINER and now is _Property.PICTOGRAPH and pictograph:
        return False
    return not (now is _Property.REGIONAL and regional % 2 == 1)


def _property(letter: str) -> _Property:
    code = ord(letter)
    if letter == "\r":
        return _Property.CARRIAGE_RETURN
    if letter == "\n":
        return _Property.LINE_FEED
    if code == 0x200D:
        return _Property.JOINER
    if letter in _PREPEND:
        return _Property.PREPEND
    if 0x1F1E6 <= code <= 0x1F1FF:
        return _Property.REGIONAL
    if code == 0x200C or 0xFF9E <= code <= 0xFF9F or 0x1F3FB <= code <= 0x1F3FF:
        return _Property.EXTEND
    if 0xE0020 <= code <= 0xE007F:
        return _Property.EXTEND
    category = unicodedata.category(letter)
    if category in ("Mn", "Me"):
        return _Property.EXTEND
    if category == "Mc" or code in (0xE33, 0xEB3):
        return _Property.SPACING
    if category in ("Cc", "Cf", "Zl", "Zp", "Cs"):
        return _Property.CONTROL
    return _hangul(code) or _pictograph(code)


def _hangul(code: int) -> _Property | None:
    if 0x1100 <= code <= 0x115F or 0xA960 <= code <= 0xA97C:
        return _Property.LEADING
    if 0x1160 <= code <= 0x11A7 or 0xD7B0 <= code <= 0xD7C6:
        return _Property.VOWEL
    if 0x11A8 <= code <= 0x11FF or 0xD7CB <= code <= 0xD7FB:
        return _Property.TRAILING
    if 0xAC00 <= code <= 0xD7A3:
        closed = (code - 0xAC00) % 28 != 0
        return _Property.SYLLABLE_CLOSED if closed else _Property.SYLLABLE_OPEN
    return None


def _pictograph(code: int) -> _Property:
    index = bisect_right(_STARTS, code) - 1
    if index >= 0 and code <= _PICTOGRAPHS[index][1]:
        return _Property.PICTOGRAPH
    return _Property.OTHER
