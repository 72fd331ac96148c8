"""Notices: who is told of what, once whatever happens, in their language, and by letter as they wish."""

from __future__ import annotations

import email
import email.policy
import threading
import time
from datetime import date, timedelta
from email.message import EmailMessage
from pathlib import Path

import pytest
from sqlalchemy import select, text

from lsg_projects import settings
from lsg_projects.approvals.usecases import Withdraw, withdraw
from lsg_projects.domain.actor import SYSTEM
from lsg_projects.domain.calendar import weekend
from lsg_projects.domain.notices import Audience, Letters, reminders
from lsg_projects.domain.states import Approval, Outcome, Role
from lsg_projects.kit import clock, db, mail
from lsg_projects.kit.work import work
from lsg_projects.notices import letters, queries, usecases
from lsg_projects.notices.models import Notice
from lsg_projects.notices.usecases import Choose
from tests.support import route_world as rw
from tests.support.racing import race
from tests.support.route_world import NOW, World


def follow() -> None:
    """Read the journal to its end, as the worker does."""
    with work(SYSTEM) as unit:
        while usecases.follow(unit):
            pass


def kinds(world: World, role: Role) -> list[str]:
    """What the person in *role* was told, the oldest first."""
    db.session().rollback()
    rows = db.session().scalars(select(Notice).where(Notice.person_id == world.people[role]).order_by(Notice.id))
    return [row.kind for row in rows]


def posted(folder: Path) -> list[EmailMessage]:
    """The letters in the instance's folder."""
    files = sorted((folder / "instance" / "mail").glob("*.eml"))
    return [email.message_from_bytes(file.read_bytes(), policy=email.policy.default) for file in files]  # type: ignore[misc]


def test_each_act_is_told_to_those_whom_it_concerns(world: World) -> None:
    code = rw.project(world)
    task = rw.submit(world, code)
    follow()
    assert kinds(world, Role.ASSEMBLY_SECRETARY) == ["asked.project_submitted"]
    rw.decide(world, task)
    follow()
    assert kinds(world, Role.AKIM) == kinds(world, Role.SPECIALIST) == ["office.step_decided"]
    assert kinds(world, Role.ECONOMIST) == ["asked.step_decided"]
    assert kinds(world, Role.ASSEMBLY_SECRETARY) == ["asked.project_submitted"]  # nobody hears of their own act
    for role in (Role.ADMIN, Role.AUDITOR, Role.FINANCIER, Role.ACCOUNTANT):
        assert kinds(world, role) == []


def test_the_neighbours_are_told_nothing(world: World) -> None:
    rw.approve_all(world, rw.submit(world, rw.project(world)))
    follow()
    assert queries.notices_of(db.session(), world.stranger) == ((), None)


def test_a_withdrawal_releases_whom_the_project_waited_for(world: World) -> None:
    code = rw.project(world)
    rw.submit(world, code)
    with work(world.actor(Role.AKIM)) as unit:
        withdraw(unit, Withdraw(code, Approval.IN_REVIEW, "Қаражат көзі өзгерді, жоба қайта қаралады"))
    follow()
    # the submission was over before anybody read of it, so only its end is told
    assert kinds(world, Role.ASSEMBLY_SECRETARY) == ["released.project_withdrawn"]


def test_reading_again_tells_nothing_again(world: World) -> None:
    rw.submit(world, rw.project(world))
    follow()
    db.session().execute(text("DELETE FROM notice_mark"))
    db.session().commit()
    follow()
    assert kinds(world, Role.ASSEMBLY_SECRETARY) == ["asked.project_submitted"]


def test_old_history_is_read_past(world: World) -> None:
    rw.submit(world, rw.project(world))
    with clock.standing_at(NOW + timedelta(days=60)):
        follow()
        assert kinds(world, Role.ASSEMBLY_SECRETARY) == []
        with work(SYSTEM) as unit:
            assert usecases.follow(unit) == 0


def read_naively() -> None:
    """The broken way: look first whether it was told, and write in another transaction then."""
    seen = db.session().scalars(select(Notice.id)).all()
    db.session().rollback()
    time.sleep(0.3)
    if seen:
        return
    with work(SYSTEM) as unit:
        row = Notice(
            person_id=1, key=f"naive {threading.get_ident()}", kind="naive", facts={}, href="/", happened_at=unit.now,
            told_at=unit.now, letter="none", attempts=0,
        )  # fmt: skip
        unit.add(row)


@pytest.mark.parametrize("naive", [False, True])
def test_four_workers_at_once_tell_each_person_once(world: World, naive: bool) -> None:
    """The careful way never tells twice; the same race catches one that looks first and writes then."""
    rw.submit(world, rw.project(world))
    assert set(race([read_naively if naive else follow] * 4)) == {"won"}
    told = db.session().scalars(select(Notice.kind)).all()
    assert (len(told) > 1) if naive else (told == ["asked.project_submitted"])


def test_sentences_in_three_languages_name_the_project(world: World) -> None:
    rw.decide(world, rw.submit(world, rw.project(world)), Outcome.RETURNED)
    follow()
    (told,), _ = queries.notices_of(db.session(), world.people[Role.AKIM])
    said = {lang: letters.sentence(told.kind, told.facts, lang) for lang in ("kk", "ru", "en")}
    assert "Жергілікті қоғамдастық жиналысы: пысықтауға қайтарды" in said["kk"]
    assert "Собрание местного сообщества: возвращено на доработку" in said["ru"]
    assert "returned for rework" in said["en"]
    assert told.href.startswith("/office/projects/")


# --- letters


def test_a_letter_comes_at_once_and_once(world: World, tmp_path: Path) -> None:
    rw.submit(world, rw.project(world))
    follow()
    chosen = settings.current()
    assert usecases.send_due(chosen) == 1
    assert usecases.send_due(chosen) == 0
    (letter,) = posted(tmp_path)
    assert "шешіміңізді күтеді" in letter["Subject"]
    assert "/office/notices/" in letter.get_content()


def test_a_letter_that_fails_is_tried_again_under_the_same_name(
    world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rw.submit(world, rw.project(world))
    follow()
    chosen, real, names = settings.current(), mail.send, []

    def fail(_settings: object, message: EmailMessage) -> bool:
        names.append(message["Message-ID"])
        return False

    monkeypatch.setattr(mail, "send", fail)
    assert usecases.send_due(chosen) == 0
    assert usecases.send_due(chosen) == 0  # not again at once
    monkeypatch.setattr(mail, "send", real)
    with clock.standing_at(NOW + timedelta(minutes=20)):
        assert usecases.send_due(chosen) == 1
    (letter,) = posted(tmp_path)
    assert names == [letter["Message-ID"]]


def test_a_letter_is_given_up_after_some_tries(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    rw.submit(world, rw.project(world))
    follow()
    tries = []
    monkeypatch.setattr(mail, "send", lambda *_: bool(tries.append(1)))
    for round_ in range(9):
        with clock.standing_at(NOW + timedelta(minutes=20 * round_)):
            usecases.send_due(settings.current())
    assert len(tries) == 5


@pytest.mark.parametrize(("wish", "today", "tomorrow"), [(Letters.DAILY, 0, 1), (Letters.NONE, 0, 0)])
def test_letters_follow_the_wish(world: World, tmp_path: Path, wish: Letters, today: int, tomorrow: int) -> None:
    with work(world.actor(Role.ASSEMBLY_SECRETARY)) as unit:
        usecases.choose(unit, Choose(wish))
    for _ in range(3):
        rw.submit(world, rw.project(world))
    follow()
    assert usecases.send_due(settings.current()) == today
    with clock.standing_at(NOW + timedelta(days=1)):
        assert usecases.send_due(settings.current()) == tomorrow
    assert [letter["Subject"] for letter in posted(tmp_path)] == ["Жаңа хабарламалар: 3"] * tomorrow


# --- reminders

WEDNESDAY = date(2026, 1, 28)


@pytest.mark.parametrize(
    ("due", "expected"),
    [
        (WEDNESDAY + timedelta(days=6), []),  # four working days
        (WEDNESDAY + timedelta(days=2), [("soon", Audience.ASKED)]),
        (WEDNESDAY, [("soon", Audience.ASKED)]),
        (WEDNESDAY - timedelta(days=1), [("overdue", Audience.ASKED), ("overdue", Audience.ABOVE)]),
    ],
)
def test_a_term_reminds_before_it_ends_and_escalates_after(due: date, expected: list[tuple[str, Audience]]) -> None:
    found = reminders(WEDNESDAY, due, weekend, 2)
    assert [(each.kind, each.audience) for each in found] == expected


def test_a_day_reminds_once_and_an_overdue_task_reaches_the_district_akim(world: World) -> None:
    rw.submit(world, rw.project(world))
    with clock.standing_at(NOW + timedelta(days=40)):
        for _ in range(2):
            with work(SYSTEM) as unit:
                usecases.remind(unit, 2)
        assert kinds(world, Role.ASSEMBLY_SECRETARY) == ["asked.task_overdue"]
        assert kinds(world, Role.DISTRICT_AKIM) == ["above.task_overdue"]
    with clock.standing_at(NOW + timedelta(days=41)), work(SYSTEM) as unit:
        assert usecases.remind(unit, 2) == 0  # the same term is not repeated every day
