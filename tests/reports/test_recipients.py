"""Certified reports go to their recipients by mail, once: with two workers, after crashes, and never before."""

from __future__ import annotations

import email
import email.policy
import time
from collections import Counter
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from lsg_projects import settings
from lsg_projects.accounts.models import Person
from lsg_projects.domain.errors import Incomplete, Missing, NotAllowed, Stale
from lsg_projects.domain.states import Role
from lsg_projects.kit import clock, db, journal, mail
from lsg_projects.kit.files import store as files
from lsg_projects.reports import queries
from lsg_projects.reports.models import ReportLetter
from lsg_projects.reports.usecases import (
    AddRecipient,
    Annul,
    Certify,
    Order,
    SetSchedule,
    add_recipient,
    annul,
    certify,
    perform,
    remove_recipient,
    send_again,
    send_reports,
    set_schedule,
)
from tests.reports.conftest import TODAY, TwoLines, plan
from tests.reports.test_issue import ordered, take
from tests.support.racing import race, winners

HERE = "154600000"
KK, RU, ALL = "kk@demo.example", "ru@demo.example", "all@demo.example"


@pytest.fixture
def posted(tmp_path):
    """Read the letters that lie in the folder."""

    def read() -> list:
        found = sorted((Path(settings.current().instance) / "mail").glob("*.eml"))
        return [email.message_from_bytes(file.read_bytes(), policy=email.policy.default) for file in found]

    return read


@pytest.fixture
def schedule(work, district):
    """A schedule in two languages with three recipients."""
    with work() as unit:
        unit.add(Person(id=1, name="Демо", email="1@demo.example", language="kk", created_at=unit.now))
        number = set_schedule(unit, SetSchedule("district-progress", HERE, "2025-Q1", ("kk", "ru")))
        for name, address, lang in (("Қазақ", KK, "kk"), ("Русский", RU, "ru"), ("Барлығы", ALL, "")):
            add_recipient(unit, AddRecipient(number, name, address, lang))
    return number


@pytest.fixture
def certified(work, district, schedule):
    """Issue and certify; gives a function that does both."""

    def do(language="kk", period="2025-Q4") -> str:
        run_id = ordered(work, command=Order("district-progress", HERE, period, language))
        perform(take(work, run_id), TwoLines())
        number = queries.run(db.session(), run_id).number
        seal(work, district, number)
        return number

    return do


def seal(work, district, number):
    found = queries.by_number(db.session(), number)
    with work(district(Role.DISTRICT_AKIM, 1)) as unit:
        certify(unit, Certify(number, found.sha256))


def letters() -> Counter:
    rows = db.session().execute(select(ReportLetter.email, ReportLetter.letter))
    found = Counter(tuple(row) for row in rows)
    db.session().rollback()
    return found


def test_nothing_goes_out_before_the_report_is_certified_and_then_once(work, district, schedule, posted):
    run_id = ordered(work, command=Order("district-progress", HERE, "2025-Q4", "kk"))
    perform(take(work, run_id), TwoLines())
    number = queries.run(db.session(), run_id).number
    assert send_reports(settings.current()) == 0
    seal(work, district, number)
    assert letters() == {(KK, "waiting"): 1, (ALL, "waiting"): 1}
    assert [send_reports(settings.current()) for _ in range(3)] == [2, 0, 0]
    first, second = posted()
    assert {first["To"], second["To"]} == {KK, ALL}
    (paper,) = first.iter_attachments()
    found = queries.by_number(db.session(), number)
    assert paper.get_content() == files().read(found.file_sha256)
    assert paper.get_filename() == f"{number}.pdf"
    text = first.get_body().get_content()
    assert all(part in text for part in ("Сәлеметсіз бе", number, found.spelled, found.file_sha256, found.code))


def test_each_gets_the_language_that_was_wished_for(certified, posted):
    certified("ru")
    assert send_reports(settings.current()) == 2
    assert {letter["To"] for letter in posted()} == {RU, ALL}
    assert all("Здравствуйте" in letter.get_body().get_content() for letter in posted())


@pytest.mark.parametrize("period", ["2024-Q4", "2025-H2"])
def test_reports_of_no_schedule_go_to_nobody(work, district, schedule, period):
    run_id = ordered(work, command=Order("district-progress", HERE, period, "kk"))
    perform(take(work, run_id), TwoLines())
    seal(work, district, queries.run(db.session(), run_id).number)
    assert letters() == {}


def test_a_new_edition_goes_out_when_it_is_certified_too(work, certified, posted):
    first = certified()
    send_reports(settings.current())
    with work() as unit:
        plan(unit, 3, 2025, 2, 250000, 30000)
    second = certified()
    assert first != second
    assert send_reports(settings.current()) == 2
    assert len(posted()) == 4


def test_a_large_report_is_named_by_its_address(certified, posted, monkeypatch):
    number = certified()
    monkeypatch.setenv("LSG_REPORT_LETTER_MEGABYTES", "0")
    settings.current.cache_clear()
    send_reports(settings.current())
    letter = posted()[0]
    assert not list(letter.iter_attachments())
    assert f"/kk/reports/{number}/report.pdf" in letter.get_body().get_content()


@pytest.mark.parametrize("naive", [False, True])
def test_two_workers_send_each_letter_once(certified, monkeypatch, naive):
    certified()
    went = []

    def slowly(_settings, message) -> bool:
        went.append(message["To"])
        time.sleep(0.2)
        return True

    monkeypatch.setattr(mail, "send", slowly)
    if naive:  # the broken way: whoever has read that a letter waits sends it
        monkeypatch.setattr("lsg_projects.kit.outbox.take", lambda _table, _ids: time.sleep(0.2) or True)
    results = race([lambda: send_reports(settings.current())] * 2)
    assert winners(results) == 2, results
    assert (len(went) > 2) if naive else (sorted(went) == [ALL, KK])


def test_two_who_certify_at_once_write_the_letters_once(work, district, schedule):
    run_id = ordered(work, command=Order("district-progress", HERE, "2025-Q4", "kk"))
    perform(take(work, run_id), TwoLines())
    number = queries.run(db.session(), run_id).number
    results = race([lambda: seal(work, district, number)] * 2)
    assert winners(results) == 1, results
    assert letters() == {(KK, "waiting"): 1, (ALL, "waiting"): 1}


class Killed(BaseException):
    """The process ends here."""


@pytest.mark.parametrize("after_posting", [False, True])
def test_a_worker_that_dies_leaves_a_letter_that_goes_out_once(certified, posted, monkeypatch, after_posting):
    certified()
    real = mail.send

    def die(chosen, message) -> bool:
        if after_posting:
            real(chosen, message)
        raise Killed

    monkeypatch.setattr(mail, "send", die)
    for _ in range(2):
        with pytest.raises(Killed):
            send_reports(settings.current())
    monkeypatch.setattr(mail, "send", real)
    assert send_reports(settings.current()) == 0  # whoever holds them may still be at it
    with clock.standing_at(TODAY + timedelta(minutes=20)):
        assert send_reports(settings.current()) == 2
        assert send_reports(settings.current()) == 0
    assert sorted(letter["To"] for letter in posted()) == [ALL, KK]


def test_a_letter_that_fails_stays_in_sight_and_may_be_tried_again(
    work, district, schedule, certified, posted, monkeypatch
):
    certified()
    real = mail.send
    monkeypatch.setattr(mail, "send", lambda *_: False)
    for turn in range(6):
        with clock.standing_at(TODAY + timedelta(minutes=20 * turn)):
            send_reports(settings.current())
    assert letters() == {(KK, "failed"): 1, (ALL, "failed"): 1}
    assert queries.schedule(db.session(), schedule).failed_letters == 2
    failed = queries.letters_of_schedule(db.session(), schedule)[0]
    with pytest.raises(NotAllowed), work(district(Role.AKIM, 1)) as unit:
        send_again(unit, failed.id)
    with work(district(Role.DISTRICT_AKIM, 1)) as unit:
        assert send_again(unit, failed.id) == schedule
    with pytest.raises(Stale), work(district(Role.DISTRICT_AKIM, 1)) as unit:
        send_again(unit, failed.id)
    monkeypatch.setattr(mail, "send", real)
    assert send_reports(settings.current()) == 1
    assert [letter["To"] for letter in posted()] == [failed.email]


def test_an_annulled_report_and_a_removed_recipient_get_no_letter(work, district, schedule, certified, posted):
    number = certified()
    gone = next(each for each in queries.recipients(db.session(), schedule) if each.email == KK)
    with work() as unit:
        remove_recipient(unit, schedule, gone.id)
    with work(district(Role.DISTRICT_AKIM, 1)) as unit:
        annul(unit, Annul(number, "Қате кезең"))
    assert send_reports(settings.current()) == 0
    assert letters() == {(KK, "withheld"): 1, (ALL, "withheld"): 1}
    assert posted() == []


def test_a_file_that_is_not_whole_is_not_sent(certified, posted):
    number = certified()
    key = queries.by_number(db.session(), number).file_sha256
    place = next(Path(settings.current().instance).rglob(f"*{key[4:]}*"))
    place.chmod(0o600)
    place.write_bytes(b"something else")
    assert send_reports(settings.current()) == 0
    assert posted() == []


@pytest.mark.parametrize(
    ("name", "address", "language", "field"),
    [
        ("", "a@demo.example", "", "name"), ("А", "", "", "email"), ("А", "a@b", "", "email"),
        ("А", "a@demo.example\r\nBcc: b@demo.example", "", "email"), ("А", "a, b@demo.example", "", "email"),
        ("А", "Қазақ@demo.example", "", "email"), ("А", KK.upper(), "", "email"), ("А", "a@demo.example", "en", "language"),
    ],
)  # fmt: skip
def test_a_faulty_recipient_is_refused_at_its_field(work, schedule, name, address, language, field):
    with pytest.raises(Incomplete) as refused, work() as unit:
        add_recipient(unit, AddRecipient(schedule, name, address, language))
    assert [problem.where for problem in refused.value.problems] == [field]
    assert len(queries.recipients(db.session(), schedule)) == 3


def test_only_who_may_schedule_sees_to_recipients(work, district, schedule):
    with pytest.raises(NotAllowed), work(district(Role.FINANCIER, 1)) as unit:
        add_recipient(unit, AddRecipient(schedule, "А", "a@demo.example"))
    with pytest.raises(Missing), work() as unit:
        remove_recipient(unit, schedule, 999)
    with pytest.raises(Missing), work() as unit:
        add_recipient(unit, AddRecipient(999, "А", "a@demo.example"))


def test_the_journal_holds_no_address(work, schedule, certified):
    certified()
    told = [entry.body for entry in journal.entries(db.session(), "installation")]
    assert any('"recipients":3' in body for body in told)
    assert not any("@" in body for body in told)
