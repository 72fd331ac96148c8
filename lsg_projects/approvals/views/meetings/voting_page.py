"""What the page of a vote shows: the rows of members, the votes that are over, where to go next."""

from __future__ import annotations

from dataclasses import dataclass

from flask import request

from lsg_projects.approvals.forms import CastingForm, DecisionForm, InterestForm, outcome_label
from lsg_projects.approvals.queries.meetings import Item, MeetingFacts, MotionFacts, SeatFacts
from lsg_projects.domain.meeting import ItemState
from lsg_projects.web.render import t


@dataclass(frozen=True)
class VoteRow:
    """A member at this item: the vote given, or why there is none."""

    person_id: int
    name: str
    given: str
    own: bool
    barred: str
    mark: str
    """What was marked on a page that was refused."""


@dataclass(frozen=True)
class VotePage:
    """An item with its question and votes."""

    facts: MeetingFacts
    item: Item
    title: str
    keeps: bool
    asks_me: bool
    """The reader is a member who may vote now and has not."""
    motion: MotionFacts | None
    question: str
    rows: list[VoteRow]
    past: list[tuple[str, str]]
    form: DecisionForm
    casting: CastingForm
    interest: InterestForm | None
    tie: bool
    errors: list[tuple[str, str]]
    following: int | None
    amount: int
    me: int
    """Who reads: a member sees the row that is theirs."""

    @property
    def given(self) -> int:
        """Count those who have voted."""
        return sum(bool(row.given) for row in self.rows)

    @property
    def voters(self) -> int:
        """Count those who may vote."""
        return sum(not row.barred for row in self.rows)


def rows(facts: MeetingFacts, item: Item) -> list[VoteRow]:
    """Give a row for each member who is there or has voted."""
    motion = item.open_motion or (item.motions[-1] if item.motions else None)
    why = {one.person_id: one.reason or t(f"meetings.conflict.{one.conflict.value}") for one in item.interests}
    there = {one.person_id for one in facts.there} | set(motion.ballots if motion else ())
    return [_row(one, motion, why.get(one.person_id, "")) for one in facts.seats if one.person_id in there]


def _row(one: SeatFacts, motion: MotionFacts | None, barred: str) -> VoteRow:
    choice = motion.ballots.get(one.person_id) if motion else None
    own = motion is not None and one.person_id in motion.own
    mark = request.form.get(f"vote-{one.person_id}", "")
    return VoteRow(one.person_id, one.name, choice.value if choice else "", own, barred, mark)


def past(item: Item) -> list[tuple[str, str]]:
    """Give the votes that are over: what was asked, and the result in words."""
    found = []
    for one in item.motions:
        if one.votes is not None:
            key = "meetings.adopted" if one.adopted else "meetings.not_adopted"
            votes = one.votes
            tally = t("meetings.tally", f=votes.cast_for, a=votes.against, b=votes.abstained)
            chair = f", {t('meetings.by_chair')}" if votes.casting is not None else ""
            found.append((t(key, x=outcome_label(one.outcome, item.step)), tally + chair))
    return found


def following(facts: MeetingFacts, item: Item) -> int | None:
    """Give the next item that waits."""
    waiting = [one.position for one in facts.items if one.state is ItemState.WAITING and one.id != item.id]
    return next((place for place in waiting if place > item.position), waiting[0] if waiting else None)
