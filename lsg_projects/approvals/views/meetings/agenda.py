"""One meeting: its agenda, what is due, the notice; changed by its secretary, read by members."""

from __future__ import annotations

from dataclasses import dataclass

from flask import redirect, request, url_for
from flask.typing import ResponseReturnValue

from lsg_projects.approvals import queries as approvals
from lsg_projects.approvals.forms import CallForm, ItemsForm, ReasonForm
from lsg_projects.approvals.queries import meetings as queries
from lsg_projects.approvals.queries.meetings import Item, Laid, MeetingFacts, Offered
from lsg_projects.approvals.usecases import meetings as usecases
from lsg_projects.approvals.views.frame import blueprint
from lsg_projects.approvals.views.meetings import frame
from lsg_projects.approvals.views.meetings.calling import TONES
from lsg_projects.documents import queries as documents
from lsg_projects.domain.access import Action, Subject, may
from lsg_projects.domain.errors import Incomplete
from lsg_projects.domain.meeting import ItemState, MeetingState
from lsg_projects.kit import clock
from lsg_projects.kit.db import session
from lsg_projects.kit.work import work
from lsg_projects.web.doors import open_to
from lsg_projects.web.identity import current_actor
from lsg_projects.web.render import language, page, t


@dataclass(frozen=True)
class Row:
    """An item of the agenda in words."""

    item: Item
    asked: str
    papers: int
    state: str
    tone: str
    struck: str
    first: bool
    last: bool


@dataclass(frozen=True)
class AgendaPage:
    """A meeting with its agenda."""

    facts: MeetingFacts
    title: str
    tone: tuple[str, str]
    keeps: bool
    duties: list[dict[str, str]]
    rule: list[tuple[str, str, str]]
    rows: list[Row]
    offered: tuple[Offered, ...]
    items_form: ItemsForm
    change: CallForm
    reason: ReasonForm
    errors: list[tuple[str, str]]
    laid: tuple[Laid, ...]
    """Proposals of the ranking that were given to the body for this meeting."""
    reads_ranking: bool
    today: bool
    """The day of the meeting has come."""

    @property
    def arranging(self) -> bool:
        """Tell whether the reader may change the agenda."""
        return self.keeps and self.facts.state in (MeetingState.CALLED, MeetingState.NOTIFIED)


@blueprint.get("/office/meetings/<int:meeting_id>")
@open_to(Action.READ_MEETING)
def meeting(meeting_id: int) -> ResponseReturnValue:
    """Show a meeting."""
    return _shown(frame.found(meeting_id))


@blueprint.post("/office/meetings/<int:meeting_id>/change")
@open_to(Action.KEEP_MEETING)
def change_meeting(meeting_id: int) -> ResponseReturnValue:
    """Take another time and place."""
    facts, form = frame.found(meeting_id), CallForm()
    form.prepare([(facts.body.id, facts.body.name.pick(language()))])
    form.body.data = str(facts.body.id)
    if not form.validate():
        return _shown(facts, change=form, status=422)
    try:
        return frame.done(lambda unit: usecases.change(unit, form.change(facts.id)), facts.id, "changed")
    except Incomplete as refusal:
        form.take(refusal)
        return _shown(facts, change=form, status=422)


@blueprint.post("/office/meetings/<int:meeting_id>/cancel")
@open_to(Action.KEEP_MEETING)
def cancel_meeting(meeting_id: int) -> ResponseReturnValue:
    """Cancel a meeting and tell those who had the notice."""
    facts, form = frame.found(meeting_id), _reason()
    if not form.validate():
        return _shown(facts, reason=form, status=422)
    command = usecases.CancelMeeting(facts.id, form.reason.data or "")
    try:
        return frame.sent(lambda unit: usecases.cancel(unit, command), facts.id, "cancelled")
    except Incomplete as refusal:
        form.take(refusal)
        return _shown(facts, reason=form, status=422)


@blueprint.post("/office/meetings/<int:meeting_id>/items")
@open_to(Action.KEEP_MEETING)
def add_items(meeting_id: int) -> ResponseReturnValue:
    """Put projects that wait on the agenda."""
    facts, form = frame.found(meeting_id), _items(frame.found(meeting_id))
    if not form.validate():
        return _shown(facts, items=form, status=422)
    try:
        return frame.done(lambda unit: usecases.add_items(unit, form.command(facts.id)), facts.id, "added")
    except Incomplete as refusal:
        form.take(refusal)
        return _shown(facts, items=form, status=422)


@blueprint.post("/office/meetings/<int:meeting_id>/items/<int:place>/move")
@open_to(Action.KEEP_MEETING)
def move_item(meeting_id: int, place: int) -> ResponseReturnValue:
    """Move an item up or down."""
    facts, up = frame.found(meeting_id), request.form.get("way") != "down"
    with work(current_actor()) as unit:
        usecases.move_item(unit, usecases.MoveItem(facts.id, place, up=up))
    return redirect(url_for("approvals.meeting", meeting_id=facts.id, _anchor="agenda"), 303)


@blueprint.post("/office/meetings/<int:meeting_id>/items/<int:place>/strike")
@open_to(Action.KEEP_MEETING)
def strike_item(meeting_id: int, place: int) -> ResponseReturnValue:
    """Take an item from the agenda, with the reason."""
    facts, form = frame.found(meeting_id), _reason()
    if not form.validate():
        return _shown(facts, reason=form, status=422)
    command = usecases.StrikeItem(facts.id, place, form.reason.data or "")
    try:
        return frame.done(lambda unit: usecases.strike_item(unit, command), facts.id, "struck")
    except Incomplete as refusal:
        form.take(refusal)
        return _shown(facts, reason=form, status=422)


@blueprint.post("/office/meetings/<int:meeting_id>/notice")
@open_to(Action.KEEP_MEETING)
def send_notice(meeting_id: int) -> ResponseReturnValue:
    """Send the notice to every member."""
    facts = frame.found(meeting_id)
    return frame.sent(lambda unit: usecases.send_notice(unit, facts.id), facts.id, "notice")


@blueprint.post("/office/meetings/<int:meeting_id>/materials")
@open_to(Action.KEEP_MEETING)
def send_materials(meeting_id: int) -> ResponseReturnValue:
    """Send the materials to every member."""
    facts = frame.found(meeting_id)
    return frame.sent(lambda unit: usecases.send_materials(unit, facts.id), facts.id, "materials")


def _reason() -> ReasonForm:
    form = ReasonForm()
    form.prepare()
    return form


def _items(facts: MeetingFacts, *, empty: bool = False) -> ItemsForm:
    form = ItemsForm(formdata=None) if empty else ItemsForm()
    form.prepare(_offered(facts))
    return form


def _offered(facts: MeetingFacts) -> tuple[Offered, ...]:
    """Give the tasks of the body that do not stand on this agenda."""
    found = queries.offered(session(), facts.body.id, facts.body.kind)
    return tuple(one for one in found if one.elsewhere != facts.id)


def _change(facts: MeetingFacts) -> CallForm:
    form = CallForm(formdata=None)
    form.prepare([(facts.body.id, facts.body.name.pick(language()))])
    form.fill(facts, f"{clock.local(facts.starts_at):%H:%M}")
    return form


def _shown(
    facts: MeetingFacts, *, items: ItemsForm | None = None, change: CallForm | None = None,
    reason: ReasonForm | None = None, status: int = 200,
) -> ResponseReturnValue:  # fmt: skip
    """Draw the page around the form that was refused, if one was."""
    refused = items or change or reason
    blank = ReasonForm(formdata=None)
    blank.prepare()
    shown = AgendaPage(
        facts=facts,
        title=frame.title(facts),
        tone=TONES[facts.state.value],
        keeps=frame.keeps(facts),
        duties=frame.duties(facts),
        rule=frame.rule_rows(facts),
        rows=_rows(facts),
        offered=_offered(facts) if frame.keeps(facts) else (),
        items_form=items or _items(facts, empty=True),
        change=change or _change(facts),
        reason=reason or blank,
        errors=refused.summary() if refused else [],
        laid=queries.laid(session(), facts),
        reads_ranking=bool(may(Action.READ_RANKING, current_actor(), Subject(facts.body.unit.path))),
        today=clock.today() >= facts.day,
    )
    return page("approvals/meetings/meeting.html", shown, status)


def _rows(facts: MeetingFacts) -> list[Row]:
    places = [one.position for one in facts.items if one.state is not ItemState.STRUCK]
    return [_row(one, places) for one in facts.items]


def _row(item: Item, places: list[int]) -> Row:
    state = _state(item)
    tones = {"waiting": "info", "voting": "info", "decided": "ok", "left": "neu", "struck": "neu", "changed": "warn"}
    struck = t("meetings.struck_changed") if item.reason == "changed" else item.reason
    place = item.position
    return Row(
        item, t(f"approvals.verb.{item.step.verb.value}"), len(documents.of_project(session(), item.head.id)),
        state, tones[state], struck, first=place == places[0] if places else True,
        last=place == places[-1] if places else True,
    )  # fmt: skip


def _state(item: Item) -> str:
    """Say where an item stands; one whose project changed since is told before anybody votes."""
    if item.state is not ItemState.WAITING:
        return item.state.value
    if item.open_motion is not None:
        return "voting"
    task = approvals.task(session(), item.task_id)
    same = task.closed_at is None and task.version == item.version
    return "waiting" if same and approvals.shown(session(), item.task_id).digest == item.shown else "changed"
