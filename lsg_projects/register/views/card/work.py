"""How the work goes: milestones with their dates, evidence and slips."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from lsg_projects.delivery.queries import MilestoneFacts
from lsg_projects.documents.queries import Doc
from lsg_projects.domain.calendar import working_days
from lsg_projects.domain.delivery import MilestoneState, MilestoneView
from lsg_projects.domain.states import Approval, DocumentType
from lsg_projects.kit.workdays import day_off
from lsg_projects.register.queries.card import Card
from lsg_projects.register.views import words
from lsg_projects.register.views.card import files
from lsg_projects.web.render import language, t

_STATES = {
    MilestoneState.MET: "done", MilestoneState.OVERDUE: "bad", MilestoneState.MOVED: "warn",
    MilestoneState.PARTLY: "warn", MilestoneState.SOON: "todo", MilestoneState.WAITING: "todo",
}  # fmt: skip


def milestones(card: Card) -> tuple[Mapping[str, Any], ...]:
    """Give the milestones as a timeline; before the approval dates are plans and nothing is late."""
    papers = {doc.key: doc for doc in card.papers if doc.public}
    live = card.face.approval is Approval.APPROVED
    rows = sorted(card.delivery.milestones, key=lambda row: row.view.due or card.delivery.as_of)
    return tuple(_item(card, row, papers, live=live) for row in rows)


def _item(card: Card, row: MilestoneFacts, papers: Mapping[str, Doc], *, live: bool) -> Mapping[str, Any]:
    proofs = [papers[key] for key in dict.fromkeys(row.evidence) if key in papers]
    item: dict[str, Any] = {
        "title": row.title.pick(language()),
        "state": _STATES[row.view.state] if live else "todo",
        "meta": _meta(row.view) if live else t("register.due", d=words.fmt().day(row.view.due)),
        "detail": _reason(row),
    }
    if proofs:
        item["href"] = files.address(card, proofs[0])
        item["link"] = _proof_words(proofs)
    return item


def _meta(view: MilestoneView) -> str:
    fmt = words.fmt()
    if view.met_on is not None:
        return f"{fmt.day(view.met_on)} · {_kept(view)}"
    due = t("register.due", d=fmt.day(view.promised or view.due))
    done = t("register.work.done_of", p=view.percent, q=view.scheduled)
    if view.state is MilestoneState.OVERDUE:
        return f"{due} · {t('unit.working_days_late', n=view.late_days)} · {done}"
    moved = view.due and view.promised and view.promised != view.due
    parts = [due, t("register.work.first_due", d=fmt.day(view.due)) if moved else "", done if view.percent else ""]
    return " · ".join(part for part in parts if part)


def _kept(view: MilestoneView) -> str:
    """Say how the day it was met compares with its first date."""
    if view.due is None or view.met_on is None or view.met_on <= view.due:
        return t("register.work.in_time")
    return t("register.work.later", n=working_days(view.due, view.met_on, day_off))


def _reason(row: MilestoneFacts) -> str | None:
    """Give the newest reason that was told while it is not met."""
    told = [report.reason for report in row.history if report.reason]
    return told[-1].pick(language()) if told and row.view.met_on is None else None


def _proof_words(proofs: list[Doc]) -> str:
    if all(doc.is_picture for doc in proofs):
        return t("register.work.photos", n=len(proofs))
    kind = next(doc for doc in proofs if not doc.is_picture).type
    more = f" +{len(proofs) - 1}" if len(proofs) > 1 else ""
    word = t("register.work.paper") if kind is DocumentType.OTHER else t(f"doctype.{kind.value}").lower()
    return word + more
