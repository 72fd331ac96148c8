"""Who takes part: a row for each member in force on the day, and whether there is a quorum."""

from __future__ import annotations

from dataclasses import dataclass

from flask import redirect, request, url_for
from flask.typing import ResponseReturnValue

from lsg_projects.approvals.forms import SeatsForm
from lsg_projects.approvals.queries.meetings import MeetingFacts, Member, SeatFacts
from lsg_projects.approvals.usecases import meetings as usecases
from lsg_projects.approvals.views.frame import blueprint
from lsg_projects.approvals.views.meetings import frame
from lsg_projects.domain.access import Action
from lsg_projects.domain.errors import Incomplete
from lsg_projects.domain.meeting import Means, MeetingState, Seat
from lsg_projects.kit import clock
from lsg_projects.kit.formats import formats
from lsg_projects.kit.work import work
from lsg_projects.web import flash
from lsg_projects.web.doors import open_to
from lsg_projects.web.identity import current_actor
from lsg_projects.web.render import language, page, refused, t


@dataclass(frozen=True)
class SeatRow:
    """A member with what is marked."""

    member: Member
    mark: str
    reason: str
    note: str


@dataclass(frozen=True)
class SeatsPage:
    """Attendance of a meeting."""

    facts: MeetingFacts
    title: str
    keeps: bool
    form: SeatsForm
    rows: list[SeatRow]
    seats: tuple[str, ...]
    counted: str
    errors: list[tuple[str, str]]
    open: bool
    """Attendance can be recorded now."""


@blueprint.get("/office/meetings/<int:meeting_id>/attendance")
@open_to(Action.READ_MEETING)
def attendance(meeting_id: int) -> ResponseReturnValue:
    """Show who takes part."""
    facts = frame.found(meeting_id)
    form = SeatsForm(formdata=None)
    form.prepare(facts)
    form.revision.data = str(facts.revision)
    form.chair.data = str(facts.chair_id) if facts.chair_id else None
    return page("approvals/meetings/attendance.html", _page(facts, form))


@blueprint.post("/office/meetings/<int:meeting_id>/attendance")
@open_to(Action.KEEP_MEETING)
def save_attendance(meeting_id: int) -> ResponseReturnValue:
    """Record who takes part and count the quorum."""
    facts = frame.found(meeting_id)
    form = SeatsForm()
    form.prepare(facts)
    if not form.validate():
        return page("approvals/meetings/attendance.html", _page(facts, form), 422)
    try:
        with work(current_actor()) as unit:
            good = usecases.seat(unit, form.command(facts, request.form))
    except Incomplete as refusal:
        form.take(refusal)
        errors = [(problem.where, refused(problem.code, problem.details)) for problem in refusal.problems]
        return page("approvals/meetings/attendance.html", _page(facts, form, errors), 422)
    flash.tell("meetings.said.quorum" if good else "meetings.said.no_quorum")
    target = "approvals.meeting" if good and facts.state is not MeetingState.OPEN else "approvals.attendance"
    return redirect(url_for(target, meeting_id=facts.id), 303)


@blueprint.post("/office/meetings/<int:meeting_id>/failed")
@open_to(Action.KEEP_MEETING)
def fail_meeting(meeting_id: int) -> ResponseReturnValue:
    """Record that the meeting was not held for want of a quorum."""
    facts = frame.found(meeting_id)
    return frame.done(lambda unit: usecases.fail(unit, facts.id), facts.id, "failed")


def _page(facts: MeetingFacts, form: SeatsForm, errors: list[tuple[str, str]] | None = None) -> SeatsPage:
    recordable = facts.state in (MeetingState.NOTIFIED, MeetingState.OPEN) and clock.today() >= facts.day
    digital = facts.rule.digital and facts.means is not Means.HALL
    offered = [Seat.PRESENT, *([Seat.ONLINE] if digital else []), Seat.ABSENT]
    if facts.state is not MeetingState.NOTIFIED:
        offered.append(Seat.GONE)
    return SeatsPage(
        facts=facts,
        title=frame.title(facts),
        keeps=frame.keeps(facts),
        form=form,
        rows=[_row(facts, member) for member in facts.members],
        seats=tuple(each.value for each in offered),
        counted=_counted(facts),
        errors=form.summary() if errors is None else errors,
        open=recordable,
    )


def _row(facts: MeetingFacts, member: Member) -> SeatRow:
    """Give what was typed now, else what is stored."""
    stored = next((one for one in facts.seats if one.person_id == member.person_id), None)
    typed = request.form.get(f"seat-{member.person_id}", "")
    reason = request.form.get(f"reason-{member.person_id}", stored.reason if stored else "")
    return SeatRow(member, typed or (stored.seat.value if stored else ""), reason, _note(stored))


def _note(stored: SeatFacts | None) -> str:
    if stored is None:
        return ""
    notes = []
    if stored.arrived_at:
        notes.append(t("meetings.arrived", t=f"{clock.local(stored.arrived_at):%H:%M}"))
    if stored.left_at:
        notes.append(t("meetings.left", t=f"{clock.local(stored.left_at):%H:%M}"))
    return ", ".join(notes)


def _counted(facts: MeetingFacts) -> str:
    if facts.counted_at is None:
        return ""
    good = (facts.present or 0) >= (facts.needed or 0)
    return t(
        "meetings.counted" if good else "meetings.not_counted",
        n=facts.entitled, p=facts.present, q=facts.needed, t=formats(language()).moment(facts.counted_at),
    )  # fmt: skip
