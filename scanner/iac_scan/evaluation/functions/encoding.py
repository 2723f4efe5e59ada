"""Base64, character sets and URLs. JSON, YAML and CSV have modules of their own."""

from __future__ import annotations

import base64
import binascii
import codecs
from urllib.parse import quote_plus

from iac_scan.evaluation.functions import holes
from iac_scan.evaluation.functions.call import Call, Doubt, Failure, Function, Result
from iac_scan.evaluation.functions.types import Primitive

_ALPHABET = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/")


def decode_base64(text: str) -> bytes | None:
    """Return the decoded bytes, or None: padding is required, line ends are skipped."""
    plain = text.replace("\n", "").replace("\r", "")
    body = plain.rstrip("=")
    padding = len(plain) - len(body)
    if len(plain) % 4 or padding > 2 or not _ALPHABET.issuperset(body):
        return None
    try:
        return base64.b64decode(plain)
    except binascii.Error:
        return None


def encode_base64(data: bytes) -> str:
    """Return the bytes in base64, padded."""
    return base64.b64encode(data).decode()


def _base64encode(call: Call) -> Result:
    return call.of(encode_base64(call.string(0).encode()))


def _base64decode(call: Call) -> Result:
    data = decode_base64(call.string(0))
    if data is None:
        return Failure("expected base64")
    try:
        return call.of(data.decode())
    except UnicodeDecodeError:
        return Failure("expected base64 of UTF-8 text")


def _base64gzip(call: Call) -> Result:
    # Go's compressor and zlib give different bytes for the same text.
    return call.unsupported("compressed bytes depend on the compressor")


_CHARACTER_SETS = {
    **{f"iso-8859-{n}": f"iso8859-{n}" for n in (*range(2, 11), 13, 14, 15, 16)},
    **{f"windows-{n}": f"cp{n}" for n in (874, *range(1250, 1259))},
    **{f"ibm{n}": f"cp{n}" for n in (437, 850, 852, 855, 860, 862, 863, 865, 866)},
    **{f"cp{n}": f"cp{n}" for n in (437, 850, 852, 855, 860, 862, 863, 865, 866)},
    **dict.fromkeys(("iso-8859-1", "iso_8859-1:1987", "latin1", "l1", "cp819"), "latin-1"),
    **dict.fromkeys(("us-ascii", "us", "iso646-us", "cp367"), "ascii"),
    "utf-8": "utf-8",
    "utf-16": "utf-16-be",
    "utf-16be": "utf-16-be",
    "utf-16le": "utf-16-le",
    "koi8-r": "koi8-r",
    "koi8-u": "koi8-u",
    "macintosh": "mac-roman",
    "ibm037": "cp037",
    "ibm00858": "cp858",
    "ibm01140": "cp1140",
    "big5": "big5",
    "euc-jp": "euc-jp",
    "euc-kr": "euc-kr",
    "gb18030": "gb18030",
    "gbk": "gbk",
    "iso-2022-jp": "iso2022-jp",
    "shift_jis": "shift-jis",
}
"""Python's name of each character set by its IANA name in lower case.

Source: https://www.iana.org/assignments/character-sets/character-sets.xhtml, as far
as terraform 1.11.4 takes the name."""
_MARK = {"utf-16": "\ufeff"}
"""The byte order mark that terraform writes at the start."""


def _textencodebase64(call: Call) -> Result:
    name = call.string(1).lower()
    codec = _CHARACTER_SETS.get(name)
    if codec is None:
        return _unknown_set(call)
    try:
        data = (_MARK.get(name, "") + call.string(0)).encode(codec)
    except UnicodeEncodeError:
        return Failure(f"the text has characters that `{call.string(1)}` has not")
    return call.of(encode_base64(data))


def _unknown_set(call: Call) -> Result:
    """Return what a name yields that is not in the table: terraform may know it."""
    try:
        codecs.lookup(call.string(1))
    except LookupError:
        return Failure(f"`{call.string(1)}` is not a character set that is known here")
    return call.unsupported(f"the character set `{call.string(1)}`")


def _textdecodebase64(call: Call) -> Result:
    name = call.string(1).lower()
    codec = _CHARACTER_SETS.get(name)
    if codec is None:
        return _unknown_set(call)
    data = decode_base64(call.string(0))
    if data is None:
        return Failure("expected base64")
    if name == "utf-16" and data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        codec, data = ("utf-16-le" if data[0] == 0xFF else codec), data[2:]
    try:
        return call.of(data.decode(codec))
    except UnicodeDecodeError:
        # Terraform puts replacement characters; how many depends on its decoder.
        return call.unsupported(f"bytes that are not `{call.string(1)}` text")


def _urlencode(call: Call) -> Result:
    return call.text(holes.each_part(call.parts(0), lambda text: quote_plus(text, safe="")))


_STRING = Primitive.STRING

ROWS: tuple[Function, ...] = (
    Function("base64decode", _base64decode, (_STRING,)),
    Function("base64encode", _base64encode, (_STRING,)),
    Function("base64gzip", _base64gzip, (_STRING,)),
    Function("textdecodebase64", _textdecodebase64, (_STRING, _STRING)),
    Function("textencodebase64", _textencodebase64, (_STRING, _STRING)),
    Function("urlencode", _urlencode, (_STRING,), doubt=Doubt.PARTIAL),
)
"""Shape: sorted by name."""
