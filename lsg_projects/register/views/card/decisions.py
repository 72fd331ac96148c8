"""Who decided what and when, and who is asked now."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from markupsafe import Markup

from lsg_projects.approvals.queries import Decided, Happening
from lsg_projects.domain.calendar import DayKind, working_days
from lsg_projects.domain.route import Step
from lsg_projects.domain.states import Outcome
from lsg_projects.kit.workdays import day_off
from lsg_projects.register.queries.card import Card
from lsg_projects.register.views import words
from lsg_projects.register.views.card import files
from lsg_projects.web.render import language, t

_STATES = {
    Outcome.APPROVED: "done", Outcome.RETURNED: "returned", Outcome.REJECTED: "rejected", Outcome.DEFERRED: "warn",
}  # fmt: skip


def decisions(card: Card) -> tuple[Mapping[str, Any], ...]:
    """Give all that happened on the route as a timeline, then who is asked, then who comes after."""
    since = [None, *(each.day for each in card.happened)]
    happened = [_happened(card, each, opened) for each, opened in zip(card.happened, since, strict=False)]
    return (*happened, *_now(card), *_coming(card))


def _happened(card: Card, one: Happening, opened: date | None) -> Mapping[str, Any]:
    """Word one line; *opened* is the day on which the line before it put the question."""
    if one.decided is not None:
        return _decided(card, one, one.decided, opened)
    return {
        "title": t(f"register.decision.{one.kind}"),
        "state": "done" if one.kind in ("sent", "change_sent", "changed", "contested") else "warn",
        "meta": f"{words.fmt().day(one.day)} · {t('register.decision.version', n=one.version)}",
        "detail": _detail(one),
    }


def _detail(one: Happening) -> str | None:
    """Give the reason of a sending, a change or a withdrawal, and what a change that came into force changed."""
    if one.change is None or one.contest is not None:
        return one.reason or None
    if one.kind != "changed" or one.before is None or one.change.proposal is None:
        return (one.change.reason.pick(language()) or None) if one.kind == "change_sent" else None
    fmt, was, now = words.fmt(), one.before, one.change.proposal.passport
    said = []
    if was.amount != now.amount:
        said.append(t("register.decision.changed_sum", a=fmt.money(was.amount), b=fmt.money(now.amount)))
    if was.end != now.end and was.end and now.end:
        said.append(t("register.decision.changed_end", a=fmt.day(was.end), b=fmt.day(now.end)))
    concerns = ", ".join(t(f"approvals.concern.{each.value}") for each in sorted(one.change.concerns))
    if concerns:
        said.append(t("register.decision.changed_rest", x=concerns))
    return "; ".join(said) or None


def _decided(card: Card, one: Happening, decided: Decided, opened: date | None) -> Mapping[str, Any]:
    body = decided.body_name.pick(language()) + _in_place(decided)
    verb = one.step.verb.value if one.step else "agrees"
    said = f"register.said.{verb}" if decided.outcome is Outcome.APPROVED else f"status.outcome.{decided.outcome.value}"
    item: dict[str, Any] = {
        "title": f"{body}: {t(said)}" if decided.outcome is Outcome.APPROVED else f"{body}: {t(said).lower()}",
        "state": _STATES[decided.outcome],
        "meta": " · ".join(part for part in (_act(decided), _days(one, opened)) if part),
        "detail": _words_of(decided) or _basis(one.step),
    }
    minutes = next((doc for doc in card.papers if doc.key == decided.paper_key and doc.public), None)
    if minutes is not None:
        item["href"] = files.address(card, minutes)
        item["link"] = t("register.decision.paper")
    return item


def _in_place(decided: Decided) -> str:
    """Say that a deputy decided, and by which order."""
    if decided.order is None:
        return ""
    day = words.fmt().day(decided.order.dated)
    order = t(f"accounts.order_of.{decided.order.kind.value}", n=decided.order.number, d=day)
    return f" ({t('accounts.acting_by', order=order)})"


def _days(one: Happening, opened: date | None) -> str:
    """Say how many days the step took, in the kind of days of its term; of how many, where the law sets the term."""
    if one.step is None or opened is None:
        return ""
    term = one.step.term
    working = term.kind is DayKind.WORKING
    used = working_days(opened, one.day, day_off) if working else (one.day - opened).days
    if one.step.term_basis:
        return t(f"register.decision.days_{term.kind.value}", n=used, m=term.days)
    return t("unit.working_days" if working else "unit.calendar_days", n=used)


def _basis(step: Step | None) -> Markup | None:
    """Give the article that founds a step, quietly; a step of the installation has none."""
    basis = step.basis.pick(language()) if step else ""
    return Markup('<span class="caption">{}</span>').format(basis) if basis else None


def _act(decided: Decided) -> str:
    fmt, parts = words.fmt(), []
    if decided.votes is not None:
        votes = decided.votes
        parts.append(t("register.decision.votes", a=votes.cast_for, b=votes.against, c=votes.abstained))
    day = fmt.day(decided.dated or decided.day)
    parts.append(t("register.decision.act", n=decided.number, d=day) if decided.number else day)
    return " · ".join(parts)


def _words_of(decided: Decided) -> str | None:
    """Give the reason of a refusal and what has to change; a positive answer needs no more words here."""
    if decided.outcome is Outcome.APPROVED:
        return None
    return " ".join([decided.reason, *(remark.text for remark in decided.remarks)]).strip() or None


def _now(card: Card) -> list[Mapping[str, Any]]:
    asked = card.asked
    if asked is None:
        return []
    days = t("register.decision.at_step", n=asked.days_at_step)
    due = t("register.due", d=words.fmt().day(asked.due_on))
    title, meta = asked.body_name.pick(language()), f"{days} · {due}"
    return [{"title": title, "state": "now", "meta": meta, "detail": _basis(asked.step)}]


def _coming(card: Card) -> list[Mapping[str, Any]]:
    if card.standing is None or card.asked is None:
        return []
    steps = card.standing.route.steps
    keys = [step.key for step in steps]
    rest = steps[keys.index(card.asked.step.key) + 1 :]
    return [
        {"title": t(f"body.{step.body.value}"), "state": "todo"} for step in rest if step.key not in card.standing.done
    ]
