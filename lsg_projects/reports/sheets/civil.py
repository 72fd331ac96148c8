"""The civil budget on two pages: of every 1,000 tenge, and what is made with the money this year."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from lsg_projects.domain.budget import Figures
from lsg_projects.domain.civil_budget import came_from, of_thousand, outcome
from lsg_projects.domain.figures.civil import CivilFacts
from lsg_projects.domain.figures.okrugs import Plan
from lsg_projects.domain.figures.projects import Project
from lsg_projects.domain.figures.stamp import Stamp
from lsg_projects.domain.money import Tiyn
from lsg_projects.kit.paper.model import Paper
from lsg_projects.reports.sheets.bars import FULL, Part
from lsg_projects.reports.sheets.sheet import Sheet

_FROM = {"tax": "gold", "non_tax": "gold2", "capital_sale": "gold3", "transfers": "steel"}
_TO = ("petrol", "slate", "steel", "mist", "open")


@dataclass(frozen=True)
class Piece:
    """One part of a thousand tenge."""

    name: str
    tone: str
    tenge: int
    amount: Tiyn
    own: bool = False
    example: str = ""


def paper(facts: CivilFacts, stamp: Stamp, data: bytes) -> Paper:
    """Give the civil budget as a paper to be printed."""
    sheet = Sheet(facts, stamp, data)
    sheet.titled(facts.place.name)
    came, goes = _came_from(sheet, facts.plan), _goes_to(sheet)
    extra = {
        "came": came, "came_bar": _bar(came), "goes": goes, "goes_bar": _bar(goes),
        "balance": _balance(sheet, facts.plan), "shown": tuple(_shown(sheet)),
        "built": sum(_in_year(project, facts.year) for project in facts.projects),
        "own_tenge": sum(piece.tenge for piece in came if piece.own),
    }  # fmt: skip
    return sheet.paper(_sentence(sheet), facts.place.name, ("front", "projects"), extra)


def _sentence(sheet: Sheet[CivilFacts]) -> str:
    plan, form = sheet.facts.plan, sheet.form
    if plan is None or plan.figures.income is None:
        return sheet.say("kinds.civil.no_plan", year=sheet.facts.year)
    return sheet.say(
        "kinds.civil.sentence", year=sheet.facts.year, income=form.rounded_money(plan.figures.income),
        own=form.rounded_money(plan.own),
    )  # fmt: skip


def _came_from(sheet: Sheet[CivilFacts], plan: Plan | None) -> tuple[Piece, ...]:
    return tuple(
        Piece(sheet.say(f"kinds.civil.from.{kind.name}"), _FROM[kind.name], kind.tenge, kind.amount, kind.own)
        for kind in (came_from(plan.figures) if plan else ())
    )


def _goes_to(sheet: Sheet[CivilFacts]) -> tuple[Piece, ...]:
    """Share 1,000 tenge of expenditure among its directions, where the act's lines are known."""
    rows = sheet.facts.spending
    tenge = of_thousand([row.amount for row in rows])
    return tuple(
        Piece(
            row.name.pick(sheet.lang), _TO[min(place, len(_TO) - 1)], part, row.amount,
            example=row.example.pick(sheet.lang),
        )
        for place, (row, part) in enumerate(zip(rows, tenge, strict=True))
    )  # fmt: skip


def _bar(pieces: Sequence[Piece]) -> list[Part]:
    """Lay the parts side by side: the whole bar is 1,000 tenge."""
    parts: list[Part] = []
    left = 0
    for piece in pieces:
        width = min(round(piece.tenge * FULL / 1000), FULL - left)
        if width > 0:
            parts.append((left, max(1, width - 1), piece.tone))
        left += width
    return parts


def _balance(sheet: Sheet[CivilFacts], plan: Plan | None) -> str:
    """Say in one sentence whether more is spent than comes in, and what covers it."""
    figures = plan.figures if plan else Figures()
    found, amount = outcome(figures)
    said = {"x": sheet.form.money(amount), "b": sheet.form.money(figures.used_balances)}
    return sheet.say(f"kinds.civil.stands.{found}", **said)


def _in_year(project: Project, year: int) -> Tiyn:
    return sum(line.amount for line in project.funding if line.year == year)


def _shown(sheet: Sheet[CivilFacts]) -> Iterator[dict[str, object]]:
    """Give the year's projects, the largest sum of the year first, each with the address of its card."""
    year = sheet.facts.year
    for project in sorted(sheet.facts.projects, key=lambda each: (-_in_year(each, year), each.code)):
        ends = [m.met or m.due for m in project.milestones if m.met or m.due]
        yield {
            "project": project, "amount": _in_year(project, year), "address": sheet.card(project.code),
            "ready": max((day for day in ends if day), default=None), "finished": project.finished_by(sheet.until),
        }  # fmt: skip
