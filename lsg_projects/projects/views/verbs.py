"""What can be done with a project now, each with its consequence, and what cannot, with the reason."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from flask import current_app, url_for

from lsg_projects.domain.access import Action, may
from lsg_projects.domain.completeness import blocking
from lsg_projects.domain.states import Approval, Stage
from lsg_projects.projects import queries
from lsg_projects.projects.queries import ProjectHead
from lsg_projects.projects.views import brief
from lsg_projects.projects.views.frame import Opened, first_with_gap, step_url
from lsg_projects.projects.views.review import CHANGE, SUBMIT
from lsg_projects.web.identity import current_actor
from lsg_projects.web.render import t


@dataclass(frozen=True)
class Verb:
    """Something that may be done with the project: with its address, or with the reason why not."""

    title: str
    hint: str
    href: str | None = None
    reason: str | None = None


def verbs_of(found: Opened) -> list[Verb]:
    """Give everything that can be done with a project, the first thing to do now on top."""
    head = found.head
    write = _verb("write", Action.EDIT_PROJECT, head, step_url(head.code, first_with_gap(found.gaps)), _writing(head))
    send = _verb("send", Action.SUBMIT_PROJECT, head, step_url(head.code, "review"), _sending(found))
    return [
        *((write, send) if blocking(found.gaps, sending=True) else (send, write)),
        *_deliver(head),
        _verb("publish", Action.PUBLISH_PROJECT, head, url_for("projects.preview", code=head.code), _publishing(head)),
        *_change(head),
        _verb("copy", Action.REGISTER_PROJECT, head, url_for("projects.new", like=head.code), None),
    ]


def _deliver(head: ProjectHead) -> list[Verb]:
    """Offer to report where this installation has the page for it."""
    if brief.DELIVERY not in current_app.view_functions:
        return []
    barred = None if head.approval is Approval.APPROVED else t("projects.verb.not_approved")
    return [_verb("deliver", Action.REPORT_DELIVERY, head, url_for(brief.DELIVERY, code=head.code), barred)]


def _change(head: ProjectHead) -> list[Verb]:
    """Offer a change of an approved project, where this installation has pages for it."""
    if CHANGE not in current_app.view_functions or head.sendable or not head.version:
        return []
    barred = None if head.approval is Approval.APPROVED and head.stage is not Stage.CANCELLED else _closed(head)
    return [_verb("change", Action.REQUEST_CHANGE, head, url_for(CHANGE, code=head.code), barred)]


def _verb(key: str, action: Action, head: ProjectHead, href: str, barred: str | None) -> Verb:
    answer: Any = may(action, current_actor(), queries.subject(head))
    reason = t(f"refusal.{answer.reason}") if not answer else barred
    return Verb(t(f"projects.verb.{key}"), t(f"projects.verb.{key}_hint"), None if reason else href, reason)


def _writing(head: ProjectHead) -> str | None:
    return None if head.editable else _closed(head)


def _closed(head: ProjectHead) -> str:
    return t("projects.verb.closed", state=t(f"status.approval.{head.approval.value}"))


def _sending(found: Opened) -> str | None:
    if SUBMIT not in current_app.view_functions:
        return t("projects.verb.no_route")
    if not found.head.sendable:
        return _closed(found.head)
    missing = len(blocking(found.gaps, sending=True))
    return t("projects.left_for_sending", n=missing) if missing else None


def _publishing(head: ProjectHead) -> str | None:
    if head.published and head.published_version == head.version:
        return t("projects.preview.newest")
    return None if head.version else t("refusal.projects.not_sent")
