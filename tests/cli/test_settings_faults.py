"""A setting that cannot be used is named in one sentence with the remedy; no traceback, nothing made."""

from __future__ import annotations

from pathlib import Path

import pytest

from lsg_projects import settings
from lsg_projects.cli.main import main


@pytest.fixture(autouse=True)
def _read_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):  # type: ignore[no-untyped-def]
    monkeypatch.setenv("LSG_INSTANCE", str(tmp_path / "instance"))
    settings.current.cache_clear()
    yield
    settings.current.cache_clear()


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("LSG_DATABASE_URL", "oracle://somewhere"),
        ("LSG_DATABASE_URL", "no address"),
        ("LSG_UPLOAD_MEGABYTES", "many"),
        ("LSG_CONFIG", "/nowhere/lsg.toml"),
    ],
)
def test_a_wrong_setting_is_named(
    name: str, value: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv(name, value)
    with pytest.raises(SystemExit) as left:
        main(["init"])
    said = capsys.readouterr().err.strip()
    assert left.value.code == 2
    assert said.startswith(name)
    assert "Correct" in said
    assert len(said.splitlines()) == 1
    assert not (tmp_path / "instance").exists()


def test_a_broken_file_of_settings_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    broken = tmp_path / "broken.toml"
    broken.write_text("page_size = ", encoding="utf-8")
    monkeypatch.setenv("LSG_CONFIG", str(broken))
    with pytest.raises(SystemExit) as left:
        main(["init"])
    assert left.value.code == 2
    assert "cannot be read" in capsys.readouterr().err


def test_the_short_name_of_postgresql_is_understood() -> None:
    assert settings.read(database_url="postgresql://u@h/x").database_address == "postgresql+psycopg://u@h/x"
