"""Execution by month: columns in any order and language, empty is not nought, corrections appended, imports undone."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date

import pytest

from lsg_projects.budgets import queries
from lsg_projects.budgets.usecases import (
    ImportExecution,
    RecordPlan,
    UndoExecution,
    import_execution,
    preview_execution,
    record_plan,
    undo_execution,
)
from lsg_projects.domain.actor import SYSTEM, Actor
from lsg_projects.domain.budget import Figures
from lsg_projects.domain.errors import Incomplete, Missing, NotAllowed
from lsg_projects.domain.money import from_thousand
from lsg_projects.domain.tables import ImportAnswer
from lsg_projects.kit import db
from lsg_projects.kit.sheets import read_table, write_xlsx
from lsg_projects.kit.work import Work
from lsg_projects.territories import queries as territories

Begin = Callable[..., AbstractContextManager[Work]]

OKRUG = "154651000"
OCTOBER = date(2025, 10, 1)
RU = """Категория;Класс;Подкласс;Специфика;Наименование;План на год;План на период;Исполнено;%
;;;;I. ДОХОДЫ;51 000,5;42 000;39 500,5;94,0
1;;;;Налоговые поступления;11 000,5;9 000;7 500,5;83,3
;01;;;Подоходный налог;10 000;8 000;6 500;81,3
;;2;;Индивидуальный подоходный налог;10 000;8 000;6 500;81,3
;;;02;ИПН, не облагаемый у источника;10 000;8 000;6 500;81,25
1;04;1;02;Налог на имущество;1 000,5;1000;1 000,5;100,1
4;02;3;;Трансферты из районного бюджета;40 000;33 000;32 000;97
"""
KK = """Орындалғаны,Атауы,Ерекшелігі,Кіші сыныбы,Сыныбы,Санаты,Кезең жоспары,Жылдық жоспар
6500,ЖТС,02,2,01,1,8000,10000
"1 000,5",Мүлік салығы,02,1,04,1,1000,1000.5
"32 000",Трансферттер,,3,02,4,33000,40000
"""


def order(text: str, month: date = OCTOBER, name: str = "execution.csv", kato: str = OKRUG) -> ImportExecution:
    return ImportExecution(read_table(text.encode(), name), kato, month, name)


def bring(begin: Begin, text: str, month: date = OCTOBER) -> ImportAnswer:
    with begin() as unit:
        return import_execution(unit, order(text, month))


def known(month: date = OCTOBER) -> queries.MonthFacts | None:
    return queries.execution(db.session(), territories.unit(db.session(), OKRUG).id, month)


def test_a_printed_table_with_subtotals_is_read(begin: Begin) -> None:
    answer = bring(begin, RU)
    assert answer.ok, answer.errors
    assert (answer.kind, answer.rows, answer.created, answer.updated, answer.unchanged) == ("execution", 7, 6, 0, 0)
    assert [each.code for each in answer.warnings] == []
    facts = known()
    assert facts is not None
    assert {line.code for line in facts.lines} == {"1", "101", "1012", "101202", "104102", "4023"}
    assert facts.own.received == 750_050_000
    assert facts.own.year_plan == 1_100_050_000
    assert facts.income.received == 3_950_050_000


def test_kazakh_headings_in_another_order_say_the_same(begin: Begin) -> None:
    bring(begin, RU)
    before = known()
    assert before is not None
    answer = bring(begin, KK, date(2025, 9, 1))
    assert answer.ok, answer.errors
    after = known(date(2025, 9, 1))
    assert after is not None
    assert after.own == before.own
    assert after.income == before.income


def test_excel_with_the_headings_of_the_treasury_says_the_same(begin: Begin) -> None:
    rows: list[list[object]] = [line.split(";") for line in RU.splitlines()]
    rows[0][5:8] = (
        "Уточнённый бюджет на отчётный год",
        "План на отчётный период",
        "Исполнение поступлений бюджета, тыс. тенге",
    )
    rows[:0] = [["Отчет об исполнении бюджета"], []]
    data = write_xlsx([("Лист", rows)])
    with begin() as unit:
        answer = import_execution(unit, ImportExecution(read_table(data, "e.xlsx"), OKRUG, OCTOBER, "e.xlsx"))
    assert answer.ok
    facts = known()
    assert facts is not None
    assert facts.own.received == 750_050_000


def test_the_same_month_again_changes_nothing(begin: Begin) -> None:
    bring(begin, RU)
    answer = bring(begin, RU)
    assert (answer.created, answer.updated, answer.unchanged) == (0, 0, 6)
    place = territories.unit(db.session(), OKRUG)
    assert len(queries.execution_versions(db.session(), place.id, OCTOBER)) == 1


def test_a_corrected_month_keeps_both_values(begin: Begin) -> None:
    bring(begin, KK)
    answer = bring(begin, KK.replace("6500", "6600.5"))
    assert (answer.created, answer.updated, answer.unchanged) == (0, 1, 2)
    place = territories.unit(db.session(), OKRUG)
    versions = queries.execution_versions(db.session(), place.id, OCTOBER)
    assert [each.own.received for each in versions] == [760_100_000, 750_050_000]
    assert [each.known.number for each in versions] == [2, 1]


def test_a_line_that_is_gone_is_a_correction(begin: Begin) -> None:
    bring(begin, KK)
    answer = bring(begin, "\n".join(KK.splitlines()[:-1]))
    assert (answer.created, answer.updated, answer.unchanged) == (0, 1, 2)


def test_empty_is_not_nought(begin: Begin) -> None:
    bring(begin, "Код,Исполнено,План на год\n101202,,500\n104102,0,\n104402,-,7\n")
    facts = known()
    assert facts is not None
    assert [(line.received, line.year_plan) for line in facts.lines] == [
        (None, from_thousand(500)), (0, None), (None, from_thousand(7)),
    ]  # fmt: skip
    assert facts.own.received == 0


@pytest.mark.parametrize(
    ("typed", "tiyn"),
    [
        ("1 681,7", 168_170_000), ("1\u00a0681.7", 168_170_000), ("1\u202f681,70", 168_170_000),
        ("- 1 681,7", -168_170_000), ("\u22121681,7", -168_170_000), ("нөлге тең", 0), ("1 681 700 ₸", 168_170_000),
        ("0,00001", 1),
    ],
)  # fmt: skip
def test_sums_in_all_spellings(begin: Begin, typed: str, tiyn: int) -> None:
    assert bring(begin, f'Код;Исполнено\n101202;"{typed}"\n').ok
    facts = known()
    assert facts is not None
    assert facts.lines[0].received == tiyn


def test_wrong_subtotals_are_kept_and_both_sums_said(begin: Begin) -> None:
    answer = bring(begin, RU.replace(";01;;;Подоходный налог;10 000;", ";01;;;Подоходный налог;10 001;"))
    assert answer.ok
    (wrong,) = answer.warnings
    assert (wrong.code, wrong.row, wrong.printed, wrong.computed) == (
        "total", 4, from_thousand(10_001), from_thousand(10_000),
    )  # fmt: skip


def test_a_wrong_total_without_a_code_is_said(begin: Begin) -> None:
    answer = bring(begin, RU.replace("I. ДОХОДЫ;51 000,5;42 000;39 500,5;94,0", "I. ДОХОДЫ;51 000,5;42 000;1;"))
    (wrong,) = answer.warnings
    assert (wrong.code, wrong.row, wrong.computed) == ("total", 2, 3_950_050_000)


def test_a_wrong_percent_is_said(begin: Begin) -> None:
    answer = bring(begin, RU.replace("81,25", "12"))
    assert [(each.code, each.row) for each in answer.warnings] == [("percent", 6)]


def test_a_receipt_of_another_level_is_a_warning(begin: Begin) -> None:
    answer = bring(begin, "Код,Исполнено\n101201,5\n999999,5\n")
    assert [(each.code, each.row) for each in answer.warnings] == [("code_not_4th_level", 2)]


@pytest.mark.parametrize(
    ("text", "code", "row"),
    [
        ("Код,Исполнено\n101202,NaN\n", "not_a_sum", 2),
        ("Код,Исполнено\n101202,Infinity\n", "not_a_sum", 2),
        ("Код,Исполнено\n101202,1e5\n", "not_a_sum", 2),
        ("Код,Исполнено\n101202,١٢\n", "not_a_sum", 2),
        ('Код,Исполнено\n101202,"1,000001"\n', "too_many_decimals", 2),
        ("Код,План на год,Исполнено\n101202,-5,1\n", "negative", 2),
        ("Код,Исполнено\nabc,5\n", "bad_code", 2),
        ("Код,Исполнено\n101202,5\n101202,6\n", "same_code", 3),
        ("Код,Наименование,Исполнено\n,Прочее,5\n", "no_code", 2),
        ("Категория,Класс,Подкласс,Специфика,Исполнено\n,,2,,5\n", "gap_in_code", 2),
        ("Код,Исполнено,%\n101202,5,1e3\n", "not_a_percent", 2),
    ],
)  # fmt: skip
def test_one_wrong_row_stores_nothing(begin: Begin, text: str, code: str, row: int) -> None:
    answer = bring(begin, text)
    assert [(each.code, each.row) for each in answer.errors] == [(code, row)]
    assert (answer.created, answer.updated, answer.unchanged) == (0, 0, 0)
    assert known() is None


@pytest.mark.parametrize("text", ["Наименование,Исполнено\nx,5\n", "Код,План на год\n101202,5\n", "Код,Исполнено\n,\n"])
def test_a_table_of_another_shape_is_refused(begin: Begin, text: str) -> None:
    with pytest.raises(Incomplete, match=r"execution\.(unknown_shape|no_lines)"):
        bring(begin, text)


def test_only_settlements_and_months_that_began(begin: Begin) -> None:
    with pytest.raises(Incomplete, match=r"execution\.not_4th_level"), begin() as unit:
        import_execution(unit, order(KK, kato="154600000"))
    with pytest.raises(Incomplete, match=r"execution\.not_yet"), begin() as unit:
        import_execution(unit, order(KK, date(2099, 1, 1)))
    with pytest.raises(Missing), begin() as unit:
        import_execution(unit, order(KK, kato="154699000"))


def test_nobody_without_a_post_brings_anything_in(begin: Begin) -> None:
    with pytest.raises(NotAllowed):
        preview_execution(db.session(), Actor(), order(KK))


def test_a_preview_stores_nothing(begin: Begin) -> None:
    assert preview_execution(db.session(), SYSTEM, order(KK)).created == 3
    assert known() is None


def test_undo_takes_back_the_newest_version_only(begin: Begin) -> None:
    bring(begin, KK)
    bring(begin, KK.replace("6500", "7000"))
    with pytest.raises(Missing), begin() as unit:
        undo_execution(unit, UndoExecution(OKRUG, OCTOBER, 1))
    with begin() as unit:
        undo_execution(unit, UndoExecution(OKRUG, OCTOBER, 2))
    facts = known()
    assert facts is not None
    assert facts.own.received == 750_050_000
    with begin() as unit:
        undo_execution(unit, UndoExecution(OKRUG, OCTOBER, 1))
    assert known() is None


def test_a_plan_of_another_size_is_said(begin: Begin) -> None:
    with begin() as unit:
        record_plan(unit, RecordPlan(OKRUG, 2025, "12", Figures(tax=from_thousand(11_000)), date(2025, 1, 8)))
    (wrong,) = bring(begin, KK).warnings
    assert (wrong.code, wrong.printed, wrong.computed) == ("plan", 1_100_050_000, from_thousand(11_000))
