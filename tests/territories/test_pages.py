"""The administrator's pages: bodies are registered and changed, territories browsed, other names recorded."""

from __future__ import annotations

import pytest
from flask import Flask
from flask.testing import FlaskClient

from lsg_projects.domain.states import BodyKind, Role
from tests.support import officials
from tests.support.officials import token


@pytest.fixture
def admin(app: Flask) -> FlaskClient:
    """The administrator of a filled installation."""
    officials.district(app)
    return officials.official(app, Role.ADMIN, BodyKind.OPERATOR, "150000000")


def typed(client: FlaskClient, address: str, **values: str) -> tuple[int, str]:
    """Send a form with the page's own token; give status and page."""
    data = {"csrf_token": token(client.get(address).text), **values}
    answer = client.post(address, data=data)
    return answer.status_code, answer.text


BODY = {
    "kind": "akim_office", "kato": "154651000", "name-kk": "Сарыжар ауылдық округі әкімінің аппараты",
    "name-ru": "Аппарат акима Сарыжарского сельского округа", "bin": "050140000120", "valid_from": "01.02.2020",
}  # fmt: skip


def test_a_body_is_registered_found_and_changed(admin: FlaskClient) -> None:
    assert typed(admin, "/office/admin/bodies/new", **BODY)[0] == 303
    listed = admin.get("/office/admin/bodies").text
    assert "Аппарат акима Сарыжарского" in listed
    assert "050140000120" in listed
    number = max(int(part.split('"')[0]) for part in listed.split("/office/admin/bodies/")[1:] if part[0].isdigit())
    address = f"/office/admin/bodies/{number}"
    assert 'value="01.02.2020"' in admin.get(address).text
    assert typed(admin, address, **{**BODY, "valid_until": "31.12.2020"})[0] == 303
    assert "Упразднённые органы" in admin.get("/office/admin/bodies").text


@pytest.mark.parametrize(
    ("changes", "kept"),
    [
        ({"bin": "050140000121"}, 'value="050140000121"'),
        ({"kato": "999999999"}, 'value="999999999"'),
        ({"name-ru": ""}, "Сарыжар ауылдық округі"),
        ({"kind": "planet"}, "Сарыжар ауылдық округі"),
        ({"valid_from": "31.02.2020"}, 'value="31.02.2020"'),
        ({"valid_until": "01.01.2019"}, 'value="01.01.2019"'),
    ],
)
def test_what_cannot_be_saved_stays_as_typed(admin: FlaskClient, changes: dict[str, str], kept: str) -> None:
    status, text = typed(admin, "/office/admin/bodies/new", **{**BODY, **changes})
    assert status == 422
    assert kept in text
    assert 'id="errors"' in text


def test_territories_are_browsed_from_the_top(admin: FlaskClient) -> None:
    assert "Ақтөбе облысы" in admin.get("/office/admin/territories").text
    district = admin.get("/office/admin/territories/154600000").text
    assert "Сарыжар ауылдық округі" in district
    assert admin.get("/office/admin/territories?kato=154651000").headers["Location"].endswith("/154651000")
    assert admin.get("/office/admin/territories/999999999").status_code == 404


def test_another_name_is_recorded(admin: FlaskClient) -> None:
    address = "/office/admin/territories/154651000"
    data = {"csrf_token": token(admin.get(address).text), "alias": "Саржансайский", "source": "№ 347"}
    assert admin.post(f"{address}/aliases", data=data).status_code == 303
    assert "Саржансайский" in admin.get(address).text
    assert admin.post(f"{address}/aliases", data={**data, "alias": " "}).status_code == 422


@pytest.mark.parametrize("address", ["/office/admin/bodies", "/office/admin/bodies/new", "/office/admin/territories"])
def test_nobody_else_enters(app: Flask, address: str) -> None:
    officials.district(app)
    akim = officials.official(app, Role.AKIM, BodyKind.AKIM_OFFICE, "154651000")
    assert akim.get(address).status_code == 403
    assert app.test_client().get(address).status_code == 302
