"""The passport of a project on paper: its page, everything that was decided on, and how to check it."""

from __future__ import annotations

from functools import partial
from typing import Any

from jinja2 import Environment

from lsg_projects.domain.figures.data import data_name, digest_of
from lsg_projects.domain.figures.passport import PassportFacts
from lsg_projects.domain.figures.stamp import Stamp
from lsg_projects.domain.periods import parse
from lsg_projects.domain.text import Tri
from lsg_projects.kit import strategies
from lsg_projects.kit.formats import formats
from lsg_projects.kit.paper.model import Attached, Paper
from lsg_projects.kit.paper.pages import environment
from lsg_projects.kit.words import words
from lsg_projects.reports.sheets.frame import groups, style
from lsg_projects.reports.sheets.project_page import compose


def paper(facts: PassportFacts, stamp: Stamp, data: bytes) -> Paper:
    """Give the passport as a paper to be printed; *data* are the bytes whose digest the back page prints."""
    env = environment(facts.language)
    say, form = words(facts.language), formats(facts.language)
    name = facts.project.title.pick(facts.language)
    title = say("paper.kind.project-passport", district=name, period=form.period(facts.period))
    common = _common(facts, stamp, data, title)
    return Paper(
        title=title, language=facts.language, description=facts.project.summary.pick(facts.language) or title,
        author=stamp.issuer.pick(facts.language), created=stamp.as_known,
        css=style(env, facts, stamp, Tri.same(facts.project.code)),
        front=lambda _known: _page(env, "front", common),
        chapters=(partial(_page, env, "content", common), partial(_page, env, "back", common)),
        attached=(Attached(data_name(facts), data, say("paper.data_words")),),
        keywords=(stamp.number, facts.kind, facts.period), identifier=stamp.code,
    )  # fmt: skip


def _page(env: Environment, name: str, common: dict[str, Any]) -> str:
    return env.get_template(f"project-passport/{name}.html").render(common)


def _common(facts: PassportFacts, stamp: Stamp, data: bytes, title: str) -> dict[str, Any]:
    say, form = words(facts.language), formats(facts.language)
    period = parse(facts.period)
    address = f"{stamp.base_url.rstrip('/')}/{facts.language}/projects/{facts.project.code}"
    passport = facts.passport
    return {
        "facts": facts, "stamp": stamp, "title": title, "passport": passport, "year_now": period.end.year,
        "page": compose(facts.project, period, None, address, say, form),
        "okrug_names": {facts.okrug.kato: facts.okrug.name},
        "frame_goals": _goals(facts), "data_name": data_name(facts), "digest_groups": groups(digest_of(data)),
        "journal_groups": groups(stamp.journal.root), "version_groups": groups(facts.digest),
        "programmes": {each.code: each.name for each in facts.programmes},
        "receipts": {each.code: each.name for each in facts.receipts},
        "lines": sorted(passport.lines, key=lambda line: (line.year, line.source.value, line.key)),
        "revenue": sorted(passport.revenue, key=lambda line: (line.year, line.code, line.key)),
        "has_basis": any(line.transfer_basis for line in passport.lines),
    }  # fmt: skip


def _goals(facts: PassportFacts) -> dict[str, str]:
    """Give the titles of the goals that the project serves, as the frames name them."""
    found = {}
    for link in facts.project.contributions:
        frame = strategies.frame(link.frame)
        if frame is not None and (known := frame.title_of(link.goal)):
            found[link.goal] = known.pick(facts.language)
    return found
