"""The commands ``lsg-projects user``: people, appointments, one-time links: a district can begin from nothing."""

from __future__ import annotations

from datetime import date

import click

from lsg_projects.accounts import queries
from lsg_projects.accounts.usecases import entry, people
from lsg_projects.app import create_app
from lsg_projects.cli.answer import answer, json_option
from lsg_projects.domain.actor import SYSTEM
from lsg_projects.domain.errors import Missing
from lsg_projects.domain.states import Role
from lsg_projects.kit import clock, secrets
from lsg_projects.kit.db import session
from lsg_projects.kit.work import work
from lsg_projects.settings import current

DAY = click.DateTime(["%Y-%m-%d", "%d.%m.%Y"])


@click.group()
def user() -> None:
    """Register people, appoint them, and give one-time links."""


@user.command("add")
@click.argument("email")
@click.argument("name")
@click.option("--language", type=click.Choice(["kk", "ru", "en"]), default="kk")
@json_option
def add(email: str, name: str, language: str, as_json: bool) -> None:
    """Register a person who signs in with EMAIL."""
    with create_app().app_context(), work(SYSTEM) as unit:
        command = people.RegisterPerson(name, email, language)
        number = people.register_person(unit, command, secrets.installation_key(current()))
    answer({"ok": True, "person": number, "email": email}, as_json, f"Registered {email}.")


@user.command("appoint")
@click.argument("email")
@click.argument("role", type=click.Choice([role.value for role in Role]))
@click.option("--body", "body_id", type=int, required=True, help="Number of the body: `lsg-projects body list`.")
@click.option("--from", "valid_from", type=DAY, required=True)
@click.option("--until", "valid_until", type=DAY)
@click.option("--order", "order_number", default="", help="Number of the order.")
@json_option
def appoint(
    email: str, role: str, body_id: int, valid_from: date, valid_until: date | None, order_number: str, as_json: bool
) -> None:
    """Give the person with EMAIL a ROLE in a body."""
    with create_app().app_context(), work(SYSTEM) as unit:
        command = people.Appoint(
            _person(email),
            body_id,
            Role(role),
            _day(valid_from),
            _day(valid_until) if valid_until else None,
            order_number,
        )
        number = people.appoint(unit, command)
    answer({"ok": True, "appointment": number}, as_json, f"{email} is {role} from {_day(valid_from):%d.%m.%Y}.")


@user.command("link")
@click.argument("email")
@json_option
def link(email: str, as_json: bool) -> None:
    """Make a one-time link with which the person with EMAIL sets a password."""
    settings = current()
    with create_app().app_context(), work(SYSTEM) as unit:
        token = entry.give_link(unit, _person(email), settings)
    address = f"{settings.base_url.rstrip('/')}/office/welcome/{token}"
    answer({"ok": True, "link": address}, as_json, address)


@user.command("list")
@json_option
def listing(as_json: bool) -> None:
    """List people with the posts that they hold today."""
    with create_app().app_context():
        found = queries.people(session(), clock.today(), limit=10_000)
    rows = [
        {"email": one.email, "name": one.name, "roles": [p.role.value for p in one.appointments if p.in_force]}
        for one in found
    ]
    text = "\n".join(f"{row['email']}\t{row['name']}\t{', '.join(row['roles'])}" for row in rows)
    answer({"ok": True, "people": rows}, as_json, text)


def _person(email: str) -> int:
    found = queries.by_email(session(), email)
    if found is None:
        raise Missing("accounts.unknown_email", email=email)
    return found.id


def _day(value: date) -> date:
    """Take the day of what click gives, which is a moment at midnight."""
    return date(value.year, value.month, value.day)
