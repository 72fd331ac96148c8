"""The same content by two other engines, as a yardstick: how far a layout in pure Python is from the fastest there is.

Needs `pip install typst reportlab`; what is not installed is left out. Both set plain pages with the same words, figures
and tables as ours; neither gives tags, an archive copy, our charts or codes, so they are a bound and no replacement.
"""

from __future__ import annotations

import importlib.util
import io
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from lsg_projects.domain.figures.data import data_bytes
from lsg_projects.domain.figures.facts import DistrictFacts
from lsg_projects.kit.paper.assets import FONTS
from lsg_projects.reports.sheets.district import DistrictReport
from lsg_projects.reports.sheets.project_page import compose
from tests.support.printing import STAMP

Table = list[list[str]]


@dataclass(frozen=True)
class Sheet:
    """One page as words: a title, paragraphs, tables."""

    title: str
    paragraphs: list[str]
    tables: list[Table]


def known() -> list[str]:
    """Give the engines that are installed."""
    return [name for name in ("typst", "reportlab") if importlib.util.find_spec(name)]


def sheets(facts: DistrictFacts) -> Iterator[Sheet]:
    """Give what the report says, page by page."""
    report = DistrictReport(facts, STAMP, data_bytes(facts, STAMP))
    form, lang = report.form, report.lang
    yield Sheet(report.title, [report.sentence, form.percent(report.total.now.own_share)], [])
    yield Sheet(report.say("paper.contents"), [], [[[entry.words, "0"] for entry in report.entries()]])
    rows = [
        [row.okrug.place.name.pick(lang) if row.okrug else "", form.rounded_money(row.now.own_revenue),
         form.percent(row.now.own_share), form.percent(row.share_with_projects), str(row.projects)]
        for row in report.rows
    ]  # fmt: skip
    yield Sheet(report.say("paper.revenue.title"), [], [rows])
    for project in report.ordered:
        page = compose(project, report.period, None, "https://lsg.example.kz", report.say, form)
        told = [project.goal, project.done, project.problems, project.summary, project.place]
        yield Sheet(project.title.pick(lang), [project.code, *(text.pick(lang) for text in told)], [
            [[report.say(f"source.{row.source}"), *map(form.rounded_money, (row.planned, row.paid, row.rest))]
             for row in page.sources],
            [[str(year.year), *map(form.rounded_money, (year.expected, year.low, year.high, year.received))]
             for year in page.years],
            [[sign.sign, sign.milestone.title.pick(lang), sign.words] for sign in page.milestones],
        ])  # fmt: skip


def by_typst(facts: DistrictFacts) -> tuple[bytes, int]:
    """Set the pages by Typst."""
    import typst  # type: ignore[import-not-found]  # noqa: PLC0415  # a yardstick that need not be there

    parts = ['#set page(paper: "a4")', '#set text(font: "IBM Plex Sans", size: 9pt)']
    pages = list(sheets(facts))
    for sheet in pages:
        parts.append(f"= {_typed(sheet.title)}")
        parts += [f"{_typed(text)}\n" for text in sheet.paragraphs if text]
        for table in filter(None, sheet.tables):
            cells = ", ".join(f"[{_typed(cell)}]" for row in table for cell in row)
            parts.append(f"#table(columns: {len(table[0])}, {cells})")
        parts.append("#pagebreak(weak: true)")
    folder = str(next(iter(FONTS.values())).parent)
    return typst.compile("\n".join(parts).encode(), font_paths=[folder]), len(pages)


def _typed(text: str) -> str:
    return "".join(f"\\{sign}" if sign in r'\#$*_`<>@[]"~=-+/' else sign for sign in text)


def by_reportlab(facts: DistrictFacts) -> tuple[bytes, int]:
    """Set the pages by ReportLab."""
    from reportlab.lib.pagesizes import A4  # type: ignore[import-not-found]  # noqa: PLC0415
    from reportlab.lib.styles import ParagraphStyle  # type: ignore[import-not-found]  # noqa: PLC0415
    from reportlab.pdfbase import pdfmetrics  # type: ignore[import-not-found]  # noqa: PLC0415
    from reportlab.pdfbase.ttfonts import TTFont  # type: ignore[import-not-found]  # noqa: PLC0415
    from reportlab.platypus import (  # type: ignore[import-not-found]  # noqa: PLC0415
        PageBreak,
        Paragraph,
        SimpleDocTemplate,
    )
    from reportlab.platypus import Table as Grid  # noqa: PLC0415

    pdfmetrics.registerFont(TTFont("Plex", str(FONTS["asset:plex"])))
    plain = ParagraphStyle("plain", fontName="Plex", fontSize=9, leading=12.5)
    head = ParagraphStyle("head", fontName="Plex", fontSize=15, leading=19)
    story: list[Any] = []
    pages = list(sheets(facts))
    for sheet in pages:
        story.append(Paragraph(_escaped(sheet.title), head))
        story += [Paragraph(_escaped(text), plain) for text in sheet.paragraphs if text]
        for table in filter(None, sheet.tables):
            story.append(Grid([[Paragraph(_escaped(cell), plain) for cell in row] for row in table], repeatRows=1))
        story.append(PageBreak())
    target = io.BytesIO()
    SimpleDocTemplate(target, pagesize=A4).build(story)
    return target.getvalue(), len(pages)


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;")


ENGINES = {"typst": by_typst, "reportlab": by_reportlab}
