"""A project in brief for its first page in the office: what, where, who answers, what is ready by when."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask import current_app, url_for

from lsg_projects.domain.project import Passport
from lsg_projects.domain.states import Approval, Delivery
from lsg_projects.kit.db import session
from lsg_projects.kit.formats import formats
from lsg_projects.projects.queries import ProjectHead, offered
from lsg_projects.projects.views.frame import Opened
from lsg_projects.web.render import language, t

TROUBLED = frozenset({Delivery.STALLED, Delivery.LATE, Delivery.AT_RISK})
CARD, DELIVERY = "register.card", "delivery.project"

Row = Mapping[str, Any]


def lead_of(passport: Passport) -> str:
    """Give the one sentence for people."""
    return passport.summary.pick(language())


def facts_of(found: Opened) -> tuple[Row, ...]:
    """Give what a colleague asks first; what is not written yet is left out."""
    head, passport, lang = found.head, found.draft.passport, language()
    rows = (
        ("goal", passport.goal.pick(lang)),
        ("place", _place(head, passport)),
        ("owner", head.body_name.pick(lang)),
        ("answers", passport.responsible.pick(lang)),
    )
    told = [{"term": t(f"projects.overview.{key}"), "value": value} for key, value in rows if value]
    return (*told, _publicity(head))


def _place(head: ProjectHead, passport: Passport) -> str:
    names = {code: name.pick(language()) for code, name in offered.villages(session(), head)}
    villages = ", ".join(names[code] for code in passport.settlements if code in names)
    return "; ".join(part for part in (villages, passport.place.pick(language())) if part)


def _publicity(head: ProjectHead) -> Row:
    term = t("projects.overview.shown_to_all")
    if not head.published:
        return {"term": term, "value": t("projects.overview.not_public")}
    if CARD not in current_app.view_functions:
        return {"term": term, "value": t("projects.overview.published")}
    address = url_for(CARD, code=head.code)
    return {
        "term": term,
        "value": t("projects.overview.published"),
        "href": address,
        "action": t("projects.overview.public_page"),
    }


def ahead_of(passport: Passport) -> tuple[Row, ...]:
    """Give the control points by day."""
    dated = sorted((row for row in passport.milestones if row.due), key=lambda row: (row.due, row.key))
    lang = language()
    return tuple({"term": formats(lang).day(row.due), "value": row.title.pick(lang)} for row in dated)


def troubled(head: ProjectHead) -> str | None:
    """Give the page of delivery where it needs attention."""
    wanted = head.approval is Approval.APPROVED and head.delivery in TROUBLED
    return url_for(DELIVERY, code=head.code) if wanted and DELIVERY in current_app.view_functions else None
