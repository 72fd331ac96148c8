"""The calendar of working days: a moved day moves open terms, takes its decision with it, and can be taken back."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from flask import Flask

from lsg_projects.approvals import queries as approvals
from lsg_projects.approvals.usecases import MoveDay, move_day
from lsg_projects.domain.errors import Incomplete, NotAllowed
from lsg_projects.domain.states import Outcome, Role
from lsg_projects.kit import clock, db, journal
from lsg_projects.kit.work import work
from lsg_projects.kit.workdays import day_off
from tests.support import route_world as rw
from tests.support.office_pages import signed_in
from tests.support.route_world import World

BASIS = "Үкіметтің № 900 қаулысы"
MONDAY = date(2026, 2, 2)


def move(world: World, day: date, off: bool | None, role: Role = Role.ADMIN, basis: str = BASIS) -> int:
    with work(world.actor(role)) as unit:
        return move_day(unit, MoveDay(day, off, basis))


def at_economy(world: World) -> int:
    """A project that waits for the department, whose term is counted in working days."""
    answered = rw.decide(world, rw.submit(world, rw.project(world)))
    assert answered.next_task is not None
    return answered.next_task


def due(task: int) -> date:
    db.session().rollback()
    return approvals.task(db.session(), task).due_on


def test_a_moved_day_moves_open_terms_and_back(world: World) -> None:
    task = at_economy(world)
    before = due(task)
    assert before == MONDAY  # five working days after Monday, 26.01
    assert not day_off(date(2026, 1, 28))
    assert move(world, date(2026, 1, 28), off=True) == 1
    assert day_off(date(2026, 1, 28))
    assert due(task) == MONDAY + timedelta(days=1)
    assert move(world, date(2026, 1, 28), None) == 1
    assert due(task) == before
    kept = list(journal.entries(db.session(), "installation"))[-2:]
    assert [entry.action for entry in kept] == ["calendar.day_moved"] * 2


def test_a_worked_saturday_brings_terms_nearer(world: World) -> None:
    task = at_economy(world)
    assert move(world, date(2026, 1, 31), off=False) == 1
    assert due(task) == date(2026, 1, 31)


def test_a_term_put_off_by_a_decision_stays(world: World) -> None:
    task = at_economy(world)
    later = rw.decide(world, task, Outcome.DEFERRED).next_task
    assert later is not None
    before = due(later)
    move(world, date(2026, 1, 28), off=True)
    assert due(later) == before


@pytest.mark.parametrize(
    ("day", "off", "basis", "code"),
    [
        (date(2026, 1, 31), True, BASIS, "approvals.calendar_usual"),
        (date(2026, 1, 28), False, BASIS, "approvals.calendar_usual"),
        (date(2026, 1, 28), None, BASIS, "approvals.calendar_not_moved"),
        (date(2026, 1, 28), True, "", "approvals.calendar_basis"),
        (date(2035, 1, 4), True, BASIS, "approvals.calendar_range"),
        (date(2020, 1, 6), True, BASIS, "approvals.calendar_range"),
    ],
)
def test_what_changes_nothing_is_refused(world: World, day: date, off: bool | None, basis: str, code: str) -> None:
    with pytest.raises(Incomplete) as refused:
        move(world, day, off, basis=basis)
    assert [problem.code for problem in refused.value.problems] == [code]


def test_only_the_administrator_moves_days(world: World) -> None:
    for role in (Role.AKIM, Role.FINANCIER, Role.DISTRICT_AKIM, Role.AUDITOR):
        with pytest.raises(NotAllowed):
            move(world, date(2026, 1, 28), off=True, role=role)


@pytest.fixture
def town(app: Flask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[Flask, World]]:
    """The application with the small district."""
    with rw.instance(tmp_path / "instance", monkeypatch), clock.standing_at(rw.NOW), app.app_context():
        yield app, rw.build()


def test_the_page_shows_the_year_and_takes_a_day(town: tuple[Flask, World]) -> None:
    app, world = town
    admin = signed_in(app, world.people[Role.ADMIN])
    shown = admin.get("/office/admin/calendar?lang=ru")
    assert "Рабочие дни 2026 года" in shown.text
    assert shown.text.count('class="month"') == 12
    for fields in ({}, {"day": "28.01.2026"}, {"day": "31.02.2026", "kind": "off", "basis": BASIS}, {"kind": "never"}):
        assert admin.post("/office/admin/calendar", shown, **fields).status == 422
    answer = admin.post("/office/admin/calendar", shown, day="28.01.2026", kind="off", basis=BASIS)
    assert (answer.status, answer.location) == (303, "/office/admin/calendar?year=2026")
    assert BASIS in admin.get(answer.location).text
    for year in ("1800", "9999", "x"):
        assert admin.get(f"/office/admin/calendar?year={year}").status == 200
    assert signed_in(app, world.people[Role.AKIM]).get("/office/admin/calendar").status == 403
