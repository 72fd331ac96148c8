"""What may be typed about plans of budgets and ceilings."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date

from flask_wtf.file import FileField, FileRequired
from wtforms import IntegerField
from wtforms.validators import InputRequired, ValidationError

from lsg_projects.budgets.usecases import RecordPlan, SetCeiling
from lsg_projects.budgets.usecases.plans import ADOPTED, REVISED
from lsg_projects.domain.budget import FIGURES, Figures
from lsg_projects.domain.classification import Programme
from lsg_projects.domain.plan_file import FIRST_YEAR, LAST_YEAR
from lsg_projects.domain.states import BUDGET_SOURCES, Source
from lsg_projects.territories.queries import Unit
from lsg_projects.web.fields import ChoiceField, CleanField, DayField, MoneyField
from lsg_projects.web.form import BaseForm
from lsg_projects.web.render import language, t

_MONTH = re.compile(r"(?:(\d{4})-(\d{1,2})|(\d{1,2})[./](\d{4}))", re.ASCII)


class FileForm(BaseForm):
    """A file; of codes, index values or rates nothing more is asked."""

    file = FileField(validators=[FileRequired()])

    def __init__(self, **given: str) -> None:
        """Name the field in the reader's language; *given* fields are filled in."""
        super().__init__(data=given or None)
        self.file.label.text = t("field.file")


class UploadForm(FileForm):
    """A file of plans of one district; the act may be named where the file does not."""

    district = ChoiceField(validators=[InputRequired()], empty=False)
    decision_no = CleanField(length=60)
    decision_date = DayField()
    kind = ChoiceField()

    def __init__(self, districts: Iterable[Unit]) -> None:
        """Name the fields in the reader's language and offer the districts."""
        super().__init__()
        self.district.label.text = t("field.district")
        _name_the_act(self.decision_no, self.decision_date, self.kind)
        self.district.offer((unit.kato, unit.name.pick(language())) for unit in districts)

    def facts(self) -> dict[str, str]:
        """Give what was typed beside the file, as plain texts that travel with it."""
        day = self.decision_date.data
        return {
            "district": self.district.data or "",
            "decision_no": self.decision_no.data,
            "decision_date": day.isoformat() if day else "",
            "kind": self.kind.data or "",
        }


def _name_the_act(number: CleanField, day: DayField, kind: ChoiceField) -> None:
    number.label.text = t("budgets.decision_no")
    day.label.text = t("budgets.decision_date")
    kind.label.text = t("budgets.kind_of_plan")
    kind.offer((code, t(f"budgets.kind.{code}")) for code in (ADOPTED, REVISED))


class PopulationFileForm(FileForm):
    """A file of population; the source may be named where the file does not."""

    source = CleanField(length=300)

    def __init__(self) -> None:
        """Name the fields in the reader's language."""
        super().__init__()
        self.source.label.text = t("population.source")


class ConfirmForm(BaseForm):
    """The answer to a preview: check again with answers to names, or store."""

    def matches(self, typed: Mapping[str, str]) -> dict[str, str]:
        """Read the answers: ``name-1`` with ``match-1`` and so on."""
        pairs = {name.removeprefix("name-"): text for name, text in typed.items() if name.startswith("name-")}
        return {text: typed[f"match-{key}"] for key, text in pairs.items() if typed.get(f"match-{key}")}


class CeilingForm(BaseForm):
    """A ceiling of a territory, year, source and, where wanted, programme."""

    kato = ChoiceField(validators=[InputRequired()], empty=False)
    source = ChoiceField(validators=[InputRequired()])
    programme = ChoiceField()
    amount = MoneyField(validators=[InputRequired()])
    decision_no = CleanField(length=60)
    decision_date = DayField()

    def __init__(self, units: Iterable[Unit], programmes: Iterable[Programme]) -> None:
        """Name the fields in the reader's language and offer what may be chosen."""
        super().__init__()
        for field, key in (
            (self.kato, "field.territory"), (self.source, "field.source"), (self.programme, "field.programme"),
            (self.amount, "field.sum"), (self.decision_no, "budgets.decision_no"),
            (self.decision_date, "budgets.decision_date"),
        ):  # fmt: skip
            field.label.text = t(key)
        self.kato.offer((unit.kato, unit.name.pick(language())) for unit in units)
        self.source.offer((each.value, t(f"source.{each.value}")) for each in Source if each in BUDGET_SOURCES)
        self.programme.offer((each.code, f"{each.code} {each.name.pick(language())}"[:160]) for each in programmes)

    def command(self, year: int) -> SetCeiling:
        """Give the command that sets the ceiling."""
        return SetCeiling(
            kato=self.kato.data or "",
            year=year,
            source=Source(self.source.data or ""),
            amount=self.amount.data or 0,
            programme=self.programme.data or "",
            decision_no=self.decision_no.data,
            decision_date=self.decision_date.data,
        )


class PlanForm(BaseForm):
    """A plan typed in by hand: the act and its figures; an empty figure is one that the act does not print."""

    kind = ChoiceField(validators=[InputRequired()])
    decision_no = CleanField(length=60, validators=[InputRequired()])
    decision_date = DayField()
    income = MoneyField()
    tax = MoneyField()
    non_tax = MoneyField()
    capital_sale = MoneyField()
    transfers = MoneyField()
    subvention = MoneyField()
    district_targeted = MoneyField()
    from_republic = MoneyField()
    from_oblast = MoneyField()
    expenditure = MoneyField()
    net_lending = MoneyField(negative=True)
    asset_balance = MoneyField(negative=True)
    deficit = MoneyField(negative=True)
    loans = MoneyField()
    loan_repayment = MoneyField()
    used_balances = MoneyField()

    def __init__(self) -> None:
        """Name the fields in the reader's language."""
        super().__init__()
        _name_the_act(self.decision_no, self.decision_date, self.kind)
        for name in FIGURES:
            self[name].label.text = t(f"budgets.figure.{name}")

    def figures(self) -> Iterable[MoneyField]:
        """Give the fields of the figures in the order of the act."""
        return (self[name] for name in FIGURES)

    def command(self, kato: str, year: int) -> RecordPlan:
        """Give the command that records the plan of a unit and year."""
        return RecordPlan(
            kato=kato,
            year=year,
            decision_no=self.decision_no.data,
            decision_date=self.decision_date.data,
            kind=self.kind.data or ADOPTED,
            figures=Figures(**{name: self[name].data for name in FIGURES}),
        )


class MonthFileForm(FileForm):
    """A file with the execution of one settlement until the end of a month."""

    territory = ChoiceField(validators=[InputRequired()], empty=False)
    month = CleanField(length=10, validators=[InputRequired()])

    def __init__(self, units: Iterable[Unit], territory: str = "", month: str = "") -> None:
        """Name the fields in the reader's language and offer the settlements."""
        super().__init__(territory=territory, month=month)
        self.territory.label.text = t("field.okrug")
        self.month.label.text = t("field.month")
        self.territory.offer((unit.kato, unit.name.pick(language())) for unit in units)

    def validate_month(self, field: CleanField) -> None:
        """Refuse what is no month."""
        if month_of(field.data) is None:
            raise ValidationError(t("refusal.execution.no_month"))

    def facts(self) -> dict[str, str]:
        """Give what was typed beside the file, as plain texts that travel with it."""
        return {"kato": self.territory.data or "", "month": (month_of(self.month.data) or date.min).isoformat()}


def month_of(typed: str) -> date | None:
    """Read a month as 2025-10, 10.2025 or 10/2025, or give nothing."""
    found = _MONTH.fullmatch(typed or "")
    if found is None:
        return None
    year, month = int(found[1] or found[4]), int(found[2] or found[3])
    return date(year, month, 1) if 1 <= month <= 12 and FIRST_YEAR <= year <= LAST_YEAR else None


class UndoForm(BaseForm):
    """Taking back the version of a month that the page showed."""

    month = IntegerField()
    number = IntegerField()
