"""The office's list of projects, a new project, and a project's first page with what one may do now."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from flask import current_app, redirect, request, url_for
from flask.typing import ResponseReturnValue

from lsg_projects.domain.access import RIGHTS, Action, may
from lsg_projects.domain.completeness import blocking
from lsg_projects.domain.errors import Incomplete
from lsg_projects.domain.states import Approval, BodyKind, Delivery, Sector, Source, Stage
from lsg_projects.kit.db import session
from lsg_projects.kit.work import work
from lsg_projects.projects import queries, usecases
from lsg_projects.projects.forms.office import NewForm, filters_of
from lsg_projects.projects.queries import Filters, ProjectHead, ProjectRow
from lsg_projects.projects.views import brief
from lsg_projects.projects.views.frame import Opened, blueprint, opened, step_url
from lsg_projects.projects.views.live import Live, live_of
from lsg_projects.projects.views.verbs import Verb, verbs_of
from lsg_projects.settings import current
from lsg_projects.web.doors import open_to
from lsg_projects.web.fields import enum_choices
from lsg_projects.web.identity import current_actor
from lsg_projects.web.render import language, page, t

TABS = (
    ("overview", "projects.overview"),
    ("passport", "projects.passport"),
    ("approval", "approvals.project"),
    ("payback", "projects.payback"),
    ("delivery", "delivery.project"),
    ("versions", "projects.versions"),
    ("history", "history.project"),
)


@dataclass(frozen=True)
class ListPage:
    """The office's list."""

    rows: tuple[ProjectRow, ...]
    filters: Filters
    count: int
    more: bool
    next: str | None
    choices: dict[str, list[tuple[str, str]]]
    may_register: bool
    may_import: bool
    several_units: bool
    narrowed: bool
    """Whether the reader asked for some of the projects only."""


@blueprint.get("/office/projects")
@open_to(Action.READ_PROJECT)
def office_list() -> ResponseReturnValue:
    """List the projects that the reader may see."""
    filters, limit = filters_of(request.args, 50), current().count_limit
    found, count = queries.page_of(session(), current_actor(), filters, limit)
    kept = {key: value for key, value in request.args.items() if key not in ("after", "lang")}
    shown = ListPage(
        rows=found.rows,
        filters=filters,
        count=min(count, limit),
        more=count > limit,
        next=url_for("projects.office_list", **kept, after=found.after) if found.after else None,  # type: ignore[arg-type]
        choices=_choices(),
        may_register=bool(may(Action.REGISTER_PROJECT, current_actor())),
        may_import=bool(may(Action.IMPORT_PROJECTS, current_actor())),
        several_units=len({row.unit_id for row in found.rows}) > 1,
        narrowed=any(value for key, value in kept.items() if key != "order"),
    )
    return page("projects/list.html", shown)


def _choices() -> dict[str, list[tuple[str, str]]]:
    return {
        "approval": enum_choices(Approval, "status.approval"),
        "stage": enum_choices(Stage, "stage"),
        "delivery": enum_choices(Delivery, "status.delivery"),
        "sector": enum_choices(Sector, "sector"),
        "source": enum_choices(Source, "source"),
        "order": [(key, t(f"projects.order.{key}")) for key in ("updated", "amount", "gain", "code")],
    }


@dataclass(frozen=True)
class NewPage:
    """A new project's first question."""

    form: NewForm
    errors: list[tuple[str, str]]
    one_office: bool


@blueprint.get("/office/projects/new")
@open_to(Action.REGISTER_PROJECT)
def new() -> ResponseReturnValue:
    """Ask what a new project begins from."""
    return page("projects/new.html", _new(NewForm(formdata=None)))


@blueprint.post("/office/projects/new")
@open_to(Action.REGISTER_PROJECT)
def register() -> ResponseReturnValue:
    """Begin a project and open its first step."""
    form = NewForm()
    _new(form)
    if not form.validate():
        return page("projects/new.html", _new(form), 422)
    try:
        with work(current_actor()) as unit:
            code = usecases.register(unit, form.command())
    except Incomplete as refusal:
        form.take(refusal)
        return page("projects/new.html", _new(form), 422)
    return redirect(step_url(code, "what"), 303)


def _new(form: NewForm) -> NewPage:
    offices = offices_of(Action.REGISTER_PROJECT)
    rows = queries.visible(session(), current_actor(), Filters(size=100))
    likes = [(row.code, f"{row.code} {row.title.pick(language())}") for row in rows]
    form.furnish(offices, likes)
    return NewPage(form, form.summary(), len(offices) == 1)


def offices_of(action: Action) -> list[tuple[str, str]]:
    """Give the akim's offices in which the reader may do *action*."""
    posts = current_actor().posts_as(*RIGHTS[action])
    found = {
        str(post.body_id): post.body_name.pick(language()) for post in posts if post.body_kind is BodyKind.AKIM_OFFICE
    }
    return list(found.items())


@dataclass(frozen=True)
class OverviewPage:
    """A project's first page."""

    head: ProjectHead
    passport: Opened
    live: Live
    lead: str
    facts: tuple[brief.Row, ...]
    ahead: tuple[brief.Row, ...]
    troubled: str | None
    """The page of delivery, where something there needs attention."""
    tabs: tuple[tuple[str, str, bool], ...]
    verbs: tuple[Verb, ...]
    barred: tuple[Verb, ...]
    for_sending: int
    for_publishing: int
    saved_at: datetime


@blueprint.get("/office/projects/<code>")
@open_to(Action.READ_PROJECT)
def overview(code: str) -> ResponseReturnValue:
    """Show where a project stands and what the reader may do with it now."""
    found = opened(code)
    verbs = verbs_of(found)
    # while a change is written the page goes on showing what was approved
    shown_now = queries.current(session(), code) if found.head.changing else found.draft.passport
    shown = OverviewPage(
        head=found.head,
        passport=found,
        live=live_of(shown_now, found.head),
        lead=brief.lead_of(shown_now),
        facts=brief.facts_of(found),
        ahead=brief.ahead_of(shown_now),
        troubled=brief.troubled(found.head),
        tabs=tabs_of(code, "overview"),
        verbs=tuple(verb for verb in verbs if verb.reason is None),
        barred=tuple(verb for verb in verbs if verb.reason is not None),
        for_sending=len(blocking(found.gaps, sending=True)),
        for_publishing=len(blocking(found.gaps, sending=False)),
        saved_at=found.draft.saved_at,
    )
    return page("projects/overview.html", shown)


def tabs_of(code: str, current_tab: str) -> tuple[tuple[str, str, bool], ...]:
    """Give the tabs of a project that this installation has pages for."""
    known = current_app.view_functions
    return tuple(
        (t(f"projects.tab.{key}"), url_for(endpoint, code=code), key == current_tab)
        for key, endpoint in TABS
        if endpoint in known
    )
