"""What may be chosen in the passport of a project: villages of its territory, codes valid in its years."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from sqlalchemy.orm import Session

from lsg_projects.classifiers import queries as classifiers
from lsg_projects.domain.project import Passport
from lsg_projects.domain.states import Level
from lsg_projects.domain.text import LANGUAGES, Tri
from lsg_projects.kit import strategies
from lsg_projects.projects.queries.heads import ProjectHead
from lsg_projects.territories import queries as territories

HORIZON = 5
"""Years that are offered from the project's beginning on."""


def budget_years(passport: Passport, today: date) -> tuple[int, ...]:
    """Give the budget years to offer: those of the project's beginning, this and the next one, and the stored ones."""
    return tuple(sorted(_begun(passport, today) | {today.year, today.year + 1} | set(passport.years)))


def revenue_years(passport: Passport, today: date) -> tuple[int, ...]:
    """Give the years to offer for revenue."""
    return tuple(sorted(_begun(passport, today) | set(passport.revenue_years)))


def _begun(passport: Passport, today: date) -> set[int]:
    first = passport.start.year if passport.start else today.year
    return set(range(first, first + HORIZON))


def villages(session: Session, head: ProjectHead) -> tuple[tuple[str, Tri], ...]:
    """Give the villages of the owner's territory, or the territory itself where none are known."""
    own = territories.units_under(session, head.unit_path, Level.SETTLEMENT)
    return tuple((each.kato, each.name) for each in own) or ((head.kato, head.unit_name),)


def programmes(session: Session, years: Iterable[int]) -> tuple[tuple[str, Tri], ...]:
    """Give the budget programmes that are valid in any of *years*."""
    found = {each.code: each.name for year in years for each in classifiers.programmes(year, session)}
    return tuple(sorted(found.items()))


def receipts(session: Session, years: Iterable[int]) -> tuple[tuple[str, Tri], ...]:
    """Give the receipts that a project may raise for the okrug's budget in any of *years*."""
    found = {each.code: each.name for year in years for each in classifiers.revenue_codes(year, session)}
    return tuple(sorted(found.items()))


def goals() -> tuple[tuple[str, Tri], ...]:
    """Give the goals of this installation's monitoring frames, as ``frame/goal``."""
    return tuple(
        (f"{frame.key}/{goal.key}", _joined(frame.title, goal.title))
        for frame in strategies.frames()
        for direction in frame.directions
        for goal in direction.goals
    )


def frame_indicators() -> tuple[tuple[str, Tri], ...]:
    """Give the indicators of frames that people report (this system computes the others), as ``frame/indicator``."""
    return tuple(
        (f"{frame.key}/{indicator.key}", _joined(frame.title, indicator.title))
        for frame in strategies.frames()
        for _direction, _goal, indicator in frame.indicators
        if not indicator.computed
    )


def indicator_title(feeds: str) -> Tri:
    """Give the words of ``frame/indicator``, or nothing where this installation does not know it."""
    key, _, indicator = feeds.partition("/")
    frame = strategies.frame(key)
    found = frame.indicator(indicator) if frame else None
    return _joined(frame.title, found.title) if frame and found else Tri()


def goal_title(frame: str, goal: str) -> Tri:
    """Give the words of a goal, or nothing where this installation does not know it."""
    found = strategies.frame(frame)
    return _joined(found.title, found.title_of(goal)) if found else Tri()


def _joined(frame: Tri, goal: Tri) -> Tri:
    return Tri(*(f"{goal.pick(lang)} ({frame.pick(lang)})" for lang in LANGUAGES))
