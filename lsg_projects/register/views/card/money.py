"""Where the money comes from and where it went."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from lsg_projects.domain.money import Tiyn
from lsg_projects.domain.personal import looks_personal
from lsg_projects.domain.states import TRANSFERS, Source, Stage
from lsg_projects.register.queries.card import Card
from lsg_projects.register.views import words
from lsg_projects.web.render import language, t


@dataclass(frozen=True)
class MoneyLine:
    """A budget line: planned, paid and what is left."""

    title: str
    note: str
    basis: str
    plan: Tiyn
    paid: Tiyn
    rest: Tiyn


@dataclass(frozen=True)
class Payment:
    """One payment, or its reversal."""

    day: date
    document: str
    line: str
    amount: Tiyn
    note: str


@dataclass(frozen=True)
class Contract:
    """A contract with the facts that everybody may know."""

    title: str
    supplier: str
    amount: Tiyn
    notes: tuple[str, ...]


@dataclass(frozen=True)
class Money:
    """The part of the card about money; sums in tiyn."""

    bars: tuple[Mapping[str, Any], ...]
    legend: tuple[tuple[str, str], ...]
    lines: tuple[MoneyLine, ...]
    plan: Tiyn
    paid: Tiyn
    payments: tuple[Payment, ...]
    contracts: tuple[Contract, ...]
    running: str


def money(card: Card) -> Money:
    """Put the money of a project into words."""
    titles = {row.line.key: _title(row.line.source, row.line.year) for row in card.delivery.lines}
    return Money(
        bars=tuple(_bars(card)),
        legend=tuple(_legend(card)),
        lines=tuple(
            MoneyLine(
                title=titles[row.line.key],
                note=_programme(card, row.line.programme, row.line.year),
                basis=row.line.transfer_basis.pick(language()),
                plan=row.line.amount,
                paid=row.paid,
                rest=row.rest,
            )
            for row in card.delivery.lines
        ),
        plan=card.delivery.amount,
        paid=card.delivery.paid,
        payments=tuple(
            Payment(paid.day, paid.document_number, titles.get(paid.line_key, ""), paid.amount, _clean(paid.note))
            for paid in card.delivery.payments
        ),
        contracts=tuple(_contract(signed) for signed in card.delivery.contracts),
        running=_running(card),
    )


def tone(source: Source) -> str:
    """Give the colour of a source: the okrug's budget, then transfers from near to far, then the outlined rest."""
    if source is Source.OWN:
        return "budget"
    if source is Source.DISTRICT_TRANSFER:
        return "transfer"
    return "transfer2" if source in TRANSFERS or source is Source.DISTRICT_BUDGET else "outline"


def _title(source: Source, year: int) -> str:
    return f"{t(f'source.{source.value}')}, {year}"


def _programme(card: Card, code: str, year: int) -> str:
    return f"{code} {card.name_of('programmes', f'{code}/{year}').pick(language())}".strip() if code else ""


def _by_source(card: Card) -> dict[Source, Tiyn]:
    sums: dict[Source, Tiyn] = {}
    for row in card.delivery.lines:
        sums[row.line.source] = sums.get(row.line.source, 0) + row.line.amount
    return {source: sums[source] for source in Source if sums.get(source)}


def _due_now(card: Card) -> Tiyn | None:
    """Give the part of the cost whose work should be done by now, while the work goes on."""
    if card.face.stage not in (Stage.PREPARATION, Stage.IMPLEMENTATION) or not card.delivery.schedule_percent:
        return None
    return card.delivery.amount * card.delivery.schedule_percent // 100


def _bars(card: Card) -> list[Mapping[str, Any]]:
    fmt, delivered = words.fmt(), card.delivery
    parts = [(tone(source), amount) for source, amount in _by_source(card).items()]
    rows: list[Mapping[str, Any]] = [_bar("budget", delivered.amount, parts)]
    if delivered.contracts:
        rows.append(_bar("contract", delivered.contracted, [("transfer2", delivered.contracted)]))
    paid = dict(_bar("paid", delivered.paid, [("primary", delivered.paid)]))
    paid["sentence"] = t("register.bar", x=fmt.money(delivered.amount), y=fmt.money(delivered.paid))
    return [*rows, paid | {"tick": _due_now(card), "total": delivered.amount}]


def _bar(name: str, amount: Tiyn, parts: list[tuple[str, Tiyn]]) -> Mapping[str, Any]:
    label, text = t(f"register.money.{name}"), words.fmt().money(amount)
    return {"label": label, "text": text, "parts": parts, "sentence": f"{label}: {text}", "tick": None, "total": None}


def _legend(card: Card) -> list[tuple[str, str]]:
    fmt = words.fmt()
    items = [
        (tone(source), f"{t(f'register.source_short.{source.value}')} {fmt.money(amount)}")
        for source, amount in _by_source(card).items()
    ]
    due = _due_now(card)
    return items if due is None else [*items, ("tick", t("register.money.due_now", x=fmt.rounded_money(due)))]


def _contract(signed: Any) -> Contract:
    fmt = words.fmt()
    notes = [t("register.contract.procurement", n=signed.procurement_number)] if signed.procurement_number else []
    if signed.ends:
        notes.append(t("register.contract.until", d=fmt.day(signed.ends)))
    for change in signed.changes:
        amount = fmt.money(change.amount) if change.amount is not None else fmt.day(change.ends)
        notes.append(t("register.contract.changed", d=fmt.day(change.dated), x=amount, r=_clean(change.reason)))
    supplier = _clean(signed.supplier)
    if signed.supplier_bin and not looks_personal(signed.supplier_bin):
        supplier = f"{supplier}, {t('field.bin')} {signed.supplier_bin}"
    title = t("register.contract.title", n=signed.number, d=fmt.day(signed.dated))
    return Contract(title, supplier, signed.amount, tuple(notes))


def _running(card: Card) -> str:
    running = card.passport.running
    if running.amount is None:
        return ""
    if not running.amount:
        return t("register.money.running_none", r=running.reason.pick(language())).rstrip(": ")
    said = t("register.money.running", x=words.fmt().money(running.amount), p=running.payer.pick(language()))
    return said.rstrip(", ")


def _clean(text: str) -> str:
    return "" if looks_personal(text) else text
