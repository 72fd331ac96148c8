"""The pages of approval as people use them: inbox, decision, confirmation, outdated page, sending, taking back."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask

from lsg_projects.approvals import queries as approvals
from lsg_projects.approvals import usecases as acts
from lsg_projects.documents import queries as documents
from lsg_projects.documents import usecases as papers
from lsg_projects.domain.errors import Stale
from lsg_projects.domain.states import Approval, BodyKind, Outcome, Role
from lsg_projects.kit import clock, db
from lsg_projects.kit.work import work
from lsg_projects.projects import queries as projects
from tests.support import route_world as rw
from tests.support.office_pages import Browser, Page, signed_in
from tests.support.route_world import World


@pytest.fixture
def database(sqlite_database: str) -> str:
    """One kind of database: what the pages rest on is tried on both kinds below the edge."""
    return sqlite_database


@pytest.fixture
def district(app: Flask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[World]:
    """The small district behind the whole application."""
    with (
        rw.instance(tmp_path / "instance", monkeypatch),
        clock.standing_at(rw.NOW),
        app.app_context(),
    ):
        yield rw.build()
        db.db.session.remove()


def at(app: Flask, world: World, role: Role, lang: str = "kk") -> Browser:
    return signed_in(app, world.people[role], lang)


def decided(browser: Browser, task: int, **typed: object) -> Page:
    """Go through the decision page and its confirmation."""
    shown = browser.get(f"/office/inbox/{task}")
    assert shown.status == 200
    again = browser.post(f"/office/inbox/{task}/confirm", shown, **typed)
    assert again.status == 200, again.text
    return browser.post(
        f"/office/inbox/{task}/decide", again, paper="public", minutes=(io.BytesIO(rw.PDF), "hattama.pdf")
    )


def signed(app: Flask, world: World, role: Role, task: int, lang: str, **typed: object) -> Page:
    """Go through both pages of a department: the executor's, and the one of the head who signs it as it is."""
    executor, head = at(app, world, role, lang), signed_in(app, world.heads[department(task)], lang)
    given = executor.post(f"/office/inbox/{task}/draft", executor.get(f"/office/inbox/{task}"), **typed)
    assert given.status == 303, given.text
    return decided(head, task, **typed)


def department(task: int) -> BodyKind:
    return approvals.task(db.session(), task).body_kind


MEETING = {"number": "4", "dated": "26.01.2026", "votes_for": "8", "votes_against": "1", "votes_abstained": "0"}


@pytest.mark.parametrize("lang", ["kk", "ru", "en"])
def test_the_way_of_a_project_by_its_pages(app: Flask, district: World, lang: str) -> None:
    code = rw.project(district)
    akim = at(app, district, Role.AKIM, lang)
    review = akim.get(f"/office/projects/{code}/approval")
    assert review.status == 200
    revision = projects.find(db.session(), code).revision
    sent = akim.post(f"/office/projects/{code}/submit", akim.get(f"/office/projects/{code}/approval"), revision=revision, declared="y",
                     csrf_token=token(akim))  # fmt: skip
    assert (sent.status, sent.location) == (303, f"/office/projects/{code}/sent")
    assert akim.get(sent.location).status == 200

    secretary = at(app, district, Role.ASSEMBLY_SECRETARY, lang)
    inbox = secretary.get("/office/inbox")
    assert code in inbox.text
    task = open_task(code)
    answer = decided(secretary, task, outcome="approved", **MEETING)
    assert (answer.status, answer.location) == (303, f"/office/inbox/{task}")
    receipt = secretary.get(answer.location)
    assert "8" in receipt.text
    assert "/decide" not in receipt.text

    signed(app, district, Role.ECONOMIST, open_task(code), lang, outcome="approved", conclusion="Мақсаттары дұрыс")
    financier = at(app, district, Role.FINANCIER, lang)
    finance = open_task(code)
    assert "9 000,0" in financier.get(f"/office/inbox/{finance}").text.replace("\xa0", " ").replace(
        "9,000.0", "9 000,0"
    )
    signed(
        app, district, Role.FINANCIER, finance, lang,
        outcome="returned",
        remark_step_1="cost",
        remark_text_1="Негізін көрсетіңіз",
        until="10.02.2026",
    )  # fmt: skip
    db.session().rollback()
    assert projects.find(db.session(), code).approval is Approval.RETURNED
    assert code in financier.get("/office/inbox?tab=returned").text

    rw.save(district, code, "milestones", start=rw.PASSPORT.start)
    rw.save(district, code, "risks", responsible=rw.tri("Округ әкімінің орынбасары"))
    rw.submit(district, code)
    again = financier.get(f"/office/inbox/{open_task(code)}")
    assert "Негізін көрсетіңіз" in again.text
    assert akim.get(f"/office/projects/{code}/approval").status == 200
    for tab in ("mine", "returned", "decided", "nonsense"):
        assert financier.get(f"/office/inbox?tab={tab}").status == 200


def test_without_the_declaration_nothing_is_sent(app: Flask, district: World) -> None:
    code = rw.project(district)
    akim = at(app, district, Role.AKIM)
    page = akim.get(f"/office/projects/{code}/passport/review")
    assert page.status == 200
    answer = akim.post(f"/office/projects/{code}/submit", page)
    assert (answer.status, answer.location) == (303, f"/office/projects/{code}/passport/review")
    assert akim.post(f"/office/projects/{code}/submit", page, declared="y", revision="0").status == 409
    assert projects.find(db.session(), code).approval is Approval.DRAFT
    assert akim.post(f"/office/projects/{code}/submit", page, declared="y").location.endswith("/sent")


def token(browser: Browser) -> str:
    """The CSRF token of this session, from any page with a form."""
    return browser.get("/office/me").hidden["csrf_token"]


def open_task(code: str) -> int:
    db.session().rollback()
    task = approvals.open_task_of(db.session(), projects.find(db.session(), code).id)
    assert task is not None
    return task


def test_nothing_is_chosen_beforehand_and_a_choice_is_asked_for(app: Flask, district: World) -> None:
    task = rw.submit(district, rw.project(district))
    secretary = at(app, district, Role.ASSEMBLY_SECRETARY)
    shown = secretary.get(f"/office/inbox/{task}")
    assert not re.search(r"<input[^>]*\schecked", shown.text)
    refused = secretary.post(f"/office/inbox/{task}/confirm", shown, conclusion="Менің мәтінім")
    assert refused.status == 422
    assert "Менің мәтінім" in refused.text
    assert 'id="errors"' in refused.text
    none = secretary.post(f"/office/inbox/{task}/confirm", shown, outcome="approved")
    assert none.status == 422
    bad = secretary.post(f"/office/inbox/{task}/confirm", shown, outcome="approved", **(MEETING | {"votes_for": "1,5"}))
    assert bad.status == 422
    later = secretary.post(
        f"/office/inbox/{task}/confirm", shown, outcome="approved", **(MEETING | {"dated": "27.01.2026"})
    )
    assert later.status == 422
    assert approvals.task(db.session(), task).closed_at is None


def test_minutes_are_owed_at_the_confirmation(app: Flask, district: World) -> None:
    task = rw.submit(district, rw.project(district))
    secretary = at(app, district, Role.ASSEMBLY_SECRETARY)
    shown = secretary.get(f"/office/inbox/{task}")
    again = secretary.post(f"/office/inbox/{task}/confirm", shown, outcome="approved", **MEETING)
    for paper in (
        {"paper": "public"},
        {"paper": "public", "minutes": (io.BytesIO(b"not a paper"), "x.pdf")},
        {"minutes": (io.BytesIO(rw.PDF), "hattama.pdf")},
    ):
        answer = secretary.post(f"/office/inbox/{task}/decide", again, **paper)
        assert answer.status == 422, answer.text
    db.session().rollback()
    assert approvals.task(db.session(), task).closed_at is None


def test_minutes_that_name_people_stay_inside(app: Flask, district: World) -> None:
    task = rw.submit(district, rw.project(district))
    secretary = at(app, district, Role.ASSEMBLY_SECRETARY)
    again = secretary.post(
        f"/office/inbox/{task}/confirm", secretary.get(f"/office/inbox/{task}"), outcome="approved", **MEETING
    )
    paper = (io.BytesIO(rw.PDF), "hattama.pdf")
    assert secretary.post(f"/office/inbox/{task}/decide", again, paper="names", minutes=paper).status == 303
    project_id = approvals.task(db.session(), task).project_id
    withheld = [doc.withheld_reason for doc in documents.of_project(db.session(), project_id) if not doc.public]
    assert withheld == ["personal"]


def test_a_personal_number_in_public_words_is_refused(app: Flask, district: World) -> None:
    task = rw.submit(district, rw.project(district))
    secretary = at(app, district, Role.ASSEMBLY_SECRETARY)
    shown = secretary.get(f"/office/inbox/{task}")
    typed = {"outcome": "approved", "conclusion": "Өтініш беруші 900101300017 келісті"} | MEETING
    assert secretary.post(f"/office/inbox/{task}/confirm", shown, **typed).status == 422


def test_the_same_click_twice_is_stored_once(app: Flask, district: World) -> None:
    task = rw.submit(district, rw.project(district))
    secretary = at(app, district, Role.ASSEMBLY_SECRETARY)
    shown = secretary.get(f"/office/inbox/{task}")
    again = secretary.post(f"/office/inbox/{task}/confirm", shown, outcome="approved", **MEETING)
    answers = [
        secretary.post(
            f"/office/inbox/{task}/decide", again, paper="public", minutes=(io.BytesIO(rw.PDF), "hattama.pdf")
        )
        for _ in range(2)
    ]
    assert [answer.status for answer in answers] == [303, 409]
    assert "hattama" not in answers[1].text


def test_an_edit_between_showing_and_deciding_is_outdated_with_the_differences(app: Flask, district: World) -> None:
    code = rw.project(district)
    task = rw.submit(district, code)
    secretary = at(app, district, Role.ASSEMBLY_SECRETARY)
    shown = secretary.get(f"/office/inbox/{task}")
    again = secretary.post(f"/office/inbox/{task}/confirm", shown, outcome="rejected", reason=rw.WHY, **MEETING)
    assert again.status == 200
    akim = at(app, district, Role.AKIM)
    page = akim.get(f"/office/projects/{code}/approval")
    taken = akim.post(f"/office/projects/{code}/withdraw", page, reason="Сомасын қайта есептейміз, кейін жібереміз")
    assert taken.status == 303
    line = rw.PASSPORT.lines[0]
    rw.save(
        district,
        code,
        "cost",
        lines=(type(line)(**{**line.__dict__, "amount": 3_000 * rw.THOUSAND}), rw.PASSPORT.lines[1]),
    )
    rw.submit(district, code)
    late = secretary.post(
        f"/office/inbox/{task}/decide", again, paper="public", minutes=(io.BytesIO(rw.PDF), "hattama.pdf")
    )
    assert late.status == 409
    text = late.text.replace("\xa0", " ")
    assert "4 000,0" in text
    assert "3 000,0" in text
    assert rw.WHY in text
    assert f"/office/inbox/{open_task(code)}" in text


def test_a_paper_withdrawn_meanwhile_is_outdated(app: Flask, district: World) -> None:
    code = rw.project(district)
    task = rw.submit(district, code)
    command = rw.command(task)
    head = projects.find(db.session(), code)

    key = documents.of_project(db.session(), head.id)[0].key
    with work(district.actor(Role.AKIM)) as unit:
        papers.withdraw(unit, papers.Withdraw(key, code, "Қате құжат"))

    with pytest.raises(Stale), work(district.actor(Role.ASSEMBLY_SECRETARY)) as unit:
        acts.decide(unit, command)


def test_others_read_the_page_without_the_form(app: Flask, district: World) -> None:
    task = rw.submit(district, rw.project(district))
    for role in (Role.FINANCIER, Role.AKIM, Role.AUDITOR):
        page = at(app, district, role).get(f"/office/inbox/{task}")
        assert page.status == 200
        assert f"/office/inbox/{task}/confirm" not in page.text


def test_who_may_not_know_gets_the_same_absence(app: Flask, district: World) -> None:
    code = rw.project(district)
    task = rw.submit(district, code)
    stranger = signed_in(app, district.stranger)
    assert stranger.get(f"/office/inbox/{task}").status == 404
    assert stranger.get("/office/inbox/999999").status == 404
    assert stranger.get(f"/office/projects/{code}/approval").status == 404
    assert stranger.get(f"/office/projects/{code}/sent").status == 404
    finance = at(app, district, Role.FINANCIER)
    page = finance.get("/office/inbox")
    assert (
        finance.post(f"/office/inbox/{task}/confirm", page, outcome="approved", csrf_token=token(finance)).status == 403
    )
    admin = at(app, district, Role.ADMIN)
    assert admin.get(f"/office/inbox/{task}").status in (403, 404)


def test_without_a_token_nothing_is_taken(app: Flask, district: World) -> None:
    task = rw.submit(district, rw.project(district))
    secretary = at(app, district, Role.ASSEMBLY_SECRETARY)
    assert secretary.post(f"/office/inbox/{task}/decide", outcome="approved", **MEETING).status == 400


@pytest.mark.parametrize(
    "typed",
    [
        {"version": "99999999999999999999"},
        {"version": "x"},
        {"shown": "0" * 64},
        {"version": "", "shown": ""},
    ],
)
def test_a_forged_form_is_outdated(app: Flask, district: World, typed: dict[str, str]) -> None:
    task = rw.submit(district, rw.project(district))
    secretary = at(app, district, Role.ASSEMBLY_SECRETARY)
    shown = secretary.get(f"/office/inbox/{task}")
    answer = secretary.post(
        f"/office/inbox/{task}/decide", shown, **({"outcome": "approved", **MEETING} | typed),
        paper="public", minutes=(io.BytesIO(rw.PDF), "hattama.pdf"),
    )  # fmt: skip
    assert answer.status == 409
    assert approvals.decisions(db.session(), approvals.task(db.session(), task).project_id) == ()


def test_a_form_of_another_task_decides_neither(app: Flask, district: World) -> None:
    tasks = [rw.submit(district, rw.project(district)) for _ in range(2)]
    secretary = at(app, district, Role.ASSEMBLY_SECRETARY)
    shown = secretary.get(f"/office/inbox/{tasks[0]}")
    answer = secretary.post(
        f"/office/inbox/{tasks[1]}/decide", shown, outcome="approved", **MEETING,
        paper="public", minutes=(io.BytesIO(rw.PDF), "hattama.pdf"),
    )  # fmt: skip
    assert answer.status == 409
    db.session().rollback()
    assert [approvals.task(db.session(), task).closed_at for task in tasks] == [None, None]


def test_giving_up_an_approved_project(app: Flask, district: World) -> None:
    code = rw.approved(district)
    akim = at(app, district, Role.AKIM)
    page = akim.get(f"/office/projects/{code}/approval")
    assert akim.post(f"/office/projects/{code}/withdraw", page, reason="қысқа").status == 422
    assert akim.post(f"/office/projects/{code}/withdraw", page, reason=rw.WHY).status == 303
    db.session().rollback()
    head = projects.find(db.session(), code)
    assert (head.approval, head.stage.value) == (Approval.WITHDRAWN, "cancelled")
    assert akim.post(f"/office/projects/{code}/withdraw", page, reason=rw.WHY).status == 409


def test_a_put_off_task_stays_in_the_inbox(app: Flask, district: World) -> None:
    code = rw.project(district)
    task = rw.submit(district, code)
    rw.decide(district, task, Outcome.DEFERRED)
    secretary = at(app, district, Role.ASSEMBLY_SECRETARY)
    assert code in secretary.get("/office/inbox").text
    assert projects.find(db.session(), code).approval is Approval.DEFERRED
    answer = decided(secretary, open_task(code), outcome="approved", **MEETING)
    assert answer.status == 303
