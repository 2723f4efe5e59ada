"""Functions on IP network prefixes.

Source: https://developer.hashicorp.com/terraform/language/functions/cidrsubnet.
"""

from __future__ import annotations

import ipaddress
import re
from dataclasses import dataclass

from iac_scan.evaluation.functions.call import Call, Failure, Function, Result
from iac_scan.evaluation.functions.number import whole_number
from iac_scan.evaluation.functions.types import Primitive
from iac_scan.values import Known

_SIGN = 1 << 63
_FARTHEST = 1_000
"""Units: bits. What is shifted farther, or longer than this, is longer than any address."""
_FOUR = re.compile(r"\d+(?:\.\d+){3}", re.ASCII)


@dataclass(frozen=True, slots=True)
class Network:
    """A prefix: the first address and how many bits are fixed."""

    start: int
    """The first address as a number."""
    length: int
    """The number of fixed bits."""
    bits: int
    """32, or 128."""

    @property
    def size(self) -> int:
        """The number of addresses."""
        return 1 << (self.bits - self.length)

    @property
    def is_mapped(self) -> bool:
        """Whether the addresses are IPv6 ones that stand for IPv4 ones: Go mixes both up."""
        return self.bits == 128 and self.start >> 32 == 0xFFFF

    def text(self) -> str:
        """Return the prefix as terraform writes it."""
        if self.length < 0:
            return "<nil>"
        length = max(self.length - 96, 0) if self.is_mapped else self.length
        return f"{address_text(self.start, self.bits)}/{length}"


def address_text(number: int, bits: int) -> str:
    """Return an address as terraform writes it."""
    if bits == 32:
        return str(ipaddress.IPv4Address(number))
    address = ipaddress.IPv6Address(number)
    # Go writes addresses that map IPv4 ones as those.
    return str(address if address.ipv4_mapped is None else address.ipv4_mapped)


def parse_address(text: str) -> tuple[int, int] | None:
    """Return the address as a number and its bits, or None. Leading zeros are decimal."""
    if _FOUR.fullmatch(text):
        parts = [int(part[:9]) for part in text.split(".")]
        if any(part > 255 for part in parts):
            return None
        return int.from_bytes(bytes(parts)), 32
    if ":" not in text or "%" in text:
        return None
    try:
        return int(ipaddress.IPv6Address(text)), 128
    except ValueError:
        return None


def parse_network(text: str) -> Network | None:
    """Return the network of a prefix; bits after the prefix are dropped."""
    address, slash, length = text.partition("/")
    parsed = parse_address(address)
    if parsed is None or not slash or not (length.isascii() and length.isdigit()):
        return None
    number, bits = parsed
    if len(length) > 9 or int(length) > bits:
        return None
    fixed = int(length)
    free = bits - fixed
    return Network(number >> free << free, fixed, bits)


def _network(call: Call) -> Network | Failure:
    network = parse_network(call.string(0))
    return Failure(f"`{call.string(0)}` is not a prefix") if network is None else network


def _cidrhost(call: Call) -> Result:
    network = _network(call)
    if isinstance(network, Failure):
        return network
    number = call.scalar(1)
    if not isinstance(number, int):
        return Failure("expected a whole number as host")
    position = network.size + number if number < 0 else number
    # Terraform compares the last 64 bits of a number with the size, as a number with a sign.
    compared = position if number < 0 else (number + _SIGN) % (2 * _SIGN) - _SIGN
    address = network.start | position << (96 if network.is_mapped else 0)
    if position < 0 or compared >= network.size or address >= 1 << network.bits:
        return Failure(f"the prefix has no host {number}")
    return call.of(address_text(address, network.bits))


def _cidrnetmask(call: Call) -> Result:
    network = _network(call)
    if isinstance(network, Failure):
        return network
    if network.bits != 32 and not network.is_mapped:
        return Failure("expected an IPv4 prefix")
    return call.of(address_text((1 << network.bits) - network.size, network.bits))


def _cidrsubnet(call: Call) -> Result:
    network = _network(call)
    if isinstance(network, Failure):
        return network
    more, number = whole_number(call.scalar(1)), call.scalar(2)
    if more is None or not isinstance(number, int):
        return Failure("expected whole numbers of bits and network")
    length = network.length + more
    if length > network.bits:
        return Failure(f"the prefix cannot be extended by {more} bits")
    # Terraform looks at 64 bits of the number, without its sign, and at none for other extensions.
    if 0 <= more < 64 and abs(number) % (2 * _SIGN) >= 1 << more:
        return Failure(f"{more} bits have no network {number}")
    if number and max(abs(more), number.bit_length()) > _FARTHEST:
        return Failure(f"{more} bits have no network {number}")
    start = abs(network.start | number << (network.bits - length))
    if start >= 1 << network.bits:
        return Failure(f"{more} bits have no network {number}")
    return call.of(Network(start, length, network.bits).text())


def _cidrsubnets(call: Call) -> Result:
    network = _network(call)
    if isinstance(network, Failure):
        return network
    if network.is_mapped and len(call.arguments) > 1:
        return Failure("a prefix of IPv6 that stands for one of IPv4 cannot be divided")
    found: list[Known] = []
    position, end = network.start, network.start + network.size
    for index in range(1, len(call.arguments)):
        more = whole_number(call.scalar(index))
        if more is None or not 1 <= more <= 32 or network.length + more > network.bits:
            return Failure(f"the prefix cannot be extended by {call.scalar(index)} bits")
        length = network.length + more
        size = 1 << (network.bits - length)
        start = -(-position // size) * size
        if start == 0:
            # Terraform steps into the network from the address before it, and takes 0 for overflow.
            return Failure("a network at address zero cannot be divided")
        if start + size > end:
            return Failure("the prefix has no room for all of the networks")
        found.append(call.of(Network(start, length, network.bits).text()))
        position = start + size
    return call.list_of(tuple(found))


_STRING, _NUMBER = Primitive.STRING, Primitive.NUMBER

ROWS: tuple[Function, ...] = (
    Function("cidrhost", _cidrhost, (_STRING, _NUMBER)),
    Function("cidrnetmask", _cidrnetmask, (_STRING,)),
    Function("cidrsubnet", _cidrsubnet, (_STRING, _NUMBER, _NUMBER)),
    Function("cidrsubnets", _cidrsubnets, (_STRING,), _NUMBER),
)
"""Shape: sorted by name."""
