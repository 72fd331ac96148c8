"""A project goes its whole way through the bodies, on both databases."""

from __future__ import annotations

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from lsg_projects.approvals import queries as approvals
from lsg_projects.domain.states import Approval, Delivery, Outcome, Role, Stage
from lsg_projects.kit import db, examination
from lsg_projects.projects import queries as projects
from tests.support import route_world as rw
from tests.support.route_world import World


def test_a_project_is_agreed_step_by_step_and_published(world: World) -> None:
    code = rw.project(world)
    task: int | None = rw.submit(world, code)
    steps = []
    while task is not None:
        asked = approvals.task(db.session(), task)
        steps.append((asked.step, asked.role))
        assert projects.find(db.session(), code).approval is Approval.IN_REVIEW
        task = rw.decide(world, task).next_task
    assert steps == [
        ("assembly", Role.ASSEMBLY_SECRETARY), ("economy", Role.ECONOMIST), ("finance", Role.FINANCIER),
        ("commission", Role.COMMISSION_SECRETARY), ("akimat", Role.DISTRICT_AKIM),
        ("maslikhat", Role.MASLIKHAT_SECRETARY),
    ]  # fmt: skip
    head = projects.find(db.session(), code)
    assert (head.approval, head.stage, head.delivery) == (Approval.APPROVED, Stage.PREPARATION, Delivery.NOT_STARTED)
    assert head.published
    assert [one.outcome for one in approvals.decisions(db.session(), head.id)] == [Outcome.APPROVED] * 6
    assert examination.verify(db.session()).broken is None


@pytest.mark.parametrize("statement", ["UPDATE decision SET reason = 'x'", "DELETE FROM decision"])
def test_the_database_itself_refuses_to_change_a_decision(world: World, statement: str) -> None:
    rw.decide(world, rw.submit(world, rw.project(world)))
    with pytest.raises(DBAPIError), db.engine().begin() as connection:
        connection.execute(text(statement))
    db.session().rollback()


def test_the_public_timeline_names_bodies_and_never_people(world: World) -> None:
    code = rw.approved(world)
    head = projects.find(db.session(), code)
    told = repr(approvals.timeline(db.session(), head.id))
    assert "Демо" not in told
    assert "@example" not in told
    kinds = [happening.kind for happening in approvals.timeline(db.session(), head.id)]
    assert kinds == ["sent"] + ["decided"] * 6
    assert approvals.standing(db.session(), head.id) is not None
    other = rw.project(world)
    rw.submit(world, other)
    standing = approvals.standing(db.session(), projects.find(db.session(), other).id)
    assert standing is not None
    assert standing.asked is not None
    assert (standing.asked.step.key, standing.asked.days_at_step) == ("assembly", 0)
    assert standing.asked.days_left == 15  # twenty calendar days after 26.01.2026 end on Monday, 16.02
