"""One paper being written: its facts, its words and forms, and what every template of it may use."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import partial
from pathlib import Path
from typing import Generic, TypeVar

from lsg_projects.domain.figures.data import Facts, data_name, digest_of
from lsg_projects.domain.figures.okrugs import Plan
from lsg_projects.domain.figures.stamp import Stamp
from lsg_projects.domain.periods import Period, parse
from lsg_projects.domain.text import Tri, printable
from lsg_projects.kit.formats import Formats, formats
from lsg_projects.kit.paper.model import Attached, Paper
from lsg_projects.kit.paper.pages import environment
from lsg_projects.kit.words import Words, words
from lsg_projects.reports.sheets.frame import groups, style

F = TypeVar("F", bound=Facts)


class Sheet(Generic[F]):
    """The paper of one edition while it is written; templates stand in ``templates/paper/<kind>``."""

    def __init__(self, facts: F, stamp: Stamp, data: bytes, where: Path | None = None) -> None:
        """Take the facts, the edition's stamp and the bytes that travel inside the file.

        *where* names another folder of templates than the product's own.
        """
        self.facts, self.stamp, self.data = facts, stamp, data
        self.lang = facts.language.partition("+")[0]
        self.say: Words = words(self.lang)
        self.form: Formats = formats(self.lang)
        self.period: Period = parse(facts.period)
        self.env = environment(self.lang, where)
        self.env.filters["act"] = self.act
        self.title = ""

    @property
    def until(self) -> date:
        """Give the last day that the paper speaks of."""
        return self.period.end

    def card(self, code: str) -> str:
        """Give the address of a project's public card."""
        return f"{self.stamp.base_url.rstrip('/')}/{self.lang}/projects/{code}"

    def act(self, plan: Plan | None) -> str:
        """Name the act that a plan stands in: version, number, day."""
        if plan is None:
            return self.say("unit.no_data")
        number = plan.decision if plan.decision.startswith("№") else f"№ {plan.decision}"
        parts = (self.say(f"paper.plan.{plan.kind}"), number if plan.decision else "", self.form.day(plan.decided))
        return ", ".join(part for part in parts if part)

    def titled(self, name: Tri) -> str:
        """Set and give the title: what kind of paper, of what, for which period."""
        self.title = self.say(
            f"paper.kind.{self.facts.kind}",
            district=printable(name.pick(self.lang)),
            period=self.form.period(self.facts.period),
        )
        return self.title

    def page(self, name: str, extra: Mapping[str, object]) -> str:
        """Render one template of this kind."""
        common = {
            "facts": self.facts, "stamp": self.stamp, "title": self.title, "period": self.period, "until": self.until,
            "card": self.card, "data_name": data_name(self.facts), "digest_groups": groups(digest_of(self.data)),
            "journal_groups": groups(self.stamp.journal.root), "issuer_kk": self.stamp.issuer.pick("kk"),
        }  # fmt: skip
        return printable(self.env.get_template(f"{self.facts.kind}/{name}.html").render({**common, **extra}))

    def paper(self, sentence: str, about: Tri, pages: Sequence[str], extra: Mapping[str, object]) -> Paper:
        """Give the paper of these templates, the first of which is its front; *about* stands in the running head."""
        first, *others = pages
        chapters: list[Callable[[], str]] = [partial(self.page, name, extra) for name in others]
        sheets = "".join(
            self.env.get_template(name).render(lang=self.lang)
            for name in ("sheet.css", f"{self.facts.kind}/style.css")
            if name in self.env.list_templates()
        )
        return Paper(
            title=self.title, language=self.lang, description=printable(sentence) or self.title,
            author=self.stamp.issuer.pick(self.lang), created=self.stamp.as_known,
            css=style(self.env, self.facts, self.stamp, about) + sheets,
            front=lambda: self.page(first, extra), chapters=tuple(chapters),
            attached=(Attached(data_name(self.facts), self.data, self.say("paper.data_words")),),
            keywords=(self.stamp.number, self.facts.kind, self.facts.period), identifier=self.stamp.code,
        )  # fmt: skip
