"""For each accepted act one entry, for each refused right one among the denials: the ledger sees what breaks that.

Every test that works in the small district keeps a ledger; here it is shown what it finds.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask

from lsg_projects.approvals import usecases as acts
from lsg_projects.approvals.usecases import Withdraw
from lsg_projects.domain.chain import START, Entry
from lsg_projects.domain.errors import NotAllowed
from lsg_projects.domain.events import DENIALS, Event
from lsg_projects.domain.states import Approval, Role
from lsg_projects.kit import clock, db, journal
from lsg_projects.kit import work as kit_work
from lsg_projects.kit.work import Work, work
from tests.support import ledger
from tests.support import route_world as rw
from tests.support.office_pages import signed_in


@pytest.fixture
def database(sqlite_database: str) -> str:
    """One kind of database: that both hold the rule is shown wherever the small district is built."""
    return sqlite_database


def silent(unit: Work, event: Event) -> Entry:
    """Forget to tell."""
    return Entry(event.chain, 1, "", unit.actor.label, event.action, event.subject, "{}", START, "")


def twice(unit: Work, event: Event) -> Entry:
    """Tell the same thing twice."""
    return unit.tell_all([event, event])[0]


def and_more(unit: Work, event: Event) -> Entry:
    """Tell one act by two entries."""
    return unit.tell_all([event, Event(event.chain, "project.left", event.subject)])[0]


@pytest.mark.parametrize(
    ("plant", "found"),
    [
        (None, []),
        (silent, ["approvals.withdraw changed approval_process, approval_task, project and told nothing"]),
        (twice, ["approvals.withdraw told project.withdrawn, project.withdrawn"]),
        (and_more, ["approvals.withdraw told project.withdrawn, project.left"]),
    ],
    ids=["nothing", "no entry", "the same entry twice", "two entries"],
)
def test_an_act_without_entry_or_with_two_is_found(
    store: None, monkeypatch: pytest.MonkeyPatch, plant: Callable[..., Entry] | None, found: list[str]
) -> None:
    with clock.standing_at(rw.NOW), ledger.kept() as book:
        world = rw.build()
        code = rw.project(world)
        rw.submit(world, code)
        if plant:
            monkeypatch.setattr(Work, "tell", plant)
        with work(world.actor(Role.AKIM)) as unit:
            acts.withdraw(unit, Withdraw(code, Approval.IN_REVIEW, rw.WHY))
    assert book.faults() == found


def test_a_refused_right_that_is_not_written_is_found(store: None, monkeypatch: pytest.MonkeyPatch) -> None:
    with clock.standing_at(rw.NOW), ledger.kept() as book:
        world = rw.build()
        code = rw.project(world)
        for forget in (False, True):
            if forget:
                monkeypatch.setattr(kit_work, "deny", lambda *_: None)
            with pytest.raises(NotAllowed), work(world.actor(Role.SPECIALIST)) as unit:
                acts.submit(unit, acts.Submit(code, 1))
            assert bool(book.faults()) == forget


def test_a_right_that_is_refused_at_a_door_on_a_page_or_to_a_form_is_written_once(
    app: Flask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with rw.instance(tmp_path / "instance", monkeypatch), app.app_context(), clock.standing_at(rw.NOW):
        world = rw.build()
        code = rw.project(world)
        task = rw.submit(world, code)
        economist = signed_in(app, world.people[Role.ECONOMIST])
        form = economist.get("/office/me")
        economist.get(f"/office/inbox/{task}")  # reading what is another body's to decide is no attempt
        for count, (address, sent) in enumerate(
            (
                ("/office/journal", None),  # the door: no role that may
                (f"/office/inbox/{task}/decide", form),  # the view: another body is asked
                (f"/office/projects/{code}/withdraw", form),  # another door
            ),
            1,
        ):
            assert (economist.post(address, sent) if sent else economist.get(address)).status == 403
            db.session().rollback()
            entries = list(journal.entries(db.session(), DENIALS))
            assert [entry.actor for entry in entries] == [f"person:{world.people[Role.ECONOMIST]}"] * count
        db.db.session.remove()
