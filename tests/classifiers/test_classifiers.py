"""The shipped classification is whole and true to the acts; a file extends it and the same file again does not."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from lsg_projects.classifiers import built_in, queries
from lsg_projects.classifiers.usecases import import_classification, preview_classification
from lsg_projects.domain.actor import Actor
from lsg_projects.domain.classification import Standing, is_own_revenue
from lsg_projects.domain.errors import Incomplete, NotAllowed
from lsg_projects.domain.tables import ImportAnswer
from lsg_projects.kit.db import session
from lsg_projects.kit.sheets import read_table, write_xlsx
from lsg_projects.kit.work import Work

Begin = Callable[..., AbstractContextManager[Work]]

TERMS = """kind,code_from_2026,code_until_2025,name_kk,name_ru,name_en,status
programme,07.3.124.099,,Жаңа бағдарлама,Новая программа,New programme,confirmed
receipt_category,7,6,Қаржы активтерін сатудан түсетін түсімдер,Поступления от продажи финансовых активов,,confirmed
"""


def load(work: Begin, data: bytes, name: str = "codes.csv") -> ImportAnswer:
    with work() as unit:
        return import_classification(unit, read_table(data, name), name)


def test_every_shipped_code_is_complete() -> None:
    known = built_in.built_in()
    for entry in (*known.receipts, *known.programmes):
        assert entry.name.official(), entry.code
        assert entry.name.en, entry.code
        assert entry.source, entry.code
        assert entry.certainty in ("confirmed", "inferred", "knowledge"), entry.code
        assert set(entry.composed) <= {"kk", "ru", "en"}, entry.code


@pytest.mark.parametrize("year", range(2018, 2028))
def test_no_code_has_two_meanings_in_a_year(year: int) -> None:
    known = built_in.built_in()
    for entries in (known.receipts, known.programmes):
        counted = Counter(entry.code for entry in entries if entry.valid.covers(year))
        assert {code for code, times in counted.items() if times > 1} == set()


@pytest.mark.parametrize(
    ("code", "year", "word"),
    [("4", 2025, "трансферт"), ("5", 2026, "трансферт"), ("4", 2026, "Специальные"), ("8", 2025, "остатки"),
     ("8", 2026, "займ"), ("4023", 2020, "районного"), ("5023", 2027, "районного")],
)  # fmt: skip
def test_numbers_that_changed_in_2026(store: None, code: str, year: int, word: str) -> None:
    found = queries.receipt(code, year)
    assert found is not None
    assert word in found.name.ru


@pytest.mark.parametrize(
    ("code", "year", "answer"),
    [
        ("101202", 2020, Standing.BELONGS),
        ("104309", 2025, Standing.BELONGS),
        ("104501", 2025, Standing.BELONGS),
        ("104501", 2026, Standing.UNUSUAL),
        ("105310", 2024, Standing.OTHER_LEVEL),
        ("105310", 2025, Standing.BELONGS),
        ("105315", 2021, Standing.OTHER_LEVEL),
        ("105315", 2022, Standing.BELONGS),
        ("105430", 2026, Standing.BELONGS),
        ("101111", 2026, Standing.OTHER_LEVEL),
        ("205102", 2026, Standing.OTHER_LEVEL),
        ("201510", 2026, Standing.BELONGS),
        ("402303", 2025, Standing.BELONGS),
        ("502303", 2026, Standing.BELONGS),
        ("108102", 2026, Standing.UNKNOWN),
    ],
)
def test_what_belongs_to_the_4th_level_in_a_year(store: None, code: str, year: int, answer: Standing) -> None:
    assert queries.standing(code, year) is answer


def test_revenue_that_a_project_may_raise(store: None) -> None:
    codes = {each.code for each in queries.revenue_codes(2026)}
    assert {"101202", "104102", "104402", "105310", "105315", "105430", "201510", "303101", "303202", "301102"} <= codes
    assert not codes & {"502301", "104309", "101201", "105424"}
    assert all(is_own_revenue(code, 2026) for code in codes)
    assert "104309" in {each.code for each in queries.revenue_codes(2025)}


def test_programmes_hold_in_their_years(store: None) -> None:
    assert queries.programme("13.9.124.040", 2025) is not None
    assert queries.programme("13.9.124.040", 2026) is None
    assert {"01.2.124.053", "07.3.124.008", "12.1.124.045"} <= {each.code for each in queries.programmes(2026)}
    assert all(each.code.count(".") == 3 for each in queries.programmes(2026))


@pytest.mark.parametrize(
    ("day", "mrp"),
    [((2020, 3, 31), 2651), ((2020, 4, 1), 2778), ((2022, 3, 31), 3063), ((2022, 4, 1), 3180), ((2025, 12, 31), 3932),
     ((2026, 1, 26), 4325)],
)  # fmt: skip
def test_the_monthly_index_by_day(store: None, day: tuple[int, int, int], mrp: int) -> None:
    found = queries.index_value("mrp", date(*day))
    assert found is not None
    assert found.tenge == mrp
    assert queries.index_value("mrp", date(2001, 1, 1)) is None


def test_a_file_extends_the_codes(work: Begin) -> None:
    assert queries.programme("07.3.124.099", 2026) is None
    answer = load(work, TERMS.encode())
    assert (answer.ok, answer.rows, answer.created, answer.unchanged) == (True, 2, 3, 0)
    found = queries.programme("07.3.124.099", 2026)
    assert found is not None
    assert found.name.kk == "Жаңа бағдарлама"
    assert queries.programme("07.3.124.099", 2025) is None
    assert queries.receipt("6", 2025) != queries.receipt("6", 2026)
    again = load(work, TERMS.encode())
    assert (again.created, again.updated, again.unchanged) == (0, 0, 3)


def test_a_file_renames_a_code_and_keeps_what_it_does_not_say(work: Begin) -> None:
    renamed = "code,ru,kind,source\n201510,Доходы от аренды (новое название),nontax,order\n"
    answer = load(work, renamed.encode())
    assert (answer.created, answer.updated) == (0, 1)
    found = queries.receipt("201510", 2026)
    assert found is not None
    assert found.name.ru == "Доходы от аренды (новое название)"
    assert found.name.kk.startswith("Коммуналдық")
    assert found.standing(2026) is Standing.BELONGS
    before = queries.receipt("201510", 2025)
    assert before is not None
    assert before.name.ru != found.name.ru


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("code,ru,kind\n20151,Аренда,nontax\n", "bad_code"),
        ("code,ru,kind\n201510,,nontax\n", "no_name"),
        ("code,ru,kind\n201599,Аренда,nontax\n201599,Другое,nontax\n", "duplicate"),
        (TERMS + "planet,1,1,а,б,c,confirmed\n", "bad_kind"),
    ],
)
def test_one_wrong_row_and_nothing_is_stored(work: Begin, text: str, code: str) -> None:
    answer = load(work, text.encode())
    assert [error.code for error in answer.errors] == [code]
    assert queries.known() == built_in.built_in()


def test_foreign_headings_and_strangers_are_refused(work: Begin) -> None:
    with pytest.raises(Incomplete):
        load(work, b"a,b\n1,2\n")
    with pytest.raises(NotAllowed), work(Actor(person_id=1)) as unit:
        import_classification(unit, read_table(TERMS.encode(), "x.csv"), "x")


def test_the_official_files_hold_nothing_unknown(work: Begin, shared: Path) -> None:
    """Everything that is known of the classification travels with the program."""
    for name, rows in (("ebk_terms.csv", 52), ("receipts_4th_level_2026.csv", 31)):
        data = (shared / "data" / name).read_bytes()
        table = read_table(data, name)
        found = preview_classification(session(), table)
        assert (found.ok, found.rows, found.created, found.updated) == (True, rows, 0, 0)
        book = write_xlsx([("codes", [table.headings, *(list(row.cells.values()) for row in table.rows)])])
        assert load(work, book, "codes.xlsx").unchanged >= rows


VALUES = "key,since,tenge,source,certainty\nmrp,01.01.2027,4 637,Law on the republican budget 2027-2029,confirmed\n"
RATES = (
    "key;since;value;unit;territory;decision_kk;decision_ru;articles;source\n"
    "trader.rate;2027-01-01;2,5;percent;154600000;Шешім;Решение;726;maslikhat\n"
)


def test_a_file_brings_index_values_from_their_day_on(work: Begin) -> None:
    """A later year's index is known after the import, the earlier ones stay, and the same file changes nothing."""
    answer = load(work, VALUES.encode())
    assert (answer.ok, answer.created, answer.updated) == (True, 1, 0)
    found = queries.index_value("mrp", date(2027, 5, 1))
    assert found is not None
    assert (found.tenge, found.source) == (4637, "Law on the republican budget 2027-2029")
    before = queries.index_value("mrp", date(2026, 12, 31))
    assert before is not None
    assert before.tenge == 4325
    again = load(work, VALUES.encode())
    assert (again.created, again.updated, again.unchanged) == (0, 0, 1)
    corrected = load(work, VALUES.replace("4 637", "4 700").encode())
    assert (corrected.created, corrected.updated) == (0, 1)
    assert [each.tenge for each in queries.index_values() if each.since == date(2027, 1, 1)] == [4700]


def test_a_file_brings_a_districts_own_rate(work: Begin) -> None:
    """The district's rate counts in that district from its day on, with its decision; others keep the Code's."""
    assert load(work, RATES.encode()).created == 1
    own, other = (queries.rates().find("trader.rate", date(2027, 2, 1), kato) for kato in ("154600000", "153200000"))
    assert (own.value, own.decision.ru, own.act) == (Decimal("2.5"), "Решение", "local")
    assert other.value == 4
    before = queries.rates().find("trader.rate", date(2026, 12, 31), "154600000")
    assert before.value == 3


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("4 637", "NaN", "not_a_value"),
        ("4 637", "Infinity", "not_a_value"),
        ("4 637", "4e3", "not_a_value"),
        ("4 637", "-4637", "not_a_value"),
        ("4 637", "0", "not_a_value"),
        ("4 637", "٤٦٣٧", "not_a_value"),
        ("4 637", "", "not_a_value"),
        ("01.01.2027", "32.01.2027", "not_a_day"),
        ("01.01.2027", "01.01.1827", "not_a_day"),
        ("01.01.2027", "٠١.٠١.٢٠٢٧", "not_a_day"),
        ("mrp", "mpr", "unknown_key"),
        ("Law on the republican budget 2027-2029", "", "no_source"),
        ("confirmed\n", "confirmed\nmrp,2027-01-01,4637,Law,confirmed\n", "duplicate"),
    ],
)
def test_a_wrong_index_value_stores_nothing(work: Begin, old: str, new: str, code: str) -> None:
    answer = load(work, VALUES.replace(old, new).encode())
    assert [error.code for error in answer.errors] == [code]
    assert queries.values() == built_in.built_in_values()


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("2,5", "2,5 %", "not_a_value"),
        ("percent", "tenge", "other_unit"),
        ("trader.rate", "trader.speed", "unknown_key"),
        ("trader.rate", "property.scale", "is_a_scale"),
        (";154600000;", ";15460000;", "bad_kato"),
        ("Шешім", "", "no_decision"),
    ],
)
def test_a_wrong_rate_stores_nothing(work: Begin, old: str, new: str, code: str) -> None:
    scale = next(each.key for each in queries.rates().rates if each.bands)
    answer = load(work, RATES.replace(old, new.replace("property.scale", scale)).encode())
    assert [error.code for error in answer.errors] == [code]
    assert queries.values() == built_in.built_in_values()
