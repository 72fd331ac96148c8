"""A district with five rural districts, known by official names and by one alias."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest

from lsg_projects.kit.sheets import read_table
from lsg_projects.kit.work import Work
from lsg_projects.territories.usecases import AddAlias, add_alias, import_kato

Begin = Callable[..., AbstractContextManager[Work]]

TREE = """code,parent,level,type,name_ru,name_kk
150000000,,region,область,Актюбинская область,Ақтөбе облысы
154600000,150000000,district,район,Мартукский район,Мәртөк ауданы
154651000,154600000,okrug,сельский округ,Сарыжарский сельский округ,Сарыжар ауылдық округі
154655000,154600000,okrug,сельский округ,Аккудыкский сельский округ,Аққұдық ауылдық округі
154661000,154600000,okrug,сельский округ,сельский округ Танирберген,Тәңірберген ауылдық округі
154800000,150000000,district,район,Мугалжарский район,Мұғалжар ауданы
154855000,154800000,okrug,сельский округ,Аккудукский сельский округ,Аққұдық ауылдық округі
"""


@pytest.fixture
def begin(work: Begin) -> Begin:
    """A piece of work over the filled territories."""
    with work() as unit:
        import_kato(unit, read_table(TREE.encode(), "kato.csv"), "test")
        add_alias(unit, AddAlias("154661000", "Хлебодаровский", "old name"))
    return work
