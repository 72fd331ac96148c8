"""The journal as officials see it."""

from __future__ import annotations

from dataclasses import dataclass

from flask import Blueprint, request
from flask.typing import ResponseReturnValue

from lsg_projects.domain.access import Action, Subject, require
from lsg_projects.domain.events import project_chain
from lsg_projects.history import queries
from lsg_projects.kit import journal as chains
from lsg_projects.kit.db import session
from lsg_projects.projects import queries as projects
from lsg_projects.territories import queries as territories
from lsg_projects.web.doors import open_to
from lsg_projects.web.identity import current_actor
from lsg_projects.web.render import page

blueprint = Blueprint("history", __name__, url_prefix="/office")
blueprints = (blueprint,)


@dataclass(frozen=True)
class Verdict:
    """What a check of the whole journal found."""

    entries: int
    broken_chain: str | None = None
    broken_number: int | None = None
    reason: str | None = None


@dataclass(frozen=True)
class JournalPage:
    """The journal's state, its newest lines, and the result of a check where one was asked for."""

    state: queries.JournalState
    lines: tuple[queries.Line, ...]
    older: int | None
    verdict: Verdict | None = None


@dataclass(frozen=True)
class ProjectHistoryPage:
    """Everything that happened to one project."""

    code: str
    title: object
    lines: tuple[queries.Line, ...]


@blueprint.get("/journal")
@open_to(Action.READ_JOURNAL)
def journal() -> ResponseReturnValue:
    """Show the newest entries."""
    before = request.args.get("before", type=int)
    lines, older = queries.newest(session(), before)
    return page("history/journal.html", JournalPage(queries.state(session()), lines, older))


@blueprint.post("/journal/check")
@open_to(Action.READ_JOURNAL)
def check() -> ResponseReturnValue:
    """Check every chain, entry by entry, and say what was found."""
    read, broken = chains.verify(session())
    verdict = Verdict(read, broken.chain, broken.number, broken.reason) if broken else Verdict(read)
    lines, older = queries.newest(session())
    return page("history/journal.html", JournalPage(queries.state(session()), lines, older, verdict))


@blueprint.get("/projects/<code>/history")
@open_to(Action.READ_PROJECT)
def project(code: str) -> ResponseReturnValue:
    """Show what happened to a project, the newest first."""
    head = projects.find(session(), code)
    place = territories.unit_by_id(session(), head.unit_id)
    require(Action.READ_PROJECT, current_actor(), Subject(place.path, name=code))
    lines = queries.of_chain(session(), project_chain(head.code))
    return page("history/project.html", ProjectHistoryPage(head.code, head.title, lines))
