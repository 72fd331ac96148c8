"""The part of a monitoring frame that a report serves, with the values that this system can compute."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from lsg_projects.domain.budget import Figures, roll_up
from lsg_projects.domain.figures.facts import Frame, GoalValue
from lsg_projects.domain.figures.okrugs import Okrug, Plan
from lsg_projects.domain.figures.projects import Project
from lsg_projects.domain.money import thousand
from lsg_projects.domain.periods import Period
from lsg_projects.domain.strategy import Direction, Goal, Indicator
from lsg_projects.domain.strategy import Frame as Source
from lsg_projects.kit import strategies


def facts(
    frame_key: str, direction_key: str, okrugs: Sequence[Okrug], projects: Sequence[Project], period: Period
) -> Frame | None:
    """Give one direction of a frame with computed values; nothing where the installation lacks the frame."""
    found = strategies.frame(frame_key)
    direction = next((part for part in found.directions if part.key == direction_key), None) if found else None
    if found is None or direction is None:
        return None
    values = tuple(
        _value(found, direction, goal, indicator, okrugs, projects)
        for goal in direction.goals
        for indicator in goal.indicators
    )
    return Frame(found.key, found.title, direction.title, found.ended(period.end), values, direction.key)


def _value(
    frame: Source,
    direction: Direction,
    goal: Goal,
    indicator: Indicator,
    okrugs: Sequence[Okrug],
    projects: Sequence[Project],
) -> GoalValue:
    reported = [okrug for okrug in okrugs if okrug.now] if indicator.computed else []
    serving = {goal.key, direction.key} if indicator.computed else {goal.key}
    return GoalValue(
        goal=goal.key, goal_title=goal.title, indicator=indicator.title, unit=indicator.unit, rule=indicator.rule,
        certainty=indicator.certainty, source=frame.act, target=indicator.target,
        value=_computed(indicator, [okrug.now for okrug in okrugs]),
        before=_computed(indicator, [okrug.base for okrug in okrugs]),
        reported=len(reported), of=len(okrugs),
        projects=sum(any(link.goal in serving for link in project.contributions) for project in projects),
    )  # fmt: skip


def _computed(indicator: Indicator, plans: Sequence[Plan | None]) -> Decimal | None:
    total: Figures = roll_up(plan.figures for plan in plans if plan)
    if indicator.computed == "own_revenue" and total.own_revenue is not None:
        return thousand(total.own_revenue)
    if indicator.computed == "own_share" and total.own_share is not None:
        return total.own_share.quantize(Decimal("0.1"))
    return None
