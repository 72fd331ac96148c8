"""Office pages of budgets: what each official sees, imports that store only what was confirmed, ceilings."""

from __future__ import annotations

import io

import pytest
from flask import Flask
from flask.testing import FlaskClient

from lsg_projects.budgets import queries
from lsg_projects.domain.states import BodyKind, Role
from lsg_projects.kit import db
from lsg_projects.kit.sheets import write_xlsx
from tests.budgets.test_import_plan import AKKUDYK, HEAD, LINES, SARYZHAR
from tests.support import officials
from tests.support.officials import token

FILE = (HEAD + SARYZHAR + AKKUDYK).encode()


@pytest.fixture
def financier(app: Flask) -> FlaskClient:
    """The finance officer of a filled district."""
    officials.district(app)
    return officials.official(app, Role.FINANCIER, BodyKind.FINANCE, "154600000")


def upload(client: FlaskClient, data: bytes, name: str = "plan.csv", **typed: str) -> tuple[int, str]:
    """Choose a file; give the status and the address of the preview, or the page that says what is wrong."""
    form = {"csrf_token": token(client.get("/office/budgets/import").text), "district": "154600000", **typed}
    answer = client.post("/office/budgets/import", data={**form, "file": (io.BytesIO(data), name)})
    return answer.status_code, answer.headers.get("Location", answer.text)


def confirm(client: FlaskClient, address: str, **typed: str) -> tuple[int, str]:
    """Answer a preview."""
    answer = client.post(address, data={"csrf_token": token(client.get(address).text), **typed})
    return answer.status_code, answer.text


def stored(app: Flask) -> int:
    with app.app_context():
        return len(queries.plans_under(db.session(), "150000000", 2020))


def load(client: FlaskClient, data: bytes = FILE) -> None:
    """Import a file to the end."""
    status, address = upload(client, data)
    assert status == 303
    assert confirm(client, address, do="store")[0] == 303


def test_a_file_is_shown_first_and_stored_when_confirmed(app: Flask, financier: FlaskClient) -> None:
    status, address = upload(financier, FILE)
    assert status == 303
    shown = financier.get(address).text
    assert "−104\u00a0511,0" in shown
    assert "−3\u00a0289,4" in shown
    assert stored(app) == 0
    assert confirm(financier, address, do="store")[0] == 303
    assert stored(app) == 2
    assert "новых версий 2" in financier.get("/office/budgets").text
    assert financier.get(address).status_code == 404  # it waits no longer


def test_the_same_file_again_offers_nothing_to_store(financier: FlaskClient) -> None:
    load(financier)
    _, address = upload(financier, FILE)
    shown = financier.get(address).text
    assert "Этот файл уже внесён" in shown
    assert 'value="store"' not in shown


def test_a_name_that_was_not_found_is_asked_for(app: Flask, financier: FlaskClient) -> None:
    _, address = upload(financier, FILE.replace("Аккудыкский".encode(), "Аккудукский".encode()))
    assert 'value="154655000"' in financier.get(address).text
    assert confirm(financier, address, do="store")[0] == 422
    answer = {"name-1": "Аккудукский", "match-1": "154655000"}
    status, text = confirm(financier, address, do="check", **answer)
    assert (status, 'value="store"' in text, stored(app)) == (200, True, 0)
    assert confirm(financier, address, do="store", **answer)[0] == 303
    assert stored(app) == 2


def test_a_wrong_row_blocks_the_whole_file(app: Flask, financier: FlaskClient) -> None:
    _, address = upload(financier, FILE.replace(b"836", b"8e3"))
    assert "8e3" in financier.get(address).text
    assert confirm(financier, address, do="store")[0] == 422
    assert stored(app) == 0


@pytest.mark.parametrize(
    ("data", "name"),
    [(b"", "x.csv"), (b"a,b\n1,2\n", "x.csv"), (b"\x00\x01", "x.xlsx"), (b"PK\x03\x04", "x.xlsx")],
)  # fmt: skip
def test_what_is_no_plan_is_refused_at_once(financier: FlaskClient, data: bytes, name: str) -> None:
    status, text = upload(financier, data, name)
    assert status == 422
    assert 'id="errors"' in text


def test_an_excel_file_with_the_act_typed_beside(app: Flask, financier: FlaskClient) -> None:
    rows = [line.split(",") for line in (HEAD + AKKUDYK.replace('"24 584,7"', "24584.7")).splitlines()]
    typed = {"decision_no": "347", "decision_date": "08.01.2020", "kind": "adopted"}
    status, address = upload(financier, write_xlsx([("План", rows)]), "план.xlsx", **typed)
    assert status == 303
    assert confirm(financier, address, do="store")[0] == 303
    shown = financier.get("/office/budgets/154655000/2020").text
    assert "Решение № 347 от 08.01.2020" in shown.replace("\u00a0", " ")


def test_a_preview_belongs_to_who_made_it(app: Flask, financier: FlaskClient) -> None:
    _, address = upload(financier, FILE)
    economist = officials.official(app, Role.ECONOMIST, BodyKind.ECONOMY, "154600000")
    assert economist.get(address).status_code == 404
    assert financier.get(address[:-3] + "abc").status_code == 404


def test_the_plan_of_a_settlement_with_versions_and_contradictions(financier: FlaskClient) -> None:
    load(financier)
    load(financier, FILE.replace(b"4311", b"4312").replace(b"04.09.2020", b"05.10.2020"))
    load(financier, LINES.encode())
    shown = financier.get("/office/budgets/154651000/2020").text
    assert "05.10.2020" in shown
    assert "+1,0" in shown
    assert "Дефицит в решении не равен" in shown
    older = financier.get("/office/budgets/154651000/2020?version=1").text
    assert "04.09.2020" in older
    lines = financier.get("/office/budgets/154655000/2020").text
    assert "07.3.124.008" in lines
    assert "1.01.2" in lines
    assert "Освещение улиц в населенных пунктах" in lines  # the classification's name, not the act's short one
    in_kazakh = financier.get("/office/budgets/154655000/2020?lang=kk").text
    assert "Елді мекендердегі көшелерді жарықтандыру" in in_kazakh
    overview = financier.get("/office/budgets?year=2020").text
    assert "137\u00a0901,1" in overview


def test_an_akim_sees_the_own_settlement_only(app: Flask, financier: FlaskClient) -> None:
    load(financier)
    akim = officials.official(app, Role.AKIM, BodyKind.AKIM_OFFICE, "154651000")
    overview = akim.get("/office/budgets").text
    assert "Сарыжар" in overview
    assert "Аккудык" not in overview
    assert akim.get("/office/budgets/154651000/2020").status_code == 200
    assert akim.get("/office/budgets/154655000/2020").status_code == 404
    assert akim.get("/office/budgets/import").status_code == 403
    assert akim.get("/office/ceilings").status_code == 403
    assert akim.get("/office/budgets/154651000/2020/new").status_code == 403


def test_empty_years_and_strange_addresses(financier: FlaskClient) -> None:
    assert financier.get("/office/budgets").status_code == 200
    assert financier.get("/office/budgets/154651000/2031").status_code == 200
    assert financier.get("/office/budgets/154651000").headers["Location"].rpartition("/")[2].isdigit()
    for year in ("1999", "99999999999999999999999"):
        assert financier.get(f"/office/budgets/154651000/{year}").status_code == 404
    for kato in ("154600000", "999999999", "154855000", "x"):
        assert financier.get(f"/office/budgets/{kato}/2020").status_code == 404
    assert financier.get("/office/budgets?year=99999999999").status_code == 200


def test_a_plan_is_typed_by_hand(financier: FlaskClient) -> None:
    address = "/office/budgets/154651000/2024/new"
    form = {
        "csrf_token": token(financier.get(address).text), "kind": "adopted", "decision_no": "12",
        "income": "100 000,5", "tax": "10 000,5", "transfers": "90 000", "deficit": "- 5,5",
    }  # fmt: skip
    wrong = financier.post(address, data={**form, "tax": "10 000,5555555", "decision_no": ""})
    assert wrong.status_code == 422
    assert 'value="10 000,5555555"' in wrong.text
    assert financier.post(address, data=form).status_code == 303
    assert "100\u00a0000,5" in financier.get("/office/budgets/154651000/2024").text
    assert financier.post(address, data=form).status_code == 303
    assert "Такой же план" in financier.get("/office/budgets/154651000/2024").text


def test_a_ceiling_is_set_and_replaced(app: Flask, financier: FlaskClient) -> None:
    shown = financier.get("/office/ceilings?year=2026").text
    form = {"csrf_token": token(shown), "kato": "154600000", "source": "own", "amount": "1 500"}
    for amount in ("1 500", "1 700"):
        assert financier.post("/office/ceilings/2026", data={**form, "amount": amount}).status_code == 303
    narrow = {
        **form,
        "kato": "154651000",
        "programme": "07.3.124.008",
        "decision_no": "5",
        "decision_date": "01.01.2026",
    }
    assert financier.post("/office/ceilings/2026", data=narrow).status_code == 303
    listed = financier.get("/office/ceilings?year=2026").text
    assert "1\u00a0700,0" in listed
    assert "1\u00a0500,0</td>" in listed  # the programme's own one
    with app.app_context():
        found = queries.ceilings(db.session(), "150000000", 2026)
        assert [(each.unit.kato, each.amount) for each in found] == [
            ("154600000", 170_000_000),
            ("154651000", 150_000_000),
        ]
        bound = queries.ceilings_over(db.session(), "150000000/154600000/154655000", 2026)
        assert [each.unit.kato for each in bound] == ["154600000"]


@pytest.mark.parametrize(
    "changes",
    [
        {"amount": ""}, {"amount": "-5"}, {"amount": "x"}, {"source": "sponsor"}, {"source": ""}, {"kato": "154855000"},
        {"programme": "13.9.124.040"}, {"decision_date": "01.01.2099"},
    ],
)  # fmt: skip
def test_a_wrong_ceiling_is_refused(financier: FlaskClient, changes: dict[str, str]) -> None:
    form = {
        "csrf_token": token(financier.get("/office/ceilings").text),
        "kato": "154600000",
        "source": "own",
        "amount": "5",
    }
    answer = financier.post("/office/ceilings/2026", data={**form, **changes})
    assert answer.status_code == 422
    assert 'id="errors"' in answer.text
    assert financier.post("/office/ceilings/1700", data=form).status_code == 422
