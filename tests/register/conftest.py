"""The register in two settings: the loaded demonstration to read, and a small district to fill."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from lsg_projects.kit import clock, db
from tests.support import applications, demonstrations, route_world
from tests.support.route_world import World


@pytest.fixture(scope="module")
def site(demonstration: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    """The application on a demonstration of its own."""
    instance = demonstrations.copied(demonstration, tmp_path_factory.mktemp("register") / "instance")
    with applications.assembled(instance, f"sqlite:///{instance}/lsg.sqlite3") as app:
        yield app


@pytest.fixture
def citizen(site: Flask) -> FlaskClient:
    """A citizen's browser on the demonstration."""
    return site.test_client()


@dataclass
class Town:
    """The application on a small district, and ways to act in it."""

    app: Flask
    world: World

    @property
    def client(self) -> FlaskClient:
        """A citizen's browser."""
        return self.app.test_client()

    def approved(self, **changes: object) -> str:
        """The code of a project that went the whole way and is published."""
        with self.app.app_context():
            code = route_world.approved(self.world, route_world.PASSPORT.with_changes(**changes))
            db.db.session.remove()
        return code


@pytest.fixture
def town(app: Flask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Town]:
    """The small district inside of the application, on 26.01.2026, on both kinds of database."""
    with route_world.instance(tmp_path / "instance", monkeypatch), clock.standing_at(route_world.NOW):
        with app.app_context():
            built = route_world.build()
            db.db.session.remove()
        yield Town(app, built)
