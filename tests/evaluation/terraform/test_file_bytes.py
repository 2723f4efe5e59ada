"""Hashes of files are those of their bytes, whether these are text or an archive."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from pathlib import Path

from iac_scan.evaluation.result import Evaluation

from .reading import out

Evaluate = Callable[..., Evaluation]


def test_hash_of_an_archive_is_that_of_its_bytes(run: Evaluate, tmp_path: Path) -> None:
    data = b"PK\x03\x04\x00\xff\xfe"
    (tmp_path / "code.zip").write_bytes(data)
    evaluation = run('output "x" { value = filesha256("${path.module}/code.zip") }')
    assert out(evaluation) == hashlib.sha256(data).hexdigest()
    assert evaluation.diagnostics == ()


def test_hash_of_a_text_keeps_its_line_ends(run: Evaluate, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"a\r\nb")
    evaluation = run('output "x" { value = filemd5("a.txt") }')
    assert out(evaluation) == hashlib.md5(b"a\r\nb").hexdigest()


def test_hash_of_a_folder_is_refused(run: Evaluate, tmp_path: Path) -> None:
    (tmp_path / "src").mkdir()
    evaluation = run('output "x" { value = filesha1("src") }')
    assert out(evaluation) is ...
    assert evaluation.diagnostics


def test_hash_of_a_file_outside_of_the_root_is_not_taken(run: Evaluate) -> None:
    evaluation = run('output "x" { value = filesha512("../secret.txt") }')
    assert out(evaluation) is ...
