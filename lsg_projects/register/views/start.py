"""The first page: a search, three live figures, the territories, what was updated last."""

from __future__ import annotations

from dataclasses import dataclass

from flask import Blueprint, redirect, url_for
from flask.typing import ResponseReturnValue

from lsg_projects.kit import clock
from lsg_projects.kit.db import session
from lsg_projects.register.queries import start as queries
from lsg_projects.register.views.district import DistrictPage, district_page
from lsg_projects.register.views.lines import Line, line
from lsg_projects.register.views.pages import blueprint
from lsg_projects.web.doors import open_to_anyone
from lsg_projects.web.render import page

root = Blueprint("root", __name__)


@dataclass(frozen=True)
class StartPage:
    """The first page."""

    start: queries.Start
    district: DistrictPage | None
    lines: tuple[Line, ...]


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
    return page("register/start.html", StartPage(found, place, tuple(line(row) for row in found.newest)))
