"""An akim's browser on the whole application with the small district in it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from lsg_projects.accounts.models import Person
from lsg_projects.accounts.usecases import entry
from lsg_projects.domain.actor import SYSTEM
from lsg_projects.domain.states import BodyKind, Role
from lsg_projects.kit import clock, db
from lsg_projects.kit.work import work
from lsg_projects.projects import queries
from tests.support import route_world
from tests.support.route_fixtures import world
from tests.support.route_world import World

__all__ = ["world"]

PASSWORD = "a long enough phrase"
TOKEN = re.compile(r'name="csrf_token"[^>]*value="([^"]+)"')


@dataclass
class Office:
    """The application, its people, and ways to act in it as a browser does."""

    app: Flask
    world: World

    def browser(self, role: Role = Role.AKIM, person: int | None = None) -> FlaskClient:
        """A browser in which the holder of *role* is signed in."""
        number = person or self.world.people[role]
        with self.app.app_context():
            found = db.session().get(Person, number)
            assert found is not None
            email = found.email
            with work(SYSTEM) as unit:
                entry.set_password(unit, number, PASSWORD)
        client = self.app.test_client()
        answer = self.post(client, "/office/sign-in", {"email": email, "password": PASSWORD}, page="/office/sign-in")
        assert answer.status_code == 303
        return client

    def post(
        self, client: FlaskClient, address: str, form: dict[str, object], page: str = "/office/projects/new"
    ) -> TestResponse:
        """Send a form with the token of a page of this session."""
        token = TOKEN.search(client.get(page).text)
        assert token is not None, page
        return client.post(address, data={"csrf_token": token[1], **form})

    def begin(self, client: FlaskClient) -> str:
        """Begin a project and give its code."""
        office = self.world.bodies[BodyKind.AKIM_OFFICE]
        answer = self.post(client, "/office/projects/new", {"body": str(office)})
        assert answer.status_code == 303, answer.text
        return answer.location.split("/")[-3]

    def passport(self, code: str):
        """Give the draft as it is stored now."""
        with self.app.app_context():
            return queries.draft(db.session(), code)


@pytest.fixture
def office(app: Flask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Office]:
    """The small district inside of the application, on 26.01.2026."""
    with route_world.instance(tmp_path / "instance", monkeypatch), clock.standing_at(route_world.NOW):
        with app.app_context():
            built = route_world.build()
            db.db.session.remove()
        yield Office(app, built)
