"""The stage of a project (OC4IDS projectStatus): which events move it, and that it only ever goes forward."""

from __future__ import annotations

from enum import StrEnum

from lsg_projects.domain.states import Stage


class Turn(StrEnum):
    """Events that move the stage of a project."""

    APPROVED = "approved"
    SPENDING = "spending"
    """The first contract or payment."""
    ACCEPTED = "accepted"
    """The act of acceptance."""
    IN_USE = "in_use"
    """Handed over into use."""


_STAGE_ORDER = (
    Stage.IDENTIFICATION, Stage.PREPARATION, Stage.IMPLEMENTATION, Stage.COMPLETION, Stage.MAINTENANCE
)  # fmt: skip
_STAGE_OF = {
    Turn.APPROVED: Stage.PREPARATION,
    Turn.SPENDING: Stage.IMPLEMENTATION,
    Turn.ACCEPTED: Stage.COMPLETION,
    Turn.IN_USE: Stage.MAINTENANCE,
}


def stage_after(stage: Stage, event: Turn) -> Stage:
    """Give the stage after *event*: a stage only ever goes forward, and a cancelled project stays cancelled."""
    target = _STAGE_OF[event]
    if stage is Stage.CANCELLED or _STAGE_ORDER.index(stage) >= _STAGE_ORDER.index(target):
        return stage
    return target
