"""Files of monthly execution: receipts by category, class, subclass and specific, in thousand tenge.

Headings may be Kazakh, Russian or English, in any order. A code stands in four columns or in one; in four columns an
empty one repeats the line above, as printed tables do. Lines without a code are totals or headings.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import repeat
from typing import NamedTuple

from lsg_projects.domain import execution
from lsg_projects.domain.budget import Contradiction
from lsg_projects.domain.classification import receipt_code
from lsg_projects.domain.errors import Incomplete, Problem
from lsg_projects.domain.execution import AMOUNTS, Amounts, Executed
from lsg_projects.domain.headings import known
from lsg_projects.domain.money import Tiyn, parse_thousand, plain_thousands
from lsg_projects.domain.tables import Remark, Table, failed, refused

COLUMNS: dict[str, tuple[str, ...]] = {
    "category": ("санаты", "санат", "категория", "category"),
    "class": ("сыныбы", "сынып", "класс", "class"),
    "subclass": ("кіші сыныбы", "кіші сынып", "ішкі сыныбы", "ішкі сынып", "подкласс", "subclass"),
    "specific": ("ерекшелігі", "ерекшелік", "специфика", "specific"),
    "code": ("коды", "код", "кбк", "бск", "код бюджетной классификации", "бюджеттік сыныптама коды", "code"),
    "name": ("атауы", "наименование", "наименование поступлений", "түсімдердің атауы", "name"),
    "year_plan": (
        "нақтыланған жоспар", "уточненный план на год", "уточненный план", "уточненный бюджет на отчетный год",
        "скорректированный бюджет на отчетный год", "есепті жылға арналған нақтыланған бюджет", "жылдық жоспар",
        "жылдық жоспары", "жылға арналған жоспар", "план на год", "годовой план", "план года", "year plan",
        "утвержденный план на год", "утвержденный бюджет на отчетный год", "есепті жылға арналған бекітілген бюджет",
    ),
    "period_plan": (
        "кезең жоспары", "кезеңге арналған жоспар", "есепті кезеңге арналған жоспар", "план на период",
        "план за период", "план периода", "план на отчетный период", "сводный план поступлений на отчетный период",
        "period plan",
    ),
    "received": (
        "орындалғаны", "орындалды", "орындалуы", "түсті", "исполнено", "исполнение", "поступило",
        "исполнение поступлений бюджета", "бюджет түсімдерінің орындалуы", "received", "executed",
    ),
    "percent": (
        "%", "орындалу %", "орындалу пайызы", "пайызы", "процент", "% исполнения", "процент исполнения", "percent",
    ),
}  # fmt: skip
_WIDTHS = (1, 2, 1, 2)
_TOTALS = (
    (("собственн", "меншікті", "own"), execution.own),
    (("доход", "кіріс", "income"), execution.income),
    (("всего", "итого", "барлығы", "жиыны", "total"), execution.everything),
)
_PERCENT = re.compile(r"-?\d{1,9}(?:\.\d{1,9})?")
_EMPTY = frozenset(("", "-", "–", "—", "x", "X", "х", "Х"))
"""An empty cell, a dash or a cross (Latin or Cyrillic) prints no sum."""

Sums = tuple[Tiyn | None, Tiyn | None, Tiyn | None]
Sum = Callable[[Iterable[Executed], int], Amounts]


class Printed(NamedTuple):
    """A classified line with the row that it stands in."""

    row: int
    line: Executed


@dataclass
class Reading:
    """The lines of a file, its totals, and the rows that could not be read."""

    lines: list[Printed] = field(default_factory=list)
    totals: list[tuple[Printed, Sum]] = field(default_factory=list)
    """Lines without a code that print sums, with what adds the same up from the lines."""
    percents: list[tuple[Printed, Decimal]] = field(default_factory=list)
    """Lines whose printed percent agrees neither with the plan of the period nor with that of the year."""
    errors: list[Remark] = field(default_factory=list)

    def found(self) -> tuple[Executed, ...]:
        """Give the lines without their rows."""
        return tuple(each.line for each in self.lines)


def read(table: Table) -> Reading:
    """Read a month's execution; refuses (Incomplete) headings without codes or without what was received."""
    columns = known(table.headings, COLUMNS)
    if "received" not in columns or not {"category", "code"} & set(columns):
        raise Incomplete("execution.unknown_shape", headings=", ".join(table.headings[:14]))
    reading = Reading()
    above: tuple[str, ...] = ("", "", "", "")
    for row, cells, sums in zip(table.rows, _cells(table, columns), _sums(table, columns), strict=False):
        try:
            above = _take(row.number, cells, sums or _amounts(cells, columns), columns, above, reading)
        except Incomplete as refusal:
            reading.errors.append(refused(row.number, refusal))
    reading.errors += _repeated(reading.lines)
    return reading


class _Cells(NamedTuple):
    """What a row holds under each column that it may have; the percent and the lower levels are often missing."""

    category: str
    class_: str
    subclass: str
    specific: str
    code: str
    name: str
    year_plan: str
    period_plan: str
    received: str
    percent: str


def _cells(table: Table, columns: Mapping[str, str]) -> Iterable[_Cells]:
    found = (table.column(columns[column]) if column in columns else repeat("", len(table.rows)) for column in COLUMNS)
    return map(_Cells._make, zip(*found, strict=True))


def _sums(table: Table, columns: Mapping[str, str]) -> Iterable[Sums | None]:
    """Read the three columns of sums at once, where all of them are plain; else each row is read by itself."""
    found = [plain_thousands(table.column(columns.get(each, ""))) for each in AMOUNTS]
    return repeat(None) if None in found else zip(*(each for each in found if each is not None), strict=True)


def _take(
    row: int, cells: _Cells, amounts: Sums, columns: Mapping[str, str], above: tuple[str, ...], reading: Reading
) -> tuple[str, ...]:  # fmt: skip
    """Read one row into *reading* and give the parts of its code, which the next row may leave out."""
    parts = (cells.code,) if cells.code else _parts(cells[:4], above)
    if not any(parts):
        _without_code(Printed(row, Executed(*amounts, name=cells.name)), reading)
        return above
    code = receipt_code(parts[0] if len(parts) == 1 else "".join(parts), columns.get("code", "category"))
    printed = Printed(row, Executed(*amounts, code, cells.name))
    reading.lines.append(printed)
    if cells.percent:
        percent = _percent(cells.percent, columns["percent"])
        if percent is not None and not _agrees(printed.line, percent):
            reading.percents.append((printed, percent))
    return above if len(parts) == 1 else parts


def _without_code(printed: Printed, reading: Reading) -> None:
    line = printed.line
    if all(getattr(line, each) is None for each in AMOUNTS):
        return
    said = line.name.lower()
    add = next((add for words, add in _TOTALS if any(word in said for word in words)), None)
    if add is None:
        raise Incomplete("execution.no_code", name=line.name[:60])
    reading.totals.append((printed, add))


def _parts(levels: Sequence[str], above: tuple[str, ...]) -> tuple[str, ...]:
    """Give the parts of a code that stands in four columns, filled from the line above."""
    typed = ["".join(each.split()) for each in levels]
    lowest = max((place for place, text in enumerate(typed) if text), default=-1)
    if lowest < 0:
        return ("", "", "", "")
    long = typed[lowest]
    if len(long) > _WIDTHS[lowest] and len(long) == sum(_WIDTHS[: lowest + 1]):
        return (long,)  # the column repeats the whole code, such as 101202 under the specific
    filled = [text or above[place] for place, text in enumerate(typed[: lowest + 1])]
    if not all(filled):
        raise Incomplete("execution.gap_in_code", v=".".join(text or "?" for text in filled))
    return (*(text.zfill(width) for text, width in zip(filled, _WIDTHS, strict=False)), *("",) * (3 - lowest))


def _amounts(cells: _Cells, columns: Mapping[str, str]) -> Sums:
    """Read the sums of a row; returned taxes make what was received negative."""
    year, period, received = cells.year_plan, cells.period_plan, cells.received
    return (
        None if year in _EMPTY else parse_thousand(year, where=columns["year_plan"]),
        None if period in _EMPTY else parse_thousand(period, where=columns["period_plan"]),
        None if received in _EMPTY else parse_thousand(received, negative=True, where=columns["received"]),
    )


def _percent(printed: str, column: str) -> Decimal | None:
    typed = printed.replace("%", "").replace(",", ".").strip()
    if typed in _EMPTY:
        return None
    if not _PERCENT.fullmatch(typed) or not typed.isascii():
        problem = Problem(column, "execution.not_a_percent", {"v": typed[:40]})
        raise Incomplete("execution.not_a_percent", (problem,), v=typed[:40])
    return Decimal(typed)


def _agrees(line: Executed, percent: Decimal) -> bool:
    """Tell whether a printed percent is that of the period's or of the year's plan, as far as it is rounded."""
    if line.received is None:
        return True
    plans = [plan for plan in (line.period_plan, line.year_plan) if plan]
    half = Decimal(1).scaleb(int(percent.as_tuple().exponent)) / 2  # never NaN here
    return not plans or any(abs(Decimal(line.received) * 100 / plan - percent) <= half for plan in plans)


def _repeated(lines: Iterable[Printed]) -> list[Remark]:
    first: dict[str, int] = {}
    errors = []
    for each in lines:
        before = first.setdefault(each.line.code, each.row)
        if before != each.row:
            errors.append(failed(each.row, "budgets.same_code", v=each.line.code, first=before))
    return errors


def contradictions(reading: Reading, year: int) -> list[tuple[int, str, str, Contradiction]]:
    """Give every printed sum that its parts do not add up to: row, what it is, which amount, and both sums."""
    found, lines = [], reading.found()
    wrong = execution.mismatches(lines)
    rows = {each.line.code: each.row for each in reading.lines} if wrong else {}
    for each in wrong:
        both = Contradiction("total", each.printed, each.computed)
        found.append((rows[each.code], each.code, each.figure, both))
    for printed, add in reading.totals:
        sums = add(lines, year)
        for figure in AMOUNTS:
            said, computed = getattr(printed.line, figure), getattr(sums, figure)
            if said is not None and computed is not None and said != computed:
                found.append((printed.row, printed.line.name, figure, Contradiction("total", said, computed)))
    return found
