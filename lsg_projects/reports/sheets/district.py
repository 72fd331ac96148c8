"""The quarterly report of a district, chapter by chapter."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from lsg_projects.domain.budget import Contradiction
from lsg_projects.domain.figures import budgets, portfolio
from lsg_projects.domain.figures.facts import DistrictFacts
from lsg_projects.domain.figures.okrugs import Okrug, Plan
from lsg_projects.domain.figures.projects import Project
from lsg_projects.domain.figures.stamp import Stamp
from lsg_projects.domain.periods import Period, parse
from lsg_projects.kit.formats import Formats, formats
from lsg_projects.kit.words import Words, words


@dataclass(frozen=True)
class Entry:
    """A line of the contents: its anchor, words, and depth."""

    anchor: str
    words: str
    look: str


class DistrictReport:
    """The facts of a district and everything computed from them, in one language."""

    def __init__(self, facts: DistrictFacts, stamp: Stamp, data: bytes) -> None:
        """Take the facts, the edition's stamp and the bytes that travel inside the file."""
        self.facts, self.stamp, self.data = facts, stamp, data
        self.lang = facts.language
        self.say: Words = words(self.lang)
        self.form: Formats = formats(self.lang)
        self.period: Period = parse(facts.period)

    @property
    def until(self) -> date:
        """Give the last day that the report speaks of."""
        return self.period.end

    @property
    def many(self) -> bool:
        """Tell a territory of several okrugs, which are compared, from a single one."""
        return len(self.facts.okrugs) != 1

    @cached_property
    def total(self) -> budgets.BudgetRow:
        """Give the weighted total of all okrugs."""
        return budgets.total(self.facts, self.until)

    @cached_property
    def rows(self) -> tuple[budgets.BudgetRow, ...]:
        """Give the okrugs, the highest share first."""
        return budgets.rows(self.facts, self.until)

    @cached_property
    def now(self) -> portfolio.Summary:
        """Give the six figures of the period."""
        return portfolio.summary(self.facts, self.period)

    @cached_property
    def ordered(self) -> tuple[Project, ...]:
        """Give the projects grouped by okrug, in the order of the okrugs' table."""
        place = {row.okrug.place.kato: number for number, row in enumerate(self.rows) if row.okrug}
        return tuple(sorted(self.facts.projects, key=lambda p: (place.get(p.okrug, len(place)), p.code)))

    @cached_property
    def title(self) -> str:
        """Give the report's title, as the cover and the file's properties say it."""
        district = self.facts.district.name.pick(self.lang)
        return self.say(f"paper.kind.{self.facts.kind}", district=district, period=self.form.period(self.facts.period))

    @cached_property
    def sentence(self) -> str:
        """Give the period's result in one sentence."""
        return self.say(
            "paper.district.sentence", n=self.now.in_delivery, finished=self.now.finished, behind=self.now.behind,
            paid=self.form.rounded_money(self.now.paid),
        )  # fmt: skip

    def entries(self) -> Iterator[Entry]:
        """Give the lines of the contents, okrugs and projects included."""
        for anchor, key in (
            ("summary", "paper.toc.summary"), ("attention", "paper.attention.title"),
            ("revenue", "paper.revenue.title"), ("okrugs", "paper.toc.okrugs"),
            ("approvals", "paper.approvals.title"), ("frame", "paper.frame.title"),
            ("narratives", "paper.narratives.title"),
        ):  # fmt: skip
            if (anchor != "frame" or self.facts.frame) and (anchor != "okrugs" or self.many):
                yield Entry(anchor, self.say(key), "chap")
        yield from self._project_entries()
        yield Entry("annexes", self.say("paper.annex.title"), "chap")
        yield Entry("check", self.say("paper.back.title"), "chap")

    def _project_entries(self) -> Iterator[Entry]:
        names = self.okrug_names()
        before = None
        for project in self.ordered:
            if project.okrug != before:
                yield Entry(f"okrug-{project.okrug}", names[project.okrug].pick(self.lang), "chap")
            before = project.okrug
            yield Entry(f"project-{project.code}", project.title.pick(self.lang), "item")

    def okrug_names(self) -> dict[str, Any]:
        """Give the official names of the okrugs by code."""
        return {okrug.place.kato: okrug.place.name for okrug in self.facts.okrugs}

    def contradictions(self) -> list[tuple[Okrug, Plan, Contradiction]]:
        """Give every place where an act does not agree with itself."""
        return [
            (okrug, plan, found)
            for okrug in self.facts.okrugs
            for plan in (okrug.base, okrug.now)
            if plan
            for found in plan.contradictions
        ]

    def versions(self, year: str) -> str:
        """Give the decisions that the plans of a year (``base`` or ``now``) come from, each once."""
        plans = [plan for okrug in self.facts.okrugs if (plan := getattr(okrug, year))]
        return "; ".join(sorted({self.act(plan) for plan in plans})) or self.say("unit.no_data")

    def act(self, plan: Plan) -> str:
        """Name the act that a plan stands in: version, number, day."""
        number = plan.decision if plan.decision.startswith("№") else f"№ {plan.decision}"
        parts = (self.say(f"paper.plan.{plan.kind}"), number if plan.decision else "", self.form.day(plan.decided))
        return ", ".join(part for part in parts if part)
