"""The administrator's pages about territories and bodies."""

from __future__ import annotations

from dataclasses import dataclass

from flask import Blueprint, redirect, request, url_for
from flask.typing import ResponseReturnValue

from lsg_projects.domain.access import Action
from lsg_projects.domain.errors import Incomplete, Missing, Problem
from lsg_projects.kit import clock
from lsg_projects.kit.db import session
from lsg_projects.kit.work import work
from lsg_projects.territories import queries, usecases
from lsg_projects.territories.forms import AliasForm, BodyForm
from lsg_projects.territories.queries import Alias, BodyFacts, Unit
from lsg_projects.web import deed, flash
from lsg_projects.web.doors import open_to
from lsg_projects.web.identity import current_actor
from lsg_projects.web.render import page

blueprint = Blueprint("territories", __name__, url_prefix="/office/admin")
blueprints = (blueprint,)


@dataclass(frozen=True)
class BodiesPage:
    """The bodies that exist now, then those that have ended."""

    current: tuple[BodyFacts, ...]
    ended: tuple[BodyFacts, ...]


@dataclass(frozen=True)
class BodyPage:
    """One body, or a new one, with its form."""

    form: BodyForm
    body: BodyFacts | None = None


@dataclass(frozen=True)
class UnitPage:
    """A territory (none: the top of the tree) with what lies above, below and in it."""

    unit: Unit | None
    above: tuple[Unit, ...]
    below: tuple[Unit, ...]
    aliases: tuple[Alias, ...]
    bodies: tuple[BodyFacts, ...]
    form: AliasForm


@blueprint.get("/bodies")
@open_to(Action.MANAGE_BODIES)
def bodies() -> ResponseReturnValue:
    """List the bodies."""
    day = clock.today()
    found = queries.bodies_of(session(), "")
    current = tuple(each for each in found if each.in_force(day))
    return page("territories/bodies.html", BodiesPage(current, tuple(each for each in found if not each.in_force(day))))


@blueprint.get("/bodies/new")
@open_to(Action.MANAGE_BODIES)
def new_body() -> ResponseReturnValue:
    """Ask what the new body is; ``?kato=`` says where."""
    form = BodyForm()
    form.kato.data = request.args.get("kato", "")[:9]
    return page("territories/body.html", BodyPage(form))


@blueprint.post("/bodies/new")
@open_to(Action.MANAGE_BODIES)
def add_body() -> ResponseReturnValue:
    """Register a body."""
    return _save(BodyPage(BodyForm()))


@blueprint.get("/bodies/<int:body_id>")
@open_to(Action.MANAGE_BODIES)
def body(body_id: int) -> ResponseReturnValue:
    """Show one body for changing."""
    shown = queries.body(session(), body_id)
    return page("territories/body.html", BodyPage(BodyForm(shown), shown))


@blueprint.post("/bodies/<int:body_id>")
@open_to(Action.MANAGE_BODIES)
def save_body(body_id: int) -> ResponseReturnValue:
    """Change a body."""
    shown = queries.body(session(), body_id)
    return _save(BodyPage(BodyForm(shown), shown))


def _save(shown: BodyPage) -> ResponseReturnValue:
    form = shown.form
    if not form.validate():
        return page("territories/body.html", shown, 422)
    try:
        with work(current_actor()) as unit:
            usecases.save_body(unit, form.command(shown.body.id if shown.body else None))
    except Missing:
        form.blame(Problem("kato", "territories.unknown_kato", {"kato": form.kato.data}))
        return page("territories/body.html", shown, 422)
    except Incomplete as refusal:
        form.take(refusal)
        return page("territories/body.html", shown, 422)
    flash.tell("territories.body_saved")
    return redirect(url_for("territories.bodies"), 303)


@blueprint.get("/territories")
@open_to(Action.IMPORT_DIRECTORY)
def top() -> ResponseReturnValue:
    """Begin at the top of the tree; ``?kato=`` opens one code."""
    if wanted := request.args.get("kato", "").strip():
        return redirect(url_for("territories.unit", kato=wanted[:9]), 303)
    below = queries.children(session(), None)
    return page("territories/unit.html", UnitPage(None, (), below, (), (), AliasForm()))


@blueprint.get("/territories/<kato>")
@open_to(Action.IMPORT_DIRECTORY)
def unit(kato: str) -> ResponseReturnValue:
    """Show one territory."""
    return page("territories/unit.html", _unit_page(kato, AliasForm()))


@blueprint.post("/territories/<kato>/aliases")
@open_to(Action.IMPORT_DIRECTORY)
def add_alias(kato: str) -> ResponseReturnValue:
    """Record another name of a territory."""
    form = AliasForm()
    return deed.done(
        form, lambda unit: usecases.add_alias(unit, form.command(kato)), "territories.alias_saved",
        url_for("territories.unit", kato=kato), lambda: page("territories/unit.html", _unit_page(kato, form), 422),
    )  # fmt: skip


def _unit_page(kato: str, form: AliasForm) -> UnitPage:
    shown = queries.unit(session(), kato)
    return UnitPage(
        shown,
        queries.ancestors(session(), shown),
        queries.children(session(), kato),
        queries.aliases(session(), shown.id),
        queries.bodies_of(session(), shown.id),
        form,
    )
