"""The first page of an official."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from flask import Blueprint, Response, request
from flask.typing import ResponseReturnValue

from lsg_projects.accounts import queries as accounts
from lsg_projects.desk import concerns, feeds, lines, meetings, queries, results, unspent
from lsg_projects.domain.access import RIGHTS, Action
from lsg_projects.domain.errors import Missing
from lsg_projects.domain.text import Tri
from lsg_projects.history import queries as history
from lsg_projects.kit import clock
from lsg_projects.kit.db import session
from lsg_projects.kit.formats import formats
from lsg_projects.kit.secrets import one_way
from lsg_projects.notices import queries as notices
from lsg_projects.settings import current as settings
from lsg_projects.web.doors import open_to, open_to_anyone
from lsg_projects.web.identity import current_actor
from lsg_projects.web.language import speak_as
from lsg_projects.web.render import language, page, t

blueprint = Blueprint("desk", __name__, url_prefix="/office")
blueprints = (blueprint,)


@dataclass(frozen=True)
class Item:
    """One line of "waiting for you", in words."""

    days: str
    days_label: str
    tone: str
    title: str
    href: str
    text: str
    action: str
    primary: bool


@dataclass(frozen=True)
class DeskPage:
    """Everything on the desk; a block without content is not drawn."""

    name: str
    items: tuple[Item, ...]
    soon: int
    money: queries.Money | None
    ceilings: tuple[queries.CeilingRow, ...]
    standings: tuple[lines.Standing, ...]
    projects: tuple[lines.ProjectLine, ...]
    coming: tuple[lines.Coming, ...]
    journal: history.JournalState | None
    may_register: bool
    administers: bool


@blueprint.get("/")
@open_to(Action.READ_OFFICE)
def home() -> ResponseReturnValue:
    """Show what waits, how the money stands, which projects need somebody."""
    actor, today = current_actor(), clock.today()
    found = [
        *queries.waiting(session(), actor, today), *meetings.waiting(session(), actor, today),
        *results.waiting(session(), actor, today), *concerns.waiting(session(), actor, today),
        *unspent.waiting(session(), actor, today),
    ]  # fmt: skip
    waiting = sorted(found, key=lambda one: (one.days_left is None, one.days_left or 0))
    shown_first = lines.project_lines(session(), actor, today)
    reads_journal = bool(RIGHTS[Action.READ_JOURNAL] & actor.roles)
    shown = DeskPage(
        name=actor.name,
        items=tuple(_item(one, first=place == 0) for place, one in enumerate(waiting)),
        soon=sum(1 for one in waiting if one.days_left is not None and one.days_left <= 5),
        money=queries.money(session(), actor),
        ceilings=queries.ceilings(session(), actor, today),
        standings=lines.standings(session(), actor),
        projects=shown_first,
        coming=lines.coming(shown_first, today),
        journal=history.state(session()) if reads_journal else None,
        may_register=bool(RIGHTS[Action.REGISTER_PROJECT] & actor.roles),
        administers=bool(RIGHTS[Action.MANAGE_PEOPLE] & actor.roles),
    )
    return page("desk/home.html", shown)


@blueprint.get("/calendar/<key>.ics")
@open_to_anyone
def calendar(key: str) -> ResponseReturnValue:
    """Give the terms of whoever has this secret address; it opens nothing else, and its owner may change it."""
    person = notices.by_calendar(session(), one_way(key))
    actor = accounts.actor(session(), person, clock.today()) if person else None
    if actor is None:
        raise Missing("shared.absent")
    speak_as(actor.language)
    waiting = queries.waiting(session(), actor, clock.today())
    data = feeds.calendar(t("notices.calendar_title"), _terms(waiting), clock.now(), request.host.partition(":")[0])
    return Response(data, mimetype="text/calendar", headers={"Cache-Control": "no-store"})


def _terms(waiting: Iterable[queries.Waiting]) -> Iterable[feeds.Term]:
    """Give what waits until a day; what has no term stands in no calendar."""
    for one in waiting:
        if one.due is not None:
            item = _item(one, first=False)
            name = hashlib.sha256(f"{one.kind}:{one.href}".encode()).hexdigest()[:32]
            url = settings().base_url.rstrip("/") + one.href
            yield feeds.Term(name, one.due, f"{item.action}: {item.title}", item.text, url)


def _item(one: queries.Waiting, *, first: bool) -> Item:
    left = one.days_left
    return Item(
        days="–" if left is None else str(abs(left)),
        days_label=_label(left),
        tone="" if left is None else "bad" if left <= 2 else "warn" if left <= 5 else "",
        title=one.title.pick(language()) or t("desk.untitled"),
        href=one.href,
        text=t(f"desk.waiting.{one.kind}", **_facts(one)),
        action=t(f"desk.act.{one.kind}"),
        primary=first,
    )


def _label(left: int | None) -> str:
    if left is None:
        return t("desk.no_term")
    return t("desk.overdue") if left < 0 else t("desk.working_days", n=left)


def _facts(one: queries.Waiting) -> dict[str, object]:
    shown: dict[str, object] = {"due": formats(language()).day(one.due)}
    for name, value in one.facts.items():
        if name == "amount" and isinstance(value, int):
            shown[name] = formats(language()).money(value)
        elif isinstance(value, date):
            shown[name] = formats(language()).day(value)
        elif name == "period":
            shown[name] = formats(language()).period(str(value))
        else:
            shown[name] = value.pick(language()) if isinstance(value, Tri) else value
    return shown
