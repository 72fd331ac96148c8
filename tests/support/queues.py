"""Projects of a small district that wait for a decision in 2026; what each takes and brings is chosen by the test."""

from __future__ import annotations

from dataclasses import dataclass

from flask import Flask

from lsg_projects.budgets import usecases as budgets
from lsg_projects.budgets.usecases import SetCeiling
from lsg_projects.domain.project import Beneficiary, BudgetLine, RevenueLine, RunningCost
from lsg_projects.domain.states import Role, Source
from lsg_projects.kit.work import work
from tests.support import route_world as rw
from tests.support.office_pages import Browser, signed_in


@dataclass
class Queue:
    """The district, the codes of the projects by their short names, and browsers of officials."""

    world: rw.World
    app: Flask
    codes: dict[str, str]

    def browser(self, role: Role, lang: str = "ru") -> Browser:
        """Give a browser in which the person of *role* is signed in."""
        return signed_in(self.app, self.world.people[role], lang)

    def add(self, name: str, district: int, yearly: int, people: int = 10, own: int = 0) -> str:
        """Send a project that asks *district* (and *own*) thousand tenge and brings *yearly* from 2027 on."""
        lines = [BudgetLine("d", 2026, Source.DISTRICT_BUDGET, district * rw.THOUSAND, "07.2.458", "458")]
        if own:
            lines.append(BudgetLine("o", 2026, Source.OWN, own * rw.THOUSAND, rw.LIGHTING))
        revenue = (RevenueLine("g", "105430", 2027, yearly * rw.THOUSAND, reasoning=rw.tri(rw.LONG)),) if yearly else ()
        passport = rw.PASSPORT.with_changes(
            title=rw.tri(f"Жоба {name} туралы ұсыныс"),
            lines=tuple(lines),
            revenue=revenue,
            brings_revenue=bool(revenue),
            no_revenue_reason=rw.tri(rw.LONG),
            running=RunningCost(0, reason=rw.tri(rw.LONG)),
            beneficiaries=(Beneficiary(rw.tri("Тұрғындар"), people),),
        )
        code = rw.project(self.world, passport)
        rw.submit(self.world, code)
        self.codes[name] = code
        return code

    def ceiling(self, thousand: int, source: Source = Source.DISTRICT_BUDGET, kato: str = rw.DISTRICT) -> None:
        """Set a ceiling of 2026."""
        with work(self.world.actor(Role.FINANCIER)) as unit:
            budgets.set_ceiling(unit, SetCeiling(kato, 2026, source, thousand * rw.THOUSAND, decision_no="Д-1"))

    def names(self, codes: list[str]) -> list[str]:
        """Give the short names of projects by their codes."""
        known = {code: name for name, code in self.codes.items()}
        return [known[code] for code in codes]
