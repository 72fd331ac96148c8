"""Fields of the passport's forms: whole numbers, yes or no, several of a list, choices offered late."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from wtforms import Field, FieldList, FormField, HiddenField, SelectMultipleField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import ValidationError
from wtforms.widgets import CheckboxInput, ListWidget

from lsg_projects.web.fields import ChoiceField, NumberField, RadioChoice
from lsg_projects.web.render import t

Offers = Mapping[str, Sequence[tuple[str, str]]]
"""Lists of codes with their words, by the name under which fields ask for them."""


class WholeField(NumberField):
    """A whole number; gives an int, or nothing where it was left empty."""

    data: Any

    def process_formdata(self, valuelist: list[str]) -> None:
        """Read the number and refuse parts of one."""
        super().process_formdata(valuelist)
        if self.data is not None:
            if self.data != int(self.data):
                raise ValueError(t("refusal.projects.not_whole"))
            self.data = int(self.data)


class YearField(WholeField):
    """A year: a whole number that is shown without groups of digits."""

    def __init__(self, label: str = "", **options: Any) -> None:
        """Bound the year by what people still plan and still remember."""
        super().__init__(label, low=1991, high=2100, **options)

    def _value(self) -> str:
        return str(self.raw_data[0]) if self.raw_data else str(self.data or "")


class OfferedChoice(ChoiceField):
    """One of a list that is named by *offers* and set when the page is made."""

    def __init__(self, label: str = "", *, offers: str, **options: Any) -> None:
        """Remember which list is asked for."""
        super().__init__(label, **options)
        self.offers = offers

    def pre_validate(self, form: Any) -> None:
        """Refuse what is not in the list, and no choice where the list has no empty line."""
        super().pre_validate(form)
        if not self.empty and self.data is None:
            raise ValidationError(t("refusal.shared.not_a_choice"))


class OfferedRadio(RadioChoice):
    """One of a few, in sight, from a list named by *offers*."""

    def __init__(self, label: str = "", *, offers: str, **options: Any) -> None:
        """Remember which list is asked for."""
        super().__init__(label, **options)
        self.offers = offers


class YesNo(OfferedRadio):
    """A question with two answers; nothing chosen is no answer."""

    def __init__(self, label: str = "", **options: Any) -> None:
        """Ask for the list of the two answers."""
        super().__init__(label, offers="yes_no", **options)

    def process_data(self, value: Any) -> None:
        """Show what is known as one of the two answers."""
        super().process_data({True: "yes", False: "no"}.get(value, value))

    @property
    def answer(self) -> bool | None:
        """Give the answer, or nothing."""
        return {"yes": True, "no": False}.get(self.data or "")


class OfferedChecks(SelectMultipleField):
    """Several of a list, as check boxes."""

    widget = ListWidget(prefix_label=False)
    option_widget = CheckboxInput()

    def __init__(self, label: str = "", *, offers: str, **options: Any) -> None:
        """Remember which list is asked for."""
        super().__init__(label, choices=[], **options)
        self.offers = offers

    def offer(self, pairs: Iterable[tuple[str, str]]) -> None:
        """Set what may be chosen."""
        self.choices = [SelectChoice(value=value, label=label) for value, label in pairs]

    def pre_validate(self, form: Any) -> None:
        """Refuse what is not in the list, in words."""
        known = {choice.value for choice in self.iter_choices()}
        if not set(self.data or ()) <= known:
            raise ValidationError(t("refusal.shared.not_a_choice"))


class Unseen(HiddenField):
    """A hidden value; what a browser sends is taken only where it is short text."""

    def process_formdata(self, valuelist: list[str]) -> None:
        """Keep a short value, drop anything else."""
        self.data = valuelist[0][:100] if valuelist else ""


def walk(form: Iterable[Field], trail: str = "") -> Iterator[tuple[str, Field]]:
    """Give every field of a form, those inside of rows included, with the place of its words."""
    for field in form:
        if isinstance(field, FieldList):
            yield f"{trail}{field.short_name}", field
            for entry in field:
                yield from walk(entry.form, f"{trail}{field.short_name}.")
        elif isinstance(field, FormField):
            yield from walk(field.form, f"{trail}{field.short_name}.")
        else:
            yield f"{trail}{field.short_name}", field


def name_fields(form: Iterable[Field], prefix: str) -> None:
    """Give every field its label in the reader's language, at ``<prefix>.<list>.<name>``."""
    for place, field in walk(form):
        if isinstance(field, FieldList):
            field.label.text = t(f"projects.lists.{place}") if "." not in place else ""
        elif not isinstance(field, HiddenField):
            field.label.text = t(f"{prefix}.{place}")


def offer_lists(form: Iterable[Field], offers: Offers) -> None:
    """Set the lists of all choices; a stored code that the list no longer has stays choosable."""
    for _place, field in walk(form):
        name = getattr(field, "offers", None)
        if name:
            pairs = list(offers[name])
            known = {value for value, _label in pairs}
            kept = field.object_data if isinstance(field.object_data, str) else ""
            field.offer([*pairs, (kept, kept)] if kept and kept not in known else pairs)


def problems_of(form: Iterable[Field]) -> list[tuple[str, str]]:
    """Give every problem with the id of its own field, inside of rows too."""
    found = []
    for _place, field in walk(form):
        if not isinstance(field, FieldList):
            found += [(field.id, f"{field.label.text}: {error}") for error in field.errors]
    return found
