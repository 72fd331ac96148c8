"""What needs somebody: projects behind their dates, with since when, who acts and by when."""

from __future__ import annotations

from datetime import date

from lsg_projects.domain.figures.facts import Attention, DistrictFacts
from lsg_projects.domain.figures.projects import Project
from lsg_projects.domain.states import Delivery, Role

_ORDER = {Delivery.STALLED: 0, Delivery.LATE: 1, Delivery.AT_RISK: 2}
_LAST = len(_ORDER)


def needed(facts: DistrictFacts, until: date) -> tuple[Attention, ...]:
    """Give approved projects that are stalled, late, at risk or have an open problem, the worst and oldest first."""
    known = [
        project
        for project in facts.projects
        if project.approved_by(until) and (project.delivery in _ORDER or project.troubles)
    ]
    found = [(_ORDER.get(project.delivery, _LAST), _attention(project, until)) for project in known]
    found.sort(key=lambda pair: (pair[0], pair[1].since or until, pair[1].code))
    return tuple(attention for _, attention in found)


def _attention(project: Project, until: date) -> Attention:
    """Date the trouble by the first milestone that was missed, and its end by the next promise.

    Where no milestone was missed, the days of its open problem stand there.
    """
    missed = [m.due for m in project.milestones if m.due is not None and m.overdue(until)]
    promised = [m.due for m in project.milestones if m.due is not None and m.due > until and not m.met_by(until)]
    return Attention(
        code=project.code,
        why=project.why,
        since=min(missed, default=min((each.since for each in project.troubles), default=None)),
        who=Role.AKIM,
        by=min(promised, default=min((each.due for each in project.troubles), default=None)),
        troubles=tuple(each.text for each in project.troubles),
    )
