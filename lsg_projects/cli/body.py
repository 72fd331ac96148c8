"""The commands ``lsg-projects body``: offices, departments and collective bodies of each territory."""

from __future__ import annotations

import click

from lsg_projects.app import create_app
from lsg_projects.cli.answer import answer, json_option
from lsg_projects.domain.actor import SYSTEM
from lsg_projects.domain.states import BodyKind
from lsg_projects.domain.text import Tri
from lsg_projects.kit.db import session
from lsg_projects.kit.work import work
from lsg_projects.territories import queries, usecases


@click.group()
def body() -> None:
    """Register the bodies that decide and act."""


@body.command("add")
@click.argument("kind", type=click.Choice([kind.value for kind in BodyKind]))
@click.argument("kato")
@click.option("--kk", required=True, help="Name in Kazakh.")
@click.option("--ru", required=True, help="Name in Russian.")
@click.option("--en", default="", help="Name in English.")
@click.option("--bin", "number", default="", help="Business identification number, twelve digits.")
@click.option("--email", default="", help="Where letters to the office go.")
@click.option("--phone", default="")
@json_option
def add(kind: str, kato: str, kk: str, ru: str, en: str, number: str, email: str, phone: str, as_json: bool) -> None:
    """Register a body of KIND in the territory KATO."""
    command = usecases.SaveBody(BodyKind(kind), kato, Tri(kk, ru, en), bin=number, phone=phone, email=email)
    with create_app().app_context(), work(SYSTEM) as unit:
        found = usecases.save_body(unit, command)
    answer({"ok": True, "body": found}, as_json, f"Registered as body {found}.")


@body.command("list")
@json_option
def listing(as_json: bool) -> None:
    """List bodies with the numbers that `user appoint` asks for."""
    with create_app().app_context():
        found = queries.bodies_of(session(), "")
    rows = [{"id": one.id, "kind": one.kind.value, "kato": one.unit.kato, "name": one.name.pick("ru")} for one in found]
    text = "\n".join(f"{row['id']}\t{row['kind']}\t{row['kato']}\t{row['name']}" for row in rows)
    answer({"ok": True, "bodies": rows}, as_json, text)
