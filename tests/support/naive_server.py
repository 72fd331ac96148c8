"""A server that decides as programs often do: it looks, and then it writes what it saw.

`python -m tests.support.naive_server serve ...` starts it like the real one. Its pages look whether a task is open, as
the real ones do, but the piece of work that follows trusts that look: it closes the task without a condition, takes
no lock, and asks neither where the project stands now nor what is shown now. Nothing in the program switches this on.
"""

from __future__ import annotations

import time
from typing import Any

from flask import Flask, g
from sqlalchemy import text, update
from sqlalchemy.engine import Connection

from lsg_projects import app as assembly
from lsg_projects.approvals.models import ApprovalTask
from lsg_projects.approvals.usecases import decision, storing
from lsg_projects.approvals.views import deciding
from lsg_projects.cli import serve
from lsg_projects.cli.main import main
from lsg_projects.domain.errors import Stale

BETWEEN_SECONDS = 0.2
"""How long it takes from the look to the writing: time enough for all who press at once to have looked."""


def made() -> Flask:
    """Give the application with the guard left out, for gunicorn."""
    looks = deciding.facts_of

    def looked(task_id: int) -> Any:
        facts = looks(task_id)
        if facts.task.closed_at is not None:
            raise Stale("shared.outdated")
        g.looked = facts
        time.sleep(BETWEEN_SECONDS)
        return facts

    def closed(unit: Any, task: Any, command: Any) -> None:
        values = {"closed_at": unit.now, "closed_as": command.verdict.outcome.value}
        unit.session.execute(update(ApprovalTask).where(ApprovalTask.id == task.id).values(**values))

    planted: list[tuple[Any, str, Any]] = [
        (deciding, "facts_of", looked),
        (decision, "_claim", closed),
        (decision, "by_id", lambda _session, _number: g.looked.process),
        (decision, "seal", lambda _session, _head, _version: g.looked.shown),
        (storing, "locked", lambda _unit, _number: None),
    ]
    for module, name, instead in planted:
        getattr(module, name)  # what is replaced has to be there
        setattr(module, name, instead)
    return assembly.create_app()


def unbind(connection: Connection) -> None:
    """Take away the nets under the guard: the unique keys of a decision and of an open task."""
    connection.execute(text("DROP INDEX uq_approval_task_open"))
    if connection.dialect.name == "postgresql":
        connection.execute(text("ALTER TABLE decision DROP CONSTRAINT uq_decision_task_id"))
        return
    made_by = connection.execute(text("SELECT sql FROM sqlite_master WHERE name = 'decision'")).scalar_one()
    free = made_by.replace(", \n\tCONSTRAINT uq_decision_task_id UNIQUE (task_id)", "")
    assert free != made_by
    connection.execute(text("DROP TABLE decision"))
    connection.execute(text(free))


def _command(*given: Any) -> list[str]:
    return [f"{__spec__.name}:made()" if each == "lsg_projects.wsgi:app" else each for each in _real(*given)]


if __name__ == "__main__":
    _real = serve.web_command
    serve.web_command = _command
    main()
