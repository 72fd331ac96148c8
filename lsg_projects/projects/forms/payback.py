"""How far the payback page looks and at what rate it discounts."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Any

from wtforms import Field

from lsg_projects.domain.cashflow import HORIZONS, MOST_RATE, Terms
from lsg_projects.projects.forms.fields import WholeField
from lsg_projects.web.fields import NumberField
from lsg_projects.web.form import BaseForm
from lsg_projects.web.render import t


class TermsForm(BaseForm):
    """Two numbers in the address; the usual ones stand there until somebody changes them."""

    horizon: Field = WholeField(low=HORIZONS.start, high=HORIZONS.stop - 1)
    rate: Field = NumberField(low=0, high=MOST_RATE)

    def validate(self, extra_validators: Any = None) -> bool:
        """Refuse a number that is absent or out of range."""
        sound = bool(super().validate(extra_validators))
        for field in (self.horizon, self.rate):
            if field.data is None and not field.errors:
                field.errors = [t("refusal.shared.required")]
                sound = False
        return sound

    def terms(self) -> Terms:
        """Give what was typed."""
        return Terms(int(self.horizon.data), Fraction(self.rate.data))


def terms_form(typed: Mapping[str, str]) -> TermsForm:
    """Give the form with what the address says, else with the usual terms."""
    asked, usual = {"csrf": False}, Terms()  # a question changes nothing
    if "horizon" in typed or "rate" in typed:
        form = TermsForm(formdata=typed, meta=asked)
    else:
        form = TermsForm(formdata=None, meta=asked, data={"horizon": usual.horizon, "rate": Decimal(int(usual.rate))})
    form.horizon.label.text, form.rate.label.text = t("payback.horizon"), t("payback.rate")
    return form
