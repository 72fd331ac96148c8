"""A small district in the database, and a printer of two lines."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest

from lsg_projects import settings
from lsg_projects.budgets.models import PlanVersion
from lsg_projects.domain.actor import Actor, Post
from lsg_projects.domain.money import THOUSAND
from lsg_projects.domain.states import BodyKind, Level, Role
from lsg_projects.domain.text import Tri
from lsg_projects.kit import clock
from lsg_projects.reports.usecases import Job, Made, Order
from lsg_projects.territories.models import AdministrativeUnit, Body

TODAY = datetime(2026, 1, 26, 4, tzinfo=UTC)
ORDER = Order("district-progress", "154600000", "2025-Q4", "kk")


@pytest.fixture
def at_today():
    with clock.standing_at(TODAY):
        yield


@pytest.fixture
def own_instance(tmp_path, monkeypatch):
    """Files of this test stay in a folder of its own."""
    monkeypatch.setenv("LSG_INSTANCE", str(tmp_path / "instance"))
    settings.current.cache_clear()
    yield
    settings.current.cache_clear()


@pytest.fixture
def district(work, at_today, own_instance) -> Callable[[Role, int], Actor]:
    """Oblast, district and one okrug with a plan; gives a function that makes officials of the district."""
    with work() as unit:
        ids = []
        path = ""
        for kato, level, name in (
            ("150000000", Level.OBLAST, "Ақтөбе облысы"),
            ("154600000", Level.DISTRICT, "Мәртөк ауданы"),
            ("154651000", Level.OKRUG, "Сарыжар ауылдық округі"),
        ):
            path = f"{path}/{kato}".strip("/")
            row = AdministrativeUnit(
                kato=kato,
                level=level,
                kind="",
                name=Tri(name, name),
                path=path,
                source="test",
                parent_id=ids[-1] if ids else None,
            )
            unit.add(row)
            ids.append(row.id)
        body = Body(
            kind=BodyKind.AKIMAT,
            unit_id=ids[1],
            name=Tri("Мәртөк ауданының әкімдігі", "Акимат"),
            phone="1",
            email="",
            address=Tri(),
        )
        unit.add(body)
        plan(unit, ids[2], 2025, 1, 243107, 26860)
    return lambda role, person: Actor(
        person,
        posts=(Post(1, role, body.id, BodyKind.AKIMAT, Tri("Әкімдік", "Акимат"), ids[1], "150000000/154600000"),),
    )


def plan(unit, unit_id, year, number, income, tax):
    """Record a plan version in thousand tenge."""
    unit.add(
        PlanVersion(
            unit_id=unit_id,
            year=year,
            number=number,
            kind="revised",
            decision_no=f"№ {number}",
            decision_date=date(year, 7, 18),
            income=income * THOUSAND,
            tax=tax * THOUSAND,
            non_tax=0,
            capital_sale=0,
            transfers=(income - tax) * THOUSAND,
            expenditure=income * THOUSAND,
            deficit=0,
            recorded_at=unit.now,
        )
    )


class TwoLines:
    """A printer that writes two lines, remembers its jobs, and says its progress."""

    def __init__(self, fault: Exception | None = None) -> None:
        self.jobs: list[Job] = []
        self.fault = fault

    def __call__(self, job: Job, progress) -> Made:
        self.jobs.append(job)
        progress("pages", 1, 2)
        if self.fault:
            raise self.fault
        progress("pages", 2, 2)
        return Made(f"{job.stamp.number}\n{job.stamp.code}\n".encode(), 2, "Есеп", "Бір сөйлем")
