"""A project goes its whole way through the bodies, on both databases."""

from __future__ import annotations

from lsg_projects.approvals import queries as approvals
from lsg_projects.domain.states import Approval, Delivery, Outcome, Role, Stage
from lsg_projects.kit import db, journal
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
    assert journal.verify(db.session())[1] is None
