"""The pages of the journal, of a project's history and of the audit, in three languages and without scripts."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import text

from lsg_projects.domain.actor import SYSTEM
from lsg_projects.domain.states import Role
from lsg_projects.history import verify_journal
from lsg_projects.history.usecases import check, sign
from lsg_projects.kit import clock, db
from lsg_projects.kit.work import work
from lsg_projects.settings import current
from tests.support import route_world as rw
from tests.support.office_pages import Browser, signed_in
from tests.support.route_world import World

LANGUAGES = ("kk", "ru", "en")
CODE = "154651-26-001"


@pytest.fixture
def database(sqlite_database: str) -> str:
    """One kind of database: what the pages rest on is tried on both kinds below the edge."""
    return sqlite_database


@pytest.fixture
def district(app: Flask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[World]:
    """The small district with an approved project and a checkpoint, with the whole application."""
    with rw.instance(tmp_path / "instance", monkeypatch), app.app_context(), clock.standing_at(rw.NOW):
        built = rw.build()
        assert rw.approved(built) == CODE
        with work(SYSTEM) as unit:
            sign(unit, current())
        yield built
        db.db.session.remove()


def reader(app: Flask, world: World, lang: str = "kk") -> Browser:
    return signed_in(app, world.people[Role.AUDITOR], lang)


def test_the_checkpoint_is_published_and_fits_the_export(
    app: Flask, district: World, client: FlaskClient, tmp_path: Path
) -> None:
    head = client.get("/api/v1/journal/head").get_json()
    assert set(head) == {"at", "entries", "root", "heads", "signature", "key"}
    listed = client.get("/api/v1/journal/heads").get_json()
    assert listed["items"][0] == {"number": 1, **head}
    (tmp_path / "head.json").write_text(json.dumps(head))
    export = reader(app, district).client.get("/office/journal/export")
    (tmp_path / "journal.jsonl").write_bytes(export.data)
    assert verify_journal.examine(tmp_path / "journal.jsonl", tmp_path / "head.json")[0] == head["entries"]
    checker = client.get("/data/verify_journal.py")
    assert checker.data == Path(verify_journal.__file__).read_bytes()
    assert Browser(client).get("/office/journal/export").status == 302  # nobody without a sign-in


@pytest.mark.parametrize("lang", LANGUAGES)
def test_everybody_compares_a_root_from_paper(district: World, client: FlaskClient, lang: str) -> None:
    root = client.get("/api/v1/journal/head").get_json()["root"]
    spaced = " ".join(root[at : at + 4].upper() for at in range(0, 64, 4))
    for typed, status, tone in ((spaced, 200, "note ok"), (root[:16], 200, "note ok"), ("0" * 64, 200, "note warn"),
                                ("жоқ", 422, "errors"), ("abc", 422, "errors")):  # fmt: skip
        page = client.get(f"/{lang}/verify/journal", query_string={"root": typed})
        assert page.status_code == status, typed
        assert tone in page.text, typed


@pytest.mark.parametrize("lang", LANGUAGES)
def test_everybody_checks_a_file_without_scripts(app: Flask, district: World, client: FlaskClient, lang: str) -> None:
    data = reader(app, district).client.get("/office/journal/export").data
    for content, status, tone in (
        (data, 200, "note ok"), (data.replace(b"approved", b"Approved", 1), 200, "note bad"),
        (b"\n".join(data.split(b"\n")[:-3]), 200, "note bad"), (b"%PDF-1.7", 422, "errors"), (b"", 422, "errors"),
    ):  # fmt: skip
        sent = {"file": (io.BytesIO(content), "journal.jsonl" if content else "")}
        page = client.post(f"/{lang}/verify/journal", data=sent, content_type="multipart/form-data")
        assert (page.status_code, tone in page.text) == (status, True), content[:20]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_journal_in_the_office(app: Flask, district: World, lang: str) -> None:
    browser = reader(app, district, lang)
    page = browser.get("/office/journal")
    assert page.status == 200
    assert browser.post("/office/journal/check", page).status == 303
    assert "note ok" in browser.get("/office/journal").text
    assert browser.post("/office/journal/checkpoint", page).status == 303
    for place in ("chains", "chains?q=154", "chains?q=zz", "checkpoints"):
        assert browser.get(f"/office/journal/{place}").status == 200, place
    specialist = signed_in(app, district.people[Role.AKIM], lang)
    assert specialist.get("/office/journal").status == 403
    assert specialist.post("/office/journal/checkpoint", specialist.get("/office/")).status == 403


def test_the_result_of_the_last_check_is_public(district: World, client: FlaskClient) -> None:
    assert check().whole
    assert "note ok" in client.get("/kk/verify/journal").text


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_history_of_a_project_in_sentences(app: Flask, district: World, client: FlaskClient, lang: str) -> None:
    browser = reader(app, district, lang)
    code = CODE
    whole = browser.get(f"/office/projects/{code}/history")
    assert whole.status == 200
    course = browser.get(f"/office/projects/{code}/history?kind=course")
    assert whole.text.count('class="t1"') > course.text.count('class="t1"') > 0
    assert browser.get(f"/office/projects/{code}/history?kind=money&version=99&who=x").status == 200
    public = client.get(f"/{lang}/projects/{code}/history")
    assert public.status_code == 200
    names = db.session().execute(text("SELECT name FROM person")).scalars().all()
    assert not [name for name in names if name in public.text]
    assert client.get(f"/{lang}/projects/154651-25-999/history").status_code == 404


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_audit_as_page_and_as_sheet(app: Flask, district: World, lang: str) -> None:
    browser = reader(app, district, lang)
    year = "first=2026-01-01&last=2026-12-31"
    page = browser.get(f"/office/audit?{year}")
    assert (page.status, CODE in page.text) == (200, True)
    assert CODE not in browser.get("/office/audit?first=2020-01-01&last=2020-02-01").text
    assert CODE not in browser.get(f"/office/audit?{year}&least=999 999 999").text
    for wrong in ("first=x&last=2026-01-01", "first=2026-02-01&last=2026-01-01", f"{year}&least=abc"):
        assert browser.get(f"/office/audit?{wrong}").status == 422, wrong
        assert browser.get(f"/office/audit.xlsx?{wrong}").status == 422, wrong
    sheet = browser.client.get(f"/office/audit.xlsx?{year}")
    assert sheet.data.startswith(b"PK")
    assert signed_in(app, district.people[Role.AKIM], lang).get("/office/audit").status == 403
