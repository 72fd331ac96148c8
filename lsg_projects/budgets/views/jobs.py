"""Large files in the worker's hands: how far it is, cancel, what stands in the way; the preview follows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from flask import Blueprint, redirect, request, url_for
from flask.typing import ResponseReturnValue

from lsg_projects.budgets import queries, usecases
from lsg_projects.budgets.queries import JobFacts
from lsg_projects.domain.access import Action
from lsg_projects.domain.importing import JobState, Phase
from lsg_projects.kit import uploads
from lsg_projects.kit.db import session
from lsg_projects.kit.work import work
from lsg_projects.web import flash, waiting
from lsg_projects.web.doors import open_to
from lsg_projects.web.identity import current_actor
from lsg_projects.web.render import page, t

_STAGES = ("read", "check", "store")


@dataclass(frozen=True)
class Stage:
    """One stage in words, with its state: done, now or todo."""

    title: str
    state: str


@dataclass(frozen=True)
class JobPage:
    """One file as its page shows it, with the addresses that lead on."""

    job: JobFacts
    file: str
    title: str
    stages: tuple[Stage, ...]
    reason: str
    door: str
    back: str
    result: str


def register(blueprint: Blueprint) -> None:
    """Put this act at its address."""
    blueprint.post("/budgets/import/jobs/<int:job_id>/cancel", endpoint="cancel_import")(cancel)


def begin(kind: str, purpose: str, data: bytes, name: str, facts: Mapping[str, Any]) -> str:
    """Lay a file aside for the worker and give the token of its preview."""
    with work(current_actor()) as unit:
        number = usecases.order_job(unit, usecases.OrderJob(kind, uploads.save(data), name, facts))
    return waiting.keep(purpose, data, name, job=number, **facts)


def job_of(facts: Mapping[str, Any]) -> JobFacts | None:
    """Give the worker's job behind a preview, or nothing where the page itself reads the file."""
    number = facts.get("job")
    return queries.job(session(), number, current_actor().person_id) if number else None


def go_on(job: JobFacts, facts: Mapping[str, Any], phase: Phase, matches: Mapping[str, str]) -> None:
    """Hand a file that was looked through back to the worker."""
    kept = {name: value for name, value in facts.items() if name not in ("job", "key", "name", "by")}
    with work(current_actor()) as unit:
        usecases.go_on(unit, job.id, phase, {**kept, "matches": dict(matches)})


def progress(job: JobFacts, file: str, door: str, back: str, result: str) -> ResponseReturnValue:
    """Show how far a file is; *back* leads to the form, which is called *door*, *result* to what was stored."""
    reason = t(f"refusal.{job.reason}", **job.details) if job.state is JobState.FAILED else ""
    title = t(f"imports.is.{job.state.value}")
    return page("budgets/job.html", JobPage(job, file, title, _stages(job), reason, door, back, result))


def _stages(job: JobFacts) -> tuple[Stage, ...]:
    """Give the stages of the phase in order; what lies behind the present one is done."""
    names = ("read", "check" if job.phase is Phase.LOOK else "store")
    queued = job.state is JobState.QUEUED
    waits = t("imports.queued_ahead", n=job.ahead) if queued and job.ahead else t("imports.queued")
    first = Stage(waits, "now" if queued else "done")
    at = names.index(job.stage) if job.stage in names and not queued else -1
    at = len(names) if job.state is JobState.STORED else at
    rest = (Stage(_words(name, at == place, job), _state(place, at)) for place, name in enumerate(names))
    return (first, *rest)


def _words(name: str, now: bool, job: JobFacts) -> str:
    if name == "read" and now and job.total:
        return t("imports.read_of", done=job.done, total=job.total)
    return t(f"imports.stage.{name}")


def _state(place: int, at: int) -> str:
    if place < at:
        return "done"
    return "now" if place == at else "todo"


@open_to(Action.IMPORT_PLAN)
def cancel(job_id: int) -> ResponseReturnValue:
    """Take the file back; nothing of it is stored."""
    queries.job(session(), job_id, current_actor().person_id)
    with work(current_actor()) as unit:
        usecases.cancel_job(unit, job_id)
    flash.tell("imports.cancelled")
    month = request.form.get("kind") == "execution"
    return redirect(url_for("budgets.import_execution" if month else "budgets.import_plan"), 303)
