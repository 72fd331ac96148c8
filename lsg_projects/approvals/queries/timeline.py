"""What was decided on a project, in order: by bodies and acts, never by persons' names."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime

from sqlalchemy import Select, and_, select
from sqlalchemy.orm import Session

from lsg_projects.accounts.models import Delegation
from lsg_projects.approvals.models import ApprovalProcess, ApprovalTask, Decision, MeetingItem
from lsg_projects.approvals.queries import changes as queries
from lsg_projects.approvals.queries import processes
from lsg_projects.approvals.queries.changes import Change
from lsg_projects.approvals.queries.processes import Process
from lsg_projects.domain.approval import Remark, Votes
from lsg_projects.domain.codec import build
from lsg_projects.domain.contest import Contest
from lsg_projects.domain.delegation import OrderKind
from lsg_projects.domain.project import Passport
from lsg_projects.domain.route import Step
from lsg_projects.domain.states import Approval, BodyKind, Outcome
from lsg_projects.domain.text import Tri
from lsg_projects.kit import clock
from lsg_projects.projects import queries as projects
from lsg_projects.territories.models import Body


@dataclass(frozen=True)
class Order:
    """The order by which a deputy decided."""

    kind: OrderKind
    number: str
    dated: date


@dataclass(frozen=True)
class Decided:
    """One decision as everybody may read it."""

    id: int
    task_id: int
    project_id: int
    version: int
    digest: str
    step: str
    body_kind: BodyKind
    body_name: Tri
    outcome: Outcome
    decided_at: datetime
    day: date
    number: str
    dated: date | None
    votes: Votes | None
    reason: str
    conclusion: str
    remarks: tuple[Remark, ...]
    until: date | None
    paper_key: str
    journal_number: int
    language: str
    """The language of reason, conclusion and remarks."""
    change_id: int | None = None
    """The change request that was decided on; nothing where it was the project itself."""
    order: Order | None = None
    """By which order somebody decided in another's place."""


@dataclass(frozen=True)
class Happening:
    """One line of the timeline: *kind* is ``sent``, ``decided`` or ``withdrawn``."""

    kind: str
    at: datetime
    day: date
    version: int
    decided: Decided | None = None
    step: Step | None = None
    """The step of the decision, with its verb and article."""
    reason: str = ""
    change: Change | None = None
    """The change request that the line is about; its kinds are ``change_sent``, ``changed`` and ``change_ended``."""
    contest: Contest | None = None
    """What the akim contested; its kind is ``contested``."""
    before: Passport | None = None
    """The version in force before, where a change was applied."""


def timeline(session: Session, project_id: int) -> tuple[Happening, ...]:
    """Give all that happened to a project on its route, the oldest first."""
    runs = processes.all_of(session, project_id)
    steps = {step.key: step for run in runs for step in run.route.steps}
    sent = [
        Happening("sent", version.submitted_at, clock.local_day(version.submitted_at), version.number)
        for version in projects.versions(session, project_id)
        if version.kind == "original"
    ]
    decided = [
        Happening("decided", one.decided_at, one.day, one.version, one, steps.get(one.step))
        for one in decisions(session, project_id)
        if one.change_id is None
    ]
    withdrawn = [
        Happening(
            "withdrawn", run.withdrawn_at, clock.local_day(run.withdrawn_at), run.version, reason=run.withdrawn_reason
        )
        for run in runs
        if run.withdrawn_at is not None
    ]
    later = [*_changes(session, project_id, steps, runs)]
    # a version is sent, then decided on, then perhaps withdrawn: its number orders better than two clocks
    own = sorted([*sent, *decided, *_contests(run for run in runs if run.change_id is None), *withdrawn], key=_place)
    ended = own[-1:] if own and own[-1].kind == "withdrawn" and later else []  # given up after it was approved
    return (*own[: len(own) - len(ended)], *later, *ended)


def _changes(
    session: Session, project_id: int, steps: Mapping[str, Step], runs: Iterable[Process]
) -> Iterator[Happening]:  # fmt: skip
    """Give what happened to the change requests that were sent, one after another."""
    found = decisions(session, project_id)
    for change in queries.changes_of(session, project_id):
        if change.proposal is None or change.sent_at is None:
            continue
        number = change.proposal.number
        said = change.reason
        day = clock.local_day(change.sent_at)
        own = [one for one in found if one.change_id == change.id]
        first = min((one.decided_at for one in own), default=change.sent_at)
        yield Happening("change_sent", min(first, change.sent_at), day, change.base, reason=said.kk, change=change)
        contests = {one.contest.decision: one for one in _contests(runs) if one.contest}
        for one in own:
            yield Happening("decided", one.decided_at, one.day, number, one, steps.get(one.step), change=change)
            if one.id in contests:
                yield replace(contests[one.id], version=change.base, change=change)
        if change.closed_at is not None and change.state is not Approval.REJECTED:
            applied = change.state is Approval.APPROVED
            yield Happening(
                "changed" if applied else "change_ended", change.closed_at, clock.local_day(change.closed_at),
                number if applied else change.base, change=change,
                before=projects.version(session, project_id, change.base).passport if applied else None,
            )  # fmt: skip


def last_no(session: Session, project_id: int, change_id: int | None = None) -> Decided | None:
    """Give the newest decision on a project itself, or on its change, where it is a return or a refusal."""
    own = [one for one in decisions(session, project_id) if one.change_id == change_id]
    return own[-1] if own and own[-1].outcome in (Outcome.RETURNED, Outcome.REJECTED) else None


def _contests(runs: Iterable[Process]) -> Iterator[Happening]:
    """Give where the akim contested a decision, once each: all steps of the way carry the same words."""
    seen: dict[int, tuple[Contest, int]] = {}
    for run in runs:
        for step in run.route.steps:
            if step.contest:
                seen.setdefault(step.contest.decision, (step.contest, run.version))
    for words, version in seen.values():
        yield Happening(
            "contested", words.at, clock.local_day(words.at), version, reason=words.reason, contest=words
        )  # fmt: skip


def _place(each: Happening) -> tuple[int, int, int, int]:
    """Order by version, then as a version is sent, decided on and withdrawn; what contests a decision follows it."""
    order = {"sent": 0, "decided": 1, "contested": 1, "withdrawn": 2}
    decision = each.decided.id if each.decided else (each.contest.decision if each.contest else 0)
    return each.version, order[each.kind], decision, int(each.kind == "contested")


def decisions(session: Session, project_id: int) -> tuple[Decided, ...]:
    """Give the decisions on a project, the oldest first."""
    return _read(session, _decisions().where(Decision.project_id == project_id))


def decisions_of(session: Session, project_ids: Iterable[int]) -> dict[int, tuple[Decided, ...]]:
    """Give the decisions on many projects in one question, for papers and exports."""
    wanted = tuple(project_ids)
    found: dict[int, list[Decided]] = {project_id: [] for project_id in wanted}
    for one in _read(session, _decisions().where(Decision.project_id.in_(wanted))):
        found[one.project_id].append(one)
    return {project_id: tuple(rows) for project_id, rows in found.items()}


def decision_on(session: Session, task_id: int) -> Decided | None:
    """Give the decision that closed a task, or nothing."""
    found = _read(session, _decisions().where(Decision.task_id == task_id))
    return found[0] if found else None


def _decisions() -> Select[Decision, Body, Delegation, int | None, str]:
    signed = and_(MeetingItem.decision_id == Decision.id, MeetingItem.minutes_key != "")
    return (
        select(Decision, Body, Delegation, ApprovalProcess.change_id, MeetingItem.minutes_key)
        .join(ApprovalTask, ApprovalTask.id == Decision.task_id)
        .join(ApprovalProcess, ApprovalProcess.id == ApprovalTask.process_id)
        .join(Body, Body.id == Decision.body_id)
        .join(Delegation, Delegation.id == Decision.delegation_id, isouter=True)
        .join(MeetingItem, signed, isouter=True)
        .order_by(Decision.id)
    )


def _read(session: Session, statement: Select[Decision, Body, Delegation, int | None, str]) -> tuple[Decided, ...]:
    return tuple(_decided(*row) for row in session.execute(statement))


def _decided(
    row: Decision, body: Body, order: Delegation | None, change_id: int | None, signed: str | None
) -> Decided:  # fmt: skip
    """Give a decision as facts; minutes of a meeting kept here come when they are signed (*signed*)."""
    votes = None
    if row.votes_for is not None:
        votes = Votes(row.votes_for, row.votes_against or 0, row.votes_abstained or 0, row.votes_casting)
    return Decided(
        id=row.id,
        task_id=row.task_id,
        project_id=row.project_id,
        version=row.version,
        digest=row.digest,
        step=row.step,
        body_kind=body.kind,
        body_name=body.name,
        outcome=row.outcome,
        decided_at=row.decided_at,
        day=clock.local_day(row.decided_at),
        number=row.number,
        dated=row.dated,
        votes=votes,
        reason=row.reason,
        conclusion=row.conclusion,
        remarks=tuple(build(Remark, each) for each in row.remarks),
        until=row.until,
        paper_key=row.paper_key or signed or "",
        journal_number=row.journal_number,
        language=row.language,
        change_id=change_id,
        order=Order(order.kind, order.number, order.dated) if order else None,
    )
