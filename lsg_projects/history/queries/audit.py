"""Who approved what in a period: decisions with sums, posts, orders of deputies, working days and flags."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

from sqlalchemy import Row, false, or_, select
from sqlalchemy.orm import Session

from lsg_projects.accounts.models import Appointment, Delegation
from lsg_projects.approvals.models import ApprovalTask, Decision
from lsg_projects.domain.calendar import working_days
from lsg_projects.domain.codec import build
from lsg_projects.domain.figures.audit import AuditRow
from lsg_projects.domain.figures.okrugs import Place
from lsg_projects.domain.oversight import Act, flags
from lsg_projects.domain.project import Passport
from lsg_projects.kit import clock
from lsg_projects.kit.workdays import day_off
from lsg_projects.projects.models import Project, ProjectVersion
from lsg_projects.territories import queries as territories
from lsg_projects.territories.models import AdministrativeUnit, Body


@dataclass(frozen=True)
class Period:
    """From a first to a last local day, both counted."""

    first: date
    last: date


@dataclass(frozen=True)
class Wanted:
    """Which decisions are asked for."""

    period: Period
    paths: tuple[str, ...] | None
    """Subtrees; nothing for the whole installation."""
    least: int = 0
    """Smallest sum of a project, in tiyn."""
    flagged: bool = False
    public: bool = False
    """Only projects that every citizen may read of."""


def decisions(session: Session, wanted: Wanted) -> tuple[AuditRow, ...]:
    """Give the decisions of a period, the oldest first."""
    found = session.execute(_rows(wanted)).all()
    raised = flags(_acts(session, {row.Decision.project_id for row in found}))
    amounts = _amounts(session, found)
    rows = (_row(each, amounts, raised[each.Decision.id]) for each in found)
    return tuple(row for row in rows if row.amount >= wanted.least and (row.flags or not wanted.flagged))


def _rows(wanted: Wanted) -> Any:
    begin, end = _moment(wanted.period.first), _moment(wanted.period.last + timedelta(days=1))
    statement: Any = (
        select(
            Decision, ApprovalTask.opened_at, ApprovalTask.due_on, ApprovalTask.body_kind, Project.code, Project.title,
            Body.name.label("body"), Appointment.role, AdministrativeUnit.kato, AdministrativeUnit.name.label("okrug"),
            Delegation.number.label("order_number"), Delegation.dated.label("order_dated"),
            Delegation.kind.label("order_kind"),
        )
        .join(ApprovalTask, ApprovalTask.id == Decision.task_id)
        .join(Project, Project.id == Decision.project_id)
        .join(AdministrativeUnit, AdministrativeUnit.id == Project.unit_id)
        .join(Body, Body.id == Decision.body_id)
        .join(Appointment, Appointment.id == Decision.appointment_id)
        .outerjoin(Delegation, Delegation.id == Decision.delegation_id)
        .where(Decision.decided_at >= begin, Decision.decided_at < end)
        .order_by(Decision.decided_at, Decision.id)
    )  # fmt: skip
    if wanted.public:
        statement = statement.where(Project.publication == "published")
    if wanted.paths is not None:
        statement = statement.where(
            or_(false(), *(territories.under(Project.unit_path, path) for path in wanted.paths))
        )
    return statement


def _moment(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, tzinfo=clock.ALMATY).astimezone(UTC)


def _acts(session: Session, projects: set[int]) -> Iterable[Act]:
    """Give every decision on the projects, also those before the period: flags look back."""
    rows = session.execute(
        select(Decision, ApprovalTask.opened_at, ApprovalTask.due_on)
        .join(ApprovalTask, ApprovalTask.id == Decision.task_id)
        .where(Decision.project_id.in_(projects))
    )
    for one, opened_at, due in rows:
        yield Act(
            one.id, one.project_id, one.version, one.person_id, one.outcome, opened_at, one.decided_at,
            clock.local_day(one.decided_at), due,
        )  # fmt: skip


def _amounts(session: Session, found: Sequence[Row[Any]]) -> dict[tuple[int, int], int]:
    """Give the sum of each version that was decided on: the sum that the body saw."""
    projects = {row.Decision.project_id for row in found}
    versions = session.execute(
        select(ProjectVersion.project_id, ProjectVersion.number, ProjectVersion.content).where(
            ProjectVersion.project_id.in_(projects)
        )
    )
    return {(row.project_id, row.number): build(Passport, row.content).amount for row in versions}


def _row(each: Row[Any], amounts: dict[tuple[int, int], int], raised: tuple[Any, ...]) -> AuditRow:
    one: Decision = each.Decision
    asked, day = clock.local_day(each.opened_at), clock.local_day(one.decided_at)
    order = f"{each.order_number}, {each.order_dated:%d.%m.%Y}" if each.order_number else ""
    return AuditRow(
        number=one.id, code=each.code, title=each.title, okrug=Place(each.kato, each.okrug),
        amount=amounts[one.project_id, one.version], version=one.version, digest=one.digest,
        body_kind=each.body_kind, body=each.body, role=each.role, outcome=one.outcome, day=day, act=one.number,
        order=order, used=working_days(asked, day, day_off), allowed=working_days(asked, each.due_on, day_off),
        flags=raised, order_kind=each.order_kind.value if each.order_kind else "",
    )  # fmt: skip
