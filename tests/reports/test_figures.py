"""The arithmetic of a report: real shares, the six figures, the four blocks, the words for every reason."""

from __future__ import annotations

import csv
import re
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from lsg_projects.domain import delivery
from lsg_projects.domain.budget import Figures
from lsg_projects.domain.figures import attention, budgets, portfolio, receipts
from lsg_projects.domain.figures.okrugs import Plan
from lsg_projects.domain.money import from_thousand
from lsg_projects.domain.periods import parse
from lsg_projects.domain.states import Delivery
from lsg_projects.kit.words import Words
from lsg_projects.reports.sheets import bars
from tests.support.district_sample import END, facts, okrugs

PERIOD = parse("2025-Q4")
COLUMNS = {"income_total": "income", "tax": "tax", "non_tax": "non_tax", "capital_sale": "capital_sale",
           "transfers_total": "transfers", "expenditure_total": "expenditure", "deficit": "deficit"}  # fmt: skip


def rounded(value):
    return None if value is None else value.quantize(Decimal("0.1"))


def test_the_shares_of_the_thirteen_okrugs_are_those_of_the_acts():
    total = budgets.total(facts(0), END)
    assert (rounded(total.base.own_share), rounded(total.now.own_share)) == (Decimal("5.5"), Decimal("14.4"))
    assert total.now.own_revenue == from_thousand(292948)
    first, *_, last = budgets.rows(facts(0), END)
    assert (first.okrug.place.name.ru, last.okrug.place.name.ru) == (
        "Родниковский сельский округ", "Байнассайский сельский округ",
    )  # fmt: skip


def test_the_sample_is_the_official_table(shared):
    with (shared / "data" / "martuk_4th_level_plan.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == 26
    known = {(okrug.place.name.ru, plan.year): plan for okrug in okrugs() for plan in (okrug.base, okrug.now)}
    for row in rows:
        plan = next(
            plan for (name, year), plan in known.items() if row["okrug_ru"] in name and year == int(row["year"])
        )
        for column, field in COLUMNS.items():
            assert getattr(plan.figures, field) == from_thousand(Decimal(row[column])), (row["okrug_ru"], column)


def test_what_is_not_there_is_unknown_and_never_nought():
    empty = budgets.total(replace(facts(0), okrugs=()), END)
    assert (empty.now.own_share, empty.base.own_share, empty.change, empty.share_with_projects) == (None,) * 4
    nothing = Plan(2025, Figures(income=0))
    assert nothing.own_share is None


def test_the_way_from_the_base_year_adds_up():
    total = budgets.total(facts(0), END)
    steps = budgets.bridge(total)
    assert sum(step.before for step in steps) == total.base.own_revenue
    assert sum(step.after for step in steps) == total.now.own_revenue
    columns = bars.waterfall(steps, ["a"] * 5, ["b"] * 5).columns
    assert (columns[0].bottom, columns[-1].bottom) == (0, 0)
    assert all(0 <= column.bottom + column.height <= bars.FULL for column in columns)


def test_the_six_figures_count_money_to_the_tiyn():
    found = facts(40)
    now, before = portfolio.summary(found, PERIOD), portfolio.before(found, PERIOD)
    assert now.paid == sum(payment.amount for project in found.projects for payment in project.payments)
    assert now.approved == sum(line.amount for project in found.projects for line in project.funding)
    assert now.in_delivery + sum(project.finished_by(PERIOD.end) for project in found.projects) == 40
    assert before.received == 0
    assert now.behind == sum(project.delivery in (Delivery.LATE, Delivery.STALLED) for project in found.projects)


def test_every_open_or_met_milestone_stands_in_its_block():
    found = facts(40)
    blocks = portfolio.blocks(found, PERIOD)
    for item in blocks.done:
        assert PERIOD.holds(item.milestone.met)
    for item in blocks.overdue:
        assert item.milestone.overdue(date(2026, 1, 1))
    for item in blocks.coming:
        assert PERIOD.next.holds(item.milestone.due)
    overdue = {(item.project.code, item.milestone.key) for item in blocks.overdue}
    coming = {(item.project.code, item.milestone.key) for item in blocks.coming}
    assert not overdue & coming
    assert blocks.overdue == tuple(sorted(blocks.overdue, key=lambda item: -item.size))


def test_a_project_approved_after_the_period_is_not_in_it():
    found = facts(3)
    late = replace(found.projects[0], approved=date(2026, 1, 5))
    changed = replace(found, projects=(late, *found.projects[1:]))
    assert portfolio.summary(changed, PERIOD).approved < portfolio.summary(found, PERIOD).approved
    assert late.code not in {item.project.code for item in portfolio.blocks(changed, PERIOD).done}


def test_the_curves_never_fall_and_fact_ends_with_the_period():
    points = portfolio.curve(facts(40), PERIOD)
    for name in ("planned", "done", "paid"):
        values = [getattr(point, name) for point in points if getattr(point, name) is not None]
        assert values == sorted(values)
    assert [point.done is None for point in points] == [point.month > PERIOD.end for point in points]
    assert points[-1].planned == sum(project.amount for project in facts(40).projects)


def test_expected_and_received_meet_code_by_code():
    rows = receipts.by_code(facts(40), END)
    assert sum(row.received for row in rows) == portfolio.summary(facts(40), PERIOD).received
    assert {row.code for row in rows if row.one_off} == {"303101"}
    assert all(row.met is None or row.met >= 0 for row in rows)


def test_what_needs_attention_is_ordered_by_weight_and_dated():
    found = attention.needed(facts(40), END)
    states = {project.code: project.delivery for project in facts(40).projects}
    order = [states[row.code] for row in found]
    assert order == sorted(order, key=(Delivery.STALLED, Delivery.LATE, Delivery.AT_RISK).index)
    assert all(row.by is None or row.by > END for row in found)


@pytest.mark.parametrize("value", [-5, 0, 1, 99, 100, 101, 10**12])
def test_a_bar_neither_vanishes_nor_overflows(value):
    assert bars.part(value, 100) == max(0, min(bars.FULL, value * 2))
    assert bars.part(1, 10**9) == 1
    assert bars.part(5, 0) == 0


def test_every_reason_of_delivery_has_its_sentence():
    source = Path(delivery.__file__).parent / "standing.py"
    codes = set(re.findall(r'Reason\("(\w+)"', source.read_text("utf-8")))
    assert len(codes) > 5
    for language in ("kk", "ru", "en"):
        for code in codes:
            assert Words(language)(f"paper.why.{code}", n=2, day="01.01.2026", milestone="x")
