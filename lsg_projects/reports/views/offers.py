"""What may be chosen for a report: the subjects of the official's territories and the periods that fit the kind."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from flask import url_for

from lsg_projects.domain import periods
from lsg_projects.domain.access import Action, Subject, may, scope
from lsg_projects.domain.periods import Length
from lsg_projects.domain.reporting import KINDS, Kind, SubjectKind
from lsg_projects.domain.states import Approval
from lsg_projects.kit import clock
from lsg_projects.kit.db import session
from lsg_projects.projects import queries as projects
from lsg_projects.territories import queries as territories
from lsg_projects.web.identity import current_actor
from lsg_projects.web.render import language, t

_OFFERED = {Length.MONTH: 13, Length.QUARTER: 8, Length.HALF: 4, Length.YEAR: 4}
"""How many of the newest periods of each length are offered."""
_PROJECTS_OFFERED = 100


@dataclass(frozen=True)
class Offer:
    """One kind as the list of kinds shows it."""

    title: str
    purpose: str
    about: str
    periods: str
    href: str


def offers(fits: Callable[[Kind], bool], endpoint: str) -> Iterator[Offer]:
    """Give every kind that fits, in the order of the table, each leading to *endpoint*."""
    for kind in filter(fits, KINDS.values()):
        about = "project" if kind.subject is SubjectKind.PROJECT else "+".join(level.value for level in kind.levels)
        yield Offer(
            t(f"reports.kind.{kind.key}"), t(f"reports.purpose.{kind.key}"), t(f"reports.about.{about}"),
            ", ".join(t(f"reports.length.{length.value}") for length in kind.lengths),
            url_for(endpoint, kind=kind.key),
        )  # fmt: skip


def subjects(kind: Kind, action: Action) -> list[tuple[str, str]]:
    """Give what the official may do *action* about: projects, or territories at the levels that the kind speaks of."""
    return _projects() if kind.subject is SubjectKind.PROJECT else _territories(kind, action)


def _territories(kind: Kind, action: Action) -> list[tuple[str, str]]:
    actor = current_actor()
    found = {
        unit.kato: unit.name.pick(language())
        for level in kind.levels
        for path in scope(actor) or ("",)
        for unit in territories.units_under(session(), path, level)
        if may(action, actor, Subject(unit.path))
    }
    return list(found.items())


def _projects() -> list[tuple[str, str]]:
    """Give the newest published projects of the official's territories, for the kinds that are about one project."""
    filters = projects.Filters(approval=Approval.APPROVED, order="code", size=_PROJECTS_OFFERED)
    rows = projects.visible(session(), current_actor(), filters)
    return [(row.code, f"{row.code} · {row.title.pick(language())}") for row in rows if row.published]


def ended_and_running(kind: Kind) -> list[periods.Period]:
    """Give the newest periods that have ended, the longest lengths last, and then those that still run."""
    ended, running = [], []
    for length in sorted(kind.lengths, key=list(_OFFERED).index):
        period = periods.of(clock.today(), length)
        running.append(period)
        for _ in range(_OFFERED[length]):
            period = period.previous
            ended.append(period)
    return ended + running


def running_and_ended(kind: Kind) -> list[periods.Period]:
    """Give the periods with which a schedule may begin: those that run, then those whose reports would be caught up."""
    found = ended_and_running(kind)
    return found[-len(kind.lengths) :] + found[: -len(kind.lengths)]
