"""The gate of a passport: a whole one passes, and each missing thing is named at its place."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from lsg_projects.domain.completeness import Rules, blocking, gaps, owed, remarks, state_of_steps
from lsg_projects.domain.project import STEPS, BudgetLine, GoalLink, Milestone, Passport, RevenueLine, Risk, RunningCost
from lsg_projects.domain.states import DocumentType, Kind, LegalKind, Source, Works
from lsg_projects.domain.text import Tri
from tests.support.route_world import LONG, PASSPORT, VILLAGE, tri

HELD = (DocumentType.ESTIMATE,)
THOUSAND = 100_000


def codes(
    passport: Passport, held: tuple[DocumentType, ...] = HELD, rules: Rules | None = None
) -> set[tuple[str, str]]:
    return {(gap.field, gap.code) for gap in gaps(passport, held, rules)}


def test_a_whole_passport_owes_nothing() -> None:
    assert codes(PASSPORT) == set()


def test_an_empty_passport_owes_something_in_every_step_that_asks() -> None:
    found = gaps(Passport())
    assert {gap.step for gap in found} == set(STEPS) - {"documents", "review"}
    assert all(gap.sending for gap in found)


@pytest.mark.parametrize(
    ("changes", "place"),
    [
        ({"title": Tri("Қысқа", "Короткое")}, ("title.kk", "too_short")),
        ({"title": Tri(kk="Көше жарығын орнату")}, ("title.ru", "translation_ru")),
        ({"title": tri("а" * 121)}, ("title.en", "too_long")),
        ({"settlements": ()}, ("settlements", "choose")),
        ({"plan_item": Tri()}, ("plan_item.kk", "plan_item")),
        ({"place": Tri()}, ("place.kk", "place")),
        ({"beneficiaries": ()}, ("beneficiaries", "beneficiaries")),
        ({"goals": (GoalLink("f", "g"),)}, ("goals.0.contribution.kk", "contribution")),
        ({"results": ()}, ("results", "results")),
        ({"start": None}, ("start", "empty")),
        ({"milestones": PASSPORT.milestones[:1]}, ("milestones", "milestones_count")),
        ({"cost_basis": "guess"}, ("cost_basis", "choose")),
        ({"vat_included": None}, ("vat_included", "choose")),
        ({"running": RunningCost()}, ("running.amount", "running")),
        ({"running": RunningCost(0)}, ("running.reason.kk", "running_reason")),
        ({"running": RunningCost(5)}, ("running.payer.kk", "running_payer")),
        ({"brings_revenue": None}, ("brings_revenue", "choose")),
        ({"brings_revenue": False}, ("no_revenue_reason.kk", "empty")),
        ({"revenue": ()}, ("revenue", "revenue")),
        ({"responsible": Tri()}, ("responsible.kk", "empty")),
        ({"interested": None}, ("interested", "choose")),
        ({"interested": True}, ("interested_note.kk", "interested_note")),
        ({"lines": (), "cost_note": Tri()}, ("lines", "lines")),
    ],
)
def test_each_missing_thing_is_named_at_its_place(changes: dict[str, object], place: tuple[str, str]) -> None:
    assert place in codes(PASSPORT.with_changes(**changes))


def test_weights_make_the_whole_and_dates_lie_inside() -> None:
    early = Milestone("m9", tri("Ерте нүкте"), date(2026, 1, 1), 100, (DocumentType.PHOTO,))
    found = codes(PASSPORT.with_changes(milestones=(early, *PASSPORT.milestones)))
    assert ("milestones", "weights_sum") in found
    assert ("milestones.0.due", "due_early") in found
    assert ("milestones.0.weight", "weight") in found


def test_a_transfer_owes_its_legal_basis_from_2026_on() -> None:
    line = BudgetLine("t", 2026, Source.DISTRICT_TRANSFER, THOUSAND, "07.3.124.008")
    assert ("lines.0.transfer_basis.kk", "transfer_basis") in codes(PASSPORT.with_changes(lines=(line,)))
    older = PASSPORT.with_changes(start=date(2025, 1, 9), lines=(replace(line, year=2025),))
    assert ("lines.0.transfer_basis.kk", "transfer_basis") not in codes(older)


def test_programmes_and_receipts_are_judged_by_the_year() -> None:
    none = Rules(programme_valid=lambda _code, _year: False, receipt_valid=lambda _code, _year: False)
    found = codes(PASSPORT, rules=none)
    assert ("lines.0.programme", "programme_invalid") in found
    assert ("revenue.0.code", "receipt_invalid") in found
    sponsored = replace(PASSPORT.lines[0], source=Source.SPONSOR, programme="")
    assert codes(PASSPORT.with_changes(lines=(sponsored,))) == set()


def test_a_line_lies_within_the_project() -> None:
    late = replace(PASSPORT.lines[0], year=2029)
    assert ("lines.0.year", "line_year") in codes(PASSPORT.with_changes(lines=(late,)))


def test_rent_asks_whose_property_it_is_and_brings_its_papers() -> None:
    rent = RevenueLine("r", "201510", 2026, THOUSAND, reasoning=tri(LONG))
    asked = PASSPORT.with_changes(revenue=(rent,), kind=Kind.PROPERTY_LEASE)
    assert ("property_owner", "choose") in codes(asked)
    okrug = asked.with_changes(property_owner="okrug")
    missing = {gap.field for gap in gaps(okrug, HELD) if gap.code == "paper"}
    assert missing == {DocumentType.LEASE_CALCULATION.value, DocumentType.OWNERSHIP_PROOF.value}
    foreign = asked.with_changes(property_owner="other")
    assert ("property_owner", "property_transfer") in codes(foreign)
    handed = replace(PASSPORT.milestones[0], evidence=(DocumentType.OWNERSHIP_PROOF,))
    over = foreign.with_changes(milestones=(handed, *PASSPORT.milestones[1:]))
    assert ("property_owner", "property_transfer") not in codes(over)


def test_land_pays_the_okrug_only_inside_a_settlement() -> None:
    sale = RevenueLine("s", "303101", 2026, THOUSAND, reasoning=tri(LONG))
    passport = PASSPORT.with_changes(revenue=(sale,))
    assert ("plot_inside", "choose") in codes(passport)
    assert ("plot_inside", "plot_outside") in codes(passport.with_changes(plot_inside=False))
    assert codes(passport.with_changes(plot_inside=True)) == set()


def test_scenarios_stand_in_order_and_a_receipt_once_a_year() -> None:
    line = replace(PASSPORT.revenue[0], low=PASSPORT.revenue[0].base + 1)
    assert ("revenue.0.base", "scenario_order") in codes(PASSPORT.with_changes(revenue=(line,)))
    twice = (PASSPORT.revenue[0], replace(PASSPORT.revenue[0], key="other"))
    assert ("revenue", "receipt_twice") in codes(PASSPORT.with_changes(revenue=twice))


def test_papers_follow_the_kind_in_law() -> None:
    investment = PASSPORT.with_changes(legal_kind=LegalKind.INVESTMENT, works=Works.CONSTRUCTION)
    asked = {paper.type for paper in owed(investment) if paper.sending}
    assert asked == {DocumentType.INVESTMENT_PROPOSAL, DocumentType.DESIGN, DocumentType.EXPERTISE}
    assert DocumentType.ECONOMIC_CONCLUSION in {paper.type for paper in owed(investment)}
    free = PASSPORT.with_changes(lines=(), cost_note=tri("Ештеңе төленбейді"))
    assert codes(free, held=()) == set()


def test_dear_projects_owe_a_risk() -> None:
    dear = replace(PASSPORT.lines[0], amount=20_000 * THOUSAND)
    assert ("risks", "risks") in codes(PASSPORT.with_changes(lines=(dear,)))
    risk = Risk("k", tri("Мердігер үлгермейді"), response=tri("Кесте қою"))
    assert codes(PASSPORT.with_changes(lines=(dear,), risks=(risk,))) == set()


def test_a_village_of_another_okrug_is_foreign() -> None:
    assert ("settlements", "foreign_settlement") in codes(PASSPORT, rules=Rules(settlements=frozenset({"154653100"})))
    assert codes(PASSPORT, rules=Rules(settlements=frozenset({VILLAGE}))) == set()


def test_the_rail_tells_done_gap_and_not_begun() -> None:
    half = Passport(title=tri("Көше жарығын орнату"))
    states = state_of_steps(half, (), gaps(half))
    assert states["what"][0] == "gap"
    assert states["why"][0] == "todo"
    whole = state_of_steps(PASSPORT, HELD, gaps(PASSPORT, HELD))
    assert {state for step, (state, _count) in whole.items() if step != "review"} == {"done"}
    assert whole["review"] == ("todo", 0)


def test_unusual_things_are_said_and_block_nothing() -> None:
    found = {remark.code for remark in remarks(PASSPORT)}
    assert {"plan_date", "goal_number", "unlikely_revenue"} <= found
    assert blocking(gaps(PASSPORT, HELD), sending=True) == ()
    flat = replace(PASSPORT.results[0], baseline=Decimal(40))
    assert "flat_target" in {remark.code for remark in remarks(PASSPORT.with_changes(results=(flat,)))}
