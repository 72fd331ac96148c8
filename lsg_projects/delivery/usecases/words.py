"""The words of a quarter: saved over the ones that were seen, never over somebody else's."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import update
from sqlalchemy.exc import IntegrityError

from lsg_projects.delivery.models import Narrative, ProgressNote
from lsg_projects.delivery.usecases import project
from lsg_projects.domain.access import Action, Subject, require
from lsg_projects.domain.errors import Incomplete, Problem, Stale
from lsg_projects.domain.events import INSTALLATION, Event, project_chain
from lsg_projects.domain.periods import Length, parse
from lsg_projects.domain.text import Tri
from lsg_projects.kit.db import Base, moved
from lsg_projects.kit.work import Work
from lsg_projects.territories import queries as territories


@dataclass(frozen=True)
class Tell:
    """The akim's words about a quarter of the settlement, typed over *revision*."""

    kato: str
    period: str
    text: Tri
    revision: int


@dataclass(frozen=True)
class Note:
    """What was done on a project in a quarter, and what stood in the way, typed over *revision*."""

    code: str
    period: str
    done: Tri
    problems: Tri
    revision: int


def tell(unit: Work, command: Tell) -> int:
    """Save the akim's words and give their new revision; refuses (Stale) when somebody saved meanwhile."""
    place = territories.unit(unit.session, command.kato)
    require(Action.WRITE_NARRATIVE, unit.actor, Subject(place.path, name=place.kato))
    _check(unit, command.period, "text", command.text)
    project.refuse(project.personal("text", command.text))
    key = {"unit_id": place.id, "period": command.period}
    revision = _save(unit, Narrative, key, command.revision, {"text": command.text})
    body = {"period": command.period, "revision": revision}
    unit.tell(Event(INSTALLATION, "narrative.saved", f"{place.kato}:{command.period}", body))
    return revision


def note(unit: Work, command: Note) -> int:
    """Save the note of a project and give its new revision; refuses (Stale) when somebody saved meanwhile."""
    head = project.opened(unit, command.code, Action.WRITE_NARRATIVE)
    _check(unit, command.period, "done", command.done)
    project.refuse([*project.personal("done", command.done), *project.personal("problems", command.problems)])
    key = {"project_id": head.id, "period": command.period}
    revision = _save(unit, ProgressNote, key, command.revision, {"done": command.done, "problems": command.problems})
    body = {"period": command.period, "revision": revision}
    unit.tell(Event(project_chain(head.code), "note.saved", head.code, body))
    return revision


def _check(unit: Work, period: str, where: str, text: Tri) -> None:
    quarter = parse(period)
    problems = []
    if quarter.length is not Length.QUARTER or quarter.start > unit.today:
        problems.append(Problem("period", "delivery.not_a_quarter"))
    if not text:
        problems.append(Problem(where, "delivery.no_text"))
    if problems:
        raise Incomplete("delivery.incomplete", tuple(problems), n=len(problems))


def _save(unit: Work, model: type[Base], key: dict[str, Any], seen: int, values: dict[str, Any]) -> int:
    """Write over the revision that was seen, or write the first one."""
    revision = seen + 1
    filled = values | {"revision": revision, "saved_at": unit.now, "person_id": unit.actor.person_id}
    if seen:
        table = model.__table__
        place = [table.c[name] == value for name, value in (key | {"revision": seen}).items()]
        changed = update(model).where(*place).values(**filled).execution_options(synchronize_session=False)
        moved(unit.session.execute(changed))
        return revision
    try:
        unit.add(model(**key, **filled))
    except IntegrityError as error:
        raise Stale("delivery.words_changed") from error
    return revision
