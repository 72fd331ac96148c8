"""What the project brings the okrug: expected by year, received, and how it was reckoned."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from lsg_projects.classifiers import queries as classifiers
from lsg_projects.domain import revenue as rules
from lsg_projects.domain.classification import printed
from lsg_projects.domain.money import Tiyn
from lsg_projects.domain.project import RevenueLine
from lsg_projects.domain.revenue import Outlook, Scenario
from lsg_projects.register.queries.card import Card
from lsg_projects.register.views import words
from lsg_projects.web.render import language, t


@dataclass(frozen=True)
class ReceiptRow:
    """One receipt: a full year, what was expected until the end of last year, and what came."""

    code: str
    name: str
    yearly: Tiyn
    one_off: bool
    expected: Tiyn
    received: Tiyn


@dataclass(frozen=True)
class HowLine:
    """How one sum was reckoned."""

    title: str
    amount: Tiyn
    low: Tiyn | None
    high: Tiyn | None
    without: Tiyn
    planned: Tiyn
    reasoning: str
    law: str


@dataclass(frozen=True)
class Revenue:
    """The part of the card about own revenue; sums in tiyn."""

    expected: bool
    sentence: str
    columns: tuple[Mapping[str, Any], ...]
    has_range: bool
    has_received: bool
    rows: tuple[ReceiptRow, ...]
    until: int
    how: tuple[HowLine, ...]
    payback: str
    why_none: str


def revenue(card: Card) -> Revenue:
    """Put the own revenue of a project into words."""
    passport, lines = card.passport, card.passport.revenue
    columns = _columns(card)
    return Revenue(
        expected=bool(lines),
        sentence=_sentence(card),
        columns=columns,
        has_range=any(column["low"] is not None for column in columns),
        has_received=any(column["received"] for column in columns),
        rows=_rows(card),
        until=card.delivery.as_of.year - 1,
        how=tuple(_how(card, line) for line in lines),
        payback=outlook(card),
        why_none=passport.no_revenue_reason.pick(language()),
    )


def outlook(card: Card) -> str:
    """Say when the okrug's own money returns, in the base scenario."""
    own = rules.returns(card.passport).own
    if own.outlook is Outlook.PAYS_BACK and own.rounded() is not None:
        return words.payback(int((own.rounded() or 0) * 10), card.passport.own_amount)
    return t(f"register.payback.{own.outlook.value}")


def _sentence(card: Card) -> str:
    fmt, passport = words.fmt(), card.passport
    if passport.yearly_gain > 0:
        said = t("register.revenue.yearly", x=fmt.money(passport.yearly_gain))
    else:
        said = t("register.revenue.once", x=fmt.money(passport.one_off_gain))
    return f"{said}; {t('register.revenue.came', x=fmt.money(card.delivery.received))}"


def _columns(card: Card) -> tuple[Mapping[str, Any], ...]:
    lines = card.passport.revenue
    base, low, high = (rules.by_year(lines, one) for one in (Scenario.BASE, Scenario.LOW, Scenario.HIGH))
    received = dict.fromkeys(base, 0)
    for row in card.delivery.revenue:
        received[row.year] = received.get(row.year, 0) + row.received
    return tuple(_column(year, base.get(year, 0), low.get(year), high.get(year), received[year])
                 for year in sorted(received))[-12:]  # fmt: skip


def _column(year: int, expected: Tiyn, low: Tiyn | None, high: Tiyn | None, received: Tiyn) -> Mapping[str, Any]:
    ranged = low is not None and high is not None and low != high
    text = words.fmt().rounded_money(max(expected, received))
    return {
        "label": str(year), "expected": expected, "received": received or None, "text": text,
        "low": low if ranged else None, "high": high if ranged else None,
    }  # fmt: skip


def _rows(card: Card) -> tuple[ReceiptRow, ...]:
    until = card.delivery.as_of.year - 1
    codes = dict.fromkeys(row.code for row in card.delivery.revenue)
    return tuple(_row(card, code, until) for code in codes)


def _row(card: Card, code: str, until: int) -> ReceiptRow:
    found = [row for row in card.delivery.revenue if row.code == code]
    one_off = any(line.one_off for line in card.passport.revenue if line.code == code)
    return ReceiptRow(
        code=printed(code),
        name=_name(card, code, found[0].year),
        yearly=sum(row.expected for row in found) if one_off else max(row.expected for row in found),
        one_off=one_off,
        expected=sum(row.expected for row in found if row.year <= until),
        received=sum(row.received for row in found),
    )


def _name(card: Card, code: str, year: int) -> str:
    name = card.name_of("receipts", f"{code}/{year}")
    known = None if name else classifiers.receipt(code, year)
    return (known.name if known else name).pick(language()) or code


def _how(card: Card, line: RevenueLine) -> HowLine:
    known = classifiers.receipt(line.code, line.year)
    return HowLine(
        title=f"{line.year} · {_name(card, line.code, line.year)}",
        amount=line.base,
        low=line.low,
        high=line.high,
        without=line.without,
        planned=line.planned,
        reasoning=line.reasoning.pick(language()),
        law=words.law(known.law) if known else "",
    )
