"""The forms of the passport's first seven steps: stored values shown, typed ones made into its fields."""

from __future__ import annotations

from wtforms import FieldList, FormField

from lsg_projects.domain.project import Passport, RunningCost
from lsg_projects.domain.states import Kind, LegalKind, Sector, Works
from lsg_projects.projects.forms.fields import (
    OfferedChecks,
    OfferedChoice,
    OfferedRadio,
    Unseen,
    YesNo,
    problems_of,
)
from lsg_projects.projects.forms.revenue import RevenueRow, revenue_values
from lsg_projects.projects.forms.rows import (
    BeneficiaryRow,
    GoalRow,
    LineRow,
    MilestoneRow,
    ResultRow,
    RiskRow,
    values_of,
)
from lsg_projects.web.fields import CleanField, DayField, MoneyField, NumberField, TriField
from lsg_projects.web.form import BaseForm


class StepForm(BaseForm):
    """One step: the revision that it was filled on, and its fields."""

    plain: tuple[str, ...] = ()
    """Names of its fields whose values are the passport's own."""

    revision = Unseen(default="0")
    stored = Passport()
    """The passport that the form was opened on: it holds what the form does not show."""

    def changes(self) -> dict[str, object]:
        """Give the passport's fields of this step as typed."""
        return {name: self[name].data for name in self.plain}

    @property
    def shown_revision(self) -> int:
        """Give the revision that the page showed; what is no number is older than any."""
        typed = self.revision.data or ""
        return int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 10 else 0

    def problems(self) -> list[tuple[str, str]]:
        """Give every problem with the id of its own field, for the summary on top of the page."""
        return [("", str(error)) for error in self.form_errors] + problems_of(self)


class WhatForm(StepForm):
    """Step 1: what it is and where."""

    plain = ("title", "summary", "place", "latitude", "longitude", "plan_item", "plan_approved")
    title = TriField(length=200)
    summary = TriField(length=400)
    kind = OfferedChoice(offers="kinds")
    sector = OfferedChoice(offers="sectors")
    legal_kind = OfferedRadio(offers="legal_kinds")
    works = OfferedChoice(offers="works")
    settlements = OfferedChecks(offers="settlements")
    place = TriField(length=300)
    latitude = NumberField(low=-90, high=90)
    longitude = NumberField(low=-180, high=180)
    plan_item = TriField(length=300)
    plan_approved = DayField()
    earlier_project = CleanField(length=20)

    def changes(self) -> dict[str, object]:
        """Give the fields of step 1."""
        return super().changes() | {
            "kind": Kind(self.kind.data) if self.kind.data else None,
            "sector": Sector(self.sector.data) if self.sector.data else None,
            "legal_kind": LegalKind(self.legal_kind.data) if self.legal_kind.data else None,
            "works": Works(self.works.data) if self.works.data else None,
            "settlements": tuple(self.settlements.data or ()),
            "earlier_project": self.earlier_project.data or "",
        }


class WhyForm(StepForm):
    """Step 2: the problem, the goal, who gains."""

    plain = ("problem", "goal")
    problem = TriField(length=1500, lines=True)
    goal = TriField(length=400, lines=True)
    beneficiaries = FieldList(FormField(BeneficiaryRow), max_entries=20)
    goals = FieldList(FormField(GoalRow), max_entries=6)

    def changes(self) -> dict[str, object]:
        """Give the fields of step 2."""
        return super().changes() | {
            "beneficiaries": values_of(self.beneficiaries),
            "goals": values_of(self.goals),
        }


class ResultsForm(StepForm):
    """Step 3: what changes and how it is seen."""

    results = FieldList(FormField(ResultRow), max_entries=20)

    def changes(self) -> dict[str, object]:
        """Give the fields of step 3."""
        return {"results": values_of(self.results)}


class MilestonesForm(StepForm):
    """Step 4: what is ready by when."""

    start = DayField()
    milestones = FieldList(FormField(MilestoneRow), max_entries=30)

    def changes(self) -> dict[str, object]:
        """Give the fields of step 4, the milestones in the order of their dates."""
        rows = values_of(self.milestones)
        dated = sorted((row for row in rows if row.due), key=lambda row: row.due)
        return {"start": self.start.data, "milestones": (*dated, *(row for row in rows if not row.due))}


class CostForm(StepForm):
    """Step 5: what it costs and who pays."""

    plain = ("cost_note",)
    cost_basis = OfferedRadio(offers="cost_bases")
    cost_note = TriField(length=600, lines=True)
    vat_included = YesNo()
    lines = FieldList(FormField(LineRow), max_entries=60)
    running_amount = MoneyField()
    running_payer = TriField(length=200)
    running_reason = TriField(length=300)

    def changes(self) -> dict[str, object]:
        """Give the fields of step 5."""
        running = RunningCost(self.running_amount.data, self.running_payer.data, self.running_reason.data)
        return super().changes() | {
            "cost_basis": self.cost_basis.data or "",
            "vat_included": self.vat_included.answer,
            "lines": values_of(self.lines),
            "running": running,
        }


class RevenueForm(StepForm):
    """Step 6: what it brings to the okrug's budget."""

    plain = ("no_revenue_reason",)
    brings_revenue = YesNo()
    no_revenue_reason = TriField(length=600, lines=True)
    property_owner = OfferedChoice(offers="owners")
    plot_inside = YesNo()
    revenue = FieldList(FormField(RevenueRow), max_entries=20)

    def changes(self) -> dict[str, object]:
        """Give the fields of step 6."""
        return super().changes() | {
            "brings_revenue": self.brings_revenue.answer,
            "property_owner": self.property_owner.data or "",
            "plot_inside": self.plot_inside.answer,
            "revenue": revenue_values(self.revenue, self.stored.revenue),
        }


class RisksForm(StepForm):
    """Step 7: what may hinder and who answers."""

    plain = ("responsible", "interested_note")
    risks = FieldList(FormField(RiskRow), max_entries=20)
    responsible = TriField(length=200)
    interested = YesNo()
    interested_note = TriField(length=400)

    def changes(self) -> dict[str, object]:
        """Give the fields of step 7."""
        return super().changes() | {
            "risks": values_of(self.risks),
            "interested": self.interested.answer,
        }
