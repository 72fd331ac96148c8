"""The list of meetings, and a new one."""

from __future__ import annotations

from dataclasses import dataclass

from flask import redirect, url_for
from flask.typing import ResponseReturnValue

from lsg_projects.approvals.forms import CallForm
from lsg_projects.approvals.queries import meetings as queries
from lsg_projects.approvals.queries.meetings import Listed
from lsg_projects.approvals.usecases import meetings as usecases
from lsg_projects.approvals.views.frame import blueprint
from lsg_projects.domain import meeting as rules
from lsg_projects.domain.access import RIGHTS, Action
from lsg_projects.domain.actor import Actor, Post
from lsg_projects.domain.errors import Incomplete
from lsg_projects.domain.meeting import MeetingKind
from lsg_projects.kit import clock
from lsg_projects.kit.db import session
from lsg_projects.kit.formats import formats
from lsg_projects.kit.work import work
from lsg_projects.web import flash
from lsg_projects.web.doors import open_to
from lsg_projects.web.identity import current_actor
from lsg_projects.web.render import language, page, t

TONES = {
    "called": ("warn", "clock"), "notified": ("info", "mail"), "open": ("info", "users"), "closed": ("warn", "pencil"),
    "signed": ("ok", "check"), "failed": ("neu", "x"), "cancelled": ("neu", "x"),
}  # fmt: skip
"""How the chip of each state looks."""


@dataclass(frozen=True)
class ListPage:
    """The meetings that the reader may see."""

    rows: tuple[Listed, ...]
    keeps: bool
    tones: dict[str, tuple[str, str]]


@dataclass(frozen=True)
class CallPage:
    """The form of a new meeting, with the first lawful day of each body."""

    form: CallForm
    earliest: tuple[str, ...]
    errors: list[tuple[str, str]]


@blueprint.get("/office/meetings")
@open_to(Action.READ_MEETING)
def meetings() -> ResponseReturnValue:
    """List the meetings of the reader's bodies."""
    rows = queries.page_of(session(), current_actor())
    return page("approvals/meetings/list.html", ListPage(rows, bool(_posts()), TONES))


@blueprint.get("/office/meetings/new")
@open_to(Action.KEEP_MEETING)
def new_meeting() -> ResponseReturnValue:
    """Ask when and where."""
    return page("approvals/meetings/new.html", _page(_form(empty=True)))


@blueprint.post("/office/meetings/new")
@open_to(Action.KEEP_MEETING)
def call_meeting() -> ResponseReturnValue:
    """Call a meeting on a lawful day."""
    form = _form()
    if not form.validate():
        return page("approvals/meetings/new.html", _page(form), 422)
    try:
        with work(current_actor()) as unit:
            number = usecases.call(unit, form.command())
    except Incomplete as refusal:
        form.take(refusal)
        return page("approvals/meetings/new.html", _page(form), 422)
    flash.tell("meetings.said.called")
    return redirect(url_for("approvals.meeting", meeting_id=number), 303)


def _posts() -> tuple[Post, ...]:
    return current_actor().posts_as(*RIGHTS[Action.KEEP_MEETING])


def _form(*, empty: bool = False) -> CallForm:
    form = CallForm(formdata=None) if empty else CallForm()
    form.prepare([(post.body_id, post.body_name.pick(language())) for post in _posts()])
    return form


def _page(form: CallForm) -> CallPage:
    return CallPage(form, tuple(_earliest(post) for post in _posts()), form.summary())


def _earliest(post: Post) -> str:
    """Say the first lawful day of a body, as its rule of today gives it."""
    rule = rules.in_force(queries.rules(), post.body_kind, clock.today())
    day = formats(language()).day(rules.earliest(rule, MeetingKind.REGULAR, clock.today()))
    basis = rule.notice_basis.pick(language()) or t("meetings.installation")
    said = t("meetings.earliest", body=post.body_name.pick(language()), n=rule.notice, d=day)
    return f"{said} ({basis})"


def duties(actor: Actor) -> int:
    """Count what meetings ask of the reader, for the menu."""
    return queries.count_duties(session(), actor)
