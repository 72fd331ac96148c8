"""From an order to an edition: exactly once, with a reason when it fails, again byte for byte when nothing changed."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from lsg_projects.accounts.models import Person
from lsg_projects.domain.actor import CITIZEN
from lsg_projects.domain.errors import Incomplete, Missing, NotAllowed, Stale, WrongState
from lsg_projects.domain.periods import parse
from lsg_projects.domain.reporting import RunState
from lsg_projects.domain.states import Role
from lsg_projects.domain.verification import State, read_code
from lsg_projects.kit import clock, db, journal
from lsg_projects.kit.files import store as files
from lsg_projects.kit.paper.model import PrintFailed
from lsg_projects.reports import queries
from lsg_projects.reports.models import ReportDocument, ReportRun
from lsg_projects.reports.usecases import (
    Annul,
    Certify,
    Order,
    annul,
    cancel,
    certify,
    claim,
    make,
    order,
    perform,
    queue,
    retry,
)
from lsg_projects.territories import queries as territories
from tests.reports.conftest import ORDER, TODAY, TwoLines, plan

LEASE = timedelta(minutes=10)


def take(work, run_id=None, holder="test"):
    with work() as unit:
        return claim(unit, holder, LEASE, run_id)


def ordered(work, actor=None, command=ORDER):
    with work(*([actor] if actor else [])) as unit:
        return order(unit, command)


def issued(work, printer=None):
    run_id = ordered(work)
    perform(take(work, run_id), printer or TwoLines())
    return queries.run(db.session(), run_id)


def test_an_order_becomes_a_numbered_edition_with_a_code_and_a_journal_entry(work, district):
    printer = TwoLines()
    run = issued(work, printer)
    found = queries.by_number(db.session(), run.number)
    assert (run.state, found.number, found.edition) == (RunState.DONE, "DP-1546-2025Q4-KK-1", 1)
    assert read_code(found.spelled.lower()) == found.code
    assert queries.by_code(db.session(), found.code).id == found.id
    assert queries.by_digest(db.session(), found.sha256).id == found.id
    assert files().read(found.sha256) == f"{found.number}\n{found.code}\n".encode()
    assert queries.intact(found)
    assert found.state is State.ISSUED
    acts = [entry.action for entry in journal.entries(db.session(), "installation")]
    assert acts[-2:] == ["report.ordered", "report.issued"]
    facts = printer.jobs[0].facts
    assert (facts.okrugs[0].now.own, facts.district.kato, parse(facts.period).end.year) == (
        26860 * 100_000,
        "154600000",
        2025,
    )
    assert printer.jobs[0].stamp.issuer.kk == "Мәртөк ауданының әкімдігі"


def test_unchanged_facts_give_the_same_edition_and_changed_ones_the_next(work, district):
    first = queries.by_number(db.session(), issued(work).number)
    printer = TwoLines()
    again = issued(work, printer)
    assert again.number == first.number
    assert printer.jobs == []
    with work() as unit:
        okrug = territories.unit(unit.session, "154651000")
        plan(unit, okrug.id, 2025, 2, 250000, 30000)
    second = queries.by_number(db.session(), issued(work).number)
    assert (second.edition, second.replaces_id) == (2, first.id)
    assert queries.by_number(db.session(), first.number).state is State.SUPERSEDED
    assert queries.successor(db.session(), first).number == second.number
    assert db.session().scalar(select(func.count(ReportDocument.id))) == 2


def test_one_run_is_claimed_by_one_worker_and_a_late_one_is_shut_out(work, district):
    run_id = ordered(work)
    first = take(work, run_id, "one")
    assert take(work, run_id, "two") is None
    with clock.standing_at(TODAY + timedelta(minutes=11)):
        second = take(work, run_id, "two")
        assert (second.run_id, second.fence) == (run_id, first.fence + 1)
        with pytest.raises(Stale):
            make(first, TwoLines())
        perform(second, TwoLines())
    assert queries.run(db.session(), run_id).state is RunState.DONE
    assert db.session().scalar(select(func.count(ReportDocument.id))) == 1


def test_a_run_whose_workers_die_is_given_up_with_a_reason(work, district):
    run_id = ordered(work)
    for attempt in range(queue.MAX_ATTEMPTS):
        with clock.standing_at(TODAY + timedelta(minutes=11 * attempt)):
            assert take(work, run_id) is not None
    with clock.standing_at(TODAY + timedelta(hours=2)):
        assert take(work, run_id) is None
    run = queries.run(db.session(), run_id)
    assert (run.state, run.reason, run.attempts) == (RunState.FAILED, "reports.gave_up", 3)


def test_a_failure_says_why_and_can_be_tried_again(work, district):
    run = issued(work, TwoLines(PrintFailed("too_long", "1 s")))
    assert (run.state, run.reason) == (RunState.FAILED, "paper.too_long")
    with work() as unit:
        retry(unit, run.id)
    perform(take(work, run.id), TwoLines())
    assert queries.run(db.session(), run.id).state is RunState.DONE


def test_a_bug_in_one_report_ends_that_run_only(work, district):
    run = issued(work, TwoLines(ZeroDivisionError("a bug")))
    assert (run.state, run.reason) == (RunState.FAILED, "paper.broken")


def test_cancelling_stops_the_printing_and_keeps_nothing(work, district):
    run_id = ordered(work)
    held = take(work, run_id)

    def printer(job, progress):
        with work() as unit:
            cancel(unit, run_id)
        progress("pages", 2, 2)
        raise AssertionError("a cancelled run went on")

    perform(held, printer)
    assert queries.run(db.session(), run_id).state is RunState.CANCELLED
    assert db.session().scalar(select(func.count(ReportDocument.id))) == 0


def test_the_same_wish_that_waits_is_not_doubled(work, district):
    assert ordered(work) == ordered(work)
    assert db.session().scalar(select(func.count(ReportRun.id))) == 1


@pytest.mark.parametrize(
    ("command", "code"),
    [
        (Order("district-progress", "154600000", "2026-Q2", "kk"), "reports.future_period"),
        (Order("district-progress", "154651000", "2025-Q4", "kk"), "reports.wrong_territory"),
        (Order("district-progress", "154600000", "2025-11", "kk"), "reports.wrong_length"),
        (Order("district-progress", "154600000", "2025-Q4", "de"), "reports.wrong_language"),
        (Order("horoscope", "154600000", "2025-Q4", "kk"), "reports.unknown_kind"),
    ],
)
def test_what_cannot_be_printed_is_refused_with_its_reason(work, district, command, code):
    with pytest.raises(Incomplete) as refusal:
        ordered(work, None, command)
    assert refusal.value.code == code


def test_an_okrug_has_the_report_of_its_akim(work, district):
    run_id = ordered(work, None, Order("akim-quarter", "154651000", "2025-Q4", "ru"))
    printer = TwoLines()
    perform(take(work, run_id), printer)
    assert queries.run(db.session(), run_id).number == "AQ-154651-2025Q4-RU-1"
    facts = printer.jobs[0].facts
    assert [okrug.place.kato for okrug in facts.okrugs] == ["154651000"]
    with pytest.raises(Incomplete):
        ordered(work, None, Order("akim-quarter", "154600000", "2025-Q4", "ru"))


def test_an_unknown_territory_is_missing(work, district):
    with pytest.raises(Missing):
        ordered(work, None, Order("district-progress", "999999999", "2025-Q4", "kk"))


def test_rights_a_citizen_and_an_auditor_may_not_order(work, district):
    for actor in (CITIZEN, district(Role.AUDITOR, 5)):
        with pytest.raises(NotAllowed):
            ordered(work, actor)


def seal(work, actor, document, sha256=None):
    with work(actor) as unit:
        certify(unit, Certify(document.number, sha256 or document.sha256))


@pytest.fixture
def edition(work, district, persons):
    run_id = ordered(work, district(Role.ANALYST, persons[0]))
    perform(take(work, run_id), TwoLines())
    return queries.by_number(db.session(), queries.run(db.session(), run_id).number)


@pytest.fixture
def persons(work, district):
    with work() as unit:
        rows = [Person(name=f"Demo {n}", email=f"p{n}@example.kz", language="kk", created_at=unit.now) for n in (1, 2)]
        for row in rows:
            unit.add(row)
        return [row.id for row in rows]


def test_a_second_person_certifies_and_the_first_cannot(work, district, edition, persons):
    with pytest.raises(NotAllowed) as refusal:
        seal(work, district(Role.ANALYST, persons[0]), edition)
    assert refusal.value.code == "reports.own_report"
    with pytest.raises(Stale):
        seal(work, district(Role.DISTRICT_AKIM, persons[1]), edition, "0" * 64)
    seal(work, district(Role.DISTRICT_AKIM, persons[1]), edition)
    now = queries.by_number(db.session(), edition.number)
    assert (now.state, now.certified_as.ru) == (State.CERTIFIED, "Аким района, Акимат")
    with pytest.raises(WrongState):
        seal(work, district(Role.DISTRICT_AKIM, persons[1]), edition)


def test_annulling_needs_a_reason_and_is_for_good(work, district, edition, persons):
    chief = district(Role.DISTRICT_AKIM, persons[1])
    with pytest.raises(Incomplete), work(chief) as unit:
        annul(unit, Annul(edition.number, "  "))
    with work(chief) as unit:
        annul(unit, Annul(edition.number, "Қате сома"))
    now = queries.by_number(db.session(), edition.number)
    assert (now.state, now.annul_reason) == (State.ANNULLED, "Қате сома")
    with pytest.raises(WrongState):
        seal(work, chief, edition)
    again = queries.by_number(db.session(), issued(work).number)
    assert again.edition == 2, "an annulled edition is not given again"


def test_a_changed_byte_on_the_disk_is_noticed(work, district, edition):
    place = files().path(edition.sha256)
    content = bytearray(place.read_bytes())
    content[3] ^= 1
    place.write_bytes(bytes(content))
    assert not queries.intact(edition)
    place.unlink()
    assert not queries.intact(edition)
