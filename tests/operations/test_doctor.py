"""The check of the machine: what it sees, what it would install, and the remedy it writes."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from lsg_projects import settings
from lsg_projects.operations import doctor, readiness
from lsg_projects.operations.doctor import Finding


def test_this_machine_is_complete() -> None:
    """Where the tests run, every library that paper needs is there."""
    findings = doctor.examine_machine()
    assert [each for each in findings if not each.ok] == []
    assert {each.name for each in findings} >= set(doctor.LIBRARIES)


def test_a_missing_library_names_its_package(monkeypatch: pytest.MonkeyPatch) -> None:
    """A library that cannot be opened is named with the Debian package that brings it."""
    monkeypatch.setattr(doctor, "LIBRARIES", {"libdoes-not-exist.so.9": "libexample9"})
    findings = doctor.examine_machine()
    missing = next(each for each in findings if each.name == "libdoes-not-exist.so.9")
    assert not missing.ok
    assert doctor.missing_packages(findings) == ["libexample9"]


def test_old_time_zones_are_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    """A machine whose Almaty is not at UTC+5 is told to renew its time zones."""
    monkeypatch.setattr(doctor, "ALMATY", "Asia/Vladivostok")
    finding = next(each for each in doctor.examine_machine() if each.name == "time zones")
    assert (finding.ok, finding.package) == (False, "tzdata")


def test_packages_are_named_once_and_in_order() -> None:
    """The command is one that a person may copy."""
    findings = [
        Finding("b", False, "", package="b"),
        Finding("a", False, "", package="a"),
        Finding("b again", False, "", package="b"),
        Finding("well", True, "", package="c"),
        Finding("a folder", False, "", remedy="chown"),
    ]
    assert doctor.missing_packages(findings) == ["a", "b"]
    command = doctor.install_command(["a", "b"])
    assert command.endswith("apt-get install -y --no-install-recommends a b")
    assert command.startswith("sudo ") is (os.geteuid() != 0)


def test_only_root_on_debian_may_install(monkeypatch: pytest.MonkeyPatch) -> None:
    """Anybody else gets the command to copy."""
    monkeypatch.setattr(doctor.shutil, "which", lambda name: f"/usr/bin/{name}")
    monkeypatch.setattr(doctor.os, "geteuid", lambda: 0)
    assert doctor.may_install()
    monkeypatch.setattr(doctor.os, "geteuid", lambda: 1000)
    assert not doctor.may_install()
    assert doctor.install_command(["a"]).startswith("sudo apt-get update && sudo apt-get install")


def test_a_closed_folder_is_seen() -> None:
    """A folder that may not be written, not even by root, gets a remedy."""
    finding = doctor.examine_folder("instance folder", Path("/proc/lsg"))
    assert not finding.ok
    assert "LSG_INSTANCE" in finding.remedy


def test_a_folder_that_is_a_file_is_seen(tmp_path: Path) -> None:
    """What stands in the place of the folder is named; a good folder is made and left empty."""
    (tmp_path / "instance").write_text("")
    assert not doctor.examine_folder("instance folder", tmp_path / "instance").ok
    assert doctor.examine_folder("instance folder", tmp_path / "good").ok
    assert list((tmp_path / "good").iterdir()) == []


def test_a_full_disk_is_seen(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Less room than a report and a backup need is said before anything is lost."""
    monkeypatch.setattr(doctor, "FREE_BYTES_NEEDED", 1 << 62)
    finding = doctor.examine_folder("instance folder", tmp_path)
    assert (finding.ok, "MB left" in finding.seen) == (False, True)


def test_a_migrated_database_is_well(database: str) -> None:
    """Both kinds of database are recognised as complete."""
    finding = readiness.examine_database(database)
    assert finding.ok
    assert "every migration is in" in finding.seen


def test_a_database_not_made_yet_is_no_fault(tmp_path: Path) -> None:
    """Before `init` there is nothing to mend."""
    finding = readiness.examine_database(f"sqlite:///{tmp_path}/none.sqlite3")
    assert finding.ok
    assert "init" in finding.seen
    assert not (tmp_path / "none.sqlite3").exists()


@pytest.mark.parametrize("content", [b"this is no database, only a long enough text " * 30])
def test_a_broken_database_is_said(tmp_path: Path, content: bytes) -> None:
    """A file that is no database, and a server that is not there, are each said in one line."""
    file = tmp_path / "broken.sqlite3"
    file.write_bytes(content)
    for address in (f"sqlite:///{file}", f"postgresql://nobody@/none?host={tmp_path}"):
        finding = readiness.examine_database(address)
        assert not finding.ok
        assert "\n" not in finding.seen
        assert "LSG_DATABASE_URL" in finding.remedy


def test_missing_style_sheets_are_seen(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A checkout whose front end was not built says how to build it."""
    monkeypatch.setattr(readiness, "folder", lambda name: tmp_path / name)
    finding = readiness.examine_assets()
    assert not finding.ok
    assert "scripts/setup.py" in finding.remedy


def test_the_installation_is_examined_as_a_whole(tmp_path: Path) -> None:
    """Folder, database and style sheets are all looked at."""
    chosen = settings.read(instance=tmp_path / "instance")
    assert {each.name for each in readiness.examine_installation(chosen)} >= {
        "instance folder", "database", "style sheets",
    }  # fmt: skip
