"""The pages of one settlement's budget, whichever feature serves them; one that does not exist is not shown."""

from __future__ import annotations

from dataclasses import dataclass

from flask import current_app, url_for

from lsg_projects.domain.access import RIGHTS, Action
from lsg_projects.web.identity import current_actor
from lsg_projects.web.render import t


@dataclass(frozen=True)
class Tab:
    """A page of the budget: what it is called, where it stands, whether it is the present one."""

    label: str
    href: str
    current: bool


_BUDGET = (
    ("budgets.okrug", "execution.tab_plan"),
    ("budgets.execution", "execution.tab_execution"),
    ("budgets.compare", "execution.tab_compare"),
    ("delivery.attribution", "execution.tab_attribution"),
    ("targets.target", "execution.tab_target"),
    ("register.civil_budget_page", "execution.tab_public"),
)


def budget_tabs(kato: str, year: int, here: str) -> tuple[Tab, ...]:
    """Give the pages of a settlement's budget of one year; *here* is the present endpoint."""
    pages = current_app.view_functions
    allowed = bool(RIGHTS[Action.READ_BUDGET] & current_actor().roles)
    return tuple(
        Tab(t(key), url_for(endpoint, kato=kato, year=year), endpoint == here)
        for endpoint, key in _BUDGET
        if endpoint in pages and allowed
    )
