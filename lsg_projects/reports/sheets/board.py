"""The board at a building site: both official languages side by side, on A3 and again on A2."""

from __future__ import annotations

from dataclasses import dataclass

from lsg_projects.domain.figures.board import BoardFacts
from lsg_projects.domain.figures.receipts import by_source
from lsg_projects.domain.figures.stamp import Stamp
from lsg_projects.domain.money import Tiyn
from lsg_projects.domain.periods import parse
from lsg_projects.domain.states import TRANSFERS, Source
from lsg_projects.kit.formats import formats
from lsg_projects.kit.paper.model import Paper
from lsg_projects.kit.paper.pages import brief
from lsg_projects.kit.words import Words, words
from lsg_projects.reports.sheets.bars import Part, stacked
from lsg_projects.reports.sheets.sheet import Sheet

SIZES = {"a3": 1.0, "a2": 1.4142}
"""Sheets of paper with their measure of A3."""
_LONG = ((44, 50), (70, 42), (110, 34), (170, 27))
"""Letters of a title and the points in which they stand on A3; longer ones are set in the last size."""
_SMALLEST = 22
_LINE, _ROOM = 30, 300
"""Letters of one line in the middle of the board, and those that fit in the usual size."""


@dataclass(frozen=True)
class Half:
    """Everything that one language says on the board, cut to what a board holds: the card has the whole."""

    lang: str
    title: str
    place: str
    cost: str
    unit: str
    dates: str
    payers: tuple[tuple[str, str], ...]
    brings: str
    purpose: str
    office: str
    phone: str
    builder: str
    contract: str
    decision: str
    labels: dict[str, str]

    @property
    def letters(self) -> int:
        """Count what the middle of the board has to hold; each payer takes a line."""
        told = (self.place, self.brings or self.purpose, self.office, self.phone, self.builder, self.contract)
        return sum(len(each) for each in told) + _LINE * len(self.payers)


def paper(facts: BoardFacts, stamp: Stamp, data: bytes) -> Paper:
    """Give the board as a paper to be printed; page one is A3, page two the same on A2."""
    sheet = Sheet(facts, stamp, data)
    sheet.titled(facts.project.title)
    halves = (_half(facts, "kk"), _half(facts, "ru"))
    longest = max(len(half.title) for half in halves)
    extra = {
        "halves": halves, "bar": _bar(facts), "sizes": SIZES, "card_address": sheet.card(facts.project.code),
        "dense": max(half.letters for half in halves) > _ROOM,
        "title_points": next((points for letters, points in _LONG if longest <= letters), _SMALLEST),
    }  # fmt: skip
    return sheet.paper(facts.project.summary.pick("kk"), facts.project.title, ("front",), extra)


def _half(facts: BoardFacts, lang: str) -> Half:
    say, form, project = words(lang), formats(lang), facts.project
    place = ", ".join(
        name for name in (*(each.pick(lang) for each in facts.villages), project.place.pick(lang)) if name
    )
    start, end = form.day(project.start), form.day(facts.ends)
    return Half(
        lang=lang, title=brief(project.title.pick(lang), 170), place=brief(place or facts.okrug.name.pick(lang), 70),
        cost=form.rounded_money(project.amount), unit=say("unit.thousand_tenge"), dates=f"{start} – {end}",
        payers=_payers(facts, say, lang), brings=_brings(project.yearly, project.one_off, say, lang),
        purpose=brief(project.goal.pick(lang) or project.summary.pick(lang), 110),
        office=brief(facts.office.pick(lang), 80), phone=brief(facts.phone, 40),
        builder=brief(facts.builder.name if facts.builder else say("kinds.board.no_builder"), 60),
        contract=_contract(facts, say, lang), decision=_decision(facts, say, lang),
        labels={name: say(f"kinds.board.{name}") for name in (
            "place", "cost", "dates", "pays", "purpose", "office", "builder", "ask", "scan", "version", "printed",
        )} | {"mark": say("paper.demonstration")},
    )  # fmt: skip


def _brings(yearly: Tiyn, once: Tiyn, say: Words, lang: str) -> str:
    """Say what the settlement's own budget gains; nothing where no revenue is expected."""
    money = formats(lang).rounded_money
    if yearly:
        return say("kinds.board.yearly", sum=money(yearly))
    return say("kinds.board.once", sum=money(once)) if once else ""


def _payers(facts: BoardFacts, say: Words, lang: str) -> tuple[tuple[str, str], ...]:
    money = formats(lang).rounded_money
    return tuple(
        (_tone(row.source), f"{say(f'source.{row.source.value}')}: {money(row.planned)}")
        for row in by_source(facts.project, parse(facts.period).end)
        if row.planned
    )


def _tone(source: Source) -> str:
    if source is Source.OWN:
        return "slate"
    return "steel" if source in TRANSFERS or source is Source.DISTRICT_BUDGET else "open"


def _bar(facts: BoardFacts) -> list[Part]:
    rows = by_source(facts.project, parse(facts.period).end)
    return stacked([(row.planned, _tone(row.source)) for row in rows], facts.project.amount)


def _contract(facts: BoardFacts, say: Words, lang: str) -> str:
    found = facts.builder
    if found is None:
        return ""
    parts = [say("kinds.board.contract", number=found.number, day=formats(lang).day(found.dated))]
    if found.procurement:
        parts.append(say("kinds.board.procurement", number=found.procurement))
    return brief(", ".join(parts), 70)


def _decision(facts: BoardFacts, say: Words, lang: str) -> str:
    found = facts.decision
    if found is None:
        return ""
    number = f" № {found.number}" if found.number else ""
    return brief(f"{say(f'body.{found.body.value}')}{number}, {formats(lang).day(found.act_day or found.day)}", 110)
