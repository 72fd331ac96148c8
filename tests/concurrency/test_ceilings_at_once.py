"""Two projects that fit under a ceiling alone but not together, approved at the same moment; and the naive twin."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from lsg_projects.approvals import queries as approvals
from lsg_projects.approvals import usecases as acts
from lsg_projects.approvals.queries import Money, limits
from lsg_projects.approvals.usecases import Decide
from lsg_projects.budgets import usecases as budgets
from lsg_projects.budgets.usecases import SetCeiling
from lsg_projects.domain.errors import Incomplete
from lsg_projects.domain.states import Approval, Role, Source
from lsg_projects.kit import db, examination
from lsg_projects.kit.work import work
from lsg_projects.projects import queries as projects
from lsg_projects.projects.queries import sums
from tests.support import route_world as rw
from tests.support.racing import race, winners
from tests.support.route_world import World

PLACE = f"{rw.OBLAST}/{rw.DISTRICT}/{rw.OKRUG}"
OWN = 4_000
"""What one project takes of the okrug's own money, thousand tenge."""


def ceiling(world: World, thousands: int) -> None:
    with work(world.actor(Role.FINANCIER)) as unit:
        budgets.set_ceiling(unit, SetCeiling(rw.OKRUG, 2026, Source.OWN, thousands * rw.THOUSAND, rw.LIGHTING, "Д-1"))


def approved(world: World) -> int:
    """Thousand tenge of the okrug's own money in approved projects."""
    found = sums.sums_by_source(db.session(), PLACE, 2026, (Approval.APPROVED,))
    return sum(each.amount for each in found if each.source is Source.OWN) // rw.THOUSAND


def approve_both(world: World, tasks: list[int]) -> list[str]:
    """Let two projects be approved at once, each by the secretary who saw its page before."""
    secretary = world.actor(Role.MASLIKHAT_SECRETARY)
    commands: dict[int, Decide] = {}

    def see(place: int) -> None:
        commands[place] = rw.command(tasks[place])
        head = projects.by_id(db.session(), approvals.task(db.session(), tasks[place]).project_id)
        limits.money(db.session(), head, projects.current(db.session(), head.code))  # the page shows it

    def decide(place: int) -> Callable[[], object]:
        def act() -> None:
            with work(secretary) as unit:
                acts.decide(unit, commands[place])

        return act

    return race([decide(place) for place in range(2)], see)


def waiting(world: World) -> int:
    """Give the task of a project that has only one step to go."""
    return rw.submit(world, rw.project(world))


@pytest.fixture
def one_step(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let routes consist of their last step: what is tried here happens there."""
    short = tuple(replace(rule, steps=rule.steps[-1:], together=()) for rule in approvals.routes())
    monkeypatch.setattr(approvals, "routes", lambda: short)


# a thousand pairs in two halves: a territory has no more than 999 codes in a year
HALVES = [pytest.param(499, marks=pytest.mark.slow), pytest.param(501, marks=pytest.mark.slow)]


@pytest.mark.parametrize("trials", [2, *HALVES], ids=lambda count: f"{count} pairs")
def test_two_that_fit_alone_never_break_a_ceiling_together(world: World, one_step: None, trials: int) -> None:
    left = waiting(world)
    for trial in range(trials):
        most = OWN * (trial + 1) + OWN - 1
        ceiling(world, most)
        pair = [left, waiting(world)]
        results = approve_both(world, pair)
        assert winners(results) == 1, results
        assert set(results) <= {"won", "Incomplete", "Stale"}, results
        assert approved(world) == OWN * (trial + 1) <= most
        left = pair[1 - results.index("won")]  # who was refused tries again beside the next one
    assert examination.verify(db.session()).broken is None


def test_the_same_test_catches_trusting_what_the_page_showed(
    world: World, one_step: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The naive way: the figures that the page showed are taken for those of the moment of the decision."""
    seen: dict[int, Money] = {}
    fresh = limits.money

    def remembered(session: object, head: projects.ProjectHead, passport: object) -> Money:
        return seen.setdefault(head.id, fresh(session, head, passport))  # type: ignore[arg-type]  # the same three

    ceiling(world, 2 * OWN - 1)
    tasks = [waiting(world), waiting(world)]
    monkeypatch.setattr(limits, "money", remembered)
    assert winners(approve_both(world, tasks)) == 2
    assert approved(world) == 2 * OWN


def test_finance_does_not_confirm_what_does_not_fit(world: World) -> None:
    ceiling(world, OWN - 1)
    task = rw.submit(world, rw.project(world))
    while approvals.task(db.session(), task).step != "finance":
        following = rw.decide(world, task).next_task
        assert following is not None
        task = following
    with pytest.raises(Incomplete) as refusal:
        rw.decide(world, task)
    (problem,) = refusal.value.problems
    assert (problem.where, problem.code) == ("outcome", "approvals.above_ceiling")
    assert problem.details["over"] == rw.THOUSAND
    ceiling(world, OWN)
    assert rw.decide(world, task).next_task is not None
