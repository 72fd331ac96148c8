"""What akims of the demonstration contested by the special ways of the law."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import partial
from typing import Any

from lsg_projects.approvals import queries as approvals
from lsg_projects.approvals import usecases as approval
from lsg_projects.domain.errors import Missing
from lsg_projects.domain.text import Tri
from lsg_projects.kit.work import Work
from lsg_projects.operations.demo.acts import Cast, both
from lsg_projects.operations.demo.changes import Act
from lsg_projects.operations.demo.stories import table
from lsg_projects.projects import queries as projects


def acts() -> Iterator[Act]:
    """Give every contest, by the akim whose project it is."""
    for row in table("contests")["contest"]:
        yield row["day"], 13, f"akim.{row['okrug']}", partial(_contest, row)


def _contest(row: Mapping[str, Any], unit: Work, cast: Cast) -> None:
    code = cast.codes[row["project"]]
    last = approvals.last_no(unit.session, projects.find(unit.session, code).id)
    if last is None:
        raise Missing("approvals.no_task")
    approval.contest(unit, approval.ContestDecision(code, last.id, both(Tri.of(row["reason"]))))
