"""What may be typed around projects: a new one, a filter, a reason, a file of projects."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from enum import StrEnum
from typing import TypeVar

from flask_wtf.file import FileField

from lsg_projects.domain.errors import Incomplete, Problem
from lsg_projects.domain.states import Approval, Delivery, Sector, Source, Stage
from lsg_projects.domain.text import clean
from lsg_projects.projects.forms.fields import OfferedChoice, Unseen, name_fields, offer_lists
from lsg_projects.projects.queries import Filters
from lsg_projects.projects.queries.lists import ORDERS
from lsg_projects.projects.usecases import Register, Unpublish
from lsg_projects.web.fields import CleanArea
from lsg_projects.web.form import BaseForm

Kind = TypeVar("Kind", bound=StrEnum)
Pairs = Iterable[tuple[str, str]]


class NewForm(BaseForm):
    """Whose project it is, and what it begins from."""

    body = OfferedChoice(offers="bodies", empty=False)
    like = OfferedChoice(offers="likes")

    def furnish(self, bodies: Pairs, likes: Pairs) -> NewForm:
        """Give the fields their words and lists."""
        name_fields(self, "projects.new")
        offer_lists(self, {"bodies": list(bodies), "likes": list(likes)})
        return self

    def command(self) -> Register:
        """Give what was chosen."""
        if not (self.body.data or "").isdigit():
            raise Incomplete("projects.no_office", (Problem("body", "shared.required"),))
        return Register(int(str(self.body.data)), like=self.like.data or "")


class ReasonForm(BaseForm):
    """Why a project is taken from the public register."""

    reason = CleanArea(length=600)

    def furnish(self) -> ReasonForm:
        """Give the field its words."""
        name_fields(self, "projects.unpublish")
        return self

    def command(self, code: str) -> Unpublish:
        """Give what was typed."""
        return Unpublish(code, self.reason.data or "")


class PlainForm(BaseForm):
    """A press of one button."""


class ImportForm(BaseForm):
    """A file of projects, or the one that was previewed a moment ago."""

    body = OfferedChoice(offers="bodies", empty=False)
    file = FileField()
    key = Unseen()

    def furnish(self, bodies: Pairs) -> ImportForm:
        """Give the fields their words and lists."""
        name_fields(self, "projects.import")
        offer_lists(self, {"bodies": list(bodies)})
        return self


def filters_of(args: Mapping[str, str], size: int) -> Filters:
    """Read a list's filters from an address; refuses (Incomplete) a value that no list has."""
    year, order = args.get("year", ""), args.get("order", "")
    if (year and not (year.isascii() and year.isdigit() and len(year) == 4)) or (order and order not in ORDERS):
        raise Incomplete("projects.bad_filter")
    territory = args.get("territory", "")
    if territory and not (territory.isascii() and territory.isdigit() and len(territory) == 9):
        raise Incomplete("projects.bad_filter")
    return Filters(
        q=clean(args.get("q", ""))[:200],
        territory=territory,
        approval=_one(Approval, args.get("approval", "")),
        stage=_one(Stage, args.get("stage", "")),
        delivery=_one(Delivery, args.get("delivery", "")),
        sector=_one(Sector, args.get("sector", "")),
        source=_one(Source, args.get("source", "")),
        year=int(year) if year else None,
        order=order or "updated",
        after=args.get("after", "")[:400],
        size=size,
    )


def _one(kind: type[Kind], value: str) -> Kind | None:
    try:
        return kind(value) if value else None
    except ValueError as error:
        raise Incomplete("projects.bad_filter") from error
