"""What a project does to the share of own revenue in its okrug's budget."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from sqlalchemy.orm import Session

from lsg_projects.budgets import queries as budgets
from lsg_projects.domain.money import share
from lsg_projects.domain.project import Passport
from lsg_projects.projects.queries.heads import ProjectHead


@dataclass(frozen=True)
class OwnShare:
    """The share of own revenue in the plan of *year*, now and with what the project adds to it, in percent."""

    year: int
    now: Decimal
    then: Decimal


def own_share(session: Session, head: ProjectHead, passport: Passport, year: int) -> OwnShare | None:
    """Give the share by the newest plan of *year* or of the year before; nothing without a plan or a yearly gain."""
    gain = passport.yearly_beyond_plan
    plans = (budgets.newest_plan(session, head.unit_id, each) for each in (year, year - 1)) if gain > 0 else ()
    plan = next((each for each in plans if each is not None), None)
    if plan is None or plan.own_revenue is None or not plan.income:
        return None
    now, then = share(plan.own_revenue, plan.income), share(plan.own_revenue + gain, plan.income + gain)
    return OwnShare(plan.year, now, then) if now is not None and then is not None else None
