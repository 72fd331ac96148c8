"""The projects of a territory in figures, and what they would add to its budget."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from lsg_projects.delivery import queries as delivery
from lsg_projects.delivery.queries import Promise
from lsg_projects.domain.budget import Figures
from lsg_projects.domain.money import Tiyn, share
from lsg_projects.domain.states import Approval, Delivery, Kind
from lsg_projects.domain.text import Tri
from lsg_projects.projects.models import ProjectSummary
from lsg_projects.register.queries import lists
from lsg_projects.register.queries.conditions import LEVELS, depth
from lsg_projects.register.queries.filters import Filters
from lsg_projects.territories.queries import Unit

SHOWN = 5
"""Projects on the page of a territory; the rest stand in the list."""
_ALL = 10**6


@dataclass(frozen=True)
class Gain:
    """What one approved project is expected to add in a full year to the plan as adopted."""

    code: str
    title: Tri
    kind: Kind
    yearly: Tiyn


@dataclass(frozen=True)
class Kept:
    """What one approved project was to bring until the end of last year, and what came of it until then."""

    code: str
    title: Tri
    expected: Tiyn
    received: Tiyn


@dataclass(frozen=True)
class Standing:
    """The budget of a territory and of its parts in one year, with what approved projects would add."""

    figures: Figures
    expected: Tiyn

    @property
    def share(self) -> Decimal | None:
        """Give the share of own revenue in percent."""
        return self.figures.own_share

    @property
    def share_with_projects(self) -> Decimal | None:
        """Give the share with the revenue of approved projects added to both sides."""
        own, income = self.figures.own_revenue, self.figures.income
        if own is None or not income:
            return None
        return share(own + self.expected, income + self.expected)


@dataclass(frozen=True)
class Projects:
    """The projects of a territory: the first of them, how many, and by delivery state."""

    rows: tuple[lists.Row, ...]
    total: int
    approved: int
    by_delivery: dict[Delivery, int]
    gains: tuple[Gain, ...]

    @property
    def expected(self) -> Tiyn:
        """Give the regular own revenue of a full year from approved projects."""
        return sum(gain.yearly for gain in self.gains)


def projects_of(session: Session, unit: Unit) -> Projects:
    """Give the projects of a territory in figures, and the first of them."""
    here = LEVELS[depth(unit)] == unit.kato
    approved = ProjectSummary.approval == Approval.APPROVED
    page = lists.page_of(session, Filters(territory=(unit.kato,)), (unit,), None, SHOWN, _ALL)
    states = select(ProjectSummary.delivery, func.count(ProjectSummary.project_id)).where(here, approved)
    by_delivery = {state: count for state, count in session.execute(states.group_by(ProjectSummary.delivery))}  # noqa: C416
    gains = (
        select(ProjectSummary.code, ProjectSummary.title, ProjectSummary.kind, ProjectSummary.beyond_plan)
        .where(here, approved, ProjectSummary.beyond_plan > 0)
        .order_by(ProjectSummary.beyond_plan.desc(), ProjectSummary.project_id)
    )
    return Projects(
        page.rows,
        page.total,
        sum(by_delivery.values()),
        by_delivery,
        tuple(Gain(code, title, kind, yearly) for code, title, kind, yearly in session.execute(gains)),
    )


def kept_promises(session: Session, unit: Unit, today: date) -> tuple[Kept, ...]:
    """Give what published projects were to bring in the years that are over beside what came, the largest first."""
    here = LEVELS[depth(unit)] == unit.kato
    titled = select(ProjectSummary.code, ProjectSummary.title).where(here)
    titles = {code: title for code, title in session.execute(titled)}  # noqa: C416 - rows unpack into what they hold
    over: dict[str, list[Promise]] = {}
    for each in delivery.promises(session, (unit.path,), today):
        if each.year < today.year and each.code in titles:
            over.setdefault(each.code, []).append(each)
    found = (
        Kept(code, titles[code], sum(each.expected for each in rows), sum(each.received for each in rows))
        for code, rows in over.items()
    )
    return tuple(sorted(found, key=lambda each: (-each.expected, each.code)))
