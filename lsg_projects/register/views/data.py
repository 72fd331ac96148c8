"""The page of open data: what there is, in which form, and what each field means."""

from __future__ import annotations

from dataclasses import dataclass

from flask.typing import ResponseReturnValue

from lsg_projects.kit.db import session
from lsg_projects.register.queries import places
from lsg_projects.register.views.pages import blueprint
from lsg_projects.web.doors import open_to_anyone
from lsg_projects.web.render import page

FIELDS = (
    "code", "title", "territory", "stage", "approval", "delivery", "amount", "own_amount", "transfer_amount", "paid",
    "work_percent", "yearly_expected", "one_off_expected", "received", "payback_years", "expected_end", "updated_at",
)  # fmt: skip
"""Fields that the dictionary explains."""


@dataclass(frozen=True)
class DataPage:
    """Sets with their forms, example addresses and the dictionary."""

    files: tuple[tuple[str, str], ...]
    examples: tuple[str, ...]
    fields: tuple[str, ...]


@blueprint.get("/data")
@open_to_anyone
def data() -> ResponseReturnValue:
    """Show what may be taken away, and how."""
    top = places.top(session())
    files = (("CSV", "/data/projects.csv"), ("XLSX", "/data/projects.xlsx"), ("JSON Lines", "/data/projects.jsonl"))
    examples = ["/api/v1/projects?limit=10", "/api/v1/projects?delivery=late&order=amount"]
    if top is not None:
        examples.append(f"/api/v1/projects?territory={top.kato}&pays_back=revenue")
        examples.append(f"/api/v1/territories/{top.kato}/budgets")
    return page("register/data.html", DataPage(files, tuple(examples), FIELDS))
