"""Write the actions that AWS itself names and its reference does not list.

Run `python scripts/build_unlisted_actions.py` after the scripts of actions, managed policies and
operations, where the cfn-lint package is installed; in `scanner/iac_scan/iam/data/` it overwrites
`unlisted.json`, which `iac_scan.iam.unlisted` reads, and `unlisted.source.json`, which says where
it comes from.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from importlib import metadata
from importlib.resources import files
from pathlib import Path

from iac_scan.iam.action_words import matching
from iac_scan.iam.catalogue import services
from iac_scan.iam.conditions import NOWHERE
from iac_scan.iam.managed import managed_policy, managed_policy_arn, managed_policy_names
from iac_scan.iam.operations import action_of_operation
from iac_scan.suggest import nearest
from iac_scan.values import Known

SCHEMAS = Path(str(files("cfnlint"))) / "data" / "schemas"
"""The folder of the resource schemas."""

LIKENESS = 0.9
"""How like an action a slip is."""

DATA = Path(__file__).parent.parent / "scanner" / "iac_scan" / "iam" / "data"


def in_policies() -> Iterator[str]:
    """Yield the words of actions in AWS's own policies."""
    for name in managed_policy_names():
        document = managed_policy(Known(managed_policy_arn(name), NOWHERE), NOWHERE)
        assert document is not None
        for statement in document.statements:
            for word in () if statement.actions is None else statement.actions.words:
                yield str(word.value) if isinstance(word, Known) else ""


def in_schemas() -> Iterator[str]:
    """Yield the permissions that AWS's own handlers of resource types say they need.

    They are written by hand: a name of a service that there is not, that of an operation which
    asks for another action, and one that is like an action of the service, is a slip.
    """
    listed = {service.name: [each.lower() for each in service.all] for service in services()}
    for path in SCHEMAS.glob("resources/*.json"):
        schema = json.loads(path.read_text("utf-8"))
        for handler in schema.get("handlers", {}).values():
            for word in handler.get("permissions", ()):
                names = listed.get(word.lower().partition(":")[0])
                is_slip = names is None or nearest(word.lower(), names, LIKENESS) is not None
                if not is_slip and action_of_operation(word) is None:
                    yield word


def main() -> None:
    """Write the words and their source note."""
    policies, schemas = (
        {word.lower() for word in words if ":" in word and not matching(word)}
        for words in (in_policies(), in_schemas())
    )
    written = json.dumps(sorted(policies | schemas), indent=1) + "\n"
    (DATA / "unlisted.json").write_text(written, "ascii")
    note = {
        "what": "actions that AWS itself names and its reference does not list, in lower case",
        "made_by": "scripts/build_unlisted_actions.py",
        "source": "managed_policies.bin beside it, and the permissions of handlers in the resource "
        "schemas of the cfn-lint package (Python package index)",
        "source_version": f"cfn-lint {metadata.version('cfn-lint')}",
        "source_date": json.loads((SCHEMAS / "version.json").read_text())["schema_date"][:10],
        "licence": "MIT-0, copyright Amazon.com, Inc. or its affiliates; the policies are "
        "published by AWS",
        "in_policies": len(policies),
        "in_schemas": len(schemas),
        "sha256": hashlib.sha256(written.encode()).hexdigest(),
    }
    (DATA / "unlisted.source.json").write_text(json.dumps(note, indent=2) + "\n")
    print(f"{len(policies)} words of policies, {len(schemas)} of schemas")


if __name__ == "__main__":
    main()
