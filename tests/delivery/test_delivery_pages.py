"""The pages of delivery as the akim's office uses them, in three languages and without scripts."""

from __future__ import annotations

import io
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from flask import Flask

from lsg_projects.domain.states import Role
from lsg_projects.kit import clock, db
from lsg_projects.projects import queries as projects
from tests.support import route_world as rw
from tests.support.office_pages import Browser, signed_in
from tests.support.route_world import World

SPRING = datetime(2026, 4, 20, 6, tzinfo=UTC)


@pytest.fixture
def database(sqlite_database: str) -> str:
    """One kind of database: what the pages rest on is tried on both kinds below the edge."""
    return sqlite_database


@pytest.fixture
def district(app: Flask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[World]:
    """The small district in April, with the whole application."""
    with rw.instance(tmp_path / "instance", monkeypatch), app.app_context():
        built = rw.build()
        with clock.standing_at(SPRING):
            yield built
        db.db.session.remove()


def at(app: Flask, world: World, role: Role, lang: str = "kk") -> Browser:
    return signed_in(app, world.people[role], lang)


def test_words_on_a_quarter_are_asked_only_where_something_was_under_way(app: Flask, district: World) -> None:
    asked = f"/office/narratives/{rw.OKRUG}/2026-Q1"
    assert asked not in at(app, district, Role.AKIM).get("/office/").text
    with clock.standing_at(rw.NOW):
        rw.approved(district)
    assert asked in at(app, district, Role.AKIM).get("/office/").text


@pytest.mark.parametrize("lang", ["kk", "ru", "en"])
def test_the_way_of_delivery_by_its_pages(app: Flask, district: World, lang: str) -> None:
    with clock.standing_at(rw.NOW):
        code = rw.approved(district)
    place = f"/office/projects/{code}"
    akim, accountant = (at(app, district, role, lang) for role in (Role.AKIM, Role.ACCOUNTANT))
    money = accountant.get(f"{place}/money")
    day = {"dated": "14.04.2026", "number": "12", "supplier": "ЖШС", "amount": "9 000,0"}
    assert accountant.post(f"{place}/contracts", money, **day).status == 303
    paid = {"line": "l1", "paid_on": "17.04.2026", "amount": "1 500,5", "document_number": "7"}
    assert accountant.post(f"{place}/payments", money, **paid).status == 303
    shown = accountant.get(f"{place}/money").text.replace("\xa0", " ")
    assert "1 500,5" in shown or "1,500.5" in shown

    page = akim.get(f"{place}/delivery")
    assert page.status == 200
    changed = {
        "percent-m1": "90",
        "percent-m2": "40",
        "due-m2": "30.07.2026",
        "reason-m2-kk": "Металл",
        "due-m1": "15.04.2026",
    }
    assert akim.post(f"{place}/delivery", page, **changed).status == 303
    met = akim.get(f"{place}/milestones/m1/meet")
    proof = {"result": "whole", "met_on": "15.04.2026", "file-contract": (io.BytesIO(rw.PDF), "shart.pdf")}
    assert akim.post(f"{place}/milestones/m1/meet", met, **proof).status == 303
    again = akim.get(f"{place}/delivery")
    assert "Металл" in again.text
    assert again.status == 200
    assert akim.post(f"{place}/delivery", again, **{"percent-m2": "40", "percent-m3": "0"}).status == 303

    revenue = at(app, district, Role.FINANCIER, lang)
    form = revenue.get(f"{place}/revenue")
    came = {"receipt": "105430", "month": "03.2026", "amount": "12,5"}
    assert revenue.post(f"{place}/revenue", form, **came).status == 303
    note = akim.get(f"{place}/notes")
    assert akim.post(f"{place}/notes/2026-Q1", note, **{"done-kk": "Шарт жасалды", "problems-ru": "Нет"}).status == 303
    assert "Шарт жасалды" in akim.get(f"{place}/notes/2026-Q1").text
    listed = akim.get("/office/narratives")
    assert f"/office/narratives/{rw.OKRUG}/2026-Q1" in listed.text
    words = akim.get(f"/office/narratives/{rw.OKRUG}/2026-Q1")
    assert akim.post(f"/office/narratives/{rw.OKRUG}/2026-Q1", words, **{"text-kk": "Тоқсан жақсы өтті"}).status == 303
    assert akim.post(f"/office/narratives/{rw.OKRUG}/2026-Q1", words, **{"text-kk": "Ескі беттен"}).status == 409
    assert (
        "Тоқсан жақсы өтті" in at(app, district, Role.DISTRICT_AKIM).get(f"/office/narratives/{rw.OKRUG}/2026-Q1").text
    )
    db.session().rollback()
    head = projects.find(db.session(), code)
    assert (head.work_percent, head.paid, head.received) == (40, 150_050_000, 1_250_000)


def test_what_is_wrong_is_said_and_what_was_typed_stays(app: Flask, district: World) -> None:
    with clock.standing_at(rw.NOW):
        code = rw.approved(district)
    place = f"/office/projects/{code}"
    akim, accountant = at(app, district, Role.AKIM), at(app, district, Role.ACCOUNTANT)
    money = accountant.get(f"{place}/money")
    above = accountant.post(f"{place}/payments", money, line="l1", paid_on="17.04.2026", amount="4 000,1")
    assert above.status == 422
    text = above.text.replace("\xa0", " ")
    assert "4 000,1" in text
    assert "4 000,0" in text
    letter = accountant.post(f"{place}/payments", money, line="l1", paid_on="17.04.2026", amount="1О0")
    assert letter.status == 422
    assert 'value="1О0"' in letter.text
    page = akim.get(f"{place}/delivery")
    slipped = akim.post(f"{place}/delivery", page, **{"percent-m2": "140", "due-m3": "1.1.2027"})
    assert slipped.status == 422
    assert 'value="140"' in slipped.text
    reasonless = akim.post(f"{place}/delivery", page, **{"due-m3": "01.01.2027"})
    assert reasonless.status == 422
    met = akim.get(f"{place}/milestones/m1/meet")
    assert akim.post(f"{place}/milestones/m1/meet", met, result="whole", met_on="15.04.2026").status == 422
    assert akim.post(f"{place}/milestones/m1/meet", met, met_on="15.04.2026").status == 422
    wrong = {"result": "whole", "met_on": "15.04.2026", "file-contract": (io.BytesIO(b"MZ"), "shart.pdf")}
    assert akim.post(f"{place}/milestones/m1/meet", met, **wrong).status == 422
    financier = at(app, district, Role.FINANCIER)
    form = financier.get(f"{place}/revenue")
    bad = financier.post(f"{place}/revenue", form, receipt="105430", month="13.2026", amount="1")
    assert bad.status == 422


def test_reversing_a_payment_twice_is_refused(app: Flask, district: World) -> None:
    with clock.standing_at(rw.NOW):
        code = rw.approved(district)
    place = f"/office/projects/{code}"
    accountant = at(app, district, Role.ACCOUNTANT)
    money = accountant.get(f"{place}/money")
    accountant.post(f"{place}/payments", money, line="l2", paid_on="17.04.2026", amount="10")
    number = 1
    page = accountant.get(f"{place}/payments/{number}/reverse")
    assert page.status == 200
    assert accountant.post(f"{place}/payments/{number}/reverse", page, paid_on="18.04.2026").status == 422
    back = {"paid_on": "18.04.2026", "note": "Қате"}
    assert accountant.post(f"{place}/payments/{number}/reverse", page, **back).status == 303
    assert accountant.post(f"{place}/payments/{number}/reverse", page, **back).status == 409
    assert accountant.get(f"{place}/payments/99/reverse").status == 404
    accountant.post(f"{place}/contracts", money, number="1", dated="14.04.2026", supplier="ЖШС", amount="1")
    change = accountant.get(f"{place}/contracts/1/change")
    assert accountant.post(f"{place}/contracts/1/change", change, dated="15.04.2026").status == 422
    assert (
        accountant.post(f"{place}/contracts/1/change", change, dated="15.04.2026", amount="2", reason="Өсті").status
        == 303
    )


def test_others_read_and_strangers_find_nothing(app: Flask, district: World) -> None:
    with clock.standing_at(rw.NOW):
        code = rw.approved(district)
    place = f"/office/projects/{code}"
    pages = ("delivery", "money", "revenue", "notes", "notes/2026-Q1")
    for role in (Role.AUDITOR, Role.ECONOMIST, Role.DISTRICT_AKIM):
        reader = at(app, district, role)
        for name in pages:
            answer = reader.get(f"{place}/{name}")
            assert answer.status == 200, (role, name)
            assert "csrf_token" not in answer.text.replace('name="csrf_token" value', "", 2), (role, name)
    stranger = signed_in(app, district.stranger)
    for name in pages:
        assert stranger.get(f"{place}/{name}").status == 404
    for wrong in ("notes/2026-Q9", "notes/2030-Q1", "notes/2025", "milestones/zz/meet"):
        assert at(app, district, Role.AKIM).get(f"{place}/{wrong}").status == 404
    assert at(app, district, Role.AKIM).get(f"/office/narratives/{rw.OTHER}/2026-Q1").status == 404
    assert at(app, district, Role.AKIM).get("/office/narratives/154651/2026-Q1").status == 404


def test_a_draft_has_its_pages_without_forms(app: Flask, district: World) -> None:
    code = rw.project(district)
    akim = at(app, district, Role.AKIM)
    for name in ("delivery", "money", "revenue", "notes"):
        answer = akim.get(f"/office/projects/{code}/{name}")
        assert answer.status == 200
        assert '<button class="btn btn-primary"' not in answer.text


@pytest.mark.parametrize("lang", ["kk", "ru", "en"])
def test_the_time_line_of_a_project_and_of_the_district(app: Flask, district: World, lang: str) -> None:
    with clock.standing_at(rw.NOW):
        code = rw.approved(district)
        rw.submit(district, rw.project(district))
    akim = at(app, district, Role.AKIM, lang)
    shown = akim.get(f"/office/projects/{code}/schedule")
    assert shown.status == 200
    assert shown.text.count('<td role="cell" class="line">') == 3
    late = {"kk": "жұмыс күніне кешігеді", "ru": "опаздывает на 3 рабочих дня", "en": "3 working days late"}
    assert late[lang] in shown.text.replace("\xa0", " ")  # the contract was due on the 15th, today is the 20th
    assert "100 %" in shown.text.replace("\xa0", " ")
    whole = at(app, district, Role.DISTRICT_AKIM, lang).get("/office/gantt")
    assert whole.text.count('<td role="cell" class="line">') == 1  # a project in review has no dates to keep yet
    assert f"/office/projects/{code}/schedule" in whole.text
    for query in ("state=late", "state=nonsense", "after=%00", "after=x", "territory=999999999", "territory=x"):
        assert akim.get(f"/office/gantt?{query}").status == 200
    stranger = signed_in(app, district.stranger, lang)
    assert stranger.get(f"/office/projects/{code}/schedule").status == 404
    assert code not in stranger.get("/office/gantt").text
