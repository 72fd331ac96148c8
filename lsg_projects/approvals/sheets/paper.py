"""A sheet as a paper to be printed."""

from __future__ import annotations

from lsg_projects.approvals.sheets.sheet import Sheet
from lsg_projects.domain.codec import digest, plain
from lsg_projects.kit.paper.folio import LINE, UNKNOWN
from lsg_projects.kit.paper.model import Paper, Style
from lsg_projects.kit.paper.pages import environment


def paper(sheet: Sheet) -> Paper:
    """Give the paper of *sheet*; the same sheet gives the same bytes."""
    env = environment(sheet.language)
    sheet_css = {"head": sheet.head, "mark": sheet.mark, "foot": sheet.foot, "unknown": UNKNOWN, "line": LINE}
    shown = env.get_template("meeting/sheet.html").render(sheet=sheet, title=sheet.title)
    return Paper(
        title=f"{sheet.title} · {sheet.issuer}", language=sheet.language, description=sheet.head, author=sheet.issuer,
        created=sheet.created,
        css=Style(env.get_template("style.css").render(sheet_css), sheet.foot),
        front=lambda: shown, chapters=(), identifier=digest(plain(sheet))[:16],
    )  # fmt: skip
