"""What the pages of all imports share: taking a file in, reading it again, and which import is to be taken back."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask import redirect, request, url_for
from flask.typing import ResponseReturnValue

from lsg_projects.budgets.forms import ConfirmForm, FileForm
from lsg_projects.budgets.views import jobs
from lsg_projects.domain.errors import Incomplete, Missing
from lsg_projects.domain.importing import large
from lsg_projects.domain.tables import ImportAnswer, Table
from lsg_projects.kit.sheets import read_table
from lsg_projects.web import waiting

Look = Callable[[Table, Mapping[str, Any]], ImportAnswer]
"""Looks through a table with what was typed beside the file, whose name stands under ``name``."""


@dataclass(frozen=True)
class FilePreviewPage:
    """What a file of a directory would do: errors, or how much is new."""

    form: ConfirmForm
    file: str
    answer: ImportAnswer
    above: tuple[str, str]
    """Name and address of the page that the form stands under."""
    door: tuple[str, str]
    """Name and address of the form."""
    said: tuple[str, ...]
    """What storing would do, in words."""


def take(
    kind: str, form: FileForm, facts: Mapping[str, Any], look: Look, again: Callable[[], ResponseReturnValue], *,
    by_worker: bool = False,
) -> ResponseReturnValue:  # fmt: skip
    """Keep a file aside and go on to its preview; one that is no table is refused at once, by the form *again*.

    With *by_worker* the worker looks through a large file.
    """
    data, name = form.file.data.read(), str(form.file.data.filename or "")[-120:]
    if by_worker and large(data):
        token = jobs.begin(kind, purpose(kind), data, name, facts)
    else:
        try:
            look(read_table(data, name), {**facts, "name": name})
        except Incomplete as refusal:
            form.take(refusal)
            return again()
        token = waiting.keep(purpose(kind), data, name, **facts)
    return redirect(url_for(f"budgets.preview_{kind}", token=token), 303)


def purpose(kind: str) -> str:
    """Name what the files of a *kind* are kept aside for."""
    return f"{kind}-upload"


def kept(kind: str, token: str) -> dict[str, Any]:
    """Read what a token carries; refuses (Missing) one that is old, changed or somebody else's."""
    return waiting.facts_of(purpose(kind), token)


def table_of(facts: dict[str, Any]) -> Table:
    """Read a file that was kept aside."""
    return read_table(waiting.read(facts), facts["name"])


def moment_asked() -> datetime:
    """Read which import shall be taken back; refuses (Missing) what names none."""
    try:
        moment = datetime.fromisoformat(request.form.get("recorded_at", ""))
    except ValueError as error:
        raise Missing("budgets.nothing_to_undo") from error
    if moment.tzinfo is None:
        raise Missing("budgets.nothing_to_undo")
    return moment
