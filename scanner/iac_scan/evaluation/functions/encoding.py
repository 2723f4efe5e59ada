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


def _codec(name: str) -> codecs.CodecInfo | None:
    """Return the character set that an IANA name means, or None."""
    folded = name.casefold()
    try:
        found = codecs.lookup(folded)
    except LookupError:
        return None
    return found if getattr(found, "_is_text_encoding", True) else None


def _textencodebase64(call: Call) -> Result:
    codec = _codec(call.string(1))
    if codec is None:
        return Failure(f"`{call.string(1)}` is not a character set that is known here")
    try:
        data, _ = codec.encode(call.string(0))
    except UnicodeEncodeError:
        return Failure(f"the text has characters that `{call.string(1)}` has not")
    return call.of(encode_base64(data))


def _textdecodebase64(call: Call) -> Result:
    codec = _codec(call.string(1))
    if codec is None:
        return Failure(f"`{call.string(1)}` is not a character set that is known here")
    data = decode_base64(call.string(0))
    if data is None:
        return Failure("expected base64")
    try:
        text, _ = codec.decode(data)
    except UnicodeDecodeError:
        return Failure(f"expected base64 of `{call.string(1)}` text")
    return call.of(text)


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
