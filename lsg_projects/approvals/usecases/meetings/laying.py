"""Laying a what-if of the ranking on the table of a body: a proposal that its next meeting sees, never a decision."""

from __future__ import annotations

from dataclasses import dataclass

from lsg_projects.approvals.models import LaidProposal
from lsg_projects.domain.access import Action, Subject, require
from lsg_projects.domain.states import BodyKind
from lsg_projects.domain.text import Tri
from lsg_projects.kit.work import Work
from lsg_projects.territories import queries as territories

Named = tuple[tuple[str, Tri], ...]


@dataclass(frozen=True)
class LayProposal:
    """A what-if by its year, number and name, with codes and titles of what it takes in and of what stays out."""

    kato: str
    year: int
    variant: int
    name: str
    entering: Named
    staying: Named


def lay_proposal(unit: Work, command: LayProposal) -> None:
    """Lay a proposal before the budget commission of the district; where there is none, it stays in the ranking."""
    place = territories.unit(unit.session, command.kato)
    require(Action.RANK_PROJECTS, unit.actor, Subject(place.path, name=f"ranking:{command.kato}"))
    for body in territories.bodies_of(unit.session, place.id, BodyKind.COMMISSION):
        if body.in_force(unit.today):
            row = LaidProposal(
                body_id=body.id, year=command.year, variant=command.variant, name=command.name,
                entering=_plain(command.entering), staying=_plain(command.staying),
                laid_at=unit.now, laid_by=unit.actor.person_id,
            )  # fmt: skip
            unit.add(row)


def _plain(named: Named) -> list[list[object]]:
    return [[code, title.as_dict()] for code, title in named]
