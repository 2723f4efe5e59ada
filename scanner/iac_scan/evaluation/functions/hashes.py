"""Hashes, and identifiers made from them or by chance."""

from __future__ import annotations

import hashlib
import re
import uuid

from iac_scan.evaluation.functions.call import Call, Failure, Function, Result
from iac_scan.evaluation.functions.encoding import encode_base64
from iac_scan.evaluation.functions.types import Primitive
from iac_scan.values import Reason, Unknown

_UUID = re.compile(
    r"(?:[uU][rR][nN]:[uU][uU][iI][dD]:)?([0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12})"
    r"|\{([0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12})\}|([0-9a-fA-F]{32})"
)
_NAMESPACES = {
    "dns": uuid.NAMESPACE_DNS,
    "url": uuid.NAMESPACE_URL,
    "oid": uuid.NAMESPACE_OID,
    "x500": uuid.NAMESPACE_X500,
}


def digest(algorithm: str, data: bytes) -> bytes:
    """Return the hash of the bytes; what it is used for is not ours to judge here."""
    return hashlib.new(algorithm, data, usedforsecurity=False).digest()


def _hexadecimal(name: str) -> Function:
    def run(call: Call) -> Result:
        return call.of(digest(name, call.string(0).encode()).hex())

    return Function(name, run, (Primitive.STRING,))


def _in_base64(name: str, algorithm: str) -> Function:
    def run(call: Call) -> Result:
        return call.of(encode_base64(digest(algorithm, call.string(0).encode())))

    return Function(name, run, (Primitive.STRING,))


def _of_the_moment(call: Call) -> Result:
    return Unknown(Reason.MOMENT, "different at every run", call.site.origin)


def _bcrypt(call: Call) -> Result:
    if len(call.arguments) > 2:
        return Failure(f"expected one or two arguments, got {len(call.arguments)}")
    return _of_the_moment(call)


def _uuidv5(call: Call) -> Result:
    namespace, name = call.string(0), call.string(1)
    space = _NAMESPACES.get(namespace)
    if space is None:
        found = _UUID.fullmatch(namespace)
        if found is None:
            return Failure(f"`{namespace}` is not a namespace")
        space = uuid.UUID(next(group for group in found.groups() if group is not None))
    made = hashlib.sha1(space.bytes + name.encode(), usedforsecurity=False).digest()
    return call.of(str(uuid.UUID(bytes=made[:16], version=5)))


def _rsadecrypt(call: Call) -> Result:
    return call.unsupported("decryption with a private key")


_STRING = Primitive.STRING

ROWS: tuple[Function, ...] = (
    _in_base64("base64sha256", "sha256"),
    _in_base64("base64sha512", "sha512"),
    Function("bcrypt", _bcrypt, (_STRING,), Primitive.NUMBER),
    _hexadecimal("md5"),
    Function("rsadecrypt", _rsadecrypt, (_STRING, _STRING)),
    _hexadecimal("sha1"),
    _hexadecimal("sha256"),
    _hexadecimal("sha512"),
    Function("uuid", _of_the_moment),
    Function("uuidv5", _uuidv5, (_STRING, _STRING)),
)
"""Shape: sorted by name."""
