"""What we ask of participation: a project's public questions, and the desk of those who answer."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import ColumnElement, Select, false, func, or_, select
from sqlalchemy.orm import Session

from lsg_projects.domain.access import RIGHTS, Action
from lsg_projects.domain.actor import Actor
from lsg_projects.domain.calendar import working_days, working_days_left
from lsg_projects.domain.errors import Missing
from lsg_projects.domain.text import Tri
from lsg_projects.kit import clock
from lsg_projects.kit.workdays import day_off
from lsg_projects.participation.models import AskAttempt, Question
from lsg_projects.projects.models import Project, ProjectSummary
from lsg_projects.territories import queries as territories
from lsg_projects.territories.models import AdministrativeUnit, Body

MOST = 200
"""Rows of one desk page."""
WAITING, PUBLISHED, REFUSED = "waiting", "published", "refused"


@dataclass(frozen=True)
class PublicQuestion:
    """A question as everybody may read it: its text only once the office has answered and published it."""

    number: int
    state: str
    received_on: date
    due_on: date
    waits_days: int
    """Working days that it has waited, or that the answer took."""
    overdue: bool
    name: str = ""
    lang: str = "kk"
    text: str = ""
    answer: Tri = Tri()
    reason: Tri = Tri()
    answered_on: date | None = None


@dataclass(frozen=True)
class Addressee:
    """The published project that is asked about, and the office that answers."""

    project_id: int
    code: str
    title: Tri
    unit_name: Tri
    body_name: Tri
    phone: str
    email: str


@dataclass(frozen=True)
class Receipt:
    """What the asker keeps: the number and the day until which the office answers."""

    code: str
    title: Tri | None
    """Empty where the project has left the register since."""
    number: int
    received_on: date
    due_on: date
    state: str


@dataclass(frozen=True)
class DeskQuestion:
    """A question as those who answer see it, with the address that the answer goes to."""

    id: int
    code: str
    title: Tri
    unit_name: Tri
    unit_path: str
    number: int
    name: str
    email: str
    lang: str
    text: str
    received_at: datetime
    due_on: date
    days_left: int
    state: str
    answer: Tri
    reason: Tri
    answered_at: datetime | None


def of_project(session: Session, project_id: int) -> tuple[PublicQuestion, ...]:
    """List a project's questions, the newest first."""
    rows = session.scalars(
        select(Question).where(Question.project_id == project_id).order_by(Question.number.desc()).limit(MOST)
    )
    return tuple(_public(row) for row in rows)


def addressee(session: Session, code: str) -> Addressee:
    """Find the published project that a question is about; refuses (Missing) what citizens do not see."""
    found = session.execute(
        select(ProjectSummary, Body)
        .join(Body, Body.id == ProjectSummary.body_id)
        .where(ProjectSummary.code == code[:20])
    ).first()
    if found is None:
        raise Missing("projects.absent")
    row, body = found
    return Addressee(row.project_id, row.code, row.title, row.unit_name, body.name, body.phone, body.email)


def receipt(session: Session, code: str, key: str) -> Receipt:
    """Give the receipt of a question; refuses (Missing) a key that is not one of this project's."""
    found = session.execute(
        select(Question, Project.code, ProjectSummary.title)
        .join(Project, Project.id == Question.project_id)
        .join(ProjectSummary, ProjectSummary.project_id == Project.id, isouter=True)
        .where(Question.key == key[:40], Project.code == code[:20])
    ).first()
    if found is None:
        raise Missing("shared.absent")
    row, project_code, title = found
    return Receipt(project_code, title, row.number, clock.local_day(row.received_at), row.due_on, row.state)


def for_desk(session: Session, actor: Actor, *, answered: bool = False) -> tuple[DeskQuestion, ...]:
    """List the questions that the actor's posts may answer, the nearest deadline first."""
    waits = Question.state == WAITING
    order = (Question.answered_at.desc(), Question.id.desc()) if answered else (Question.due_on, Question.id)
    statement = _desk().where(_near(actor), ~waits if answered else waits).order_by(*order).limit(MOST)
    return tuple(_for_desk(*row) for row in session.execute(statement))


def count_for_desk(session: Session, actor: Actor) -> int:
    """Count the questions that wait for the actor, for the menu."""
    statement = (
        select(func.count(Question.id))
        .join(Project, Project.id == Question.project_id)
        .where(Question.state == WAITING, _near(actor))
    )
    return session.scalar(statement) or 0


def one_for_desk(session: Session, question_id: int) -> DeskQuestion:
    """Give one question; refuses (Missing) an unknown one. Who may read it is the caller's question."""
    found = session.execute(_desk().where(Question.id == question_id).execution_options(populate_existing=True)).first()
    if found is None:
        raise Missing("shared.absent")
    return _for_desk(*found)


@dataclass(frozen=True)
class Counts:
    """Questions that came in a stretch of time, and what had become of them at its end."""

    asked: int
    answered: int
    waiting: int


def counts(session: Session, path: str, begin: datetime, end: datetime) -> Counts:
    """Count the questions about projects of a subtree that came from *begin* on and before *end*."""
    rows = session.execute(
        select(Question.state, Question.answered_at)
        .join(Project, Project.id == Question.project_id)
        .where(
            territories.under(Project.unit_path, path), Question.received_at >= begin, Question.received_at < end,
            Question.state != REFUSED,
        )
    ).all()  # fmt: skip
    answered = sum(row.answered_at is not None and row.answered_at < end for row in rows)
    return Counts(len(rows), answered, len(rows) - answered)


def asked_since(session: Session, network: str, since: datetime) -> int:
    """Count how often a network asked since a moment."""
    statement = select(func.count(AskAttempt.id)).where(AskAttempt.network == network, AskAttempt.at > since)
    return session.scalar(statement) or 0


def next_number(session: Session, project_id: int) -> int:
    """Give the number that a project's next question gets."""
    statement = select(func.max(Question.number)).where(Question.project_id == project_id)
    return (session.scalar(statement) or 0) + 1


def _near(actor: Actor) -> ColumnElement[bool]:
    """Keep to the subtrees of the posts that answer questions."""
    posts = actor.posts_as(*RIGHTS[Action.ANSWER_QUESTION])
    return or_(false(), *(territories.under(Project.unit_path, post.unit_path) for post in posts))


def _desk() -> Select[Question, Project, Tri]:
    return (
        select(Question, Project, AdministrativeUnit.name)
        .join(Project, Project.id == Question.project_id)
        .join(AdministrativeUnit, AdministrativeUnit.id == Project.unit_id)
    )


def _public(row: Question) -> PublicQuestion:
    received = clock.local_day(row.received_at)
    ended = clock.local_day(row.answered_at) if row.answered_at else clock.today()
    shown = row.state == PUBLISHED
    return PublicQuestion(
        number=row.number,
        state=row.state,
        received_on=received,
        due_on=row.due_on,
        waits_days=working_days(received, ended, day_off),
        overdue=row.state == WAITING and row.due_on < clock.today(),
        name=row.name if shown else "",
        lang=row.lang,
        text=row.text if shown else "",
        answer=row.answer if shown else Tri(),
        reason=row.reason if row.state == REFUSED else Tri(),
        answered_on=ended if row.answered_at else None,
    )


def _for_desk(row: Question, project: Project, unit_name: Tri) -> DeskQuestion:
    return DeskQuestion(
        id=row.id,
        code=project.code,
        title=project.title,
        unit_name=unit_name,
        unit_path=project.unit_path,
        number=row.number,
        name=row.name,
        email=row.email,
        lang=row.lang,
        text=row.text,
        received_at=row.received_at,
        due_on=row.due_on,
        days_left=working_days_left(clock.today(), row.due_on, day_off),
        state=row.state,
        answer=row.answer,
        reason=row.reason,
        answered_at=row.answered_at,
    )
