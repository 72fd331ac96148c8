"""Large files: ordered by a person, looked through by the worker, stored in the person's name when they say so."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import or_, select, update

from lsg_projects.accounts import queries as accounts
from lsg_projects.budgets.models import ImportJob
from lsg_projects.budgets.usecases.execution import ImportExecution, import_execution, preview_execution
from lsg_projects.budgets.usecases.files import ImportPlan, import_plan, preview_plan
from lsg_projects.domain.access import Action, Subject, require
from lsg_projects.domain.actor import SYSTEM, Actor
from lsg_projects.domain.errors import NotAllowed, Refusal, Stale
from lsg_projects.domain.importing import OPEN, JobState, Phase, as_plain
from lsg_projects.domain.tables import ImportAnswer, Table
from lsg_projects.kit import clock, db, uploads
from lsg_projects.kit.db import moved
from lsg_projects.kit.sheets import read_table
from lsg_projects.kit.work import Work, work
from lsg_projects.territories import queries as territories

log = logging.getLogger(__name__)
LEASE = timedelta(minutes=5)
MAX_ATTEMPTS = 3
_ABOUT = {"plan": "district", "execution": "kato"}


@dataclass(frozen=True)
class OrderJob:
    """A file that lies aside, with what was typed beside it."""

    kind: str
    file_key: str
    file_name: str
    facts: Mapping[str, Any]


@dataclass(frozen=True)
class Held:
    """A job that is ours until its lease ends or somebody cancels it."""

    id: int
    fence: int
    kind: str
    file_key: str
    file_name: str
    facts: Mapping[str, Any]
    phase: Phase
    person_id: int


def plan_order(table: Table, facts: Mapping[str, Any], file: str, matches: Mapping[str, str]) -> ImportPlan:
    """Give the command that imports plans as the *facts* beside the file say."""
    day = date.fromisoformat(facts["decision_date"]) if facts["decision_date"] else None
    return ImportPlan(table, facts["district"], matches, file, facts["decision_no"], day, facts["kind"])


def execution_order(table: Table, facts: Mapping[str, Any], file: str) -> ImportExecution:
    """Give the command that imports a month as the *facts* beside the file say."""
    return ImportExecution(table, facts["kato"], date.fromisoformat(facts["month"]), file)


def order_job(unit: Work, command: OrderJob) -> int:
    """Put a file into the queue and give its number; refuses (NotAllowed) a territory that is not the person's."""
    kato = command.facts[_ABOUT[command.kind]]
    require(Action.IMPORT_PLAN, unit.actor, Subject(territories.unit(unit.session, kato).path, name=f"budget:{kato}"))
    if unit.actor.person_id is None:
        raise NotAllowed("access.sign_in", subject=f"budget:{kato}")
    row = ImportJob(
        kind=command.kind, file_key=command.file_key, file_name=command.file_name, facts=dict(command.facts),
        phase=Phase.LOOK, state=JobState.QUEUED, details={}, answer=None, ordered_at=unit.now,
        ordered_by=unit.actor.person_id,
    )  # fmt: skip
    unit.add(row)
    return row.id


def go_on(unit: Work, job_id: int, phase: Phase, facts: Mapping[str, Any]) -> None:
    """Let the worker store a file that was looked through, or look again with other answers; refuses (Stale) twice."""
    _own(unit, job_id, (JobState.LOOKED,), phase=phase, state=JobState.QUEUED, facts=dict(facts), attempts=0, done=0)


def cancel_job(unit: Work, job_id: int) -> None:
    """Take a file out of the queue or from the worker; refuses (Stale) where it has ended."""
    _own(unit, job_id, OPEN, state=JobState.CANCELLED, fence=ImportJob.fence + 1, lease_until=None)


def _own(unit: Work, job_id: int, states: tuple[JobState, ...], **values: object) -> None:
    require(Action.IMPORT_PLAN, unit.actor)
    mine = (ImportJob.id == job_id, ImportJob.ordered_by == unit.actor.person_id, ImportJob.state.in_(states))
    _change(unit, mine, values)


def claim_job(unit: Work) -> Held | None:
    """Take the oldest file that waits, or whose worker died; gives nothing where none is."""
    late = (ImportJob.state == JobState.RUNNING) & (ImportJob.lease_until < unit.now)
    waiting = select(ImportJob).where(or_(ImportJob.state == JobState.QUEUED, late)).order_by(ImportJob.id).limit(1)
    row = unit.session.scalar(waiting.with_for_update(skip_locked=True).execution_options(populate_existing=True))
    if row is None:
        return None
    held = Held(
        row.id, row.fence + 1, row.kind, row.file_key, row.file_name, row.facts, row.phase, row.ordered_by
    )  # fmt: skip
    values = {"fence": held.fence, "attempts": row.attempts + 1, "stage": "read", "done": 0, "total": 0, "reason": ""}
    if row.attempts >= MAX_ATTEMPTS:
        values |= {"state": JobState.FAILED, "reason": "imports.gave_up", "lease_until": None}
    else:
        values |= {"state": JobState.RUNNING, "lease_until": unit.now + LEASE}
    _change(unit, (ImportJob.id == row.id, ImportJob.fence == row.fence), values)
    return held if row.attempts < MAX_ATTEMPTS else claim_job(unit)


def perform_job(held: Held) -> None:
    """Do what a claimed job asks; a job that was cancelled meanwhile stores nothing."""
    try:
        table = read_table(uploads.read(held.file_key), held.file_name, lambda done, of: _say(held, "read", done, of))
        _say(held, "check" if held.phase is Phase.LOOK else "store", len(table.rows), len(table.rows))
        _act(held, table)
    except Stale:
        log.info("import job %s was cancelled or taken over", held.id)
    except Refusal as refusal:
        _fail(held, refusal.code, refusal.details)
    except Exception:
        log.exception("import job %s failed", held.id)
        _fail(held, "imports.broken", {})


def _act(held: Held, table: Table) -> None:
    actor = accounts.actor(db.session(), held.person_id, clock.today())
    if actor is None:
        raise NotAllowed("access.role", subject=f"import:{held.id}")
    look, store = _door(held, table)
    if held.phase is Phase.LOOK:
        answer = look(actor)
        with work(SYSTEM) as unit:
            _settle(unit, held, JobState.LOOKED, answer)
        return
    with work(actor) as unit:
        answer = store(unit)
        _settle(unit, held, JobState.STORED if answer.ok else JobState.LOOKED, answer)


def _door(
    held: Held, table: Table
) -> tuple[Callable[[Actor], ImportAnswer], Callable[[Work], ImportAnswer]]:  # fmt: skip
    """Give the two things that can be done with the file: looking through it, and storing it."""
    if held.kind == "execution":
        month = execution_order(table, held.facts, held.file_name)
        return lambda actor: preview_execution(db.session(), actor, month), lambda unit: import_execution(unit, month)
    plans = plan_order(table, held.facts, held.file_name, held.facts.get("matches", {}))
    return lambda actor: preview_plan(db.session(), actor, plans), lambda unit: import_plan(unit, plans)


def _settle(unit: Work, held: Held, state: JobState, answer: ImportAnswer) -> None:
    """End a phase in the transaction of its act: where the job was cancelled, nothing of the act stays."""
    _change(unit, _still(held), {"state": state, "answer": as_plain(answer), "lease_until": None})


def _say(held: Held, stage: str, done: int, total: int) -> None:
    with work(SYSTEM) as unit:
        values = {"stage": stage, "done": done, "total": total, "lease_until": unit.now + LEASE}
        _change(unit, _still(held), values)


def _fail(held: Held, reason: str, details: Mapping[str, object]) -> None:
    plain = {name: value if isinstance(value, int | str) else str(value) for name, value in details.items()}
    try:
        with work(SYSTEM) as unit:
            values = {"state": JobState.FAILED, "reason": reason[:60], "details": plain, "lease_until": None}
            _change(unit, _still(held), values)
    except Stale:
        log.info("import job %s had already ended", held.id)


def _still(held: Held) -> tuple[Any, ...]:
    return (ImportJob.id == held.id, ImportJob.fence == held.fence, ImportJob.state == JobState.RUNNING)


def _change(unit: Work, where: tuple[Any, ...], values: Mapping[str, object]) -> None:
    """Change a job only while it stands as it was seen."""
    statement = update(ImportJob).where(*where).values(**values).execution_options(synchronize_session=False)
    moved(unit.session.execute(statement))
