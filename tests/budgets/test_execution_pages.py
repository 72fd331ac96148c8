"""Pages of execution: shown before stored, corrected, undone; comparison, targets and the civil budget."""

from __future__ import annotations

import io

import pytest
from flask import Flask
from flask.testing import FlaskClient

from lsg_projects.domain.states import BodyKind, Role
from tests.budgets.test_execution import KK
from tests.budgets.test_import_plan import HEAD, LINES, SARYZHAR
from tests.budgets.test_pages import load
from tests.support import officials
from tests.support.officials import token

IMPORT = "/office/budgets/import/execution"
PAGE = "/office/budgets/154651000/2025/execution"


@pytest.fixture
def financier(app: Flask) -> FlaskClient:
    """The finance officer of a filled district."""
    officials.district(app)
    return officials.official(app, Role.FINANCIER, BodyKind.FINANCE, "154600000")


def upload(client: FlaskClient, text: str, month: str = "2025-10") -> tuple[int, str]:
    """Choose a file; give the status and the address of the preview, or the page that says what is wrong."""
    form = {"csrf_token": token(client.get(IMPORT).text), "territory": "154651000", "month": month}
    answer = client.post(IMPORT, data={**form, "file": (io.BytesIO(text.encode()), "e.csv")})
    return answer.status_code, answer.headers.get("Location", answer.text)


def bring(client: FlaskClient, text: str, month: str = "2025-10") -> str:
    """Import a month to the end and give the page that one arrives at."""
    status, address = upload(client, text, month)
    assert status == 303, address
    answer = client.post(address, data={"csrf_token": token(client.get(address).text)})
    assert answer.status_code == 303
    return client.get(answer.headers["Location"]).text


def test_a_month_is_shown_first_and_stored_when_confirmed(financier: FlaskClient) -> None:
    status, address = upload(financier, KK)
    assert status == 303
    assert "e.csv" in financier.get(address).text
    assert "7\u00a0500,5" not in financier.get(PAGE).text
    assert "7\u00a0500,5" in bring(financier, KK)


def test_a_correction_shows_both_values(financier: FlaskClient) -> None:
    bring(financier, KK)
    shown = bring(financier, KK.replace("6500", "6600.5"))
    assert "6\u00a0500,0" in shown
    assert "6\u00a0600,5" in shown


def test_an_import_is_undone(financier: FlaskClient) -> None:
    shown = bring(financier, KK)
    form = {"csrf_token": token(shown), "month": "10", "number": "1"}
    assert financier.post(f"{PAGE}/undo", data=form).status_code == 303
    assert "7\u00a0500,5" not in financier.get(PAGE).text
    assert financier.post(f"{PAGE}/undo", data=form).status_code == 404


@pytest.mark.parametrize("month", ["2025-13", "октябрь", "", "2099-01"])
def test_a_wrong_month_is_said_at_its_field(financier: FlaskClient, month: str) -> None:
    status, shown = upload(financier, KK, month)
    assert status == 422
    assert 'aria-invalid="true"' in shown


def test_wrong_rows_are_listed_and_nothing_is_stored(financier: FlaskClient) -> None:
    status, address = upload(financier, KK.replace("6500", "NaN"))
    assert status == 303
    shown = financier.get(address).text
    assert "NaN" in shown
    assert financier.post(address, data={"csrf_token": token(shown)}).status_code == 422


def test_others_neither_import_nor_undo(app: Flask, financier: FlaskClient) -> None:
    bring(financier, KK)
    akim = officials.official(app, Role.AKIM, BodyKind.AKIM_OFFICE, "154651000")
    shown = akim.get(PAGE)
    assert shown.status_code == 200
    assert f"{PAGE}/undo" not in shown.text
    assert akim.get(IMPORT).status_code == 403
    form = {"csrf_token": token(akim.get("/office/budgets/154651000/2025/target").text), "month": "10", "number": "1"}
    assert akim.post(f"{PAGE}/undo", data=form).status_code == 403
    stranger = officials.official(app, Role.AKIM, BodyKind.AKIM_OFFICE, "154855000")
    assert stranger.get(PAGE).status_code == 404


def test_a_preview_is_its_owners_alone(app: Flask, financier: FlaskClient) -> None:
    _status, address = upload(financier, KK)
    other = officials.official(app, Role.ECONOMIST, BodyKind.ECONOMY, "154600000")
    assert other.get(address).status_code == 404


def test_plans_are_compared_and_neighbours_named(financier: FlaskClient) -> None:
    later = SARYZHAR.replace("2020,", "2021,", 1).replace(",4311,", ",5311,")
    load(financier, (HEAD + SARYZHAR + later).encode())
    shown = financier.get("/office/budgets/154651000/2021/compare").text
    assert "+1\u00a0000,0" in shown
    assert "Аккудыкский" in shown


def test_one_plan_alone_is_not_compared(financier: FlaskClient) -> None:
    load(financier, (HEAD + SARYZHAR).encode())
    answer = financier.get("/office/budgets/154651000/2020/compare?a=999&b=x&order=code")
    assert answer.status_code == 200
    assert 'name="a"' not in answer.text


def test_the_akim_sets_a_target(app: Flask, financier: FlaskClient) -> None:
    address = "/office/budgets/154651000/2020/target"
    load(financier, (HEAD + SARYZHAR).encode())
    assert financier.get(address).status_code == 200
    akim = officials.official(app, Role.AKIM, BodyKind.AKIM_OFFICE, "154651000")
    form = {"csrf_token": token(akim.get(address).text), "share": "20", "year": "2030", "basis": "План развития"}
    assert akim.post(address, data={**form, "share": "0"}).status_code == 422
    assert akim.post(address, data={**form, "year": "1990"}).status_code == 422
    assert akim.post(address, data=form).status_code == 303
    shown = akim.get(address).text
    assert "20,0\u00a0%" in shown or "20\u00a0%" in shown
    assert "27\u00a0251,4" in shown  # 109 005.4 of transfers are four fifths of the whole; rounded up as plans print
    assert financier.post(address, data={**form, "csrf_token": token(financier.get(address).text)}).status_code == 403


def test_the_civil_budget_is_open_in_three_languages(app: Flask, financier: FlaskClient) -> None:
    load(financier, LINES.encode())
    bring(financier, KK)
    for lang in ("kk", "ru", "en"):
        answer = app.test_client().get(f"/{lang}/territories/154651000/budget/2025")
        assert answer.status_code == 200
        assert "Set-Cookie" not in answer.headers
        assert ("39,500.5" if lang == "en" else "39\u00a0500,5") in answer.text
    for wrong in ("154600000/budget/2025", "154651000/budget/1999", "000000000/budget/2025"):
        assert app.test_client().get(f"/ru/territories/{wrong}").status_code == 404


def test_the_civil_budget_says_contradictions_with_both_sums(app: Flask, financier: FlaskClient) -> None:
    load(financier, (HEAD + SARYZHAR).encode())
    shown = app.test_client().get("/ru/territories/154651000/budget/2020").text
    assert "−104\u00a0511,0" in shown
    assert "−3\u00a0289,4" in shown


def test_attribution_asks_for_receipts_first(financier: FlaskClient) -> None:
    address = "/office/budgets/154651000/2025/attribution"
    assert financier.get(address).status_code == 200
    shown = bring(financier, KK)
    form = {"csrf_token": token(shown), "source": "101202", "project": "", "share": "5", "reason": "x"}
    assert "101202" in financier.get(address).text
    assert financier.post(address, data=form).status_code == 422
