"""Approval: states, stages, rights and verdicts of a project on its route."""

from lsg_projects.domain.approval.changes import reopened, why
from lsg_projects.domain.approval.concerns import Attached, concerns
from lsg_projects.domain.approval.contests import SpecialWay, agreed_before, carried, contest, way_for
from lsg_projects.domain.approval.papers import paper_of
from lsg_projects.domain.approval.rights import may_decide, may_prepare, refuse_own
from lsg_projects.domain.approval.stages import Turn, stage_after
from lsg_projects.domain.approval.states import (
    ACT_OF,
    OWNERS_ACTS,
    TRANSITIONS,
    Act,
    Position,
    decide,
    moved,
    submit,
    withdraw,
)
from lsg_projects.domain.approval.verdict import MAX_TEXT, MAX_VOTES, MIN_REASON, Remark, Verdict, Votes, check

__all__ = [
    "ACT_OF",
    "MAX_TEXT",
    "MAX_VOTES",
    "MIN_REASON",
    "OWNERS_ACTS",
    "TRANSITIONS",
    "Act",
    "Attached",
    "Position",
    "Remark",
    "SpecialWay",
    "Turn",
    "Verdict",
    "Votes",
    "agreed_before",
    "carried",
    "check",
    "concerns",
    "contest",
    "decide",
    "may_decide",
    "may_prepare",
    "moved",
    "paper_of",
    "refuse_own",
    "reopened",
    "stage_after",
    "submit",
    "way_for",
    "why",
    "withdraw",
]
