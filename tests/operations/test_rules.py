"""A file of routes with mistakes is found before anybody sends a project."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from lsg_projects.approvals.queries import rules
from lsg_projects.operations.readiness import examine_rules
from lsg_projects.resources import folder


@pytest.fixture
def own_config(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """An installation whose routes may be spoilt."""
    config = tmp_path / "config"
    config.mkdir()
    text = (folder("config") / "routes.toml").read_text("utf-8")
    (config / "routes.toml").write_text(text, "utf-8")
    monkeypatch.setattr(rules, "folder", lambda _name: config)
    rules.routes.cache_clear()
    yield config / "routes.toml"
    rules.routes.cache_clear()


def test_the_shipped_rules_are_in_order() -> None:
    assert examine_rules().ok


def test_each_mistake_is_named(own_config: Path) -> None:
    own_config.write_text(own_config.read_text("utf-8").replace('role = "financier"', 'role = "king"'), "utf-8")
    finding = examine_rules()
    assert not finding.ok
    assert "step.finance" in finding.seen
    assert "king" in finding.seen
    assert "routes.toml" in finding.remedy


@pytest.mark.parametrize("text", ["[[route", "\x00"])
def test_a_file_that_cannot_be_read_is_named(own_config: Path, text: str) -> None:
    own_config.write_text(text, "utf-8")
    assert "routes.toml" in examine_rules().seen
