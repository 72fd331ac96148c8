"""Projects from a workbook: the template fills and reads back; a wrong cell is named and stores nothing."""

from __future__ import annotations

import io
import json
import re
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from sqlalchemy import func, select

from lsg_projects.cli import projects as command
from lsg_projects.domain.actor import SYSTEM
from lsg_projects.domain.states import BodyKind, DocumentType, Kind, Role, Source
from lsg_projects.kit import db
from lsg_projects.kit.sheets import Unreadable, read_rows
from lsg_projects.kit.work import work
from lsg_projects.projects import queries, usecases
from lsg_projects.projects.models import Project
from lsg_projects.projects.sheets import read_workbook, template
from lsg_projects.projects.sheets.columns import SHEETS
from lsg_projects.projects.usecases import ImportProjects
from tests.projects.conftest import Office
from tests.support import route_world
from tests.support.route_fixtures import world
from tests.support.route_world import OKRUG, OTHER, VILLAGE, World

__all__ = ["world"]

PROJECT: dict[str, Any] = {
    "no": "1", "kato": OKRUG, "title_kk": "Көше жарығы", "title_ru": "Уличное освещение", "kind": "Көшелерді жарықтандыру",
    "settlements": VILLAGE, "start": "02.03.2026", "running_amount": "1 681,7", "vat_included": "Иә",
}  # fmt: skip
LINE: dict[str, Any] = {"no": "1", "year": 2026, "source": "own", "amount": 4000.5, "programme": "07.3.124.008"}
MILESTONE: dict[str, Any] = {
    "no": "1",
    "title_kk": "Шарт",
    "due": "15.04.2026",
    "weight": 40,
    "evidence": "Шарт; photo",
}


def book(**sheets: list[dict[str, Any]]) -> bytes:
    """A filled workbook; cells by the keys of their columns."""
    rows = {
        name: [[row.get(column.key, "") for column in SHEETS[name]] for row in found] for name, found in sheets.items()
    }
    return template(rows)


def brought(world: World, data: bytes) -> Any:
    reading = read_workbook(data, "projects.xlsx")
    assert reading.errors == ()
    with work(SYSTEM) as unit:
        return usecases.import_projects(unit, ImportProjects(reading.projects))


def test_a_filled_template_becomes_drafts(world: World) -> None:
    data = book(projects=[PROJECT], lines=[LINE], milestones=[MILESTONE])
    answer = brought(world, data)
    assert (answer.ok, answer.rows, answer.created) == (True, 1, 1)
    passport = queries.draft(db.session(), "154651-26-001").passport
    assert passport.title.ru == "Уличное освещение"
    assert passport.kind is Kind.STREET_LIGHTING
    assert (passport.lines[0].source, passport.lines[0].amount) == (Source.OWN, 400_050_000)
    assert passport.running.amount == 168_170_000
    assert passport.vat_included is True
    assert passport.milestones[0].evidence == (DocumentType.CONTRACT, DocumentType.PHOTO)


def test_the_same_file_again_changes_nothing_and_another_one_the_draft(world: World) -> None:
    brought(world, book(projects=[PROJECT], lines=[LINE]))
    again = brought(world, book(projects=[PROJECT], lines=[LINE]))
    assert (again.created, again.updated, again.unchanged) == (0, 0, 1)
    other = brought(world, book(projects=[PROJECT], lines=[{**LINE, "amount": 5000}]))
    assert (other.created, other.updated, other.unchanged) == (0, 1, 0)
    assert queries.draft(db.session(), "154651-26-001").passport.amount == 500_000_000
    assert queries.find(db.session(), "154651-26-001").revision == 2


def test_headings_are_known_in_either_language() -> None:
    kk, _, ru = SHEETS["lines"][1].heading.partition(" / ")
    assert all(SHEETS["lines"][1].answers_to(each) for each in (kk, ru, kk.upper(), f"{kk} / {ru}"))


@pytest.mark.parametrize(
    ("sheet", "change", "code"),
    [
        ("projects", {"kind": "қамал"}, "not_a_choice"),
        ("projects", {"start": "31.02.2026"}, "not_a_date"),
        ("projects", {"settlements": "1546"}, "bad_kato"),
        ("projects", {"running_amount": "9О"}, "letter_in_number"),
        ("lines", {"amount": "көп"}, "not_a_sum"),
        ("lines", {"source": ""}, "required"),
        ("lines", {"year": "1890"}, "year_range"),
        ("lines", {"no": "7"}, "unknown_number"),
        ("milestones", {"weight": "1,5"}, "not_whole"),
    ],
)
def test_a_wrong_cell_is_named_by_sheet_and_row(sheet: str, change: dict[str, Any], code: str) -> None:
    rows = {"projects": [dict(PROJECT)], "lines": [dict(LINE)], "milestones": [dict(MILESTONE)]}
    rows[sheet][0] |= change
    (error,) = read_workbook(book(**rows), "projects.xlsx").errors
    assert (error.code, error.row) == (code, 2)
    assert error.details["sheet"]


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"kato": "154699000"}, "unknown_office"),
        ({"kato": ""}, "unknown_office"),
        ({"settlements": "154653100"}, "foreign_settlement"),
        ({"title_kk": "", "title_ru": ""}, "no_title"),
    ],
)
def test_one_wrong_project_and_nothing_is_stored(world: World, change: dict[str, Any], code: str) -> None:
    second = {**PROJECT, "no": "2", "title_kk": "Екінші жоба", "title_ru": "Второй проект", **change}
    answer = brought(world, book(projects=[PROJECT, second]))
    assert [(error.row, error.code) for error in answer.errors] == [(3, code)]
    assert db.session().scalar(select(func.count(Project.id))) == 0


def test_a_title_twice_in_a_file_is_an_error(world: World) -> None:
    answer = brought(world, book(projects=[PROJECT, {**PROJECT, "no": "2"}]))
    assert [error.code for error in answer.errors] == ["same_title"]


@pytest.mark.parametrize("data", [b"", b"not a table", b"PK\x03\x04broken", b"\xff" * 100])
def test_files_that_are_no_workbook_are_unreadable(data: bytes) -> None:
    with pytest.raises(Unreadable):
        read_workbook(data, "projects.xlsx")


def test_the_page_previews_then_stores(office: Office) -> None:
    akim = office.browser()
    page = "/office/projects/import"
    filled = akim.get("/office/projects/import/template.xlsx")
    assert filled.data[:2] == b"PK"
    body = str(office.world.bodies[BodyKind.AKIM_OFFICE])
    file = (io.BytesIO(book(projects=[{**PROJECT, "kato": ""}], lines=[LINE])), "projects.xlsx")
    preview = office.post(akim, page, {"body": body, "file": file}, page)
    assert preview.status_code == 200
    assert "Көше жарығы" in preview.text
    assert "154651-26-001" not in akim.get("/office/projects").text
    key = re.search(r'name="key" value="([0-9a-f]{64})"', preview.text)
    assert key is not None
    assert office.post(akim, page, {"body": body, "key": key[1]}, page).status_code == 303
    assert "154651-26-001" in akim.get("/office/projects").text


def test_the_page_refuses_other_territories_and_broken_files(office: Office) -> None:
    akim = office.browser()
    page = "/office/projects/import"
    body = str(office.world.bodies[BodyKind.AKIM_OFFICE])
    foreign = (io.BytesIO(book(projects=[{**PROJECT, "kato": OTHER, "settlements": ""}])), "projects.xlsx")
    for form in (
        {"body": body, "file": foreign},
        {"body": body, "file": (io.BytesIO(b"broken"), "projects.xlsx")},
        {"body": body},
        {"body": body, "key": "0" * 64},
        {"body": "999"},
    ):
        assert office.post(akim, page, dict(form), page).status_code == 422
    assert office.browser(Role.FINANCIER).get(page).status_code == 403


def test_the_command_answers_as_other_imports_do(
    office: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(command, "create_app", lambda: office.app)
    good, bad = tmp_path / "good.xlsx", tmp_path / "bad.xlsx"
    good.write_bytes(book(projects=[PROJECT], lines=[LINE]))
    bad.write_bytes(book(projects=[{**PROJECT, "kind": "қамал"}]))
    runner = CliRunner()
    tried = runner.invoke(command.projects, [str(good), "--dry-run", "--json"])
    assert json.loads(tried.stdout)["created"] == 1
    wrong = runner.invoke(command.projects, [str(bad), "--json"])
    assert wrong.exit_code == 1
    assert [error["code"] for error in json.loads(wrong.stdout)["errors"]] == ["not_a_choice"]
    done = runner.invoke(command.projects, [str(good), "--json"])
    assert (done.exit_code, json.loads(done.stdout)["created"]) == (0, 1)
    again = runner.invoke(command.projects, [str(good), "--json"])
    assert json.loads(again.stdout)["unchanged"] == 1
    unread = tmp_path / "unread.xlsx"
    unread.write_bytes(b"nothing")
    assert runner.invoke(command.projects, [str(unread), "--json"]).exit_code == 2


@pytest.mark.parametrize("kind", ["csv", "xlsx", "jsonl"])
def test_what_is_published_is_written_to_a_file(
    office: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: str
) -> None:
    monkeypatch.setattr(command, "create_app", lambda: office.app)
    with office.app.app_context():
        code = route_world.approved(office.world)
        db.db.session.remove()
    out = tmp_path / f"out.{kind}"
    done = CliRunner().invoke(command.export_projects, ["--format", kind, "--out", str(out), "--json"])
    assert json.loads(done.stdout)["projects"] == 1, done.output
    rows = (
        read_rows(out.read_bytes(), out.name)
        if kind != "jsonl"
        else [(1, [json.loads(out.read_text("utf-8"))["code"]])]
    )
    assert rows[-1][1][0] == code
