"""The shape of a meeting with all that belongs to it: frozen facts for pages and papers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from lsg_projects.approvals.queries.meetings.members import Member
from lsg_projects.domain.approval import Remark, Votes
from lsg_projects.domain.delegation import OrderKind
from lsg_projects.domain.errors import Missing
from lsg_projects.domain.meeting import BodyRule, Choice, Conflict, ItemState, Means, MeetingKind, MeetingState, Seat
from lsg_projects.domain.project import Passport
from lsg_projects.domain.route import Step
from lsg_projects.domain.states import Outcome
from lsg_projects.domain.text import Tri
from lsg_projects.projects.queries import ProjectHead
from lsg_projects.territories.queries import BodyFacts


@dataclass(frozen=True)
class SeatFacts:
    """A member on the day of the meeting, and whether they take part."""

    person_id: int
    name: str
    seat: Seat
    reason: str
    arrived_at: datetime | None
    left_at: datetime | None


@dataclass(frozen=True)
class Interested:
    """A member who does not vote on an item, and why."""

    person_id: int
    conflict: Conflict
    reason: str


@dataclass(frozen=True)
class MotionFacts:
    """A question put to the vote, with the votes given so far by person."""

    id: int
    item_id: int
    round: int
    outcome: Outcome
    reason: str
    remarks: tuple[Remark, ...]
    until: date | None
    conclusion: str
    language: str
    put_at: datetime
    closed_at: datetime | None
    adopted: bool | None
    votes: Votes | None
    ballots: Mapping[int, Choice]
    own: frozenset[int]
    """Persons who voted by themselves."""


@dataclass(frozen=True)
class Item:
    """An item of the agenda."""

    id: int
    position: int
    task_id: int
    head: ProjectHead
    step: Step
    """The step of the route that the body answers, with its verb and article."""
    version: int
    passport: Passport
    """What the body is asked about: a version that was sent, or the proposal of a change."""
    shown: str
    rapporteur: str
    state: ItemState
    reason: str
    speeches: Tri
    decision_id: int | None
    minutes_key: str
    interests: tuple[Interested, ...]
    motions: tuple[MotionFacts, ...]

    @property
    def open_motion(self) -> MotionFacts | None:
        """Give the question that members are asked now."""
        return next((one for one in self.motions if one.closed_at is None), None)

    @property
    def barred(self) -> frozenset[int]:
        """Give the persons who do not vote on this item."""
        return frozenset(one.person_id for one in self.interests)


@dataclass(frozen=True)
class Sent:
    """Something that went out to a member."""

    kind: str
    name: str
    language: str
    sent_at: datetime


@dataclass(frozen=True)
class CorrectionFacts:
    """A correction of signed minutes."""

    text: Tri
    made_at: datetime


@dataclass(frozen=True)
class StandIn:
    """An order of substitution as papers name it."""

    kind: OrderKind
    number: str
    dated: date


@dataclass(frozen=True)
class MeetingFacts:
    """A meeting as its pages and papers show it."""

    id: int
    body: BodyFacts
    kind: MeetingKind
    means: Means
    day: date
    starts_at: datetime
    place: Tri
    link: str
    rule: BodyRule
    state: MeetingState
    revision: int
    year: int
    number: int | None
    entitled: int | None
    needed: int | None
    present: int | None
    counted_at: datetime | None
    chair_id: int | None
    notified_at: datetime | None
    materials_at: datetime | None
    opened_at: datetime | None
    closed_at: datetime | None
    reason: str
    speeches: Tri
    secretary: str
    """The name of the secretary who called it."""
    acting: StandIn | None
    """The order by which that secretary stood in for the one who holds the post; nothing where they hold it."""
    signed_at: datetime | None
    signed_file: str
    signed_name: str
    signed_type: str
    members: tuple[Member, ...]
    """Members in force on the day of the meeting."""
    seats: tuple[SeatFacts, ...]
    items: tuple[Item, ...]
    sent: tuple[Sent, ...]
    corrections: tuple[CorrectionFacts, ...]

    @property
    def there(self) -> tuple[SeatFacts, ...]:
        """Give the members who take part now."""
        return tuple(one for one in self.seats if one.seat.there)

    @property
    def chair(self) -> str:
        """Give the name of the chair, if one was chosen."""
        return next((one.name for one in self.seats if one.person_id == self.chair_id), "")

    def item(self, position: int) -> Item:
        """Give an item by its place on the agenda; refuses (Missing) a place that is not there."""
        for one in self.items:
            if one.position == position:
                return one
        raise Missing("meetings.no_item")

    def voters(self, item: Item) -> tuple[SeatFacts, ...]:
        """Give those who vote on *item* now: present, without a conflict of interest."""
        return tuple(one for one in self.there if one.person_id not in item.barred)
