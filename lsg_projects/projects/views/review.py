"""Step 9 and the list of what is missing: what exactly stands in the way, and the whole passport to read over."""

from __future__ import annotations

from dataclasses import dataclass

from flask import current_app, redirect, url_for
from flask.typing import ResponseReturnValue

from lsg_projects.domain.access import Action, may
from lsg_projects.domain.completeness import Gap, blocking, remarks
from lsg_projects.domain.project import STEPS
from lsg_projects.kit.db import session
from lsg_projects.projects import queries
from lsg_projects.projects.forms.office import PlainForm
from lsg_projects.projects.queries import offered
from lsg_projects.projects.views.frame import Opened, RailStep, blueprint, filled, may_edit, opened, rail
from lsg_projects.projects.views.live import Live, live_of
from lsg_projects.projects.views.papers import PaperRow, rows_of
from lsg_projects.projects.views.sections import Section, sections_of
from lsg_projects.projects.views.wording import Item, item, remark_item
from lsg_projects.web.doors import open_to
from lsg_projects.web.identity import current_actor
from lsg_projects.web.render import language, page, t

SUBMIT = "approvals.submit"
CHANGE = "approvals.new_change"


@dataclass(frozen=True)
class Missing:
    """What is missing in one step."""

    title: str
    items: tuple[Item, ...]


@dataclass(frozen=True)
class ReviewPage:
    """Step 9 as its page shows it; the same facts carry the list of what is missing and the passport to read."""

    passport: Opened
    rail: tuple[RailStep, ...]
    filled: int
    missing: tuple[Missing, ...]
    for_sending: int
    for_publishing: int
    unusual: tuple[Item, ...]
    sections: tuple[Section, ...]
    papers: tuple[PaperRow, ...]
    live: Live
    submit_url: str | None
    may_submit: bool
    may_edit: bool
    form: PlainForm
    done: int = 0
    step: str = "review"
    number: int = 9


def show(found: Opened) -> ResponseReturnValue:
    """Show step 9 to those who write, the passport to others."""
    if not may_edit(found.head):
        return redirect(url_for("projects.passport", code=found.head.code), 303)
    return page("projects/review.html", page_of(found))


@blueprint.get("/office/projects/<code>/passport")
@open_to(Action.READ_PROJECT)
def passport(code: str) -> ResponseReturnValue:
    """Show the passport to read."""
    return page("projects/passport.html", page_of(opened(code)))


@blueprint.get("/office/projects/<code>/completeness")
@open_to(Action.READ_PROJECT)
def completeness(code: str) -> ResponseReturnValue:
    """Show what exactly is missing for sending and for publishing."""
    return page("projects/completeness.html", page_of(opened(code)))


def page_of(found: Opened) -> ReviewPage:
    """Gather what the review, the list of gaps and the passport show."""
    head, passport_ = found.head, found.draft.passport
    editing = may_edit(head)
    steps = rail(found, "review")
    names = {code: name.pick(language()) for code, name in offered.villages(session(), head)}
    return ReviewPage(
        passport=found,
        rail=steps,
        filled=filled(steps),
        missing=tuple(_missing(head.code, found.gaps)),
        for_sending=len(blocking(found.gaps, sending=True)),
        for_publishing=len(blocking(found.gaps, sending=False)),
        unusual=tuple(
            remark_item(head.code, each) for each in remarks(passport_, queries.known_rules(session(), head))
        ),
        sections=sections_of(passport_, names, head.code if editing else None),
        papers=rows_of(found),
        live=live_of(passport_, head),
        submit_url=_submit_url(head.code),
        may_submit=head.sendable and bool(may(Action.SUBMIT_PROJECT, current_actor(), queries.subject(head))),
        may_edit=editing,
        form=PlainForm(formdata=None),
        done=sum(step.state == "done" for step in steps),
    )


def _missing(code: str, gaps: tuple[Gap, ...]) -> list[Missing]:
    found = []
    for step in STEPS:
        items = tuple(item(code, gap) for gap in gaps if gap.step == step)
        if items:
            found.append(Missing(t(f"projects.step.{step}.short"), items))
    return found


def _submit_url(code: str) -> str | None:
    """Give where a passport is sent, in an installation that has approvals."""
    if SUBMIT not in current_app.view_functions:
        return None
    return url_for(SUBMIT, code=code)
