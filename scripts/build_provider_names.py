"""Write the names of attributes that `tests/provider` holds our tables against.

Run `python scripts/build_provider_names.py PACKAGE`, where PACKAGE is the archive that
`npm pack @cdktn/provider-aws` brings: bindings that are generated from the schema of the AWS
provider. It overwrites `names.txt` and `names.source.json` in `tests/provider/`. Names alone are
taken, of the types that our tables have.
"""

from __future__ import annotations

import base64
import hashlib
import json
import re
import sys
import tarfile
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path, PurePosixPath

from iac_scan.evaluation.result import Mode
from iac_scan.evaluation.terraform.computed_table import TABLE
from iac_scan.graph.terraform import ROWS

DATA = Path(__file__).parent.parent / "tests" / "provider"

_MAP = re.compile(r"sourceMappingURL=data:application/json;base64,([A-Za-z0-9+/=]+)")
_TYPE = re.compile(r"terraformResourceType: '(\w+)',\n\s+terraformGeneratorMetadata")
_VERSION = re.compile(r"providerVersion: '([\d.]+)'")
_CLASS = re.compile(r"\nexport (?:abstract )?class (\w+) extends ([\w.]+)")
_ATTRIBUTE = re.compile(
    r"\n  // (\w+) - computed: (true|false), optional: (true|false), required: (true|false)\n"
)
_NESTED = re.compile(r'new (\w+?)(List|Map|OutputReference)\(this, "(\w+)"')


def main(package: Path) -> None:
    """Write the names and their source note."""
    wanted = {f"data.{row.type}" if row.mode is Mode.DATA else row.type for row in ROWS}
    wanted |= TABLE.keys()
    lines, versions = [], set()
    with tarfile.open(package) as archive:
        release = _text(archive, "package/package.json")
        for text in _sources(archive):
            type = _TYPE.search(text)
            if type is None:
                continue
            classes = _classes(text)
            top, mode = next(
                (name, base.rpartition(".")[2])
                for name, (base, _) in classes.items()
                if "Terraform" in base
            )
            label = f"data.{type[1]}" if mode == "TerraformDataSource" else type[1]
            if label in wanted and mode in ("TerraformDataSource", "TerraformResource"):
                lines.append(f"{label} {_names(classes, top)}")
                versions.add(_VERSION.findall(text)[0])
    written = "\n".join(sorted(lines)) + "\n"
    (DATA / "names.txt").write_text(written)
    note = {
        "what": "the names of arguments and attributes of the types that our tables have",
        "made_by": "scripts/build_provider_names.py",
        "source": "@cdktn/provider-aws (npm), generated from the schema of hashicorp/aws",
        "source_version": json.loads(release)["version"],
        "provider_version": ", ".join(sorted(versions)),
        "source_date": datetime.now(tz=UTC).date().isoformat(),
        "licence": "MPL-2.0 for the source; names alone are taken, which are facts",
        "types": len(lines),
        "sha256": hashlib.sha256(written.encode()).hexdigest(),
    }
    (DATA / "names.source.json").write_text(json.dumps(note, indent=2) + "\n")
    print(f"{len(lines)} types of {len(wanted)}")


def _sources(archive: tarfile.TarFile) -> Iterator[str]:
    """Yield the source of each binding, its parts put together."""
    parts: dict[str, list[str]] = {}
    for member in archive.getmembers():
        path = PurePosixPath(member.name)
        if len(path.parts) > 3 and path.suffix == ".js":
            found = _MAP.search(_text(archive, member.name))
            if found is not None:
                source = json.loads(base64.b64decode(found[1]))["sourcesContent"][0]
                parts.setdefault(path.parts[2], []).append(source)
    for texts in parts.values():
        yield "".join(texts)


def _text(archive: tarfile.TarFile, name: str) -> str:
    file = archive.extractfile(name)
    assert file is not None
    return file.read().decode()


def _classes(text: str) -> dict[str, tuple[str, str]]:
    """Return the base and the body of each class."""
    starts = list(_CLASS.finditer(text))
    ends = [one.start() for one in starts[1:]] + [len(text)]
    return {
        one[1]: (one[2], text[one.start() : end]) for one, end in zip(starts, ends, strict=True)
    }


def _names(classes: dict[str, tuple[str, str]], name: str) -> str:
    """Return the names of a class: `arn=` is computed, `id~` may be, `x{...}` holds others."""
    body = classes[name][1]
    nested = {inner: f"{stem}OutputReference" for stem, _, inner in _NESTED.findall(body)}
    found = []
    for attribute, computed, optional, required in _ATTRIBUTE.findall(body):
        settable = "true" in (optional, required)
        mark = "" if computed == "false" else "~" if settable else "="
        inner = nested.get(attribute)
        below = f"{{{_names(classes, inner)}}}" if inner in classes else ""
        found.append(f"{attribute}{mark}{below}")
    return " ".join(sorted(found))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
