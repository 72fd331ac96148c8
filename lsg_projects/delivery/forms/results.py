"""The forms of results: the values of a period, the answer to them, a dated correction."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from wtforms import HiddenField, SelectMultipleField
from wtforms.fields.choices import SelectChoice

from lsg_projects.domain.text import Tri
from lsg_projects.strategy import letters
from lsg_projects.strategy.queries import Measured, Slot
from lsg_projects.strategy.usecases import Correct, Enter, Judge, Shown, Typed
from lsg_projects.web.fields import CleanArea, CleanField, NumberField, TriField
from lsg_projects.web.form import BaseForm
from lsg_projects.web.render import language, t

_LONGEST = 300
_DIGITS = 4


def _number(text: object) -> int:
    """Read a number that a page wrote itself; anything else is none."""
    typed = str(text or "")
    return int(typed) if typed.lstrip("-").isdigit() and typed.isascii() and len(typed) < 9 else 0


class ValuesForm(BaseForm):
    """The values of one period; its fields are made for the indicators that are open in it."""

    keys: Mapping[str, tuple[str, ...]] = {}
    """The indicators with the parts of each."""

    def row(self, key: str) -> Mapping[str, Any]:
        """Give the fields of one indicator; its parts under ``parts``."""
        named = {name: self[f"{key}-{name}"] for name in ("value", "source", "note", "version")}
        return named | {"parts": [self[f"{key}-part-{part}"] for part in self.keys[key]]}

    def command(self, code: str, period: str) -> Enter:
        """Give the command that stores what was typed."""
        return Enter(code, period, tuple(_typed(self, f"{key}-", key, parts) for key, parts in self.keys.items()))


def _typed(form: BaseForm, lead: str, key: str, parts: Iterable[str]) -> Typed:
    return Typed(
        key=key, value=form[f"{lead}value"].data, parts={part: form[f"{lead}part-{part}"].data for part in parts},
        source=form[f"{lead}source"].data or "", note=form[f"{lead}note"].data or "",
        version=_number(form[f"{lead}version"].data),
    )  # fmt: skip


def _fields(lead: str, parts: Iterable[str]) -> dict[str, Any]:
    made: dict[str, Any] = {
        f"{lead}value": NumberField(digits=_DIGITS),
        f"{lead}source": CleanField(length=_LONGEST),
        f"{lead}note": CleanField(length=_LONGEST),
        f"{lead}version": HiddenField(default="0"),
    }
    return made | {f"{lead}part-{part}": NumberField(digits=_DIGITS) for part in parts}


def values_form(rows: Iterable[tuple[Measured, Slot]], places: Mapping[str, Tri], *, empty: bool = False) -> ValuesForm:
    """Make the form for the indicators that may be typed in a period, filled with what was typed before."""
    open_ones = list(rows)
    fields: dict[str, Any] = {"keys": {at.result.key: at.parts for at, _slot in open_ones}}
    for at, _slot in open_ones:
        fields |= _fields(f"{at.result.key}-", at.parts)
    made: ValuesForm = type("PeriodForm", (ValuesForm,), fields)(**({"formdata": None} if empty else {}))
    for at, slot in open_ones:
        _name(made, f"{at.result.key}-", at, places)
        if empty and slot.newest is not None:
            _fill(made, f"{at.result.key}-", slot)
    return made


def _name(form: BaseForm, lead: str, at: Measured, places: Mapping[str, Tri]) -> None:
    """Name the fields with the indicator, so that the summary of what is wrong can be understood."""
    indicator = at.result.indicator.pick(language()) or at.result.text.pick(language())
    for name in ("value", "source", "note"):
        form[f"{lead}{name}"].label.text = t(f"results.field.{name}_of", i=indicator)
    for part in at.parts:
        said = letters.part_name(part, language(), places)
        form[f"{lead}part-{part}"].label.text = t("results.field.part_of", p=said, i=indicator)


def _fill(form: BaseForm, lead: str, slot: Slot) -> None:
    known = slot.newest
    if known is None:
        return
    form[f"{lead}value"].data, form[f"{lead}version"].data = known.value, str(known.version)
    form[f"{lead}source"].data, form[f"{lead}note"].data = known.source, known.note
    for part, value in known.parts.items():
        if f"{lead}part-{part}" in form:
            form[f"{lead}part-{part}"].data = value


class SendForm(BaseForm):
    """A button: what was typed goes to those who approve it."""


class JudgeForm(BaseForm):
    """The answer to values that wait: which of them, and why they are returned."""

    chosen = SelectMultipleField()
    remark = CleanArea(length=1000)

    def furnish(self, waiting: Iterable[tuple[str, str]]) -> JudgeForm:
        """Offer the values that wait, each with the version that is shown."""
        self.chosen.choices = [SelectChoice(value=value, label=label) for value, label in waiting]
        self.chosen.label.text, self.remark.label.text = t("results.field.chosen"), t("results.field.remark")
        return self

    def command(self, code: str, *, approve: bool) -> Judge:
        """Give the command that answers."""
        pairs = (str(each).partition(":") for each in self.chosen.data or ())
        shown = tuple(Shown(_number(left), _number(right)) for left, _, right in pairs)
        return Judge(code, shown, approve, self.remark.data or "")


class CorrectForm(BaseForm):
    """A dated correction; a field for each part is added to it."""

    reason = TriField(length=600, lines=True)
    seen = HiddenField(default="-1")

    def command(self, code: str, period: str, at: Measured) -> Correct:
        """Give the command that appends the correction."""
        typed = _typed(self, "", at.result.key, at.parts)
        return Correct(code, period, typed, self.reason.data or Tri(), _number(self.seen.data))


def correct_form(at: Measured, slot: Slot, places: Mapping[str, Tri], *, empty: bool = False) -> CorrectForm:
    """Make the form of a correction, filled with the value that it corrects."""
    made: CorrectForm = type("CorrectionForm", (CorrectForm,), _fields("", at.parts))(
        **({"formdata": None} if empty else {})
    )
    _name(made, "", at, places)
    made.reason.label.text = t("results.field.reason")
    if empty and slot.newest is not None:
        _fill(made, "", slot)
        made.seen.data = str(slot.newest.revision)
    return made
