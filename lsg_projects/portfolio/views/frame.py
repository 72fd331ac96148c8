"""Whose ranking it is: the district of the reader's post, and the year of the address."""

from __future__ import annotations

from dataclasses import dataclass

from flask import request

from lsg_projects.domain.access import RIGHTS, Action, Subject, may, require
from lsg_projects.domain.errors import Missing
from lsg_projects.domain.plan_file import FIRST_YEAR, LAST_YEAR
from lsg_projects.domain.states import Level
from lsg_projects.kit.db import session
from lsg_projects.territories import queries as territories
from lsg_projects.territories.queries import Unit
from lsg_projects.web.identity import current_actor


@dataclass(frozen=True)
class Place:
    """The district and year of a page, and whether the reader may compute and save."""

    district: Unit
    year: int
    districts: tuple[Unit, ...]
    """All that the reader may choose from."""
    may_rank: bool

    @property
    def carried(self) -> str | None:
        """Give the district that addresses carry on, where there is more than one."""
        return self.district.kato if len(self.districts) > 1 else None


def districts() -> tuple[Unit, ...]:
    """Give the districts whose ranking the reader may see, by the posts that allow it."""
    posts = current_actor().posts_as(*RIGHTS[Action.READ_RANKING])
    found = [
        unit for post in posts for unit in territories.units_under(session(), post.unit_path, Level.DISTRICT)
    ]  # fmt: skip
    return tuple(dict.fromkeys(found))


def place(year: int, action: Action = Action.READ_RANKING) -> Place:
    """Find the page's district; refuses (Missing) another's one and years out of range."""
    known = districts()
    asked = request.args.get("district", "")
    chosen = next((unit for unit in known if asked in ("", unit.kato)), None)
    if chosen is None or not FIRST_YEAR <= year <= LAST_YEAR:
        raise Missing("shared.absent")
    subject = Subject(chosen.path, name=f"ranking:{chosen.kato}")
    require(action, current_actor(), subject)
    return Place(chosen, year, known, bool(may(Action.RANK_PROJECTS, current_actor(), subject)))
