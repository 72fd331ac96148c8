"""Officials for tests of pages: a district, a person in a post, and a browser in which they are signed in."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date

from flask import Flask
from flask.testing import FlaskClient

from lsg_projects.accounts.usecases import entry, people
from lsg_projects.domain.actor import SYSTEM
from lsg_projects.domain.states import BodyKind, Role
from lsg_projects.domain.text import Tri
from lsg_projects.kit.sheets import read_table
from lsg_projects.kit.work import Work, work
from lsg_projects.territories.usecases import SaveBody, import_kato, save_body

PASSWORD = "a long enough phrase"
TREE = """code,parent,level,type,name_ru,name_kk
150000000,,region,область,Актюбинская область,Ақтөбе облысы
154600000,150000000,district,район,Мартукский район,Мәртөк ауданы
154651000,154600000,okrug,сельский округ,Сарыжарский сельский округ,Сарыжар ауылдық округі
154655000,154600000,okrug,сельский округ,Аккудыкский сельский округ,Аққұдық ауылдық округі
154651100,154651000,settlement,aul,Саржансай,Саржансай
154800000,150000000,district,район,Мугалжарский район,Мұғалжар ауданы
154855000,154800000,okrug,сельский округ,Чужой сельский округ,Бөтен ауылдық округі
"""


@contextmanager
def acting(app: Flask) -> Iterator[Work]:
    """Do a piece of work for the installation itself."""
    with app.app_context(), work(SYSTEM) as unit:
        yield unit


def district(app: Flask) -> None:
    """Two districts of an oblast, with two rural districts and a village in the first."""
    with acting(app) as unit:
        import_kato(unit, read_table(TREE.encode(), "kato.csv"), "test")


def official(app: Flask, role: Role, kind: BodyKind, kato: str) -> FlaskClient:
    """A browser of a new person who is *role* in a new body of *kato*."""
    email = f"{role.value}-{kato}@demo.example"
    with acting(app) as unit:
        body = save_body(unit, SaveBody(kind, kato, Tri("Орган", "Орган")))
        number = people.register_person(unit, people.RegisterPerson("Демо", email, "ru"), "key")
        people.appoint(unit, people.Appoint(number, body, role, date(2020, 1, 1)))
        entry.set_password(unit, number, PASSWORD)
    client = app.test_client()
    data = {"csrf_token": token(client.get("/office/sign-in").text), "email": email, "password": PASSWORD}
    assert client.post("/office/sign-in", data=data).status_code == 303
    return client


def token(page: str) -> str:
    """The token of the first form of a page."""
    found = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', page)
    assert found
    return found[1]
