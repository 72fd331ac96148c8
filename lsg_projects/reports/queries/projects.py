"""The published projects of a territory, read in a fixed number of questions and folded up to the end of a period."""

from __future__ import annotations

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from lsg_projects.approvals import queries as approvals
from lsg_projects.delivery import queries as delivery
from lsg_projects.delivery.queries import Note
from lsg_projects.domain import codec
from lsg_projects.domain.figures.projects import Project
from lsg_projects.domain.periods import Period
from lsg_projects.domain.project import Passport
from lsg_projects.domain.states import Approval
from lsg_projects.domain.text import LANGUAGES, Tri
from lsg_projects.projects.models import Project as ProjectRow
from lsg_projects.projects.models import ProjectVersion
from lsg_projects.reports.queries.project import Known, project_facts
from lsg_projects.strategy import queries as strategy
from lsg_projects.territories import queries as territories
from lsg_projects.territories.queries import Unit

_APPROVED = (Approval.APPROVED,)


def published(session: Session, unit: Unit, period: Period) -> tuple[Project, ...]:
    """Give the published projects that were approved by the end of the period, in order of their codes."""
    return folded(session, known(session, unit, period), period)


def folded(session: Session, found: tuple[Known, ...], period: Period) -> tuple[Project, ...]:
    """Fold what was read into facts; those approved after the period are left out."""
    projects = (project_facts(each, period, session) for each in found)
    return tuple(project for project in projects if project.approved_by(period.end))


def known(session: Session, unit: Unit, period: Period, states: tuple[Approval, ...] = _APPROVED) -> tuple[Known, ...]:
    """Read the published versions of the projects in *states* with all that was reported about them."""
    rows = session.execute(_published(unit, states)).all()
    ids = [row.id for row in rows]
    books = delivery.ledgers(session, ids)
    decided = approvals.decisions_of(session, ids)
    notes, values = _notes(session, ids, period), strategy.values_of(session, ids)
    concerns, settled = delivery.concerns_of(session, ids), delivery.settled_of(session, ids)
    return tuple(
        Known(
            row.code, row.unit_path.rpartition("/")[2], codec.build(Passport, row.content), row.stage,
            books[row.id], decided.get(row.id, ()), notes[row.id], values[row.id],
            concerns[row.id], settled[row.id],
        )
        for row in rows
    )  # fmt: skip


def _notes(session: Session, ids: list[int], period: Period) -> dict[int, Note]:
    """Give the notes of a period: those of its quarters one after the other."""
    quarters = [delivery.notes(session, ids, str(quarter)) for quarter in period.quarters]
    return {
        one: Note(_joined([each[one].done for each in quarters]), _joined([each[one].problems for each in quarters]))
        for one in ids
    }


def _joined(texts: list[Tri]) -> Tri:
    return Tri(*(" ".join(filter(None, (getattr(text, lang) for text in texts))) for lang in LANGUAGES))


def _published(unit: Unit, states: tuple[Approval, ...]) -> Select[int, str, str, object, object]:
    return (
        select(ProjectRow.id, ProjectRow.code, ProjectRow.unit_path, ProjectRow.stage, ProjectVersion.content)
        .join(ProjectVersion, ProjectVersion.project_id == ProjectRow.id)
        .where(
            ProjectVersion.number == ProjectRow.published_version,
            ProjectRow.publication == "published",
            ProjectRow.approval.in_(states),
            territories.under(ProjectRow.unit_path, unit.path),
        )
        .order_by(ProjectRow.code)
    )
