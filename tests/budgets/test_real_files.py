"""The plans of Martuk district as the decisions print them: figures, shares, contradictions, the public interface."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path

import pytest

from lsg_projects.budgets import queries
from lsg_projects.budgets.usecases import ImportPlan, import_plan
from lsg_projects.domain.tables import ImportAnswer
from lsg_projects.kit.db import session
from lsg_projects.kit.sheets import read_table, write_xlsx
from lsg_projects.kit.work import Work
from lsg_projects.territories import queries as territories
from lsg_projects.territories.usecases import import_kato

Begin = Callable[..., AbstractContextManager[Work]]
MARTUK = "154600000"


@pytest.fixture
def martuk(work: Begin, shared: Path) -> Begin:
    """The territories of Aktobe with the official names of Martuk district."""
    for name in ("aktobe_kato.csv", "martuk_rural_districts.csv"):
        with work() as unit:
            assert import_kato(unit, read_table((shared / "data" / name).read_bytes(), name), name).ok
    return work


def load(begin: Begin, data: bytes, name: str) -> ImportAnswer:
    with begin() as unit:
        return import_plan(unit, ImportPlan(read_table(data, name), MARTUK, source=name))


def test_both_files_give_the_figures_of_the_decisions(martuk: Begin, shared: Path) -> None:
    plan, lines = (f"martuk_{name}.csv" for name in ("4th_level_plan", "okrug_lines"))
    answer = load(martuk, (shared / "data" / plan).read_bytes(), plan)
    assert (answer.ok, answer.rows, answer.created) == (True, 26, 26)
    balance = {remark.row: (remark.printed, remark.computed) for remark in answer.warnings if remark.code == "balance"}
    assert balance == {10: (-76_744_050_000, -352_750_000), 12: (-10_451_100_000, -328_940_000)}
    assert {remark.row for remark in answer.warnings if remark.code == "transfers"} == set(range(2, 15))

    again = load(martuk, (shared / "data" / plan).read_bytes(), plan)
    assert (again.created, again.updated, again.unchanged) == (0, 0, 26)
    by_lines = load(martuk, (shared / "data" / lines).read_bytes(), lines)
    assert (by_lines.ok, by_lines.rows, by_lines.created, by_lines.updated) == (True, 38, 1, 2)
    assert by_lines.warnings == ()

    for year, own, share, income in ((2020, 64_623.7, 5.5, 1_184_744.7), (2025, 292_948.0, 14.4, 2_037_836.0)):
        shown = queries.api_view(session(), MARTUK, year)
        assert len(shown["territories"]) == 13
        assert (shown["year"], shown["unit"]) == (year, "thousand tenge")
        total = shown["total"]
        assert (total["own_revenue"], total["own_share"], total["income_total"]) == (own, share, income)
        assert total["own_revenue"] == pytest.approx(sum(each["own_revenue"] for each in shown["territories"]))
    assert total["plan_version"] == {"kind": "revised", "decision": "206142", "date": "2025-07-18"}
    okrug = queries.api_view(session(), "154655000", 2025)["territories"]
    assert [(each["kato"], each["tax"], each["capital_sale"]) for each in okrug] == [("154655000", 5650.0, 6723.0)]


def test_the_public_interface_without_a_year_takes_the_newest(martuk: Begin, shared: Path) -> None:
    empty = queries.api_view(session(), MARTUK)
    assert (empty["year"], empty["total"]["own_revenue"], empty["total"]["plan_version"]) == (None, None, None)
    assert empty["territories"][0]["income_total"] is None
    name = "martuk_4th_level_plan.csv"
    load(martuk, (shared / "data" / name).read_bytes(), name)
    assert queries.api_view(session(), MARTUK)["year"] == 2025
    assert queries.api_view(session(), MARTUK, 2022)["total"]["income_total"] is None
    unit = territories.unit(session(), MARTUK)
    assert queries.years(session(), unit.path) == (2025, 2020)
    assert {year: len(plans) for year, plans in queries.history(session(), unit.path).items()} == {2020: 13, 2025: 13}


def test_an_excel_copy_of_the_file_is_the_same_file(martuk: Begin, shared: Path) -> None:
    name = "martuk_4th_level_plan.csv"
    data = (shared / "data" / name).read_bytes()
    load(martuk, data, name)
    table = read_table(data, name)
    book = write_xlsx([("План", [table.headings, *(list(row.cells.values()) for row in table.rows)])])
    assert load(martuk, book, "plan.xlsx").unchanged == 26


KOBDA = """Приложение 1 к решению Кобдинского районного маслихата;;;;;;;;
Бюджеты сельских округов, тыс. тенге;;;;;;;;
№ п/п;Наименование сельских округов;Год;II. Затраты;I. Доходы, тыс. тенге;Налоговые поступления;Неналоговые поступления;Поступления трансфертов;Решение
1;2;3;4;5;6;7;8;9
1;Акрабский сельский округ;2024;45 120,5;45 120,5;3 200,0;12,5;41 908,0;от 25 декабря 2023 года № 101
2;Бестауский с/о;2024;38 000;38 000;2 100;-;35 900;от 25 декабря 2023 года № 101
;Итого по району;2024;83 120,5;83 120,5;5 400,0;12,5;77 808,0;
;Всего;;83 120,5;83 120,5;5 300,0;12,5;77 808,0;
"""
KOBDA_LINES = """Шешім\tАуылдық округтің атауы\tЖыл\tБөлім\tКод\tАтауы\tСомасы, мың теңге
2026 жылғы 27 желтоқсандағы № 7\tАқрап\t2027\tТүсімдер\t1.01.2.02\tЖТС\t5 000,0
2026 жылғы 27 желтоқсандағы № 7\tАқрап\t2027\tТүсімдер\t5.02.3.01\tТрансферт\t10 000,0
2026 жылғы 27 желтоқсандағы № 7\tАқрап\t2027\tШығындар\t01.1.124.001\tӘкім аппараты\t15 000,0
"""


def test_another_district_and_other_years_in_the_spellings_of_offices(martuk: Begin) -> None:
    """Nothing is fitted to the examples: titles, numbers of columns, other headings, encodings and totals."""
    district, names = "154200000", {"Акрабский сельский округ": "154233000", "Бестауский с/о": "154235000"}
    rows = [line.split(";") for line in KOBDA.splitlines()]
    files = (KOBDA.encode("kz1048"), KOBDA.encode("utf-8-sig"), write_xlsx([("2024", rows)]))
    for data, created in zip(files, (2, 0, 0), strict=True):
        table = read_table(data, "план.csv")
        with martuk() as unit:
            asked = import_plan(unit, ImportPlan(table, district))
        near = [each.details["candidates"][0]["kato"] for each in asked.errors]  # type: ignore[index]
        assert near == list(names.values())
        with martuk() as unit:
            answer = import_plan(unit, ImportPlan(table, district, names))
        assert (answer.ok, answer.created, answer.unchanged) == (True, created, 2 - created)
        (total,) = answer.warnings
        assert (total.code, total.printed, total.computed) == ("total", 540_000_000, 530_000_000)
    shown = queries.api_view(session(), district, 2024)["total"]
    assert (shown["own_revenue"], shown["own_share"]) == (5312.5, 6.4)
    assert shown["plan_version"] == {"kind": "adopted", "decision": "101", "date": "2023-12-25"}

    lines = read_table(KOBDA_LINES.encode("utf-16"), "2027.txt")
    with martuk() as unit:
        answer = import_plan(unit, ImportPlan(lines, district, {"Ақрап": "154233000"}))
    assert (answer.ok, answer.created, answer.warnings) == (True, 1, ())
    assert queries.api_view(session(), district, 2027)["total"]["tax"] == 5000.0


def test_misspelt_names_of_the_acts_are_asked_about(martuk: Begin, shared: Path) -> None:
    name = "martuk_4th_level_plan.csv"
    data = (shared / "data" / name).read_bytes().replace("Аккудыкский".encode(), "Аккудукский".encode())
    answer = load(martuk, data, name)
    assert [(each.row, each.code) for each in answer.errors] == [(2, "unknown_name"), (15, "unknown_name")]
    near = answer.errors[0].details["candidates"]
    assert near[0]["kato"] == "154655000"  # type: ignore[index]
