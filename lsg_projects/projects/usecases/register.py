"""A project begins: an empty passport, or one with the structure of an earlier project."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from sqlalchemy import select

from lsg_projects.domain.access import Action, Subject, require
from lsg_projects.domain.codec import plain
from lsg_projects.domain.errors import Incomplete
from lsg_projects.domain.events import Event, project_chain
from lsg_projects.domain.project import Passport
from lsg_projects.domain.states import Approval, BodyKind, Delivery, Stage
from lsg_projects.kit.work import Work
from lsg_projects.projects import queries
from lsg_projects.projects.models import Project, ProjectDraft
from lsg_projects.projects.usecases.figures import head_figures, search_text
from lsg_projects.projects.usecases.save import contribute
from lsg_projects.territories import queries as territories
from lsg_projects.territories.models import AdministrativeUnit

MOST_A_YEAR = 999


@dataclass(frozen=True)
class Register:
    """A new project of an akim's office; *passport* may be empty, *like* names an earlier project to begin from."""

    body_id: int
    passport: Passport = field(default_factory=Passport)
    like: str = ""


def register(unit: Work, command: Register) -> str:
    """Begin a project and give its code, such as ``154651-25-003``."""
    body = territories.body(unit.session, command.body_id)
    require(Action.REGISTER_PROJECT, unit.actor, Subject(body.unit.path, body.id))
    if body.kind is not BodyKind.AKIM_OFFICE:
        raise Incomplete("projects.no_office")
    passport = copied(unit, command.like) if command.like else command.passport
    code = _next_code(unit, body.unit)
    row = _row(unit, body, passport, code, command.like)
    unit.add(row)
    unit.add(ProjectDraft(project_id=row.id, content=plain(passport), saved_at=unit.now, saved_by=unit.actor.person_id))
    contribute(unit, row.id)
    facts = {"unit": body.unit.kato, "body": body.id, "like": command.like}
    unit.tell(Event(project_chain(code), "project.registered", code, facts))
    return code


def copied(unit: Work, code: str) -> Passport:
    """Give the structure of an earlier project: its words and rows, no sums and no dates."""
    head = queries.find(unit.session, code)
    require(Action.READ_PROJECT, unit.actor, Subject(head.unit_path, name=code))
    source = queries.current(unit.session, code)
    return source.with_changes(
        start=None,
        plan_approved=None,
        lines=tuple(replace(line, amount=0) for line in source.lines),
        revenue=tuple(replace(line, base=0, low=None, high=None, without=0, planned=0) for line in source.revenue),
        milestones=tuple(replace(milestone, due=None) for milestone in source.milestones),
        risks=tuple(replace(risk, due=None) for risk in source.risks),
        running=replace(source.running, amount=None),
        interested=None,
        earlier_project=code,
    )


def _row(unit: Work, body: territories.BodyFacts, passport: Passport, code: str, like: str) -> Project:
    return Project(
        code=code,
        unit_id=body.unit.id,
        unit_path=body.unit.path,
        body_id=body.id,
        approval=Approval.DRAFT,
        stage=Stage.IDENTIFICATION,
        delivery=Delivery.NOT_STARTED,
        created_at=unit.now,
        updated_at=unit.now,
        copied_from=like,
        end=passport.end,
        search=search_text(passport, code, (body.unit.name,)),
        **head_figures(passport),
    )


def _next_code(unit: Work, of: territories.Unit) -> str:
    """Number the projects of a territory within a year; the territory's row makes two writers take turns."""
    unit.session.execute(
        select(AdministrativeUnit.id).where(AdministrativeUnit.id == of.id).with_for_update()
    ).scalar_one()
    prefix = f"{of.kato[:6]}-{unit.today.year % 100:02d}-"
    begun = Project.code.startswith(prefix, autoescape=True)
    last = unit.session.scalar(select(Project.code).where(begun).order_by(Project.code.desc()).limit(1))
    number = int(last[len(prefix) :]) + 1 if last else 1
    if number > MOST_A_YEAR:
        raise Incomplete("projects.codes_used_up", n=MOST_A_YEAR)
    return f"{prefix}{number:03d}"
