"""Refusals follow the object and not the code; a sum that is split shows; small sums go to two departments at once."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from lsg_projects.approvals import queries as approvals
from lsg_projects.approvals.queries import Check
from lsg_projects.domain.states import Approval, Outcome, Role, Source
from lsg_projects.kit import clock, db
from lsg_projects.projects import queries as projects
from tests.support import route_world as rw
from tests.support.route_world import PASSPORT, World


def seen(world: World, task: int) -> approvals.Deciding:
    db.session().rollback()
    return approvals.deciding(db.session(), task, world.actor(Role.ASSEMBLY_SECRETARY).selves)


def bad(found: approvals.Deciding) -> set[Check]:
    return {each.check for each in found.checks if not each.good}


def test_the_next_approver_reads_why_the_same_thing_was_refused_before(world: World) -> None:
    first = rw.project(world)
    rw.decide(world, rw.submit(world, first), Outcome.REJECTED)
    again = seen(world, rw.submit(world, rw.project(world)))
    assert [(one.code, one.reason) for one in again.alike.refusals] == [(first, rw.WHY)]
    assert Check.REFUSALS in bad(again)
    other = replace(PASSPORT, title=rw.tri("Ойын алаңы"), place=rw.tri("Жастар саябағы"))
    assert seen(world, rw.submit(world, rw.project(world, other))).alike.refusals == ()


def small(amount: int, place: str = "Орталық көше") -> object:
    line = replace(PASSPORT.lines[0], amount=amount * rw.THOUSAND)
    return replace(PASSPORT, lines=(line,), place=rw.tri(place), title=rw.tri(f"Жарық {place} {amount}"))


def test_a_project_in_two_parts_below_the_threshold_shows_to_whoever_decides(world: World) -> None:
    """The threshold is 1 000 indices: 4 325 thousand tenge in 2026."""
    first = rw.project(world, small(2_400))  # type: ignore[arg-type]
    assert Check.SPLIT not in bad(seen(world, rw.submit(world, first)))
    found = seen(world, rw.submit(world, rw.project(world, small(2_300))))  # type: ignore[arg-type]
    assert Check.SPLIT in bad(found)
    assert found.alike.split is not None
    assert [part.code for part in found.alike.split.parts] == [first]
    assert found.alike.split.whole == 4_700 * rw.THOUSAND
    elsewhere = rw.project(world, small(2_200, "Жастар саябағы"))  # type: ignore[arg-type]
    assert Check.SPLIT not in bad(seen(world, rw.submit(world, elsewhere)))


def test_small_sums_of_the_okrug_go_to_both_departments_at_once(world: World) -> None:
    with clock.standing_at(rw.NOW + timedelta(days=30)):
        passport = replace(PASSPORT, lines=(replace(PASSPORT.lines[0], amount=900 * rw.THOUSAND),))
        assert passport.lines[0].source is Source.OWN
        code = rw.project(world, passport)
        economy = rw.decide(world, rw.submit(world, code)).next_task
        assert economy is not None
        head = projects.find(db.session(), code)
        standing = approvals.standing(db.session(), head.id)
        assert standing is not None
        assert standing.asked is not None
        both = (standing.asked, *standing.beside)
        assert [one.step.key for one in both] == ["economy", "finance"]
        rw.decide(world, both[1].task_id)
        assert projects.find(db.session(), code).approval is Approval.IN_REVIEW
        following = rw.decide(world, both[0].task_id).next_task
        assert following is not None
        assert approvals.task(db.session(), following).step == "commission"
        rw.approve_all(world, following)
        assert projects.find(db.session(), code).approval is Approval.APPROVED


def test_a_list_flags_what_the_page_of_each_task_shows(world: World) -> None:
    """The inbox looks at all its rows at once and finds the same as each page by itself."""
    refused = rw.project(world)
    rw.decide(world, rw.submit(world, refused), Outcome.REJECTED)
    tasks = [
        rw.submit(world, rw.project(world, passport))  # type: ignore[arg-type]
        for passport in (PASSPORT, small(2_400), small(2_300), small(900, "Жастар саябағы"))
    ]
    found = approvals.flags(db.session(), tasks)
    assert {task: (one.refused, one.split) for task, one in found.items()} == {
        task: (len(page.alike.refusals), page.alike.split is not None)
        for task in tasks
        for page in (seen(world, task),)
    }
    assert [found[task].refused for task in tasks] == [1, 1, 1, 0]
    assert [found[task].split for task in tasks] == [False, True, True, False]
    assert approvals.flags(db.session(), ()) == {}
