"""The agenda: projects that wait are put on it, moved, struck; one that changed since is struck."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import func, select, update
from sqlalchemy.exc import IntegrityError

from lsg_projects.approvals import queries as approvals
from lsg_projects.approvals.models import MeetingItem, Motion
from lsg_projects.approvals.queries import meetings as queries
from lsg_projects.approvals.queries.meetings import Item, MeetingFacts
from lsg_projects.approvals.usecases.meetings import ground
from lsg_projects.approvals.usecases.meetings.calling import MIN_REASON
from lsg_projects.domain import meeting as rules
from lsg_projects.domain.errors import Missing, Problem, Stale, WrongState
from lsg_projects.domain.meeting import ItemState, MeetingAct, MeetingState
from lsg_projects.domain.text import Tri
from lsg_projects.kit.db import moved
from lsg_projects.kit.work import Work
from lsg_projects.projects import queries as projects

CHANGED = "changed"
"""Why an item is struck by itself: its project is not what was put on the agenda."""


@dataclass(frozen=True)
class AddItems:
    """Tasks of the body to put on the agenda, and who speaks about them."""

    meeting_id: int
    tasks: tuple[int, ...]
    rapporteur: str = ""


@dataclass(frozen=True)
class MoveItem:
    """An item to move one place *up* or down."""

    meeting_id: int
    position: int
    up: bool


@dataclass(frozen=True)
class StrikeItem:
    """An item to take from the agenda, and why."""

    meeting_id: int
    position: int
    reason: str


def add_items(unit: Work, command: AddItems) -> None:
    """Put tasks on the agenda with what is shown of their projects now.

    Refuses (Stale) one that stands on another agenda or was answered, (Incomplete) one that comes after the day of the
    materials; only what was struck here because its papers changed may come back later.
    """
    facts = ground.taken(unit, command.meeting_id, MeetingAct.ARRANGE)
    if not command.tasks:
        ground.refuse([Problem("tasks", "meetings.no_choice")])
    last = unit.session.scalar(select(func.max(MeetingItem.position)).where(MeetingItem.meeting_id == facts.id)) or 0
    for place, task_id in enumerate(command.tasks, last + 1):
        _add(unit, facts, task_id, place, command.rapporteur)


def _add(unit: Work, facts: MeetingFacts, task_id: int, place: int, rapporteur: str) -> None:
    task = approvals.task(unit.session, task_id)
    if task.body_id != facts.body.id:
        raise Missing("approvals.no_task")
    if task.closed_at is not None:
        raise Stale("meetings.task_closed")
    _in_time(unit, facts, task_id, task.version)
    shown = approvals.shown(unit.session, task_id)
    row = MeetingItem(
        meeting_id=facts.id, position=place, task_id=task.id, project_id=task.project_id, version=shown.version,
        shown=shown.digest, rapporteur=rapporteur, state=ItemState.WAITING, speeches=Tri(), added_at=unit.now,
    )  # fmt: skip
    try:
        unit.add(row)
    except IntegrityError as error:  # it waits on another agenda
        raise Stale("meetings.on_agenda") from error
    code = projects.by_id(unit.session, task.project_id).code
    ground.tell(unit, facts, "item_added", project=code, version=shown.version, shown=shown.digest)


def _in_time(unit: Work, facts: MeetingFacts, task_id: int, version: int) -> None:
    """Ask that members have the materials in time; an item that comes back with other papers had them."""
    last = rules.last_day(facts.day, facts.rule.materials)
    before = any(
        one.task_id == task_id and one.version == version and one.reason == CHANGED
        for one in facts.items
        if one.state is ItemState.STRUCK
    )
    if unit.today > last and not before:
        said = {"n": facts.rule.materials, "d": f"{last:%d.%m.%Y}"}
        ground.refuse([Problem("tasks", "meetings.after_materials", said)])


def move_item(unit: Work, command: MoveItem) -> None:
    """Change places with the neighbour; at the end of the list nothing happens."""
    facts = ground.taken(unit, command.meeting_id, MeetingAct.ARRANGE)
    facts.item(command.position)
    places = [one.position for one in facts.items if one.state is not ItemState.STRUCK]
    if command.position not in places:
        raise WrongState("meetings.item_struck")
    at = places.index(command.position) + (-1 if command.up else 1)
    if not 0 <= at < len(places):
        return
    for here, there in ((command.position, -1), (places[at], command.position), (-1, places[at])):
        same = (MeetingItem.meeting_id == facts.id, MeetingItem.position == here)
        moved(unit.session.execute(update(MeetingItem).where(*same).values(position=there)))
    ground.tell(unit, facts, "item_moved", here=command.position, there=places[at])


def strike_item(unit: Work, command: StrikeItem) -> None:
    """Take an item from the agenda; its project is free for another meeting."""
    facts = _arranged(unit, command.meeting_id)
    item = facts.item(command.position)
    if item.open_motion is not None:
        raise WrongState("meetings.motion_open")
    if len(command.reason) < MIN_REASON:
        ground.refuse([Problem("reason", "meetings.reason_short", {"n": MIN_REASON})])
    _strike(unit, facts, item, command.reason)


def _arranged(unit: Work, meeting_id: int) -> MeetingFacts:
    """Take a meeting whose agenda may lose an item: before it is held, or while it is."""
    state = queries.meeting(unit.session, meeting_id).state
    return ground.taken(unit, meeting_id, MeetingAct.VOTE if state is MeetingState.OPEN else MeetingAct.ARRANGE)


def _strike(unit: Work, facts: MeetingFacts, item: Item, reason: str) -> None:
    waiting = (MeetingItem.id == item.id, MeetingItem.state == ItemState.WAITING)
    moved(
        unit.session.execute(update(MeetingItem).where(*waiting).values(state=ItemState.STRUCK, reason=reason[:1000]))
    )
    ground.tell(unit, facts, "item_struck", project=item.head.code, changed=reason == CHANGED)


def strike_changed(unit: Work, meeting_id: int, position: int) -> bool:
    """Strike an item whose project is no longer what was put on the agenda; tell whether it was so."""
    facts = _arranged(unit, meeting_id)
    item = facts.item(position)
    if item.state is not ItemState.WAITING or not changed(unit, item):
        return False
    if item.open_motion is not None:
        _stop(unit, item.open_motion.id)
    _strike(unit, facts, item, CHANGED)
    return True


def changed(unit: Work, item: Item) -> bool:
    """Tell whether a project is not what was put on the agenda: answered, sent anew, or with other papers or names."""
    task = approvals.task(unit.session, item.task_id)
    if task.closed_at is not None or task.version != item.version:
        return True
    return approvals.shown(unit.session, item.task_id).digest != item.shown


def _stop(unit: Work, motion_id: int) -> None:
    """Close a question that cannot be answered any more, without a result; what was voted stays."""
    still = (Motion.id == motion_id, Motion.closed_at.is_(None))
    moved(unit.session.execute(update(Motion).where(*still).values(closed_at=unit.now, adopted=False)))
