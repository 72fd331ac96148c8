"""The pages of results as the akim's office, the department and a citizen use them, without scripts."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from flask import Flask

from lsg_projects.domain.states import Role
from lsg_projects.kit import clock, db
from lsg_projects.kit.work import work
from lsg_projects.projects import usecases as passports
from tests.support import route_world as rw
from tests.support.office_pages import Browser, signed_in
from tests.support.route_world import World

JANUARY = datetime(2027, 1, 12, 6, tzinfo=UTC)


@pytest.fixture
def database(sqlite_database: str) -> str:
    """One kind of database: what the pages rest on is tried on both kinds below the edge."""
    return sqlite_database


@pytest.fixture
def district(app: Flask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[World]:
    """The small district after the year of its project, with the whole application."""
    with rw.instance(tmp_path / "instance", monkeypatch), app.app_context():
        built = rw.build()
        with clock.standing_at(JANUARY):
            yield built
        db.db.session.remove()


def at(app: Flask, world: World, role: Role, lang: str = "kk") -> Browser:
    return signed_in(app, world.people[role], lang)


@pytest.mark.parametrize("lang", ["kk", "ru", "en"])
def test_a_value_from_the_office_to_the_card(app: Flask, district: World, lang: str) -> None:
    with clock.standing_at(rw.NOW):
        code = rw.approved(district)
        with work(district.actor(Role.AKIM)) as unit:
            passports.publish(unit, code)
    place = f"/office/projects/{code}/results"
    akim, economist = at(app, district, Role.AKIM, lang), at(app, district, Role.ECONOMIST, lang)
    page = akim.get(place)
    wrong = akim.post(f"{place}/2026", page, **{"r1-value": "-4", "r1-source": "Акт № 1"})
    assert wrong.status == 422
    assert 'value="-4"' in wrong.text
    assert akim.post(f"{place}/2026", page, **{"r1-value": "38", "r1-source": "Акт № 1"}).status == 303
    assert "/results/2026/send" in akim.get(place).text
    assert akim.post(f"{place}/2026/send", akim.get(place)).status == 303
    assert "Акт № 1" not in economist.get(f"/{lang}/projects/{code}").text  # nothing is public before its approval
    waits = economist.get(place)
    unexplained = economist.post(f"{place}/answer", waits, chosen="1:2", answer="return")
    assert unexplained.status == 422
    assert economist.post(f"{place}/answer", waits, chosen="1:2", answer="approve").status == 303
    assert economist.post(f"{place}/answer", waits, chosen="1:2", answer="approve").status in (409, 422)
    card = economist.get(f"/{lang}/projects/{code}").text
    assert "Акт № 1" in card
    assert card.count('role="img"') >= 2
    listed = economist.get("/office/indicators?period=2026").text
    assert f"/office/projects/{code}/results" in listed
    form = akim.get(f"{place}/2026/r1/correction")
    corrected = {"value": "37", "source": "Акт № 2", "reason-kk": "Санау қатесі"}
    assert akim.post(f"{place}/2026/r1/correction", form, value="37").status == 422
    assert akim.post(f"{place}/2026/r1/correction", form, **corrected).status == 303
    assert akim.post(f"{place}/2026/r1/correction", form, **corrected).status == 409


def test_strangers_and_readers_find_no_forms(app: Flask, district: World) -> None:
    with clock.standing_at(rw.NOW):
        code = rw.approved(district)
    place = f"/office/projects/{code}/results"
    stranger = signed_in(app, district.stranger)
    assert stranger.get(place).status == 404
    assert stranger.get(f"{place}/2026/r1/correction").status == 404
    assert code not in stranger.get("/office/indicators?period=2026").text
    auditor = at(app, district, Role.AUDITOR)
    assert auditor.get(place).status == 200
    assert "csrf_token" not in auditor.get(place).text.replace('name="csrf_token" value', "", 2)
    akim = at(app, district, Role.AKIM)
    page = akim.get(place)
    for period in ("2031", "2026-Q1", "x", "%00"):
        assert akim.post(f"{place}/{period}", page, **{"r1-value": "1"}).status == 404
    assert akim.get(f"{place}/2026/zz/correction").status == 404
    for query in ("period=x", "period=2031", "after=%00", "after=zzz"):
        assert akim.get(f"/office/indicators?{query}").status == 200


def test_a_department_moves_the_last_day_of_a_period(app: Flask, district: World) -> None:
    with clock.standing_at(rw.NOW):
        rw.approved(district)
    economist = at(app, district, Role.ECONOMIST)
    page = economist.get("/office/indicators?period=2026")
    place = f"/office/indicators/{rw.DISTRICT}/2026"
    assert economist.post(place, page, closes_on="01.01.2027", reason="").status == 422
    assert economist.post(place, page, closes_on="10.02.2027", reason="Есеп кейін тапсырылады").status == 303
    assert "10.02.2027" in economist.get("/office/indicators?period=2026").text
    assert economist.post("/office/indicators/154651/2026", page, closes_on="10.02.2027", reason="x").status == 404
    akim = at(app, district, Role.AKIM)
    mine = akim.get("/office/indicators?period=2026")
    assert akim.post(place, mine, closes_on="10.02.2027", reason="x").status == 403


def test_the_pages_of_frames_and_the_form_of_a_figure(app: Flask, district: World) -> None:
    economist = at(app, district, Role.ECONOMIST)
    assert economist.get("/office/frames").status == 200
    place = "/office/frames/strategy-2025"
    for frame in ("strategy-2025", "national-plan-2025", "national-plan-2029", "regional-concept-2030"):
        assert economist.get(f"/office/frames/{frame}?year=2025").status == 200
    page = economist.get(f"{place}?territory={rw.OKRUG}&year=2025")
    typed = {"indicator": "street-lamps", "kind": "target", "year": "2025", "value": "38,5", "source": ""}
    wrong = economist.post(f"{place}/{rw.OKRUG}", page, **typed)
    assert wrong.status == 422
    assert 'value="38,5"' in wrong.text
    assert economist.post(f"{place}/{rw.OKRUG}", page, **(typed | {"source": "Шешім № 4"})).status == 303
    assert "Шешім № 4" in economist.get(f"{place}?territory={rw.OKRUG}&year=2025").text
    for odd in ({"year": "2025,5"}, {"indicator": "none"}, {"value": "көп"}, {"kind": "wish"}):
        assert economist.post(f"{place}/{rw.OKRUG}", page, **(typed | {"source": "x"} | odd)).status == 422
    for away in (rw.OBLAST, "999999999", "x"):
        assert economist.get(f"{place}?territory={away}").status == 404
        assert economist.post(f"{place}/{away}", page, **typed).status == 404
    assert economist.get("/office/frames/none").status == 404
    assert economist.get(f"{place}?year=x").status == 200
    assert "csrf_token" not in at(app, district, Role.AUDITOR).get(place).text.replace('name="csrf_token" value', "", 2)
