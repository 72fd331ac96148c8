"""What people do: the commission records, the assembly approves, the akim answers and says what was done."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select, update

from lsg_projects.domain import recommendation as rules
from lsg_projects.domain.access import Action, Subject, require
from lsg_projects.domain.errors import Incomplete, Missing, Problem
from lsg_projects.domain.events import INSTALLATION, Event
from lsg_projects.domain.periods import parse
from lsg_projects.domain.recommendation import Reply, State, Verdict, Words
from lsg_projects.domain.states import BodyKind
from lsg_projects.domain.text import Tri, clean
from lsg_projects.kit import clock
from lsg_projects.kit.db import moved
from lsg_projects.kit.work import Work
from lsg_projects.projects.models import Project
from lsg_projects.recommendations import queries
from lsg_projects.recommendations.models import Recommendation
from lsg_projects.recommendations.queries import Facts
from lsg_projects.territories import queries as territories
from lsg_projects.territories.models import AdministrativeUnit


@dataclass(frozen=True)
class Record:
    """What the commission recommends after the monitoring of a half-year."""

    kato: str
    period: str
    words: Words
    project: str = ""


@dataclass(frozen=True)
class Change:
    """Other words for a recommendation that the assembly has not approved yet, as it was shown."""

    id: int
    revision: int
    words: Words
    project: str = ""


@dataclass(frozen=True)
class Give:
    """The assembly's approval: exactly the recommendations that were shown, with the minutes that say so."""

    kato: str
    period: str
    shown: tuple[tuple[int, int], ...]
    """Row and revision of each."""
    minutes_no: str
    minutes_day: date | None


@dataclass(frozen=True)
class Answer:
    """The akim's reasoned answer."""

    id: int
    revision: int
    reply: Reply


@dataclass(frozen=True)
class Done:
    """What was done about an accepted recommendation, and when."""

    id: int
    revision: int
    done: Tri
    done_on: date | None


def record(unit: Work, command: Record) -> int:
    """Write down a draft and give its row. Refuses (Incomplete) what says nothing, (NotAllowed) other assemblies."""
    place = territories.unit(unit.session, command.kato)
    body_id = _assembly(unit, place.id)
    require(Action.RECOMMEND, unit.actor, Subject(place.path, body_id, name=f"recommendation:{place.kato}"))
    period = parse(command.period)
    rules.check_period(period, unit.today)
    rules.check_words(command.words, unit.today)
    _hold(unit, place.id)
    row = Recommendation(
        unit_id=place.id, body_id=body_id, period=str(period), state=State.DRAFT,
        number=queries.next_number(unit.session, place.id, str(period)), text=command.words.text,
        project_id=_project(unit, command.project, place.path), due=command.words.due, recorded_at=unit.now,
        recorded_by=unit.actor.person_id, reason=Tri(), action=Tri(), done=Tri(),
    )  # fmt: skip
    unit.add(row)
    _tell(unit, "recommendation.recorded", queries.one(unit.session, row.id))
    return row.id


def change(unit: Work, command: Change) -> None:
    """Change a draft; refuses (Stale) one that was changed, struck or approved meanwhile."""
    found = _opened(unit, command.id, Action.RECOMMEND)
    rules.check_words(command.words, unit.today)
    project_id = _project(unit, command.project, found.unit_path)
    _move(unit, found.id, command.revision, State.DRAFT, text=command.words.text, due=command.words.due,
          project_id=project_id)  # fmt: skip
    _tell(unit, "recommendation.changed", found)


def strike(unit: Work, recommendation_id: int, revision: int) -> None:
    """Strike a draft; refuses (Stale) one that was changed or approved meanwhile."""
    found = _opened(unit, recommendation_id, Action.RECOMMEND)
    _move(unit, found.id, revision, State.DRAFT, state=State.STRUCK)
    _tell(unit, "recommendation.struck", found)


def give(unit: Work, command: Give) -> int:
    """Give the drafts that the assembly approved to the akim, all or none; from now on everybody reads them."""
    place = territories.unit(unit.session, command.kato)
    body_id = _assembly(unit, place.id)
    require(Action.GIVE_RECOMMENDATIONS, unit.actor, Subject(place.path, body_id, name=f"recommendation:{place.kato}"))
    number = clean(command.minutes_no)[:40]
    rules.check_minutes(number, command.minutes_day, unit.today)
    if not command.shown:
        raise Incomplete("recommendations.none_to_give")
    for row_id, revision in command.shown:
        _move(unit, row_id, revision, State.DRAFT, place.id, state=State.GIVEN, minutes_no=number,
              minutes_day=command.minutes_day, given_at=unit.now, given_by=unit.actor.person_id)  # fmt: skip
    body = {
        "period": command.period, "count": len(command.shown), "minutes": number, "unit": place.kato,
        "assembly": body_id, "office": _office(unit, place.id),
    }  # fmt: skip
    unit.tell(Event(INSTALLATION, "recommendation.given", f"recommendation:{place.kato}:{command.period}", body))
    return len(command.shown)


def answer(unit: Work, command: Answer) -> None:
    """Take the akim's answer, once; refuses (Stale) what was answered meanwhile, (Incomplete) one without reasons."""
    found = _opened(unit, command.id, Action.ANSWER_RECOMMENDATION)
    rules.check_reply(command.reply, unit.today)
    reply = command.reply
    declined = reply.verdict is Verdict.DECLINED
    _move(
        unit, found.id, command.revision, State.GIVEN, state=State.ANSWERED, verdict=reply.verdict,
        reason=reply.reason, action=Tri() if declined else reply.action, until=None if declined else reply.until,
        answered_at=unit.now, answered_by=unit.actor.person_id,
    )  # fmt: skip
    _tell(unit, "recommendation.answered", found, verdict=str(reply.verdict))


def report_done(unit: Work, command: Done) -> None:
    """Say what was done about a recommendation; refuses (WrongState) what was declined, (Stale) what has moved on."""
    found = _opened(unit, command.id, Action.ANSWER_RECOMMENDATION)
    given = clock.local_day(found.given_at) if found.given_at else unit.today
    rules.check_done(found.verdict, command.done, command.done_on, (given, unit.today))
    _move(
        unit, found.id, command.revision, State.ANSWERED, state=State.DONE, done=command.done, done_on=command.done_on,
        done_at=unit.now, done_by=unit.actor.person_id,
    )  # fmt: skip
    _tell(unit, "recommendation.done", found)


def _opened(unit: Work, recommendation_id: int, action: Action) -> Facts:
    """Give a recommendation that the actor may work on: the assembly's own, or the akim's to answer."""
    found = queries.one(unit.session, recommendation_id)
    body_id = found.body_id if action is Action.RECOMMEND else None
    require(action, unit.actor, Subject(found.unit_path, body_id, name=f"recommendation:{found.id}"))
    return found


def _assembly(unit: Work, unit_id: int) -> int:
    bodies = territories.bodies_of(unit.session, unit_id, BodyKind.ASSEMBLY)
    if not bodies:
        raise Missing("recommendations.no_assembly")
    return bodies[0].id


def _office(unit: Work, unit_id: int) -> int | None:
    bodies = territories.bodies_of(unit.session, unit_id, BodyKind.AKIM_OFFICE)
    return bodies[0].id if bodies else None


def _project(unit: Work, code: str, path: str) -> int | None:
    if not code:
        return None
    found = unit.session.scalar(
        select(Project.id).where(Project.code == code[:20], territories.under(Project.unit_path, path))
    )
    if found is None:
        raise Incomplete("shared.not_a_choice", (Problem("project", "shared.not_a_choice"),))
    return found


def _hold(unit: Work, unit_id: int) -> None:
    """Hold the territory's row, so that two who record at once get two numbers."""
    unit.session.execute(select(AdministrativeUnit.id).where(AdministrativeUnit.id == unit_id).with_for_update())


def _move(
    unit: Work, row_id: int, revision: int, state: State, unit_id: int | None = None, /, **values: object
) -> None:
    """Change a recommendation only while it is as it was shown."""
    statement = update(Recommendation).where(
        Recommendation.id == row_id, Recommendation.revision == revision, Recommendation.state == state
    )
    if unit_id is not None:
        statement = statement.where(Recommendation.unit_id == unit_id)
    changed = statement.values(revision=Recommendation.revision + 1, **values)
    moved(unit.session.execute(changed.execution_options(synchronize_session=False)))


def _tell(unit: Work, act: str, found: Facts, **more: object) -> None:
    body = {
        "period": found.period, "number": found.number, "unit": found.unit_path.rpartition("/")[2],
        "assembly": found.body_id, **more,
    }  # fmt: skip
    unit.tell(Event(INSTALLATION, act, f"recommendation:{found.id}", body))
