"""A change request and an order of substitution as people use them, by their pages."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask

from lsg_projects.accounts import queries as accounts
from lsg_projects.accounts.usecases import entry
from lsg_projects.approvals import queries as approvals
from lsg_projects.approvals import usecases as acts
from lsg_projects.domain.actor import SYSTEM
from lsg_projects.domain.states import Approval, BodyKind, Outcome, Role
from lsg_projects.kit import clock, db
from lsg_projects.kit.work import work
from lsg_projects.projects import queries as projects
from tests.support import route_world as rw
from tests.support.office_pages import Browser, signed_in
from tests.support.route_world import World


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


REASON = {
    "reason-kk": "Смета қайта есептелді, баға өсті, бұрынғы сома жетпейді",
    "reason-ru": "Смета пересчитана, цены выросли, прежней суммы не хватает",
}


def at(app: Flask, world: World, role: Role, lang: str = "kk") -> Browser:
    return signed_in(app, world.people[role], lang)


@pytest.mark.parametrize("lang", ["kk", "ru", "en"])
def test_a_change_is_asked_for_read_returned_mended_and_seen_by_citizens(
    app: Flask, district: World, lang: str
) -> None:
    code = rw.approved(district)
    new = f"/office/projects/{code}/changes/new"
    akim = at(app, district, Role.AKIM, lang)
    assert f'href="{new}"' in akim.get(f"/office/projects/{code}").text
    begun = akim.post(f"/office/projects/{code}/changes", akim.get(new))
    assert (begun.status, begun.location) == (303, new)
    change = approvals.open_change(db.session(), projects.find(db.session(), code).id)
    assert change is not None

    refused = akim.post(f"/office/changes/{change.id}/send", akim.get(new), **REASON)
    assert refused.status == 422  # nothing is changed yet
    rw.save(district, code, "what", place=rw.tri("Солтүстік көше, мектеп жаны"))
    page = akim.get(new)
    assert "Солтүстік көше" in page.text
    assert new in akim.get(f"/office/projects/{code}/passport/what").text
    short = akim.post(f"/office/changes/{change.id}/send", page, **{"reason-kk": "қысқа", "reason-ru": "коротко"})
    assert short.status == 422
    assert "қысқа" in short.text
    sent = akim.post(f"/office/changes/{change.id}/send", akim.get(new), **REASON)
    assert (sent.status, sent.location) == (303, f"/office/changes/{change.id}")
    assert akim.post(f"/office/changes/{change.id}/send", page, **REASON).status == 409

    secretary = at(app, district, Role.ASSEMBLY_SECRETARY, lang)
    shown = secretary.get(f"/office/changes/{change.id}")
    assert REASON["reason-kk"] in shown.text or REASON["reason-ru"] in shown.text
    task = approvals.open_task_of(db.session(), change.project_id)
    assert task is not None
    assert f"/office/changes/{change.id}" in secretary.get(f"/office/inbox/{task}").text
    rw.decide(district, task, Outcome.RETURNED)
    assert new in akim.get(f"/office/changes/{change.id}").text
    akim.post(f"/office/changes/{change.id}/send", akim.get(new), **REASON)
    db.session().rollback()
    again = approvals.open_task_of(db.session(), change.project_id)
    rw.approve_all(district, again)
    db.session().rollback()
    assert projects.find(db.session(), code).published_version == 2
    citizen = app.test_client().get(f"/{lang}/projects/{code}")
    assert citizen.status_code == 200
    assert "Солтүстік көше" in citizen.text
    for address in (f"/office/changes/{change.id}", new, f"/office/projects/{code}/versions?before=1&after=2"):
        assert akim.get(address).status == 200


def test_pages_of_changes_answer_bad_requests_in_words(app: Flask, district: World) -> None:
    code = rw.approved(district)
    akim = at(app, district, Role.AKIM)
    assert akim.get("/office/changes/77").status == 404
    assert akim.get("/office/projects/NONE-1/changes/new").status == 404
    page = akim.get(f"/office/projects/{code}/changes/new")
    assert akim.post(f"/office/projects/{code}/changes", page).status == 303
    assert akim.post(f"/office/projects/{code}/changes", page).status == 409
    change = approvals.open_change(db.session(), projects.find(db.session(), code).id)
    assert change is not None
    stranger = signed_in(app, district.stranger)
    assert stranger.get(f"/office/changes/{change.id}").status == 404
    for role in (Role.ECONOMIST, Role.ADMIN):
        other = at(app, district, role)
        assert other.post(f"/office/changes/{change.id}/withdraw", page).status in (400, 403)
    given_up = akim.post(f"/office/changes/{change.id}/withdraw", akim.get(f"/office/projects/{code}/changes/new"))
    assert given_up.status == 303
    db.session().rollback()
    assert approvals.change(db.session(), change.id).state is Approval.WITHDRAWN


ORDER = {
    "kind": "order", "order_number": "7-к", "order_date": "26.01.2026", "valid_from": "26.01.2026",
    "valid_until": "05.02.2026", "scope": "decide",
}  # fmt: skip


@pytest.mark.parametrize("lang", ["kk", "ru", "en"])
def test_an_order_is_recorded_shown_and_ended_by_its_page(app: Flask, district: World, lang: str) -> None:
    secretary = at(app, district, Role.ASSEMBLY_SECRETARY, lang)
    page = secretary.get("/office/delegations")
    assert page.status == 200
    post = next(
        p.appointment_id for p in district.actor(Role.ASSEMBLY_SECRETARY).posts if p.role is Role.ASSEMBLY_SECRETARY
    )
    typed = ORDER | {"post": str(post), "deputy": str(district.people[Role.MEMBER])}
    for wrong in (
        {"valid_until": "01.01.2026"},
        {"deputy": str(district.people[Role.ASSEMBLY_SECRETARY])},
        {"scope": ""},
    ):
        refused = secretary.post("/office/delegations", page, **(typed | wrong))
        assert refused.status == 422
        assert "7-к" in refused.text
    assert secretary.post("/office/delegations", page, **typed).status == 303
    assert "7-к" in secretary.get("/office/delegations").text
    deputy = at(app, district, Role.MEMBER, lang)
    code = rw.project(district)
    task = rw.submit(district, code)
    assert code in deputy.get("/office/inbox").text
    shown = deputy.get(f"/office/inbox/{task}")
    meeting = {"number": "4", "dated": "26.01.2026", "votes_for": "8", "votes_against": "1", "votes_abstained": "0"}
    confirm = deputy.post(f"/office/inbox/{task}/confirm", shown, outcome="approved", **meeting)
    assert confirm.status == 200
    assert "7-к" in confirm.text
    order = next(row.id for row in _orders(district))
    ended = secretary.post(f"/office/delegations/{order}/revoke", secretary.get("/office/delegations"))
    assert ended.status == 303
    late = deputy.post(f"/office/inbox/{task}/decide", confirm, paper="public")
    assert late.status in (403, 422)
    db.session().rollback()
    assert approvals.task(db.session(), task).closed_at is None


def _orders(world: World) -> tuple[accounts.OrderRow, ...]:
    return accounts.orders(db.session(), world.actor(Role.ASSEMBLY_SECRETARY), clock.today())


def test_after_a_pause_and_from_a_set_sum_on_the_password_is_asked_for(
    app: Flask, district: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    with work(SYSTEM) as unit:
        entry.set_password(unit, district.heads[BodyKind.ECONOMY], "құпия сөз ұзын болсын")
    code = rw.project(district)
    rw.decide(district, rw.submit(district, code))
    task = approvals.open_task_of(db.session(), projects.find(db.session(), code).id)
    answer = {"outcome": "approved", "conclusion": "Мақсаттары дұрыс"}
    rw.prepare(district, task or 0)  # no password is asked for: it is no decision yet
    head = signed_in(app, district.heads[BodyKind.ECONOMY])
    shown = head.get(f"/office/inbox/{task}")
    assert 'name="password"' not in head.post(f"/office/inbox/{task}/confirm", shown, **answer).text
    with clock.standing_at(rw.NOW + timedelta(minutes=7)):
        head.get("/office/inbox")  # whoever sits there now may click, and yet does not become the official
        confirm = head.post(f"/office/inbox/{task}/confirm", shown, **answer)
        assert 'name="password"' in confirm.text
        assert head.post(f"/office/inbox/{task}/decide", confirm).status == 422
        assert head.post(f"/office/inbox/{task}/decide", confirm, password="wrong one").status == 422
        db.session().rollback()
        assert approvals.task(db.session(), task or 0).closed_at is None
        good = head.post(f"/office/inbox/{task}/decide", confirm, password="құпия сөз ұзын болсын")
        assert good.status == 303
    db.session().rollback()
    assert approvals.task(db.session(), task or 0).closed_at is not None


def test_the_akim_contests_a_no_on_a_change_by_its_page(app: Flask, district: World) -> None:
    code = rw.approved(district)
    with work(district.actor(Role.AKIM)) as unit:
        change = acts.open_change(unit, code)
    rw.save(district, code, "what", place=rw.tri("Солтүстік көше, мектеп жаны"))
    with work(district.actor(Role.AKIM)) as unit:
        seen = projects.find(unit.session, code).revision
        task = acts.send_change(unit, acts.SendChange(change, seen, rw.tri(REASON["reason-kk"])))
    rw.decide(district, task or 0, Outcome.REJECTED)
    why = "Тұрғындар жиында бұл өзгерісті бірінші кезекке қойған"
    place, akim = f"/office/changes/{change}", at(app, district, Role.AKIM)
    shown = akim.get(place)
    assert f'action="{place}/contest"' in shown.text
    reader = at(app, district, Role.AUDITOR)
    assert "/contest" not in reader.get(place).text
    assert reader.post(f"{place}/contest", reader.get("/office/me"), why=why, decision="1").status == 403
    short = akim.post(f"{place}/contest", shown, why="жоқ")
    assert (short.status, "жоқ" in short.text) == (422, True)
    assert akim.post(f"{place}/contest", shown, why=why, decision="x").status == 409
    done = akim.post(f"{place}/contest", shown, why=why)
    assert (done.status, done.location) == (303, place)
    assert akim.post(f"{place}/contest", shown, why=why).status == 409
    after = akim.get(place)
    assert why in after.text
    assert "/contest" not in after.text
