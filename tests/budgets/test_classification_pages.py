"""The pages of the classification: what holds in a year, from where it is known, a file that extends it."""

from __future__ import annotations

import io
import re

import pytest
from flask import Flask
from flask.testing import FlaskClient

from lsg_projects.classifiers import built_in, queries
from lsg_projects.domain.states import BodyKind, Role
from tests.support import officials
from tests.support.officials import token

ADDRESS = "/office/admin/classification"
INDEX = b"key,since,tenge,source,certainty\nmrp,2027-01-01,4637,Law on the budget of 2027,confirmed\n"


@pytest.fixture
def financier(app: Flask) -> FlaskClient:
    """The finance officer of a filled district."""
    officials.district(app)
    return officials.official(app, Role.FINANCIER, BodyKind.FINANCE, "154600000")


@pytest.fixture
def admin(app: Flask) -> FlaskClient:
    """The administrator of the installation."""
    officials.district(app)
    return officials.official(app, Role.ADMIN, BodyKind.OPERATOR, "154600000")


def test_every_part_is_readable(financier: FlaskClient) -> None:
    for lang in ("kk", "ru", "en"):
        for part in ("receipts", "programmes", "values", "rates", "nonsense"):
            answer = financier.get(f"{ADDRESS}?part={part}&lang={lang}")
            assert answer.status_code == 200
            assert "classifiers." not in answer.text, (lang, part)
    for query in ("year=99999999999", "year=-1", "year=NaN", "q=%00%27", "part=%2e%2e", "q=" + "ы" * 500):
        assert financier.get(f"{ADDRESS}?{query}").status_code == 200


def test_the_single_land_tax_is_unusual_from_2026_on(financier: FlaskClient) -> None:
    """In 2024 it belongs to the 4th level; in 2026 only old debts may come, by article 27."""
    for year, said in ((2024, "поступает в бюджет округа"), (2026, "нет в ст. 27 Кодекса")):
        text = financier.get(f"{ADDRESS}?year={year}&q=1.04.5.01&lang=ru").text
        assert said in text, year
    for year, code in ((2025, "4"), (2026, "5")):
        text = financier.get(f"{ADDRESS}?year={year}&q=Поступления трансфертов&lang=ru").text
        assert re.search(rf'<th scope="row">{code}</th>\s*<td data-l="[^"]*"><div>Поступления трансфертов', text), year


def send(client: FlaskClient, data: bytes, name: str = "index.csv") -> tuple[int, str]:
    """Choose a file; give the status and the address of its preview."""
    form = {"csrf_token": token(client.get(f"{ADDRESS}/import").text), "file": (io.BytesIO(data), name)}
    answer = client.post(f"{ADDRESS}/import", data=form)
    return answer.status_code, answer.headers.get("Location", "")


def test_a_file_is_shown_first_and_stored_when_confirmed(app: Flask, admin: FlaskClient) -> None:
    status, preview = send(admin, INDEX)
    assert status == 303
    with app.app_context():
        assert queries.values() == built_in.built_in_values()
    form = {"csrf_token": token(admin.get(preview).text)}
    assert admin.post(preview, data=form).status_code == 303
    page = admin.get(f"{ADDRESS}?part=values&lang=ru").text
    assert "внесено файлом" in page
    assert "Law on the budget of 2027" in page
    with app.app_context():
        assert len(queries.index_values()) == len(built_in.built_in_values().indices) + 1
    assert admin.get(preview).status_code == 404


BAD = (
    b"a,b\n1,2\n",
    b"",
    b"PK\x03\x04broken",
    INDEX.replace(b"4637", b"=4000+637"),
    INDEX.replace(b"4637", b"NaN"),
    INDEX.replace(b"2027-01-01", b"1827-01-01"),
)


def test_bad_files_store_nothing(app: Flask, admin: FlaskClient) -> None:
    for data in BAD:
        status, preview = send(admin, data)
        if status == 303:
            form = {"csrf_token": token(admin.get(preview).text)}
            assert admin.post(preview, data=form).status_code == 422, data
        else:
            assert status == 422, data
    with app.app_context():
        assert queries.values() == built_in.built_in_values()


def test_only_the_administrator_extends(financier: FlaskClient) -> None:
    assert financier.get(f"{ADDRESS}/import").status_code == 403
    assert f"{ADDRESS}/import" not in financier.get(ADDRESS).text
