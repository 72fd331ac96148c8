"""Routes, differences and verdicts as the reader's language says them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from flask import url_for

from lsg_projects.approvals.queries import Decided, Deciding, Happening, Process
from lsg_projects.approvals.views.marks import acted
from lsg_projects.documents import queries as documents
from lsg_projects.domain.revenue import Outlook, Payback
from lsg_projects.domain.route import Step
from lsg_projects.domain.states import Outcome
from lsg_projects.domain.text import Tri
from lsg_projects.kit.db import session
from lsg_projects.kit.formats import formats
from lsg_projects.kit.words import words
from lsg_projects.web.render import language, t


@dataclass(frozen=True)
class Stop:
    """One stop of the route strip."""

    title: str
    state: str
    meta: str


@dataclass(frozen=True)
class Fact:
    """Something on record, with its label; *lang* is set where the words are in another language than the page."""

    label: str
    text: str
    lang: str | None = None
    href: str | None = None


@dataclass(frozen=True)
class Item:
    """One line of the timeline; *facts* are what stands under it."""

    title: str
    state: str
    meta: str
    facts: tuple[Fact, ...] = ()
    basis: Tri = Tri()


def step_title(step: Step) -> str:
    """Name the body of a step in short; on a special way the question is named beside it."""
    special = f"approvals.special.{step.key}"
    if step.contest and words(language()).has(special):
        return t(special)
    return t(f"approvals.body.{step.body.value}")


def stops(process: Process, decided: tuple[Decided, ...], asked: frozenset[str]) -> list[Stop]:
    """Give the route as stops: what is done and when, what was returned, who is asked, what comes."""
    fmt = formats(language())
    strip = [Stop(t("approvals.akim_sent"), "done", fmt.day(process.opened_at))]
    for step in process.route.steps:
        own = [one for one in decided if one.step == step.key and one.decided_at >= process.opened_at]
        for one in own:
            if one.outcome is not Outcome.APPROVED:
                state = "rejected" if one.outcome is Outcome.REJECTED else "returned"
                strip.append(
                    Stop(step_title(step), state, f"{t(f'status.outcome.{one.outcome.value}')}, {fmt.day(one.day)}")
                )
        strip += _present(process, step, own, asked)
    return strip


def _present(process: Process, step: Step, own: list[Decided], asked: frozenset[str]) -> list[Stop]:
    """Give how a step stands now: agreed, asked, or still to come."""
    if step.key in process.done and step.key in process.route.contested:
        return []  # its no is the last word of this body: another one answers in its place
    if step.key in process.done and step.contest and not own:  # above a step that may still answer no
        waits = asked & process.route.special
        return [Stop(step_title(step), "todo", t("approvals.not_needed"))] if waits else []
    if step.key in process.done:
        last = own[-1] if own else None
        return [Stop(step_title(step), "done", said_short(last) if last else "")]
    if step.key in asked:
        return [Stop(step_title(step), "now", t("approvals.asked_now"))]
    if own and own[-1].outcome is not Outcome.APPROVED:
        return []  # its return or refusal is the last word so far
    return [Stop(step_title(step), "todo", term(step))]


def term(step: Step) -> str:
    """Say how long a step may take."""
    if step.term.kind.value == "working":
        return t("unit.working_days", n=step.term.days)
    return t("unit.calendar_days", n=step.term.days)


def said_short(one: Decided) -> str:
    """Say a decision in a few words: votes, number, day."""
    parts = []
    if one.votes:
        parts.append(t("approvals.votes_short", f=one.votes.cast_for, a=one.votes.against))
    if one.number:
        parts.append(f"№ {one.number}")
    parts.append(formats(language()).day(one.dated or one.day))
    return " · ".join(parts)


def payback(value: Payback) -> str:
    """Say in how many years money returns, or that it does not."""
    if value.outlook is Outlook.PAYS_BACK:
        return t("approvals.payback_years", years=formats(language()).plain_number(value.rounded()))
    return t(f"approvals.payback.{value.outlook.value}")


def what_is_asked(page: Deciding) -> str:
    """Say what the body is asked, in one sentence with the sums and years."""
    fmt, passport = formats(language()), page.version.passport
    if not passport.lines:
        return t(f"approvals.ask_plan.{page.step.verb.value}")
    parts = "; ".join(
        t("approvals.part", sum=fmt.money(line.amount), source=t(f"source.{line.source.value}"), y=line.year)
        for line in passport.lines
    )
    return t(f"approvals.ask.{page.step.verb.value}", sum=fmt.money(passport.amount), parts=parts)


_STATES = {
    Outcome.APPROVED: "done",
    Outcome.RETURNED: "returned",
    Outcome.REJECTED: "rejected",
    Outcome.DEFERRED: "warn",
}


def items(happenings: Iterable[Happening]) -> list[Item]:
    """Give the timeline of a project in words, the oldest first."""
    return [_item(each) for each in happenings]


def _item(happening: Happening) -> Item:
    fmt = formats(language())
    version = t("approvals.version_n", n=happening.version)
    meta = f"{fmt.moment(happening.at)} · {version}"
    one, step = happening.decided, happening.step
    if one is None or step is None:
        state = "done" if happening.kind in ("sent", "change_sent", "changed", "contested") else "returned"
        asked = happening.change if happening.kind == "change_sent" else None
        reason = asked.reason.pick(language()) if asked else happening.reason
        facts = (Fact(t("field.reason"), reason),) if reason else ()
        return Item(t(f"approvals.happened.{happening.kind}"), state, meta, facts)
    approved = one.outcome is Outcome.APPROVED
    verdict = t(f"approvals.agreed.{step.verb.value}") if approved else t(f"status.outcome.{one.outcome.value}")
    by = f" ({acted(one)})" if one.order else ""
    title = f"{one.body_name.pick(language())}{by}: {verdict}"
    return Item(title, _STATES[one.outcome], meta, tuple(facts_of(one)), step.basis)


def facts_of(one: Decided) -> Iterator[Fact]:
    """Give what a decision has on record, each with its label."""
    fmt = formats(language())
    if one.number:
        yield Fact(t("approvals.act"), t("approvals.act_of", n=one.number, d=fmt.day(one.dated)))
    if one.votes:
        votes = one.votes
        said = t("approvals.votes_long", f=votes.cast_for, a=votes.against, b=votes.abstained)
        said += f", {t('meetings.by_chair')}" if votes.casting is not None else ""
        yield Fact(t("approvals.votes"), said)
    yield from written(one)
    if one.until:
        yield Fact(t("approvals.field.until"), fmt.day(one.until))
    if one.paper_key:
        paper = documents.by_key(session(), one.paper_key)
        place = url_for("projects.file", key=paper.key, name=paper.file_name)
        yield Fact(t(f"doctype.{paper.type.value}"), paper.title.pick(language()), href=place)
    yield Fact(t("approvals.journal"), t("approvals.journal_n", n=one.journal_number))


def written(one: Decided) -> Iterator[Fact]:
    """Give the words of a decision: conclusion, reason, remarks."""
    lang = one.language if one.language != language() else None
    for label, text in (("conclusion", one.conclusion), ("reason", one.reason)):
        if text:
            yield Fact(t(f"approvals.field.{label}"), text, lang)
    for remark in one.remarks:
        place = t(f"approvals.step.{remark.step}") if remark.step else t("approvals.remark")
        yield Fact(place, remark.text, lang)
