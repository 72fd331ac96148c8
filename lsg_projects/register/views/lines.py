"""A project as a row of a list, in words where words are needed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from flask import url_for
from markupsafe import Markup

from lsg_projects.domain.delivery import Reason
from lsg_projects.domain.money import Tiyn
from lsg_projects.domain.states import Approval, Delivery
from lsg_projects.kit import clock
from lsg_projects.register.queries.lists import Row
from lsg_projects.register.views import words
from lsg_projects.web.render import language, t


@dataclass(frozen=True)
class Line:
    """A row of the list, in words where words are needed; sums in tiyn."""

    code: str
    href: str
    title: Markup
    place: str
    approved: bool
    approval: Approval
    approval_text: str
    delivery: Delivery
    delivery_text: str
    due: date | None
    finished: bool
    overdue: bool
    """The promised day has passed, and no new one is named."""
    amount: Tiyn
    paid: Tiyn
    money_note: str
    yearly: Tiyn
    one_off: Tiyn
    payback: str


def line(row: Row, terms: Sequence[str] = ()) -> Line:
    """Put one project into words."""
    villages = ", ".join(village.pick(language()) for village in row.villages[:3])
    unit = row.unit_name.pick(language())
    reason = Reason.read(row.delivery_reason)
    return Line(
        code=row.code,
        href=url_for("register.card", code=row.code),
        title=words.marked(row.title, terms),
        place=f"{villages}, {unit}" if villages else unit,
        approved=row.approval is Approval.APPROVED,
        approval=row.approval,
        approval_text=words.approval(row.approval, row.asked),
        delivery=row.delivery,
        delivery_text=_delivery(row.delivery, reason),
        due=row.expected_end,
        finished=row.delivery is Delivery.FINISHED,
        overdue=_overdue(row),
        amount=row.amount,
        paid=row.paid,
        money_note=_money_note(row),
        yearly=row.yearly_gain,
        one_off=row.one_off_gain,
        payback=words.payback(row.payback_tenths, row.own_amount),
    )


def _overdue(row: Row) -> bool:
    """Tell that all should be ready by now: what is not met by its day can only be expected today at the earliest."""
    running = row.approval is Approval.APPROVED and row.delivery is not Delivery.FINISHED
    return running and row.expected_end is not None and row.expected_end <= clock.today()


def _delivery(state: Delivery, reason: Reason) -> str:
    if state is Delivery.LATE and reason.count:
        return t("register.late_by", n=reason.count)
    return t(f"status.delivery.{state.value}")


def _money_note(row: Row) -> str:
    source = words.funded_by(row.amount, row.own_amount, row.transfer_amount, row.sources)
    if not row.amount:
        return source
    if not row.paid:
        return f"{t('register.nothing_paid')} · {source}"
    paid = t("register.paid", x=words.fmt().money(row.paid), p=words.percent_of(row.paid, row.amount))
    return f"{paid} · {source}"
