"""Asking the akim's office, and the office's answer: what is taken, what is refused, who learns what."""

from __future__ import annotations

import email
import email.policy
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from lsg_projects.domain.identifiers import check_digit
from lsg_projects.domain.states import BodyKind, Role
from lsg_projects.kit import clock, db
from lsg_projects.kit.journal import JournalEntry
from lsg_projects.participation import usecases
from lsg_projects.participation.models import Question
from lsg_projects.territories.models import Body
from tests.support import route_world
from tests.support.office_pages import Browser, signed_in
from tests.support.route_world import World

GOOD = {
    "name": "Айгүл, Саржансай", "email": "aigul@example.kz", "text": "Шамдар қай күні қосылады?", "consent": "y",
    "website": "",
}  # fmt: skip
ELEVEN = "90010130001"
PERSON = f"{ELEVEN}{check_digit(ELEVEN)}"
"""Twelve digits built like a person's number."""


@dataclass
class Town:
    """The application with one published project."""

    app: Flask
    world: World
    code: str
    folder: Path

    @property
    def client(self) -> FlaskClient:
        return self.app.test_client()

    @property
    def address(self) -> str:
        return f"/kk/projects/{self.code}/ask"

    def questions(self) -> list[Question]:
        with self.app.app_context():
            return list(db.session().scalars(select(Question).order_by(Question.id)))

    def letters(self) -> list[email.message.EmailMessage]:
        files = sorted((self.folder / "mail").glob("*.eml"), key=lambda file: file.stat().st_mtime_ns)
        return [email.message_from_bytes(file.read_bytes(), policy=email.policy.default) for file in files]  # type: ignore[misc]

    def official(self, role: Role = Role.AKIM, person: int | None = None) -> Browser:
        return signed_in(self.app, person or self.world.people[role], "ru")


@pytest.fixture
def town(app: Flask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Town]:
    """The small district with a published project, on 26.01.2026, on both kinds of database."""
    folder = tmp_path / "instance"
    with route_world.instance(folder, monkeypatch), clock.standing_at(route_world.NOW):
        with app.app_context():
            world = route_world.build()
            office = db.session().get(Body, world.bodies[BodyKind.AKIM_OFFICE])
            assert office is not None
            office.email = "office@example.kz"
            db.session().commit()
            code = route_world.approved(world)
            db.db.session.remove()
        yield Town(app, world, code, folder)


def test_a_question_goes_from_the_card_to_the_desk_and_back(town: Town) -> None:
    """Asked, received, told to the office, answered, shown without the address."""
    answer = town.client.post(town.address, data=GOOD)
    assert answer.status_code == 303
    receipt = town.client.get(answer.location)
    assert "Сұрағыңыз қабылданды, №\u00a01" in receipt.text
    assert "16.02.2026" in receipt.text, "fifteen working days later"
    assert receipt.headers["Cache-Control"] == "no-store"
    assert "aigul" not in receipt.text

    waiting = town.client.get(f"/kk/projects/{town.code}").text
    assert "Жауап күтілуде" in waiting
    assert "Шамдар қай күні" not in waiting

    letter = town.letters()[0]
    assert letter["To"] == "office@example.kz"
    assert town.code in letter["Subject"]
    assert "aigul" not in letter.as_string()
    assert "Айгүл" not in letter.get_content()

    akim = town.official()
    desk = akim.get("/office/questions")
    assert "Шамдар қай күні қосылады?" in desk.text
    page = akim.get("/office/questions/1")
    assert "aigul@example.kz" in page.text
    sent = akim.post("/office/questions/1", page, verdict="publish",
                     **{"answer-kk": "1 қыркүйекте.", "answer-ru": "1 сентября."})  # fmt: skip
    assert sent.status == 303

    card = town.client.get(f"/ru/projects/{town.code}").text
    assert "Шамдар қай күні қосылады?" in card
    assert "1 сентября." in card
    assert "Айгүл, Саржансай" in card
    assert "aigul@" not in card
    told = town.letters()[-1]
    assert told["To"] == "aigul@example.kz"
    assert "1 қыркүйекте." in told.get_content()


def test_the_journal_holds_no_personal_data(town: Town) -> None:
    """Numbers and days, neither name nor address nor text."""
    town.client.post(town.address, data=GOOD)
    with town.app.app_context():
        rows = list(db.session().scalars(select(JournalEntry).where(JournalEntry.action.like("question.%"))))
        assert [row.action for row in rows] == ["question.received"]
        assert "1" in rows[0].body
        for secret in ("Айгүл", "aigul", "Шамдар"):
            assert secret not in rows[0].body


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("name", ""), ("name", "x" * 81), ("email", ""), ("email", "aigul"), ("email", "a b@c.kz"),
        ("email", "a@b.kz\nBcc: x@y.kz"), ("text", ""), ("text", "қысқа"), ("text", "ұ" * 2001), ("consent", ""),
        ("text", f"Менің ЖСН {PERSON}, жауап беріңіз"), ("name", PERSON),
    ],
)  # fmt: skip
def test_what_may_not_be_published_is_refused_with_the_text_kept(town: Town, field: str, value: str) -> None:
    """422, the field is named, everything typed stands there again, nothing is stored."""
    answer = town.client.post(town.address, data=GOOD | {field: value})
    assert answer.status_code == 422
    assert 'id="errors"' in answer.text
    assert "<title>Қате:" in answer.text
    if field != "text":
        assert GOOD["text"] in answer.text
    assert town.questions() == []
    assert town.letters() == []


def test_a_program_that_fills_every_field_is_thanked_and_forgotten(town: Town) -> None:
    """The trap is filled in: nothing is stored."""
    answer = town.client.post(town.address, data=GOOD | {"website": "http://spam.example"})
    assert answer.status_code == 303
    assert town.questions() == []


def test_a_network_may_not_flood_the_office(town: Town) -> None:
    """After the tenth question within an hour the page asks to wait, and says until when."""
    for _ in range(usecases.MOST_IN_WINDOW):
        assert town.client.post(town.address, data=GOOD).status_code == 303
    answer = town.client.post(town.address, data=GOOD)
    assert answer.status_code == 429
    assert "26.01.2026, 11:00" in answer.text
    assert GOOD["text"] in answer.text
    assert len(town.questions()) == usecases.MOST_IN_WINDOW
    with clock.standing_at(route_world.NOW + usecases.WINDOW + usecases.WINDOW / 60):
        assert town.client.post(town.address, data=GOOD).status_code == 303


def test_another_site_cannot_ask_in_a_readers_name(town: Town) -> None:
    """A form that another site's page sends is refused."""
    answer = town.client.post(town.address, data=GOOD, headers={"Sec-Fetch-Site": "cross-site"})
    assert answer.status_code == 400
    assert town.questions() == []


def test_a_receipt_is_found_by_its_key_alone(town: Town) -> None:
    """Numbers that follow one another open nothing."""
    town.client.post(town.address, data=GOOD)
    for key in ("1", "0" * 32, "%00"):
        assert town.client.get(f"{town.address}/{key}").status_code == 404


def test_only_the_office_of_the_place_answers(town: Town) -> None:
    """A neighbour's akim sees nothing; an economist may not; a citizen is asked to sign in."""
    town.client.post(town.address, data=GOOD)
    neighbour = town.official(person=town.world.stranger)
    assert "Шамдар" not in neighbour.get("/office/questions").text
    assert neighbour.get("/office/questions/1").status == 404
    assert town.official(Role.ECONOMIST).get("/office/questions").status == 403
    assert "/office/sign-in" in town.client.get("/office/questions").location


def test_an_answer_needs_both_languages_and_is_given_once(town: Town) -> None:
    """Incomplete is 422 with the text kept; the second answer is 409."""
    town.client.post(town.address, data=GOOD)
    akim = town.official()
    page = akim.get("/office/questions/1")
    half = akim.post("/office/questions/1", page, verdict="publish", **{"answer-kk": "1 қыркүйекте."})
    assert half.status == 422
    assert "1 қыркүйекте." in half.text
    assert akim.post("/office/questions/1", page, **{"answer-kk": "x", "answer-ru": "y"}).status == 422
    both = {"answer-kk": "1 қыркүйекте.", "answer-ru": "1 сентября."}
    assert akim.post("/office/questions/1", page, verdict="publish", **both).status == 303
    assert akim.post("/office/questions/1", page, verdict="publish", **both).status == 409


def test_a_refused_question_leaves_its_reason_and_not_its_text(town: Town) -> None:
    """The place stays on the card, the asker learns why."""
    town.client.post(town.address, data=GOOD | {"text": "Көршім туралы бір нәрсе айтайын"})
    akim = town.official()
    page = akim.get("/office/questions/1")
    reason = {"reason-kk": "Сұрақ жобаға қатысты емес.", "reason-ru": "Вопрос не о проекте."}
    assert akim.post("/office/questions/1", page, verdict="refuse", **reason).status == 303
    card = town.client.get(f"/ru/projects/{town.code}").text
    assert "Вопрос не о проекте." in card
    assert "Көршім" not in card
    assert "Сұрақ жобаға қатысты емес." in town.letters()[-1].get_content()
    assert re.search(r"Не опубликован", akim.get("/office/questions?tab=answered").text)


def test_a_menu_counts_what_waits(town: Town) -> None:
    """The akim's menu shows the number of questions without an answer."""
    town.client.post(town.address, data=GOOD)
    page = town.official().get("/office/questions").text
    assert re.search(r'/office/questions".*?class="count">1<', page, re.DOTALL)
