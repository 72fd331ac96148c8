"""Substitution by order: who stands in for whom, from when until when, for which acts, and what no order can do.

An akim orders by *өкім / распоряжение*, a head of department by *бұйрық / приказ*. The deputy holds the post for the
days of the order and never passes it on.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from lsg_projects.domain.errors import Incomplete, Problem

MOST_DAYS = 366
"""No order reaches further: who is away for longer is replaced by an appointment."""


class OrderKind(StrEnum):
    """How the act is called that names a deputy."""

    DISPOSITION = "disposition"
    """Of an akim: өкім / распоряжение."""
    ORDER = "order"
    """Of a head of department: бұйрық / приказ."""


class Scope(StrEnum):
    """A kind of acts that an order may hand over."""

    DECIDE = "decide"
    PROJECTS = "projects"
    DELIVERY = "delivery"
    BUDGET = "budget"
    REPORTS = "reports"


@dataclass(frozen=True)
class Span:
    """Days from the first to the last, both counted."""

    first: date
    last: date

    def meets(self, other: Span) -> bool:
        """Tell whether any day lies in both."""
        return self.first <= other.last and other.first <= self.last


@dataclass(frozen=True)
class Standing:
    """An order that stands: the post that it hands over, between which persons, and when.

    A person is a set of numbers, since one person may have several accounts.
    """

    appointment_id: int
    principal: frozenset[int]
    deputy: frozenset[int]
    span: Span
    scope: frozenset[Scope]


@dataclass(frozen=True)
class Wish:
    """An order that somebody wants to record."""

    order: Standing
    dated: date
    post: Span
    """The days for which the post itself is held; an open one ends on the last day of the calendar."""


def check(wish: Wish, standing: Iterable[Standing], today: date) -> None:
    """Refuse (Incomplete) an order that cannot be: to oneself, in a circle, in a chain, twice, or on wrong days."""
    problems = [*_days(wish, today), *_persons(wish, tuple(standing))]
    if problems:
        raise Incomplete("accounts.delegation", tuple(problems), n=len(problems))


def _days(wish: Wish, today: date) -> Iterator[Problem]:
    span = wish.order.span
    if wish.dated > today:
        yield Problem("order_date", "shared.future_date")
    if span.first < wish.dated:
        yield Problem("valid_from", "accounts.before_order")
    if span.last < span.first:
        yield Problem("valid_until", "accounts.dates")
    elif span.last < today:
        yield Problem("valid_until", "accounts.delegation_past")
    elif (span.last - span.first).days >= MOST_DAYS:
        yield Problem("valid_until", "accounts.delegation_long", {"n": MOST_DAYS})
    if span.first < wish.post.first or span.last > wish.post.last:
        yield Problem("valid_until", "accounts.post_ends")
    if not wish.order.scope:
        yield Problem("scope", "accounts.no_scope")


def _persons(wish: Wish, standing: tuple[Standing, ...]) -> Iterator[Problem]:
    mine = wish.order
    if mine.principal & mine.deputy:
        yield Problem("deputy", "accounts.delegation_self")
        return
    beside = [each for each in standing if each.span.meets(mine.span)]
    if any(each.principal & mine.deputy and each.deputy & mine.principal for each in beside):
        yield Problem("deputy", "accounts.delegation_circle")
    elif any(each.principal & mine.deputy for each in beside):
        yield Problem("deputy", "accounts.deputy_away")
    elif any(each.deputy & mine.principal for each in beside):
        yield Problem("deputy", "accounts.delegation_chain")
    if any(each.appointment_id == mine.appointment_id and each.scope & mine.scope for each in beside):
        yield Problem("deputy", "accounts.delegated_already")
