"""The administrator's pages about people: who there is, what they are appointed to, and their one-time links."""

from __future__ import annotations

from dataclasses import dataclass, replace

from flask import Blueprint, redirect, request, url_for
from flask.typing import ResponseReturnValue

from lsg_projects.accounts import queries
from lsg_projects.accounts.forms import AppointmentForm, EndForm, PersonForm, SameForm
from lsg_projects.accounts.usecases import entry as entries
from lsg_projects.accounts.usecases import people as usecases
from lsg_projects.domain.access import Action
from lsg_projects.domain.errors import Incomplete
from lsg_projects.kit import clock, secrets
from lsg_projects.kit.db import session
from lsg_projects.kit.work import work
from lsg_projects.settings import current as settings
from lsg_projects.territories import queries as territories
from lsg_projects.web import flash
from lsg_projects.web.doors import open_to
from lsg_projects.web.identity import current_actor
from lsg_projects.web.render import page

PAGE = 100


@dataclass(frozen=True)
class PeoplePage:
    """A page of people, and where the next one begins."""

    people: tuple[queries.PersonRow, ...]
    after: str | None


@dataclass(frozen=True)
class PersonPage:
    """One person with the forms about them; *link* is shown once, right after it was made."""

    person: queries.PersonRow
    appointment: AppointmentForm
    end: EndForm
    same: SameForm
    first_account: queries.PersonRow | None = None
    """The first account of the same person, where this is another one."""
    link: str | None = None


def register(blueprint: Blueprint) -> None:
    """Put these pages at their addresses."""
    blueprint.get("/admin/people", endpoint="people")(listing)
    blueprint.get("/admin/people/new", endpoint="new_person")(new)
    blueprint.post("/admin/people/new", endpoint="add_person")(add)
    blueprint.get("/admin/people/<int:person_id>", endpoint="person")(person)
    blueprint.post("/admin/people/<int:person_id>/appointments", endpoint="appoint")(appoint)
    blueprint.post("/admin/people/<int:person_id>/appointments/<int:appointment_id>/end", endpoint="end")(end)
    blueprint.post("/admin/people/<int:person_id>/link", endpoint="give_link")(give_link)
    blueprint.post("/admin/people/<int:person_id>/active", endpoint="set_active")(set_active)
    blueprint.post("/admin/people/<int:person_id>/same", endpoint="join")(join)


@open_to(Action.MANAGE_PEOPLE)
def listing() -> ResponseReturnValue:
    """List people by name."""
    found = queries.people(session(), clock.today(), request.args.get("after", "")[:200], PAGE)
    return page("accounts/people.html", PeoplePage(found, found[-1].name if len(found) == PAGE else None))


@open_to(Action.MANAGE_PEOPLE)
def new() -> ResponseReturnValue:
    """Ask who the new person is."""
    return page("accounts/new_person.html", PersonForm())


@open_to(Action.MANAGE_PEOPLE)
def add() -> ResponseReturnValue:
    """Register the person."""
    form = PersonForm()
    if not form.validate():
        return page("accounts/new_person.html", form, 422)
    try:
        with work(current_actor()) as unit:
            person_id = usecases.register_person(unit, form.command(), secrets.installation_key(settings()))
    except Incomplete as refusal:
        form.take(refusal)
        return page("accounts/new_person.html", form, 422)
    flash.tell("accounts.added")
    return redirect(url_for("accounts.person", person_id=person_id), 303)


@open_to(Action.MANAGE_PEOPLE)
def person(person_id: int) -> ResponseReturnValue:
    """Show one person."""
    return page("accounts/person.html", _page(person_id))


def _page(
    person_id: int, appointment: AppointmentForm | None = None, end: EndForm | None = None, same: SameForm | None = None
) -> PersonPage:
    shown = queries.person(session(), person_id, clock.today())
    first = queries.person(session(), shown.same_as, clock.today()) if shown.same_as else None
    return PersonPage(shown, appointment or _appointment_form(), end or EndForm(), same or SameForm(), first)


def _appointment_form() -> AppointmentForm:
    day = clock.today()
    return AppointmentForm(one for one in territories.bodies_of(session(), "") if one.in_force(day))


@open_to(Action.MANAGE_PEOPLE)
def appoint(person_id: int) -> ResponseReturnValue:
    """Give the person a role in a body."""
    form = _appointment_form()
    if not form.validate():
        return page("accounts/person.html", _page(person_id, form), 422)
    try:
        with work(current_actor()) as unit:
            usecases.appoint(unit, form.command(person_id))
    except Incomplete as refusal:
        form.take(refusal)
        return page("accounts/person.html", _page(person_id, form), 422)
    flash.tell("accounts.appointed")
    return redirect(url_for("accounts.person", person_id=person_id), 303)


@open_to(Action.MANAGE_PEOPLE)
def end(person_id: int, appointment_id: int) -> ResponseReturnValue:
    """Let an appointment end."""
    form = EndForm()
    if not form.validate():
        return page("accounts/person.html", _page(person_id, end=form), 422)
    try:
        with work(current_actor()) as unit:
            usecases.end_appointment(unit, form.command(appointment_id))
    except Incomplete as refusal:
        form.take(refusal)
        return page("accounts/person.html", _page(person_id, end=form), 422)
    flash.tell("accounts.ended")
    return redirect(url_for("accounts.person", person_id=person_id), 303)


@open_to(Action.MANAGE_PEOPLE)
def give_link(person_id: int) -> ResponseReturnValue:
    """Make a one-time link and show it, this once."""
    with work(current_actor()) as unit:
        token = entries.give_link(unit, person_id, settings())
    address = settings().base_url.rstrip("/") + url_for("accounts.welcome", token=token)
    return page("accounts/person.html", replace(_page(person_id), link=address))


@open_to(Action.MANAGE_PEOPLE)
def join(person_id: int) -> ResponseReturnValue:
    """Mark the account as one of a person who has another."""
    form = SameForm()
    if not form.validate():
        return page("accounts/person.html", _page(person_id, same=form), 422)
    try:
        with work(current_actor()) as unit:
            usecases.join_accounts(unit, person_id, form.same_as.data)
    except Incomplete as refusal:
        form.take(refusal)
        return page("accounts/person.html", _page(person_id, same=form), 422)
    flash.tell("accounts.joined")
    return redirect(url_for("accounts.person", person_id=person_id), 303)


@open_to(Action.MANAGE_PEOPLE)
def set_active(person_id: int) -> ResponseReturnValue:
    """Let the person sign in, or no longer."""
    active = request.form.get("active") == "yes"
    with work(current_actor()) as unit:
        usecases.set_active(unit, person_id, active=active)
    flash.tell("accounts.activated" if active else "accounts.deactivated")
    return redirect(url_for("accounts.person", person_id=person_id), 303)
