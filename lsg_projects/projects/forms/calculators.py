"""The form of a calculator: one field for each of its questions, with the range and the words of the question."""

from __future__ import annotations

import functools
from collections.abc import Mapping
from datetime import date
from typing import Any

from wtforms import Field

from lsg_projects.domain.calculators import CALCULATORS, Ask, Calculator, Sort
from lsg_projects.domain.calculators.asks import Value
from lsg_projects.projects.forms.fields import Unseen, WholeField
from lsg_projects.web.fields import ChoiceField, MoneyField, NumberField
from lsg_projects.web.form import BaseForm
from lsg_projects.web.render import t

Typed = Mapping[str, str]
PLAIN_YEARS = frozenset({"year", "built"})
_ASKED = {"csrf": False}  # a question changes nothing; adding is a POST, whose token the door checks


class PlainYear(WholeField):
    """A year: a whole number that is shown without groups of digits."""

    def _value(self) -> str:
        return str(self.raw_data[0]) if self.raw_data else str(self.data or "")


class CalculatorForm(BaseForm):
    """The answers to a calculator's questions, the project that they are meant for, the district whose rate counts."""

    calculator: Calculator
    project = Unseen(default="")
    territory = ChoiceField(empty=False)

    def validate(self, extra_validators: Any = None) -> bool:
        """Refuse what cannot be read, and every question without an answer, all at once."""
        sound = bool(super().validate(extra_validators))
        for _ask, field in self.questions():
            if field.data is None and not field.errors:
                field.errors = [t("refusal.shared.required")]
                sound = False
        return sound

    def answers(self) -> dict[str, Value | None]:
        """Give what was typed, by the keys of the questions."""
        return {ask.key: self[ask.key].data for ask in self.calculator.asks}

    def questions(self) -> list[tuple[Ask, Field]]:
        """Give each question with its field, in order."""
        return [(ask, self[ask.key]) for ask in self.calculator.asks]


def calculator_form(kind: str, typed: Typed | None, districts: list[tuple[str, str]], near: str, today: date) -> Any:
    """Give the form of a calculator: with what was typed, or with the worked example in the present year."""
    if typed is None:
        form = _form_of(kind)(formdata=None, data=_example(CALCULATORS[kind], today) | {"territory": near}, meta=_ASKED)
    else:
        form = _form_of(kind)(formdata=typed, meta=_ASKED)
    return _furnished(form, districts)


def _example(calculator: Calculator, today: date) -> dict[str, Any]:
    found: dict[str, Any] = {ask.key: ask.shown_example for ask in calculator.asks}
    return found | {"year": max(int(found["year"]), today.year)}


def _furnished(form: Any, districts: list[tuple[str, str]]) -> Any:
    for ask, field in form.questions():
        field.label.text = t(f"calculators.ask.{ask.key}")
        if ask.sort is Sort.CHOICE:
            field.offer([(each, t(f"calculators.choice.{ask.key}.{each}")) for each in ask.choices])
    form.territory.label.text = t("calculators.ask.territory")
    form.territory.offer(districts)
    return form


@functools.cache
def _form_of(kind: str) -> type[CalculatorForm]:
    calculator = CALCULATORS[kind]
    fields = {ask.key: _field(ask) for ask in calculator.asks}
    return type("CalculatorForm", (CalculatorForm,), fields | {"calculator": calculator})


def _field(ask: Ask) -> Any:
    if ask.key in PLAIN_YEARS:
        return PlainYear(low=ask.low, high=ask.high)
    if ask.sort is Sort.MONEY:
        return MoneyField()
    if ask.sort is Sort.CHOICE:
        return ChoiceField(empty=False)
    return (WholeField if ask.sort is Sort.WHOLE else NumberField)(low=ask.low, high=ask.high)
