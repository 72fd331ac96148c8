"""``lsg-projects demo``: loads the Martuk demonstration and says who may sign in."""

from __future__ import annotations

import sys

import click

from lsg_projects.app import create_app
from lsg_projects.cli.answer import answer, json_option
from lsg_projects.domain.errors import NotAllowed, WrongState
from lsg_projects.kit.words import words
from lsg_projects.operations.demo import PASSWORD, TODAY, Account, Loaded, accounts_of_demonstration, load
from lsg_projects.settings import current


@click.command()
@click.option("--if-empty", is_flag=True, help="Leave a database with other data alone, and succeed.")
@json_option
def demo(if_empty: bool, as_json: bool) -> None:
    """Load the demonstration into an empty database; repeating it changes nothing."""
    with create_app().app_context():
        try:
            loaded = load(current(), _progress)
        except (NotAllowed, WrongState):
            if not if_empty:
                raise
            answer({"ok": True, "changed": False}, as_json, "This database holds other data; they stay as they are.")
            return
    people = [each for each in accounts_of_demonstration() if each.shown]
    data = {
        "ok": True,
        "changed": loaded.fresh,
        "projects": loaded.projects,
        "today": TODAY.isoformat(),
        "password": PASSWORD,
        "accounts": [{"role": each.role.value, "email": each.email} for each in people],
    }
    answer(data, as_json, _prose(loaded, people))


def _progress(played: int, of: int) -> None:
    """Show how far the loading is where a person watches; a pipe stays quiet."""
    if sys.stderr.isatty():
        click.echo(f"\rLoading the demonstration: {played} of {of}", err=True, nl=played == of)


def _prose(loaded: Loaded, people: list[Account]) -> str:
    done = "loaded" if loaded.fresh else "already loaded, nothing changed"
    lines = [
        f"Demonstration {done}: {loaded.projects} projects of Martuk district, today is {TODAY:%d.%m.%Y} at loading.",
        f"Sign in at /office/ with one of these addresses and the password {PASSWORD}",
    ]
    width = max(len(each.email) for each in people)
    return "\n".join([*lines, *(f"  {each.email:<{width}}  {words('en')(f'role.{each.role}')}" for each in people)])
