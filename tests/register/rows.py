"""Published projects put straight into the tables, many and quickly, each differing from the next."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from flask import Flask

from lsg_projects.domain.actor import SYSTEM
from lsg_projects.domain.states import (
    Approval,
    BodyKind,
    Delivery,
    Kind,
    LegalKind,
    Sector,
    Source,
    Stage,
    Works,
)
from lsg_projects.domain.text import Tri, fold
from lsg_projects.kit import db
from lsg_projects.kit.work import work
from lsg_projects.projects.models import Project, ProjectMark, ProjectSummary
from tests.support.route_world import DISTRICT, NOW, OBLAST, OKRUG, VILLAGE, World

DELIVERIES = tuple(Delivery)
SECTORS = tuple(Sector)


def publish_many(app: Flask, world: World, count: int) -> None:
    """Publish *count* projects of one okrug."""
    with app.app_context():
        with work(SYSTEM) as unit:
            for number in range(1, count + 1):
                _publish(unit, world, number)
        db.db.session.remove()


def shape(number: int) -> dict[str, Any]:
    """What makes one project differ from another."""
    gain = 100_000 * number if number % 3 == 0 else 0
    return {
        "code": f"154651-25-{number:03d}",
        "title": Tri(f"{number} көшенің жарығы", f"Освещение улицы {number}", f"Street {number}"),
        "kind": Kind.STREET_LIGHTING,
        "sector": SECTORS[number % 4],
        "legal_kind": LegalKind.CAPITAL,
        "stage": Stage.IMPLEMENTATION if number % 2 else Stage.PREPARATION,
        "approval": Approval.IN_REVIEW if number % 5 == 0 else Approval.APPROVED,
        "delivery": DELIVERIES[number % len(DELIVERIES)],
        "amount": 10_000_000 * (number % 7 + 1),
        "own_amount": 10_000_000,
        "transfer_amount": 10_000_000 * (number % 7),
        "yearly_gain": gain,
        "one_off_gain": 0,
        "first_year": 2025 + number % 2,
        "last_year": 2025 + number % 2,
        "start": date(2025, 3, 1),
        "paid": 1_000_000,
        "updated_at": NOW - timedelta(minutes=number // 3),
    }


def _publish(unit: Any, world: World, number: int) -> None:
    facts = shape(number)
    place = {"unit_id": world.units[OKRUG], "unit_path": f"{OBLAST}/{DISTRICT}/{OKRUG}"}
    body = world.bodies[BodyKind.AKIM_OFFICE]
    head = Project(
        **facts, **place, body_id=body, created_at=NOW, publication="published", published_version=1, published_at=NOW,
    )  # fmt: skip
    unit.add(head)
    title: Tri = facts["title"]
    unit.add(
        ProjectSummary(
            **facts, **place, project_id=head.id, version=1, body_id=body, oblast=OBLAST, district=DISTRICT,
            okrug=OKRUG, unit_name=Tri("Округ", "Округ"), summary=Tri("Жарық", "Свет"), works=Works.CONSTRUCTION,
            payback_tenths=23 if facts["yearly_gain"] else None, pays_back=False, expected_end=date(2026, 9, 1),
            published_at=NOW, search=fold(f"{facts['code']} {title.kk} {title.ru}"),
        )
    )  # fmt: skip
    sources = {Source.OWN} | ({Source.DISTRICT_TRANSFER} if facts["transfer_amount"] else set())
    marks = [("year", str(facts["first_year"])), ("settlement", VILLAGE), *(("source", each.value) for each in sources)]
    unit.session.add_all(ProjectMark(project_id=head.id, name=name, value=value) for name, value in marks)
    unit.flush()
