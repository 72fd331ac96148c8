"""Large files go to the worker: looked through, shown with how far it is, stored when somebody says so, or cancelled."""

from __future__ import annotations

import io

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select

from lsg_projects.budgets.models import ExecutionMonth, ImportJob, PlanVersion
from lsg_projects.budgets.usecases import Held, claim_job, perform_job
from lsg_projects.domain import importing
from lsg_projects.domain.states import BodyKind, Role
from lsg_projects.kit import sheets
from lsg_projects.kit.db import session
from tests.budgets.test_execution import KK
from tests.budgets.test_import_plan import AKKUDYK, HEAD, SARYZHAR
from tests.support import officials
from tests.support.officials import acting, token

PLAN, MONTH = "/office/budgets/import", "/office/budgets/import/execution"


@pytest.fixture
def financier(app: Flask, monkeypatch: pytest.MonkeyPatch) -> FlaskClient:
    """The finance officer of a filled district, for whom every file is a large one."""
    monkeypatch.setattr(importing, "LARGE_TEXT", 10)
    monkeypatch.setattr(importing, "LARGE_BOOK", 10)
    monkeypatch.setattr(sheets, "TOLD_ROWS", 1)
    officials.district(app)
    return officials.official(app, Role.FINANCIER, BodyKind.FINANCE, "154600000")


def send(client: FlaskClient, data: bytes, page: str = PLAN, **form: str) -> str:
    """Choose a file and give the address that one arrives at."""
    typed = {"csrf_token": token(client.get(page).text), "file": (io.BytesIO(data), "big.csv"), **form}
    answer = client.post(page, data=typed)
    assert answer.status_code == 303, answer.text
    return answer.headers["Location"]


def plans(client: FlaskClient, text: str) -> str:
    return send(client, text.encode(), district="154600000")


def press(client: FlaskClient, address: str, **form: str) -> int:
    """Press a button of the page."""
    return client.post(address, data={"csrf_token": token(client.get(address).text), **form}).status_code


def claimed(app: Flask) -> Held | None:
    with acting(app) as unit:
        return claim_job(unit)


def worked(app: Flask) -> None:
    """Let the worker do everything that waits."""
    while held := claimed(app):
        with app.app_context():
            perform_job(held)


def stored(app: Flask) -> int:
    with app.app_context():
        return session().scalar(select(func.count()).select_from(PlanVersion)) or 0


def test_a_plan_is_looked_through_and_stored_by_the_worker(app: Flask, financier: FlaskClient) -> None:
    address = plans(financier, HEAD + SARYZHAR + AKKUDYK)
    waiting = financier.get(f"{address}?lang=ru").text
    assert '<meta http-equiv="refresh" content="3">' in waiting
    assert "В очереди" in waiting
    worked(app)
    looked = financier.get(f"{address}?lang=ru").text
    assert "http-equiv" not in looked
    assert "104\u00a0511,0" in looked  # the contradiction of the file, with its sums
    assert stored(app) == 0
    assert press(financier, address, do="store") == 303
    assert press(financier, address, do="store") == 409
    assert stored(app) == 0
    worked(app)
    assert "Сохранено: новых 2" in financier.get(f"{address}?lang=ru").text
    assert stored(app) == 2
    with app.app_context():
        (author,) = set(session().scalars(select(PlanVersion.recorded_by)))
        assert author == session().scalar(select(ImportJob.ordered_by))


def test_names_are_answered_and_looked_at_again(app: Flask, financier: FlaskClient) -> None:
    address = plans(financier, HEAD + AKKUDYK.replace("Аккудыкский", "Аккудукский"))
    worked(app)
    shown = financier.get(address).text
    assert "154655000" in shown
    assert press(financier, address, do="look", **{"name-1": "Аккудукский", "match-1": "154655000"}) == 303
    worked(app)
    assert press(financier, address, do="store", **{"name-1": "Аккудукский", "match-1": "154655000"}) == 303
    worked(app)
    assert stored(app) == 1


def test_a_month_goes_the_same_way(app: Flask, financier: FlaskClient) -> None:
    address = send(financier, KK.encode(), MONTH, territory="154651000", month="2025-10")
    worked(app)
    assert "7\u00a0500,5" not in financier.get("/office/budgets/154651000/2025/execution").text
    assert press(financier, address) == 303
    worked(app)
    assert "7\u00a0500,5" in financier.get("/office/budgets/154651000/2025/execution").text


@pytest.mark.parametrize("phase", ["look", "store"])
def test_what_is_cancelled_stores_nothing_even_in_the_workers_hands(
    app: Flask, financier: FlaskClient, phase: str
) -> None:
    address = plans(financier, HEAD + SARYZHAR)
    if phase == "store":
        worked(app)
        assert press(financier, address, do="store") == 303
    held = claimed(app)
    assert held is not None
    assert claimed(app) is None
    page = financier.get(address).text
    cancel = f"/office/budgets/import/jobs/{held.id}/cancel"
    assert financier.post(cancel, data={"csrf_token": token(page)}).status_code == 303
    assert financier.post(cancel, data={"csrf_token": token(page)}).status_code == 409
    with app.app_context():
        perform_job(held)
    assert stored(app) == 0
    assert "Ничего не сохранено" in financier.get(f"{address}?lang=ru").text


def test_a_file_that_is_no_table_fails_with_its_reason(app: Flask, financier: FlaskClient) -> None:
    address = send(financier, (HEAD + SARYZHAR).encode("utf-16-le"), district="154600000")
    worked(app)
    shown = financier.get(f"{address}?lang=ru")
    assert shown.status_code == 200
    assert "не удалось прочитать" in shown.text
    assert "big.csv" in shown.text


def test_a_worker_that_dies_thrice_gives_up_and_strangers_see_nothing(app: Flask, financier: FlaskClient) -> None:
    address = plans(financier, HEAD + SARYZHAR)
    for _ in range(3):
        assert claimed(app) is not None
        with acting(app) as unit:
            unit.session.query(ImportJob).update({"lease_until": unit.now.replace(year=2020)})
    assert claimed(app) is None
    assert "трижды" in financier.get(f"{address}?lang=ru").text
    other = officials.official(app, Role.ECONOMIST, BodyKind.ECONOMY, "154600000")
    assert other.get(address).status_code == 404
    data = {"csrf_token": token(other.get(PLAN).text)}
    with app.app_context():
        number = session().scalar(select(ImportJob.id))
    assert other.post(f"/office/budgets/import/jobs/{number}/cancel", data=data).status_code == 404
    with app.app_context():
        assert session().scalar(select(func.count()).select_from(ExecutionMonth)) == 0
