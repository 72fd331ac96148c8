"""A body answers at its step: on exactly what was shown, once, and never by somebody who worked on the project."""

from __future__ import annotations

from dataclasses import dataclass, replace

from sqlalchemy import update

from lsg_projects.approvals import queries
from lsg_projects.approvals.models import ApprovalTask, Decision
from lsg_projects.approvals.queries import Prepared, Process, Task
from lsg_projects.approvals.queries.meetings import kept_here
from lsg_projects.approvals.queries.processes import by_id
from lsg_projects.approvals.queries.shown import seal
from lsg_projects.approvals.usecases import applying, ceilings, drafting, enclosing, separation, storing
from lsg_projects.approvals.usecases.enclosing import Enclosure
from lsg_projects.delivery import usecases as delivery
from lsg_projects.documents import queries as documents
from lsg_projects.documents import usecases as papers
from lsg_projects.domain import approval
from lsg_projects.domain.access import Subject
from lsg_projects.domain.actor import Post
from lsg_projects.domain.approval import Position, Verdict
from lsg_projects.domain.codec import plain
from lsg_projects.domain.errors import Stale, WrongState
from lsg_projects.domain.events import Event, project_chain
from lsg_projects.domain.route import Record, Step, Verb
from lsg_projects.domain.states import Approval, DocumentState, DocumentType, Outcome
from lsg_projects.kit import clock
from lsg_projects.kit.db import moved
from lsg_projects.kit.work import Work
from lsg_projects.projects import queries as projects
from lsg_projects.projects.queries import ProjectHead, Version


@dataclass(frozen=True)
class Decide:
    """A verdict on a task, with the version and the digest of everything that was shown."""

    task_id: int
    version: int
    shown: str
    verdict: Verdict
    paper: Enclosure | None = None
    """The minutes of a body, or the conclusion of a department where one person answers."""
    language: str = ""
    """In which language the words are; empty for that of the official."""
    meeting: int | None = None
    """The meeting kept here at which it was voted; its minutes are written from the record."""
    draft: int | None = None
    """The revision of the executor's draft that the head signs, where a department answers with two signatures."""
    draft_paper: str = ""
    """SHA-256 of the draft's paper as the head was shown it; empty where the page showed none."""


@dataclass(frozen=True)
class Answered:
    """What a decision led to."""

    number: int
    """Number of the decision."""
    code: str
    state: Approval
    next_task: int | None


def decide(unit: Work, command: Decide) -> Answered:
    """Record a verdict and move the project along its route.

    Refuses (NotAllowed) whoever is not asked or worked on the project, (Stale) what was overtaken, (WrongState) what
    the state does not permit, (Incomplete) a verdict without what it must have on record.
    """
    task = queries.task(unit.session, command.task_id)
    storing.locked(unit, task.process_id)
    process, head = by_id(unit.session, task.process_id), projects.by_id(unit.session, task.project_id)
    step = process.route.step(task.step)
    people = projects.contributors(unit.session, head.id)
    post = approval.may_decide(unit.actor, step, Subject(head.unit_path, task.body_id, people, head.code))
    _refuse_paper(unit, task, step, command)
    version = queries.version_asked(unit.session, task, process)
    separation.hold(unit, process, head, post, version, step.key)
    _claim(unit, task, command)
    if command.shown != seal(unit.session, head, version):
        raise Stale("approvals.shown_changed")
    draft = drafting.sign(unit, head, task, post, _looked_at(command)) if step.two_signatures else None
    _check(unit, head, step, version, command)
    at = approval.decide(storing.position(process, head), process.route, command.verdict.outcome, step.key)
    if at.state is Approval.APPROVED or (step.verb is Verb.CONFIRMS and command.verdict.outcome is Outcome.APPROVED):
        ceilings.hold(unit, head, version.passport)
    paper = _paper(unit, head, task, approval.paper_of(process.route, step, command.verdict.outcome), command, draft)
    row = _record(unit, head, task, command, post, draft, paper)
    next_task = _move(unit, head, process, at, version, command.verdict)
    return Answered(row.id, head.code, at.state, next_task)


def _refuse_paper(unit: Work, task: Task, step: Step, command: Decide) -> None:
    """Refuse (WrongState) typed minutes of a body that votes at meetings kept here: a click is not its decision."""
    if command.meeting is not None or step.record is not Record.MINUTES:
        return
    if kept_here(unit.session, task.body_id, task.body_kind, unit.today):
        raise WrongState("approvals.decided_at_meeting")


def _looked_at(command: Decide) -> drafting.LookedAt:
    """Give the draft as the head saw it; refuses (WrongState) another paper than the one that the executor prepared."""
    if command.paper is not None:
        raise WrongState("approvals.paper_with_draft")
    return drafting.LookedAt(command.draft, command.shown, command.draft_paper)


def _claim(unit: Work, task: Task, command: Decide) -> None:
    """Close the task if it is still open on the version that was shown: of many who try, one succeeds."""
    moved(
        unit.session.execute(
            update(ApprovalTask)
            .where(
                ApprovalTask.id == task.id,
                ApprovalTask.closed_at.is_(None),
                ApprovalTask.version == command.version,
                ApprovalTask.digest == task.digest,
            )
            .values(closed_at=unit.now, closed_as=command.verdict.outcome.value)
        )
    )


def _check(unit: Work, head: ProjectHead, step: Step, version: Version, command: Decide) -> None:
    """Hold a verdict against what it owes; a typed act is not older than the version, that of a meeting has its day."""
    enclosing.refuse_unsaid(command.paper)
    verdict = replace(command.verdict, minutes=command.paper is not None or command.meeting is not None)
    sent = clock.local_day(version.submitted_at) if command.meeting is None else None
    approval.check(verdict, step, unit.today, documents.types_held(unit.session, head.id), sent)


def _record(
    unit: Work, head: ProjectHead, task: Task, command: Decide, post: Post, draft: Prepared | None, paper: str
) -> Decision:  # fmt: skip
    verdict = command.verdict
    entry = unit.tell(_event(head, task, command, paper, post, draft))
    row = Decision(
        task_id=task.id,
        project_id=head.id,
        version=task.version,
        digest=task.digest,
        shown=command.shown,
        step=task.step,
        outcome=verdict.outcome,
        reason=verdict.reason,
        conclusion=verdict.conclusion,
        remarks=plain(verdict.remarks),
        language=command.language or unit.actor.language,
        until=verdict.until,
        number=verdict.number,
        dated=verdict.dated,
        votes_for=verdict.votes.cast_for if verdict.votes else None,
        votes_against=verdict.votes.against if verdict.votes else None,
        votes_abstained=verdict.votes.abstained if verdict.votes else None,
        votes_casting=verdict.votes.casting if verdict.votes else None,
        paper_key=paper,
        person_id=unit.actor.person_id or 0,
        appointment_id=post.appointment_id,
        body_id=task.body_id,
        delegation_id=post.acting.delegation_id if post.acting else None,
        decided_at=unit.now,
        journal_number=entry.number,
    )
    unit.add(row)
    return row


def _paper(
    unit: Work, head: ProjectHead, task: Task, kind: DocumentType, command: Decide, draft: Prepared | None
) -> str:  # fmt: skip
    """Give the key of the paper on record: the one that the executor prepared, or the one that came now."""
    if draft and draft.paper:
        papers.bind(unit, head.code, draft.paper.key, kind)
        return draft.paper.key
    if command.paper is None:
        return ""
    said = command.verdict
    return enclosing.enclose(unit, head, task, command.paper, kind, DocumentState.DECIDED, said.number, said.dated)


def _event(
    head: ProjectHead, task: Task, command: Decide, paper: str, post: Post, draft: Prepared | None
) -> Event:  # fmt: skip
    verdict = command.verdict
    body = {
        "task": task.id,
        "version": task.version,
        "digest": task.digest,
        "shown": command.shown,
        "step": task.step,
        "outcome": verdict.outcome,
        "number": verdict.number,
        "dated": verdict.dated,
        "votes": verdict.votes,
        "minutes": paper,
        "meeting": command.meeting,
    }
    if post.acting:
        body["delegation"] = post.acting.delegation_id
    if draft:
        changed = draft.verdict != verdict
        prepared = {"revision": draft.revision, "persons": sorted(draft.writers), "changed": changed}
        body["prepared"] = prepared | ({"paper": draft.paper_hash} if draft.paper else {})
    return Event(project_chain(head.code), "step.decided", head.code, plain(body))


def _move(
    unit: Work, head: ProjectHead, process: Process, at: Position, version: Version, verdict: Verdict
) -> int | None:
    storing.store(unit, process.id, at, version)
    if process.change_id is not None:
        applying.settle_change(unit, head, process.change_id, at, version)
    else:
        storing.settle(unit, head, at)
        if at.state is Approval.APPROVED:
            delivery.begin(unit, head.id)
    if at.state not in (Approval.IN_REVIEW, Approval.DEFERRED):
        storing.close_tasks(unit, process.id, "replaced")  # bodies that were asked at the same time
        return None
    until = verdict.until if at.state is Approval.DEFERRED else None
    return storing.ask_all(unit, head, process.id, process.route, at, version, until)
