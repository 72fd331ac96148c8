"""Files of budget plans: a summary row per settlement, or lines by classification with subtotals among them.

Both name the act in a column; amounts are thousand tenge as people print them, and an empty cell is "not printed".
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date

from lsg_projects.domain.budget import Figures, Line, PrintedLine, added, leaves
from lsg_projects.domain.classification import INCOME, Category, category, programme_code, receipt_code
from lsg_projects.domain.errors import Incomplete
from lsg_projects.domain.money import Tiyn, parse_thousand
from lsg_projects.domain.tables import Remark, Row, Table, failed, refused

FIRST_YEAR, LAST_YEAR = 2000, 2100

YEAR = ("year", "год", "жыл")
PLACE = ("okrug_ru", "okrug", "okrug_kk", "territory", "сельский округ", "ауылдық округ")
SOURCE = ("source", "doc", "решение", "шешім")
COLUMNS: dict[str, tuple[str, ...]] = {
    "income": ("income_total", "доходы", "кірістер"),
    "tax": ("tax", "налоговые поступления", "салықтық түсімдер"),
    "non_tax": ("non_tax", "неналоговые поступления", "салықтық емес түсімдер"),
    "capital_sale": (
        "capital_sale", "поступления от продажи основного капитала", "негізгі капиталды сатудан түсетін түсімдер",
    ),
    "transfers": ("transfers_total", "поступления трансфертов", "трансферттердің түсімдері"),
    "subvention": ("subvention_from_district", "субвенция"),
    "district_targeted": ("targeted_transfers_district",),
    "from_republic": ("transfers_republican",),
    "from_oblast": ("transfers_oblast",),
    "expenditure": ("expenditure_total", "затраты", "шығындар"),
    "net_lending": ("net_lending", "чистое бюджетное кредитование", "таза бюджеттік кредиттеу"),
    "asset_balance": ("asset_balance",),
    "deficit": ("deficit", "дефицит (профицит) бюджета", "бюджет тапшылығы (профициті)"),
    "loans": ("loans", "поступления займов", "қарыздар түсімдері"),
    "loan_repayment": ("loan_repayment",),
    "used_balances": ("used_balances",),
}  # fmt: skip
SIGNED = frozenset({"net_lending", "asset_balance", "deficit"})
SECTIONS = {
    "receipts": "receipts", "поступления": "receipts", "түсімдер": "receipts",
    "expenditure": "expenditure", "затраты": "expenditure", "шығындар": "expenditure",
}  # fmt: skip
AMOUNT = ("amount_thousand_tenge", "amount", "сумма", "сомасы")
NAME = ("name_ru", "name", "name_kk", "наименование")

_NUMBER = re.compile(r"(?:act|№|no\.?|n)\s*([0-9][\w/-]*)", re.IGNORECASE)
_DAY = re.compile(r"\b(\d{1,2})\.(\d{1,2})\.(\d{4})\b")
_REVISED = ("as amended", "с изменениями", "өзгеріс", "уточн", "нақтыла")


@dataclass(frozen=True)
class Decision:
    """The act that a plan stands in."""

    number: str
    day: date | None = None
    revised: bool = False


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
    errors: list[Remark] = field(default_factory=list)


def read(table: Table) -> Reading:
    """Read all plans of a file; refuses (Incomplete) headings that fit neither shape."""
    headings = set(table.headings)
    if headings & set(COLUMNS["income"]) and headings & set(YEAR):
        return _dated(_summaries(table))
    if "code" in headings and "section" in headings and headings & set(AMOUNT):
        return _dated(_classified(table))
    raise Incomplete("budgets.unknown_shape", headings=", ".join(table.headings[:14]))


def decision_of(source: str) -> Decision:
    """Read number, day and kind of an act from the words of a source, such as ``act138441 (as amended 04.09.2020)``."""
    number = _NUMBER.search(source)
    found = _DAY.search(source)
    words = source.lower()
    plain = source.partition("(")[0].strip()
    return Decision((number[1] if number else plain)[:60], _day(found), any(word in words for word in _REVISED))


def _day(found: re.Match[str] | None) -> date | None:
    if found is None:
        return None
    day, month, year = (int(part) for part in found.groups())
    try:
        return date(year, month, day)
    except ValueError:
        return None


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


def _summaries(table: Table) -> Reading:
    reading = Reading()
    for row in table.rows:
        try:
            figures = Figures(**{name: _amount(row, columns, name in SIGNED) for name, columns in COLUMNS.items()})
            reading.plans.append(_plan(row, figures))
        except Incomplete as refusal:
            reading.errors.append(refused(row.number, refusal))
    return reading


def _plan(row: Row, figures: Figures = Figures()) -> PlanRecord:  # noqa: B008 - frozen, so it can be shared
    source, place, kato = row.get(*SOURCE), row.get(*PLACE), row.get("kato")
    if not place and not kato:
        raise Incomplete("budgets.no_place")
    return PlanRecord(row.number, _year(row), place, kato, decision_of(source), source, figures)


def _year(row: Row) -> int:
    typed = row.get(*YEAR)
    if not re.fullmatch(r"\d{4}", typed, re.ASCII) or not FIRST_YEAR <= int(typed) <= LAST_YEAR:
        raise Incomplete("budgets.bad_year", v=typed[:20], a=FIRST_YEAR, b=LAST_YEAR)
    return int(typed)


def _amount(row: Row, columns: tuple[str, ...], negative: bool) -> Tiyn | None:
    """Read a sum; an empty cell and a dash mean that the act prints none."""
    typed = row.get(*columns)
    if typed in ("", "-", "–", "—"):
        return None
    column = next(name for name in columns if name in row.cells)
    return parse_thousand(typed, negative=negative, where=column)


def _classified(table: Table) -> Reading:
    """Gather the lines of each act, place and year into one plan."""
    reading = Reading()
    plans: dict[tuple[object, ...], tuple[PlanRecord, list[PlanLine]]] = {}
    printed: dict[tuple[str, ...], list[PlanLine]] = {}  # lines of a plan repeat its cells: they are read once
    heads = zip(*(table.column(*names) for names in (YEAR, PLACE, ("kato",), SOURCE)), strict=True)
    lines = zip(*(table.column(*names) for names in (("section",), ("code",), AMOUNT, NAME)), strict=True)
    for row, cells, line in zip(table.rows, heads, lines, strict=True):
        try:
            if cells not in printed:
                plan = _plan(row)
                key = (plan.place, plan.kato, plan.year, plan.decision.number, plan.decision.day)
                printed[cells] = plans.setdefault(key, (plan, []))[1]
            printed[cells].append(_line(row.number, *line))
        except Incomplete as refusal:
            reading.errors.append(refused(row.number, refusal))
    for plan, found in plans.values():
        reading.errors += _repeated(found)
        reading.plans.append(replace(plan, figures=from_lines(found, plan.year), lines=tuple(found)))
    return reading


def _line(row: int, words: str, typed: str, amount: str, name: str) -> PlanLine:
    section = SECTIONS.get(words) or SECTIONS.get(words.lower())
    if section is None:
        raise Incomplete("budgets.bad_section", v=words[:40])
    code = receipt_code(typed) if section == "receipts" else programme_code(typed)
    return PlanLine(section, code, parse_thousand(amount, negative=True), name, row)


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
