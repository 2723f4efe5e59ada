"""Write the list of AWS regions that `iac_scan.iam.regions` reads, from the botocore package.

Run `python scripts/build_regions.py`; in `scanner/iac_scan/iam/data/` it overwrites `regions.json`
and `regions.source.json`, which says where they come from.
"""

from __future__ import annotations

import hashlib
import json
from datetime import UTC, datetime
from importlib import metadata
from pathlib import Path

import botocore.session

DATA = Path(__file__).parent.parent / "scanner" / "iac_scan" / "iam" / "data"


def main() -> None:
    """Write the list and its source note."""
    loader = botocore.session.get_session().get_component("data_loader")
    found = {
        partition["id"]: {
            "form": partition["regionRegex"],
            # `aws-global` and its like are names of endpoints.
            "regions": sorted(name for name in partition["regions"] if "global" not in name),
        }
        for partition in loader.load_data("partitions")["partitions"]
    }
    written = json.dumps(dict(sorted(found.items())), indent=1) + "\n"
    (DATA / "regions.json").write_text(written)
    note = {
        "what": "every AWS partition, its regions, and the form that their names have",
        "made_by": "scripts/build_regions.py",
        "source": "partitions.json of the botocore package (Python package index)",
        "source_version": metadata.version("botocore"),
        "source_date": datetime.now(tz=UTC).date().isoformat(),
        "licence": "Apache-2.0, copyright Amazon.com, Inc. or its affiliates",
        "partitions": len(found),
        "regions": sum(len(each["regions"]) for each in found.values()),
        "sha256": hashlib.sha256(written.encode()).hexdigest(),
    }
    (DATA / "regions.source.json").write_text(json.dumps(note, indent=2) + "\n")
    print(f"{note['regions']} regions of {note['partitions']} partitions")


if __name__ == "__main__":
    main()
