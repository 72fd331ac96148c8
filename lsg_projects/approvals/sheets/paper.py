"""A sheet as a paper to be printed."""

from __future__ import annotations

from lsg_projects.approvals.sheets.sheet import Sheet
from lsg_projects.domain.codec import digest, plain
from lsg_projects.kit.paper.model import Paper
from lsg_projects.kit.paper.pages import environment, style


def paper(sheet: Sheet) -> Paper:
    """Give the paper of *sheet*; the same sheet gives the same bytes."""
    env = environment(sheet.language)
    shown = env.get_template("meeting/sheet.html").render(sheet=sheet, title=sheet.title)
    return Paper(
        title=f"{sheet.title} · {sheet.issuer}", language=sheet.language, description=sheet.head, author=sheet.issuer,
        created=sheet.created,
        css=style(env, sheet.head, sheet.mark, sheet.foot),
        front=lambda: shown, chapters=(), identifier=digest(plain(sheet))[:16],
    )  # fmt: skip
