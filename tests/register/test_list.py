"""The list: search, filters with their counts, order, pages, and how few questions it asks."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from html import unescape
from typing import Any

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import event

from lsg_projects.kit import db
from tests.register.conftest import Town
from tests.register.rows import publish_many, shape
from tests.support.route_world import DISTRICT, OKRUG, VILLAGE

CODE = re.compile(r"/kk/projects/(154651-25-\d{3})\"")
FOLLOWING = re.compile(r'href="([^"]+)" rel="next"')
EARLIER = re.compile(r'href="([^"]+)" rel="prev"')
MOST_STATEMENTS = 15


@contextmanager
def counted(app: Flask) -> Iterator[list[str]]:
    """Collect the statements that go to the database in a block."""
    found: list[str] = []

    def note(_connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        found.append(statement)

    with app.app_context():
        engine = db.engine()
    event.listen(engine, "before_cursor_execute", note)
    try:
        yield found
    finally:
        event.remove(engine, "before_cursor_execute", note)


def codes(page: str) -> list[str]:
    return CODE.findall(page)


def test_a_page_of_fifty_rows_asks_the_same_few_questions_whatever_the_number(town: Town) -> None:
    """At most 15 statements, the same at 5 and at 200 projects."""
    publish_many(town.app, town.world, 5)
    with counted(town.app) as few:
        assert len(codes(town.client.get("/kk/projects?limit=50").text)) == 5
    for table in ("project_mark", "project_summary", "project"):
        with town.app.app_context(), db.engine().begin() as connection:
            connection.exec_driver_sql(f"DELETE FROM {table}")
    publish_many(town.app, town.world, 200)
    with counted(town.app) as many:
        assert len(codes(town.client.get(f"/kk/projects?limit=50&territory={DISTRICT}&q=жарық").text)) == 50
    assert len(few) <= MOST_STATEMENTS, "\n".join(few)
    assert len(many) <= MOST_STATEMENTS, "\n".join(many)
    assert len(few) == len(many) - 1, "a chosen territory is looked up by one question more"


def test_pages_show_every_project_once_forwards_and_backwards(town: Town) -> None:
    """Rows that share a value of the order are neither lost nor shown twice."""
    publish_many(town.app, town.world, 23)
    for order in ("updated", "amount", "gain"):
        pages = list(walk(town.client, f"/kk/projects?limit=5&order={order}", FOLLOWING))
        seen = [code for page in pages for code in codes(page)]
        assert len(seen) == len(set(seen)) == 23
        back = [codes(page) for page in walk(town.client, address_of(pages[-1], EARLIER), EARLIER)]
        assert back[::-1] == [codes(page) for page in pages[:-1]]


def walk(client: FlaskClient, address: str, onwards: re.Pattern[str]) -> Iterator[str]:
    while address:
        page = client.get(address).text
        yield page
        address = address_of(page, onwards)


def address_of(page: str, link: re.Pattern[str]) -> str:
    found = link.search(page)
    return unescape(found[1]) if found else ""


def test_counts_of_the_filters_are_those_of_the_projects(town: Town) -> None:
    """Every count equals the number of rows that the link leaves; the filter's own choice is left out of its counts."""
    publish_many(town.app, town.world, 40)
    page = town.client.get("/kk/projects?delivery=late&limit=100").text
    wanted = [shape(number) for number in range(1, 41)]
    late = [one for one in wanted if one["delivery"] == "late"]
    assert len(codes(page)) == len(late)
    for name in ("stage", "sector"):
        for value, count in Counter(one[name].value for one in late).items():
            assert f'<span class="fcount">{count}</span>' in page, (name, value)
    by_delivery = Counter(one["delivery"].value for one in wanted)
    offered = re.search(r'<details class="facet" open><summary>Іске асырылу барысы.*?</details>', page, re.DOTALL)
    assert offered
    counts = [int(count) for count in re.findall(r'"fcount">(\d+)<', offered[0])]
    assert sorted(counts) == sorted(by_delivery.values())
    both = town.client.get("/kk/projects?delivery=late&delivery=stalled&limit=100").text
    assert len(codes(both)) == by_delivery["late"] + by_delivery["stalled"]


FINDS = {
    f"territory={OKRUG}": 12, f"territory={VILLAGE}": 12, f"territory={DISTRICT}": 12, "year=2026": 6,
    "source=district_transfer": 11, "pays_back=revenue": 4, "pays_back=none": 8, "pays_back=five": 4,
    "pays_back=revenue,none": 12, "pays_back=true": 0, "pays_back=no": 12, "approval=in_review": 2,
    "stage=implementation&approval=approved": 5, "q=154651-25-007": 1, "q=жарык": 12, "q=жарық": 12,
    "q=освещение": 12, "q=ЖАРЫҒЫ": 12, "q=көше": 12, "q=коше": 12, "q=мектеп": 0, "q=%25": 12, "q=_": 12,
}  # fmt: skip


def test_filters_and_search_find_what_they_say(town: Town) -> None:
    """Kazakh is found by Russian spelling and the other way round; signs of the database mean nothing."""
    publish_many(town.app, town.world, 12)
    client = town.client
    found = {query: len(codes(client.get(f"/kk/projects?limit=100&{query}").text)) for query in FINDS}
    assert found == FINDS


def test_what_means_nothing_is_told_and_not_applied(town: Town) -> None:
    """Unknown names, unreadable values, unknown territories and foreign cursors."""
    publish_many(town.app, town.world, 3)
    page = town.client.get("/ru/projects?stage=zzz&colour=red&year=abc&territory=999999999&after=xx&order=best&limit=0")
    assert page.status_code == 200
    assert "Неизвестный фильтр не учтён" in page.text
    assert "stage=zzz" in page.text
    assert page.text.count('class="where"') == 3


def test_a_page_behind_the_last_one_begins_anew(town: Town) -> None:
    """An old address of a page that is no more shows the first one."""
    publish_many(town.app, town.world, 6)
    following = FOLLOWING.search(town.client.get("/kk/projects?limit=5").text)
    assert following
    with town.app.app_context(), db.engine().begin() as connection:
        connection.exec_driver_sql("DELETE FROM project_mark")
        connection.exec_driver_sql("DELETE FROM project_summary WHERE code > '154651-25-003'")
    page = town.client.get(unescape(following[1]))
    assert page.status_code == 200
    assert page.text.count('class="where"') == 3


def test_nothing_found_offers_a_way_on(town: Town) -> None:
    """The same words without filters, and territories of a near name."""
    publish_many(town.app, town.world, 3)
    page = town.client.get("/ru/projects?q=ничего&stage=completion").text
    assert "По запросу «ничего» ничего не найдено" in page
    assert "Искать без фильтров" in page
    near = town.client.get(f"/ru/projects?q=Территория {OKRUG}").text
    assert f"/ru/territories/{OKRUG}" in near


def test_matches_are_marked_and_nothing_else(town: Town) -> None:
    """The word that was looked for stands in <mark>, and a query never becomes markup."""
    publish_many(town.app, town.world, 1)
    page = town.client.get("/kk/projects?q=жарык").text
    assert "<mark>жарығы</mark>" in page
    hostile = town.client.get("/kk/projects?q=<script>alert(1)</script>").text
    assert "<script>alert" not in hostile


def test_an_empty_register_says_so(client: FlaskClient) -> None:
    """No project, no territory: a sentence, and no fault."""
    for address in ("/kk/", "/kk/projects", "/kk/territories", "/kk/data", "/kk/about/help"):
        assert client.get(address).status_code == 200
    assert "Жобалар әлі жарияланған жоқ" in client.get("/kk/projects").text
