"""Files that wait for a confirmation are kept for a day and no longer."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from lsg_projects import settings
from lsg_projects.domain.errors import Missing
from lsg_projects.kit import uploads


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of waiting files of an installation of its own."""
    monkeypatch.setattr(settings, "current", lambda: settings.read(instance=tmp_path))
    return tmp_path / "uploads"


def test_a_file_waits_until_it_is_confirmed(folder: Path) -> None:
    key = uploads.save(b"plan")
    assert uploads.save(b"plan") == key
    assert uploads.read(key) == b"plan"
    uploads.forget(key)
    uploads.forget(key)
    with pytest.raises(Missing):
        uploads.read(key)


def test_what_nobody_confirmed_goes_after_a_day(folder: Path) -> None:
    old, fresh = uploads.save(b"old"), uploads.save(b"fresh")
    place = next(path for path in folder.rglob("*") if path.name == old)
    os.utime(place, (place.stat().st_mtime - 25 * 3600,) * 2)
    uploads.save(b"new")
    assert uploads.read(fresh) == b"fresh"
    with pytest.raises(Missing):
        uploads.read(old)


@pytest.mark.parametrize("key", ["", "../../etc/passwd", "0" * 63, "G" * 64])
def test_strange_keys_are_no_files(folder: Path, key: str) -> None:
    with pytest.raises(Missing):
        uploads.read(key)
