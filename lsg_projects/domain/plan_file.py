"""Files of budget plans: a summary row per settlement, or lines by classification with subtotals among them.

Both name the act in a column; amounts are thousand tenge as people print them, and an empty cell is "not printed".
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from itertools import repeat

from lsg_projects.domain.act_words import Decision, decision_of
from lsg_projects.domain.budget import FIGURES, Contradiction, Figures, Line, PrintedLine, added, leaves, roll_up
from lsg_projects.domain.classification import INCOME, Category, category, programme_code, receipt_code
from lsg_projects.domain.errors import Incomplete
from lsg_projects.domain.headings import known
from lsg_projects.domain.money import Tiyn, parse_thousand, plain_thousands
from lsg_projects.domain.plan_words import COLUMNS, HEAD, LINE, SECTIONS, names_a_total
from lsg_projects.domain.tables import Remark, Row, Table, failed, refused

FIRST_YEAR, LAST_YEAR = 2000, 2100

SIGNED = frozenset({"net_lending", "asset_balance", "deficit"})


@dataclass(frozen=True)
class PlanRecord:
    """One plan of a file: where, when, by which act, and what it prints."""

    row: int
    year: int
    place: str
    kato: str
    decision: Decision
    source: str
    figures: Figures
    lines: tuple[PlanLine, ...] = ()


@dataclass(frozen=True)
class PlanLine(PrintedLine):
    """A classified line as printed, with the row that it stands in."""

    row: int = 0


@dataclass
class Reading:
    """The plans of a file and the rows that could not be read."""

    plans: list[PlanRecord] = field(default_factory=list)
    totals: list[PlanRecord] = field(default_factory=list)
    """Rows that print sums of the rows of places."""
    columns: Mapping[str, str] = field(default_factory=dict)
    """Figure -> its heading in the file."""
    errors: list[Remark] = field(default_factory=list)


def read(table: Table) -> Reading:
    """Read all plans of a file; refuses (Incomplete) headings that fit neither shape."""
    head, figures, line = (known(table.headings, names) for names in (HEAD, COLUMNS, LINE))
    if "income" in figures and "year" in head:
        if "place" not in head and "name" in line:  # a table of places alone calls their column "name"
            head["place"] = line["name"]
        return _dated(_summaries(table, head, figures))
    if {"code", "section", "amount"} <= set(line):
        return _dated(_classified(table, head, line))
    raise Incomplete("budgets.unknown_shape", headings=", ".join(table.headings[:14]))


def _dated(reading: Reading) -> Reading:
    """Give the plans of one act and year the day that any of its rows names; the others repeat only its number."""
    days: dict[tuple[str, int], set[Decision]] = {}
    for plan in reading.plans:
        if plan.decision.day:
            days.setdefault((plan.decision.number, plan.year), set()).add(plan.decision)
    for place, plan in enumerate(reading.plans):
        named = days.get((plan.decision.number, plan.year), set())
        if plan.decision.day is None and len(named) == 1:
            reading.plans[place] = replace(plan, decision=next(iter(named)))
    return reading


def _summaries(table: Table, head: Mapping[str, str], columns: Mapping[str, str]) -> Reading:
    reading = Reading(columns=columns)
    for row in table.rows:
        try:
            figures = Figures(**{name: _amount(row, column, name in SIGNED) for name, column in columns.items()})
            if names_a_total(_cell(row, head, "place")):
                reading.totals.append(_total(row, head, figures))
            else:
                reading.plans.append(_plan(row, head, figures))
        except Incomplete as refusal:
            reading.errors.append(refused(row.number, refusal))
    return reading


def _cell(row: Row, columns: Mapping[str, str], column: str) -> str:
    return row.get(columns.get(column, ""))


def _plan(row: Row, head: Mapping[str, str], figures: Figures = Figures()) -> PlanRecord:  # noqa: B008 - frozen
    source, place, kato = (_cell(row, head, each) for each in ("source", "place", "kato"))
    if not place and not kato:
        raise Incomplete("budgets.no_place")
    return PlanRecord(row.number, _year(row, head), place, kato, decision_of(source), source, figures)


def _total(row: Row, head: Mapping[str, str], figures: Figures) -> PlanRecord:
    """Read a row of totals; without a year it adds up all years of the file."""
    year = _year(row, head) if _cell(row, head, "year") else 0
    return PlanRecord(row.number, year, _cell(row, head, "place"), "", Decision(""), "", figures)


def total_contradictions(reading: Reading) -> Iterator[tuple[PlanRecord, str, Contradiction]]:
    """Compare each row of totals with the rows of places of its year: the row, the heading and both sums."""
    for total in reading.totals:
        summed = roll_up(plan.figures for plan in reading.plans if total.year in (0, plan.year))
        for figure in FIGURES:
            printed, computed = getattr(total.figures, figure), getattr(summed, figure)
            if printed is not None and computed is not None and printed != computed:
                yield total, reading.columns[figure], Contradiction("total", printed, computed)


def _year(row: Row, head: Mapping[str, str]) -> int:
    typed = _cell(row, head, "year")
    if not re.fullmatch(r"\d{4}", typed, re.ASCII) or not FIRST_YEAR <= int(typed) <= LAST_YEAR:
        raise Incomplete("budgets.bad_year", v=typed[:20], a=FIRST_YEAR, b=LAST_YEAR)
    return int(typed)


def _amount(row: Row, column: str, negative: bool) -> Tiyn | None:
    """Read a sum; an empty cell and a dash mean that the act prints none."""
    typed = row.get(column)
    return None if typed in ("", "-", "–", "—") else parse_thousand(typed, negative=negative, where=column)


def _classified(table: Table, head: Mapping[str, str], columns: Mapping[str, str]) -> Reading:
    """Gather the lines of each act, place and year into one plan."""
    reading = Reading()
    plans: dict[tuple[object, ...], tuple[PlanRecord, list[PlanLine]]] = {}
    printed: dict[tuple[str, ...], list[PlanLine]] = {}  # lines of a plan repeat its cells: they are read once
    heads = zip(*(table.column(head.get(each, "")) for each in ("year", "place", "kato", "source")), strict=True)
    lines = zip(*(table.column(columns.get(each, "")) for each in ("section", "code", "amount", "name")), strict=True)
    sums = plain_thousands(table.column(columns["amount"])) or repeat(None)  # at once where all of them are plain
    for row, cells, line, amount in zip(table.rows, heads, lines, sums, strict=False):
        try:
            if cells not in printed:
                plan = _plan(row, head)
                key = (plan.place, plan.kato, plan.year, plan.decision.number, plan.decision.day)
                printed[cells] = plans.setdefault(key, (plan, []))[1]
            printed[cells].append(_line(row.number, amount, *line))
        except Incomplete as refusal:
            reading.errors.append(refused(row.number, refusal))
    for plan, found in plans.values():
        reading.errors += _repeated(found)
        reading.plans.append(replace(plan, figures=from_lines(found, plan.year), lines=tuple(found)))
    return reading


def _line(row: int, known: Tiyn | None, words: str, typed: str, amount: str, name: str) -> PlanLine:
    section = SECTIONS.get(words) or SECTIONS.get(words.lower())
    if section is None:
        raise Incomplete("budgets.bad_section", v=words[:40])
    code = receipt_code(typed) if section == "receipts" else programme_code(typed)
    return PlanLine(section, code, parse_thousand(amount, negative=True) if known is None else known, name, row)


def _repeated(lines: list[PlanLine]) -> list[Remark]:
    first: dict[tuple[str, str], int] = {}
    errors = []
    for line in lines:
        before = first.setdefault((line.section, line.code), line.row)
        if before != line.row:
            errors.append(failed(line.row, "budgets.same_code", v=line.code, first=before))
    return errors


_BY_CATEGORY = {
    Category.TAX: "tax",
    Category.NON_TAX: "non_tax",
    Category.CAPITAL_SALE: "capital_sale",
    Category.TRANSFERS: "transfers",
    Category.LOANS: "loans",
    Category.BALANCES: "used_balances",
}


def from_lines(lines: Iterable[Line], year: int) -> Figures:
    """Sum the receipts of a plan by what their categories mean in *year*; subtotals are left out.

    A list of lines need not hold all expenditure, so no figure of expenditure is made of it.
    """
    sums: dict[Category | None, Tiyn] = {}
    for line in leaves(lines):
        if line.section == "receipts":
            meaning = category(line.code, year)
            sums[meaning] = sums.get(meaning, 0) + line.amount
    income = added(*(sums.get(meaning) for meaning in INCOME))
    return Figures(income=income, **{figure: sums.get(meaning) for meaning, figure in _BY_CATEGORY.items()})
