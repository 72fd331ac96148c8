"""What the projects of a settlement would add to its own revenue: those that are approved, and those that wait."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from lsg_projects.domain import codec
from lsg_projects.domain.money import Tiyn
from lsg_projects.domain.project import Passport
from lsg_projects.domain.states import Approval
from lsg_projects.portfolio.queries.ground import QUEUE
from lsg_projects.projects.models import Project, ProjectVersion
from lsg_projects.territories import queries as territories


@dataclass(frozen=True)
class Expected:
    """Regular own revenue of a full year beyond the plan as adopted, and from how many projects."""

    projects: int = 0
    yearly: Tiyn = 0

    def __add__(self, other: Expected) -> Expected:
        """Take both together."""
        return Expected(self.projects + other.projects, self.yearly + other.yearly)


def expected(session: Session, path: str) -> tuple[Expected, Expected]:
    """Give what approved projects of a subtree add, and what those under consideration would; newest versions count."""
    statement = (
        select(Project.approval, ProjectVersion.content)
        .join(ProjectVersion, ProjectVersion.project_id == Project.id)
        .where(
            ProjectVersion.number == Project.version,
            Project.approval.in_((Approval.APPROVED, *QUEUE)),
            territories.under(Project.unit_path, path),
        )
    )
    approved, waiting = Expected(), Expected()
    for state, content in session.execute(statement):
        yearly = codec.build(Passport, content).yearly_beyond_plan
        if yearly <= 0:
            continue
        if state is Approval.APPROVED:
            approved += Expected(1, yearly)
        else:
            waiting += Expected(1, yearly)
    return approved, waiting
