"""The interface for programs: every answer fits its description, bad values are refused in words, files are whole."""

from __future__ import annotations

import csv
import io
import json
from typing import Any
from xml.etree import ElementTree

import pytest
from flask import Flask
from flask.testing import FlaskClient
from jsonschema import Draft202012Validator
from sqlalchemy import func, select

from lsg_projects.kit import db
from lsg_projects.kit.sheets import read_rows
from lsg_projects.projects.models import ProjectSummary
from lsg_projects.register.feeds import openapi, tables
from tests.register.conftest import Town
from tests.register.rows import publish_many

ATOM = "{http://www.w3.org/2005/Atom}"


def fits(answer: Any, name: str) -> list[str]:
    """What of an answer does not fit its description."""
    schema = {"components": openapi.document("http://127.0.0.1")["components"], "$ref": f"#/components/schemas/{name}"}
    return [error.message for error in Draft202012Validator(schema).iter_errors(answer)]


@pytest.fixture(scope="module")
def published(site: Flask) -> int:
    """How many projects the demonstration publishes."""
    with site.app_context():
        return db.session().scalar(select(func.count(ProjectSummary.project_id))) or 0


def test_the_description_describes_every_address(citizen: FlaskClient) -> None:
    """OpenAPI 3.1, with each path of the interface, and references that lead somewhere."""
    document = citizen.get("/api/v1/openapi.json").json
    assert document["openapi"] == "3.1.0"
    rules = {
        rule.rule.replace("<", "{").replace(">", "}") for rule in citizen.application.url_map.iter_rules()
        if rule.rule.startswith("/api/")
    }  # fmt: skip
    assert set(document["paths"]) == rules - {"/api/v1/openapi.json"}
    for schema in document["components"]["schemas"].values():
        Draft202012Validator.check_schema(schema)
    for reference in json.dumps(document).split('"$ref": "')[1:]:
        name = reference.split('"')[0].rpartition("/")[2]
        assert name in document["components"]["schemas"]


def test_answers_fit_their_description(citizen: FlaskClient, published: int) -> None:
    """Lists, single projects of every state, budgets, errors."""
    page = citizen.get("/api/v1/projects?limit=100").json
    assert fits(page, "Page") == []
    assert len(page["items"]) == published > 30
    for item in page["items"]:
        assert fits(citizen.get(f"/api/v1/projects/{item['code']}").json, "Project") == []
    for kato in ("154600000", "154651000", "150000000"):
        assert fits(citizen.get(f"/api/v1/territories/{kato}/budgets?year=2025").json, "Budgets") == []
    for address in ("/api/v1/projects?limit=0", "/api/v1/projects/none", "/api/v1/territories/1/budgets"):
        assert fits(citizen.get(address).json, "Error") == []


def test_a_description_that_is_wrong_would_be_noticed(citizen: FlaskClient) -> None:
    """The check itself can fail."""
    page = citizen.get("/api/v1/projects?limit=1").json
    page["items"][0]["amount"] = "much"
    assert fits(page, "Page")


def test_the_cursor_leads_through_all_projects(citizen: FlaskClient, published: int) -> None:
    """Page by page, every project once, until there is no next."""
    seen: list[str] = []
    after = ""
    for _ in range(20):
        page = citizen.get(f"/api/v1/projects?limit=7&order=amount&after={after}").json
        seen += [item["code"] for item in page["items"]]
        after = page["next"]
        if after is None:
            break
    assert len(seen) == len(set(seen)) == published


@pytest.mark.parametrize(
    "query",
    ["limit=0", "limit=101", "limit=x", "stage=zzz", "year=abc", "territory=1", "territory=999999999", "after=zz",
     "order=best", "pays_back=perhaps", "source=own,gold", "after=WzEsMSwxXQ"],
)  # fmt: skip
def test_a_value_that_means_nothing_is_refused(citizen: FlaskClient, query: str) -> None:
    """An answer to another question than the one asked would be worse than none."""
    answer = citizen.get(f"/api/v1/projects?{query}", headers={"Accept-Language": "ru"})
    assert answer.status_code == 422
    assert answer.json["error"]["parameter"] == query.partition("=")[0]
    assert "Недопустимое значение" in answer.json["error"]["message"]


def test_an_unknown_name_is_told(citizen: FlaskClient) -> None:
    """It changes nothing, and the answer says so."""
    assert citizen.get("/api/v1/projects?limit=1&colour=red").json["ignored"] == ["colour"]


@pytest.mark.parametrize("year", ["1", "x", "99999999999999999999", "-2025", "2025.5", "٢٠٢٥"])
def test_a_year_that_is_none_is_refused(citizen: FlaskClient, year: str) -> None:
    """Budgets are asked for by a year of four digits."""
    assert citizen.get(f"/api/v1/territories/154600000/budgets?year={year}").status_code == 422


def test_no_personal_datum_leaves_by_the_interface(citizen: FlaskClient) -> None:
    """No e-mail address, no name of an official, in lists, cards, files and the feed."""
    code = "154630-24-002"
    for address in (f"/api/v1/projects/{code}", "/data/projects.csv", "/data/projects.jsonl", "/feeds/projects.atom"):
        text = citizen.get(address).text
        assert "@" not in text.replace("http://www.w3.org", "")
        assert "Демо " not in text


def test_files_hold_every_project_under_the_same_filters(citizen: FlaskClient, published: int) -> None:
    """CSV, XLSX and lines of JSON tell the same."""
    rows = list(csv.reader(io.StringIO(citizen.get("/data/projects.csv").text.lstrip("\ufeff"))))
    assert tuple(rows[0]) == tables.HEADS
    assert len(rows) == published + 1
    lines = [json.loads(line) for line in citizen.get("/data/projects.jsonl").text.splitlines()]
    assert {line["code"] for line in lines} == {row[0] for row in rows[1:]}
    sheet = read_rows(citizen.get("/data/projects.xlsx").data, "projects.xlsx")
    assert len(sheet) == published + 1
    late = citizen.get("/data/projects.jsonl?delivery=late").text.splitlines()
    assert {json.loads(line)["delivery"] for line in late} == {"late"}
    assert citizen.get("/data/projects.csv?stage=zzz").status_code == 422


def test_a_long_file_is_read_block_by_block(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every project once, although one question reads only a few."""
    monkeypatch.setattr("lsg_projects.register.queries.search.BLOCK", 4)
    publish_many(town.app, town.world, 11)
    lines = town.client.get("/data/projects.jsonl").text.splitlines()
    assert len({json.loads(line)["code"] for line in lines}) == 11


def test_a_text_never_becomes_a_formula() -> None:
    """What begins like a formula is written as a text."""
    assert tables._harmless("=1+1") == "'=1+1"
    assert tables._harmless("@x").startswith("'")
    assert tables._harmless("жарық") == "жарық"
    assert tables._harmless(-5) == -5


def test_the_feed_is_a_feed(citizen: FlaskClient, published: int) -> None:
    """Well-formed, newest first, in the language asked for."""
    root = ElementTree.fromstring(citizen.get("/feeds/projects.atom?lang=ru").data)
    entries = root.findall(f"{ATOM}entry")
    assert len(entries) == min(published, 50)
    updated = [entry.findtext(f"{ATOM}updated") or "" for entry in entries]
    assert updated == sorted(updated, reverse=True)
    assert root.findtext(f"{ATOM}title") == "Проекты ауылов"
    link = entries[0].find(f"{ATOM}link")
    assert link is not None
    assert "/ru/projects/" in link.attrib["href"]
    assert citizen.get("/feeds/projects.atom?lang=xx").status_code == 200
