"""Passports of the demonstration, put together from a project's own words and the wordings that many share."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from lsg_projects.domain.money import from_thousand
from lsg_projects.domain.project import (
    Beneficiary,
    BudgetLine,
    GoalLink,
    Milestone,
    Passport,
    Result,
    RevenueLine,
    Risk,
    RunningCost,
    Target,
)
from lsg_projects.domain.states import DocumentType, Kind, LegalKind, Sector, Source, Works
from lsg_projects.domain.text import Tri

Row = Mapping[str, Any]

_VILLAGE = {
    "разъезд": ("{}", "{}", "{}"),
    "аул": ("{} ауылы", "аул {}", "{} village"),
    "село": ("{} ауылы", "село {}", "{} village"),
}
REVENUE_KINDS = frozenset({Kind.TRADERS, Kind.ADVERTISING, Kind.INVENTORY, Kind.PROPERTY_LEASE, Kind.LAND_SALE})


def passport(row: Row, phrases: Row, places: Mapping[str, Row]) -> Passport:
    """Give the passport that a project's data describe; one that has no milestones yet stays a beginning."""
    begun = _identity(row, places).with_changes(**_purpose(row, phrases))
    if "milestones" not in row:
        return begun
    return begun.with_changes(**_plan(row, phrases), **_money(row, phrases), **_people(row, phrases))


def _identity(row: Row, places: Mapping[str, Row]) -> Passport:
    return Passport(
        title=Tri.of(row["title"]),
        summary=Tri.of(row["summary"]),
        kind=Kind(row["kind"]),
        sector=Sector(row["sector"]),
        legal_kind=LegalKind(row["legal"]),
        works=Works(row["works"]),
        settlements=tuple(row["villages"]),
        place=_joined(_village(places[code]) for code in row["villages"]),
        plan_item=Tri.of(row.get("plan_item")),
        plan_approved=row.get("plan_approved"),
    )


def _village(row: Any) -> Tri:
    _code, _level, kind, *names = row
    return Tri(*(pattern.format(name) for pattern, name in zip(_VILLAGE[kind], names, strict=True)))


def _joined(texts: Iterable[Tri]) -> Tri:
    found = tuple(texts)
    return Tri(*(", ".join(getattr(text, lang) for text in found) for lang in ("kk", "ru", "en")))


def _purpose(row: Row, phrases: Row) -> dict[str, object]:
    return {
        "problem": Tri.of(row["problem"]),
        "goal": Tri.of(row["goal"]),
        "beneficiaries": tuple(
            Beneficiary(Tri.of(phrases["group"][group]["title"]), people) for group, people in row.get("people", ())
        ),
        "goals": tuple(_link(phrases["contribution"][name]) for name in _contributions(row)),
        "results": tuple(_result(number, each) for number, each in enumerate(row.get("result", ()), 1)),
    }


def _contributions(row: Row) -> tuple[str, ...]:
    """Name what a whole project contributes to the reform: own revenue, or living conditions."""
    if "milestones" not in row:
        return ()
    return ("revenue",) if Kind(row["kind"]) in REVENUE_KINDS else ("living",)


def _link(row: Row) -> GoalLink:
    return GoalLink(row["frame"], row["goal"], Tri.of(row["text"]))


def _result(number: int, row: Row) -> Result:
    year, value = row["base"]
    return Result(
        key=f"result{number}",
        level=row.get("level", "output"),
        text=Tri.of(row["text"]),
        indicator=Tri.of(row["indicator"]),
        unit=Tri.of(row["unit"]),
        baseline=Decimal(value),
        baseline_year=year,
        targets=tuple(Target(each, Decimal(goal), *quarter) for each, goal, *quarter in row["targets"]),
        source=Tri.of(row["source"]),
        falls=row.get("falls", False),
        cumulative=row.get("cumulative", False),
        every=row.get("every", ""),
        breakdown=row.get("breakdown", ""),
        feeds=row.get("feeds", ""),
    )


def _plan(row: Row, phrases: Row) -> dict[str, object]:
    return {"start": row["start"], "milestones": tuple(_milestone(each, phrases) for each in row["milestones"])}


def _milestone(row: Any, phrases: Row) -> Milestone:
    key: str = row[0]
    due: date = row[1]
    words = phrases["milestone"][key]
    return Milestone(key, Tri.of(words["title"]), due, row[2], tuple(DocumentType(each) for each in words["evidence"]))


def _money(row: Row, phrases: Row) -> dict[str, object]:
    revenue = tuple(_revenue(each, row["why"]) for each in row.get("revenue", ()))
    return {
        "cost_basis": row["cost_basis"],
        "cost_note": Tri.of(row.get("cost_note")),
        "vat_included": True,
        "lines": tuple(_line(each, row.get("payer_code", "124")) for each in row["lines"]),
        "running": _running(row["running"], phrases),
        "brings_revenue": bool(revenue),
        "no_revenue_reason": Tri() if revenue else Tri.of(phrases["reason"]["goal"]["text"]),
        "property_owner": row.get("property_owner", ""),
        "plot_inside": row.get("plot_inside"),
        "revenue": revenue,
    }


def _line(row: Any, administrator: str) -> BudgetLine:
    key, year, source, programme, amount, *payer = row
    return BudgetLine(key, year, Source(source), from_thousand(amount), programme, *(payer or (administrator,)))


def _revenue(row: Any, reasons: Row) -> RevenueLine:
    key, code, year, base, low, high, without, why, *planned = row
    mean, least, most, anyway = (from_thousand(amount) for amount in (base, low, high, without))
    held = from_thousand(planned[0]) if planned else 0
    return RevenueLine(
        key, code, year, mean, low=least, high=most, without=anyway, reasoning=Tri.of(reasons[why]), planned=held
    )


def _running(row: Any, phrases: Row) -> RunningCost:
    amount, payer = row
    words = Tri.of(phrases["payer"][payer]["text"])
    return RunningCost(from_thousand(amount), words) if amount else RunningCost(0, reason=words)


def _people(row: Row, phrases: Row) -> dict[str, object]:
    owner = Tri.of(phrases["owner"]["specialist"]["title"])
    return {
        "risks": tuple(
            Risk(
                key,
                Tri.of(phrases["risk"][key]["text"]),
                response=Tri.of(phrases["risk"][key]["response"]),
                owner=owner,
            )
            for key in row.get("risks", ())
        ),
        "responsible": Tri.of(phrases["owner"]["akim"]["title"]),
        "interested": False,
    }
