"""What happened to one project: the whole timeline for officials, its public part for everybody."""

from __future__ import annotations

from dataclasses import dataclass

from flask import request, url_for
from flask.typing import ResponseReturnValue

from lsg_projects.domain.access import RIGHTS, Action, Subject, require
from lsg_projects.domain.actor import Actor
from lsg_projects.domain.errors import Missing
from lsg_projects.domain.events import PUBLIC_ACTS, project_chain
from lsg_projects.domain.project import Passport
from lsg_projects.domain.text import Tri
from lsg_projects.history import queries
from lsg_projects.history.queries import Line
from lsg_projects.history.views.frame import blueprint
from lsg_projects.history.views.public import pages
from lsg_projects.history.views.telling import Told, told
from lsg_projects.kit.db import session
from lsg_projects.projects import queries as projects
from lsg_projects.projects.queries import ProjectHead
from lsg_projects.web.doors import open_to, open_to_anyone
from lsg_projects.web.identity import current_actor
from lsg_projects.web.render import page, t

KINDS = ("course", "writing", "delivery", "money", "words")


@dataclass(frozen=True)
class Choice:
    """A value that the timeline can be filtered by."""

    value: str
    label: str
    chosen: bool


@dataclass(frozen=True)
class ProjectHistoryPage:
    """Everything that happened to one project, or what of it was asked for."""

    code: str
    title: Tri
    lines: tuple[Told, ...]
    count: int
    kinds: tuple[Choice, ...]
    versions: tuple[Choice, ...]
    people: tuple[Choice, ...]
    compare: str | None
    public: str | None


@dataclass(frozen=True)
class PublicHistoryPage:
    """The public part: acts by bodies and days, never by names."""

    code: str
    title: Tri
    lines: tuple[Told, ...]


@blueprint.get("/projects/<code>/history")
@open_to(Action.READ_PROJECT)
def project(code: str) -> ResponseReturnValue:
    """Show what happened to a project, the newest first, filtered by kind, version and person."""
    head = projects.find(session(), code)
    require(Action.READ_PROJECT, current_actor(), Subject(head.unit_path, name=code))
    passports = _passports(head)
    every = tuple(
        told(line, head.published, passports)
        for line in queries.of_chain(session(), project_chain(head.code))
        if _open(line, current_actor())
    )
    kind, version, who = (request.args.get(name, "")[:80] for name in ("kind", "version", "who"))
    shown = tuple(
        line
        for line in every
        if kind in ("", line.kind) and version in ("", str(line.version)) and who in ("", line.who)
    )
    numbers = sorted({line.version for line in every if line.version})
    return page(
        "history/project.html",
        ProjectHistoryPage(
            head.code, head.title, shown, len(every),
            tuple(Choice(one, t(f"history.kind.{one}"), one == kind) for one in KINDS),
            tuple(Choice(str(n), t("history.fact.version", n=n), str(n) == version) for n in numbers),
            tuple(Choice(one, one, one == who) for one in sorted({line.who for line in every})),
            _comparison(head, len(passports)),
            url_for("journal.project", code=head.code) if head.published else None,
        ),
    )  # fmt: skip


def _open(line: Line, actor: Actor) -> bool:
    """Tell whether the reader may know of an act: what a department prepares is its own until the head has signed."""
    if not line.action.startswith("draft."):
        return True
    inside = any(post.body_id == line.body.get("body") for post in actor.posts)
    return inside or bool(RIGHTS[Action.READ_JOURNAL] & actor.roles)


def _passports(head: ProjectHead) -> dict[int, Passport]:
    return {one.number: one.passport for one in projects.versions(session(), head.id)}


def _comparison(head: ProjectHead, versions: int) -> str | None:
    """Give the page that compares the two newest versions; nothing where there is one only."""
    if versions < 2:
        return None
    return url_for("projects.versions", code=head.code, before=versions - 1, after=versions)


@pages.get("/projects/<code>/history", endpoint="project")
@open_to_anyone
def public_history(code: str) -> ResponseReturnValue:
    """Show the public part of what happened to a published project."""
    head = projects.find(session(), code)
    if not head.published:
        raise Missing("projects.absent")
    passports = _passports(head)
    lines = (line for line in queries.of_chain(session(), project_chain(head.code)) if line.action in PUBLIC_ACTS)
    shown = tuple(told(line, published=True, passports=passports) for line in lines)
    return page("history/public_project.html", PublicHistoryPage(head.code, head.title, shown))
