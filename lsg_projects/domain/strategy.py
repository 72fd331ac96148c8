"""Monitoring frames as data: a frame, its directions, their goals, and indicators whose targets may be unknown."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from lsg_projects.domain.text import Tri


@dataclass(frozen=True)
class Indicator:
    """What a goal is measured by; a target stays empty until the installation enters it from the act."""

    key: str
    title: Tri
    unit: Tri
    rule: str
    """How values roll up from below: ``sum``, ``weighted`` or ``last``."""
    certainty: str
    """``confirmed``, ``known`` or ``inferred``."""
    computed: str = ""
    """The figure of this system that gives its value: ``own_revenue``, ``own_share``; empty where people report it."""
    target: Decimal | None = None
    source: str = ""


@dataclass(frozen=True)
class Goal:
    """A goal of a direction."""

    key: str
    title: Tri
    certainty: str
    indicators: tuple[Indicator, ...] = ()
    source: str = ""


@dataclass(frozen=True)
class Direction:
    """A reform or priority of a frame."""

    key: str
    title: Tri
    certainty: str
    goals: tuple[Goal, ...] = ()
    source: str = ""


@dataclass(frozen=True)
class Frame:
    """A strategic document that projects contribute to."""

    key: str
    title: Tri
    act: Tri
    certainty: str
    starts: date
    ends: date
    directions: tuple[Direction, ...] = ()
    address: str = ""
    """Where the act can be read."""
    followed_by: str = ""
    """The key of the frame that came after it."""

    def ended(self, day: date) -> bool:
        """Tell whether its horizon lies behind *day*."""
        return self.ends < day

    @property
    def indicators(self) -> tuple[tuple[Direction, Goal, Indicator], ...]:
        """Give every indicator with the goal and the direction that it stands under."""
        return tuple(
            (direction, goal, indicator)
            for direction in self.directions
            for goal in direction.goals
            for indicator in goal.indicators
        )

    def indicator(self, key: str) -> Indicator | None:
        """Find an indicator by its key."""
        return next((found for _direction, _goal, found in self.indicators if found.key == key), None)

    def title_of(self, key: str) -> Tri:
        """Give the title of a direction or goal; an unknown key is an empty text."""
        named = {direction.key: direction.title for direction in self.directions}
        named |= {goal.key: goal.title for direction in self.directions for goal in direction.goals}
        return named.get(key, Tri())
