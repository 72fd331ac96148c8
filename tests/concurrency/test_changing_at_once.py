"""Two change requests of one project at once, and one that is approved while money is paid; each with its naive twin."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import func, select

from lsg_projects.approvals import queries as approvals
from lsg_projects.approvals import usecases as acts
from lsg_projects.approvals.models import ChangeRequest
from lsg_projects.approvals.usecases import SendChange
from lsg_projects.delivery import usecases as delivery
from lsg_projects.delivery.usecases import revision
from lsg_projects.domain.states import Role
from lsg_projects.kit import db, examination
from lsg_projects.kit.work import work
from lsg_projects.projects import queries as projects
from tests.support import route_world as rw
from tests.support.racing import race, winners
from tests.support.route_world import PASSPORT, World

TODAY = date(2026, 1, 26)


def test_of_eight_change_requests_one_is_opened(world: World) -> None:
    code = rw.approved(world)
    akim = world.actor(Role.AKIM)

    def ask() -> None:
        with work(akim) as unit:
            acts.open_change(unit, code)

    results = race([ask] * 8)
    assert winners(results) == 1, results
    assert set(results) <= {"won", "WrongState", "Stale"}, results
    counted = select(func.count(ChangeRequest.id)).where(ChangeRequest.closed_at.is_(None))
    assert db.session().scalar(counted) == 1


def at_the_last_step(world: World, code: str) -> int:
    """Ask for the own line to shrink to 1 000, and let everybody but the maslikhat agree."""
    with work(world.actor(Role.AKIM)) as unit:
        change = acts.open_change(unit, code)
    smaller = (replace(PASSPORT.lines[0], amount=1_000 * rw.THOUSAND), PASSPORT.lines[1])
    rw.save(world, code, "cost", lines=smaller)
    with work(world.actor(Role.AKIM)) as unit:
        seen = projects.find(unit.session, code).revision
        task = acts.send_change(unit, SendChange(change, seen, rw.tri("Смета қайта есептелді, баға төмендеді")))
    assert task is not None
    while approvals.task(db.session(), task).step != "maslikhat":
        following = rw.decide(world, task).next_task
        assert following is not None
        task = following
    return task


def approve_while_paying(world: World) -> tuple[list[str], int, int]:
    code = rw.approved(world)
    task = at_the_last_step(world, code)
    secretary, accountant = world.actor(Role.MASLIKHAT_SECRETARY), world.actor(Role.ACCOUNTANT)
    seen = rw.command(task)

    def approve() -> None:
        with work(secretary) as unit:
            acts.decide(unit, seen)

    def pay() -> None:
        with work(accountant) as unit:
            delivery.pay(unit, delivery.Pay(code, "l1", TODAY, 2_000 * rw.THOUSAND))

    results = race([approve, pay])
    head = projects.find(db.session(), code)
    line = projects.version(db.session(), head.id, head.version).passport.lines[0]
    return results, line.amount, head.paid


@pytest.mark.parametrize("trial", range(2))
def test_a_change_never_leaves_a_line_below_what_is_paid(world: World, trial: int) -> None:
    results, planned, paid = approve_while_paying(world)
    assert winners(results) == 1, results
    assert planned >= paid
    assert examination.verify(db.session()).broken is None


def test_the_same_test_catches_a_change_that_does_not_look_at_payments(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The naive way: what was checked when the change was sent is trusted when it is applied."""
    monkeypatch.setattr(revision, "_lines", lambda *_: ())
    code = rw.approved(world)
    task = at_the_last_step(world, code)
    with work(world.actor(Role.ACCOUNTANT)) as unit:
        delivery.pay(unit, delivery.Pay(code, "l1", TODAY, 2_000 * rw.THOUSAND))
    rw.decide(world, task)
    head = projects.find(db.session(), code)
    assert projects.version(db.session(), head.id, head.version).passport.lines[0].amount < head.paid
