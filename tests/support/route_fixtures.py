"""Fixtures of the small district: a world on a fresh database, at a fixed moment, with files of its own."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from lsg_projects.kit import clock
from tests.support import route_world
from tests.support.route_world import World


@pytest.fixture
def world(store: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[World]:
    """The district at 10:00 on 26.01.2026, Almaty time."""
    with route_world.instance(tmp_path / "instance", monkeypatch), clock.standing_at(route_world.NOW):
        yield route_world.build()
