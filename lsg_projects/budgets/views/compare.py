"""Two versions or years of a settlement's plan line by line, and the settlements of the district side by side."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from flask import Blueprint, request
from flask.typing import ResponseReturnValue

from lsg_projects.budgets import queries
from lsg_projects.budgets.queries import Neighbour, Plan
from lsg_projects.budgets.views.frame import settlement
from lsg_projects.classifiers import queries as classifiers
from lsg_projects.domain import budget, classification, plan_comparison
from lsg_projects.domain.access import Action, Subject, may
from lsg_projects.domain.budget import Change, PrintedLine
from lsg_projects.domain.plan_comparison import Pair
from lsg_projects.domain.text import Tri
from lsg_projects.kit.db import session
from lsg_projects.kit.formats import formats
from lsg_projects.territories.queries import Unit
from lsg_projects.web.doors import open_to
from lsg_projects.web.identity import current_actor
from lsg_projects.web.render import language, page, t
from lsg_projects.web.tabs import Tab, budget_tabs

_FIGURES = ("tax", "non_tax", "capital_sale")


@dataclass(frozen=True)
class PairRow:
    """A line of either plan, named, with its numbers in both years."""

    pair: Pair
    code: str
    name: Tri
    renumbered: str
    """Both numbers of the category, where they differ: «4 → 5»."""


@dataclass(frozen=True)
class ComparePage:
    """Two plans of a settlement, and its neighbours in the newer one's year."""

    unit: Unit
    year: int
    tabs: tuple[Tab, ...]
    offered: tuple[Plan, ...]
    before: Plan | None
    after: Plan | None
    by_code: bool
    changes: tuple[Change, ...]
    lines: tuple[PairRow, ...]
    one_sided: bool
    """Only one of the two has lines by classification."""
    steps: tuple[Mapping[str, Any], ...]
    neighbours: tuple[Neighbour, ...]
    mine: frozenset[str]
    """Codes of the neighbours whose office pages one may open; of the others the public page is shown."""
    bars: tuple[Mapping[str, Any], ...]
    may_import: bool
    """Whether the reader may bring in what is missing."""

    @property
    def without_people(self) -> int:
        """Count the settlements whose population nobody brought in."""
        return sum(each.population is None for each in self.neighbours)


def register(blueprint: Blueprint) -> None:
    """Put this page at its address."""
    blueprint.get("/budgets/<kato>/<int:year>/compare", endpoint="compare")(compare)


@open_to(Action.READ_BUDGET)
def compare(kato: str, year: int) -> ResponseReturnValue:
    """Compare two plans: ``?a=`` and ``?b=`` are their numbers in the database, ``?order=code`` sorts by code."""
    unit = settlement(kato, year=year)
    offered = tuple(
        plan for each in queries.years(session(), unit.path) for plan in queries.versions(session(), unit.id, each)
    )
    before, after = _chosen(offered, year)
    return page("budgets/compare.html", _page(unit, year, offered, before, after))


def _chosen(offered: tuple[Plan, ...], year: int) -> tuple[Plan | None, Plan | None]:
    """Take the plans asked for; else the newest of the year and the one before it."""
    ids = {plan.id: plan for plan in offered}
    newest = next((plan for plan in offered if plan.year == year), None)
    after = ids.get(request.args.get("b", 0, type=int), newest)
    older = offered[offered.index(after) + 1 :] if after else ()
    return ids.get(request.args.get("a", 0, type=int), next(iter(older), None)), after


def _page(unit: Unit, year: int, offered: tuple[Plan, ...], before: Plan | None, after: Plan | None) -> ComparePage:
    both = before is not None and after is not None
    sides = tuple(queries.lines(session(), plan.id) if plan else () for plan in (before, after))
    by_code = request.args.get("order") == "code"
    beside = queries.neighbours(session(), unit.path, after.year if after else year)
    return ComparePage(
        unit=unit,
        year=year,
        tabs=budget_tabs(unit.kato, year, "budgets.compare"),
        offered=offered,
        before=before,
        after=after,
        by_code=by_code,
        changes=budget.compare(before, after) if before and after else (),
        lines=_rows(before, sides[0], after, sides[1], by_code=by_code) if before and after and all(sides) else (),
        one_sided=both and any(sides) and not all(sides),
        steps=_steps(before, after) if before and after else (),
        neighbours=beside,
        mine=frozenset(each.unit.kato for each in beside if _mine(each.unit)),
        bars=_bars(beside, unit),
        may_import=bool(may(Action.IMPORT_PLAN, current_actor(), Subject(unit.path))),
    )


def _mine(unit: Unit) -> bool:
    return bool(may(Action.READ_BUDGET, current_actor(), Subject(unit.path)))


def _rows(
    before: Plan, old: tuple[PrintedLine, ...], after: Plan, new: tuple[PrintedLine, ...], *, by_code: bool
) -> tuple[PairRow, ...]:
    pairs = plan_comparison.joined(old, before.year, new, after.year)
    if by_code:
        pairs = tuple(sorted(pairs, key=lambda pair: (pair.section != "receipts", pair.code)))
    names = {(line.section, line.code): line.name for line in (*old, *new)}
    return tuple(
        PairRow(
            pair,
            classification.printed(pair.code) if pair.section == "receipts" else pair.code,
            _name(pair, after.year if pair.code_after else before.year, names),
            f"{(pair.code_before or '')[:1]} → {(pair.code_after or '')[:1]}" if pair.renumbered else "",
        )
        for pair in pairs
    )


def _name(pair: Pair, year: int, names: Mapping[tuple[str, str], str]) -> Tri:
    find = classifiers.receipt if pair.section == "receipts" else classifiers.programme
    found = find(pair.code, year, session())
    return found.name if found else Tri(ru=names.get((pair.section, pair.code), ""))


def _steps(before: Plan, after: Plan) -> tuple[Mapping[str, Any], ...]:
    """Lead from the own revenue of one plan to that of the other by its three kinds."""
    if before.own_revenue is None or after.own_revenue is None:
        return ()
    steps = [_step(_label(before), before.own_revenue, "fact")]
    for name in _FIGURES:
        delta = (getattr(after, name) or 0) - (getattr(before, name) or 0)
        if delta:
            steps.append(_step(t(f"execution.short.{name}"), delta, "forecast" if delta > 0 else "fall"))
    return (*steps, _step(_label(after), after.own_revenue, "sum"))


def _label(plan: Plan) -> str:
    return f"{plan.year}, {t(f'budgets.kind.{plan.kind}').lower()}"


def _step(label: str, value: int, kind: str) -> Mapping[str, Any]:
    fmt, sign = formats(language()), {"forecast": "+", "fall": "\u2212"}.get(kind, "")
    return {
        "label": label, "sub": None, "value": value, "kind": kind, "text": sign + fmt.rounded_money(abs(value)),
        "short": sign + fmt.number(Decimal(abs(value)) / 10**8, 1),
    }  # fmt: skip


def _bars(beside: tuple[Neighbour, ...], unit: Unit) -> tuple[Mapping[str, Any], ...]:
    fmt = formats(language())
    return tuple(
        {
            "label": each.unit.name.pick(language()), "value": float(each.plan.own_share), "current": each.unit == unit,
            "text": fmt.percent(each.plan.own_share), "extra": fmt.rounded_money(each.plan.own_revenue),
        }
        for each in sorted(beside, key=lambda each: -((each.plan.own_share if each.plan else None) or 0))
        if each.plan and each.plan.own_share is not None
    )  # fmt: skip
