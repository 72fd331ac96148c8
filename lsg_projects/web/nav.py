"""The frame around every page: menus by role, languages, state of the data; a page that does not exist is not shown."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from flask import Flask, current_app, g, request, session, url_for

from lsg_projects.domain.access import RIGHTS, Action
from lsg_projects.domain.actor import Actor
from lsg_projects.domain.states import Role
from lsg_projects.domain.text import LANGUAGES
from lsg_projects.kit import clock
from lsg_projects.web import flash
from lsg_projects.web.identity import current_actor
from lsg_projects.web.language import here_in, is_public
from lsg_projects.web.render import language, t


@dataclass(frozen=True)
class Entry:
    """One line of a menu: the page it opens and, in the office, the action that it needs."""

    key: str
    endpoint: str
    icon: str
    action: Action | None = None


PUBLIC = (
    Entry("projects", "register.projects", "list-details"),
    Entry("territories", "register.territories", "map-pin"),
    Entry("reports", "reports.public_list", "report"),
    Entry("data", "register.data", "database"),
    Entry("verify", "reports.verify", "qrcode"),
)

OFFICE = (
    Entry("desk", "desk.home", "home", Action.READ_OFFICE),
    Entry("inbox", "approvals.inbox", "users", Action.DECIDE),
    Entry("meetings", "approvals.meetings", "gavel", Action.READ_MEETING),
    Entry("office_projects", "projects.office_list", "list-check", Action.READ_PROJECT),
    Entry("gantt", "delivery.gantt", "timeline", Action.READ_PROJECT),
    Entry("indicators", "strategy.indicators", "target", Action.READ_PROJECT),
    Entry("goals", "strategy.frames", "flag", Action.READ_PROJECT),
    Entry("ceilings", "budgets.ceilings", "scale", Action.SET_CEILING),
    Entry("ranking", "portfolio.start", "list-numbers", Action.READ_RANKING),
    Entry("budgets", "budgets.office", "coin", Action.READ_BUDGET),
    Entry("calculators", "projects.calculators", "adjustments", Action.READ_OFFICE),
    Entry("import_plan", "budgets.import_plan", "download", Action.IMPORT_PLAN),
    Entry("office_reports", "reports.office_list", "report", Action.READ_PROJECT),
    Entry("questions", "participation.desk", "message-question", Action.ANSWER_QUESTION),
    Entry("recommendations", "recommendations.desk", "clipboard-text", Action.READ_RECOMMENDATION),
    Entry("delegations", "accounts.delegations", "users", Action.DELEGATE),
    Entry("notices", "notices.told", "bell", Action.READ_OFFICE),
    Entry("audit", "history.audit", "report", Action.READ_JOURNAL),
    Entry("journal", "history.journal", "history", Action.READ_JOURNAL),
    Entry("people", "accounts.people", "users", Action.MANAGE_PEOPLE),
    Entry("routes", "approvals.routes_page", "list-check", Action.MANAGE_BODIES),
    Entry("bodies", "territories.bodies", "building", Action.MANAGE_BODIES),
    Entry("classification", "budgets.classification", "list-details", Action.IMPORT_DIRECTORY),
    Entry("calendar", "approvals.calendar", "calendar", Action.SET_CALENDAR),
)

_AS_CITIZENS_SEE = "as_citizens_see"

FOOTER = (
    Entry("about", "register.about", ""),
    Entry("law", "register.law", ""),
    Entry("accessibility", "register.accessibility", ""),
    Entry("contacts", "register.contacts", ""),
    Entry("staff", "accounts.sign_in", ""),
)


@dataclass(frozen=True)
class MenuItem:
    """A menu line as the layout draws it."""

    key: str
    label: str
    url: str
    current: bool
    icon: str
    count: int = 0


@dataclass(frozen=True)
class ActorFrame:
    """Who is signed in, as the frame names them."""

    name: str
    post: str
    body: str


@dataclass(frozen=True)
class Shell:
    """Everything that a layout needs beside the page itself."""

    lang: str
    languages: tuple[tuple[str, str, str, bool], ...]
    menu: tuple[MenuItem, ...]
    path: str
    demo: bool
    demo_today: date | None
    territory_name: str
    as_of: datetime
    journal_head: str | None
    actor: ActorFrame | None
    flash: str | None
    footer: tuple[tuple[str, str], ...] = ()
    sign_out: str | None = None
    account: str | None = None
    help: str | None = None
    journal_page: str | None = None
    """Where anybody checks the journal."""
    theme: str | None = None


@dataclass
class Surroundings:
    """What the assembled application tells the frame: facts of the installation, and counts for menu lines."""

    demo: Callable[[], bool] = lambda: False
    demo_today: Callable[[], date | None] = lambda: None
    territory_name: Callable[[str], str] = lambda _lang: ""
    journal_head: Callable[[], str | None] = lambda: None
    counters: Mapping[str, Callable[[Actor], int]] = field(default_factory=dict)


def surround(app: Flask, facts: Surroundings) -> None:
    """Give every template of *app* its shell."""
    app.extensions["surroundings"] = facts
    app.context_processor(lambda: {"shell": shell(facts)})


def as_citizens_see() -> None:
    """Draw the present page of the office in the frame of the public side: what citizens will see."""
    setattr(g, _AS_CITIZENS_SEE, True)


def shell(facts: Surroundings) -> Shell:
    """Build the frame of the present page."""
    public = is_public(request.path) or bool(g.get(_AS_CITIZENS_SEE))
    actor = current_actor() if not public else None
    return Shell(
        lang=language(),
        languages=_languages(),
        menu=_menu(PUBLIC, None, facts) if public or actor is None else _menu(OFFICE, actor, facts),
        path=request.path,
        demo=facts.demo(),
        demo_today=facts.demo_today(),
        territory_name=facts.territory_name(language()),
        as_of=clock.now(),
        journal_head=facts.journal_head(),
        actor=_frame(actor) if actor and actor.signed_in else None,
        flash=None if public else flash.take(),
        footer=_footer(),
        help=_address("register.contacts"),
        journal_page=_address("journal.verify"),
        sign_out=_address("accounts.sign_out") if actor and actor.signed_in else None,
        account=_address("accounts.me") if actor and actor.signed_in else None,
        theme=None if public else session.get("theme"),
    )


def _footer() -> tuple[tuple[str, str], ...]:
    """Give the words and addresses of the footer's links whose pages exist."""
    links = ((t(f"frame.{entry.key}"), _address(entry.endpoint)) for entry in FOOTER)
    return tuple((label, url) for label, url in links if url)


def _address(endpoint: str) -> str | None:
    """Give the address of a page, or nothing where this application has no such page."""
    return url_for(endpoint) if endpoint in current_app.view_functions else None


def _languages() -> tuple[tuple[str, str, str, bool], ...]:
    return tuple((lang, t(f"shell.language.{lang}"), here_in(lang), lang == language()) for lang in LANGUAGES)


def _menu(entries: tuple[Entry, ...], actor: Actor | None, facts: Surroundings) -> tuple[MenuItem, ...]:
    shown = [entry for entry in entries if _shown(entry, actor)]
    here = _here(shown)
    return tuple(_item(entry, actor, facts, entry is here) for entry in shown)


def _shown(entry: Entry, actor: Actor | None) -> bool:
    if entry.endpoint not in current_app.view_functions:
        return False
    return entry.action is None or (actor is not None and bool(RIGHTS[entry.action] & actor.roles))


def _item(entry: Entry, actor: Actor | None, facts: Surroundings, current: bool) -> MenuItem:
    counter = facts.counters.get(entry.key)
    return MenuItem(
        key=entry.key,
        label=t(f"nav.{entry.key}"),
        url=url_for(entry.endpoint),
        current=current,
        icon=entry.icon,
        count=counter(actor) if counter and actor else 0,
    )


def _here(shown: list[Entry]) -> Entry | None:
    """Give the line whose address is the longest beginning of the present one; the desk stands for itself alone."""
    addresses = {entry: url_for(entry.endpoint) for entry in shown}
    above = [entry for entry, url in addresses.items() if _under(url)]
    return max(above, key=lambda entry: len(addresses[entry]), default=None)


def _under(url: str) -> bool:
    return request.path == url or (url != "/office/" and f"{request.path}/".startswith(f"{url}/"))


def _frame(actor: Actor) -> ActorFrame:
    post = actor.posts[0] if actor.posts else None
    role = t(f"role.{post.role.value}") if post else t("shell.no_post")
    return ActorFrame(actor.name, role, post.body_name.pick(language()) if post else "")


def first_role(actor: Actor) -> Role | None:
    """Give the role by which an official's first page is chosen."""
    return actor.posts[0].role if actor.posts else None
