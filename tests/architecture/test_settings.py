"""Every setting: a default with a comment, a typed field, a line in docs/settings.md, and a use."""

from __future__ import annotations

import tomllib

from lsg_projects import settings
from scripts import settings_page
from tests.architecture.source import ROOT, modules

DEFAULTS = ROOT / "config" / "default.toml"


def uncommented(text: str) -> list[str]:
    """Names whose line has no comment above it, directly or above the names right before it."""
    bare, commented = [], False
    for line in text.splitlines():
        if line.startswith("#"):
            commented = True
        elif not line.strip():
            commented = False
        elif "=" in line and not commented:
            bare.append(line.partition("=")[0].strip())
    return bare


def test_defaults_and_fields_are_the_same() -> None:
    """config/default.toml and the class Settings name the same settings."""
    assert set(tomllib.loads(DEFAULTS.read_text("utf-8"))) == set(settings.Settings.model_fields)


def test_every_default_has_its_comment() -> None:
    """Nobody has to guess what a setting does."""
    assert uncommented(DEFAULTS.read_text("utf-8")) == []
    assert uncommented("# a\nx = 1\ny = 2\n\nz = 3\n") == ["z"]


def test_every_setting_is_documented() -> None:
    """docs/settings.md is what the defaults and their comments say, with a row for each."""
    written = (ROOT / "docs" / "settings.md").read_text("utf-8")
    assert written == settings_page.page(DEFAULTS.read_text("utf-8")), "run python -m scripts.settings_page"
    assert [name for name in settings.Settings.model_fields if f"`LSG_{name.upper()}`" not in written] == []


def test_every_setting_is_used() -> None:
    """Some module reads each setting."""
    text = "\n".join(module.text for module in modules() if module.name != "settings.py")
    own = (ROOT / "lsg_projects" / "settings.py").read_text("utf-8")
    unread = [name for name in settings.Settings.model_fields if f".{name}" not in text and f"self.{name}" not in own]
    assert unread == []


def test_the_environment_wins(monkeypatch) -> None:  # type: ignore[no-untyped-def]
    """LSG_... stands over the defaults."""
    monkeypatch.setenv("LSG_PAGE_SIZE", "33")
    assert settings.read().page_size == 33
