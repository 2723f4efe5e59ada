"""The policies that AWS itself writes and keeps: `arn:aws:iam::aws:policy/...`.

The documents are data beside this module; a lookup unpacks the few that are packed together with
the one it wants.
Source: `data/managed_policies.source.json`.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Mapping as Map
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from iac_scan.iam.json_values import value_of_json
from iac_scan.iam.policy import PolicyDocument, PolicyKind
from iac_scan.iam.read import read_policy
from iac_scan.sources.span import Origin
from iac_scan.values import Arn, Known, Text, Value

_MARK = ":iam::aws:policy/"


@dataclass(frozen=True, slots=True)
class _Index:
    """Where the documents are in the packed data."""

    packed: bytes
    """The whole data file."""
    places: Map[str, tuple[int, int, int]]
    """By name: offset and length of the block, and the line in it."""
    paths: Map[str, str]
    """By name: the IAM path where it is not `/`."""


@lru_cache(maxsize=1)
def _index() -> _Index:
    packed = (Path(__file__).parent / "data" / "managed_policies.bin").read_bytes()
    end = 4 + int.from_bytes(packed[:4], "big")
    index = json.loads(zlib.decompress(packed[4:end]))
    places: dict[str, tuple[int, int, int]] = {}
    for length, *names in index["blocks"]:
        places.update({name: (end, length, line) for line, name in enumerate(names)})
        end += length
    return _Index(packed, places, index["paths"])


def managed_policy_name(arn: Value) -> str | None:
    """Return the last part of the ARN of an AWS managed policy, or None for any other value.

    The partition may be anything, or not known; so may an IAM path such as `service-role/`.
    """
    match arn:
        case Known(value=str() as text):
            tail = text
        case Text(parts=(*_, str() as last)):
            tail = last
        case _:
            return None
    head, mark, path = tail.partition(_MARK)
    if not mark or not (isinstance(arn, Text) or head.startswith("arn:")):
        return None
    return path.rsplit("/", maxsplit=1)[-1]


def managed_policy_names() -> tuple[str, ...]:
    """Return the name of every AWS managed policy that is known, sorted."""
    return tuple(sorted(_index().places))


def managed_policy_arn(name: str) -> Arn | None:
    """Return the ARN of an AWS managed policy in the partition `aws`, or None for an unknown name.

    Shape: the name without path: `AdministratorAccess`, `AWSLambdaBasicExecutionRole`.
    """
    index = _index()
    if name not in index.places:
        return None
    return Arn(f"arn:aws:iam::aws:policy{index.paths.get(name, '/')}{name}")


def managed_policy(
    arn: Value, origin: Origin, kind: PolicyKind = PolicyKind.IDENTITY
) -> PolicyDocument | None:
    """Return the document of an AWS managed policy, every part of it at `origin`.

    Unknown: None when the ARN is not one of AWS's, when its name is not known, and when AWS
    retired the policy or made it after the data was fetched.
    """
    name = managed_policy_name(arn)
    text = None if name is None else _document(name)
    if text is None:
        return None
    return read_policy(value_of_json(json.loads(text), origin), kind)


def managed_policy_text(arn: Value, origin: Origin) -> Known | None:
    """Return the JSON text of an AWS managed policy, decoded beside it, every part at `origin`.

    Unknown: None as in `managed_policy`.
    """
    name = managed_policy_name(arn)
    text = None if name is None else _document(name)
    if text is None:
        return None
    return Known(text, origin, encoded=value_of_json(json.loads(text), origin))


@lru_cache(maxsize=256)
def _document(name: str) -> str | None:
    """Return the JSON text of a policy, or None for an unknown name."""
    index = _index()
    place = index.places.get(name)
    if place is None:
        return None
    offset, length, line = place
    block = zlib.decompress(index.packed[offset : offset + length]).decode()
    return block.split("\n")[line]


@lru_cache(maxsize=256)
def full_aws_access(origin: Origin) -> PolicyDocument:
    """Return the service control policy `FullAWSAccess` (`p-FullAWSAccess`).

    Source: Organizations User Guide, "SCP evaluation".
    """
    statement = {"Effect": "Allow", "Action": "*", "Resource": "*"}
    document = {"Version": "2012-10-17", "Statement": [statement]}
    return read_policy(value_of_json(document, origin), PolicyKind.SERVICE_CONTROL)
