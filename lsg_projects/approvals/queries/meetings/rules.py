"""The meeting rules of this installation, read once and strictly; and whether a body keeps its meetings here."""

from __future__ import annotations

import functools
import tomllib
from datetime import date

from sqlalchemy.orm import Session

from lsg_projects import settings
from lsg_projects.approvals.queries.meetings.members import members
from lsg_projects.domain import meeting
from lsg_projects.domain.errors import Incomplete, Problem
from lsg_projects.domain.meeting import BodyRule
from lsg_projects.domain.states import BodyKind
from lsg_projects.resources import folder


@functools.cache
def rules() -> tuple[BodyRule, ...]:
    """Give the rules of ``config/meetings.toml``; refuses (Incomplete) a file with mistakes, naming each."""
    try:
        data = tomllib.loads((folder("config") / "meetings.toml").read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        problem = Problem("meetings.toml", "routes.unreadable", {"v": str(error)[:200]})
        raise Incomplete("meetings.broken_file", (problem,), n=1) from error
    return meeting.read(data)


def kept_here(session: Session, body_id: int, kind: BodyKind, day: date) -> bool:
    """Tell whether a body decides at meetings that are kept here.

    It does from the day on which its first member is entered, unless the installation says that this kind of body
    keeps its meetings on paper; until then its secretary records decisions from the signed minutes.
    """
    if kind.value in settings.current().paper_bodies:
        return False
    return any(rule.body is kind for rule in rules()) and bool(members(session, body_id, day))
