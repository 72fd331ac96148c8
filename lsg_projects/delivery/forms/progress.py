"""The forms of progress: one row for each milestone, and the evidence that a milestone promised."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from wtforms import FileField
from wtforms.validators import ValidationError

from lsg_projects.delivery.queries import MilestoneFacts
from lsg_projects.delivery.usecases import Evidence, HandOver, Meet, Report, Step
from lsg_projects.domain.delivery import FULL
from lsg_projects.domain.states import DocumentType
from lsg_projects.domain.text import LANGUAGES, Tri
from lsg_projects.kit.words import words
from lsg_projects.web.fields import DayField, NumberField, RadioChoice, TriField
from lsg_projects.web.form import BaseForm
from lsg_projects.web.render import language, t

WHOLE, PARTLY = "whole", "partly"
_LONGEST = 600


class ReportForm(BaseForm):
    """Progress by milestone; its fields are made for the milestones that are still open."""

    keys: tuple[str, ...] = ()

    def row(self, key: str) -> tuple[NumberField, DayField, TriField]:
        """Give the fields of one milestone: percent, new date, reason."""
        return self[f"percent-{key}"], self[f"due-{key}"], self[f"reason-{key}"]

    def command(self, code: str) -> Report:
        """Give the command to report what changed."""
        return Report(code, tuple(self._steps()))

    def _steps(self) -> Iterable[Step]:
        for key in self.keys:
            percent, due, reason = self.row(key)
            yield Step(key, None if percent.data is None else int(percent.data), due.data, reason.data or Tri())


def report_form(open_ones: Iterable[MilestoneFacts], *, empty: bool = False) -> ReportForm:
    """Make the form for the milestones that are still open, filled with how they stand."""
    rows = tuple(open_ones)
    fields: dict[str, Any] = {"keys": tuple(row.view.key for row in rows)}
    for row in rows:
        fields[f"percent-{row.view.key}"] = NumberField(low=0, high=FULL, digits=0)
        fields[f"due-{row.view.key}"] = DayField()
        fields[f"reason-{row.view.key}"] = TriField(length=_LONGEST, lines=True)
    made: ReportForm = type("MilestonesForm", (ReportForm,), fields)(**({"formdata": None} if empty else {}))
    for row in rows:
        percent, due, reason = made.row(row.view.key)
        name = row.title.pick(language())
        percent.label.text = t("delivery.field.percent_of", m=name)
        due.label.text = t("delivery.field.new_due_of", m=name)
        reason.label.text = t("delivery.field.reason_of", m=name)
        if empty:
            percent.data, due.data = Decimal(row.view.percent), row.view.promised
    return made


class MeetForm(BaseForm):
    """A milestone met wholly or partly; a file field for each promised paper is added to it."""

    met_on = DayField()
    result = RadioChoice()
    percent = NumberField(low=0, high=FULL - 1, digits=0)
    missing = TriField(length=_LONGEST, lines=True)
    types: tuple[DocumentType, ...] = ()

    def validate_result(self, field: RadioChoice) -> None:
        """Ask for one of the two."""
        if not field.data:
            raise ValidationError(t("refusal.delivery.no_result"))

    def command(self, code: str, milestone: MilestoneFacts) -> Meet:
        """Give the command to record that *milestone* is met."""
        partly = self.result.data == PARTLY
        percent = self.percent.data
        return Meet(
            code=code,
            milestone=milestone.view.key,
            met_on=self.met_on.data,
            partly=partly,
            percent=int(percent) if partly and percent is not None else None,
            missing=(self.missing.data or Tri()) if partly else Tri(),
            evidence=tuple(self._evidence(milestone)),
        )

    def _evidence(self, milestone: MilestoneFacts) -> Iterable[Evidence]:
        for kind in self.types:
            upload = self[f"file-{kind.value}"].data
            if upload and getattr(upload, "filename", ""):
                yield Evidence(kind, _title(kind, milestone.title), str(upload.filename), upload.read())


def _title(kind: DocumentType, milestone: Tri) -> Tri:
    """Name a paper by its type and the milestone that it proves."""
    names = (f"{words(lang)(f'doctype.{kind.value}')}: {milestone.pick(lang)}" for lang in LANGUAGES)
    return Tri(*names)


def meet_form(milestone: MilestoneFacts, *, empty: bool = False) -> MeetForm:
    """Make the form with a file field for each promised paper."""
    types = milestone.view.evidence or (DocumentType.PHOTO,)
    fields: dict[str, Any] = {"types": types} | {f"file-{kind.value}": FileField() for kind in types}
    made: MeetForm = type("EvidenceForm", (MeetForm,), fields)(**({"formdata": None} if empty else {}))
    for name in ("met_on", "result", "percent", "missing"):
        made[name].label.text = t(f"delivery.field.{name}")
    for kind in types:
        made[f"file-{kind.value}"].label.text = t(f"doctype.{kind.value}")
    made.result.offer([(each, t(f"delivery.field.{each}")) for each in (WHOLE, PARTLY)])
    return made


class InUseForm(BaseForm):
    """The day on which the result went into use."""

    day = DayField()

    def name(self) -> InUseForm:
        """Name the field in the reader's language."""
        self.day.label.text = t("delivery.field.in_use_day")
        return self

    def command(self, code: str) -> HandOver:
        """Give the command to hand project *code* over."""
        return HandOver(code, self.day.data)
