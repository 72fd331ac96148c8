"""The civil budget of a settlement in plain words (Budget Code 2025, art. 39-40)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Any

from flask import url_for
from flask.typing import ResponseReturnValue

from lsg_projects.budgets.queries import MonthFacts, Plan
from lsg_projects.classifiers import queries as classifiers
from lsg_projects.domain import budget
from lsg_projects.domain import civil_budget as rules
from lsg_projects.domain import execution as execution_rules
from lsg_projects.domain.budget import Change
from lsg_projects.domain.civil_budget import of_thousand
from lsg_projects.domain.errors import Missing
from lsg_projects.domain.identifiers import valid_kato
from lsg_projects.domain.money import Tiyn
from lsg_projects.domain.plan_file import FIRST_YEAR, LAST_YEAR
from lsg_projects.domain.text import Tri
from lsg_projects.kit import clock
from lsg_projects.kit.db import session
from lsg_projects.register.queries.budget import CivilBudget, civil_budget
from lsg_projects.register.views import words
from lsg_projects.register.views.okrug import version_words
from lsg_projects.register.views.pages import blueprint
from lsg_projects.web.doors import open_to_anyone
from lsg_projects.web.render import language, page, t

_FROM = {"tax": "own", "non_tax": "own-hatch", "capital_sale": "outline", "transfers": "transfer"}
_TONES = ("primary", "budget", "transfer2", "primary-hatch", "transfer", "outline")
MINUS = " \u2212 "
_DUTIES = ("draft", "decision", "civil", "monthly", "yearly")


@dataclass(frozen=True)
class Part:
    """One part of the 1,000 tenge, named, with its sum."""

    name: str
    tone: str
    tenge: int
    amount: Tiyn
    own: bool = False
    example: str = ""


@dataclass(frozen=True)
class Duty:
    """One document that the akim's office has to publish, and what is known of it here."""

    name: str
    when: str
    known: str
    """What this register holds of it; empty where it holds nothing."""


@dataclass(frozen=True)
class Step:
    """What one version of the plan changed against the one before."""

    plan: Plan
    said: str
    changes: tuple[Change, ...]


@dataclass(frozen=True)
class CivilPage:
    """The civil budget of a year in words."""

    found: CivilBudget
    crumbs: tuple[tuple[str, str | None], ...]
    act: str
    came_from: tuple[Part, ...]
    goes_to: tuple[Part, ...]
    balance: str
    equation: str
    steps: tuple[Step, ...]
    columns: tuple[Mapping[str, Any], ...]
    until: str
    contradictions: tuple[str, ...]
    duties: tuple[Duty, ...]


@blueprint.get("/territories/<kato>/budget/<int:year>")
@open_to_anyone
def civil_budget_page(kato: str, year: int) -> ResponseReturnValue:
    """Show the civil budget of a settlement and year."""
    if not kato.isascii() or not valid_kato(kato) or not FIRST_YEAR <= year <= LAST_YEAR:
        raise Missing("territories.unknown_kato", kato=kato[:20])
    return page("register/budget.html", _page(civil_budget(session(), kato, year)))


def _page(found: CivilBudget) -> CivilPage:
    plan = found.plan
    return CivilPage(
        found=found,
        crumbs=_crumbs(found),
        act=version_words(plan) if plan else "",
        came_from=_came_from(plan) if plan else (),
        goes_to=_goes_to(found),
        balance=_balance(plan) if plan else "",
        equation=_equation(plan) if plan else "",
        steps=tuple(_step(now, before) for now, before in pairwise(found.versions)),
        columns=_columns(found.months),
        until=_until(found),
        contradictions=_contradictions(found),
        duties=tuple(_duty(each, found) for each in _DUTIES),
    )


def _crumbs(found: CivilBudget) -> tuple[tuple[str, str | None], ...]:
    units = (*found.above, found.unit)
    links = ((unit.name.pick(language()), url_for("register.territory", kato=unit.kato)) for unit in units)
    return (*links, (t("execution.civil.short", y=found.year), None))


def _came_from(plan: Plan) -> tuple[Part, ...]:
    return tuple(
        Part(t(f"register.figure.{kind.name}"), _FROM[kind.name], kind.tenge, kind.amount, kind.own)
        for kind in rules.came_from(plan)
    )


def _goes_to(found: CivilBudget) -> tuple[Part, ...]:
    """Share 1,000 tenge of expenditure among the directions, where the act gives lines."""
    rows = rules.directions(found.lines)
    tenge = of_thousand([row.amount for row in rows])
    return tuple(
        Part(
            _programme(row.group, found), _TONES[min(place, len(_TONES) - 1)], share, row.amount,
            example=_programme(row.example, found) if row.example != row.group else "",
        )
        for place, (row, share) in enumerate(zip(rows, tenge, strict=True))
    )  # fmt: skip


def _programme(code: str, found: CivilBudget) -> str:
    known = classifiers.programme(code, found.year, session())
    printed = next((line.name for line in found.lines if line.section == "expenditure" and line.code == code), "")
    return (known.name if known else Tri(ru=printed)).pick(language()) or code


def _balance(plan: Plan) -> str:
    """Say in one sentence whether the plan spends more than comes in, and what covers it."""
    fmt, (found, amount) = words.fmt(), rules.outcome(plan)
    return t(f"execution.civil.stands.{found}", x=fmt.money(amount), b=fmt.money(plan.used_balances))


def _equation(plan: Plan) -> str:
    """Write the balance with its numbers: income - expenditure - net lending - balance of financial assets."""
    fmt, result = words.fmt(), plan.computed_deficit
    if result is None:
        return ""
    terms = [fmt.money(plan.income), fmt.money(plan.expenditure)]
    terms += [fmt.money(each) for each in (plan.net_lending, plan.asset_balance) if each is not None]
    return MINUS.join(terms) + f" = {fmt.money(result)}"


def _step(now: Plan, before: Plan) -> Step:
    return Step(now, version_words(now), budget.compare(before, now))


def _columns(months: tuple[MonthFacts, ...]) -> tuple[Mapping[str, Any], ...]:
    found = execution_rules.by_month({each.known.month: each.income for each in months})
    return tuple(
        {
            "label": t(f"month.{each.month.month}")[:3], "name": t(f"month.{each.month.month}"),
            "expected": max(each.expected or 0, 0), "received": max(each.received or 0, 0),
            "text": words.fmt().rounded_money(each.received), "plan": each.expected, "came": each.received,
        }
        for each in found
    )  # fmt: skip


def _until(found: CivilBudget) -> str:
    """Say until which month the year is known, while it is not whole."""
    last = found.months[-1].known.month if found.months else None
    if last is None or last.month == 12:
        return ""
    return t("execution.civil.until", n=last.month, y=found.year)


def _contradictions(found: CivilBudget) -> tuple[str, ...]:
    fmt = words.fmt()
    return tuple(
        t("register.contradiction.said", y=found.year, w=t(f"register.contradiction.{each.code}"),
          a=fmt.money(each.printed), b=fmt.money(each.computed))
        for each in found.contradictions
    )  # fmt: skip


def _duty(name: str, found: CivilBudget) -> Duty:
    return Duty(t(f"execution.civil.duty.{name}"), t(f"execution.civil.when.{name}"), _known(name, found))


def _known(name: str, found: CivilBudget) -> str:
    """Say what this register holds of a document."""
    if name == "decision" and found.plan:
        return version_words(found.plan)
    if name == "civil" and found.plan:
        return t("execution.civil.this_page")
    if name == "monthly" and found.months:
        return t("execution.civil.months_known", n=len(found.months))
    if name == "yearly" and found.months and found.months[-1].known.month.month == 12:
        return words.fmt().day(_local_day(found.months[-1]))
    return ""


def _local_day(month: MonthFacts) -> date:
    return clock.local_day(month.known.recorded_at)
