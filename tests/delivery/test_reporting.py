"""What an akim's office reports about an approved project, and what lists then say of it."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from lsg_projects.delivery import letters, queries, usecases
from lsg_projects.delivery.usecases import (
    Amend,
    Evidence,
    HandOver,
    Meet,
    Note,
    Pay,
    Receive,
    Report,
    Reverse,
    Sign,
    Step,
    Tell,
)
from lsg_projects.domain.errors import Incomplete, Missing, NotAllowed, Stale, WrongState
from lsg_projects.domain.states import Delivery, DocumentType, Role, Stage
from lsg_projects.domain.text import Tri
from lsg_projects.kit import clock, db, examination
from lsg_projects.kit.work import work
from lsg_projects.projects import queries as projects
from lsg_projects.projects.queries import ProjectHead
from tests.support import route_world as rw
from tests.support.photo import png
from tests.support.route_world import World

SPRING, SUMMER = datetime(2026, 4, 20, 6, tzinfo=UTC), datetime(2026, 8, 3, 6, tzinfo=UTC)
CONTRACT = Evidence(DocumentType.CONTRACT, rw.tri("Шарт"), "shart.pdf", rw.PDF)
PHOTO = Evidence(DocumentType.PHOTO, rw.tri("Сурет"), "surret.png", png())
ACT = Evidence(DocumentType.ACCEPTANCE_ACT, rw.tri("Акт"), "akt.pdf", rw.PDF)


def head_of(code: str) -> ProjectHead:
    return projects.find(db.session(), code)


def codes(refusal: pytest.ExceptionInfo[Incomplete]) -> list[str]:
    return [problem.code for problem in refusal.value.problems]


def test_the_road_from_contract_to_use(world: World) -> None:
    code = rw.approved(world)
    akim, accountant = world.actor(Role.AKIM), world.actor(Role.ACCOUNTANT)
    with clock.standing_at(SPRING):
        with work(accountant) as unit:
            usecases.sign(unit, Sign(code, "12", date(2026, 4, 14), "ЖШС", 9_000 * rw.THOUSAND))
        assert head_of(code).stage is Stage.IMPLEMENTATION
        with work(akim) as unit:
            usecases.meet(unit, Meet(code, "m1", date(2026, 4, 14), evidence=(CONTRACT,)))
        with work(accountant) as unit:
            usecases.pay(unit, Pay(code, "l1", date(2026, 4, 17), 1_000 * rw.THOUSAND, "77"))
        head = head_of(code)
        assert (head.delivery, head.work_percent, head.paid) == (Delivery.ON_TRACK, 20, 1_000 * rw.THOUSAND)
    with clock.standing_at(SUMMER):
        with work(akim) as unit:
            usecases.report(unit, Report(code, (Step("m2", percent=80),)))
        head = head_of(code)
        assert (head.delivery, head.work_percent) == (Delivery.LATE, 60)
        assert "13" in letters.sentence(head.delivery_reason, "kk")
        for key, proof in (("m2", PHOTO), ("m3", ACT)):
            with work(akim) as unit:
                usecases.meet(unit, Meet(code, key, date(2026, 8, 3), evidence=(proof,)))
        head = head_of(code)
        assert (head.stage, head.delivery, head.work_percent) == (Stage.COMPLETION, Delivery.FINISHED, 100)
        with work(akim) as unit:
            usecases.hand_over(unit, HandOver(code, date(2026, 8, 3)))
        assert head_of(code).stage is Stage.MAINTENANCE
    view = queries.facts(db.session(), head.id, date(2026, 8, 3))
    assert queries.reached(Stage.MAINTENANCE, queries.ledger(db.session(), head.id)) is Stage.MAINTENANCE
    assert view.in_use_on == date(2026, 8, 3)
    assert examination.verify(db.session()).broken is None


def test_a_past_day_shows_only_what_was_known_then(world: World) -> None:
    code = rw.approved(world)
    with clock.standing_at(SPRING), work(world.actor(Role.AKIM)) as unit:
        usecases.meet(unit, Meet(code, "m1", date(2026, 4, 14), evidence=(CONTRACT,)))
        usecases.pay(unit, Pay(code, "l1", date(2026, 4, 17), 500))
    head = head_of(code)
    march = queries.facts(db.session(), head.id, date(2026, 3, 31))
    assert (march.percent, march.paid, march.delivery) == (0, 0, Delivery.ON_TRACK)
    before = queries.facts(db.session(), head.id, date(2026, 1, 20))
    assert before.delivery is Delivery.NOT_STARTED


def test_no_change_counts_as_a_report_but_not_as_movement(world: World) -> None:
    code = rw.approved(world)
    later = datetime(2026, 5, 20, 6, tzinfo=UTC)
    with clock.standing_at(later):
        with work(world.actor(Role.SPECIALIST)) as unit:
            assert usecases.report(unit, Report(code)) == 0
        head = head_of(code)
        assert head.delivery is Delivery.STALLED
        assert queries.facts(db.session(), head.id, date(2026, 5, 20)).last_report == date(2026, 5, 20)


def test_a_slipping_date_needs_its_reason(world: World) -> None:
    code = rw.approved(world)
    with clock.standing_at(SPRING):
        with pytest.raises(Incomplete) as refusal, work(world.actor(Role.AKIM)) as unit:
            usecases.report(unit, Report(code, (Step("m2", 5, date(2026, 7, 30)), Step("m3", 101))))
        assert codes(refusal) == ["delivery.slip_reason", "delivery.percent_range"]
        with pytest.raises(Incomplete) as refusal, work(world.actor(Role.AKIM)) as unit:
            usecases.report(unit, Report(code, (Step("m2", 5, date(2026, 4, 1), rw.tri("себеп")),)))
        assert codes(refusal) == ["delivery.new_due_range"]
        with work(world.actor(Role.AKIM)) as unit:
            usecases.report(unit, Report(code, (Step("m3", None, date(2026, 10, 1), rw.tri("Металл кешікті")),)))
        head = head_of(code)
        assert (head.expected_end, head.end) == (date(2026, 10, 1), date(2026, 9, 15))


def test_a_milestone_is_not_met_without_its_proof_or_before_its_day(world: World) -> None:
    code = rw.approved(world)
    akim = world.actor(Role.AKIM)
    with pytest.raises(Incomplete) as refusal, work(akim) as unit:
        usecases.meet(unit, Meet(code, "m1", date(2026, 1, 27)))
    assert codes(refusal) == ["shared.future_date", "delivery.evidence_owed"]
    with pytest.raises(Incomplete) as refusal, work(akim) as unit:
        usecases.meet(unit, Meet(code, "m1", date(2026, 1, 26), partly=True))
    assert codes(refusal) == ["delivery.partly_percent", "delivery.partly_missing"]
    with work(akim) as unit:
        usecases.meet(unit, Meet(code, "m1", date(2026, 1, 26), partly=True, percent=60, missing=rw.tri("Қол қою")))
    assert head_of(code).work_percent == 12
    with work(akim) as unit:
        usecases.meet(unit, Meet(code, "m1", date(2026, 1, 26), evidence=(CONTRACT,)))
    with pytest.raises(WrongState), work(akim) as unit:
        usecases.meet(unit, Meet(code, "m1", date(2026, 1, 26), evidence=(CONTRACT,)))
    with pytest.raises(Missing), work(akim) as unit:
        usecases.meet(unit, Meet(code, "nothing", date(2026, 1, 26)))
    with pytest.raises(WrongState), work(akim) as unit:
        usecases.hand_over(unit, HandOver(code, date(2026, 1, 26)))


def test_a_payment_never_exceeds_its_line_and_both_sums_are_named(world: World) -> None:
    code = rw.approved(world)
    accountant = world.actor(Role.ACCOUNTANT)
    with work(accountant) as unit:
        first = usecases.pay(unit, Pay(code, "l1", date(2026, 1, 26), 3_999 * rw.THOUSAND))
    with pytest.raises(Incomplete) as refusal, work(accountant) as unit:
        usecases.pay(unit, Pay(code, "l1", date(2026, 1, 26), rw.THOUSAND + 1))
    problem = refusal.value.problems[0]
    assert (problem.where, problem.code) == ("amount", "delivery.above_line")
    assert problem.details == {"amount": rw.THOUSAND + 1, "rest": rw.THOUSAND}
    with work(accountant) as unit:
        usecases.reverse(unit, Reverse(code, first, date(2026, 1, 26), "Қате сома"))
    with pytest.raises(WrongState), work(accountant) as unit:
        usecases.reverse(unit, Reverse(code, first, date(2026, 1, 26), "Қате сома"))
    with work(accountant) as unit:
        usecases.pay(unit, Pay(code, "l1", date(2026, 1, 26), 4_000 * rw.THOUSAND))
    view = queries.facts(db.session(), head_of(code).id, date(2026, 1, 26))
    assert [row.rest for row in view.lines] == [0, 5_000 * rw.THOUSAND]
    assert [payment.amount for payment in view.payments] == [399_900_000, -399_900_000, 400_000_000]
    assert head_of(code).paid == 4_000 * rw.THOUSAND


def test_a_wrong_payment_is_named(world: World) -> None:
    code, day = rw.approved(world), date(2026, 1, 26)
    for wrong, expected in (
        (Pay(code, "l1", date(2026, 1, 27), 5), "shared.future_date"),
        (Pay(code, "l1", date(2025, 12, 31), 5), "delivery.before_budget_year"),
        (Pay(code, "l1", None, 5), "delivery.no_day"),
        (Pay(code, "l1", day, 0), "delivery.no_amount"),
        (Pay(code, "l1", day, -5), "delivery.no_amount"),
        (Pay(code, "l1", day, None), "delivery.no_amount"),
        (Pay(code, "", day, 5), "delivery.no_line"),
        (Pay(code, "zz", day, 5), "delivery.no_line"),
    ):
        with pytest.raises(Incomplete) as refusal, work(world.actor(Role.ACCOUNTANT)) as unit:
            usecases.pay(unit, wrong)
        assert codes(refusal) == [expected]


def test_contracts_are_changed_by_appended_lines(world: World) -> None:
    code = rw.approved(world)
    accountant = world.actor(Role.ACCOUNTANT)
    with work(accountant) as unit:
        number = usecases.sign(unit, Sign(code, "12", date(2026, 1, 20), "ЖШС", 500, ends=date(2026, 9, 1)))
    for wrong, expected in (
        (Sign(code, "12", date(2026, 1, 20), "ЖШС", 500), "delivery.contract_known"),
        (Sign(code, "13", date(2026, 1, 20), "ЖШС", 500, "123456789012"), "shared.bad_bin"),
        (Sign(code, "13", date(2026, 1, 27), "ЖШС", 500), "shared.future_date"),
        (Sign(code, "13", date(2026, 1, 20), "", 500), "delivery.no_supplier"),
        (
            Sign(code, "13", date(2026, 1, 20), "ЖШС", 5, starts=date(2026, 2, 1), ends=date(2026, 1, 1)),
            "delivery.ends_before",
        ),
    ):
        with pytest.raises(Incomplete) as refusal, work(accountant) as unit:
            usecases.sign(unit, wrong)
        assert codes(refusal) == [expected]
    with work(accountant) as unit:
        usecases.amend(unit, Amend(code, number, date(2026, 1, 26), "Көлемі өсті", 700))
    with pytest.raises(Incomplete) as refusal, work(accountant) as unit:
        usecases.amend(unit, Amend(code, number, date(2026, 1, 26), ""))
    assert codes(refusal) == ["delivery.nothing_changed", "delivery.no_reason"]
    with pytest.raises(Missing), work(accountant) as unit:
        usecases.amend(unit, Amend(code, number + 9, date(2026, 1, 26), "себеп", 1))
    contract = queries.ledger(db.session(), head_of(code).id).contracts[0]
    assert (contract.first_amount, contract.amount, contract.ends) == (500, 700, date(2026, 9, 1))


def test_revenue_is_received_by_code_and_month(world: World) -> None:
    code = rw.approved(world)
    financier = world.actor(Role.FINANCIER)
    january = date(2026, 1, 15)
    with work(financier) as unit:
        usecases.receive(unit, Receive(code, "105430", january, 700))
        usecases.receive(unit, Receive(code, "105430", january, -200, "Қате жатқызылған"))
    for wrong, expected in (
        (Receive(code, "105430", january, -600, "артық"), "delivery.more_than_came"),
        (Receive(code, "105430", january, -1), "delivery.no_reason"),
        (Receive(code, "101101", january, 5), "delivery.not_a_receipt"),
        (Receive(code, "105430", date(2026, 2, 1), 5), "shared.future_date"),
        (Receive(code, "105430", None, 5), "delivery.no_day"),
        (Receive(code, "105430", january, 0), "delivery.no_amount"),
    ):
        with pytest.raises(Incomplete) as refusal, work(financier) as unit:
            usecases.receive(unit, wrong)
        assert codes(refusal) == [expected], wrong
    head = head_of(code)
    assert head.received == 500
    row = queries.facts(db.session(), head.id, date(2026, 1, 26)).revenue[0]
    assert (row.code, row.year, row.expected, row.received) == ("105430", 2026, 500 * rw.THOUSAND, 500)


def test_words_are_never_saved_over_somebody_elses(world: World) -> None:
    code = rw.approved(world)
    akim, specialist = world.actor(Role.AKIM), world.actor(Role.SPECIALIST)
    words = rw.tri("Тоқсанда көп іс бітті")
    for period in ("2025-Q4", "2026-Q1"):
        with work(akim) as unit:
            assert usecases.tell(unit, Tell(rw.OKRUG, period, words, 0)) == 1
            assert usecases.note(unit, Note(code, period, words, Tri(), 0)) == 1
    with pytest.raises(Stale), work(specialist) as unit:
        usecases.tell(unit, Tell(rw.OKRUG, "2025-Q4", words, 0))
    with pytest.raises(Stale), work(specialist) as unit:
        usecases.note(unit, Note(code, "2025-Q4", words, Tri(), 7))
    with work(specialist) as unit:
        assert usecases.tell(unit, Tell(rw.OKRUG, "2025-Q4", rw.tri("Жаңа мәтін"), 1)) == 2
    assert queries.narrative(db.session(), world.units[rw.OKRUG], "2025-Q4").text.kk == "Жаңа мәтін"
    for wrong in ("2026-Q2", "2025", "2025-H2"):
        with pytest.raises(Incomplete), work(akim) as unit:
            usecases.tell(unit, Tell(rw.OKRUG, wrong, words, 0))
    with pytest.raises(Incomplete), work(akim) as unit:
        usecases.tell(unit, Tell(rw.OKRUG, "2025-Q4", Tri(), 2))


def test_a_personal_number_is_kept_out_of_public_words(world: World) -> None:
    code, number = rw.approved(world), rw.tri("Жеткізуші 900101300017")
    akim, accountant = world.actor(Role.AKIM), world.actor(Role.ACCOUNTANT)
    acts = (
        lambda unit: usecases.report(unit, Report(code, (Step("m3", None, date(2026, 10, 1), number),))),
        lambda unit: usecases.meet(unit, Meet(code, "m1", date(2026, 1, 26), True, 5, number)),
        lambda unit: usecases.tell(unit, Tell(rw.OKRUG, "2025-Q4", number, 0)),
        lambda unit: usecases.note(unit, Note(code, "2025-Q4", rw.tri("мәтін"), number, 0)),
    )
    for act in acts:
        with pytest.raises(Incomplete) as refusal, work(akim) as unit:
            act(unit)
        assert codes(refusal) == ["delivery.personal"]
    with pytest.raises(Incomplete) as refusal, work(accountant) as unit:
        usecases.sign(unit, Sign(code, "1", date(2026, 1, 20), number.kk, 5))
    assert codes(refusal) == ["delivery.personal"]


def test_only_the_right_people_record(world: World) -> None:
    code = rw.approved(world)
    day = date(2026, 1, 26)
    acts = {
        Role.FINANCIER: lambda unit: usecases.pay(unit, Pay(code, "l1", day, 5)),
        Role.ACCOUNTANT: lambda unit: usecases.report(unit, Report(code)),
        Role.AUDITOR: lambda unit: usecases.report(unit, Report(code)),
        Role.ECONOMIST: lambda unit: usecases.tell(unit, Tell(rw.OKRUG, "2025-Q4", rw.tri("мәтін"), 0)),
        Role.AKIM: lambda unit: usecases.receive(unit, Receive(code, "105430", day, 5)),
        Role.ADMIN: lambda unit: usecases.report(unit, Report(code)),
    }
    for role, act in acts.items():
        with pytest.raises(NotAllowed), work(world.actor(role)) as unit:
            act(unit)
    stranger = world.person(world.stranger)
    with pytest.raises((Missing, NotAllowed)), work(stranger) as unit:
        usecases.report(unit, Report(code))
    assert queries.ledger(db.session(), head_of(code).id).payments == ()


def test_nothing_is_recorded_before_the_approval(world: World) -> None:
    code = rw.project(world)
    with pytest.raises(WrongState), work(world.actor(Role.AKIM)) as unit:
        usecases.report(unit, Report(code))
    with pytest.raises(WrongState), work(world.actor(Role.ACCOUNTANT)) as unit:
        usecases.pay(unit, Pay(code, "l1", date(2026, 1, 26), 5))


def test_the_daily_run_finds_what_time_alone_has_changed(world: World) -> None:
    code = rw.approved(world)
    with clock.standing_at(SPRING):
        assert head_of(code).delivery is Delivery.NOT_STARTED
        with work(rw.SYSTEM) as unit:
            assert usecases.refresh_all(unit) == 1
        assert head_of(code).delivery is Delivery.LATE
        with work(rw.SYSTEM) as unit:
            assert usecases.refresh_all(unit) == 0
