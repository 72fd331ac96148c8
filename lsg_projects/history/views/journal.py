"""The journal in the offices: entries, chains, checkpoints, the check, the export."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from flask import Response, redirect, request, stream_with_context, url_for
from flask.typing import ResponseReturnValue

from lsg_projects.domain.access import RIGHTS, Action
from lsg_projects.history import queries, usecases
from lsg_projects.history.queries import ChainLine, LastCheck, Line
from lsg_projects.history.views.frame import Said, blueprint, said
from lsg_projects.kit import clock
from lsg_projects.kit.checkpoints import Checkpoint
from lsg_projects.kit.db import session
from lsg_projects.kit.work import work
from lsg_projects.settings import current as settings
from lsg_projects.web import flash
from lsg_projects.web.doors import open_to
from lsg_projects.web.identity import current_actor
from lsg_projects.web.render import page

CHECKED_AT_ONCE = 50_000
"""Longer journals are checked by the worker, so that no page has to wait."""


@dataclass(frozen=True)
class JournalPage:
    """The journal's state, its newest lines, and the result of the last check."""

    state: queries.JournalState
    lines: tuple[Line, ...]
    older: int | None
    checked: LastCheck | None
    said: Said | None
    around: tuple[Line, ...]
    """The broken entry with its neighbours."""
    wanted: bool
    waiting: int


@dataclass(frozen=True)
class ChainsPage:
    """Chains by name with their heads."""

    chains: tuple[ChainLine, ...]
    following: str | None
    asked: str
    opens_projects: bool
    """Whoever administers the installation sees chains, and no project behind them."""


@dataclass(frozen=True)
class CheckpointsPage:
    """Checkpoints, the newest first."""

    rows: tuple[Checkpoint, ...]
    older: int | None


@blueprint.get("/journal")
@open_to(Action.READ_JOURNAL)
def journal() -> ResponseReturnValue:
    """Show the newest entries, the newest checkpoint and the result of the last check."""
    lines, older = queries.newest(session(), request.args.get("before", type=int))
    state, checked = queries.state(session()), queries.last_check(session())
    around = queries.around(session(), checked.chain, checked.number) if checked and checked.chain else ()
    covered = state.checkpoint.entries if state.checkpoint else 0
    shown = JournalPage(
        state, lines, older, checked, said(checked) if checked else None, around,
        queries.check_wanted(session()), state.entries - covered,
    )  # fmt: skip
    return page("history/journal.html", shown)


@blueprint.post("/journal/check")
@open_to(Action.READ_JOURNAL)
def check() -> ResponseReturnValue:
    """Check every chain, entry by entry; a long journal is checked by the worker, and the page says so."""
    with work(current_actor()) as unit:
        usecases.want_check(unit)
    if queries.state(session()).entries <= CHECKED_AT_ONCE:
        usecases.check()
    return redirect(url_for("history.journal"), 303)


@blueprint.post("/journal/checkpoint")
@open_to(Action.READ_JOURNAL)
def sign() -> ResponseReturnValue:
    """Sign a checkpoint over everything there is."""
    with work(current_actor()) as unit:
        usecases.sign_on_request(unit, settings())
    flash.tell("history.signed")
    return redirect(url_for("history.journal"), 303)


@blueprint.get("/journal/export")
@open_to(Action.READ_JOURNAL)
def export() -> ResponseReturnValue:
    """Stream every entry that the newest checkpoint covers, with the checkpoint as the last line."""
    response = Response(stream_with_context(_lines()), mimetype="application/x-ndjson")
    response.headers["Content-Disposition"] = f'attachment; filename="journal-{clock.today().isoformat()}.jsonl"'
    return response


def _lines() -> Iterator[str]:
    for line in queries.export(session()):
        yield line + "\n"


@blueprint.get("/journal/chains")
@open_to(Action.READ_JOURNAL)
def chains() -> ResponseReturnValue:
    """List the chains with their heads."""
    asked = request.args.get("q", "").strip()[:40]
    found, following = queries.chain_list(session(), asked, request.args.get("after", "")[:80])
    opens = bool(RIGHTS[Action.READ_PROJECT] & current_actor().roles)
    return page("history/chains.html", ChainsPage(found, following, asked, opens))


@blueprint.get("/journal/checkpoints")
@open_to(Action.READ_JOURNAL)
def checkpoints() -> ResponseReturnValue:
    """List the checkpoints, the newest first."""
    rows, older = queries.checkpoint_list(session(), request.args.get("before", type=int))
    return page("history/checkpoints.html", CheckpointsPage(rows, older))
