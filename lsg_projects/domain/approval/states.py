"""The states of a project before those who decide on it, and what each act does to them.

The table below is the whole truth about what is possible; `submit`, `decide` and `withdraw` are the only ways through.
Nothing here knows a clock or a database.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum

from lsg_projects.domain.approval.stages import Turn, stage_after
from lsg_projects.domain.errors import WrongState
from lsg_projects.domain.route import Concern, Route
from lsg_projects.domain.states import Approval, Outcome, Stage


class Act(StrEnum):
    """What can be done to a project on its route."""

    SUBMIT = "submit"
    APPROVE = "approve"
    RETURN = "return"
    REJECT = "reject"
    DEFER = "defer"
    WITHDRAW = "withdraw"
    CONTEST = "contest"
    """The akim disagrees with a no, and the law gives another body to ask."""


ACT_OF: dict[Outcome, Act] = {
    Outcome.APPROVED: Act.APPROVE,
    Outcome.RETURNED: Act.RETURN,
    Outcome.REJECTED: Act.REJECT,
    Outcome.DEFERRED: Act.DEFER,
}

_DECIDED = {
    # approval leads on to the next step; only the last step makes the project approved
    Act.APPROVE: Approval.IN_REVIEW,
    Act.RETURN: Approval.RETURNED,
    Act.REJECT: Approval.REJECTED,
    Act.DEFER: Approval.DEFERRED,
    Act.WITHDRAW: Approval.WITHDRAWN,
}

TRANSITIONS: dict[Approval, dict[Act, Approval]] = {
    Approval.DRAFT: {Act.SUBMIT: Approval.IN_REVIEW},
    Approval.IN_REVIEW: _DECIDED,
    # a body may take up again what it put off, and the akim may bring it anew
    Approval.DEFERRED: _DECIDED | {Act.SUBMIT: Approval.IN_REVIEW},
    Approval.RETURNED: {
        Act.SUBMIT: Approval.IN_REVIEW, Act.WITHDRAW: Approval.WITHDRAWN, Act.CONTEST: Approval.IN_REVIEW,
    },
    # a refused project may come again as a new version; giving it up leaves the refusal standing
    Approval.REJECTED: {
        Act.SUBMIT: Approval.IN_REVIEW, Act.WITHDRAW: Approval.REJECTED, Act.CONTEST: Approval.IN_REVIEW,
    },
    Approval.WITHDRAWN: {Act.SUBMIT: Approval.IN_REVIEW},
    Approval.APPROVED: {Act.WITHDRAW: Approval.WITHDRAWN},
}  # fmt: skip
"""State x act -> the next state; what is not here is refused (WrongState)."""

OWNERS_ACTS = frozenset({Act.SUBMIT, Act.WITHDRAW, Act.CONTEST})
"""Acts of the akim whose project it is; all others belong to the body that is asked."""

_RESUMES = frozenset({Approval.RETURNED, Approval.DEFERRED})


@dataclass(frozen=True)
class Position:
    """Where a project stands: its state and stage, the step that is asked, and the steps that have agreed."""

    state: Approval
    stage: Stage = Stage.IDENTIFICATION
    step: str | None = None
    done: frozenset[str] = frozenset()


def moved(at: Position, act: Act) -> Approval:
    """Give the state that *act* leads to; refuses (WrongState) what the table does not hold."""
    target = TRANSITIONS[at.state].get(act)
    if target is None or at.stage is Stage.CANCELLED:
        raise WrongState(f"approvals.cannot_{act.value}", state=at.state.value)
    return target


def submit(at: Position, route: Route, changed: frozenset[Concern] = frozenset()) -> Position:
    """Send a project on its way.

    After a return or a deferral the steps that agreed stay agreed unless something that concerns them *changed*; the
    step that sent it back is asked again in any case. Every other way in starts from the first step.
    """
    state = moved(at, Act.SUBMIT)
    done = _still_agreed(at, route, changed) if at.state in _RESUMES else frozenset()
    return replace(at, state=state, step=route.following(done), done=done)


def _still_agreed(at: Position, route: Route, changed: frozenset[Concern]) -> frozenset[str]:
    return frozenset(
        step.key
        for step in route.steps
        if step.key in at.done and step.key != at.step and changed.isdisjoint(step.concerns)
    )


def decide(at: Position, route: Route, outcome: Outcome, answered: str | None = None) -> Position:
    """Give the position that follows *outcome* at the step *answered*, by default the only one that is asked.

    Where several are asked at once the route goes on when all have agreed; a return or refusal by one ends the asking.
    """
    act = ACT_OF[outcome]
    state = moved(at, act)
    step = answered or at.step
    if at.step is None or step not in {each.key for each in route.asked(at.done)}:
        raise WrongState("approvals.nobody_asked", state=at.state.value)
    if act in (Act.RETURN, Act.REJECT) and (special := _contested(at, route, str(step), act)):
        return special
    if act is Act.REJECT:
        return replace(at, state=state, done=frozenset())
    if act is Act.RETURN:
        return replace(at, state=state, step=step)
    if act is not Act.APPROVE:
        return replace(at, state=state)
    done = at.done | {str(step)}
    following = route.following(done)
    if following is not None:
        return replace(at, state=state, step=following, done=done)
    return Position(Approval.APPROVED, stage_after(at.stage, Turn.APPROVED), None, done)


def _contested(at: Position, route: Route, key: str, act: Act) -> Position | None:
    """Give what follows a no on a special way: the body above is asked, or the contested answer stands."""
    if above := route.above(key):
        done = (at.done | {key}) - above
        return replace(at, state=Approval.IN_REVIEW, step=route.following(done), done=done)
    step = route.step(key)
    if not step.settles or step.contest is None or act is not Act.RETURN:
        return None
    return replace(at, state=Approval.RETURNED, step=step.contest.of, done=(at.done | {key}) - {step.contest.of})


def withdraw(at: Position) -> Position:
    """Take a project back; one that was approved or refused is given up for good."""
    state = moved(at, Act.WITHDRAW)
    final = at.state in (Approval.APPROVED, Approval.REJECTED)
    return replace(at, state=state, stage=Stage.CANCELLED if final else at.stage, step=None)
