"""Functions that OpenTofu has and terraform has not.

Source: https://opentofu.org/docs/language/functions/.
"""

from __future__ import annotations

import re
import zlib

from iac_scan.evaluation.functions.call import Call, Failure, Function, Result
from iac_scan.evaluation.functions.encoding import decode_base64
from iac_scan.evaluation.functions.networks import Network, parse_address, parse_network
from iac_scan.evaluation.functions.types import Primitive
from iac_scan.values import Reason

_PAGES = "https://opentofu.org/docs/language/functions/"
_PERCENT = re.compile(rb"%([0-9a-fA-F]{2})?")


def _base64gunzip(call: Call) -> Result:
    data = decode_base64(call.string(0))
    if data is None:
        return Failure("expected base64")
    reader = zlib.decompressobj(wbits=zlib.MAX_WBITS | 16)
    try:
        text = reader.decompress(data, call.bounds.text)
        if not reader.eof and (reader.unconsumed_tail or len(text) == call.bounds.text):
            return Failure("the result is too long", Reason.BOUND)
        return call.of(text.decode())
    except (zlib.error, UnicodeDecodeError):
        return Failure("expected base64 of compressed UTF-8 text")


def _cidrcontains(call: Call) -> Result:
    outer = parse_network(call.string(0))
    inner = parse_network(call.string(1))
    if inner is None:
        address = parse_address(call.string(1))
        inner = None if address is None else Network(address[0], address[1], address[1])
    if outer is None or inner is None:
        return Failure("expected a prefix, and an address or a prefix")
    if outer.bits != inner.bits:
        return Failure("expected addresses of one family")
    return call.of(
        outer.start <= inner.start and inner.start + inner.size <= outer.start + outer.size
    )


def _urldecode(call: Call) -> Result:
    data = call.string(0).replace("+", " ").encode()
    if any(found[1] is None for found in _PERCENT.finditer(data)):
        return Failure("expected two hexadecimal digits after `%`")
    decoded = _PERCENT.sub(lambda found: bytes.fromhex(found[1].decode()), data)
    try:
        return call.of(decoded.decode())
    except UnicodeDecodeError:
        return Failure("expected UTF-8 text")


_STRING = Primitive.STRING

ROWS: tuple[Function, ...] = (
    Function("base64gunzip", _base64gunzip, (_STRING,), page=_PAGES + "base64gunzip"),
    Function("cidrcontains", _cidrcontains, (_STRING, _STRING), page=_PAGES + "cidrcontains"),
    Function("urldecode", _urldecode, (_STRING,), page=_PAGES + "urldecode"),
)
"""Shape: sorted by name."""
