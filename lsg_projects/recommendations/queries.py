"""What we ask of recommendations: an official's list, one of them, what the public sees, what a report tells."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from lsg_projects.domain.access import Action, posts_for
from lsg_projects.domain.actor import Actor
from lsg_projects.domain.errors import Missing
from lsg_projects.domain.recommendation import PUBLIC, State, Verdict
from lsg_projects.domain.text import Tri
from lsg_projects.kit import clock
from lsg_projects.projects.models import Project
from lsg_projects.recommendations.models import Recommendation
from lsg_projects.territories import queries as territories
from lsg_projects.territories.models import AdministrativeUnit

MOST = 200
"""Rows of one page: an assembly gives a handful in a half-year."""


@dataclass(frozen=True)
class Facts:
    """One recommendation as plain facts."""

    id: int
    unit_id: int
    unit_name: Tri
    unit_path: str
    body_id: int
    period: str
    number: int
    state: State
    revision: int
    text: Tri
    project: str | None
    project_title: Tri | None
    due: date | None
    minutes_no: str
    minutes_day: date | None
    given_at: datetime | None
    verdict: Verdict | None
    reason: Tri
    action: Tri
    until: date | None
    answered_at: datetime | None
    done: Tri
    done_on: date | None

    @property
    def overdue(self) -> bool:
        """Tell whether what was promised should have been done by now."""
        return self.state is State.ANSWERED and self.until is not None and self.until < clock.today()

    @property
    def standing(self) -> str:
        """Give its state, the akim's verdict where that is what it stands at."""
        return self.verdict.value if self.state is State.ANSWERED and self.verdict else self.state.value


def for_desk(session: Session, actor: Actor) -> tuple[Facts, ...]:
    """List the recommendations that the actor's posts may read, the newest half-year first."""
    near = or_(
        *(
            territories.under(AdministrativeUnit.path, post.unit_path)
            for post in posts_for(Action.READ_RECOMMENDATION, actor)
        )
    )
    statement = _rows().where(near, Recommendation.state != State.STRUCK)
    return _facts(session, statement.order_by(Recommendation.period.desc(), AdministrativeUnit.path, _NUMBER))


def one(session: Session, recommendation_id: int) -> Facts:
    """Give one recommendation; refuses (Missing) an unknown one. Who may read it is the caller's question."""
    found = _facts(session, _rows().where(Recommendation.id == min(recommendation_id, 2**31 - 1)))
    if not found:
        raise Missing("shared.absent")
    return found[0]


def drafts(session: Session, unit_id: int, period: str) -> tuple[Facts, ...]:
    """Give what waits for the assembly's approval."""
    statement = _rows().where(
        Recommendation.unit_id == unit_id, Recommendation.period == period, Recommendation.state == State.DRAFT
    )
    return _facts(session, statement.order_by(_NUMBER))


def public(session: Session, unit_id: int) -> tuple[Facts, ...]:
    """Give what the assembly has approved, the newest half-year first."""
    statement = _rows().where(Recommendation.unit_id == unit_id, Recommendation.state.in_(PUBLIC))
    return _facts(session, statement.order_by(Recommendation.period.desc(), _NUMBER))


def count_waiting(session: Session, actor: Actor) -> int:
    """Count what waits for the akim's answer, for the menu."""
    posts = posts_for(Action.ANSWER_RECOMMENDATION, actor)
    if not posts:
        return 0
    near = or_(*(territories.under(AdministrativeUnit.path, post.unit_path) for post in posts))
    statement = (
        select(func.count(Recommendation.id))
        .join(AdministrativeUnit, AdministrativeUnit.id == Recommendation.unit_id)
        .where(near, Recommendation.state == State.GIVEN)
    )
    return session.scalar(statement) or 0


def next_number(session: Session, unit_id: int, period: str) -> int:
    """Give the number that the half-year's next recommendation gets."""
    statement = select(func.max(Recommendation.number)).where(
        Recommendation.unit_id == unit_id, Recommendation.period == period
    )
    return (session.scalar(statement) or 0) + 1


_NUMBER = Recommendation.number


def _rows() -> Any:
    return (
        select(Recommendation, AdministrativeUnit.name, AdministrativeUnit.path, Project.code, Project.title)
        .join(AdministrativeUnit, AdministrativeUnit.id == Recommendation.unit_id)
        .join(Project, Project.id == Recommendation.project_id, isouter=True)
        .execution_options(populate_existing=True)
    )


def _facts(session: Session, statement: Any) -> tuple[Facts, ...]:
    return tuple(_one(*found) for found in session.execute(statement.limit(MOST)))


def _one(row: Recommendation, name: Tri, path: str, code: str | None, title: Tri | None) -> Facts:
    given = {field: getattr(row, field) for field in Facts.__dataclass_fields__ if hasattr(row, field)}
    return Facts(unit_name=name, unit_path=path, project=code, project_title=title, **given)
