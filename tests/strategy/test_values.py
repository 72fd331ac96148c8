"""Values of indicators: typed and sent by the office, approved by another person, corrected by a row of their own."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from lsg_projects.delivery import usecases as delivery
from lsg_projects.domain.errors import Incomplete, Missing, NotAllowed, Stale, WrongState
from lsg_projects.domain.project import Target
from lsg_projects.domain.results import PeriodState, ValueState
from lsg_projects.domain.states import Role
from lsg_projects.domain.text import Tri
from lsg_projects.kit import clock, db, examination
from lsg_projects.kit.work import work
from lsg_projects.projects import queries as projects
from lsg_projects.strategy import queries, usecases
from lsg_projects.strategy.queries import Slot
from lsg_projects.strategy.usecases import Correct, Enter, Judge, Send, SetEnd, Shown, Typed
from tests.support import route_world as rw
from tests.support.racing import race, winners
from tests.support.route_world import World

D = Decimal
QUARTERLY = rw.PASSPORT.with_changes(
    results=(
        replace(
            rw.PASSPORT.results[0], every="quarter", cumulative=True, breakdown="sex",
            targets=(Target(2026, D(10), 1), Target(2026, D(40))),
        ),
    )
)  # fmt: skip
APRIL, MAY = datetime(2026, 4, 10, 6, tzinfo=UTC), datetime(2026, 5, 20, 6, tzinfo=UTC)
FIRST = "2026-Q1"


def slot(code: str, period: str = FIRST) -> Slot:
    db.session().rollback()
    found = queries.sheet(db.session(), projects.find(db.session(), code), clock.today())[0].slot(period)
    assert found is not None
    return found


def enter(world: World, code: str, amount: str, role: Role = Role.AKIM, version: int = 0, **more: object) -> int:
    typed = Typed("r1", D(amount), source="Акт № 1", version=version, **more)  # type: ignore[arg-type]
    with work(world.actor(role)) as unit:
        return usecases.enter(unit, Enter(code, FIRST, (typed,)))


def send(world: World, code: str) -> None:
    with work(world.actor(Role.AKIM)) as unit:
        usecases.send(unit, Send(code, FIRST))


def judge(world: World, code: str, *, approve: bool = True, remark: str = "", person: int | None = None) -> None:
    waits = slot(code).newest
    assert waits is not None
    actor = world.person(person) if person else world.actor(Role.ECONOMIST)
    with work(actor) as unit:
        usecases.judge(unit, Judge(code, (Shown(waits.id, waits.version),), approve, remark))


def correct(world: World, code: str, amount: str, seen: int) -> None:
    with work(world.actor(Role.AKIM)) as unit:
        command = Correct(code, FIRST, Typed("r1", D(amount), source="Акт № 2"), Tri("Санау қатесі", "", ""), seen)
        usecases.correct(unit, command)


def test_the_way_of_a_value_from_draft_to_a_dated_correction(world: World) -> None:
    code = rw.approved(world, QUARTERLY)
    with clock.standing_at(APRIL):
        assert enter(world, code, "12", Role.SPECIALIST) == 1
        assert enter(world, code, "11", version=1) == 1
        assert enter(world, code, "11", version=2) == 0  # nothing new
        send(world, code)
        with pytest.raises(WrongState):
            enter(world, code, "13", version=3)
        judge(world, code, approve=False, remark="Актіні қосыңыз")
        returned = slot(code).newest
        assert returned is not None
        assert (returned.state, returned.remark) == (ValueState.RETURNED, "Актіні қосыңыз")
        enter(world, code, "10", version=returned.version)
        send(world, code)
        judge(world, code)
        now = slot(code)
        assert now.current is not None
        assert now.judged is not None
        assert (now.current.value, now.judged.reached) == (D(10), True)
        for dropped in ((), (replace(QUARTERLY.results[0], unit=Tri("км", "км", "km")),)):
            changed, number = QUARTERLY.with_changes(results=dropped), projects.find(db.session(), code).id
            db.session().rollback()
            with pytest.raises(Incomplete) as refusal, work(world.actor(Role.AKIM)) as unit:
                delivery.refuse_undone(unit, number, QUARTERLY, changed)
            assert [each.code for each in refusal.value.problems] == ["delivery.drops_reported"]
        correct(world, code, "9", 0)
        assert slot(code).current == now.current  # until it is approved the old value counts
        judge(world, code)
    last = slot(code)
    assert last.current is not None
    assert (last.current.value, [one.value for one in last.earlier]) == (D(9), [D(10)])
    assert last.current.reason.kk == "Санау қатесі"
    assert examination.verify(db.session()).broken is None


def test_who_typed_or_sent_a_value_never_approves_it(world: World) -> None:
    code = rw.approved(world, QUARTERLY)
    with clock.standing_at(APRIL):
        enter(world, code, "12", Role.SPECIALIST)
        rw.appoint(world, world.people[Role.SPECIALIST], Role.ECONOMIST)
        send(world, code)
        people = world.people
        for person in (people[Role.SPECIALIST], people[Role.AKIM], people[Role.DISTRICT_AKIM], world.stranger):
            with pytest.raises(NotAllowed):
                judge(world, code, person=person)
        judge(world, code)
    assert slot(code).current is not None


def test_a_closed_period_takes_only_corrections(world: World) -> None:
    code = rw.approved(world, QUARTERLY)
    with clock.standing_at(APRIL):
        enter(world, code, "12")
    with clock.standing_at(MAY):
        with pytest.raises(WrongState):
            enter(world, code, "13", version=1)
        with pytest.raises(WrongState):
            send(world, code)
        correct(world, code, "13", 0)
        with pytest.raises(WrongState):
            correct(world, code, "14", 1)  # one waits already
        judge(world, code)
        now = slot(code)
        assert now.state is PeriodState.CLOSED
        assert now.current is not None
        assert (now.current.value, now.current.revision) == (D(13), 1)


def test_a_district_closes_a_period_early_and_never_opens_it_again(world: World) -> None:
    code = rw.approved(world, QUARTERLY)
    with clock.standing_at(APRIL):
        with work(world.actor(Role.ECONOMIST)) as unit:
            usecases.set_end(unit, SetEnd(rw.DISTRICT, FIRST, date(2026, 4, 10), "Есеп ерте тапсырылады"))
        enter(world, code, "12")  # the last day itself still counts
        with pytest.raises(Incomplete), work(world.actor(Role.ECONOMIST)) as unit:
            usecases.set_end(unit, SetEnd(rw.DISTRICT, FIRST, date(2026, 4, 9), ""))
        with pytest.raises(NotAllowed), work(world.actor(Role.AKIM)) as unit:
            usecases.set_end(unit, SetEnd(rw.DISTRICT, FIRST, date(2026, 4, 20), "Үлгермедік"))
    with clock.standing_at(datetime(2026, 4, 11, 6, tzinfo=UTC)):
        assert slot(code).state is PeriodState.CLOSED
        with pytest.raises(WrongState), work(world.actor(Role.ECONOMIST)) as unit:
            usecases.set_end(unit, SetEnd(rw.DISTRICT, FIRST, date(2026, 4, 20), "Ұзарту"))


def test_bad_values_store_nothing(world: World) -> None:
    code = rw.approved(world, QUARTERLY)
    with clock.standing_at(APRIL):
        for more in (
            {"parts": {"women": D(5), "men": D(5)}},
            {"parts": {"women": D(5), "men": None}},
            {"note": "ЖСН 900101300017"},
        ):
            with pytest.raises(Incomplete) as refusal:
                enter(world, code, "12", **more)
            assert all(problem.where.startswith("r1-") for problem in refusal.value.problems)
        with pytest.raises(Incomplete):
            enter(world, code, "-3")
        with pytest.raises(Missing), work(world.actor(Role.AKIM)) as unit:
            usecases.enter(unit, Enter(code, "2026", (Typed("r1", D(1)),)))
        with pytest.raises(WrongState), work(world.actor(Role.AKIM)) as unit:
            usecases.enter(unit, Enter(code, "2026-Q2", (Typed("r1", D(1)),)))
        with pytest.raises(WrongState):
            send(world, code)
        assert slot(code).values == ()
    draft = rw.project(world, QUARTERLY)
    with pytest.raises(WrongState), work(world.actor(Role.AKIM)) as unit:
        usecases.enter(unit, Enter(draft, FIRST, (Typed("r1", D(1)),)))


def test_of_people_who_write_or_answer_at_once_one_wins(world: World) -> None:
    code = rw.approved(world, QUARTERLY)
    akim, economist = world.actor(Role.AKIM), world.actor(Role.ECONOMIST)
    with clock.standing_at(APRIL):
        enter(world, code, "12")

        def write() -> None:
            with clock.standing_at(APRIL), work(akim) as unit:
                usecases.enter(unit, Enter(code, FIRST, (Typed("r1", D(13), version=1),)))

        results = race([write] * 4)
        assert winners(results) >= 1
        written = slot(code).newest
        assert written is not None
        assert written.version == 2, results  # whoever came later wrote over nothing
        send(world, code)
        waits = slot(code).newest
        assert waits is not None
        shown = (Shown(waits.id, waits.version),)

        def answer(approve: bool) -> None:
            with clock.standing_at(APRIL), work(economist) as unit:
                usecases.judge(unit, Judge(code, shown, approve, "" if approve else "Дәлелі жоқ"))

        answers = race([lambda: answer(True), lambda: answer(False)] * 3)
        assert winners(answers) == 1, answers
        assert set(answers) == {"won", "WrongState"}, answers


def test_a_page_that_is_out_of_date_is_refused(world: World) -> None:
    code = rw.approved(world, QUARTERLY)
    with clock.standing_at(APRIL):
        enter(world, code, "12")
        enter(world, code, "13", version=1)
        with pytest.raises(Stale):
            enter(world, code, "14", version=1)
        with pytest.raises(Stale):
            enter(world, code, "14", version=0)
        now = slot(code).newest
        assert now is not None
        assert now.value == D(13)
