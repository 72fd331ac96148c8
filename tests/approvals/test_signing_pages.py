"""The pages of two signatures: what the executor, the head and everybody else see and may press."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask

from lsg_projects.approvals import queries as approvals
from lsg_projects.documents import usecases as papers
from lsg_projects.domain.states import BodyKind, DocumentType, Outcome, Role
from lsg_projects.kit import clock, db
from lsg_projects.kit.work import work
from lsg_projects.projects import queries as projects
from tests.support import route_world as rw
from tests.support.office_pages import Browser, signed_in
from tests.support.route_world import World

WORDS = "Есептеу дұрыс, ставка қаулымен расталған"
WHY = "Тұрғындар жиында бұл жұмысты бірінші кезекке қойған"
NOTE = "Ставканың негізін нақтылаңыз, қаулы нөмірі жоқ"


@pytest.fixture
def database(sqlite_database: str) -> str:
    """One kind of database: what the pages rest on is tried on both kinds below the edge."""
    return sqlite_database


@pytest.fixture
def district(app: Flask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[World]:
    """The small district behind the whole application."""
    with rw.instance(tmp_path / "instance", monkeypatch), clock.standing_at(rw.NOW), app.app_context():
        yield rw.build()
        db.db.session.remove()


@pytest.fixture
def asked(district: World) -> tuple[str, int]:
    """A project that waits for the economy department, and its task."""
    code = rw.project(district)
    task = rw.decide(district, rw.submit(district, code)).next_task
    assert task is not None
    return code, task


def executor(app: Flask, world: World, lang: str = "kk") -> Browser:
    return signed_in(app, world.people[Role.ECONOMIST], lang)


def head(app: Flask, world: World, lang: str = "kk") -> Browser:
    return signed_in(app, world.heads[BodyKind.ECONOMY], lang)


def give(browser: Browser, task: int, **typed: str) -> int:
    """Let the executor give an answer to the head."""
    page = browser.get(f"/office/inbox/{task}")
    return browser.post(
        f"/office/inbox/{task}/draft", page, **({"outcome": "approved", "conclusion": WORDS} | typed)
    ).status


@pytest.mark.parametrize("lang", ["kk", "ru", "en"])
def test_a_draft_goes_to_the_head_and_back_and_is_signed(
    app: Flask, district: World, asked: tuple[str, int], lang: str
) -> None:
    code, task = asked
    economist, chief = executor(app, district, lang), head(app, district, lang)
    early = chief.get(f"/office/inbox/{task}")
    assert "/confirm" not in early.text
    assert "/draft" not in early.text
    assert give(economist, task) == 303
    assert code not in economist.get("/office/inbox").text
    assert code in economist.get("/office/inbox?tab=beside").text
    assert code in chief.get("/office/inbox").text

    shown = chief.get(f"/office/inbox/{task}")
    assert WORDS in shown.text
    sent = chief.post(f"/office/inbox/{task}/draft/back", shown, revision="1", note=NOTE)
    assert (sent.status, sent.location) == (303, "/office/inbox")
    again = economist.get(f"/office/inbox/{task}")
    assert NOTE in again.text
    assert WORDS in again.text
    assert give(economist, task, conclusion="Қаулы № 12 бойынша расталды") == 303

    shown = chief.get(f"/office/inbox/{task}")
    assert "Қаулы № 12 бойынша расталды" in shown.text
    typed = {"outcome": "approved", "conclusion": "Қаулы № 12 бойынша расталды"}
    confirm = chief.post(f"/office/inbox/{task}/confirm", shown, **typed)
    assert confirm.status == 200
    assert "Қаулы № 12" in confirm.text
    done = chief.post(f"/office/inbox/{task}/decide", confirm)
    assert (done.status, done.location) == (303, f"/office/inbox/{task}")
    assert chief.post(f"/office/inbox/{task}/decide", confirm).status == 409  # the same form once more
    db.session().rollback()
    decided = approvals.decision_on(db.session(), task)
    assert decided is not None
    assert decided.conclusion == "Қаулы № 12 бойынша расталды"


def test_nobody_else_sees_a_word_of_a_draft(app: Flask, district: World, asked: tuple[str, int]) -> None:
    code, task = asked
    assert give(executor(app, district), task) == 303
    db.session().rollback()
    for role in (Role.AKIM, Role.SPECIALIST, Role.FINANCIER, Role.DISTRICT_AKIM, Role.AUDITOR, Role.ASSEMBLY_SECRETARY):
        browser = signed_in(app, district.people[role])
        for place in (f"/office/inbox/{task}", f"/office/projects/{code}/approval", f"/office/projects/{code}/history"):
            page = browser.get(place)
            assert WORDS not in page.text, (role, place)
            assert "/draft" not in page.text, (role, place)
    akim = signed_in(app, district.people[Role.AKIM])
    assert "Орындаушы қорытынды" not in akim.get(f"/projects/{code}/history").text


def test_what_came_meanwhile_is_named_and_the_words_are_kept(
    app: Flask, district: World, asked: tuple[str, int]
) -> None:
    code, task = asked
    economist, chief = executor(app, district, "ru"), head(app, district, "ru")
    late = economist.get(f"/office/inbox/{task}")
    assert give(economist, task) == 303
    before = chief.get(f"/office/inbox/{task}")
    with work(district.actor(Role.AKIM)) as unit:
        number = projects.find(unit.session, code).id
        papers.attach(unit, papers.Attach(number, code, DocumentType.PHOTO, rw.tri("Фото улицы"), "a.pdf", rw.PDF))
    now = {"version": "1", "shown": approvals.shown(db.session(), task).digest, "draft": "1"}
    for forged in ({}, now):  # the page as it was, and one that pretends to have seen the paper
        refused = chief.post(f"/office/inbox/{task}/confirm", before, outcome="approved", conclusion=WORDS, **forged)
        assert refused.status == 409
        assert "Фото улицы" in refused.text
        assert WORDS in refused.text
    newest = chief.get(f"/office/inbox/{task}")
    assert "Фото улицы" in newest.text
    assert f"/office/inbox/{task}/confirm" not in newest.text
    stale = economist.post(f"/office/inbox/{task}/draft", late, outcome="approved", conclusion="Ескі бет")
    assert stale.status == 409
    assert "Ескі бет" in stale.text


def test_the_conclusion_comes_on_paper_and_is_read_inside_until_it_is_signed(
    app: Flask, district: World, asked: tuple[str, int]
) -> None:
    """A bad file keeps the words; a good one is opened by the head, by nobody else, and by all after the signature."""
    code, task = asked
    economist, chief = executor(app, district, "ru"), head(app, district, "ru")
    place = f"/office/inbox/{task}"
    page = economist.get(place)
    said = {"outcome": "approved", "conclusion": WORDS, "paper": "public"}
    for name, data, more in (("a.pdf", b"no paper", {}), ("a.pdf", rw.PDF, {"paper": ""}), ("a.exe", b"MZ", {})):
        bad = economist.post(f"{place}/draft", page, **(said | {"file": (io.BytesIO(data), name)} | more))
        assert bad.status == 422
        assert WORDS in bad.text
        assert 'id="file-e"' in bad.text  # what is wrong with it, or that it has to be chosen again
    done = economist.post(f"{place}/draft", page, **said, file=(io.BytesIO(rw.PDF), "qorytyndy.pdf"))
    assert done.status == 303
    shown = chief.get(place)
    link = re.search(rf'href="({place}/draft/\w+/qorytyndy\.pdf)"', shown.text)
    assert link is not None
    for browser in (chief, economist):
        assert browser.get(link[1]).status == 200
    for role in (Role.AKIM, Role.FINANCIER, Role.AUDITOR, Role.ASSEMBLY_SECRETARY):
        stranger = signed_in(app, district.people[role])
        assert stranger.get(link[1]).status == 403
        assert "qorytyndy" not in stranger.get(place).text
    key = link[1].split("/")[-2]
    assert chief.get(f"/office/files/{key}/qorytyndy.pdf").status == 404
    exchanged = economist.get(place)
    other = rw.PDF.replace(b"99 99", b"88 88")
    assert economist.post(f"{place}/draft", exchanged, **said, file=(io.BytesIO(other), "b.pdf")).status == 303
    late = chief.post(f"{place}/confirm", shown, **said)
    assert (late.status, WORDS in late.text) == (409, True)
    forged = chief.get(place)
    assert chief.post(f"{place}/confirm", forged, **said, held="0" * 64).status == 409
    confirm = chief.post(f"{place}/confirm", forged, **said)
    assert "/b.pdf" in confirm.text
    assert chief.post(f"{place}/decide", confirm).status == 303
    assert economist.get(link[1]).status == 404  # the older one: it was never signed
    told = signed_in(app, district.people[Role.AKIM]).get(f"/office/projects/{code}/approval")
    paper = re.search(r'href="(/office/files/\w+/b\.pdf)"', told.text)
    assert paper is not None
    assert signed_in(app, district.people[Role.AUDITOR]).get(paper[1]).status == 200


@pytest.mark.parametrize(
    ("typed", "status"),
    [({"conclusion": ""}, 422), ({"outcome": ""}, 422), ({"outcome": "nonsense"}, 422), ({"draft": "7"}, 409), ({"shown": "x"}, 409)],
)  # fmt: skip
def test_a_bad_answer_is_given_back_with_its_words(
    app: Flask, district: World, asked: tuple[str, int], typed: dict[str, str], status: int
) -> None:
    _code, task = asked
    economist = executor(app, district)
    page = economist.get(f"/office/inbox/{task}")
    answer = economist.post(
        f"/office/inbox/{task}/draft", page, **({"outcome": "approved", "conclusion": WORDS, "reason": NOTE} | typed)
    )
    assert answer.status == status
    assert NOTE in answer.text
    db.session().rollback()
    assert approvals.draft_of(db.session(), task) is None


def test_forms_of_others_are_refused(app: Flask, district: World, asked: tuple[str, int]) -> None:
    _code, task = asked
    economist, chief = executor(app, district), head(app, district)
    for role in (Role.FINANCIER, Role.AKIM, Role.AUDITOR):
        browser = signed_in(app, district.people[role])
        page = browser.get("/office/me")
        assert browser.post(f"/office/inbox/{task}/draft", page, outcome="approved").status in (403, 422)
        assert browser.post(f"/office/inbox/{task}/draft/back", page, note=NOTE, revision="1").status == 403
    empty = chief.post(f"/office/inbox/{task}/confirm", chief.get(f"/office/inbox/{task}"), outcome="approved",
                       csrf_token=chief.get("/office/me").hidden["csrf_token"])  # fmt: skip
    assert empty.status == 409  # nothing is prepared yet
    assert give(economist, task) == 303
    shown = chief.get(f"/office/inbox/{task}")
    for note, revision, status in (("", "1", 422), (NOTE, "9", 409), (NOTE, "x", 409)):
        assert chief.post(f"/office/inbox/{task}/draft/back", shown, note=note, revision=revision).status == status
    assert economist.post(f"/office/inbox/{task}/draft/back", economist.get(f"/office/inbox/{task}"), note=NOTE,
                          revision="1").status == 403  # fmt: skip


@pytest.mark.parametrize("lang", ["kk", "ru", "en"])
def test_the_akim_contests_a_no_by_its_page(app: Flask, district: World, lang: str) -> None:
    code = rw.project(district)
    rw.decide(district, rw.submit(district, code), Outcome.REJECTED)
    akim = signed_in(app, district.people[Role.AKIM], lang)
    place = f"/office/projects/{code}"
    shown = akim.get(f"{place}/approval")
    number = re.search(r'name="decision" value="(\d+)"', shown.text)
    assert number is not None
    assert "39-3" in shown.text
    short = akim.post(f"{place}/contest", shown, why="жоқ", decision=number[1])
    assert (short.status, "жоқ" in short.text) == (422, True)
    assert akim.post(f"{place}/contest", shown, why=WHY, decision="x").status == 409
    done = akim.post(f"{place}/contest", shown, why=WHY, decision=number[1])
    assert (done.status, done.location) == (303, f"{place}/approval")
    assert akim.post(f"{place}/contest", shown, why=WHY, decision=number[1]).status == 409
    after = akim.get(f"{place}/approval")
    assert WHY in after.text
    assert "/contest" not in after.text
    db.session().rollback()
    task = approvals.open_task_of(db.session(), projects.find(db.session(), code).id)
    secretary = signed_in(app, district.people[Role.ASSEMBLY_SECRETARY], lang)
    assert WHY in secretary.get(f"/office/inbox/{task}").text
    reader = signed_in(app, district.people[Role.AUDITOR], lang)
    assert reader.post(f"{place}/contest", reader.get("/office/me"), why=WHY, decision=number[1]).status == 403
