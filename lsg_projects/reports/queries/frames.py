"""The part of a monitoring frame that a report serves, with the values that this system can compute."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

from lsg_projects.domain import results
from lsg_projects.domain.budget import Figures, roll_up
from lsg_projects.domain.figures.facts import Frame, GoalValue
from lsg_projects.domain.figures.okrugs import Okrug, Plan
from lsg_projects.domain.figures.projects import Indicator as Measured
from lsg_projects.domain.figures.projects import Project
from lsg_projects.domain.money import thousand
from lsg_projects.domain.periods import Period
from lsg_projects.domain.strategy import Direction, Goal, Indicator
from lsg_projects.domain.strategy import Frame as Source
from lsg_projects.kit import strategies

_HUNDREDTH = Decimal("0.01")


def facts(
    frame_key: str, direction_key: str, okrugs: Sequence[Okrug], projects: Sequence[Project], period: Period,
    aims: Mapping[str, Decimal],
) -> Frame | None:  # fmt: skip
    """Give one direction of a frame with its values; nothing where the installation lacks the frame.

    *aims* are the targets that were typed in for the territory and the year; they go before the frame's own.
    """
    found = strategies.frame(frame_key)
    direction = next((part for part in found.directions if part.key == direction_key), None) if found else None
    if found is None or direction is None:
        return None
    values = tuple(
        _aimed(_value(found, direction, goal, indicator, okrugs, projects, period.year), aims.get(indicator.key))
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
    year: int,
) -> GoalValue:
    if not indicator.computed:
        return _reported(frame, goal, indicator, projects, year)
    reported = [okrug for okrug in okrugs if okrug.now]
    serving = {goal.key, direction.key}
    return GoalValue(
        goal=goal.key, goal_title=goal.title, indicator=indicator.title, unit=indicator.unit, rule=indicator.rule,
        certainty=indicator.certainty, source=frame.act.en, target=indicator.target,
        value=_computed(indicator, [okrug.now for okrug in okrugs]),
        before=_computed(indicator, [okrug.base for okrug in okrugs]),
        reported=len(reported), of=len(okrugs),
        projects=sum(any(link.goal in serving for link in project.contributions) for project in projects),
    )  # fmt: skip


def _reported(frame: Source, goal: Goal, indicator: Indicator, projects: Sequence[Project], year: int) -> GoalValue:
    """Roll up what projects report by the indicator's rule; a rural district without a value is missing."""
    name = f"{frame.key}/{indicator.key}"
    leaves = [
        results.Leaf(project.okrug, project.okrug, _of_year(each, year), Decimal(each.people), each.actual_on)
        for project in projects
        for each in project.indicators
        if each.feeds == name
    ]
    rolled = results.roll_up(results.Rule(indicator.rule), leaves)
    value = None if rolled.value is None else rolled.value.quantize(_HUNDREDTH).normalize() + 0
    return GoalValue(
        goal=goal.key, goal_title=goal.title, indicator=indicator.title, unit=indicator.unit, rule=indicator.rule,
        certainty=indicator.certainty, source=frame.act.en, target=indicator.target, value=value,
        reported=rolled.given, of=rolled.of,
        projects=sum(any(link.goal == goal.key for link in project.contributions) for project in projects),
    )  # fmt: skip


def _of_year(each: Measured, year: int) -> Decimal | None:
    return each.actual if each.actual_on and each.actual_on.year == year else None


def _aimed(value: GoalValue, target: Decimal | None) -> GoalValue:
    return value if target is None else replace(value, target=target)


def _computed(indicator: Indicator, plans: Sequence[Plan | None]) -> Decimal | None:
    total: Figures = roll_up(plan.figures for plan in plans if plan)
    if indicator.computed == "own_revenue" and total.own_revenue is not None:
        return thousand(total.own_revenue)
    if indicator.computed == "own_share" and total.own_share is not None:
        return total.own_share.quantize(Decimal("0.1"))
    return None
