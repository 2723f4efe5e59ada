"""The Dockerfile, as far as it can be judged without building it."""

from __future__ import annotations

import json
import re
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LINES = (ROOT / "Dockerfile").read_text("utf-8").splitlines()


def instructions(name: str) -> list[str]:
    return [line.removeprefix(name).strip() for line in LINES if line.startswith(f"{name} ")]


def test_every_base_is_pinned_to_the_same_digest() -> None:
    bases = [line.split(" AS ")[0] for line in instructions("FROM")]
    assert len(set(bases)) == 1
    assert re.fullmatch(r"python:\d+\.\d+\.\d+-slim@sha256:[0-9a-f]{64}", bases[0])


def test_program_runs_as_nobody_and_apart_from_the_scanned_folder() -> None:
    (user,) = instructions("USER")
    assert int(user.split(":")[0]) > 1000
    (entry,) = instructions("ENTRYPOINT")
    assert json.loads(entry)[1:] == ["-I", "-m", "iac_scan"]


def test_what_is_copied_is_there_and_not_ignored() -> None:
    allowed = {
        line[1:]
        for line in (ROOT / ".dockerignore").read_text("utf-8").splitlines()
        if line.startswith("!")
    }
    copied = {word for line in instructions("COPY")[:-1] for word in line.split()[:-1]}
    assert copied == allowed
    assert all((ROOT / word).exists() for word in copied)
