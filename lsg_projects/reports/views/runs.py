"""A report in progress: how far it is, cancel, try again."""

from __future__ import annotations

from dataclasses import dataclass

from flask import redirect, url_for
from flask.typing import ResponseReturnValue

from lsg_projects.domain.access import Action, Subject, may, require
from lsg_projects.domain.reporting import RunState, kind_of
from lsg_projects.kit.db import session
from lsg_projects.kit.formats import formats
from lsg_projects.kit.work import work
from lsg_projects.reports import queries
from lsg_projects.reports.queries import Run
from lsg_projects.reports.usecases import cancel, retry
from lsg_projects.reports.views.frame import blueprint
from lsg_projects.web import flash
from lsg_projects.web.doors import open_to
from lsg_projects.web.identity import current_actor
from lsg_projects.web.render import language, page, t

_STAGES = ("facts", "pages", "painting", "checking", "kept")


@dataclass(frozen=True)
class Stage:
    """One stage in words, with its state: done, now or todo."""

    title: str
    state: str


@dataclass(frozen=True)
class RunPage:
    """One run as its page shows it."""

    run: Run
    title: str
    what: str
    stages: tuple[Stage, ...]
    reason: str | None
    edition: str | None
    may_act: bool


@blueprint.get("/office/reports/runs/<int:run_id>")
@open_to(Action.READ_PROJECT)
def run(run_id: int) -> ResponseReturnValue:
    """Show how far a run is; the page asks again by itself while something will still happen."""
    found = queries.run(session(), run_id)
    actor = current_actor()
    require(Action.READ_PROJECT, actor, Subject(found.unit_path, name=f"run:{run_id}"))
    shown = RunPage(
        run=found, title=t(_TITLES[found.state]), what=_what(found), stages=_stages(found),
        reason=t(f"refusal.{found.reason}") if found.state is RunState.FAILED and found.reason else None,
        edition=url_for("reports.office_edition", number=found.number) if found.number else None,
        may_act=bool(may(kind_of(found.kind).action, actor, Subject(found.unit_path))),
    )  # fmt: skip
    return page("reports/run.html", shown)


_TITLES = {
    RunState.QUEUED: "reports.run.title", RunState.RUNNING: "reports.run.title",
    RunState.DONE: "reports.run.title_done",
    RunState.FAILED: "reports.run.title_failed", RunState.CANCELLED: "reports.run.title_cancelled",
}  # fmt: skip


def _what(found: Run) -> str:
    kind = t(f"reports.kind.{found.kind}")
    period = formats(language()).period(found.period)
    name = t(f"reports.language_name.{found.language}")
    return f"{kind}: {found.unit_name.pick(language())}, {period}, {name}"


def _stages(found: Run) -> tuple[Stage, ...]:
    """Give the stages in order; what lies behind the present one is done."""
    if found.state is RunState.QUEUED:
        waiting = t("reports.run.queued_ahead", n=found.ahead) if found.ahead else t("reports.run.queued")
        first = Stage(waiting, "now")
    else:
        first = Stage(t("reports.run.queued"), "done")
    at = _STAGES.index(found.stage) if found.stage in _STAGES else -1
    if found.state is RunState.DONE:
        at = len(_STAGES)
    rest = (Stage(_words(name, at == place, found), _state(place, at, found)) for place, name in enumerate(_STAGES))
    return (first, *rest)


def _words(name: str, now: bool, found: Run) -> str:
    if name == "pages":
        counted = now and found.total > 0
        return t("reports.run.pages_of", done=found.done, total=found.total) if counted else t("reports.run.pages")
    return t(f"reports.run.{name}")


def _state(place: int, at: int, found: Run) -> str:
    if place < at:
        return "done"
    return "now" if place == at and found.open and found.state is RunState.RUNNING else "todo"


@blueprint.post("/office/reports/runs/<int:run_id>/cancel")
@open_to(Action.ORDER_REPORT, Action.ORDER_AUDIT)
def cancel_run(run_id: int) -> ResponseReturnValue:
    """Take the order back."""
    with work(current_actor()) as unit:
        cancel(unit, run_id)
    flash.tell("reports.run.cancelled_done")
    return redirect(url_for("reports.run", run_id=run_id), 303)


@blueprint.post("/office/reports/runs/<int:run_id>/retry")
@open_to(Action.ORDER_REPORT, Action.ORDER_AUDIT)
def retry_run(run_id: int) -> ResponseReturnValue:
    """Put the order into the queue again."""
    with work(current_actor()) as unit:
        retry(unit, run_id)
    flash.tell("reports.run.retried_done")
    return redirect(url_for("reports.run", run_id=run_id), 303)
