"""The directory of bodies: BIN and dates are checked, a BIN belongs to one body."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import replace
from datetime import date

import pytest

from lsg_projects.domain.actor import Actor
from lsg_projects.domain.errors import Incomplete, Missing, NotAllowed
from lsg_projects.domain.states import BodyKind
from lsg_projects.domain.text import Tri
from lsg_projects.kit.db import session
from lsg_projects.kit.sheets import read_table
from lsg_projects.kit.work import Work
from lsg_projects.territories import queries
from lsg_projects.territories.usecases import SaveBody, import_kato, save_body

Begin = Callable[..., AbstractContextManager[Work]]

BIN = "050140000120"
OFFICE = SaveBody(
    BodyKind.AKIM_OFFICE, "154651000", Tri("Сарыжар ауылдық округі әкімінің аппараты", "Аппарат акима Сарыжарского с.о."),
    bin=BIN, phone="+7 713 31 00 000", email="office@example.kz", valid_from=date(2020, 1, 1),
)  # fmt: skip
TREE = """code,parent,level,type,name_ru,name_kk
150000000,,region,область,Актюбинская область,Ақтөбе облысы
154600000,150000000,district,район,Мартукский район,Мәртөк ауданы
154651000,154600000,okrug,сельский округ,Сарыжарский,Сарыжар
"""


@pytest.fixture
def begin(work: Begin) -> Begin:
    """A district with one rural district."""
    with work() as unit:
        import_kato(unit, read_table(TREE.encode(), "k.csv"), "test")
    return work


def save(begin: Begin, command: SaveBody) -> int:
    with begin() as unit:
        return save_body(unit, command)


def test_a_body_is_registered_and_found(begin: Begin) -> None:
    number = save(begin, OFFICE)
    body = queries.body(session(), number)
    assert (body.kind, body.bin, body.unit.kato) == (BodyKind.AKIM_OFFICE, BIN, "154651000")
    assert [each.id for each in queries.bodies_of(session(), "150000000/154600000")] == [number]
    assert [each.id for each in queries.bodies_of(session(), body.unit.id, BodyKind.AKIM_OFFICE)] == [number]
    assert queries.bodies_of(session(), body.unit.id, BodyKind.FINANCE) == ()
    assert not body.in_force(date(2019, 12, 31))
    assert body.in_force(date(2026, 1, 1))


def test_a_body_is_changed_in_place(begin: Begin) -> None:
    number = save(begin, OFFICE)
    assert save(begin, replace(OFFICE, body_id=number, phone="1", valid_until=date(2025, 12, 31))) == number
    body = queries.body(session(), number)
    assert (body.phone, body.in_force(date(2026, 1, 1))) == ("1", False)


@pytest.mark.parametrize(
    ("changes", "where"),
    [
        ({"bin": "050140000121"}, "bin"),
        ({"name": Tri(kk="тек қазақша")}, "name"),
        ({"valid_until": date(2019, 1, 1)}, "valid_until"),
    ],
)
def test_what_cannot_be_stored_names_its_field(begin: Begin, changes: dict[str, object], where: str) -> None:
    with pytest.raises(Incomplete) as refusal:
        save(begin, replace(OFFICE, **changes))
    assert [problem.where for problem in refusal.value.problems] == [where]
    assert queries.bodies_of(session(), "") == ()


def test_a_bin_belongs_to_one_body(begin: Begin) -> None:
    save(begin, OFFICE)
    with pytest.raises(Incomplete) as refusal:
        save(begin, replace(OFFICE, kind=BodyKind.ASSEMBLY))
    assert refusal.value.problems[0].code == "territories.bin_taken"
    save(begin, replace(OFFICE, kind=BodyKind.ASSEMBLY, bin=""))
    save(begin, replace(OFFICE, kind=BodyKind.COMMISSION, bin=" "))


def test_unknown_places_and_bodies_do_not_exist(begin: Begin) -> None:
    with pytest.raises(Missing):
        save(begin, replace(OFFICE, kato="999999999"))
    with pytest.raises(Missing):
        save(begin, replace(OFFICE, body_id=777))
    with pytest.raises(Missing):
        queries.body(session(), 777)


def test_only_the_administrator_keeps_the_directory(begin: Begin) -> None:
    with pytest.raises(NotAllowed), begin(Actor(person_id=5)) as unit:
        save_body(unit, OFFICE)
