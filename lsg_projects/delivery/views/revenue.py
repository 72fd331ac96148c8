"""Own revenue that came: by receipt code and month, beside what was expected."""

from __future__ import annotations

from dataclasses import dataclass

from flask import url_for
from flask.typing import ResponseReturnValue

from lsg_projects.classifiers import queries as classifiers
from lsg_projects.delivery import usecases
from lsg_projects.delivery.forms import ReceiveForm
from lsg_projects.delivery.views.frame import Opened, blueprint, opened
from lsg_projects.domain.access import Action
from lsg_projects.kit import clock
from lsg_projects.web import deed
from lsg_projects.web.doors import open_to
from lsg_projects.web.render import language, page


@dataclass(frozen=True)
class RevenuePage:
    """Expected and received by code and year, the rows, and the form of those who may record."""

    at: Opened
    names: dict[str, str]
    form: ReceiveForm | None
    errors: list[tuple[str, str]]


@blueprint.get("/office/projects/<code>/revenue")
@open_to(Action.READ_PROJECT)
def revenue(code: str) -> ResponseReturnValue:
    """Show the revenue of a project."""
    return page("delivery/revenue.html", _page(opened(code, "revenue")))


@blueprint.post("/office/projects/<code>/revenue")
@open_to(Action.RECORD_REVENUE)
def receive(code: str) -> ResponseReturnValue:
    """Record revenue that came."""
    at = opened(code, "revenue")
    form = ReceiveForm().furnish(_codes(at))
    return deed.done(
        form, lambda unit: usecases.receive(unit, form.command(code)), "delivery.received_done",
        url_for("delivery.revenue", code=code), lambda: page("delivery/revenue.html", _page(at, form), 422),
    )  # fmt: skip


def _codes(at: Opened) -> list[tuple[str, str]]:
    """Offer the receipts that the project expects first, then all others of the settlement's own budget."""
    expected = [row.code for row in at.view.revenue]
    known = {each.code: each.name.pick(language()) for each in classifiers.revenue_codes(clock.today().year)}
    for code in expected:
        known.setdefault(code, "")
    ordered = [*dict.fromkeys(expected), *(code for code in known if code not in expected)]
    return [(code, f"{code} {known[code]}".strip()) for code in ordered]


def _page(at: Opened, form: ReceiveForm | None = None) -> RevenuePage:
    names = dict(_codes(at))
    errors = form.summary() if form else []
    if form is None and at.may(Action.RECORD_REVENUE, own_body=False):
        form = ReceiveForm(formdata=None).furnish(_codes(at))
    return RevenuePage(at, names, form, errors)
