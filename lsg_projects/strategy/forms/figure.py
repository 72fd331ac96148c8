"""The form of a frame's figure."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from lsg_projects.domain.strategy import Frame
from lsg_projects.strategy.usecases import SetFigure
from lsg_projects.strategy.usecases.figures import KINDS
from lsg_projects.web.fields import ChoiceField, CleanField, NumberField
from lsg_projects.web.form import BaseForm
from lsg_projects.web.render import language, t


class FigureForm(BaseForm):
    """A target, baseline or official value, with the source that it was taken from."""

    indicator = ChoiceField()
    kind = ChoiceField(empty=False, default="target")
    year = NumberField(digits=0)
    value = NumberField()
    source = CleanField(length=300)

    def furnish(self, frame: Frame, year: int) -> FigureForm:
        """Name the fields in the reader's language and offer the indicators of the frame."""
        for name in ("indicator", "kind", "year", "value", "source"):
            self[name].label.text = t(f"results.figure_field.{name}")
        self.indicator.offer(_named(frame))
        self.kind.offer((kind, t(f"results.kind.{kind}")) for kind in KINDS)
        if not self.is_submitted():
            self.year.raw_data = [str(year)]
        return self

    def command(self, frame: str, kato: str) -> SetFigure:
        """Give the command that stores the figure."""
        year: Any = self.year.data
        whole = year is not None and year == int(year)
        return SetFigure(
            frame, self.indicator.data or "", kato, int(year) if whole else None, self.kind.data or "",
            self.value.data, self.source.data or "",
        )  # fmt: skip


def _named(frame: Frame) -> Iterable[tuple[str, str]]:
    lang = language()
    for _direction, goal, indicator in frame.indicators:
        yield indicator.key, f"{indicator.title.pick(lang)} ({goal.title.pick(lang)})"[:200]
