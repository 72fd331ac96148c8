"""Who takes part: recorded by the secretary on the day; the first record with a quorum opens the meeting."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from sqlalchemy import func, select, update

from lsg_projects.approvals.models import Meeting, SeatRow
from lsg_projects.approvals.queries.meetings import MeetingFacts
from lsg_projects.approvals.usecases.meetings import ground
from lsg_projects.approvals.usecases.meetings.calling import release
from lsg_projects.domain import meeting as rules
from lsg_projects.domain.errors import Problem, Stale, WrongState
from lsg_projects.domain.meeting import Means, MeetingAct, MeetingState, Seat
from lsg_projects.kit.work import Work


@dataclass(frozen=True)
class Taken:
    """The seat of one member as the secretary marked it; *reason* says why somebody is absent."""

    seat: Seat
    reason: str = ""


@dataclass(frozen=True)
class RecordSeats:
    """Who takes part, by person, on the page of *revision*; and who presides."""

    meeting_id: int
    revision: int
    seats: Mapping[int, Taken]
    chair_id: int | None


def seat(unit: Work, command: RecordSeats) -> bool:
    """Record who takes part and tell whether there is a quorum.

    The first record with a quorum opens the meeting and gives its minutes their number. Later ones add who came late
    and who left; votes given before stay as they were.
    """
    facts = ground.taken(unit, command.meeting_id, MeetingAct.SEAT)
    if command.revision != facts.revision:
        raise Stale("shared.outdated")
    if unit.today < facts.day:
        raise WrongState("meetings.not_yet", d=f"{facts.day:%d.%m.%Y}")
    ground.refuse([*_problems(facts, command)])
    opened = facts.state is MeetingState.OPEN
    for member in facts.members:
        _write(unit, facts, member.person_id, member.appointment_id, command.seats[member.person_id], opened)
    there = sum(command.seats[member.person_id].seat.there for member in facts.members)
    if opened:
        ground.alter(unit, facts, revision=facts.revision + 1, chair_id=command.chair_id)
        ground.tell(unit, facts, "seated", present=there)
        return there >= (facts.needed or 0)
    return _count(unit, facts, command, there)


def _count(unit: Work, facts: MeetingFacts, command: RecordSeats, there: int) -> bool:
    entitled = len(facts.members)
    needed = rules.needed(facts.rule, entitled)
    good = there >= needed
    counted = {"entitled": entitled, "needed": needed, "present": there, "counted_at": unit.now}
    if good:
        opening = {"state": MeetingState.OPEN, "number": _next_number(unit, facts), "opened_at": unit.now}
        ground.alter(unit, facts, revision=facts.revision + 1, chair_id=command.chair_id, **counted, **opening)
    else:
        ground.alter(unit, facts, revision=facts.revision + 1, chair_id=command.chair_id, **counted)
    ground.tell(unit, facts, "opened" if good else "no_quorum", entitled=entitled, needed=needed, present=there)
    return good


def _next_number(unit: Work, facts: MeetingFacts) -> int:
    of_year = (Meeting.body_id == facts.body.id, Meeting.year == facts.year)
    return (unit.session.scalar(select(func.max(Meeting.number)).where(*of_year)) or 0) + 1


def _problems(facts: MeetingFacts, command: RecordSeats) -> Iterator[Problem]:
    strangers = set(command.seats) - {member.person_id for member in facts.members}
    if strangers:
        yield Problem("", "meetings.not_members")
    for member in facts.members:
        taken, where = command.seats.get(member.person_id), f"seat-{member.person_id}"
        if taken is None:
            yield Problem(where, "meetings.no_seat", {"name": member.name})
        elif taken.seat is Seat.ONLINE and (not facts.rule.digital or facts.means is Means.HALL):
            yield Problem(where, "meetings.not_digital")
        elif taken.seat is Seat.ABSENT and not taken.reason:
            yield Problem(f"reason-{member.person_id}", "meetings.no_reason", {"name": member.name})
        elif taken.seat is Seat.GONE and facts.state is not MeetingState.OPEN:
            yield Problem(where, "meetings.not_open_yet")
    chair = command.seats.get(command.chair_id or 0)
    if chair is None or not chair.seat.there:
        yield Problem("chair", "meetings.no_chair")


def _write(unit: Work, facts: MeetingFacts, person_id: int, appointment_id: int, taken: Taken, opened: bool) -> None:
    """Keep the seat of a member; after the opening who comes is late, and who was there can only leave."""
    before = next((one for one in facts.seats if one.person_id == person_id), None)
    if before is None:
        unit.session.add(
            SeatRow(meeting_id=facts.id, person_id=person_id, appointment_id=appointment_id, seat=taken.seat,
                    reason=taken.reason, arrived_at=unit.now if opened and taken.seat.there else None)
        )  # fmt: skip
        unit.flush()
        return
    if opened:
        rules.reseated(before.seat, taken.seat, f"seat-{person_id}")
    values: dict[str, object] = {"seat": taken.seat, "reason": taken.reason}
    if opened and before.seat is Seat.ABSENT and taken.seat.there:
        values["arrived_at"] = unit.now
    if taken.seat is Seat.GONE and before.seat is not Seat.GONE:
        values["left_at"] = unit.now
    same = (SeatRow.meeting_id == facts.id, SeatRow.person_id == person_id)
    unit.session.execute(update(SeatRow).where(*same).values(**values))


def fail(unit: Work, meeting_id: int) -> None:
    """Close a meeting that found no quorum; its projects are free for a meeting on another day."""
    facts = ground.taken(unit, meeting_id, MeetingAct.FAIL)
    if facts.counted_at is None:
        raise WrongState("meetings.not_counted")
    ground.alter(unit, facts, state=MeetingState.FAILED, closed_at=unit.now)
    release(unit, facts.id)
    ground.tell(unit, facts, "failed", needed=facts.needed, present=facts.present)
