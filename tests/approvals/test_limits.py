"""At each step the sum stands against plan and ceiling, alone and with all that waits beside it."""

from __future__ import annotations

from dataclasses import replace

from lsg_projects.approvals import queries as approvals
from lsg_projects.approvals.queries import Money
from lsg_projects.budgets import usecases as budgets
from lsg_projects.budgets.usecases import SetCeiling
from lsg_projects.domain.project import Passport
from lsg_projects.domain.states import Approval, Outcome, Role, Source
from lsg_projects.domain.text import fold
from lsg_projects.kit import db
from lsg_projects.kit.work import work
from lsg_projects.projects import queries as projects
from lsg_projects.projects.models import Project
from tests.support import route_world as rw
from tests.support.route_world import World

OWN, TRANSFER = Source.OWN, Source.DISTRICT_TRANSFER


def ceiling(world: World, kato: str, source: Source, thousands: int, programme: str = "") -> None:
    with work(world.actor(Role.FINANCIER)) as unit:
        budgets.set_ceiling(unit, SetCeiling(kato, 2026, source, thousands * rw.THOUSAND, programme, "Д-1"))


def money_of(code: str) -> Money:
    head = projects.find(db.session(), code)
    passport = projects.version(db.session(), head.id, head.version).passport
    return approvals.money(db.session(), head, passport)


def costing(own: int, transfer: int) -> Passport:
    lines = rw.PASSPORT.lines
    return replace(
        rw.PASSPORT,
        lines=(
            replace(lines[0], amount=own * rw.THOUSAND),
            replace(lines[1], amount=transfer * rw.THOUSAND),
        ),
    )


def test_without_ceilings_the_lines_are_named_as_unbound(world: World) -> None:
    code = rw.project(world)
    rw.submit(world, code)
    money = money_of(code)
    assert (money.limits, money.over, money.over_with_queue) == ((), (), ())
    assert [line.key for line in money.unbound] == ["l1", "l2"]


def test_approved_this_one_and_the_queue_stand_against_the_ceiling(world: World) -> None:
    ceiling(world, rw.OKRUG, OWN, 9_000)
    ceiling(world, rw.DISTRICT, TRANSFER, 14_000)
    rw.approved(world, costing(3_000, 4_000))
    waiting = rw.project(world, costing(2_500, 6_000))
    rw.submit(world, waiting)
    code = rw.project(world)
    rw.submit(world, code)
    money = money_of(code)
    found = {
        limit.source: (limit.approved, limit.asked, limit.queue, limit.rest, limit.rest_after_queue)
        for limit in money.limits
    }
    thousands = {source: tuple(sum_ // rw.THOUSAND for sum_ in sums) for source, sums in found.items()}
    assert thousands == {OWN: (3_000, 4_000, 2_500, 2_000, -500), TRANSFER: (4_000, 5_000, 6_000, 5_000, -1_000)}
    assert money.over == ()
    assert {limit.source for limit in money.over_with_queue} == {OWN, TRANSFER}
    assert money.unbound == ()


def test_a_project_above_the_ceiling_is_said_to_break_it(world: World) -> None:
    ceiling(world, rw.OKRUG, OWN, 3_999)
    code = rw.project(world)
    rw.submit(world, code)
    assert [limit.rest for limit in money_of(code).over] == [-rw.THOUSAND]


def test_a_newer_ceiling_counts_and_one_of_another_programme_does_not(world: World) -> None:
    ceiling(world, rw.OKRUG, OWN, 1)
    ceiling(world, rw.OKRUG, OWN, 5_000)
    ceiling(world, rw.OKRUG, OWN, 1, "07.3.124.011")
    ceiling(world, rw.OTHER, TRANSFER, 1)
    code = rw.project(world)
    rw.submit(world, code)
    money = money_of(code)
    assert [limit.ceiling // rw.THOUSAND for limit in money.limits] == [5_000]
    ceiling(world, rw.OKRUG, OWN, 4_100, rw.LIGHTING)
    limits = [(limit.programme, limit.rest // rw.THOUSAND) for limit in money_of(code).limits]
    assert sorted(limits) == [("", 1_000), (rw.LIGHTING, 100)]


def test_what_was_written_while_deferred_does_not_pass_for_what_is_decided_on(world: World) -> None:
    code = rw.project(world)
    task = rw.submit(world, code)
    rw.decide(world, task, Outcome.DEFERRED)
    rw.save(world, code, "cost", lines=costing(400, 5_000).lines)
    rw.save(world, code, "what", title=rw.tri("Қайта жазылған атау"))
    head = projects.find(db.session(), code)
    assert (head.amount, head.title) == (rw.PASSPORT.amount, rw.PASSPORT.title)  # lists keep what is decided on
    again = approvals.open_task_of(db.session(), projects.find(db.session(), code).id)
    assert again is not None
    rw.decide(world, again)
    head = projects.find(db.session(), code)
    assert (head.approval, head.amount) == (Approval.IN_REVIEW, rw.PASSPORT.amount)
    assert projects.draft(db.session(), code).passport.amount == 5_400 * rw.THOUSAND  # nothing that was typed is lost


def test_what_was_written_while_deferred_is_listed_and_found_once_it_is_sent(world: World) -> None:
    code = rw.project(world)
    rw.decide(world, rw.submit(world, code), Outcome.DEFERRED)
    rw.save(world, code, "what", title=rw.tri("Қайта жазылған атау"))
    rw.save(world, code, "cost", lines=costing(400, 5_000).lines)
    rw.submit(world, code)
    head = projects.find(db.session(), code)
    assert (head.amount, head.title.kk) == (5_400 * rw.THOUSAND, "Қайта жазылған атау")
    assert fold("Қайта жазылған атау") in (db.session().get_one(Project, head.id).search or "")
