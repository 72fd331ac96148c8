"""Fields that take what people type: sums, dates, choices, texts in three languages."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from typing import Any

from wtforms import Field, RadioField, SelectField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.utils import unset_value
from wtforms.validators import ValidationError

from lsg_projects.domain.errors import Incomplete
from lsg_projects.domain.money import Tiyn, parse_thousand
from lsg_projects.domain.text import LANGUAGES, Tri, clean
from lsg_projects.kit.formats import formats
from lsg_projects.kit.words import catalogue
from lsg_projects.web.render import language, t


class CleanField(StringField):
    """One line of text without control or direction marks; the label is a key of the catalogue."""

    def __init__(self, label: str = "", validators: Sequence[Any] | None = None, *, length: int = 300, **options: Any):
        """Bound the length, so that no field takes a book."""
        super().__init__(label, validators, **options)
        self.length = length

    def process_formdata(self, valuelist: list[str]) -> None:
        """Keep the text as typed for showing, cleaned for storing."""
        self.data: str = clean(valuelist[0] if valuelist else "", lines=isinstance(self, CleanArea))
        if len(self.data) > self.length:
            raise ValueError(t("refusal.shared.too_long", n=self.length))


class CleanArea(CleanField, TextAreaField):
    """Several lines of clean text."""


class MoneyField(StringField):
    """A sum in thousand tenge as people type it; gives tiyn, or nothing where it was left empty."""

    def __init__(
        self, label: str = "", validators: Sequence[Any] | None = None, *, negative: bool = False, **options: Any
    ):
        """Allow sums below zero only where they have a meaning."""
        super().__init__(label, validators, **options)
        self.negative = negative

    def _value(self) -> str:
        if self.raw_data:
            return str(self.raw_data[0])
        return "" if self.data is None else formats(language()).money(self.data)

    def process_formdata(self, valuelist: list[str]) -> None:
        """Read the sum; what cannot be read stays on the page with the reason."""
        self.data: Tiyn | None = None
        typed = valuelist[0].strip() if valuelist else ""
        if typed:
            self.data = _read(lambda: parse_thousand(typed, negative=self.negative))


class NumberField(StringField):
    """A number with a comma or a point; gives a Decimal, or nothing where it was left empty."""

    def __init__(
        self, label: str = "", validators: Sequence[Any] | None = None, *,
        low: int | None = None, high: int | None = None, digits: int = 6, **options: Any,
    ):  # fmt: skip
        """Bound the number and its decimals."""
        super().__init__(label, validators, **options)
        self.low, self.high, self.digits = low, high, digits

    def _value(self) -> str:
        if self.raw_data:
            return str(self.raw_data[0])
        return "" if self.data is None else formats(language()).plain_number(self.data)

    def process_formdata(self, valuelist: list[str]) -> None:
        """Read the number within its bounds."""
        self.data: Decimal | None = None
        typed = re.sub(r"[\s\u00a0\u202f]", "", valuelist[0]) if valuelist else ""
        if typed:
            self.data = self._number(typed.replace(",", ".").replace("\u2212", "-"))

    def _number(self, typed: str) -> Decimal:
        if not re.fullmatch(r"-?\d{1,15}(\.\d{1,12})?", typed, re.ASCII):
            raise ValueError(t("refusal.shared.not_a_number", v=typed[:40]))
        try:
            number = Decimal(typed)
        except InvalidOperation as error:  # cannot happen after the pattern; kept for a changed pattern
            raise ValueError(t("refusal.shared.not_a_number", v=typed[:40])) from error
        low_enough = self.high is None or number <= self.high
        if not low_enough or (self.low is not None and number < self.low):
            raise ValueError(t("refusal.shared.number_range", a=self.low, b=self.high))
        return number


_DAY = re.compile(r"([0-9]{1,2})[./\- ]([0-9]{1,2})[./\- ]([0-9]{4}|[0-9]{2})")
_ISO = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})")
_WORDED = re.compile(r"([0-9]{1,2})\s+([^\W\d]+)\s+([0-9]{4})")


class DayField(StringField):
    """A day as dd.mm.yyyy, dd.mm.yy, yyyy-mm-dd or with the month's name in Kazakh or Russian."""

    def _value(self) -> str:
        if self.raw_data:
            return str(self.raw_data[0])
        return "" if self.data is None else formats(language()).day(self.data)

    def process_formdata(self, valuelist: list[str]) -> None:
        """Read the day."""
        self.data: date | None = None
        typed = clean(valuelist[0]) if valuelist else ""
        if typed:
            self.data = parse_day(typed)
            if self.data is None:
                raise ValueError(t("refusal.shared.not_a_date", v=typed[:40]))


def parse_day(typed: str) -> date | None:
    """Read a day in the spellings that people use, or give nothing."""
    if match := _ISO.fullmatch(typed):
        year, month, day = (int(part) for part in match.groups())
    elif match := _DAY.fullmatch(typed.rstrip(".")):
        day, month, year = (int(part) for part in match.groups())
    elif match := _WORDED.match(typed.lower()):
        day, month, year = int(match[1]), _month(match[2]), int(match[3])
    else:
        return None
    year += 2000 if year < 100 else 0
    try:
        return date(year, month, day) if 1990 <= year <= 2100 else None
    except ValueError:
        return None


def _month(word: str) -> int:
    for number in range(1, 13):
        for form in ("", "of.", "act."):
            said = catalogue().get(f"month.{form}{number}", {})
            if any(word == str(text).lower() for text in said.values()):
                return number
    return 0


class ChoiceField(SelectField):
    """One of a list; nothing chosen is nothing, anything else is refused."""

    def __init__(self, label: str = "", validators: Sequence[Any] | None = None, *, empty: bool = True, **options: Any):
        """Offer an empty first line unless *empty* is false."""
        super().__init__(label, validators, choices=[], validate_choice=True, **options)
        self.empty = empty

    def offer(self, pairs: Iterable[tuple[str, str]]) -> None:
        """Set what may be chosen: codes with their words."""
        first = [SelectChoice(value="", label=t("act.choose"))] if self.empty else []
        self.choices = [*first, *(SelectChoice(value=value, label=label) for value, label in pairs)]

    def pre_validate(self, form: Any) -> None:
        """Refuse what is not in the list, in words."""
        if not self.data:
            self.data: str | None = None
            return
        if self.data not in {choice.value for choice in self.iter_choices()}:
            raise ValidationError(t("refusal.shared.not_a_choice"))


class RadioChoice(RadioField):
    """One of a few, all in sight, none chosen beforehand."""

    def __init__(self, label: str = "", validators: Sequence[Any] | None = None, **options: Any):
        """Begin without choices; the view offers them."""
        super().__init__(label, validators, choices=[], validate_choice=True, **options)

    def offer(self, pairs: Iterable[tuple[str, str]]) -> None:
        """Set what may be chosen."""
        self.choices = [SelectChoice(value=value, label=label) for value, label in pairs]

    def pre_validate(self, form: Any) -> None:
        """Refuse what is not in the list, in words."""
        if not self.data:
            self.data: str | None = None
            return
        if self.data not in {choice.value for choice in self.iter_choices()}:
            raise ValidationError(t("refusal.shared.not_a_choice"))


class TriField(Field):
    """One text in Kazakh, Russian and English: three inputs named ``<name>-kk``, ``-ru``, ``-en``; gives a Tri."""

    def __init__(
        self, label: str = "", validators: Sequence[Any] | None = None, *, length: int = 300, lines: bool = False,
        **options: Any,
    ):  # fmt: skip
        """Bound the length of each language's text; *lines* makes them areas."""
        super().__init__(label, validators, **options)
        self.length, self.lines = length, lines
        self.typed: dict[str, str] = {}

    def process(self, formdata: Any, data: Any = unset_value, extra_filters: Any = None) -> None:
        """Read the three inputs; texts stay as typed, in whatever language they are too long."""
        self.process_errors: list[str] = []
        if data is unset_value:
            data = self.default() if callable(self.default) else self.default
        self.object_data = data
        self.data = Tri.of(data)
        if formdata and any(f"{self.name}-{lang}" in formdata for lang in LANGUAGES):
            self._take(formdata)

    def _take(self, formdata: Mapping[str, Any]) -> None:
        self.typed = {lang: str(formdata.get(f"{self.name}-{lang}", "")) for lang in LANGUAGES}
        self.data = Tri(**{lang: clean(text, lines=self.lines) for lang, text in self.typed.items()})
        if any(len(text) > self.length for text in self.data.as_dict().values()):
            self.process_errors.append(t("refusal.shared.too_long", n=self.length))

    def text(self, lang: str) -> str:
        """Give what stands in one language's input: as typed, else as stored."""
        return self.typed.get(lang, str(getattr(self.data, lang)))


def enum_choices(kind: type[StrEnum], prefix: str) -> list[tuple[str, str]]:
    """Give every word of a fixed list with its label at ``<prefix>.<code>``."""
    return [(item.value, t(f"{prefix}.{item.value}")) for item in kind]


def _read(read: Callable[[], Tiyn]) -> Tiyn:
    try:
        return read()
    except Incomplete as refusal:
        raise ValueError(t(f"refusal.{refusal.code}", **refusal.details)) from refusal
