"""Cells of the table of rights, asked for by the forms of real pages: 303, 403 or 404, and 409.

The table is `tests/domain/rights.txt`; all of its cells are computed by the rules in `tests/domain/test_rights.py`.
Here a seeded sample of them goes through door, view, use case and database, and all of them with the slow tests.
"""

from __future__ import annotations

import random
import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select

from lsg_projects.approvals import queries as approvals
from lsg_projects.approvals.models import ApprovalTask
from lsg_projects.domain.access import RIGHTS, Action
from lsg_projects.domain.states import BodyKind, Role
from lsg_projects.kit import clock, db
from lsg_projects.projects import queries as projects
from tests.approvals.test_refusals import stations
from tests.approvals.test_refused_pages import VOTES, Line, Office
from tests.support import rights
from tests.support import route_world as rw
from tests.support.office_pages import Browser

PLACE = {
    "draft": "draft", "asked": "in review: assembly", "prepared": "in review: economy", "returned": "returned: assembly",
    "finance_no": "returned: finance", "rejected": "rejected", "deferred": "deferred: assembly",
    "withdrawn": "withdrawn", "approved": "approved", "writing": "change written", "changing": "change: assembly",
    "given_up": "given up", "left": "refused for good",
}  # fmt: skip
"""The stations at which projects stop, by their names in the table."""
TABLE = rights.read()
STEP = {at.name: at.step for at in rights.PLACES}
PEOPLE = {rights.SHORT.get(role, role.value): role for role in Role if role is not Role.MODERATOR}
STATUS = {rights.YES: {303}, rights.LATE: {409}, rights.NO: {403, 404}}
VERBS = {"approve": "approved", "return": "returned", "reject": "rejected", "defer": "deferred"}

Cell = tuple[str, str, str]
"""Station, act and column."""
CELLS: list[Cell] = [
    (station, act, column) for station in PLACE for act in rights.ACTS for column in (*PEOPLE, "neighb", "citizen")
]


def sample() -> list[Cell]:
    """Some cells of each kind, the same each time."""
    chosen, kinds = random.Random(2026), defaultdict(list)
    for station, act, column in CELLS:
        kinds[TABLE[PLACE[station], act][column]].append((station, act, column))
    return [cell for kind, count in ((rights.YES, 14), (rights.LATE, 22), (rights.NO, 30))
            for cell in chosen.sample(kinds[kind], count)]  # fmt: skip


@pytest.fixture
def database(sqlite_database: str) -> str:
    """One kind of database: a file that is put back after each act that came through."""
    return sqlite_database


@pytest.fixture
def office(app: Flask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Office]:
    """The small district behind the whole application."""
    with rw.instance(tmp_path / "instance", monkeypatch), clock.standing_at(rw.NOW), app.app_context():
        yield Office(app, rw.build(), "kk")
        db.db.session.remove()


@contextmanager
def put_back() -> Iterator[None]:
    """Let everything be as it was before the block."""
    db.session().rollback()
    place = str(db.engine().url.database)
    with closing(sqlite3.connect(place)) as now, closing(sqlite3.connect(":memory:")) as kept:
        now.backup(kept)
        try:
            yield
        finally:
            db.session().rollback()
            db.engine().dispose()
            kept.backup(now)


def who(office: Office, column: str, step: str) -> int:
    """Give the official of a column; the head is that of the department whose step it is."""
    if column == "neighb":
        return office.world.stranger
    if column == "head":
        return office.world.heads[BodyKind.FINANCE if step == "finance" else BodyKind.ECONOMY]
    return office.world.people[PEOPLE[column]]


def form(code: str, act: str, step: str) -> tuple[str, dict[str, Any]]:
    """Give the address of an act and its form, as a page that shows everything would send it."""
    db.session().rollback()
    head = projects.find(db.session(), code)
    change = next(reversed([each.id for each in approvals.changes_of(db.session(), head.id)]), 10**6)
    told = approvals.decisions(db.session(), head.id)
    words = "Смета қайта есептелді, баға өсті"
    owners: dict[str, tuple[str, dict[str, Any]]] = {
        "submit": (f"/office/projects/{code}/submit", {"declared": "y", "revision": head.revision}),
        "withdraw": (f"/office/projects/{code}/withdraw", {"state": head.approval.value, "reason": rw.WHY}),
        "contest": (f"/office/projects/{code}/contest", {"decision": told[-1].id if told else 0, "why": rw.WHY}),
        "open change": (f"/office/projects/{code}/changes", {}),
        "send change": (f"/office/changes/{change}/send",
                        {"revision": head.revision, "reason-kk": words, "reason-ru": words}),
        "drop change": (f"/office/changes/{change}/withdraw", {}),
    }  # fmt: skip
    if act in owners:
        return owners[act]
    same = (ApprovalTask.project_id == head.id, ApprovalTask.step == step)
    task = db.session().scalar(select(func.max(ApprovalTask.id)).where(*same)) or 10**6
    return _of_task(task, act)


def _of_task(task: int, act: str) -> tuple[str, dict[str, Any]]:
    verb = {"prepare": "draft", "send back": "draft/back"}.get(act, "decide")
    path = f"/office/inbox/{task}/{verb}"
    if task == 10**6:
        return path, {}
    seen, draft = approvals.shown(db.session(), task), approvals.draft_of(db.session(), task)
    revision = str(draft.revision) if draft else ""
    typed = {"version": seen.version, "shown": seen.digest, "seen": "{}", "draft": revision, "conclusion": rw.LONG,
             "outcome": VERBS.get(act, "approved"), "reason": rw.WHY, "remark_step_1": "cost",
             "remark_text_1": rw.WHY, "until": "10.02.2026"}  # fmt: skip
    if verb == "decide":
        typed |= {**VOTES, "paper": "public", "minutes": rw.PDF}
    return path, typed | ({"note": rw.WHY, "revision": revision or "1"} if act == "send back" else {})


def faults(office: Office, cells: Iterable[Cell]) -> list[str]:
    """Ask for the cells, station by station, and give those that are answered otherwise than the table says."""
    wanted, found = defaultdict(list), []
    for station, act, column in cells:
        wanted[station].append((act, column))
    for person in (*office.world.people.values(), *office.world.heads.values(), office.world.stranger):
        office.browser(person)
    left = set(wanted)
    for station, code in stations(office.world):
        found += [each for act, column in wanted[station] if (each := _fault(office, (station, act, column), code))]
        left.discard(station)
        if not left:
            break
    return found


def _fault(office: Office, cell: Cell, code: str) -> str:
    station, act, column = cell
    place, step = PLACE[station], STEP[PLACE[station]]
    told = TABLE[place, act][column]
    path, typed = form(code, act, step)
    if column == "citizen":
        answer = Browser(office.app.test_client()).post(path, None, **typed)
        asked = answer.status == 303 and "/office/sign-in" in answer.location
        return "" if asked else f"{place} | {act} | citizen: {answer.status}"
    nothing = {404} if told == rights.LATE and f"/{10**6}/" in path else set[int]()  # no task, no change was ever there
    with put_back():
        status = office.send(Line(who(office, column, step), path, 0, typed=typed)).status
    good = STATUS[told] | nothing
    return "" if status in good else f"{place} | {act} | {column}: {status}, and the table says {told}"


def test_a_sample_of_cells_is_answered_as_the_table_says(office: Office) -> None:
    assert not (found := faults(office, sample())), "\n".join(found)


@pytest.mark.slow
def test_every_cell_is_answered_as_the_table_says(office: Office) -> None:
    assert not (found := faults(office, CELLS)), "\n".join(found)


def test_a_right_that_somebody_opened_is_found_at_the_door(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(RIGHTS, Action.SUBMIT_PROJECT, RIGHTS[Action.SUBMIT_PROJECT] | {Role.SPECIALIST})
    found = faults(office, [("draft", "submit", "special"), ("draft", "submit", "account")])
    assert found == ["draft | submit | special: 303, and the table says -"]
