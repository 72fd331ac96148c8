"""Two officials at the same moment: one of them wins, the other is told, and no code is given twice."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from lsg_projects.domain.errors import Stale
from lsg_projects.domain.states import BodyKind, Role
from lsg_projects.domain.text import Tri
from lsg_projects.kit import db
from lsg_projects.kit.work import work
from lsg_projects.projects import queries, usecases
from lsg_projects.projects.usecases import Register, SaveStep
from tests.projects.conftest import Office

WRITERS = 4


def together(office: Office, act: Callable[[int], str]) -> list[str]:
    """Let several writers do the same thing at once, each with a connection of its own."""
    gate = Barrier(WRITERS)

    def one(number: int) -> str:
        with office.app.app_context():
            try:
                gate.wait(timeout=30)
                return act(number)
            finally:
                db.db.session.remove()

    with ThreadPoolExecutor(WRITERS) as pool:
        return list(pool.map(one, range(WRITERS)))


def test_codes_given_at_once_differ(office: Office) -> None:
    body = office.world.bodies[BodyKind.AKIM_OFFICE]

    def begin(_number: int) -> str:
        with work(office.world.actor(Role.AKIM)) as unit:
            return usecases.register(unit, Register(body))

    codes = together(office, begin)
    assert len(set(codes)) == WRITERS


def test_of_two_savings_of_one_revision_one_is_stored(office: Office) -> None:
    with office.app.app_context(), work(office.world.actor(Role.AKIM)) as unit:
        code = usecases.register(unit, Register(office.world.bodies[BodyKind.AKIM_OFFICE]))

    def save(number: int) -> str:
        goal = Tri(kk=f"Жазушы {number}")
        try:
            with work(office.world.actor(Role.AKIM)) as unit:
                usecases.save_step(unit, SaveStep(code, "why", 1, {"goal": goal}))
        except Stale:
            return ""
        return goal.kk

    stored = [goal for goal in together(office, save) if goal]
    assert len(stored) == 1
    draft = office.passport(code)
    assert (draft.passport.goal.kk, draft.revision) == (stored[0], 2)
    with office.app.app_context():
        base = queries.earlier(db.session(), draft.head.id, 1)
        assert base is not None
        assert not base.goal
