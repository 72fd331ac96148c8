"""Every door of imports meets the same hostile files: each is answered by what and where, and nothing is stored."""

from __future__ import annotations

import io
import json
from collections.abc import Callable, Iterable, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select

from lsg_projects import settings
from lsg_projects.budgets.models import ExecutionLine, ExecutionMonth, PlanLine, PlanVersion, Population
from lsg_projects.budgets.usecases import (
    ImportExecution,
    ImportPlan,
    ImportPopulation,
    import_execution,
    import_plan,
    import_population,
)
from lsg_projects.classifiers.models import ClassificationEntry, ClassificationValue
from lsg_projects.classifiers.usecases import import_classification
from lsg_projects.cli.main import main
from lsg_projects.domain.errors import Incomplete
from lsg_projects.domain.states import BodyKind, Role
from lsg_projects.domain.tables import ImportAnswer, Table
from lsg_projects.kit.db import session
from lsg_projects.kit.journal import JournalEntry
from lsg_projects.kit.sheets import Unreadable, read_table
from lsg_projects.kit.words import words
from lsg_projects.kit.work import Work
from lsg_projects.strategy.usecases import import_figures
from lsg_projects.territories.models import AdministrativeUnit
from lsg_projects.territories.usecases import import_kato
from tests.support import hostile, officials
from tests.support.hostile import CODES, SUMS, YEARS, as_book, as_csv, with_cell
from tests.support.officials import TREE, token

Begin = Callable[..., AbstractContextManager[Work]]
STORED = (
    PlanVersion, PlanLine, ExecutionMonth, ExecutionLine, ClassificationEntry, ClassificationValue, Population,
    AdministrativeUnit, JournalEntry,
)  # fmt: skip


@dataclass(frozen=True)
class Door:
    """One import: a good table for it, what may stand wrong in which column, and its ways in."""

    rows: tuple[tuple[str, ...], ...]
    wrong: Mapping[str, Iterable[str]]
    act: Callable[[Work, Table], ImportAnswer]
    command: tuple[str, ...]
    """Words of the command before and after the file, which stands at ``{file}``."""
    page: str = ""
    form: Mapping[str, str] = field(default_factory=dict)
    role: Role = Role.FINANCIER


def _execution(unit: Work, table: Table) -> ImportAnswer:
    return import_execution(unit, ImportExecution(table, "154651000", date(2025, 10, 1), "a.csv"))


DOORS = {
    "plan": Door(
        (
            ("year", "okrug_ru", "income_total", "tax", "transfers_total", "expenditure_total", "source"),
            ("2020", "Сарыжарский", "10", "4", "6", "10", "№ 1 от 01.02.2020"),
        ),
        {"tax": SUMS, "income_total": SUMS[:4], "year": YEARS, "okrug_ru": ("", "Ничей", "１５", "=1+1")},
        lambda unit, table: import_plan(unit, ImportPlan(table, "154600000")),
        ("plan", "{file}", "--district", "154600000"),
        "/office/budgets/import",
        {"district": "154600000"},
    ),
    "lines": Door(
        (
            ("doc", "okrug", "year", "section", "code", "name_ru", "amount"),
            ("1", "Сарыжарский", "2020", "receipts", "101202", "ИПН", "5"),
        ),
        {
            "amount": tuple(value for value in SUMS if value != "-5"), "year": YEARS,
            "code": ("", "0", "NaN", "1e5", "１", "9999999"), "section": ("", "other", "1"),
        },
        lambda unit, table: import_plan(unit, ImportPlan(table, "154600000")),
        ("plan", "{file}", "--district", "154600000"),
        "/office/budgets/import",
        {"district": "154600000"},
    ),
    "execution": Door(
        (
            ("код", "наименование", "план на год", "план на период", "исполнено", "%"),
            ("101202", "ИПН", "10", "8", "7", ""),
        ),
        {
            "план на год": SUMS, "план на период": SUMS[:4], "исполнено": (*SUMS[:7], "1.123456"),
            "код": ("0", "NaN", "1e5", "１", "9999999"), "%": ("NaN", "1e2", "inf", "１", "--"),
        },
        _execution,
        ("execution", "{file}", "--territory", "154651000", "--period", "2025-10"),
        "/office/budgets/import/execution",
        {"territory": "154651000", "month": "2025-10"},
    ),
    "classification": Door(
        (
            ("kind", "code_from_2026", "code_until_2025", "name_kk", "name_ru"),
            ("receipt_specific", "199999", "199999", "Сынақ", "Проба"),
        ),
        {"code_from_2026": tuple(code for code in CODES if code), "kind": ("", "other", "NaN")},
        lambda unit, table: import_classification(unit, table, "a.csv"),
        ("classification", "{file}"),
        "/office/admin/classification/import",
        role=Role.ADMIN,
    ),
    "values": Door(
        (
            ("key", "since", "tenge", "source", "certainty"),
            ("mrp", "2027-01-01", "4637", "Law on the budget", "confirmed"),
        ),
        {
            "tenge": SUMS, "key": ("", "NaN", "mrp2"), "source": ("",),
            "since": ("", "2027-13-01", "1999-12-31", "2101-01-01", "２０２７-01-01", "NaN", "31.02.2027"),
        },
        lambda unit, table: import_classification(unit, table, "a.csv"),
        ("classification", "{file}"),
        "/office/admin/classification/import",
        role=Role.ADMIN,
    ),
    "kato": Door(
        (
            ("code", "parent", "level", "type", "name_ru", "name_kk"),
            ("154661000", "154600000", "okrug", "сельский округ", "Новый сельский округ", "Жаңа ауылдық округі"),
        ),
        {"code": CODES, "parent": ("154699000", "NaN", "154651000"), "level": ("other", "NaN", "1"), "name_ru": ()},
        lambda unit, table: import_kato(unit, table, "a.csv"),
        ("kato", "{file}"),
    ),
    "population": Door(
        (
            ("kato", "year", "population", "source"),
            ("154651000", "2024", "1 234", "Statistics, page 5"),
        ),
        {"population": (*SUMS, "1.5", "1,5"), "year": (*YEARS, "2099"), "kato": (*CODES, "154699000"), "source": ("",)},
        lambda unit, table: import_population(unit, ImportPopulation(table)),
        ("population", "{file}"),
        "/office/budgets/import/population",
    ),
    "targets": Door(
        (
            ("frame", "indicator", "kato", "year", "kind", "value", "source"),
            ("strategy-2025", "own-revenue-share", "154600000", "2025", "target", "12,5", "Development plan, page 5"),
        ),
        {
            "indicator": ("no-such-one", ""), "frame": ("", "strategy-1917"), "value": ("", "NaN", "inf", "--"),
            "year": YEARS[1:], "kato": CODES, "source": ("",), "kind": ("", "other", "NaN"),
        },
        import_figures,
        ("targets", "{file}"),
        "/office/frames/import",
        role=Role.ECONOMIST,
    ),
}  # fmt: skip
doors = pytest.mark.parametrize("door", [pytest.param(door, id=name) for name, door in DOORS.items()])
PAGES = [pytest.param(door, id=name) for name, door in DOORS.items() if door.page and name != "lines"]


def stored() -> list[int]:
    """Count the rows of every table that an import may write, and the acts of the journal."""
    return [session().scalar(select(func.count()).select_from(model)) or 0 for model in STORED]


@pytest.fixture
def begin(work: Begin) -> Begin:
    """A piece of work over the filled territories."""
    with work() as unit:
        import_kato(unit, read_table(TREE.encode(), "kato.csv"), "test")
    return work


def brought(begin: Begin, door: Door, data: bytes, name: str) -> ImportAnswer:
    """Bring a file in at the door."""
    with begin() as unit:
        return door.act(unit, read_table(data, name))


FILES = hostile.no_tables(DOORS["plan"].rows)
SOME = 12
"""Every so-manieth wrong cell is brought as a book as well: a book only becomes the same table more slowly."""


@pytest.mark.parametrize("name", FILES)
def test_what_is_no_table_is_refused_in_words_before_any_door(name: str) -> None:
    with pytest.raises(Unreadable) as refusal:
        read_table(*FILES[name])
    assert refusal.value.code.startswith("sheets.")
    assert words("ru")(f"refusal.{refusal.value.code}", **refusal.value.details)


@doors
def test_every_wrong_cell_is_named_and_nothing_is_stored(begin: Begin, door: Door) -> None:
    before = stored()
    for name, data in hostile.unsure_cells(door.rows, 1).items():
        with pytest.raises(Incomplete) as doubt:
            brought(begin, door, data, "a.xlsx")
        assert [each.where for each in doubt.value.problems] == ["B2"], name
    with pytest.raises(Incomplete, match="unknown_shape"):
        brought(begin, door, as_csv([["a", "b"], ["1", "2"]]), "a.csv")
    for place, (column, value, rows) in enumerate(hostile.spellings(door.rows, door.wrong)):
        for data, file in ((as_csv(rows), "a.csv"), (as_book(rows), "a.xlsx"))[: 1 + (place % SOME == 0)]:
            answer = brought(begin, door, data, file)
            assert [each.row for each in answer.errors] == [2], (column, value, answer)
            assert answer.created + answer.updated == 0
    session().rollback()
    assert stored() == before


@doors
def test_a_good_file_comes_in_whatever_its_form(begin: Begin, door: Door) -> None:
    """The negative control: without the wrong cell the same table is stored; byte order mark and CRLF do no harm."""
    text = as_csv(door.rows).decode()
    assert brought(begin, door, text.encode("utf-8-sig"), "a.csv").created == 1
    for data, file in (
        (text.encode(), "a.csv"),
        (as_csv(door.rows, ";"), "a.csv"),
        (as_csv(door.rows, "\t"), "a.txt"),
        (as_book(door.rows), "a.xlsx"),
        (as_book(door.rows, lambda _book, page: page.merge_range(5, 0, 6, 2, "")), "a.xlsx"),  # type: ignore[attr-defined]
    ):
        answer = brought(begin, door, data, file)
        assert (answer.errors, answer.created, answer.updated) == ((), 0, 0), file


@pytest.fixture
def instance(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, sqlite_template: Path) -> Iterable[Path]:
    """An installation of its own for commands."""
    monkeypatch.setenv("LSG_INSTANCE", str(tmp_path))
    settings.current.cache_clear()
    (tmp_path / "lsg.sqlite3").write_bytes(sqlite_template.read_bytes())
    yield tmp_path
    settings.current.cache_clear()


@doors
def test_a_command_ends_with_2_with_1_and_with_0(
    instance: Path, capsys: pytest.CaptureFixture[str], door: Door
) -> None:  # fmt: skip
    """No table is 2, a wrong cell is 1 with its row, a good file is 0; one object stands on standard output each time."""
    (instance / "tree.csv").write_bytes(TREE.encode())
    column, values = next(iter(door.wrong.items()))
    files = (
        ("broken.xlsx", b"PK\x03\x04broken", 2),
        ("wrong.csv", as_csv(with_cell(door.rows, column, next(iter(values)))), 1),
        ("good.csv", as_csv(door.rows), 0),
    )
    assert _run(capsys, "kato", str(instance / "tree.csv"))[0] == 0
    for name, data, code in files:
        (instance / name).write_bytes(data)
        found, answer = _run(capsys, *(str(instance / name) if word == "{file}" else word for word in door.command))
        assert (found, answer["ok"]) == (code, code == 0), (name, answer)
        if code == 1:
            assert [each["row"] for each in answer["errors"]] == [2]


def _run(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, dict[str, list[dict[str, int]]]]:
    with pytest.raises(SystemExit) as left:
        main(["import", *arguments, "--json"])
    return int(left.value.code or 0), json.loads(capsys.readouterr().out)


def send(client: FlaskClient, door: Door, data: bytes, name: str) -> tuple[int, str]:
    """Choose a file on the door's page; give the status and the preview's address, or the page."""
    form = {"csrf_token": token(client.get(door.page).text), **door.form}
    answer = client.post(door.page, data={**form, "file": (io.BytesIO(data), name)})
    return answer.status_code, answer.headers.get("Location", answer.text)


@pytest.mark.parametrize("door", PAGES)
def test_a_page_says_what_is_wrong_and_stores_nothing(app: Flask, door: Door) -> None:
    officials.district(app)
    kind = BodyKind.OPERATOR if door.role is Role.ADMIN else BodyKind.FINANCE
    client = officials.official(app, door.role, kind, "154600000")
    with app.app_context():
        before = stored()
    for name in ("utf-16 cut in a letter", "bomb", "encrypted"):
        status, shown = send(client, door, *FILES[name])
        assert (status, 'class="errsum"' in shown) == (422, True), name
    column, values = next(iter(door.wrong.items()))
    value = next(iter(values))
    status, address = send(client, door, as_csv(with_cell(door.rows, column, value)), "a.csv")
    assert status == 303
    preview = client.get(address).text
    assert value in preview
    assert client.post(address, data={"csrf_token": token(preview), "do": "store"}).status_code == 422
    with app.app_context():
        assert stored() == before
    status, address = send(client, door, as_csv(door.rows), "a.csv")
    data = {"csrf_token": token(client.get(address).text), "do": "store"}
    assert (status, client.post(address, data=data).status_code) == (303, 303)
    with app.app_context():
        assert stored() != before
