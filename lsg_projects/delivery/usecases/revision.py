"""A change of an approved passport against what has happened: paid money, met milestones, reported indicators stay."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import select

from lsg_projects.delivery.models import MilestoneUpdate, PaidLine
from lsg_projects.domain.errors import Incomplete, Problem
from lsg_projects.domain.money import Sum
from lsg_projects.domain.project import Passport
from lsg_projects.domain.results import ValueState
from lsg_projects.kit.work import Work
from lsg_projects.projects.models import Project
from lsg_projects.strategy import queries as strategy


def hold(unit: Work, project_id: int) -> None:
    """Take the project, so that no payment or report comes between a check and what follows from it."""
    unit.session.execute(select(Project.id).where(Project.id == project_id).with_for_update())


def refuse_undone(unit: Work, project_id: int, before: Passport, after: Passport) -> None:
    """Refuse (Incomplete) a passport that undoes what has happened.

    Its lines are below what is paid, it moves a milestone that was met, or it gives up an indicator that has values.
    """
    problems = (
        *_lines(unit, project_id, after), *_milestones(unit, project_id, before, after),
        *_results(unit, project_id, before, after),
    )  # fmt: skip
    if problems:
        raise Incomplete("delivery.undone", problems, n=len(problems))


def _lines(unit: Work, project_id: int, after: Passport) -> Iterator[Problem]:
    planned = {line.key: line.amount for line in after.lines}
    paid = select(PaidLine.line_key, PaidLine.paid).where(PaidLine.project_id == project_id, PaidLine.paid > 0)
    for key, amount in unit.session.execute(paid):
        if planned.get(key, 0) < amount:
            yield Problem("lines", "delivery.below_paid", {"a": Sum(planned.get(key, 0)), "b": Sum(amount)})


def _milestones(unit: Work, project_id: int, before: Passport, after: Passport) -> Iterator[Problem]:
    was, now = ({each.key: each for each in passport.milestones} for passport in (before, after))
    met = select(MilestoneUpdate.milestone_key).where(
        MilestoneUpdate.project_id == project_id, MilestoneUpdate.kind.in_(("met", "partly"))
    )
    done = set(unit.session.scalars(met))
    for place, (key, milestone) in enumerate(was.items(), 1):
        if key in done and milestone != now.get(key):
            yield Problem("milestones", "delivery.moves_met", {"n": place})


def _results(unit: Work, project_id: int, before: Passport, after: Passport) -> Iterator[Problem]:
    """Keep what was reported readable: an indicator with approved values, or some that wait, stays in its unit."""
    told = strategy.values_of(unit.session, (project_id,))[project_id]
    kept = {value.key for value in told if value.state in (ValueState.APPROVED, ValueState.PENDING)}
    now = {each.key: each.unit for each in after.results}
    for place, result in enumerate(before.results, 1):
        if result.key in kept and now.get(result.key) != result.unit:
            yield Problem("results", "delivery.drops_reported", {"n": place})
