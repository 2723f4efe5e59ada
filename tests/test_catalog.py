"""Where checks come from: entry points, local folders, selection."""

from __future__ import annotations

import importlib.metadata
import subprocess
import sys
from pathlib import Path

import pytest

from iac_scan import catalog
from iac_scan.errors import PluginError, UsageError

_CHECK = '''
from collections.abc import Iterator
from iac_scan.check import Context, Outcome, Severity, User, check


@check("{id}", on=User, severity=Severity.LOW, since="0.1", remedy="none", aliases=("OTHER_1",))
def look(user: User, ctx: Context) -> Iterator[Outcome]:
    """Users of a kind."""
    yield from ()
'''


def _write(folder: Path, name: str, text: str) -> Path:
    (folder / name).write_text(text, encoding="utf-8")
    return folder


def test_built_in_checks_are_found_sorted_by_id() -> None:
    ids = [check.id for check in catalog.load()]
    assert "inline-user-policy" in ids
    assert ids == sorted(ids)


def test_entry_points_agree_with_importlib_metadata() -> None:
    expected = {entry.value for entry in importlib.metadata.entry_points(group=catalog.GROUP)}
    assert set(catalog._installed()) == expected


def test_loading_does_not_import_the_metadata_machinery() -> None:
    code = "import sys; from iac_scan import catalog; catalog.load(); print(*sys.modules)"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert not {"importlib.metadata", "email", "jsonschema", "rich"} & set(run.stdout.split())


def test_the_working_directory_offers_no_checks(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    metadata = tmp_path / "hostile-1.0.dist-info"
    metadata.mkdir()
    _write(metadata, "entry_points.txt", "[iac_scan.checks]\nhostile = hostile\n")
    monkeypatch.syspath_prepend(tmp_path)
    assert "hostile" in catalog._installed()
    monkeypatch.chdir(tmp_path)
    assert "hostile" not in catalog._installed()


def test_entries_of_other_groups_are_not_ours(tmp_path: Path) -> None:
    text = (
        "[console_scripts]\na = b:c\n[iac_scan.checks]\n# a = comment\nmine = my_checks [extra]\n"
    )
    _write(tmp_path, "entry_points.txt", text)
    assert catalog._entries(str(tmp_path / "entry_points.txt")) == {"mine": "my_checks"}


def test_select_takes_ids_and_aliases() -> None:
    assert [check.id for check in catalog.load(["hardcoded-aws-key"])] == ["hardcoded-aws-key"]
    assert {check.id for check in catalog.load(["CKV_AWS_40"])} == {
        "inline-user-policy",
        "policy-attached-to-user",
    }


def test_ignore_takes_away() -> None:
    everything = {check.id for check in catalog.load()}
    rest = {check.id for check in catalog.load(ignore=["CKV_AWS_40"])}
    assert everything - rest == {"inline-user-policy", "policy-attached-to-user"}


def test_an_unknown_id_is_an_error_with_a_suggestion() -> None:
    with pytest.raises(UsageError) as caught:
        catalog.load(["inline-users-policy"])
    assert caught.value.help == "did you mean `inline-user-policy`?"


def test_an_unknown_id_that_resembles_nothing_points_to_the_list() -> None:
    with pytest.raises(UsageError) as caught:
        catalog.load(ignore=["qqqqqqqqqq"])
    assert caught.value.help == "`iac-scan checks` lists them"


def test_ignoring_every_selected_check_is_an_error() -> None:
    with pytest.raises(UsageError, match="no check is left"):
        catalog.load(["hardcoded-aws-key"], ["hardcoded-aws-key"])


def test_a_local_check_is_loaded_from_its_file(tmp_path: Path) -> None:
    _write(tmp_path, "ours.py", _CHECK.format(id="local-user"))
    (found,) = catalog.load(["local-user"], check_dirs=[tmp_path])
    assert found.title == "Users of a kind."
    assert [check.id for check in catalog.load(["OTHER_1"], check_dirs=[tmp_path])] == [
        "local-user"
    ]


def test_the_page_of_a_local_check_lies_beside_its_file(tmp_path: Path) -> None:
    _write(tmp_path, "ours.py", _CHECK.format(id="local-user"))
    (tmp_path / "pages").mkdir()
    _write(tmp_path / "pages", "local-user.md", "# local-user\n")
    (found,) = catalog.load(["local-user"], check_dirs=[tmp_path])
    assert catalog.rule(found).page == "# local-user\n"


def test_the_docstring_stands_for_a_page_that_is_not_there(tmp_path: Path) -> None:
    _write(tmp_path, "ours.py", _CHECK.format(id="local-user"))
    (found,) = catalog.load(["local-user"], check_dirs=[tmp_path])
    assert catalog.rule(found).page == "# local-user\n\nUsers of a kind.\n"


def test_a_page_that_cannot_be_read_is_an_error(tmp_path: Path) -> None:
    _write(tmp_path, "ours.py", _CHECK.format(id="local-user"))
    (tmp_path / "pages").mkdir()
    (tmp_path / "pages" / "local-user.md").write_bytes(b"\xff\xfe")
    (found,) = catalog.load(["local-user"], check_dirs=[tmp_path])
    with pytest.raises(PluginError, match="cannot be read"):
        catalog.rule(found)


def test_a_second_check_with_an_id_is_an_error_that_names_both(tmp_path: Path) -> None:
    _write(tmp_path, "a.py", _CHECK.format(id="local-user"))
    _write(tmp_path, "b.py", _CHECK.format(id="local-user"))
    with pytest.raises(PluginError, match=r"twice: .*a\.py:6 and .*b\.py:6"):
        catalog.load(check_dirs=[tmp_path])


def test_a_check_that_is_imported_elsewhere_counts_once(tmp_path: Path) -> None:
    _write(tmp_path, "a.py", "from iac_scan_checks.users import inline_user_policy\n")
    assert catalog.load(check_dirs=[tmp_path]) == catalog.load()


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("x = 1\ndef broken(:\n", r"invalid syntax .*ours\.py:2\)"),
        ("x = 1\ny = undefined\n", r"name 'undefined' is not defined .*ours\.py:2\)"),
        ("import nowhere_at_all\n", r"No module named 'nowhere_at_all' .*ours\.py:1\)"),
        (_CHECK.format(id="ensure-good"), r"not the kebab-case name .*ours\.py:6\)"),
    ],
)
def test_a_broken_local_file_is_an_error_that_names_the_line(
    tmp_path: Path, text: str, message: str
) -> None:
    _write(tmp_path, "ours.py", text)
    with pytest.raises(PluginError, match=message):
        catalog.load(check_dirs=[tmp_path])


def test_a_folder_that_is_not_there_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="is not a folder of checks"):
        catalog.load(check_dirs=[tmp_path / "nowhere"])


def test_a_folder_without_checks_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="holds no checks"):
        catalog.load(check_dirs=[tmp_path])


def test_every_rule_carries_its_page() -> None:
    for check in catalog.load():
        rule = catalog.rule(check)
        assert rule.page.startswith(f"# {check.id}\n")
        assert rule.title == check.title
