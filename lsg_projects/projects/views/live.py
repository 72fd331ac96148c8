"""The narrow column of the form: what the passport comes to, computed from what was saved."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from lsg_projects.domain.calendar import next_working, working_days
from lsg_projects.domain.money import Tiyn
from lsg_projects.domain.project import Passport
from lsg_projects.domain.revenue import Outlook, Payback, Returns, returns
from lsg_projects.domain.states import TRANSFERS, Source
from lsg_projects.kit import clock
from lsg_projects.kit.db import session
from lsg_projects.kit.formats import formats
from lsg_projects.kit.workdays import day_off
from lsg_projects.projects.queries import ProjectHead
from lsg_projects.projects.queries.share import OwnShare, own_share
from lsg_projects.web.render import language, t

_TONES = {Source.OWN: "budget", Source.LOAN: "outline", Source.SPONSOR: "track", Source.IN_KIND: "track"}


@dataclass(frozen=True)
class Live:
    """The passport in figures; amounts in tiyn."""

    amount: Tiyn
    own: Tiyn
    transfers: Tiyn
    parts: tuple[tuple[str, Tiyn], ...]
    legend: tuple[tuple[str, str], ...]
    by_year: tuple[tuple[int, Tiyn], ...]
    returns: Returns
    own_payback: str
    whole_payback: str
    weights: int
    has_revenue: bool
    share: OwnShare | None

    @property
    def own_years(self) -> Decimal | None:
        """Give the years in which the okrug's own money returns."""
        return self.returns.own.rounded()


def live_of(passport: Passport, head: ProjectHead) -> Live:
    """Work out the figures of a passport, and what it does to its okrug's share of own revenue."""
    result = returns(passport)
    sums: dict[Source, Tiyn] = {}
    years: dict[int, Tiyn] = {}
    for line in passport.lines:
        sums[line.source] = sums.get(line.source, 0) + line.amount
        years[line.year] = years.get(line.year, 0) + line.amount
    return Live(
        amount=passport.amount,
        own=passport.own_amount,
        transfers=passport.transfer_amount,
        parts=tuple((_tone(source), value) for source, value in sums.items() if value),
        legend=tuple((_tone(source), _named(source, value)) for source, value in sums.items() if value),
        by_year=tuple(sorted(years.items())),
        returns=result,
        own_payback=payback_words(result.own),
        whole_payback=payback_words(result.whole),
        weights=sum(milestone.weight for milestone in passport.milestones),
        has_revenue=bool(passport.revenue),
        share=own_share(session(), head, passport, clock.today().year),
    )


@dataclass(frozen=True)
class Point:
    """A saved milestone on the line of time."""

    title: str
    meta: str
    state: str


def points_of(passport: Passport) -> tuple[Point, ...]:
    """Give the dated milestones in their order, with the working days between them; a day off is said."""
    points, before = [], passport.start
    for milestone in sorted((m for m in passport.milestones if m.due), key=lambda m: m.due or date.max):
        due = milestone.due or date.max
        points.append(Point(milestone.title.pick(language()), _meta(before, due), "warn" if day_off(due) else "todo"))
        before = due
    return tuple(points)


def _meta(before: date | None, due: date) -> str:
    fmt = formats(language())
    parts = [fmt.day(due)]
    if before is not None and due >= before:
        parts.append(t("projects.working_days", n=working_days(before, due, day_off)))
    if day_off(due):
        parts.append(t("projects.day_off", e=fmt.day(next_working(due, day_off))))
    return " · ".join(parts)


def payback_words(payback: Payback) -> str:
    """Say in how many years money returns, or why there are no years to say."""
    if payback.outlook is Outlook.PAYS_BACK:
        years = payback.rounded()
        return t("projects.payback.years", n=float(years or 0), years=formats(language()).plain_number(years))
    return t(f"projects.payback.{payback.outlook.value}")


def _tone(source: Source) -> str:
    return "transfer" if source in TRANSFERS else _TONES.get(source, "transfer2")


def _named(source: Source, value: Tiyn) -> str:
    return f"{t(f'source.{source.value}')}: {formats(language()).money(value)}"
