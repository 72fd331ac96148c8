"""The money of a project: lines with what is paid and what remains, contracts, payments and reversals."""

from __future__ import annotations

from dataclasses import dataclass

from flask import url_for
from flask.typing import ResponseReturnValue

from lsg_projects.delivery import usecases
from lsg_projects.delivery.forms import AmendForm, PayForm, ReverseForm, SignForm
from lsg_projects.delivery.views.frame import Opened, blueprint, opened
from lsg_projects.domain.access import Action
from lsg_projects.domain.errors import Missing
from lsg_projects.web import deed
from lsg_projects.web.doors import open_to
from lsg_projects.web.form import BaseForm
from lsg_projects.web.render import page


@dataclass(frozen=True)
class MoneyPage:
    """Lines, contracts and payments with their forms; a form is absent for those who may not."""

    at: Opened
    pay: PayForm | None
    sign: SignForm | None
    errors: list[tuple[str, str]]
    above_contract: bool


@dataclass(frozen=True)
class ChangePage:
    """A contract or a payment with the form that changes it."""

    at: Opened
    number: int
    form: BaseForm
    errors: list[tuple[str, str]]


@blueprint.get("/office/projects/<code>/money")
@open_to(Action.READ_PROJECT)
def money(code: str) -> ResponseReturnValue:
    """Show the money of a project."""
    return page("delivery/money.html", _page(opened(code, "money")))


@blueprint.post("/office/projects/<code>/payments")
@open_to(Action.RECORD_PAYMENT)
def pay(code: str) -> ResponseReturnValue:
    """Record a payment."""
    at = opened(code, "money")
    form = PayForm().furnish(at.view.lines)
    return deed.done(
        form, lambda unit: usecases.pay(unit, form.command(code)), "delivery.paid_done", _home(code),
        lambda: page("delivery/money.html", _page(at, pay=form), 422),
    )  # fmt: skip


@blueprint.post("/office/projects/<code>/contracts")
@open_to(Action.RECORD_PAYMENT)
def sign(code: str) -> ResponseReturnValue:
    """Record a contract."""
    at, form = opened(code, "money"), SignForm()
    return deed.done(
        form, lambda unit: usecases.sign(unit, form.command(code)), "delivery.signed_done", _home(code),
        lambda: page("delivery/money.html", _page(at, sign=form), 422),
    )  # fmt: skip


def _home(code: str) -> str:
    return url_for("delivery.money", code=code)


@blueprint.get("/office/projects/<code>/contracts/<int:number>/change")
@open_to(Action.RECORD_PAYMENT)
def changing(code: str, number: int) -> ResponseReturnValue:
    """Ask what changed in a contract."""
    at = opened(code, "money")
    _known(number, [contract.id for contract in at.view.contracts])
    return page("delivery/amend.html", ChangePage(at, number, AmendForm(formdata=None), []))


@blueprint.post("/office/projects/<code>/contracts/<int:number>/change")
@open_to(Action.RECORD_PAYMENT)
def change(code: str, number: int) -> ResponseReturnValue:
    """Append a change of a contract."""
    at, form = opened(code, "money"), AmendForm()
    _known(number, [contract.id for contract in at.view.contracts])
    return deed.done(
        form, lambda unit: usecases.amend(unit, form.command(code, number)), "delivery.amended_done", _home(code),
        lambda: page("delivery/amend.html", ChangePage(at, number, form, form.summary()), 422),
    )  # fmt: skip


@blueprint.get("/office/projects/<code>/payments/<int:number>/reverse")
@open_to(Action.RECORD_PAYMENT)
def reversing(code: str, number: int) -> ResponseReturnValue:
    """Ask why a payment is taken back."""
    at = opened(code, "money")
    _known(number, [payment.id for payment in at.view.payments])
    return page("delivery/reverse.html", ChangePage(at, number, ReverseForm(formdata=None), []))


@blueprint.post("/office/projects/<code>/payments/<int:number>/reverse")
@open_to(Action.RECORD_PAYMENT)
def reverse(code: str, number: int) -> ResponseReturnValue:
    """Append the reversal of a payment."""
    at, form = opened(code, "money"), ReverseForm()
    _known(number, [payment.id for payment in at.view.payments])
    return deed.done(
        form, lambda unit: usecases.reverse(unit, form.command(code, number)), "delivery.reversed_done", _home(code),
        lambda: page("delivery/reverse.html", ChangePage(at, number, form, form.summary()), 422),
    )  # fmt: skip


def _known(number: int, numbers: list[int]) -> None:
    if number not in numbers:
        raise Missing("delivery.no_payment")


def _page(at: Opened, pay: PayForm | None = None, sign: SignForm | None = None) -> MoneyPage:
    allowed = at.may(Action.RECORD_PAYMENT)
    errors = [*(pay.summary() if pay else []), *(sign.summary() if sign else [])]
    if allowed and at.view.lines:
        pay = pay or PayForm(formdata=None).furnish(at.view.lines)
        sign = sign or SignForm(formdata=None)
    above = bool(at.view.contracts) and at.view.paid > at.view.contracted
    return MoneyPage(at, pay if allowed else None, sign if allowed else None, errors, above)
