"""What a report is asked for, and whether it can be about that."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy.orm import Session

from lsg_projects.domain.errors import Incomplete, Missing
from lsg_projects.domain.figures.okrugs import Place
from lsg_projects.domain.reporting import Kind, SubjectKind
from lsg_projects.domain.states import Approval
from lsg_projects.projects import queries as projects
from lsg_projects.projects.queries import ProjectHead
from lsg_projects.territories import queries as territories
from lsg_projects.territories.queries import Unit


@dataclass(frozen=True)
class Asked:
    """What a report is asked for."""

    kind: Kind
    subject: str
    period: str
    language: str


@dataclass(frozen=True)
class Subject:
    """What a report is about, and the territory whose officials it concerns."""

    key: str
    unit_id: int
    unit_path: str


def fitting(session: Session, kind: Kind, subject: str) -> Subject:
    """Find the subject of a report; refuses (Missing, Incomplete) an unknown or unfitting one."""
    if kind.subject is SubjectKind.PROJECT:
        head = fitting_project(session, subject)
        return Subject(head.code, head.unit_id, head.unit_path)
    unit = fitting_unit(session, kind, subject)
    return Subject(unit.kato, unit.id, unit.path)


def fitting_unit(session: Session, kind: Kind, kato: str) -> Unit:
    """Find the territory of a report; refuses one of another level than *kind* speaks of."""
    unit = territories.unit(session, kato)
    if unit.level not in kind.levels:
        raise Incomplete("reports.wrong_territory", v=kato)
    return unit


def fitting_project(session: Session, code: str) -> ProjectHead:
    """Find a published, approved project; refuses (Missing) one that the public may not know of."""
    head = projects.find(session, code)
    if not head.published or head.published_version is None:
        raise Missing("projects.absent")
    if head.approval is not Approval.APPROVED:
        raise Incomplete("reports.not_approved", v=code)
    return head


def above(session: Session, unit: Unit) -> Place | None:
    """Name the territory right above *unit*, or nothing at the top."""
    found = territories.ancestors(session, unit)
    return Place(found[-1].kato, found[-1].name) if found else None
