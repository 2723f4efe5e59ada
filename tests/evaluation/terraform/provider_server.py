"""A provider for the real terraform whose resource has nested blocks; it runs in the test.

Terraform's built-in resource has no nested block. The program speaks protocol buffers over gRPC
with providers, and values are passed back to it as they came, so that little has to be encoded.

Source: https://github.com/hashicorp/terraform/blob/v1.11.4/docs/plugin-protocol/tfplugin5.8.proto
(2026-11-26), from which the numbers of the fields are.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from enum import Enum
from pathlib import Path
from typing import TypeAlias

import grpc

Method: TypeAlias = Callable[[bytes], bytes]
"""A method of a provider: the message of the answer by that of the request."""

NAME = "oracle"
TYPE = "oracle_thing"


class Nesting(Enum):
    """How the blocks of one type are put together; the value is the number in the protocol."""

    LIST = 2
    SET = 3


@dataclass(frozen=True)
class Shape:
    """What may stand in a block."""

    attributes: Mapping[str, str]
    """The type of each argument, by name."""
    blocks: Mapping[str, tuple[Nesting, Shape]] = field(default_factory=dict)
    """The nested blocks, by type."""


_LEAF = Shape({"a": "dynamic", "b": "string"})
_BAG = Shape({"k": "string"})
_BOX = Shape(
    {"a": "dynamic", "s": "string"}, {"leaf": (Nesting.LIST, _LEAF), "bag": (Nesting.SET, _BAG)}
)
THING = Shape({"name": "string"}, {"box": (Nesting.LIST, _BOX), "bag": (Nesting.SET, _BAG)})
"""The resource `oracle_thing`."""


@contextmanager
def serving(directory: Path) -> Iterator[Mapping[str, str]]:
    """Run the provider; give the environment in which terraform finds it."""
    socket = directory / "provider"
    methods = {name: _handler(method) for name, method in METHODS.items()}
    handler = grpc.method_handlers_generic_handler("tfplugin5.Provider", methods)
    server = grpc.server(ThreadPoolExecutor(4), handlers=[handler])
    server.add_insecure_port(f"unix:{socket}")
    server.start()
    attached = {
        f"registry.terraform.io/hashicorp/{NAME}": {
            "Protocol": "grpc",
            "ProtocolVersion": 5,
            "Pid": os.getpid(),
            "Test": True,
            "Addr": {"Network": "unix", "String": str(socket)},
        }
    }
    try:
        yield {"TF_REATTACH_PROVIDERS": json.dumps(attached)}
    finally:
        server.stop(None).wait()


def _handler(method: Method) -> grpc.RpcMethodHandler[bytes, bytes]:
    return grpc.unary_unary_rpc_method_handler(lambda request, _: method(request))


def _varint(number: int) -> bytes:
    groups = bytearray()
    while number > 127:
        groups.append(number & 127 | 128)
        number >>= 7
    return bytes((*groups, number))


def _number(tag: int, number: int) -> bytes:
    return _varint(tag << 3) + _varint(number)


def _bytes(tag: int, text: str | bytes) -> bytes:
    text = text.encode() if isinstance(text, str) else text
    return _varint(tag << 3 | 2) + _varint(len(text)) + text


def _field(message: bytes, wanted: int) -> bytes:
    """Return the last field of bytes with that number."""
    found, rest = b"", message
    while rest:
        key, rest = _read_varint(rest)
        size, rest = _read_varint(rest)
        if key & 7 == 2:
            text, rest = rest[:size], rest[size:]
            found = text if key >> 3 == wanted else found
    return found


def _read_varint(message: bytes) -> tuple[int, bytes]:
    number = 0
    for index, byte in enumerate(message):
        number |= (byte & 127) << 7 * index
        if byte < 128:
            return number, message[index + 1 :]
    raise ValueError(message)


def _block(shape: Shape) -> bytes:
    attributes = (
        _bytes(1, name) + _bytes(2, json.dumps(type)) + _number(5, 1)
        for name, type in shape.attributes.items()
    )
    blocks = (
        _bytes(1, name) + _bytes(2, _block(inner)) + _number(3, nesting.value)
        for name, (nesting, inner) in shape.blocks.items()
    )
    return b"".join((*(_bytes(2, one) for one in attributes), *(_bytes(3, one) for one in blocks)))


def _schema(_request: bytes) -> bytes:
    resource = _bytes(1, TYPE) + _bytes(2, _bytes(2, _block(THING)))
    return _bytes(1, _bytes(2, b"")) + _bytes(2, resource)


def _nothing(_request: bytes) -> bytes:
    return b""


METHODS: Mapping[str, Method] = {
    "Configure": _nothing,
    "GetSchema": _schema,
    "PlanResourceChange": lambda request: _bytes(1, _field(request, 3)),
    "PrepareProviderConfig": lambda request: _bytes(1, _field(request, 1)),
    "Stop": _nothing,
    "ValidateResourceTypeConfig": _nothing,
}
"""What each method answers: configurations and proposed states are taken as they are.

Methods that terraform can do without are not there.
"""
