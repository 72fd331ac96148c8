"""Every page that can be reached by links, as a citizen and as each role of the demonstration: it answers and is sound HTML."""

from __future__ import annotations

import json
import re
from collections import deque
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.pages.reading import Reading
from tests.support import applications, demonstrations, postgres

PAGES_FOR_EACH = 150
SAME_KIND = 2
ROLES = (
    "akim", "specialist", "accountant", "assembly_secretary", "economist", "financier", "department_head", "commission_secretary",
    "maslikhat_secretary", "district_akim", "member", "analyst", "auditor", "moderator", "admin",
)  # fmt: skip
TOKEN = re.compile(r'name="csrf_token"[^>]*value="([^"]+)"')
UNREADY = re.compile(r"\{\{|\{%|Undefined|&lt;(span|small|a|p|div)\b|\bNone\b|\bnan\b|refusal\.[a-z]")


@pytest.fixture(scope="module")
def site(demonstration: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    """The application on a demonstration of its own."""
    instance = demonstrations.copied(demonstration, tmp_path_factory.mktemp("walk") / "instance")
    with applications.assembled(instance, f"sqlite:///{instance}/lsg.sqlite3") as app:
        yield app


@pytest.fixture(scope="module")
def site_on_postgres(
    demonstration: Path, postgres_server: postgres.Server, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Flask]:
    """The application on the same demonstration in PostgreSQL."""
    address = postgres_server.create("demonstration")
    instance = demonstrations.carried(demonstration, tmp_path_factory.mktemp("walk") / "instance", address)
    with applications.assembled(instance, address) as app:
        yield app


@pytest.fixture(scope="module")
def told(demonstration: Path) -> dict[str, Any]:
    """What the demonstration's command told about sign-ins."""
    answer: dict[str, Any] = json.loads((demonstration / demonstrations.SIGN_INS).read_text("utf-8"))
    return answer


def signed_in(site: Flask, told: dict[str, Any], role: str) -> FlaskClient:
    """A browser of the first person in *role*."""
    client = site.test_client()
    email = next(each["email"] for each in told["accounts"] if each["role"] == role)
    found = TOKEN.search(client.get("/office/sign-in").text)
    assert found is not None
    form = {"csrf_token": found[1], "email": email, "password": told["password"]}
    assert client.post("/office/sign-in", data=form).status_code == 303
    return client


def kind_of(address: str) -> str:
    """Addresses that differ in numbers, codes and query values only are of one kind."""
    path, _, query = address.partition("?")
    names = ",".join(sorted({pair.partition("=")[0] for pair in query.split("&")}))
    return re.sub(r"[0-9A-Za-z_-]*\d[0-9A-Za-z_-]*", "#", path) + "?" + names


def walk(client: FlaskClient, start: list[str], within: str = "/") -> Iterator[tuple[str, Any]]:
    """Follow links that begin with *within*, breadth first, a few of each kind, and give every answer."""
    seen, kinds, queue = set(start), dict.fromkeys(map(kind_of, start), 0), deque(start)
    visited = 0
    while queue and visited < PAGES_FOR_EACH:
        address = queue.popleft()
        if kinds.setdefault(kind_of(address), 0) >= SAME_KIND:
            continue
        kinds[kind_of(address)] += 1
        visited += 1
        answer = client.get(address)
        yield address, answer
        if answer.mimetype != "text/html":
            answer.close()  # as a server does with what nobody reads to its end
        else:
            for link in Reading(address, answer.text).inner_links():
                if link not in seen and link.startswith(within) and not link.startswith("/static/"):
                    seen.add(link)
                    queue.append(link)


def faults_of(address: str, answer: Any) -> list[str]:
    """What is wrong with one answer."""
    if answer.status_code in {301, 302, 303, 308}:
        return []
    if answer.status_code != 200:
        return [f"{address} answers {answer.status_code}"]
    if answer.mimetype != "text/html":
        return []
    reading = Reading(address, answer.text)
    faults = [f"{address}: {fault}" for fault in reading.all_faults()]
    if unready := UNREADY.search(reading.words):
        around = reading.words[max(0, unready.start() - 40) : unready.end() + 40]
        faults.append(f"{address}: unready words: {' '.join(around.split())!r}")
    return faults


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_a_citizen_can_go_everywhere(site: Flask, language: str) -> None:
    """From the register of each language every linked page answers; no cookie is set on any of them."""
    faults, count = [], 0
    for address, answer in walk(site.test_client(), [f"/{language}/projects"]):
        count += 1
        faults += faults_of(address, answer)
        if not address.startswith("/office") and "Set-Cookie" in answer.headers:
            faults.append(f"{address} sets a cookie")
    assert not faults, "\n".join(faults[:60])
    assert count > 20


@pytest.mark.parametrize("role", ROLES)
def test_an_official_can_go_everywhere(site: Flask, told: dict[str, Any], role: str) -> None:
    """From the desk of each role every linked page answers, is sound, and is kept out of shared caches."""
    faults, count = [], 0
    for address, answer in walk(signed_in(site, told, role), ["/office/"], within="/office"):
        count += 1
        faults += faults_of(address, answer)
        if "no-store" not in answer.headers.get("Cache-Control", ""):
            faults.append(f"{address} may be kept by a shared cache")
    assert not faults, "\n".join(faults[:60])
    assert count > 5


@pytest.mark.postgres
@pytest.mark.parametrize("role", ["", "akim", "financier", "district_akim"])
def test_postgresql_answers_as_well(site_on_postgres: Flask, told: dict[str, Any], role: str) -> None:
    """The same demonstration in PostgreSQL: a citizen and three officials find every page they are led to."""
    client = signed_in(site_on_postgres, told, role) if role else site_on_postgres.test_client()
    start, within = ("/office/", "/office") if role else ("/ru/projects", "/")
    walked = list(walk(client, [start], within))
    faults = [fault for address, answer in walked for fault in faults_of(address, answer)]
    assert not faults, "\n".join(faults[:60])
    assert len(walked) > 20


FAULTS = {
    "stands 2 times": '<p id="a"></p><p id="a"></p>',
    "nothing has the id": '<input id="x" aria-label="x" aria-describedby="lost">',
    "leads to #lost": '<a href="#lost">x</a>',
    "without a label": '<input name="sum">',
    "style or a handler": '<p style="color: red">x</p>',
    "an image without words": '<img src="/a.png">',
    "closes nothing": "</div>",
    "left open": "<div>",
    "main headings": "<h1>two</h1>",
    "an attribute twice": '<p class="a" class="b">x</p>',
}
GOOD = '<html lang="kk"><title>t</title><h1>x</h1>{}<label for="s">s</label><input id="s" name="s"></html>'


@pytest.mark.parametrize("fault", FAULTS)
def test_a_planted_fault_is_found(fault: str) -> None:
    """The reading sees each kind of fault, and none in a sound page."""
    assert fault in " ".join(Reading("/x", GOOD.format(FAULTS[fault])).all_faults())
    assert Reading("/x", GOOD.format("")).all_faults() == []
