"""A filled workbook becomes passports; every cell that cannot be taken is named by its sheet, row and column."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from lsg_projects.domain.errors import Incomplete
from lsg_projects.domain.project import (
    Beneficiary,
    BudgetLine,
    Milestone,
    Passport,
    Result,
    RevenueLine,
    Risk,
    RunningCost,
    Target,
)
from lsg_projects.domain.states import Source
from lsg_projects.domain.tables import Remark, failed
from lsg_projects.domain.text import Tri
from lsg_projects.kit import sheets
from lsg_projects.kit.sheets import Unreadable
from lsg_projects.projects.sheets.columns import SHEETS, Column, sheet_title
from lsg_projects.projects.usecases import Brought

Cells = dict[str, Any]
LISTS = tuple(sheet for sheet in SHEETS if sheet != "projects")


@dataclass(frozen=True)
class Reading:
    """What a workbook holds: projects with the rows they stand in, and what is wrong with it."""

    projects: tuple[Brought, ...]
    errors: tuple[Remark, ...]


@dataclass(frozen=True)
class _Line:
    row: int
    cells: Cells


def read_workbook(data: bytes, filename: str) -> Reading:
    """Read a filled workbook; refuses (Unreadable) a file that is none."""
    if not data.startswith(b"PK"):
        raise Unreadable("sheets.unreadable", file=filename[-80:])
    names = sheets.sheet_names(data)
    if sheet_title("projects") not in names:
        raise Unreadable("projects.no_sheet", name=sheet_title("projects"))
    errors: list[Remark] = []
    lines = {sheet: _lines(sheet, data, filename, names, errors) for sheet in SHEETS}
    parts = {sheet: _grouped(sheet, lines, errors) for sheet in LISTS}
    projects = tuple(_brought(line, parts) for line in lines["projects"])
    return Reading(projects, tuple(errors))


def _lines(sheet: str, data: bytes, filename: str, names: Iterable[str], errors: list[Remark]) -> list[_Line]:
    title = sheet_title(sheet)
    rows = sheets.read_rows(data, filename, title) if title in names else []
    if not rows:
        return []
    columns = [_column(sheet, heading) for heading in rows[0][1]]
    for heading, column in zip(rows[0][1], columns, strict=True):
        if heading and column is None:
            errors.append(failed(rows[0][0], "projects.unknown_heading", sheet=title, column="", heading=heading[:60]))
    return [_Line(number, _read_row(number, title, columns, cells, errors)) for number, cells in rows[1:]]


def _column(sheet: str, heading: str) -> Column | None:
    return next((column for column in SHEETS[sheet] if column.answers_to(heading)), None)


def _read_row(number: int, title: str, columns: list[Column | None], cells: list[str], errors: list[Remark]) -> Cells:
    values: Cells = {}
    for column, cell in zip(columns, cells, strict=False):
        if column is None:
            continue
        try:
            values[column.key] = _read(column, cell)
        except Incomplete as refusal:
            details: Mapping[str, object] = {**refusal.details, "sheet": title, "column": column.heading}
            errors.append(failed(number, refusal.code, **details))
    return values


def _read(column: Column, cell: str) -> object:
    if column.required and not cell:
        raise Incomplete("shared.required")
    return column.read(cell)


def _grouped(sheet: str, lines: dict[str, list[_Line]], errors: list[Remark]) -> dict[str, list[Cells]]:
    """Put the rows of a list under the number of their project."""
    known = {line.cells.get("no", "") for line in lines["projects"]}
    groups: dict[str, list[Cells]] = {}
    for line in lines[sheet]:
        number = line.cells.get("no", "")
        if number not in known:
            errors.append(
                failed(line.row, "projects.unknown_number", sheet=sheet_title(sheet), column="", value=str(number)[:20])
            )
        groups.setdefault(number, []).append(line.cells)
    return groups


def _brought(line: _Line, parts: dict[str, dict[str, list[Cells]]]) -> Brought:
    cells, number = line.cells, line.cells.get("no", "")
    own: dict[str, Any] = {name: _value(cells, name) for name in Passport.__dataclass_fields__ if _given(cells, name)}
    running = RunningCost(cells.get("running_amount"), _tri(cells, "running_payer"), _tri(cells, "running_reason"))
    lists: dict[str, Any] = {
        sheet: tuple(_MAKERS[sheet](place, row) for place, row in enumerate(parts[sheet].get(number, ()), 1))
        for sheet in LISTS
    }
    return Brought(line.row, str(cells.get("kato") or ""), Passport(**own, **lists, running=running))


def _given(cells: Cells, name: str) -> bool:
    return name in cells or f"{name}_kk" in cells or f"{name}_ru" in cells


def _value(cells: Cells, name: str) -> Any:
    return cells[name] if name in cells else _tri(cells, name)


def _tri(cells: Cells, name: str) -> Tri:
    return Tri(*(str(cells.get(f"{name}_{lang}") or "") for lang in ("kk", "ru", "en")))


def _result(place: int, row: Cells) -> Result:
    pairs = ((row.get(f"target_year_{n}"), row.get(f"target_value_{n}")) for n in (1, 2))
    return Result(
        key=f"r{place}",
        level=row.get("level") or "output",
        text=_tri(row, "text"),
        indicator=_tri(row, "indicator"),
        unit=_tri(row, "unit"),
        baseline=row.get("baseline"),
        baseline_year=row.get("baseline_year"),
        baseline_unknown=_tri(row, "baseline_unknown"),
        targets=tuple(Target(year, value) for year, value in pairs if year is not None and value is not None),
        source=_tri(row, "source"),
    )


def _milestone(place: int, row: Cells) -> Milestone:
    return Milestone(f"m{place}", _tri(row, "title"), row.get("due"), row.get("weight") or 0, row.get("evidence") or ())


def _budget_line(place: int, row: Cells) -> BudgetLine:
    return BudgetLine(
        key=f"b{place}",
        year=row.get("year") or 0,
        source=row.get("source") or Source.OWN,  # an empty cell is an error already, and nothing is stored
        amount=row.get("amount") or 0,
        programme=row.get("programme") or "",
        administrator=row.get("administrator") or "124",
        transfer_basis=_tri(row, "transfer_basis"),
    )


def _revenue(place: int, row: Cells) -> RevenueLine:
    return RevenueLine(
        key=f"v{place}",
        code=row.get("code") or "",
        year=row.get("year") or 0,
        base=row.get("base") or 0,
        low=row.get("low"),
        high=row.get("high"),
        without=row.get("without") or 0,
        planned=row.get("planned") or 0,
        reasoning=_tri(row, "reasoning"),
    )


def _risk(place: int, row: Cells) -> Risk:
    return Risk(
        key=f"k{place}",
        text=_tri(row, "text"),
        probability=row.get("probability") or "medium",
        effect=row.get("effect") or "medium",
        response=_tri(row, "response"),
        owner=_tri(row, "owner"),
        due=row.get("due"),
    )


_MAKERS: dict[str, Callable[[int, Cells], Any]] = {
    "beneficiaries": lambda _place, row: Beneficiary(_tri(row, "group"), row.get("people") or 0),
    "results": _result,
    "milestones": _milestone,
    "lines": _budget_line,
    "revenue": _revenue,
    "risks": _risk,
}
