"""The decision page, its confirmation, and the answer to a page that was overtaken."""

from __future__ import annotations

import json

from flask import redirect, request, url_for
from flask.typing import ResponseReturnValue

from lsg_projects.accounts.usecases import entry
from lsg_projects.approvals import queries, usecases
from lsg_projects.approvals.forms import DecisionForm
from lsg_projects.approvals.queries import Deciding, Parts
from lsg_projects.approvals.views import signing
from lsg_projects.approvals.views.frame import blueprint, readable
from lsg_projects.approvals.views.pages import (
    asks_password,
    confirm_page,
    kept_here,
    outdated_page,
    right,
    task_page,
)
from lsg_projects.domain import approval
from lsg_projects.domain.access import Action
from lsg_projects.domain.errors import Incomplete, Problem, Stale, WrongState
from lsg_projects.domain.states import Outcome
from lsg_projects.kit import clock
from lsg_projects.kit.db import session
from lsg_projects.kit.formats import formats
from lsg_projects.kit.work import work
from lsg_projects.projects import queries as projects
from lsg_projects.settings import current
from lsg_projects.web import flash, identity
from lsg_projects.web.doors import open_to
from lsg_projects.web.errors import said
from lsg_projects.web.identity import current_actor
from lsg_projects.web.render import language, page, t


@blueprint.get("/office/inbox/<int:task_id>")
@open_to(Action.READ_PROJECT)
def task(task_id: int) -> ResponseReturnValue:
    """Show a task: to the body that is asked with the form, to others of the territory for reading."""
    facts = facts_of(task_id)
    return page("approvals/task.html", task_page(facts, form_of(facts, empty=True)))


@blueprint.post("/office/inbox/<int:task_id>/confirm")
@open_to(Action.DECIDE)
def confirm(task_id: int) -> ResponseReturnValue:
    """Say back what is about to be decided; nothing is stored yet."""
    facts = facts_of(task_id)
    form = form_of(facts)
    right(facts)
    if kept_here(facts):
        raise WrongState("approvals.decided_at_meeting")
    if _overtaken(facts, form):
        return outdated(facts, form, t("refusal.shared.outdated"))
    if facts.step.two_signatures and (refusal := signing.unfit(facts, form)):
        return outdated(facts, form, t(f"refusal.{refusal}"), signing.seen(facts))
    if request.form.get("back") or not _acceptable(facts, form):
        return page("approvals/task.html", task_page(facts, form), 200 if request.form.get("back") else 422)
    return page("approvals/confirm.html", confirm_page(facts, form))


@blueprint.post("/office/inbox/<int:task_id>/decide")
@open_to(Action.DECIDE)
def decide(task_id: int) -> ResponseReturnValue:
    """Take the verdict, once, on what was shown."""
    facts = facts_of(task_id)
    right(facts)
    form = form_of(facts)
    if not form.validate():
        return page("approvals/task.html", task_page(facts, form), 422)
    if asks_password(facts) and not _proved(form):
        form.remind()
        status = 429 if form.form_errors else 422
        return page("approvals/confirm.html", confirm_page(facts, form), status)
    try:
        command = form.command(task_id)  # a file is looked at before the transaction
        with work(current_actor()) as unit:
            answered = usecases.decide(unit, command)
    except Incomplete as refusal:
        form.take(refusal)
        form.remind()
        return page("approvals/confirm.html", confirm_page(facts, form), 422)
    except (Stale, WrongState) as refusal:
        return outdated(facts_of(task_id), form, said(refusal))
    outcome = Outcome(str(form.outcome.data))
    above = answered.next_task is not None and outcome in (Outcome.RETURNED, Outcome.REJECTED)
    flash.tell(
        "approvals.done.above" if above else f"approvals.done.{outcome.value}",
        n=answered.number,
        next=_next_words(answered.next_task),
    )
    return redirect(url_for("approvals.task", task_id=task_id), 303)


def _proved(form: DecisionForm) -> bool:
    """Take the password that the decision asks for; a wrong one is counted with the failed sign-ins."""
    typed, settings = str(form.password.data or ""), current()
    if not typed:
        form.blame(Problem("password", "accounts.password_needed"))
        return False
    try:
        with work(current_actor()) as unit:
            good = entry.confirm(unit, current_actor().person_id or 0, typed, request.remote_addr or "", settings)
    except entry.TooManyTries as refusal:
        until = formats(language()).moment(refusal.details["until"])  # type: ignore[arg-type]  # always a moment
        form.form_errors.append(t("refusal.accounts.throttled", until=until))
        return False
    if good:
        identity.prove()
    else:
        form.blame(Problem("password", "accounts.password_wrong"))
    return good


def _next_words(task_id: int | None) -> str:
    """Name the body that is asked next."""
    if task_id is None:
        return t("approvals.next_none")
    asked = queries.task(session(), task_id)
    return t(f"approvals.body.{asked.body_kind.value}")


def facts_of(task_id: int) -> Deciding:
    """Gather a task that the reader may know about; refuses (Missing) any other."""
    asked = queries.task(session(), task_id)
    readable(projects.by_id(session(), asked.project_id))
    return queries.deciding(session(), task_id, current_actor().selves)


def form_of(facts: Deciding, *, empty: bool = False) -> DecisionForm:
    """Give the form of a task as it was sent, or fresh with what the page shows and the words that are prepared."""
    form = DecisionForm(formdata=None) if empty else DecisionForm()
    form.prepare(facts.step)
    if empty:
        form.version.data, form.shown.data = str(facts.task.version), facts.shown
        form.seen.data = json.dumps(facts.parts, ensure_ascii=False, separators=(",", ":"))
        signing.fill(facts, form)
    return form


def _overtaken(facts: Deciding, form: DecisionForm) -> bool:
    same = (form.version.data, form.shown.data) == (str(facts.task.version), facts.shown)
    return facts.task.closed_at is not None or not same


def _acceptable(facts: Deciding, form: DecisionForm) -> bool:
    """Check what was typed as the use case will, the paper of the meeting aside: it comes with the confirmation."""
    if not form.validate():
        return False
    try:
        held = {doc.type for doc in facts.docs}
        sent = clock.local_day(facts.version.submitted_at)
        approval.check(form.verdict(minutes=True), facts.step, clock.today(), held, sent)
    except Incomplete as refusal:
        form.take(refusal)
        return False
    return True


def outdated(facts: Deciding, form: DecisionForm, reason: str, seen: Parts | None = None) -> ResponseReturnValue:
    """Answer 409 with what changed and what was typed."""
    return page("approvals/outdated.html", outdated_page(facts, form, reason, seen), 409)
