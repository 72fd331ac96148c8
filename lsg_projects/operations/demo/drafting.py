"""What departments prepared in the demonstration and their heads have not signed yet."""

from __future__ import annotations

import functools
from collections.abc import Iterator, Mapping
from datetime import date
from functools import partial
from typing import Any

from lsg_projects.approvals import queries as approvals
from lsg_projects.approvals import usecases as approval
from lsg_projects.domain.errors import Missing
from lsg_projects.domain.text import Tri
from lsg_projects.kit.work import Work
from lsg_projects.operations.demo import acts as told
from lsg_projects.operations.demo.acts import Cast
from lsg_projects.operations.demo.changes import Act
from lsg_projects.operations.demo.stories import Story, stories, table
from lsg_projects.projects import queries as projects

EXECUTORS = {"economy": "economist", "finance": "financier"}
_HEADS = {"economy": "economist.head", "finance": "financier.head"}


@functools.cache
def since() -> date:
    """Give the day from which departments answer with two signatures, as the routes say."""
    steps = (step for route in approvals.routes() for step in route.steps if step.two_signatures)
    return max(step.signatures_from or date.min for step in steps)


def acts() -> Iterator[Act]:
    """Give what was prepared, and what a head sent back."""
    by_key = {story.key: story for story in stories()}
    for row in table("drafts")["draft"]:
        story, step = by_key[row["project"]], row["step"]
        yield row["day"], 16, EXECUTORS[step], partial(_prepare, story, step)
        if "back" in row:
            yield row["back"], 17, _HEADS[step], partial(_back, row, story)


def _prepare(story: Story, step: str, unit: Work, cast: Cast) -> None:
    told.prepare(unit, cast, story, step)


def _back(row: Mapping[str, Any], story: Story, unit: Work, cast: Cast) -> None:
    head = projects.find(unit.session, cast.codes[story.key])
    task = approvals.open_task_of(unit.session, head.id)
    draft = approvals.draft_of(unit.session, task) if task else None
    if draft is None:
        raise Missing("approvals.no_task")
    note = told.both(Tri.of(row["note"]))
    approval.send_back(unit, approval.SendBack(draft.task_id, draft.revision, note))
