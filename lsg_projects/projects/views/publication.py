"""As the citizen sees it, and the act of publishing."""

from __future__ import annotations

from dataclasses import dataclass

from flask import current_app, redirect, url_for
from flask.typing import ResponseReturnValue

from lsg_projects.domain.access import Action, may
from lsg_projects.domain.completeness import blocking
from lsg_projects.domain.disclosure import public_view
from lsg_projects.kit.db import session
from lsg_projects.kit.work import work
from lsg_projects.projects import queries, usecases
from lsg_projects.projects.forms.office import PlainForm, ReasonForm
from lsg_projects.projects.queries import ProjectHead, offered
from lsg_projects.projects.views.frame import Opened, blueprint, opened
from lsg_projects.projects.views.live import Live, live_of
from lsg_projects.projects.views.papers import PaperRow, rows_of
from lsg_projects.projects.views.sections import Section, sections_of
from lsg_projects.projects.views.wording import Item, item
from lsg_projects.web import deed, flash
from lsg_projects.web.doors import open_to
from lsg_projects.web.identity import current_actor
from lsg_projects.web.render import language, page, t

CARD = "register.card"


@dataclass(frozen=True)
class PreviewPage:
    """The public content of a project before and after publication."""

    head: ProjectHead
    title: str
    lead: str
    sections: tuple[Section, ...]
    papers: tuple[PaperRow, ...]
    hidden: tuple[str, ...]
    """What citizens do not see, with the reason."""
    in_the_way: tuple[Item, ...]
    live: Live
    version: int
    newest_shown: bool
    may_publish: bool
    card: str | None
    as_card: str
    """Where the card stands as it will look."""
    form: PlainForm
    withdrawing: ReasonForm
    errors: list[tuple[str, str]]


@blueprint.get("/office/projects/<code>/preview")
@open_to(Action.READ_PROJECT)
def preview(code: str) -> ResponseReturnValue:
    """Show a project as citizens would read it."""
    return page("projects/preview.html", _page(opened(code), ReasonForm(formdata=None).furnish()))


@blueprint.post("/office/projects/<code>/publish")
@open_to(Action.PUBLISH_PROJECT)
def publish(code: str) -> ResponseReturnValue:
    """Publish the newest version."""
    with work(current_actor()) as unit:
        usecases.publish(unit, code)
    flash.tell("projects.published")
    return redirect(url_for("projects.preview", code=code), 303)


@blueprint.post("/office/projects/<code>/unpublish")
@open_to(Action.PUBLISH_PROJECT)
def unpublish(code: str) -> ResponseReturnValue:
    """Take a project from the public register."""
    found = opened(code)
    form = ReasonForm().furnish()
    return deed.done(
        form, lambda unit: usecases.unpublish(unit, form.command(code)), "projects.unpublished",
        url_for("projects.preview", code=code), lambda: page("projects/preview.html", _page(found, form), 422),
    )  # fmt: skip


def _page(found: Opened, withdrawing: ReasonForm) -> PreviewPage:
    head = found.head
    shown = queries.version(session(), head.id, head.version).passport if head.version else found.draft.passport
    public = public_view(shown)
    names = {code: name.pick(language()) for code, name in offered.villages(session(), head)}
    gaps = blocking(queries.checked(session(), head, shown), sending=False)
    return PreviewPage(
        head=head,
        title=public.title.pick(language()),
        lead=public.summary.pick(language()),
        sections=sections_of(public, names),
        papers=tuple(row for row in rows_of(found) if row.note is None),
        hidden=tuple(_hidden(found)),
        in_the_way=tuple(item(head.code, gap) for gap in gaps),
        live=live_of(public, head),
        version=head.version,
        newest_shown=head.published and head.published_version == head.version,
        may_publish=bool(may(Action.PUBLISH_PROJECT, current_actor(), queries.subject(head))),
        card=url_for(CARD, code=head.code) if head.published and CARD in current_app.view_functions else None,
        as_card=url_for("register_preview.card", code=head.code),
        form=PlainForm(formdata=None),
        withdrawing=withdrawing,
        errors=withdrawing.summary(),
    )


def _hidden(found: Opened) -> list[str]:
    hidden = [t("projects.hidden.interested")]
    for doc in found.docs:
        if not doc.public:
            reason = t(f"documents.withheld.{doc.withheld_reason}")
            hidden.append(t("projects.hidden.paper", name=doc.title.pick(language()), reason=reason))
    return hidden
