"""How a command answers: prose for a person, one JSON object for a program, and an exit code for both."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import Any, Final, TypeVar

import click

from lsg_projects.domain.errors import Incomplete, Refusal
from lsg_projects.kit.formats import refusal as refusal_of

DONE: Final = 0
REFUSED: Final = 1
WRONG_USAGE: Final = 2

Command = TypeVar("Command", bound=Callable[..., Any])


def json_option(command: Command) -> Command:
    """Give a command the option ``--json`` as its argument ``as_json``."""
    return click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")(command)


def answer(data: Mapping[str, Any], as_json: bool, text: str = "") -> None:
    """Print *data* as one JSON object, or the prose *text* where a person reads."""
    if as_json:
        click.echo(json.dumps(data, ensure_ascii=False, default=str))
    elif text:
        click.echo(text)


def refuse(refusal: Refusal, as_json: bool) -> None:
    """Print why something was refused: prose to standard error, with ``--json`` one object to standard output."""
    sentence = refusal_of("en", refusal.code, refusal.details)
    problems = [
        {"where": each.where, "code": each.code, "message": refusal_of("en", each.code, each.details)}
        for each in (refusal.problems if isinstance(refusal, Incomplete) else ())
    ]
    if as_json:
        details = {"code": refusal.code, "message": sentence, "details": refusal.details, "problems": problems}
        answer({"ok": False, **details}, as_json)
    else:
        click.echo("\n".join([sentence, *(f"  {each['where']}: {each['message']}" for each in problems)]), err=True)


def trouble(code: str, sentence: str, as_json: bool) -> None:
    """Print what stands in the way and the remedy, for troubles of the machine and of wrong usage."""
    if as_json:
        answer({"ok": False, "code": code, "message": sentence, "details": {}}, as_json)
    else:
        click.echo(sentence, err=True)
