"""Territories: the installation's own, and any of them by its code."""

from __future__ import annotations

from flask import redirect, request, url_for
from flask.typing import ResponseReturnValue

from lsg_projects.domain.errors import Missing
from lsg_projects.domain.identifiers import valid_kato
from lsg_projects.kit.db import session
from lsg_projects.register.queries import places
from lsg_projects.register.queries import territory as queries
from lsg_projects.register.queries.district import District
from lsg_projects.register.views.district import district_page
from lsg_projects.register.views.okrug import okrug_page
from lsg_projects.register.views.pages import blueprint
from lsg_projects.web.doors import open_to_anyone
from lsg_projects.web.render import page


@blueprint.get("/territories")
@open_to_anyone
def territories() -> ResponseReturnValue:
    """Lead to the territory that the installation serves."""
    top = places.top(session())
    if top is None:
        return page("register/no_territory.html")
    return redirect(url_for("register.territory", kato=top.kato))


@blueprint.get("/territories/<kato>")
@open_to_anyone
def territory(kato: str) -> ResponseReturnValue:
    """Show a rural district's own money, or a district with all of its rural districts."""
    if not kato.isascii() or not valid_kato(kato):
        raise Missing("territories.unknown_kato", kato=kato[:20])
    found = queries.territory(session(), kato, _number("year", 2100), _number("version", 2**31 - 1))
    if isinstance(found, District):
        return page("register/district.html", district_page(found, request.args.get("sort", "")))
    return page("register/okrug.html", okrug_page(found))


def _number(name: str, most: int) -> int | None:
    """Read a number of the address; anything else asks for nothing."""
    typed = request.args.get(name, "")
    number = int(typed) if typed.isascii() and typed.isdigit() and len(typed) <= 10 else 0
    return number if 0 < number <= most else None
