"""The whole card, part by part in the order of its page."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from flask import url_for

from lsg_projects.documents.queries import Doc
from lsg_projects.domain.calendar import working_days
from lsg_projects.domain.project import Target
from lsg_projects.domain.states import Approval, Delivery
from lsg_projects.kit import clock
from lsg_projects.kit.formats import NBSP
from lsg_projects.kit.workdays import day_off
from lsg_projects.register.queries.card import Card
from lsg_projects.register.views import words
from lsg_projects.register.views.card import files
from lsg_projects.register.views.card.decisions import decisions
from lsg_projects.register.views.card.money import Money, money
from lsg_projects.register.views.card.revenue import Revenue, outlook, revenue
from lsg_projects.register.views.card.work import milestones
from lsg_projects.register.views.issued import Issued, issued
from lsg_projects.strategy import letters
from lsg_projects.strategy.letters import Told
from lsg_projects.strategy.queries import Measured
from lsg_projects.web.render import language, t


@dataclass(frozen=True)
class Tile:
    """One of the four figures under the title."""

    label: str
    figure: str
    unit: str | None
    note: str
    own: bool = False
    href: str | None = None


@dataclass(frozen=True)
class Indicator:
    """What should change, from what to what, by when."""

    text: str
    unit: str
    baseline: str
    targets: tuple[tuple[str, str], ...]
    source: str
    told: Told
    """What was approved by period."""


@dataclass(frozen=True)
class Picture:
    """A photograph with its day."""

    src: str
    alt: str
    day: str


@dataclass(frozen=True)
class CardPage:
    """The page of a project."""

    card: Card
    crumbs: tuple[tuple[str, str | None], ...]
    delivery_text: str | None
    approval_text: str
    tiles: tuple[Tile, ...]
    money: Money
    work: tuple[Mapping[str, Any], ...]
    revenue: Revenue
    decisions: tuple[Mapping[str, Any], ...]
    indicators: tuple[Indicator, ...]
    pictures: tuple[Picture, ...]
    papers: tuple[Mapping[str, Any], ...]
    ask: str
    issued: tuple[Issued, ...]


def card_page(card: Card) -> CardPage:
    """Put a project into words."""
    live = card.face.approval is Approval.APPROVED
    return CardPage(
        card=card,
        crumbs=_crumbs(card),
        delivery_text=_delivery(card) if live else None,
        approval_text=_approval(card),
        tiles=(_cost(card), _paid(card), _ready(card), _gain(card)),
        money=money(card),
        work=milestones(card),
        revenue=revenue(card),
        decisions=decisions(card),
        indicators=tuple(_indicator(card, at) for at in card.results),
        pictures=tuple(_picture(card, doc) for doc in card.papers if doc.is_picture and doc.public),
        papers=tuple(_paper(card, doc) for doc in card.papers if not doc.is_picture),
        ask="#questions" if card.unseen else url_for("participation_public.ask", code=card.face.code),
        issued=issued(card.face.code),
    )  # fmt: skip


def _crumbs(card: Card) -> tuple[tuple[str, str | None], ...]:
    above = ((unit.name.pick(language()), url_for("register.territory", kato=unit.kato)) for unit in card.place)
    return (*above, (card.face.code, None))


def _delivery(card: Card) -> str:
    reason = card.delivery.reason
    titles = {row.view.key: row.title.pick(language()) for row in card.delivery.milestones}
    return words.delivery(card.delivery.delivery, reason, titles.get(reason.milestone, ""))


def _approval(card: Card) -> str:
    said = words.approval(card.face.approval, card.face.asked)
    final = [each.decided for each in card.happened if each.decided]
    if card.face.approval is Approval.APPROVED and final:
        return f"{said} {words.fmt().day(final[-1].dated or final[-1].day)}"
    return said


def _cost(card: Card) -> Tile:
    fmt, face = words.fmt(), card.face
    asked = face.approval is not Approval.APPROVED
    label = t("register.tile.asked") if asked else t("field.cost")
    if not face.amount:
        return Tile(label, fmt.money(0), t("unit.thousand_short"), t("register.no_money"))
    note = t("register.tile.of_it_own", x=fmt.money(face.own_amount))
    return Tile(label, fmt.money(face.amount), t("unit.thousand_short"), note, href="#money-h")


def _paid(card: Card) -> Tile:
    fmt, delivered = words.fmt(), card.delivery
    percent = fmt.percent(delivered.financial_percent or Decimal(0), 0)
    work = fmt.percent(delivered.percent, 0)
    href = "#payments" if delivered.payments else None
    note = t("register.tile.money_work", p=percent, q=work)
    return Tile(t("field.paid"), fmt.money(delivered.paid), t("unit.thousand_short"), note, href=href)


def _ready(card: Card) -> Tile:
    fmt, delivered = words.fmt(), card.delivery
    first, now = delivered.planned_end, delivered.expected_end or delivered.planned_end
    done = delivered.delivery is Delivery.FINISHED
    label = t("register.tile.finished") if done else t("register.tile.ready")
    if card.face.approval is not Approval.APPROVED or first is None or now is None:
        return Tile(label, fmt.day(first), None, t("register.tile.planned"))
    if not done and first < now <= clock.today():
        passed = t("unit.working_days", n=working_days(first, clock.today(), day_off))
        return Tile(label, fmt.day(first), None, t("register.tile.overdue", n=passed))
    if now > first:
        moved = t("unit.working_days", n=working_days(first, now, day_off))
        return Tile(label, fmt.day(now), None, t("register.tile.shifted", d=fmt.day(first), n=moved))
    return Tile(label, fmt.day(now), None, t("register.tile.as_planned"))


def _gain(card: Card) -> Tile:
    fmt, passport = words.fmt(), card.passport
    label = t("register.tile.gain")
    if passport.yearly_gain > 0:
        figure = fmt.signed_money(passport.yearly_gain)
        return Tile(label, figure, t("register.tile.a_year"), outlook(card), own=True, href="#gain-h")
    if passport.one_off_gain > 0:
        figure = fmt.signed_money(passport.one_off_gain)
        return Tile(label, figure, t("register.tile.once"), outlook(card), own=True, href="#gain-h")
    goal = passport.goal.pick(language()) or passport.summary.pick(language())
    return Tile(label, t("register.tile.none"), None, t("register.tile.goal", g=goal))


def _indicator(card: Card, at: Measured) -> Indicator:
    fmt, lang, result = words.fmt(), language(), at.result
    baseline = result.baseline_unknown.pick(lang) or "–"
    if result.baseline is not None:
        baseline = fmt.plain_number(result.baseline)
        baseline = f"{baseline} ({result.baseline_year})" if result.baseline_year else baseline
    return Indicator(
        text=result.indicator.pick(lang) or result.text.pick(lang),
        unit=result.unit.pick(lang),
        baseline=baseline,
        targets=tuple((_when(target), fmt.plain_number(target.value)) for target in result.targets),
        source=result.source.pick(lang),
        told=letters.told(at, lang, card.villages),
    )


def _when(target: Target) -> str:
    return f"{target.year}-Q{target.quarter}" if target.quarter else str(target.year)


def _picture(card: Card, doc: Doc) -> Picture:
    title = doc.title.pick(language()) or t(f"doctype.{doc.type.value}")
    return Picture(files.address(card, doc), title, words.fmt().day(doc.dated or doc.uploaded_at))


def _paper(card: Card, doc: Doc) -> Mapping[str, Any]:
    kind = t(f"doctype.{doc.type.value}")
    number = f"№{NBSP}{doc.number}" if doc.number else None
    return {
        "name": doc.title.pick(language()) or kind,
        "href": files.address(card, doc) if doc.public else None,
        "type": " ".join(part for part in (kind, number) if part),
        "size": file_size(doc.size) if doc.public else None,
        "day": words.fmt().day(doc.dated) if doc.dated else None,
        "note": None if doc.public else t(f"documents.withheld.{doc.withheld_reason}"),
    }


def file_size(count: int) -> str:
    """Say how big a file is."""
    if count < 1024 * 1024:
        return t("register.kilobytes", n=max(1, round(count / 1024)))
    return t("register.megabytes", x=words.fmt().number(count / 1024 / 1024, 1))
