"""What may be typed about a ranking (measure, ceilings, what is said of projects, floors, a name), and a target."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from wtforms import Field, IntegerField
from wtforms.validators import InputRequired

from lsg_projects.budgets.usecases import SetTarget
from lsg_projects.domain.portfolio import Conditions, Floor, Ground, Measure, Rule, Said, SetLimit
from lsg_projects.web.fields import ChoiceField, CleanField, MoneyField, NumberField
from lsg_projects.web.form import BaseForm
from lsg_projects.web.render import language, t

GROUPS = ("A", "B", "C", "D", "E", "F")
NAME = 80


class ConditionsForm(BaseForm):
    """A question to the ranking of one year; its fields follow the ceilings and the projects that wait."""

    ground: Ground
    measure = ChoiceField(empty=False)
    floor = MoneyField()
    moving = ChoiceField()
    name = CleanField(length=NAME)

    def limit(self, key: str) -> Field:
        """Give the field of a ceiling."""
        return self[f"limit_{key}"]

    def rule(self, code: str) -> Field:
        """Give the field of what is said of a project."""
        return self[f"rule_{code}"]

    def group(self, code: str) -> Field:
        """Give the field of a project's group of alternatives."""
        return self[f"group_{code}"]

    def floors(self) -> Iterator[Field]:
        """Give the fields of the rural districts' own floors."""
        return (self[f"floor_{kato}"] for kato in self.ground.places)

    def conditions(self) -> Conditions:
        """Give the question."""
        return Conditions(
            measure=Measure(self.measure.data or Measure.NPV),
            limits=tuple(SetLimit(each.key, self.limit(each.key).data) for each in self.ground.ceilings),
            said=tuple(self._said()),
            floor=self.floor.data,
            floors=tuple(self._floors()),
            moving=self.moving.data or "",
        )

    def _said(self) -> Iterator[Said]:
        for each in self.ground.waiting:
            rule, group = self.rule(each.code).data or Rule.FREE, self.group(each.code).data or ""
            if rule != Rule.FREE or group:
                yield Said(each.code, Rule(rule), group)

    def _floors(self) -> Iterator[Floor]:
        for kato in self.ground.places:
            least = self[f"floor_{kato}"].data
            if least is not None:
                yield Floor(kato, least)


def conditions_form(ground: Ground, conditions: Conditions | None = None, typed: Any = None) -> ConditionsForm:
    """Give the form for a year's ground: with what was typed, else with *conditions*."""
    kind = type("ConditionsForm", (ConditionsForm,), _fields(ground) | {"ground": ground})
    form: ConditionsForm = kind(formdata=typed, data=_data(ground, conditions or Conditions()))
    _name(form, ground)
    return form


def _fields(ground: Ground) -> dict[str, Any]:
    return (
        {f"limit_{each.key}": MoneyField() for each in ground.ceilings}
        | {f"rule_{each.code}": ChoiceField(empty=False) for each in ground.waiting}
        | {f"group_{each.code}": ChoiceField(empty=False) for each in ground.waiting}
        | {f"floor_{kato}": MoneyField() for kato in ground.places}
    )


def _data(ground: Ground, conditions: Conditions) -> dict[str, Any]:
    typed = conditions.typed()
    return (
        {"measure": conditions.measure.value, "floor": conditions.floor, "moving": conditions.moving, "name": ""}
        | {f"limit_{each.key}": typed.get(each.key, each.amount) for each in ground.ceilings}
        | {f"rule_{each.code}": each.rule.value for each in conditions.said}
        | {f"group_{each.code}": each.group for each in conditions.said}
        | {f"floor_{each.place}": each.least for each in conditions.floors}
    )


def _name(form: ConditionsForm, ground: Ground) -> None:
    """Name the fields in the reader's language and offer what may be chosen."""
    form.measure.label.text = t("portfolio.measure")
    form.measure.offer((each.value, t(f"portfolio.measure_of.{each.value}")) for each in Measure)
    form.floor.label.text = t("portfolio.floor")
    form.name.label.text = t("portfolio.name")
    form.moving.label.text = t("portfolio.moving")
    form.moving.offer((each.key, ceiling_label(each)) for each in ground.ceilings)
    for ceiling in ground.ceilings:
        form.limit(ceiling.key).label.text = ceiling_label(ceiling)
    for kato, place in ground.places.items():
        form[f"floor_{kato}"].label.text = place.pick(language())
    for each in ground.waiting:
        title = each.title.pick(language())
        form.rule(each.code).label.text = t("portfolio.rule_of", x=title)
        form.rule(each.code).offer((rule.value, t(f"portfolio.rule.{rule.value}")) for rule in Rule)
        form.group(each.code).label.text = t("portfolio.group_of", x=title)
        form.group(each.code).offer([("", t("portfolio.no_group")), *((each, each) for each in GROUPS)])


def ceiling_label(ceiling: Any) -> str:
    """Name a ceiling: source, year, territory and, where it has one, programme."""
    name = t("portfolio.ceiling_name", source=t(f"source.{ceiling.source.value}"), year=ceiling.year)
    parts = (name, ceiling.place.pick(language()), ceiling.programme)
    return " · ".join(part for part in parts if part)


class TargetForm(BaseForm):
    """The share of own revenue that a settlement wants to reach by a year."""

    share = NumberField(validators=[InputRequired()])
    year = IntegerField(validators=[InputRequired()])
    basis = CleanField(length=300)

    def __init__(self) -> None:
        """Name the fields in the reader's language."""
        super().__init__()
        self.share.label.text = t("field.own_share")
        self.year.label.text = t("field.year")
        self.basis.label.text = t("execution.target_basis")

    def command(self, kato: str) -> SetTarget:
        """Give the command that sets the target."""
        return SetTarget(kato, self.share.data, self.year.data, self.basis.data)
