"""What all pages of a passport share: the blueprint, the rail of steps, the right to look."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from flask import Blueprint, url_for

from lsg_projects.documents import queries as documents
from lsg_projects.documents.queries import Doc
from lsg_projects.domain.access import Action, may, require
from lsg_projects.domain.completeness import Gap, state_of_steps
from lsg_projects.domain.project import STEPS
from lsg_projects.domain.states import DocumentType
from lsg_projects.kit.db import session
from lsg_projects.projects import queries
from lsg_projects.projects.queries import Draft, ProjectHead
from lsg_projects.web.identity import current_actor
from lsg_projects.web.render import t

blueprint = Blueprint("projects", __name__)


@dataclass(frozen=True)
class RailStep:
    """One step in the rail."""

    key: str
    title: str
    href: str
    state: str
    current: bool
    note: str | None


@dataclass(frozen=True)
class Opened:
    """A passport on the table: its draft, its papers, what it still owes."""

    draft: Draft
    docs: tuple[Doc, ...]
    gaps: tuple[Gap, ...]

    @property
    def head(self) -> ProjectHead:
        """Give the project's head."""
        return self.draft.head

    @property
    def held(self) -> frozenset[DocumentType]:
        """Give the types of the papers that are attached."""
        return frozenset(doc.type for doc in self.docs)


def readable(code: str) -> ProjectHead:
    """Find a project that the reader may know about; refuses (Missing) any other."""
    head = queries.find(session(), code)
    require(Action.READ_PROJECT, current_actor(), queries.subject_of_territory(head))
    return head


def opened(code: str) -> Opened:
    """Open a project's passport for reading."""
    readable(code)
    draft = queries.draft(session(), code)
    docs = documents.of_project(session(), draft.head.id)
    return Opened(draft, docs, queries.checked(session(), draft.head, draft.passport))


def may_edit(head: ProjectHead) -> bool:
    """Tell whether the reader may write in the passport now."""
    return head.editable and bool(may(Action.EDIT_PROJECT, current_actor(), queries.subject(head)))


def step_url(code: str, step: str) -> str:
    """Give the address of a step."""
    return url_for("projects.step", code=code, step=step)


def rail(passport: Opened, current: str) -> tuple[RailStep, ...]:
    """Give the nine steps with what each still owes."""
    states = state_of_steps(passport.draft.passport, passport.held, passport.gaps)
    return tuple(
        RailStep(
            key=step,
            title=t(f"projects.step.{step}.short"),
            href=step_url(passport.head.code, step),
            state=states[step][0],
            current=step == current,
            note=_note(step, *states[step]),
        )
        for step in STEPS
    )


def _note(step: str, state: str, count: int) -> str | None:
    if state == "done":
        return None
    if step == "review":
        return t("projects.rail.when_whole") if count else None
    return t("projects.rail.missing", n=count) if state == "gap" else t("projects.rail.todo")


def filled(steps: Sequence[RailStep]) -> int:
    """Count the steps that owe nothing, the last one left aside."""
    return sum(step.state == "done" for step in steps if step.key != "review")


def neighbours(step: str) -> tuple[str | None, str | None]:
    """Give the steps before and after a step."""
    order = list(STEPS)
    place = order.index(step)
    return (order[place - 1] if place else None), (order[place + 1] if place + 1 < len(order) else None)


def numbered(step: str) -> int:
    """Give the number of a step from one."""
    return list(STEPS).index(step) + 1


def first_with_gap(gaps: Iterable[Gap]) -> str:
    """Give the first step that owes something, else the last one."""
    owing = {gap.step for gap in gaps}
    return next((step for step in STEPS if step in owing), "review")
