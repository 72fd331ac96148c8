"""The states of a meeting, of its items and of its seats: tables, and the only ways through them."""

from __future__ import annotations

from enum import StrEnum

from lsg_projects.domain.errors import Incomplete, Problem, WrongState


class MeetingKind(StrEnum):
    """Whether a meeting stands in the body's plan."""

    REGULAR = "regular"
    EXTRAORDINARY = "extraordinary"


class Means(StrEnum):
    """Where a meeting is held."""

    HALL = "hall"
    DIGITAL = "digital"
    BOTH = "both"


class MeetingState(StrEnum):
    """Where a meeting stands."""

    CALLED = "called"
    NOTIFIED = "notified"
    OPEN = "open"
    CLOSED = "closed"
    """Held; the minutes are being written."""
    SIGNED = "signed"
    FAILED = "failed"
    """There was no quorum."""
    CANCELLED = "cancelled"


class MeetingAct(StrEnum):
    """What can be done with a meeting."""

    CHANGE = "change"
    ARRANGE = "arrange"
    """Put an item on the agenda, move it, strike it."""
    NOTIFY = "notify"
    SEND_MATERIALS = "send_materials"
    SEAT = "seat"
    """Record who is there; the first record with a quorum opens the meeting."""
    FAIL = "fail"
    VOTE = "vote"
    CLOSE = "close"
    WRITE = "write"
    SIGN = "sign"
    CORRECT = "correct"
    CANCEL = "cancel"


MEETING_ACTS: dict[MeetingState, dict[MeetingAct, MeetingState]] = {
    MeetingState.CALLED: {
        MeetingAct.CHANGE: MeetingState.CALLED,
        MeetingAct.ARRANGE: MeetingState.CALLED,
        MeetingAct.NOTIFY: MeetingState.NOTIFIED,
        MeetingAct.CANCEL: MeetingState.CANCELLED,
    },
    MeetingState.NOTIFIED: {
        MeetingAct.ARRANGE: MeetingState.NOTIFIED,
        MeetingAct.SEND_MATERIALS: MeetingState.NOTIFIED,
        MeetingAct.SEAT: MeetingState.OPEN,
        MeetingAct.FAIL: MeetingState.FAILED,
        MeetingAct.CANCEL: MeetingState.CANCELLED,
    },
    MeetingState.OPEN: {
        MeetingAct.SEAT: MeetingState.OPEN,
        MeetingAct.VOTE: MeetingState.OPEN,
        MeetingAct.WRITE: MeetingState.OPEN,
        MeetingAct.CLOSE: MeetingState.CLOSED,
    },
    MeetingState.CLOSED: {MeetingAct.WRITE: MeetingState.CLOSED, MeetingAct.SIGN: MeetingState.SIGNED},
    MeetingState.SIGNED: {MeetingAct.CORRECT: MeetingState.SIGNED},
    MeetingState.FAILED: {},
    MeetingState.CANCELLED: {},
}
"""State x act -> the next state; what is not here is refused (WrongState)."""


def moved(state: MeetingState, act: MeetingAct) -> MeetingState:
    """Give the state that *act* leads to; refuses (WrongState) what the table does not hold."""
    target = MEETING_ACTS[state].get(act)
    if target is None:
        raise WrongState(f"meetings.cannot_{act.value}")
    return target


class ItemState(StrEnum):
    """Where an item of an agenda stands."""

    WAITING = "waiting"
    DECIDED = "decided"
    LEFT = "left"
    """The meeting ended without a decision on it; the project waits for another meeting."""
    STRUCK = "struck"


class Seat(StrEnum):
    """Whether a member takes part."""

    PRESENT = "present"
    ONLINE = "online"
    ABSENT = "absent"
    GONE = "gone"
    """Was there and left before the end."""

    @property
    def there(self) -> bool:
        """Tell whether the member takes part now."""
        return self in (Seat.PRESENT, Seat.ONLINE)


_RESEATED: dict[Seat, frozenset[Seat]] = {
    Seat.ABSENT: frozenset({Seat.ABSENT, Seat.PRESENT, Seat.ONLINE}),
    Seat.PRESENT: frozenset({Seat.PRESENT, Seat.ONLINE, Seat.GONE}),
    Seat.ONLINE: frozenset({Seat.PRESENT, Seat.ONLINE, Seat.GONE}),
    Seat.GONE: frozenset({Seat.PRESENT, Seat.ONLINE, Seat.GONE}),
}


def reseated(before: Seat, after: Seat, where: str) -> Seat:
    """Give *after* if it can follow once the meeting is open: who was there cannot become one who never came."""
    if after not in _RESEATED[before]:
        raise Incomplete("meetings.incomplete", (Problem(where, "meetings.was_there"),), n=1)
    return after
