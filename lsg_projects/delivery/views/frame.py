"""What the pages of delivery share: the blueprint, who may look, and which acts the reader may do."""

from __future__ import annotations

from dataclasses import dataclass

from flask import Blueprint, url_for

from lsg_projects.delivery import letters, queries
from lsg_projects.delivery.queries import DeliveryView
from lsg_projects.domain.access import Action, Subject, may, require
from lsg_projects.domain.states import Approval, Stage
from lsg_projects.kit import clock
from lsg_projects.kit.db import session
from lsg_projects.projects import queries as projects
from lsg_projects.projects.queries import ProjectHead
from lsg_projects.web.identity import current_actor
from lsg_projects.web.render import language, t

blueprint = Blueprint("delivery", __name__)


@dataclass(frozen=True)
class Opened:
    """A project in delivery as all its pages show it."""

    head: ProjectHead
    view: DeliveryView
    reason: str
    sections: tuple[tuple[str, str, bool], ...]
    """The parts of delivery: label, address, whether it is the present one."""

    @property
    def running(self) -> bool:
        """Tell whether anything may be reported: approved and not given up."""
        return self.head.approval is Approval.APPROVED and self.head.stage is not Stage.CANCELLED

    def may(self, action: Action, *, own_body: bool = True) -> bool:
        """Tell whether the reader may do *action* here now."""
        body = self.head.body_id if own_body else None
        return self.running and bool(may(action, current_actor(), Subject(self.head.unit_path, body)))


_SECTIONS = ("project", "schedule", "money", "financing", "revenue", "results", "risks", "note")


def opened(code: str, section: str) -> Opened:
    """Open a project's delivery for reading; refuses (Missing) what the reader may not know about."""
    head = projects.find(session(), code)
    require(Action.READ_PROJECT, current_actor(), Subject(head.unit_path, name=head.code))
    view = queries.facts(session(), head.id, clock.today())
    parts = tuple(
        (t(f"delivery.section.{each}"), url_for(f"delivery.{each}", code=code), each == section) for each in _SECTIONS
    )
    return Opened(head, view, letters.said(view.reason, language()), parts)
