"""Recommendations of the assembly: recorded, approved, answered with reasons, fulfilled; each act once, by whom it is."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from lsg_projects.domain.actor import SYSTEM
from lsg_projects.domain.errors import Incomplete, Missing, NotAllowed, Stale, WrongState
from lsg_projects.domain.recommendation import Reply, State, Verdict, Words
from lsg_projects.domain.reporting import ASSEMBLY_MONITORING
from lsg_projects.domain.states import Role
from lsg_projects.domain.text import Tri
from lsg_projects.kit import clock, db, journal
from lsg_projects.kit.work import work
from lsg_projects.notices import usecases as notices
from lsg_projects.notices.models import Notice
from lsg_projects.recommendations import queries, usecases
from lsg_projects.recommendations.usecases import Answer, Change, Done, Give, Record
from lsg_projects.reports.queries.gathering import Asked, gather
from tests.support import office_pages
from tests.support import route_world as rw
from tests.support.racing import race, winners
from tests.support.route_world import NOW, OKRUG, OTHER, World

HALF = "2025-H2"
TODAY = date(2026, 1, 26)
TEXT = Tri("Арықтар жөндеу кезінде тазартылсын", "При ремонте очистить арыки", "")
REASON = Tri("Сметада қаражат қарастырылған", "В смете средства предусмотрены", "")
IIN = "010203500008"


def record(world: World, text: Tri = TEXT, role: Role = Role.MEMBER, **more: Any) -> int:
    with work(world.actor(role)) as unit:
        return usecases.record(
            unit, Record(more.get("kato", OKRUG), more.get("period", HALF), Words(text, more.get("due")))
        )


def facts(row_id: int) -> queries.Facts:
    db.session().rollback()
    return queries.one(db.session(), row_id)


def give(world: World, *rows: int, **more: Any) -> int:
    shown = tuple((row, facts(row).revision) for row in rows)
    command = Give(OKRUG, HALF, more.get("shown", shown), more.get("minutes", "3"), more.get("day", TODAY))
    with work(world.actor(more.get("role", Role.ASSEMBLY_SECRETARY))) as unit:
        return usecases.give(unit, command)


def answer(world: World, row: int, verdict: Verdict | None = Verdict.ACCEPTED, **more: Any) -> None:
    until = more.get("until", TODAY + timedelta(days=60))
    reply = Reply(verdict, more.get("reason", REASON), more.get("action", TEXT), until)
    actor = more.get("actor") or world.actor(more.get("role", Role.AKIM))
    with work(actor) as unit:
        usecases.answer(unit, Answer(row, facts(row).revision, reply))


def done(world: World, row: int, day: date = TODAY) -> None:
    with work(world.actor(Role.AKIM)) as unit:
        usecases.report_done(unit, Done(row, facts(row).revision, TEXT, day))


def public(world: World) -> list[tuple[int, State]]:
    db.session().rollback()
    return [(each.number, each.state) for each in queries.public(db.session(), world.units[OKRUG])]


def test_from_a_draft_to_what_was_done(world: World) -> None:
    first, second = record(world), record(world, role=Role.ASSEMBLY_SECRETARY)
    assert [facts(row).number for row in (first, second)] == [1, 2]
    assert public(world) == []
    assert give(world, first, second) == 2
    assert public(world) == [(1, State.GIVEN), (2, State.GIVEN)]
    answer(world, first)
    answer(world, second, Verdict.DECLINED)
    assert (facts(second).action, facts(second).until) == (Tri(), None)  # nothing is promised where it is declined
    done(world, first)
    assert [facts(row).standing for row in (first, second)] == ["done", "declined"]
    told = [
        entry for entry in journal.entries(db.session(), "installation") if entry.action.startswith("recommendation")
    ]
    assert [entry.action.partition(".")[2] for entry in told] == [
        "recorded",
        "recorded",
        "given",
        "answered",
        "answered",
        "done",
    ]
    assert json.loads(told[3].body)["verdict"] == "accepted"


@pytest.mark.parametrize(
    ("more", "fields"),
    [
        ({"text": Tri("Тек қазақша жазылған", "", "")}, ["text"]),
        ({"text": Tri("Қысқа", "Мало", "")}, ["text"]),
        ({"text": Tri(f"Қараңыз: ЖСН {IIN}", f"Смотрите: ИИН {IIN}", "")}, ["text"]),
        ({"due": TODAY - timedelta(days=1)}, ["due"]),
        ({"period": "2025-Q4"}, ["period"]),
        ({"period": "2026-H2"}, ["period"]),
        ({"period": "рекомендация"}, []),
    ],
)  # fmt: skip
def test_what_says_nothing_is_not_recorded(world: World, more: dict[str, Any], fields: list[str]) -> None:
    with pytest.raises(Incomplete) as refused:
        record(world, **more)
    assert [problem.where for problem in refused.value.problems] == fields


def test_each_act_belongs_to_its_own_people(world: World) -> None:
    for role in (Role.AKIM, Role.FINANCIER, Role.DISTRICT_AKIM, Role.ADMIN):
        with pytest.raises(NotAllowed):
            record(world, role=role)
    with pytest.raises(Missing):
        record(world, kato=OTHER)  # that okrug has no assembly here
    row = record(world)
    for role in (Role.MEMBER, Role.AKIM):
        with pytest.raises(NotAllowed):
            give(world, row, role=role)
    give(world, row)
    for role in (Role.ASSEMBLY_SECRETARY, Role.SPECIALIST, Role.DISTRICT_AKIM):
        with pytest.raises(NotAllowed):
            answer(world, row, role=role)
    with pytest.raises(Missing):
        answer(world, row, actor=world.person(world.stranger))


def test_a_draft_may_be_changed_and_struck_but_not_what_was_given(world: World) -> None:
    first, second = record(world), record(world)
    seen = facts(first).revision
    with work(world.actor(Role.MEMBER)) as unit:
        usecases.change(unit, Change(first, seen, Words(REASON)))
    assert facts(first).text == REASON
    with pytest.raises(Stale):
        give(world, second, shown=((first, seen), (second, 1)))  # the page showed the words from before
    assert public(world) == []  # all or none
    with work(world.actor(Role.MEMBER)) as unit:
        usecases.strike(unit, second, facts(second).revision)
    give(world, first)
    for act in (
        lambda unit: usecases.change(unit, Change(first, facts(first).revision, Words(TEXT))),
        lambda unit: usecases.strike(unit, first, facts(first).revision),
    ):
        with pytest.raises(Stale), work(world.actor(Role.MEMBER)) as unit:
            act(unit)
    assert public(world) == [(1, State.GIVEN)]


@pytest.mark.parametrize(("minutes", "day", "field"), [("", TODAY, "minutes_no"), ("1", None, "minutes_day"),
                                                       ("1", TODAY + timedelta(days=1), "minutes_day")])  # fmt: skip
def test_the_approval_names_its_minutes(world: World, minutes: str, day: date | None, field: str) -> None:
    row = record(world)
    with pytest.raises(Incomplete) as refused:
        give(world, row, minutes=minutes, day=day)
    assert [problem.where for problem in refused.value.problems] == [field]
    with pytest.raises(Incomplete):
        give(world, shown=())


@pytest.mark.parametrize(
    ("verdict", "more", "fields"),
    [
        (None, {}, ["verdict"]),
        (Verdict.DECLINED, {"reason": Tri()}, ["reason"]),
        (Verdict.ACCEPTED, {"action": Tri(), "until": None}, ["action", "until"]),
        (Verdict.PARTLY, {"until": TODAY - timedelta(days=1)}, ["until"]),
    ],
)  # fmt: skip
def test_an_answer_gives_reasons_and_says_what_and_by_when(
    world: World, verdict: Verdict | None, more: dict[str, Any], fields: list[str]
) -> None:
    row = record(world)
    give(world, row)
    with pytest.raises(Incomplete) as refused:
        answer(world, row, verdict, **more)
    assert [problem.where for problem in refused.value.problems] == fields
    assert facts(row).state is State.GIVEN


def test_only_what_was_promised_can_be_done(world: World) -> None:
    row, declined = record(world), record(world)
    give(world, row, declined)
    with pytest.raises(WrongState):
        done(world, row)
    answer(world, declined, Verdict.DECLINED)
    with pytest.raises(WrongState):
        done(world, declined)
    answer(world, row)
    with pytest.raises(Incomplete):
        done(world, row, TODAY + timedelta(days=1))
    with pytest.raises(Incomplete):
        done(world, row, TODAY - timedelta(days=1))  # before it was given
    done(world, row)
    with pytest.raises(Stale):
        done(world, row)


def test_two_answers_at_once_are_one(world: World) -> None:
    row = record(world)
    give(world, row)
    seen = facts(row).revision
    actor = world.actor(Role.AKIM)

    def one(verdict: Verdict) -> None:
        with work(actor) as unit:
            usecases.answer(unit, Answer(row, seen, Reply(verdict, REASON, TEXT, TODAY + timedelta(days=9))))

    results = race([lambda: one(Verdict.ACCEPTED), lambda: one(Verdict.DECLINED)])
    assert (winners(results), min(results)) == (1, "Stale"), results


def test_two_who_record_at_once_get_two_numbers(world: World) -> None:
    results = race([lambda: record(world), lambda: record(world, role=Role.ASSEMBLY_SECRETARY)])
    assert winners(results) == 2, results
    db.session().rollback()
    drafts = queries.drafts(db.session(), world.units[OKRUG], HALF)
    assert [each.number for each in drafts] == [1, 2]


def test_both_sides_are_told(world: World) -> None:
    row = record(world)
    give(world, row)
    answer(world, row)
    with work(SYSTEM) as unit:
        while notices.follow(unit):
            pass
    told = {(each.person_id, each.kind) for each in db.session().scalars(select(Notice))}
    people = world.people
    assert {(people[Role.AKIM], "answerer.recommendation_given"), (people[Role.SPECIALIST], "answerer.recommendation_given"),
            (people[Role.MEMBER], "assembly.recommendation_answered")} <= told  # fmt: skip


def test_the_report_holds_this_half_year_and_what_became_of_the_last(world: World) -> None:
    rows = [record(world, period="2025-H1"), record(world), record(world)]
    with work(world.actor(Role.ASSEMBLY_SECRETARY)) as unit:
        usecases.give(unit, Give(OKRUG, "2025-H1", ((rows[0], 1),), "1", TODAY))
    give(world, rows[1])
    answer(world, rows[0])
    done(world, rows[0])

    def told(period: str) -> tuple[list[str], list[str]]:
        found = gather(db.session(), Asked(ASSEMBLY_MONITORING, OKRUG, period, "kk"))
        db.session().rollback()
        return [each.verdict for each in found.recommendations], [str(each.done_on) for each in found.earlier]

    assert told("2025-H2") == ([""], [str(TODAY)])  # the draft is nobody's business yet
    assert told("2025-H1") == (["accepted"], [])
    with clock.standing_at(NOW + timedelta(days=365)):
        assert told("2026-H1") == ([], ["None"])  # what is fulfilled has been told, what is open stays


# --- pages


@pytest.fixture
def town(app: Flask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[Flask, World]]:
    with rw.instance(tmp_path / "instance", monkeypatch), clock.standing_at(NOW), app.app_context():
        yield app, rw.build()


def test_the_way_through_the_pages(town: tuple[Flask, World]) -> None:
    app, world = town
    secretary = office_pages.signed_in(app, world.people[Role.ASSEMBLY_SECRETARY], "ru")
    akim = office_pages.signed_in(app, world.people[Role.AKIM], "ru")
    page = secretary.get("/office/recommendations/new")
    typed = {"territory": OKRUG, "period": HALF, "text-kk": TEXT.kk, "text-ru": ""}
    refused = secretary.post("/office/recommendations/new", page, **typed)
    assert (refused.status, TEXT.kk in refused.text) == (422, True)
    assert secretary.post("/office/recommendations/new", page, **typed | {"text-ru": TEXT.ru}).status == 303
    row = queries.drafts(db.session(), world.units[OKRUG], HALF)[0].id
    public_page = f"/ru/territories/{OKRUG}"
    assert TEXT.ru not in akim.get(public_page).text
    where = f"/office/recommendations/{OKRUG}/{HALF}/give"
    page = secretary.get(where)
    assert secretary.post(where, page, minutes_no="", minutes_day="26.01.2026").status == 422
    assert secretary.post(where, page, minutes_no="5", minutes_day="26.01.2026").status == 303
    assert TEXT.ru in akim.get(public_page).text
    page = akim.get(f"/office/recommendations/{row}")
    assert "recommendations." not in words_of(page.text)
    said = {
        "verdict": "partly",
        "reason-kk": REASON.kk,
        "reason-ru": REASON.ru,
        "action-kk": TEXT.kk,
        "action-ru": TEXT.ru,
    }
    refused = akim.post(f"/office/recommendations/{row}/answer", page, **said)
    assert (refused.status, REASON.ru in refused.text) == (422, True)
    assert akim.post(f"/office/recommendations/{row}/answer", page, **said, until="01.03.2026").status == 303
    assert akim.post(f"/office/recommendations/{row}/answer", page, **said, until="01.03.2026").status == 409
    assert "Принята частично" in akim.get(public_page).text
    page = akim.get(f"/office/recommendations/{row}")
    finished = {"done-kk": TEXT.kk, "done-ru": TEXT.ru, "done_on": "26.01.2026"}
    assert akim.post(f"/office/recommendations/{row}/done", page, **finished).status == 303
    assert "Выполнена" in secretary.get("/office/recommendations").text
    stranger = office_pages.signed_in(app, world.stranger, "ru")
    assert stranger.get(f"/office/recommendations/{row}").status == 404
    assert secretary.get("/office/recommendations/99").status == 404
    assert secretary.get(where).status == 404


def words_of(text: str) -> str:
    """The page without its attributes."""
    return re.sub(r'"[^"]*"', "", text)
