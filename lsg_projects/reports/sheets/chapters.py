"""The chapters of a district's report: templates with what each of them prints."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from decimal import Decimal
from functools import partial
from pathlib import Path
from typing import Any

from jinja2 import Environment

from lsg_projects.domain.figures import attention, budgets, portfolio, receipts
from lsg_projects.domain.figures.data import data_name, digest_of
from lsg_projects.domain.figures.facts import DistrictFacts
from lsg_projects.domain.figures.stamp import Stamp
from lsg_projects.domain.money import share
from lsg_projects.domain.text import printable
from lsg_projects.kit.formats import Formats
from lsg_projects.kit.paper.model import Attached, Paper, Places
from lsg_projects.kit.paper.pages import environment
from lsg_projects.reports.sheets import bars
from lsg_projects.reports.sheets.district import DistrictReport
from lsg_projects.reports.sheets.frame import groups, style
from lsg_projects.reports.sheets.project_page import compose

CHUNK = 1
"""Projects in one chapter: a changed project must not lay its neighbours out anew."""
GLOSSARY = (
    "okrug", "fourth_level", "own_revenue", "own_share", "tax", "non_tax", "capital_sale", "transfer", "subvention",
    "revised", "milestone", "late", "at_risk", "stalled", "expected", "received", "payback", "attribution", "frame",
    "journal",
)  # fmt: skip


def paper(facts: DistrictFacts, stamp: Stamp, data: bytes, where: Path | None = None) -> Paper:
    """Give the whole report as a paper to be printed; *data* are the bytes whose digest the back page prints.

    *where* names another folder of templates than the product's own.
    """
    report = DistrictReport(facts, stamp, data)
    env = _templates(report, where)
    chapters: list[Callable[[], str]] = [
        lambda: _page(env, report, "summary", _summary(report)),
        lambda: _page(env, report, "revenue", _revenue(report)),
        lambda: _page(env, report, "approvals", {"rows": report.rows}),
        *_project_chapters(env, report),
        lambda: _page(env, report, "annexes", _annexes(report)),
        lambda: _page(env, report, "back", _back(report)),
    ]
    return Paper(
        title=printable(report.title), language=report.lang, description=printable(report.sentence),
        author=stamp.issuer.pick(report.lang), created=stamp.as_known,
        css=style(env, facts, stamp, facts.district.name),
        front=lambda: _page(env, report, "cover", _cover(report)), chapters=tuple(chapters),
        contents=lambda known: _page(env, report, "contents", _contents(report, known)),
        attached=(Attached(data_name(facts), data, report.say("paper.data_words")),),
        keywords=(stamp.number, facts.kind, facts.period), identifier=stamp.code,
        links={entry.anchor: entry.words for entry in report.entries()},
    )  # fmt: skip


def _templates(report: DistrictReport, where: Path | None) -> Environment:
    env = environment(report.lang, where)
    env.filters["act"] = report.act
    env.filters["points"] = lambda value: _points(report.form, value)
    return env


def _points(form: Formats, value: Decimal | None) -> str:
    """Write a difference of shares with its sign."""
    return form.number(None) if value is None else ("+" if value > 0 else "") + form.number(value, 1)


def _page(env: Environment, report: DistrictReport, name: str, extra: dict[str, Any]) -> str:
    common = {
        "facts": report.facts, "stamp": report.stamp, "period": report.period, "title": report.title,
        "sentence": report.sentence, "total": report.total, "okrug_names": report.okrug_names(),
        "data_name": data_name(report.facts), "many": report.many, "year_now": report.facts.year,
    }  # fmt: skip
    return printable(env.get_template(f"district-progress/{name}.html").render({**common, **extra}))


def _cover(report: DistrictReport) -> dict[str, Any]:
    return {"issuer_kk": report.stamp.issuer.pick("kk"), "bullet": bars.bullet(report.total)}


def _contents(report: DistrictReport, known: Places) -> dict[str, Any]:
    return {"entries": list(report.entries()), "places_of": known}


def _summary(report: DistrictReport) -> dict[str, Any]:
    points = portfolio.curve(report.facts, report.period)
    known = [point for point in points if point.done is not None]
    last = known[-1] if known else None
    sentence = "" if last is None else report.say(
        "paper.curve.sentence", planned=report.form.rounded_money(last.planned),
        done=report.form.rounded_money(last.done), paid=report.form.rounded_money(last.paid),
    )  # fmt: skip
    return {
        "now": report.now, "before": portfolio.before(report.facts, report.period),
        "curve": bars.curve(points, sentence, "%m.%Y"), "blocks": portfolio.blocks(report.facts, report.period),
        "attention": attention.needed(report.facts, report.until),
        "moved": portfolio.moved_promises(report.facts, report.period),
        "projects": {project.code: project for project in report.facts.projects}, "linked": True,
        "left": portfolio.left(report.facts, report.period),
    }  # fmt: skip


def _revenue(report: DistrictReport) -> dict[str, Any]:
    steps, form, say = budgets.bridge(report.total), report.form, report.say
    names = [str(report.facts.base_year), *(say(f"paper.receipt_short.{step.kind}") for step in steps),
             str(report.facts.year)]  # fmt: skip
    told = [form.rounded_money(report.total.base.own_revenue), *(form.signed_money(step.gain) for step in steps),
            form.rounded_money(report.total.now.own_revenue)]  # fmt: skip
    found = receipts.by_code(report.facts, report.until)
    expected, received = sum(row.expected for row in found), sum(row.received for row in found)
    highest = max((max(row.expected, row.received) for row in found), default=0)
    scale = max((row.share_with_projects or Decimal(0) for row in report.rows), default=Decimal(0))
    return {
        "bridge": steps, "waterfall": bars.waterfall(steps, names, told), "receipts": found, "rows": report.rows,
        "receipts_expected": expected, "receipts_received": received, "receipts_met": share(received, expected),
        "row_bars": {row.code: _receipt_bar(row, highest) for row in found},
        "share_bars": bars.share_bars(report.rows, scale), "total_bar": bars.share_bar(report.total, scale),
        "versions_base": report.versions("base"), "versions_now": report.versions("now"),
    }  # fmt: skip


def _receipt_bar(row: receipts.ReceiptRow, highest: int) -> list[bars.Part]:
    return [(0, bars.part(row.expected, highest), "hatch"), (0, bars.part(row.received, highest), "gold")]


def _project_chapters(env: Environment, report: DistrictReport) -> Iterator[Callable[[], str]]:
    names = report.okrug_names()
    shown = report.ordered
    for start in range(0, len(shown), CHUNK):
        pages = []
        for place in range(start, min(start + CHUNK, len(shown))):
            project = shown[place]
            first = place == 0 or shown[place - 1].okrug != project.okrug
            address = f"{report.stamp.base_url.rstrip('/')}/{report.lang}/projects/{project.code}"
            divider = names[project.okrug] if first else None
            pages.append(compose(project, report.period, divider, address, report.say, report.form))
        yield partial(_page, env, report, "projects", {"pages": pages, "frame_goals": _goals(report)})


def _goals(report: DistrictReport) -> dict[str, str]:
    frame = report.facts.frame
    if frame is None:
        return {}
    named = {value.goal: value.goal_title for value in frame.values} | {frame.direction: frame.goal}
    return {key: title.pick(report.lang) for key, title in named.items()}


def _annexes(report: DistrictReport) -> dict[str, Any]:
    return {"contradictions": report.contradictions(), "glossary": GLOSSARY}


def _back(report: DistrictReport) -> dict[str, Any]:
    return {
        "digest_groups": groups(digest_of(report.data)), "journal_groups": groups(report.stamp.journal.root),
    }  # fmt: skip
