"""Write AWS's managed policies as `iac_scan.iam.managed` reads them, from moto's published list.

Run `python scripts/build_managed_policies.py` where moto is installed; it overwrites the two files
in `scanner/iac_scan/iam/data/`. The second one says where the first comes from.
"""

from __future__ import annotations

import hashlib
import json
import zlib
from importlib import metadata
from pathlib import Path
from typing import Any

from moto.iam.aws_managed_policies import aws_managed_policies_data

DATA = Path(__file__).parent.parent / "scanner" / "iac_scan" / "iam" / "data"

BLOCK = 24
"""Policies per compressed block: one lookup unpacks one block."""


def pack(policies: dict[str, Any]) -> bytes:
    """Return 4 bytes of index length, the compressed index, and the compressed blocks."""
    names = sorted(policies)
    blocks: list[bytes] = []
    index: dict[str, Any] = {"paths": {}, "blocks": []}
    for start in range(0, len(names), BLOCK):
        chunk = names[start : start + BLOCK]
        documents = [
            json.dumps(policies[name]["Document"], separators=(",", ":")) for name in chunk
        ]
        blocks.append(zlib.compress("\n".join(documents).encode(), 9))
        index["blocks"].append([len(blocks[-1]), *chunk])
        index["paths"].update(
            {name: policies[name]["Path"] for name in chunk if policies[name]["Path"] != "/"}
        )
    head = zlib.compress(json.dumps(index, separators=(",", ":")).encode(), 9)
    return b"".join((len(head).to_bytes(4, "big"), head, *blocks))


def main() -> None:
    """Write the policies and their source note."""
    policies = json.loads(aws_managed_policies_data)
    packed = pack(policies)
    (DATA / "managed_policies.bin").write_bytes(packed)
    note = {
        "what": "documents of AWS's managed policies, zlib-compressed JSON in blocks",
        "made_by": "scripts/build_managed_policies.py",
        "source": "https://github.com/getmoto/moto/blob/master/moto/iam/aws_managed_policies.py",
        "source_version": f"moto {metadata.version('moto')}",
        "source_date": max(policy.get("UpdateDate", "") for policy in policies.values())[:10],
        "licence": "Apache-2.0, the moto authors; the documents are published by AWS",
        "policies": len(policies),
        "sha256": hashlib.sha256(packed).hexdigest(),
    }
    (DATA / "managed_policies.source.json").write_text(json.dumps(note, indent=2) + "\n")
    print(f"{len(policies)} policies, {len(packed)} bytes")


if __name__ == "__main__":
    main()
