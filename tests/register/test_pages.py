"""Every public page on the demonstration: it answers in three languages, keeps no cookie, and says the right things."""

from __future__ import annotations

import re
from decimal import Decimal
from html import unescape
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from lsg_projects.budgets.usecases.targets import SetTarget, set_target
from lsg_projects.domain.actor import SYSTEM
from lsg_projects.kit import clock, db
from lsg_projects.kit.work import work
from lsg_projects.projects import usecases as passports
from tests.register.conftest import Town
from tests.support import applications, route_world
from tests.support.route_world import NOW, OKRUG

LANGUAGES = ("kk", "ru", "en")
BATH = "154630-24-002"
"""A former bath-house, repaired and let: finished, with payments, revenue and a photograph."""
PAGES = {
    "": "154651-25-003",
    "projects": "Бюджет қаражатына не жасалып жатыр?",
    f"projects/{BATH}": "2 462,4",
    f"projects/{BATH}/ask": "Әкім аппаратына сұрақ қою",
    "territories/154651000": "11,5 %",
    "territories/154651100": "Сарыжар ауылдық округі",
    "territories/154600000": "14,4 %",
    "territories/150000000": "Ақтөбе облысы",
    "data": "/api/v1/openapi.json",
    "about": "Меншікті кіріс деген не",
    "about/law": "27-бап",
    "about/accessibility": "WCAG 2.2 AA",
    "about/help": "+7 713 31",
}
MOST_BYTES = 100_000


def plain(text: str) -> str:
    """The words of a page, with plain spaces."""
    return unescape(re.sub(r"<[^>]+>", " ", text)).replace("\u00a0", " ")


@pytest.mark.parametrize("path", PAGES)
def test_every_page_answers_in_three_languages(citizen: FlaskClient, path: str) -> None:
    """Found, small, cacheable, cookie-free, in the language of its address."""
    for lang in LANGUAGES:
        answer = citizen.get(f"/{lang}/{path}")
        assert answer.status_code == 200
        assert f'<html lang="{lang}"' in answer.text
        assert len(answer.data) < MOST_BYTES
        assert "Set-Cookie" not in answer.headers
        assert "Cookie" not in answer.headers.get("Vary", "")
        assert answer.headers["Cache-Control"] == "public, max-age=60"
        assert len(re.findall(r"<h1[ >]", answer.text)) == 1
    if path:
        assert PAGES[path] in plain(citizen.get(f"/kk/{path}").text) or PAGES[path] in citizen.get(f"/kk/{path}").text


def test_an_unchanged_page_is_not_sent_again(citizen: FlaskClient) -> None:
    """The browser's copy is good while the page is the same."""
    with clock.standing_at(NOW):
        first = citizen.get(f"/kk/projects/{BATH}")
        again = citizen.get(f"/kk/projects/{BATH}", headers={"If-None-Match": first.headers["ETag"]})
    assert again.status_code == 304


def test_a_cookie_changes_nothing(citizen: FlaskClient) -> None:
    """Public pages do not even read one."""
    with clock.standing_at(NOW):
        without = citizen.get("/kk/projects").data
        citizen.set_cookie("lsg", "x" * 40)
        assert citizen.get("/kk/projects").data == without


def test_the_entrance_follows_the_browser(citizen: FlaskClient) -> None:
    """An address without a language leads to the browser's, else to Kazakh."""
    assert citizen.get("/", headers={"Accept-Language": "ru-RU,ru;q=0.9"}).location == "/ru/"
    assert citizen.get("/", headers={"Accept-Language": "de"}).location == "/kk/"
    assert citizen.get("/").location == "/kk/"
    assert citizen.get("/kk/territories").location == "/kk/territories/154600000"


def test_the_card_says_what_the_database_holds(citizen: FlaskClient) -> None:
    """Money, revenue, decisions, papers and the way to check, without a person's name."""
    page = citizen.get(f"/ru/projects/{BATH}")
    words = plain(page.text)
    for said in (
        "5 650,0", "5 595,0", "+2 462,4", "Утверждён 30.12.2024", "согласовано", "утверждено", "820,8",
        "Бюджетный кодекс (2025)", "Документы: 11", "Платежи: 2",
    ):  # fmt: skip
        assert said in words, said
    assert "Демо " not in words.replace("Демонстрация", "")
    assert f"/ru/projects/{BATH}/ask" in page.text


def test_sums_of_a_card_add_up(citizen: FlaskClient) -> None:
    """The payments make the paid sum; paid and rest make the plan."""
    found = citizen.get(f"/api/v1/projects/{BATH}").json
    assert sum(line["paid"] for line in found["budget_lines"]) == pytest.approx(found["paid"])
    assert sum(line["amount"] for line in found["budget_lines"]) == pytest.approx(found["amount"])
    assert sum(line["received"] for line in found["own_revenue_lines"]) == pytest.approx(
        found["own_revenue"]["received"]
    )


def test_the_district_agrees_with_its_okrugs_and_with_the_interface(citizen: FlaskClient) -> None:
    """The weighted share of 2020 and 2025, on the page and as data."""
    page = plain(citizen.get("/ru/territories/154600000?year=2020").text)
    assert "5,5 %" in page
    data = citizen.get("/api/v1/territories/154600000/budgets?year=2025").json
    assert data["total"]["own_share"] == 14.4
    own = sum(each["own_revenue"] for each in data["territories"])
    assert own == pytest.approx(data["total"]["own_revenue"])
    assert "292 948,0" in plain(citizen.get("/ru/territories/154600000").text)


def test_an_okrug_shows_what_its_projects_promised_and_what_came(citizen: FlaskClient) -> None:
    """Only years that are over, and on both sides alike."""
    with clock.standing_at(NOW):
        words = plain(citizen.get("/ru/territories/154630000").text)
        row = words.partition("Ожидалось от проектов и поступило")[2].partition("Бюджет на одной странице")[0]
    assert "820,8" in row, row
    assert re.search(r"820,8.{0,60}615,6.{0,60}−205,2", row), row


def test_the_table_of_okrugs_is_sorted_as_asked(citizen: FlaskClient) -> None:
    """By share the highest first, by name in the order of the alphabet; anything else is the share."""
    order = re.compile(r'<tr><th scope="row"><a href="/ru/territories/(\d+)">')
    by_share = order.findall(citizen.get("/ru/territories/154600000").text)
    assert by_share == order.findall(citizen.get("/ru/territories/154600000?sort=;drop").text)
    by_own = order.findall(citizen.get("/ru/territories/154600000?sort=own").text)
    assert by_own[0] == "154630000"
    assert sorted(by_own) == sorted(by_share)
    assert by_own != by_share


def test_contradictions_show_both_sums(citizen: FlaskClient) -> None:
    """What the act prints and what it adds up to stand beside each other."""
    page = plain(citizen.get("/kk/territories/154651000").text)
    assert "−104 511,0" in page
    assert "−3 289,4" in page


def test_a_public_paper_is_a_download_in_a_sandbox(citizen: FlaskClient) -> None:
    """Its bytes have the digest that the interface tells; a key of another project is nothing."""
    page = citizen.get(f"/kk/projects/{BATH}").text
    address = re.search(rf'href="(/kk/projects/{BATH}/documents/\w+)"', page)
    assert address
    answer = citizen.get(address[1])
    assert answer.status_code == 200
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert answer.headers["Content-Security-Policy"].startswith("sandbox")
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    other = address[1].replace(BATH, "154651-25-003")
    assert citizen.get(other).status_code == 404


def test_what_is_hidden_looks_like_what_is_absent(town: Town) -> None:
    """The answer about a draft is, byte for byte, the answer about a code that nobody has."""
    code, nobody = "154651-26-001", "154651-26-999"
    with town.app.app_context():
        assert route_world.project(town.world) == code
        db.db.session.remove()
    addresses = ("/ru/projects/{}", "/ru/projects/{}/ask", "/api/v1/projects/{}", "/ru/projects/{}/documents/x")
    hidden = [(answer.status_code, answer.data) for each in addresses if (answer := town.client.get(each.format(code)))]
    absent = [town.client.get(each.format(nobody)).data.replace(nobody.encode(), code.encode()) for each in addresses]
    assert [data for _, data in hidden] == absent
    assert {status for status, _ in hidden} == {404}
    assert code not in town.client.get("/ru/projects").text
    assert code not in town.client.get("/data/projects.csv").text
    assert code not in town.client.get("/feeds/projects.atom").text


def test_a_project_shows_its_published_version_and_never_its_draft(town: Town) -> None:
    """What the akim writes afterwards stays in the office."""
    code = town.approved()
    assert "Көше жарығын орнату" in town.client.get(f"/kk/projects/{code}").text
    with town.app.app_context():
        with work(SYSTEM) as unit:
            passports.settle(unit, 1, route_world.projects.find(unit.session, code).approval.RETURNED, "preparation")
        route_world.save(town.world, code, "what", title=route_world.tri("Жасырын атау"))
        db.db.session.remove()
    assert "Жасырын атау" not in town.client.get(f"/kk/projects/{code}").text
    assert "Жасырын атау" not in town.client.get("/kk/projects").text


def test_a_withdrawn_project_says_why_and_nothing_else(town: Town) -> None:
    """Its address lives on with title, code, reason and day."""
    code = town.approved()
    with town.app.app_context():
        with work(town.world.actor(route_world.Role.AKIM)) as unit:
            passports.unpublish(unit, passports.Unpublish(code, "Қайталанған жоба"))
        db.db.session.remove()
    page = town.client.get(f"/ru/projects/{code}")
    assert page.status_code == 410
    assert "Қайталанған жоба" in page.text
    assert "26.01.2026" in page.text
    assert "9 000,0" not in plain(page.text)
    assert town.client.get(f"/api/v1/projects/{code}").status_code == 410
    assert town.client.get(f"/ru/projects/{code}/ask").status_code == 404
    assert code not in town.client.get("/ru/projects").text


def test_a_card_in_review_names_the_body_that_is_asked(town: Town) -> None:
    """Published while it is decided on: sums are asked for, nothing is late."""
    with town.app.app_context():
        code = route_world.project(town.world)
        route_world.submit(town.world, code)
        with work(town.world.actor(route_world.Role.AKIM)) as unit:
            passports.publish(unit, code)
        db.db.session.remove()
    words = plain(town.client.get(f"/ru/projects/{code}").text)
    assert "На рассмотрении: собрание местного сообщества" in words
    assert "Запрошено" in words
    assert "на этом шаге 0 рабочих дней" in words
    listed = plain(town.client.get("/ru/projects").text)
    assert "На рассмотрении: собрание местного сообщества" in listed


def test_a_missing_translation_is_marked(town: Town) -> None:
    """The other language stands in its place, told to the screen reader and to the eye."""
    title = route_world.Tri("Көше жарығын орнату жұмыстары", "Монтаж уличного освещения села")
    page = town.client.get(f"/en/projects/{town.approved(title=title)}").text
    assert '<span lang="ru">Монтаж уличного освещения села</span>' in page
    assert "in Russian" in page


def test_unknown_territories_do_not_exist(citizen: FlaskClient) -> None:
    """Codes that are none, and codes that nobody has."""
    for kato in ("999999999", "1", "abcdefghi", "154651000x", "٩٩٩٩٩٩٩٩٩"):
        assert citizen.get(f"/kk/territories/{kato}").status_code == 404


def test_a_year_and_a_version_can_be_chosen(citizen: FlaskClient) -> None:
    """What is not there falls back to the newest."""
    assert "2020 жыл" in plain(citizen.get(f"/kk/territories/{OKRUG}?year=2020").text)
    for query in ("year=1", "year=99999999999999", "version=0", "version=x", "year=2025&version=999999"):
        assert "11,5 %" in plain(citizen.get(f"/kk/territories/{OKRUG}?{query}").text)


def test_machines_are_answered(citizen: FlaskClient, site: Flask) -> None:
    """Alive, ready, and told where not to crawl."""
    assert citizen.get("/healthz").text == "ok\n"
    assert citizen.get("/readyz").json == {"ready": True}
    assert "Disallow: /office/" in citizen.get("/robots.txt").text
    known = site.extensions["ready"]
    site.extensions["ready"] = lambda: False
    try:
        assert citizen.get("/readyz").status_code == 503
    finally:
        site.extensions["ready"] = known


def test_a_database_that_does_not_answer_is_said_in_words(
    sqlite_database: str, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """503 with a page and the time to come back, not ready, and still alive; the interface says it as JSON."""
    with applications.assembled(tmp_path / "instance", sqlite_database) as app:
        client = app.test_client()
        assert client.get("/ru/projects").status_code == 200
        with app.app_context():
            db.engine().dispose()
        file = Path(sqlite_database.removeprefix("sqlite:///"))
        file.unlink()
        file.mkdir()
        for address in ("/ru/projects", "/ru/", "/kk/territories/154600000"):
            answer = client.get(address)
            assert answer.status_code == 503
            assert answer.headers["Retry-After"]
        assert "Служба временно недоступна" in client.get("/ru/projects").text
        assert client.get("/api/v1/projects").json["error"]["code"] == 503
        assert client.get("/readyz").status_code == 503
        assert client.get("/healthz").status_code == 200


def test_a_target_gets_its_tick_and_what_is_missing(site: Flask, citizen: FlaskClient) -> None:
    """Own revenue of 16 % while other income stays: 40 999,5 thousand tenge, and the gap after the projects."""
    assert "Нысаналы мән енгізілмеген" in citizen.get("/kk/territories/154637000").text
    with site.app_context():
        with work(SYSTEM) as unit:
            set_target(unit, SetTarget("154651000", Decimal(16), 2028, "Даму жоспары"))
        db.db.session.remove()
    words = plain(citizen.get("/kk/territories/154651000").text)
    assert "нысаналы мән 16,0 %, 2028 жылға" in words
    assert "40 999,5" in words
    assert "Жетпейді" in words


def test_the_first_page_says_what_happened_last(citizen: FlaskClient) -> None:
    """The journal's newest public acts, one for each project, none of them about a project that is not public."""
    with clock.standing_at(NOW):
        page = citizen.get("/ru/").text
        listed = page.partition('id="happened-h"')[2].partition("</section>")[0]
        codes = re.findall(r'href="/ru/projects/([0-9-]+)"', listed)
        assert len(codes) == len(set(codes)) == 5
        days = [tuple(reversed(day.split("."))) for day in re.findall(r"\d\d\.\d\d\.\d{4}", listed)]
        assert days == sorted(days, reverse=True)
        for code in codes:
            assert citizen.get(f"/ru/projects/{code}").status_code == 200
