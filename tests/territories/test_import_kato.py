"""Files of territories: three shapes, names kept as aliases, one wrong row and nothing is stored."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path

import pytest
from sqlalchemy import func, select

from lsg_projects.domain.actor import Actor
from lsg_projects.domain.errors import Incomplete, NotAllowed
from lsg_projects.domain.states import Level
from lsg_projects.domain.tables import ImportAnswer, Table
from lsg_projects.kit.db import session
from lsg_projects.kit.journal import JournalEntry
from lsg_projects.kit.sheets import read_table
from lsg_projects.kit.work import Work
from lsg_projects.territories import queries
from lsg_projects.territories.models import AdministrativeUnit
from lsg_projects.territories.usecases import AddAlias, add_alias, import_kato, preview_kato

Begin = Callable[..., AbstractContextManager[Work]]

OFFICIAL = """te,ab,cd,ef,hij,k,name_kaz,name_rus,nn
150000000,15,00,00,000,0,Ақтөбе облысы,Актюбинская область,
154600000,15,46,00,000,0,Мәртөк ауданы,Мартукский район,
154651000,15,46,51,000,0,Сарыжар а.о.,Сарыжарский с.о.,
154651100,15,46,51,100,0,Сарыжар ауылы,с.Саржансай,
751110000,75,11,10,000,0,Алмалы ауданы,Алмалинский район,
750000000,75,00,00,000,0,Алматы қаласы,г.Алматы,
"""
TREE = """code,parent,level,type,name_ru,name_kk,name_en,name_status
150000000,,region,область,Актюбинская область,Ақтөбе облысы,Aktobe region,own
154600000,150000000,district,район,Мартукский район,Мәртөк ауданы,Martuk district,own
154651000,154600000,okrug,сельский округ,с.о. с центром Саржансай,,,DERIVED: only the centre is known
154651100,154651000,settlement,aul,Саржансай,,,from source
"""
NAMES = """kato,name_kk,name_ru
154651000,Сарыжар ауылдық округі,Сарыжарский сельский округ
"""


def table(text: str) -> Table:
    return read_table(text.encode(), "kato.csv")


def stored() -> int:
    return session().scalar(select(func.count()).select_from(AdministrativeUnit)) or 0


def load(work: Begin, *texts: str) -> ImportAnswer:
    for text in texts:
        with work() as unit:
            answer = import_kato(unit, table(text), "test")
    return answer


def test_the_official_columns(work: Begin) -> None:
    answer = load(work, OFFICIAL)
    assert (answer.ok, answer.rows, answer.created) == (True, 6, 6)
    village = queries.unit(session(), "154651100")
    assert village.level is Level.SETTLEMENT
    assert village.path == "150000000/154600000/154651000/154651100"
    assert [above.kato for above in queries.ancestors(session(), village)] == ["150000000", "154600000", "154651000"]
    assert queries.unit(session(), "751110000").path == "750000000/751110000"  # one step off its level


def test_a_tree_with_names_laid_over_it(work: Begin) -> None:
    load(work, TREE)
    answer = load(work, NAMES)
    assert (answer.created, answer.updated, answer.unchanged) == (0, 1, 0)
    okrug = queries.unit(session(), "154651000")
    assert (okrug.name.kk, okrug.name.ru) == ("Сарыжар ауылдық округі", "Сарыжарский сельский округ")
    assert [alias.name for alias in queries.aliases(session(), okrug.id)] == ["с.о. с центром Саржансай"]
    assert queries.unit(session(), "154600000").name.en == "Martuk district"


def test_the_same_files_again_change_nothing(work: Begin) -> None:
    load(work, TREE, NAMES)
    before = session().scalar(select(func.count()).select_from(JournalEntry))
    for text, rows in ((NAMES, 1), (TREE, 4)):
        answer = load(work, text)
        assert (answer.created, answer.updated, answer.unchanged) == (0, 0, rows)
    assert queries.unit(session(), "154651000").name.ru == "Сарыжарский сельский округ"
    assert session().scalar(select(func.count()).select_from(JournalEntry)) == before


def test_a_renamed_unit_keeps_its_old_name_as_an_alias(work: Begin) -> None:
    load(work, TREE, NAMES)
    load(work, NAMES.replace("Сарыжарский", "Саржансайский"))
    okrug = queries.unit(session(), "154651000")
    assert okrug.name.ru == "Саржансайский сельский округ"
    assert "Сарыжарский сельский округ" in [alias.name for alias in queries.aliases(session(), okrug.id)]


def test_a_moved_unit_takes_what_lies_under_it_along(work: Begin) -> None:
    header = OFFICIAL.splitlines()[0]
    load(work, OFFICIAL, f"{header}\n751110100,75,11,10,100,0,Ауыл,Село,\n")
    city, part = (
        "751100000,75,11,00,000,0,Жаңа аудан,Новый район,",
        "751110000,75,11,10,000,0,Алмалы ауданы,Алмалинский,",
    )
    load(work, f"{header}\n{city}\n{part}\n")
    assert queries.unit(session(), "751110100").path == "750000000/751100000/751110000/751110100"


BAD = {
    "unknown_parent": TREE + "154699100,154699000,settlement,aul,Нигде,,,x\n",
    "wrong_parent": TREE + "154652000,154651100,okrug,с.о.,Внутри села,,,x\n",
    "duplicate": TREE + "154651100,154651000,settlement,aul,Другое имя,,,x\n",
    "bad_kato": TREE + "15465110,154651000,settlement,aul,Короткий,,,x\n",
    "no_name": TREE + "154651200,154651000,settlement,aul,,,,x\n",
    "bad_level": TREE + "154651200,154651000,planet,aul,Село,,,x\n",
    "parts": OFFICIAL.replace("154651100,15,46,51,100", "154651100,15,46,52,100"),
    "unknown_kato": NAMES,
}


@pytest.mark.parametrize("code", BAD)
def test_one_wrong_row_and_nothing_is_stored(work: Begin, code: str) -> None:
    answer = load(work, BAD[code])
    assert not answer.ok
    assert [error.code for error in answer.errors] == [code]
    assert answer.errors[0].row == len(BAD[code].splitlines()) or code == "parts"
    assert (answer.created, answer.updated, answer.unchanged, stored()) == (0, 0, 0, 0)


def test_a_village_of_an_unknown_district_in_the_official_file(work: Begin) -> None:
    answer = load(work, OFFICIAL.replace("154651000,15,46,51,000", "154653000,15,46,53,000"))
    assert [(error.code, error.row) for error in answer.errors] == [("unknown_parent", 5)]
    assert stored() == 0


def test_a_repeated_row_is_taken_once_with_a_warning(work: Begin) -> None:
    answer = load(work, TREE + TREE.splitlines()[-1] + "\n")
    assert answer.ok
    assert [(warning.code, warning.row) for warning in answer.warnings] == [("duplicate", 6)]
    assert stored() == 4


def test_unknown_headings_are_refused(work: Begin) -> None:
    with pytest.raises(Incomplete, match=r"territories\.unknown_shape"):
        load(work, "a,b\n1,2\n")


def test_a_preview_stores_nothing(work: Begin) -> None:
    assert preview_kato(session(), table(TREE)).created == 4
    assert stored() == 0
    load(work, TREE)
    assert preview_kato(session(), table(TREE)).unchanged == 4


def test_only_the_administrator_imports(work: Begin) -> None:
    with pytest.raises(NotAllowed), work(Actor(person_id=1)) as unit:
        import_kato(unit, table(TREE), "test")
    assert stored() == 0


def test_an_alias_is_kept_once_with_its_source(work: Begin) -> None:
    load(work, TREE)
    for spelling in ("Сарыжарский", "САРЫЖАРСКИЙ"):
        with work() as unit:
            add_alias(unit, AddAlias("154651000", spelling, "act 138441"))
    okrug = queries.unit(session(), "154651000")
    assert [(each.name, each.source) for each in queries.aliases(session(), okrug.id)] == [
        ("Сарыжарский", "act 138441")
    ]
    with pytest.raises(Incomplete), work() as unit:
        add_alias(unit, AddAlias("154651000", " - ", "x"))


def test_the_files_of_aktobe(work: Begin, shared: Path) -> None:
    """579 rows with two codes repeated give 577 units; 13 rural districts get their official names."""
    for name, created, updated in (("aktobe_kato.csv", 577, 0), ("martuk_rural_districts.csv", 0, 13)):
        with work() as unit:
            answer = import_kato(unit, read_table((shared / "data" / name).read_bytes(), name), name)
        assert (answer.ok, answer.created, answer.updated) == (True, created, updated)
    martuk = queries.unit(session(), "154600000")
    okrugs = queries.units_under(session(), martuk.path, Level.OKRUG)
    assert len(okrugs) == 13
    assert all(each.name.official() for each in okrugs)
    assert okrugs[0].name.kk == "Аққұдық ауылдық округі"  # the Kazakh alphabet, not the order of code points
    assert stored() == 577
