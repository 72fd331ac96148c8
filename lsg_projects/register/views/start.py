"""The first page: a search, three live figures, the territories, what was updated last."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from flask import Blueprint, redirect, url_for
from flask.typing import ResponseReturnValue

from lsg_projects.kit import clock
from lsg_projects.kit.db import session
from lsg_projects.register.queries import start as queries
from lsg_projects.register.views import words
from lsg_projects.register.views.district import DistrictPage, district_page
from lsg_projects.register.views.lines import Line, line
from lsg_projects.register.views.pages import blueprint
from lsg_projects.web.doors import open_to_anyone
from lsg_projects.web.render import language, page, t

SHOWN = 3
"""Projects under what happened last."""
_NOTICES = frozenset({"project.submitted", "project.withdrawn", "question.answered"})

root = Blueprint("root", __name__)


@dataclass(frozen=True)
class StartPage:
    """The first page."""

    start: queries.Start
    district: DistrictPage | None
    lines: tuple[Line, ...]
    happened: tuple[Mapping[str, Any], ...]


@root.get("/")
@open_to_anyone
def entrance() -> ResponseReturnValue:
    """Lead to the first page in the language that the browser asks for."""
    response = redirect(url_for("register.start"))
    response.headers["Vary"] = "Accept-Language"
    return response


@blueprint.get("/")
@open_to_anyone
def start() -> ResponseReturnValue:
    """Bring a citizen to their village in one step."""
    found = queries.start(session(), clock.today())
    place = district_page(found.district, "share") if found.district else None
    return page(
        "register/start.html", StartPage(found, place, tuple(line(row) for row in found.newest[:SHOWN]), acts(found))
    )


def acts(found: queries.Start) -> tuple[Mapping[str, Any], ...]:
    """Put what happened last into words, as a timeline."""
    return tuple(_act(one) for one in found.happened)


def _act(one: queries.Act) -> Mapping[str, Any]:
    return {
        "title": f"{words.short(one.unit_name)}: {_said(one)}",
        "state": "todo" if one.action in _NOTICES else "done",
        "meta": words.fmt().day(one.at),
        "href": url_for("register.card", code=one.code),
        "link": one.title.pick(language()),
    }


def _said(one: queries.Act) -> str:
    """Say an act in the middle of a sentence; a decision by who decided and what."""
    if one.action == "step.decided":
        body, outcome = t(f"approvals.body.{one.body['step']}"), t(f"status.outcome.{one.body['outcome']}")
        return t("about.decided", body=body, outcome=_small(outcome))
    return _small(t(f"event.{one.action}"))


def _small(text: str) -> str:
    return text[:1].lower() + text[1:]
