"""What people can do: keep a what-if by name, and give one to the budget commission. Neither decides anything."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select, update
from sqlalchemy.exc import IntegrityError

from lsg_projects.approvals.usecases import meetings
from lsg_projects.domain import codec
from lsg_projects.domain.access import Action, Subject, require
from lsg_projects.domain.errors import Incomplete, Problem, WrongState
from lsg_projects.domain.events import INSTALLATION, Event
from lsg_projects.domain.plan_file import FIRST_YEAR, LAST_YEAR
from lsg_projects.domain.portfolio import Conditions
from lsg_projects.domain.states import Source
from lsg_projects.kit.db import moved
from lsg_projects.kit.work import Work
from lsg_projects.portfolio import queries
from lsg_projects.portfolio.models import RankingVariant
from lsg_projects.portfolio.queries import Answer, Line, Outcome, Used
from lsg_projects.territories import queries as territories

LONGEST = 80


@dataclass(frozen=True)
class SaveVariant:
    """A what-if of a district and year, with what was asked and what came out."""

    kato: str
    year: int
    name: str
    conditions: Conditions
    outcome: Outcome


@dataclass(frozen=True)
class GiveVariant:
    """A what-if that the commission shall see."""

    kato: str
    year: int
    variant_id: int


def save_variant(unit: Work, command: SaveVariant) -> int:
    """Keep a what-if and give its number; refuses (Incomplete) a name that is empty, too long or taken."""
    place = territories.unit(unit.session, command.kato)
    require(Action.RANK_PROJECTS, unit.actor, Subject(place.path, name=f"ranking:{command.kato}"))
    name = command.name.strip()
    _check(unit, place.id, command, name)
    row = RankingVariant(
        unit_id=place.id,
        year=command.year,
        name=name,
        conditions=codec.plain(command.conditions),
        outcome=codec.plain(command.outcome),
        recorded_at=unit.now,
        recorded_by=unit.actor.person_id,
    )
    try:
        unit.add(row)
    except IntegrityError as error:  # somebody else took the name between the question and the writing
        raise Incomplete("portfolio.form", (Problem("name", "portfolio.name_taken"),)) from error
    body = {
        "year": command.year,
        "variant": row.id,
        "projects": len(command.outcome.taken),
        "digest": codec.digest({"conditions": command.conditions, "outcome": command.outcome}),
    }
    unit.tell(Event(INSTALLATION, "portfolio.variant_saved", f"ranking:{command.kato}", body))
    return row.id


def give_variant(unit: Work, command: GiveVariant) -> None:
    """Give a what-if to the budget commission: it lies before its next meeting; refuses (WrongState) to do it twice."""
    place = territories.unit(unit.session, command.kato)
    require(Action.RANK_PROJECTS, unit.actor, Subject(place.path, name=f"ranking:{command.kato}"))
    found = queries.variant(unit.session, place.id, command.year, command.variant_id)
    if found.given_at is not None:
        raise WrongState("portfolio.given_already")
    waiting = update(RankingVariant).where(RankingVariant.id == found.id, RankingVariant.given_at.is_(None))
    values = {"given_at": unit.now, "given_by": unit.actor.person_id}
    moved(unit.session.execute(waiting.values(**values).execution_options(synchronize_session=False)))
    lines = found.outcome
    entering, staying = (tuple((line.code, line.title) for line in some) for some in (lines.taken, lines.left))
    meetings.lay_proposal(unit, meetings.LayProposal(command.kato, found.year, found.id, found.name, entering, staying))
    body = {"year": command.year, "variant": found.id}
    unit.tell(Event(INSTALLATION, "portfolio.variant_given", f"ranking:{command.kato}", body))


def outcome_of(answer: Answer) -> Outcome:
    """Give an answer as it is stored; refuses (Incomplete) one without a set."""
    if answer.choice is None:
        raise Incomplete("portfolio.nothing_chosen", (Problem("name", "portfolio.nothing_chosen"),))
    chosen, posed = answer.choice.chosen, answer.posed
    lines = tuple(
        Line(
            code=one.code,
            title=one.title,
            place=one.place,
            taken=place in chosen,
            asks=candidate.money,
            own=one.asks(posed.ground.year, Source.OWN),
            npv=one.worth.npv,
            yearly=one.worth.yearly,
            people=one.worth.people,
            weight=candidate.weight,
            rule=candidate.rule,
            group=candidate.group,
        )
        for place, (one, candidate) in enumerate(zip(posed.ground.waiting, posed.problem.candidates, strict=True))
    )
    used = tuple(
        Used(
            key=bound.ceiling.key,
            place=bound.ceiling.place,
            year=bound.ceiling.year,
            source=bound.ceiling.source,
            programme=bound.ceiling.programme,
            amount=bound.amount,
            approved=bound.ceiling.approved,
            taken=posed.problem.used(bound.place, chosen),
        )
        for bound in posed.bounds
    )
    return Outcome(answer.choice.value, answer.choice.proved, answer.choice.settled, lines, used)


def _check(unit: Work, unit_id: int, command: SaveVariant, name: str) -> None:
    problems = []
    if not FIRST_YEAR <= command.year <= LAST_YEAR:
        problems.append(Problem("year", "shared.year_range", {"a": FIRST_YEAR, "b": LAST_YEAR}))
    if not name:
        problems.append(Problem("name", "shared.required"))
    elif len(name) > LONGEST:
        problems.append(Problem("name", "shared.too_long", {"n": LONGEST}))
    same = select(RankingVariant.id).where(
        RankingVariant.unit_id == unit_id, RankingVariant.year == command.year, RankingVariant.name == name
    )
    if name and unit.session.scalar(same) is not None:
        problems.append(Problem("name", "portfolio.name_taken"))
    if problems:
        raise Incomplete("portfolio.form", tuple(problems))
