"""From the votes of members to what the body decided."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum

from lsg_projects.domain.approval.verdict import Votes
from lsg_projects.domain.meeting.rule import BodyRule, Majority


class Choice(StrEnum):
    """How a member votes."""

    FOR = "for"
    AGAINST = "against"
    ABSTAINED = "abstained"


class Result(StrEnum):
    """What a vote led to."""

    ADOPTED = "adopted"
    NOT_ADOPTED = "not_adopted"
    TIE = "tie"
    """Votes are equal and the chair's voice decides; it has not been given yet."""


def count(choices: Iterable[Choice], casting: bool | None = None) -> Votes:
    """Count the votes of members; *casting* is the chair's deciding voice where votes were equal."""
    given = list(choices)
    return Votes(given.count(Choice.FOR), given.count(Choice.AGAINST), given.count(Choice.ABSTAINED), casting)


def result(rule: BodyRule, votes: Votes, entitled: int) -> Result:
    """Give the result of a vote by *rule*, in a body of *entitled* members.

    Votes are equal when exactly half of the participants are for and the other half against: an abstention is no
    voice that the chair's could outweigh, since the law asks for more than half of all who take part.
    """
    whole = votes.present if rule.majority is Majority.PARTICIPANTS else entitled
    if 2 * votes.cast_for > whole:
        return Result.ADOPTED
    if rule.casting and votes.tied and 2 * votes.cast_for == whole:
        if votes.casting is None:
            return Result.TIE
        return Result.ADOPTED if votes.casting else Result.NOT_ADOPTED
    return Result.NOT_ADOPTED
