"""A passport survives storing whole, and any change of any field changes its digest."""

from __future__ import annotations

import json
from dataclasses import fields, replace
from datetime import date
from decimal import Decimal

import pytest

from lsg_projects.domain.codec import build, canonical, digest, plain
from lsg_projects.domain.project import BudgetLine, Milestone, Passport, Result, RevenueLine, Target
from lsg_projects.domain.states import DocumentType, Kind, LegalKind, Sector, Source, Works
from lsg_projects.domain.text import Tri

FULL = Passport(
    title=Tri("Жарық", "Освещение"), kind=Kind.STREET_LIGHTING, sector=Sector.ENERGY, legal_kind=LegalKind.CURRENT,
    works=Works.REPLACEMENT, settlements=("154651100",), latitude=Decimal("50.10"), start=date(2025, 3, 1),
    milestones=(Milestone("m1", Tri("Шарт", "Договор"), date(2025, 4, 1), 100, (DocumentType.CONTRACT,)),),
    lines=(BudgetLine("l1", 2025, Source.OWN, 500_000, "07.3.124.008"),),
    results=(Result("r1", baseline=Decimal(0), targets=(Target(2026, Decimal("1.50")),)),),
    revenue=(RevenueLine("v1", "201510", 2026, 900, without=100), RevenueLine("v2", "303101", 2026, 50)),
    brings_revenue=True, interested=False, vat_included=True,
)  # fmt: skip


def test_a_passport_survives_storing() -> None:
    assert build(Passport, json.loads(canonical(FULL))) == FULL
    assert build(Passport, plain(Passport())) == Passport()


def test_equal_values_have_one_spelling() -> None:
    other = replace(FULL, latitude=Decimal("50.1000"))
    assert canonical(other) == canonical(FULL)


@pytest.mark.parametrize("name", [field.name for field in fields(Passport)])
def test_any_changed_field_changes_the_digest(name: str) -> None:
    present = getattr(FULL, name)
    changed = {
        "title": Tri("x"), "kind": Kind.WATER, "sector": Sector.WATER, "legal_kind": LegalKind.CAPITAL,
        "works": Works.NONE, "start": date(2020, 1, 1), "vat_included": False, "brings_revenue": False,
        "interested": True, "latitude": Decimal(1), "longitude": Decimal(1), "plan_approved": date(2020, 1, 1),
        "plot_inside": True, "running": replace(FULL.running, amount=5),
    }.get(name)  # fmt: skip
    if changed is None:
        changed = Tri("x") if isinstance(present, Tri) else "x" if isinstance(present, str) else ()
        changed = ("x",) if changed == present else changed
    assert changed != present
    assert digest(replace(FULL, **{name: changed})) != digest(FULL)


def test_the_figures_of_a_passport_count_only_the_difference() -> None:
    assert FULL.yearly_gain == 800
    assert FULL.one_off_gain == 50
    assert FULL.amount == FULL.own_amount == 500_000
    assert FULL.end == date(2025, 4, 1)
