"""The forms of risks and problems."""

from __future__ import annotations

from typing import Any

from wtforms import BooleanField, HiddenField

from lsg_projects.delivery.usecases import Change, Escalate, Occur, Raise, Said, Settle
from lsg_projects.domain.completeness.risks import DEGREES
from lsg_projects.domain.delivery.concerns import Concern
from lsg_projects.domain.project import Risk
from lsg_projects.domain.text import Tri
from lsg_projects.web.fields import ChoiceField, CleanArea, CleanField, DayField, TriField
from lsg_projects.web.form import BaseForm
from lsg_projects.web.render import language, t


class ConcernForm(BaseForm):
    """A risk or a problem: what, how grave, what is done, who answers, until when, whether residents see it."""

    problem = BooleanField()
    text = TriField(length=400, lines=True)
    probability = ChoiceField(empty=False, default="medium")
    effect = ChoiceField(empty=False, default="medium")
    response = TriField(length=400, lines=True)
    owner = CleanField(length=120)
    due = DayField()
    public = BooleanField()
    risk_key = HiddenField(default="")
    version = HiddenField(default="0")

    def furnish(self) -> ConcernForm:
        """Name the fields in the reader's language and offer the degrees."""
        for name in ("problem", "text", "probability", "effect", "response", "owner", "due", "public"):
            self[name].label.text = t(f"delivery.risk_field.{name}")
        for field in (self.probability, self.effect):
            field.offer((degree, t(f"projects.degree.{degree}")) for degree in DEGREES)
        return self

    def show(self, known: Concern) -> ConcernForm:
        """Fill the form with what is written."""
        for name in ("text", "probability", "effect", "response", "owner", "due", "public", "problem"):
            self[name].data = getattr(known, name)
        self.version.data = str(known.version)
        return self

    def foreseen(self, risk: Risk) -> ConcernForm:
        """Fill the form with a risk of the passport."""
        self.text.data, self.response.data, self.due.data = risk.text, risk.response, risk.due
        self.probability.data, self.effect.data = risk.probability, risk.effect
        self.owner.data, self.risk_key.data = risk.owner.pick(language()), risk.key
        return self

    def said(self) -> Said:
        """Give what was written."""
        return Said(
            self.text.data or Tri(), self.response.data or Tri(), self.owner.data or "", self.due.data,
            self.probability.data or "", self.effect.data or "", bool(self.public.data),
        )  # fmt: skip

    def raising(self, code: str) -> Raise:
        """Give the command that writes it down."""
        return Raise(code, self.said(), bool(self.problem.data), self.risk_key.data or None)

    def change(self, code: str, number: int) -> Change:
        """Give the command that changes it."""
        return Change(code, number, version_of(self.version.data), self.said())


class StepForm(BaseForm):
    """What happens to a risk or a problem; each act asks for its own field."""

    version = HiddenField(default="0")
    due = DayField()
    request = CleanArea(length=600)
    outcome = TriField(length=400, lines=True)

    def furnish(self, known: Concern | None = None) -> StepForm:
        """Name the fields in the reader's language."""
        for name in ("due", "request", "outcome"):
            self[name].label.text = t(f"delivery.risk_field.{name}")
        if known is not None:
            self.version.data = str(known.version)
        return self

    def command(self, act: str, code: str, number: int) -> Any:
        """Give the command of an act: occur, escalate or settle."""
        version = version_of(self.version.data)
        if act == "occur":
            return Occur(code, number, version, self.due.data)
        if act == "escalate":
            return Escalate(code, number, version, self.request.data or "")
        return Settle(code, number, version, self.outcome.data or Tri())


def version_of(text: object) -> int:
    """Read the version that a page showed; anything else is none."""
    typed = str(text or "")
    return int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 9 else 0
