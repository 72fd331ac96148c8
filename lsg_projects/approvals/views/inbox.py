"""The inbox: what waits for the reader's posts, what came back, what is decided."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from flask import request, url_for
from flask.typing import ResponseReturnValue

from lsg_projects.approvals import queries
from lsg_projects.approvals.queries import Flags, Tab, Waiting
from lsg_projects.approvals.views.frame import blueprint
from lsg_projects.approvals.views.marks import standing_in
from lsg_projects.domain.access import Action
from lsg_projects.domain.actor import Actor
from lsg_projects.domain.states import DraftState, Role
from lsg_projects.kit.db import session
from lsg_projects.kit.formats import formats
from lsg_projects.web.doors import open_to
from lsg_projects.web.identity import current_actor
from lsg_projects.web.render import language, page, t

SOON = 2
"""Working days left from which a row is marked as near."""


_OPEN = (Tab.MINE, Tab.BESIDE)
_DEPARTMENT = (Role.ECONOMIST, Role.FINANCIER, Role.DEPARTMENT_HEAD)


@dataclass(frozen=True)
class InboxRow:
    """One task of the inbox, in words."""

    days: str
    days_label: str
    tone: str
    title: str
    href: str
    text: str
    action: str
    gain: int
    gain_label: str
    code: str
    primary: bool
    flags: tuple[str, ...] = ()
    """What to look at before deciding: earlier refusals, a sum that may have been split."""


@dataclass(frozen=True)
class InboxPage:
    """The inbox of one tab."""

    tab: str
    tabs: tuple[tuple[str, str, bool], ...]
    rows: tuple[InboxRow, ...]
    count: int
    acting: tuple[str, ...]
    """In words, for whom the reader decides by an order."""


@blueprint.get("/office/inbox")
@open_to(Action.DECIDE)
def inbox() -> ResponseReturnValue:
    """List what waits for the reader, the nearest deadline first."""
    asked = request.args.get("tab", "")
    tab = Tab(asked) if asked in {each.value for each in Tab} else Tab.MINE
    found = queries.waiting_for(session(), current_actor(), tab)
    flags = queries.flags(session(), (row.task_id for row in found)) if tab in _OPEN else {}
    rows = tuple(_row(row, tab, flags.get(row.task_id), first=place == 0) for place, row in enumerate(found))
    tabs = tuple(
        (t(f"approvals.tab.{each.value}"), url_for("approvals.inbox", tab=each.value), each is tab)
        for each in Tab
        if each is not Tab.BESIDE or current_actor().posts_as(*_DEPARTMENT)
    )
    return page("approvals/inbox.html", InboxPage(tab.value, tabs, rows, len(rows), standing_in(current_actor())))


def _row(row: Waiting, tab: Tab, flags: Flags | None, *, first: bool) -> InboxRow:
    open_task = tab in _OPEN
    fmt = formats(language())
    late = row.days_left < 0
    tone = "bad" if late else ("warn" if row.days_left <= SOON else "")
    return InboxRow(
        days=str(abs(row.days_left)) if open_task else (f"{row.closed_on:%d.%m}" if row.closed_on else "–"),
        days_label=_days_label(row) if open_task else (fmt.number(row.closed_on.year) if row.closed_on else ""),
        tone=tone if open_task else "",
        title=row.title.pick(language()) or row.code,
        href=url_for("approvals.task", task_id=row.task_id),
        text=_text(row, tab, open_task=open_task),
        action=t(_action(row) if tab is Tab.MINE else "act.open"),
        gain=row.yearly_gain or row.one_off_gain,
        gain_label=t("approvals.gain_yearly" if row.yearly_gain else "approvals.gain_once"),
        code=row.code,
        primary=first and tab is Tab.MINE,
        flags=tuple(_flagged(flags)) if flags else (),
    )


def _flagged(flags: Flags) -> Iterator[str]:
    if flags.refused:
        yield t("approvals.flag_refused", n=flags.refused)
    if flags.split:
        yield t("approvals.flag_split")


def _days_label(row: Waiting) -> str:
    if row.days_left < 0:
        return t("approvals.days_over", n=-row.days_left)
    return t("approvals.days_left", n=row.days_left)


def _text(row: Waiting, tab: Tab, *, open_task: bool) -> str:
    """Say in one line what is asked: whose, how much, for which year, and until when."""
    fmt = formats(language())
    asked = t("shell.thousand", x=fmt.money(row.amount)) if row.amount else t("approvals.no_money")
    parts = [row.unit_name.pick(language()), row.code, t("approvals.version_n", n=row.version), asked]
    if row.first_year:
        parts.append(str(row.first_year))
    if not open_task:
        parts.append(t(f"approvals.closed.{row.closed_as}"))
    elif row.own_project:
        parts.append(t("approvals.own_row"))
    elif row.signatures > 1:
        parts.append(t(f"approvals.row_{_turn(row, tab)}"))
    elif row.approval.value == "deferred":
        parts.append(t("approvals.put_off_row", d=fmt.day(row.due_on)))
    return " · ".join(parts)


def _turn(row: Waiting, tab: Tab) -> str:
    """Name how far the answer of a department is: to be prepared, sent back, or waiting for a signature."""
    if row.draft is DraftState.PREPARED:
        return "sign" if tab is Tab.MINE else "with_head"
    if tab is Tab.BESIDE:
        return "with_executor"
    return "sent_back" if row.draft is DraftState.SENT_BACK else "prepare"


def _action(row: Waiting) -> str:
    if row.signatures == 1:
        return "approvals.open"
    return "approvals.act_sign" if row.draft is DraftState.PREPARED else "approvals.act_prepare"


def waiting(actor: Actor) -> int:
    """Count the tasks of the menu's pill."""
    return queries.count_waiting(session(), actor)
