"""Names that stay the same for the same finding while the code around it changes.

`line_hashes` is GitHub's: it follows the text. `of_risk` is this package's: it follows the
resource and the words that are wrong with it. Neither holds a line number.
"""

from __future__ import annotations

import re
from collections import Counter

from iac_scan.findings.rule import CheckId

_WINDOW = 100
_FACTOR = 37
_BITS = (1 << 64) - 1
_END_OF_FILE = 0xFFFF
_SPACE, _TAB, _LINE_FEED, _CARRIAGE_RETURN = 0x20, 0x09, 0x0A, 0x0D
_OLDEST_FACTOR = pow(_FACTOR, _WINDOW, 1 << 64)

_INDEX = r'\[(?:"(?:[^"\\]|\\.)*"|\d+)\]'
_MODULES = re.compile(rf"^(?:module\.[\w-]+(?:{_INDEX})?\.)+")
_INSTANCE = re.compile(rf"{_INDEX}$")


def line_hashes(text: str) -> tuple[str, ...]:
    """Return what GitHub calls `primaryLocationLineHash` for every line of a file.

    Shape: the first item is line 1; a last line without line end is an item, an empty one after
    a line end too. Lines end at LF, CR or CR LF, as GitHub counts them.
    Source: https://github.com/github/codeql-action/blob/main/src/fingerprints.ts.
    """
    units = _kept_units(text)
    starts = [0, *(at + 1 for at, unit in enumerate(units) if unit == _LINE_FEED)]
    units.append(_END_OF_FILE)
    values = _window_hashes(units)
    seen: Counter[str] = Counter()
    hashes = []
    for start in starts:
        value = f"{values[start]:x}"
        seen[value] += 1
        hashes.append(f"{value}:{seen[value]}")
    return tuple(hashes)


def _kept_units(text: str) -> list[int]:
    """Return the UTF-16 code units that count: no space, no tab, every line end as one LF."""
    units: list[int] = []
    after_return = False
    data = text.encode("utf-16-le", errors="surrogatepass")
    for unit in memoryview(data).cast("H"):
        if unit in (_SPACE, _TAB) or (after_return and unit == _LINE_FEED):
            after_return = False
        elif unit == _CARRIAGE_RETURN:
            units.append(_LINE_FEED)
            after_return = True
        else:
            units.append(unit)
            after_return = False
    return units


def _window_hashes(units: list[int]) -> list[int]:
    """Return for every position the hash of the 100 units from there; zeros follow the end."""
    value = 0
    values = []
    for at, unit in enumerate([*units, *[0] * _WINDOW]):
        oldest = units[at - _WINDOW] if at >= _WINDOW else 0
        value = (value * _FACTOR + unit - oldest * _OLDEST_FACTOR) & _BITS
        values.append(value)
    return values[_WINDOW - 1 :]


def of_risk(check: CheckId, folder: str, address: str, evidence: str) -> str:
    """Return the fingerprint `iacScan/v1` of one risk.

    `folder` is where its primary line stands. The address counts without the modules that lead
    to it and without the key of its instance: one line of a module is one risk, whoever calls it.
    """
    import hashlib  # noqa: PLC0415 - 3 ms that a clean scan need not spend

    own = _INSTANCE.sub("", _MODULES.sub("", address))
    words = f"v1\x00{check}\x00{folder}\x00{own}\x00{evidence}"
    return hashlib.sha256(words.encode("utf-8", errors="surrogatepass")).hexdigest()[:32]


def number_duplicates(fingerprints: list[str]) -> list[str]:
    """Return them with `:2`, `:3` after the second and third of equal ones, in the given order."""
    seen: Counter[str] = Counter()
    numbered = []
    for fingerprint in fingerprints:
        seen[fingerprint] += 1
        count = seen[fingerprint]
        numbered.append(fingerprint if count == 1 else f"{fingerprint}:{count}")
    return numbered
