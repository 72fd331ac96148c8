"""Execution of one settlement's receipts: what was planned until a month's end and what came."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from typing import Any

from flask import Blueprint, redirect, request, url_for
from flask.typing import ResponseReturnValue

from lsg_projects.budgets import queries, usecases
from lsg_projects.budgets.forms import UndoForm
from lsg_projects.budgets.queries import KnownMonth, MonthFacts
from lsg_projects.budgets.usecases import UndoExecution
from lsg_projects.budgets.views.frame import settlement
from lsg_projects.classifiers import queries as classifiers
from lsg_projects.domain import execution as rules
from lsg_projects.domain import periods
from lsg_projects.domain.access import Action, Subject, may
from lsg_projects.domain.classification import is_own_revenue, printed
from lsg_projects.domain.errors import Missing
from lsg_projects.domain.execution import Executed, Mismatch, MonthSum
from lsg_projects.domain.periods import Length
from lsg_projects.domain.text import Tri
from lsg_projects.kit import clock
from lsg_projects.kit.db import session
from lsg_projects.kit.formats import formats
from lsg_projects.kit.work import work
from lsg_projects.territories.queries import Unit
from lsg_projects.web import flash
from lsg_projects.web.doors import open_to
from lsg_projects.web.identity import current_actor
from lsg_projects.web.render import language, page, t
from lsg_projects.web.tabs import Tab, budget_tabs

REPORT_DAYS = 5
"""Days after a month's end by which its report is expected here; data of the installation, not of the Code."""


@dataclass(frozen=True)
class LineRow:
    """A receipt as the page shows it, named by the classification, else as the file prints it."""

    line: Executed
    code: str
    name: Tri
    own: bool
    subtotal: bool


@dataclass(frozen=True)
class Corrected:
    """One receipt whose sum a later version of the month changed."""

    code: str
    before: Executed | None
    after: Executed | None


@dataclass(frozen=True)
class Correction:
    """A later version of the month beside the one before it."""

    known: KnownMonth
    earlier: KnownMonth
    rows: tuple[Corrected, ...]


@dataclass(frozen=True)
class ExecutionPage:
    """The execution until one month's end."""

    unit: Unit
    year: int
    tabs: tuple[Tab, ...]
    months: tuple[date, ...]
    facts: MonthFacts | None
    until: date | None
    lines: tuple[LineRow, ...]
    columns: tuple[Mapping[str, Any], ...]
    gaps: bool
    missing: tuple[tuple[date, date], ...]
    mismatches: tuple[Mismatch, ...]
    corrections: tuple[Correction, ...]
    may_import: bool
    form: UndoForm | None


def register(blueprint: Blueprint) -> None:
    """Put these pages at their addresses."""
    blueprint.get("/budgets/<kato>/<int:year>/execution", endpoint="execution")(execution)
    blueprint.post("/budgets/<kato>/<int:year>/execution/undo", endpoint="undo_execution")(undo)


@open_to(Action.READ_BUDGET)
def execution(kato: str, year: int) -> ResponseReturnValue:
    """Show the execution of a settlement's receipts; ``?month=`` (1 to 12) chooses the month."""
    unit = settlement(kato, year=year)
    known = queries.year_months(session(), unit.id, year)
    asked = request.args.get("month", type=int)
    facts = next((each for each in known if each.known.month.month == asked), known[-1] if known else None)
    return page("budgets/execution.html", _page(unit, year, known, facts))


def _page(unit: Unit, year: int, known: tuple[MonthFacts, ...], facts: MonthFacts | None) -> ExecutionPage:
    months = rules.by_month({each.known.month: each.own for each in known})
    versions = queries.execution_versions(session(), unit.id, facts.known.month) if facts else ()
    may_import = bool(may(Action.IMPORT_PLAN, current_actor(), Subject(unit.path)))
    return ExecutionPage(
        unit=unit,
        year=year,
        tabs=budget_tabs(unit.kato, year, "budgets.execution"),
        months=tuple(each.known.month for each in known),
        facts=facts,
        until=periods.of(facts.known.month, Length.MONTH).end if facts else None,
        lines=line_rows(facts.lines, year) if facts else (),
        columns=tuple(column(each) for each in months),
        gaps=any(each.months > 1 for each in months),
        missing=missing(year, {each.known.month for each in known}, clock.today()),
        mismatches=rules.mismatches(facts.lines) if facts else (),
        corrections=_corrections(versions),
        may_import=may_import,
        form=UndoForm(data={"number": facts.known.number}) if facts and may_import else None,
    )


def line_rows(lines: tuple[Executed, ...], year: int) -> tuple[LineRow, ...]:
    """Give the receipts with their names: those behind the plan first, subtotals last."""
    leaves = rules.lowest(lines)
    inner = tuple(line for line in lines if line not in set(leaves))
    return tuple(
        LineRow(line, printed(line.code), _name(line, year), is_own_revenue(line.code, year), line in inner)
        for line in (*rules.ordered(leaves), *inner)
    )


def _name(line: Executed, year: int) -> Tri:
    found = classifiers.receipt(line.code, year, session())
    return found.name if found else Tri(ru=line.name)


def column(each: MonthSum) -> Mapping[str, Any]:
    """Give a month as a column of the chart."""
    fmt, label = formats(language()), t(f"month.{each.month.month}")
    return {
        "label": label[:3], "expected": max(each.expected or 0, 0), "received": max(each.received or 0, 0),
        "text": fmt.rounded_money(each.received), "name": label, "plan": each.expected, "came": each.received,
    }  # fmt: skip


def missing(year: int, known: set[date], today: date) -> tuple[tuple[date, date], ...]:
    """Name the months of a year whose report was due before *today* and was not brought in, each with its day."""
    found = []
    for number in range(1, 13):
        month = date(year, number, 1)
        due = periods.of(month, Length.MONTH).end + timedelta(days=REPORT_DAYS)
        if due < today and month not in known:
            found.append((month, due))
    return tuple(found)


def _corrections(versions: tuple[MonthFacts, ...]) -> tuple[Correction, ...]:
    pairs = pairwise(versions)
    return tuple(Correction(now.known, before.known, _corrected(before, now)) for now, before in pairs)


def _corrected(before: MonthFacts, now: MonthFacts) -> tuple[Corrected, ...]:
    was, came = ({line.code: line for line in each.lines} for each in (before, now))
    rows = (Corrected(printed(code), was.get(code), came.get(code)) for code in sorted(was | came))
    return tuple(row for row in rows if not row.before or not row.after or _sums(row.before) != _sums(row.after))


def _sums(line: Executed) -> tuple[int | None, ...]:
    return (line.year_plan, line.period_plan, line.received)


@open_to(Action.IMPORT_PLAN)
def undo(kato: str, year: int) -> ResponseReturnValue:
    """Take back the newest version of a month."""
    unit, form = settlement(kato, Action.IMPORT_PLAN, year), UndoForm()
    month, number = form.month.data, form.number.data
    if not form.validate() or month is None or number is None or not 1 <= month <= 12:
        raise Missing("execution.nothing_to_undo")
    with work(current_actor()) as piece:
        usecases.undo_execution(piece, UndoExecution(unit.kato, date(year, month, 1), number))
    flash.tell("execution.undone")
    return redirect(url_for("budgets.execution", kato=kato, year=year), 303)
