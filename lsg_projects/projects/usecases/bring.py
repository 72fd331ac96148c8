"""Projects come from a file: all of them or none, and the same file again changes nothing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from lsg_projects.domain.access import Action, Subject, may, require
from lsg_projects.domain.actor import Actor
from lsg_projects.domain.codec import build
from lsg_projects.domain.errors import Missing
from lsg_projects.domain.project import Passport
from lsg_projects.domain.states import BodyKind, Level
from lsg_projects.domain.tables import ImportAnswer, Remark, by_row, failed
from lsg_projects.domain.text import fold
from lsg_projects.kit.work import Work
from lsg_projects.projects import queries
from lsg_projects.projects.models import Project, ProjectDraft
from lsg_projects.projects.queries.heads import EDITABLE
from lsg_projects.projects.usecases.register import Register, register
from lsg_projects.projects.usecases.save import MOST_ROWS, store_draft
from lsg_projects.territories import queries as territories
from lsg_projects.territories.queries import BodyFacts

LONGEST_LIST = 500


@dataclass(frozen=True)
class Brought:
    """One project of a file: the row it stands in, its territory (empty: the chosen office's), its passport."""

    row: int
    kato: str
    passport: Passport


@dataclass(frozen=True)
class ImportProjects:
    """The projects of a file, for the offices that it names or for the chosen one."""

    projects: tuple[Brought, ...]
    body_id: int | None = None


@dataclass(frozen=True)
class Fate:
    """What becomes of one project of a file: created, updated or unchanged."""

    brought: Brought
    office: BodyFacts
    fate: str
    code: str = ""


def preview_projects(session: Session, actor: Actor, command: ImportProjects) -> tuple[ImportAnswer, tuple[Fate, ...]]:
    """Say what `import_projects` would do; nothing is stored."""
    errors: list[Remark] = []
    fates = tuple(_fates(session, actor, command, errors))
    fresh, changed, same = (sum(each.fate == name for each in fates) for name in ("created", "updated", "unchanged"))
    if not command.projects:
        errors.append(failed(1, "projects.empty_file"))
    answer = ImportAnswer("projects", len(command.projects), fresh, changed, same, errors=by_row(errors))
    return answer, fates


def import_projects(unit: Work, command: ImportProjects) -> ImportAnswer:
    """Store all projects of a file as drafts, or (with any error) none."""
    answer, fates = preview_projects(unit.session, unit.actor, command)
    if not answer.ok:
        return answer
    for each in fates:
        require(Action.IMPORT_PROJECTS, unit.actor, Subject(each.office.unit.path, each.office.id))
        if each.fate == "created":
            register(unit, Register(each.office.id, each.brought.passport))
        elif each.fate == "updated":
            store_draft(unit, queries.draft(unit.session, each.code), each.brought.passport, "import")
    return answer


def _fates(session: Session, actor: Actor, command: ImportProjects, errors: list[Remark]) -> Iterator[Fate]:
    known: dict[int, dict[str, tuple[Project, Passport]]] = {}
    seen: set[tuple[int, str]] = set()
    for brought in command.projects[:LONGEST_LIST]:
        office = _office(session, actor, command, brought, errors)
        problems = list(_problems(session, office, brought)) if office else []
        errors += problems
        if office is None or problems:
            continue
        name = _name(brought.passport)
        if (office.id, name) in seen:
            errors.append(failed(brought.row, "projects.same_title"))
        seen.add((office.id, name))
        existing = known.setdefault(office.unit.id, _existing(session, office.unit.id)).get(name)
        yield from _fate(brought, office, existing, errors)
    if len(command.projects) > LONGEST_LIST:
        errors.append(failed(LONGEST_LIST + 1, "projects.long_list", n=LONGEST_LIST))


def _fate(
    brought: Brought, office: BodyFacts, existing: tuple[Project, Passport] | None, errors: list[Remark]
) -> Iterator[Fate]:
    if existing is None:
        yield Fate(brought, office, "created")
    elif existing[1] == brought.passport:
        yield Fate(brought, office, "unchanged", existing[0].code)
    elif existing[0].approval in EDITABLE:
        yield Fate(brought, office, "updated", existing[0].code)
    else:
        errors.append(failed(brought.row, "projects.closed", value=existing[0].code))


def _office(
    session: Session, actor: Actor, command: ImportProjects, brought: Brought, errors: list[Remark]
) -> BodyFacts | None:
    try:
        office = _named_office(session, command, brought)
    except Missing:
        office = None
    if office is None:
        errors.append(failed(brought.row, "projects.unknown_office", value=brought.kato))
    elif not may(Action.IMPORT_PROJECTS, actor, Subject(office.unit.path, office.id)):
        errors.append(failed(brought.row, "projects.foreign_office", value=brought.kato))
        return None
    return office


def _named_office(session: Session, command: ImportProjects, brought: Brought) -> BodyFacts | None:
    if not brought.kato:
        return territories.body(session, command.body_id) if command.body_id is not None else None
    of = territories.unit(session, brought.kato)
    return next(iter(territories.bodies_of(session, of.id, BodyKind.AKIM_OFFICE)), None)


def _problems(session: Session, office: BodyFacts, brought: Brought) -> Iterator[Remark]:
    passport = brought.passport
    if not passport.title:
        yield failed(brought.row, "projects.no_title")
    own = {each.kato for each in territories.units_under(session, office.unit.path, Level.SETTLEMENT)}
    for code in passport.settlements:
        if code not in own and code != office.unit.kato:
            yield failed(brought.row, "projects.foreign_settlement", value=code)
    for name, most in MOST_ROWS.items():
        if len(getattr(passport, name)) > most:
            yield failed(brought.row, "projects.too_many_rows", n=most)


def _existing(session: Session, unit_id: int) -> dict[str, tuple[Project, Passport]]:
    both = select(Project, ProjectDraft).join(ProjectDraft, ProjectDraft.project_id == Project.id)
    rows = session.execute(both.where(Project.unit_id == unit_id))
    drafts = [(project, build(Passport, draft.content)) for project, draft in rows]
    return {_name(passport): (project, passport) for project, passport in drafts}


def _name(passport: Passport) -> str:
    return fold(passport.title.kk or passport.title.ru)
