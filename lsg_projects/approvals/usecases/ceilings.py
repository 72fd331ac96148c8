"""What is approved never exceeds a ceiling, not even where two decide at the same moment."""

from __future__ import annotations

from sqlalchemy import select

from lsg_projects.approvals.queries import limits
from lsg_projects.approvals.queries.limits import Limit
from lsg_projects.budgets.models import Ceiling
from lsg_projects.domain.errors import Incomplete, Problem
from lsg_projects.domain.money import Sum
from lsg_projects.domain.project import Passport
from lsg_projects.kit.work import Work
from lsg_projects.projects.queries import ProjectHead
from lsg_projects.territories.models import AdministrativeUnit


def hold(unit: Work, head: ProjectHead, passport: Passport) -> None:
    """Refuse (Incomplete) money that does not fit under a ceiling beside what is approved already.

    The ceilings of the territory and of those above it are taken for this piece of work first, in the order of their
    numbers: of two decisions that fit alone but not together the second one is told so. Whoever wants both raises the
    ceiling by an act, or returns one of the projects.
    """
    _take(unit, head, passport)
    over = limits.money(unit.session, head, passport).over
    if over:
        raise Incomplete("approvals.over_ceiling", tuple(_problem(limit) for limit in over), n=len(over))


def _take(unit: Work, head: ProjectHead, passport: Passport) -> None:
    binding = (
        select(Ceiling.id)
        .join(AdministrativeUnit, AdministrativeUnit.id == Ceiling.unit_id)
        .where(AdministrativeUnit.kato.in_(head.unit_path.split("/")), Ceiling.year.in_(passport.years))
        .order_by(Ceiling.id)
    )
    unit.session.execute(binding.with_for_update(of=Ceiling)).all()


def _problem(limit: Limit) -> Problem:
    facts = {
        "year": limit.year, "ceiling": Sum(limit.ceiling), "approved": Sum(limit.approved), "asked": Sum(limit.asked),
        "over": Sum(-limit.rest),
    }  # fmt: skip
    return Problem("outcome", "approvals.above_ceiling", facts)
