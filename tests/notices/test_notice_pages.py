"""The page of notices and the calendar: one's own alone, read when followed, an address that can be changed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from icalendar import Calendar

from lsg_projects.domain.actor import SYSTEM
from lsg_projects.domain.states import Role
from lsg_projects.kit import clock
from lsg_projects.kit.work import work
from lsg_projects.notices import usecases
from tests.support import route_world as rw
from tests.support.office_pages import Browser, signed_in
from tests.support.route_world import World


@pytest.fixture
def town(app: Flask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[Flask, World, str]]:
    """A project that waits for its assembly, with everybody told of it."""
    with rw.instance(tmp_path / "instance", monkeypatch), clock.standing_at(rw.NOW), app.app_context():
        world = rw.build()
        code = rw.project(world)
        rw.submit(world, code)
        with work(SYSTEM) as unit:
            while usecases.follow(unit):
                pass
        yield app, world, code


def browser(town: tuple[Flask, World, str], role: Role) -> Browser:
    app, world, _ = town
    return signed_in(app, world.people[role])


def test_a_notice_is_unread_until_it_is_followed(town: tuple[Flask, World, str]) -> None:
    secretary = browser(town, Role.ASSEMBLY_SECRETARY)
    shown = secretary.get("/office/notices?lang=ru")
    assert "ждёт вашего решения" in shown.text
    assert "Не прочитано: 1" in shown.text
    answer = secretary.get("/office/notices/1")
    assert answer.status == 303
    assert answer.location.startswith("/office/inbox/")
    assert "Всё прочитано" in secretary.get("/office/notices").text


def test_another_persons_notice_does_not_exist(town: tuple[Flask, World, str]) -> None:
    economist = browser(town, Role.ECONOMIST)
    for number in (1, 999, 2**40):
        assert economist.get(f"/office/notices/{number}").status == 404
    assert "Новых уведомлений нет" in economist.get("/office/notices?lang=ru&before=99999999999999").text


def test_all_are_marked_and_the_wish_is_kept(town: tuple[Flask, World, str]) -> None:
    secretary = browser(town, Role.ASSEMBLY_SECRETARY)
    shown = secretary.get("/office/notices")
    assert secretary.post("/office/notices/read", shown).status == 303
    assert "Всё прочитано" in secretary.get("/office/notices?lang=ru").text
    assert secretary.post("/office/notices/letters", shown, letters="hourly").status == 422
    assert secretary.post("/office/notices/letters", shown).status == 422
    assert secretary.post("/office/notices/letters", shown, letters="daily").status == 303
    (chosen,) = re.findall(r"<input[^>]*checked[^>]*>", secretary.get("/office/notices").text)
    assert 'value="daily"' in chosen


def test_the_calendar_has_a_secret_address_that_can_be_changed(town: tuple[Flask, World, str]) -> None:
    app, _, code = town
    secretary = browser(town, Role.ASSEMBLY_SECRETARY)

    def made() -> str:
        page = secretary.post("/office/notices/calendar", secretary.get("/office/notices")).text
        return page.split("/office/calendar/")[1].split('"')[0]

    first = made()
    answer = app.test_client().get(f"/office/calendar/{first}")
    assert answer.status_code == 200
    assert answer.mimetype == "text/calendar"
    assert answer.headers["Cache-Control"] == "no-store"
    (event,) = Calendar.from_ical(answer.data).walk("VEVENT")
    assert "Көше жарығын орнату" in str(event["summary"])
    assert code in str(event["description"]) or "шешім" in str(event["description"]).lower()
    second = made()
    assert app.test_client().get(f"/office/calendar/{first}").status_code == 404
    assert app.test_client().get(f"/office/calendar/{second}").status_code == 200
    for wrong in ("x.ics", "%00.ics", "0" * 500 + ".ics"):
        assert app.test_client().get(f"/office/calendar/{wrong}").status_code == 404
