"""The check that anybody can make: checkpoints for programs, a root from paper, an exported file."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from flask import Blueprint, Response, jsonify, request
from flask.typing import ResponseReturnValue

from lsg_projects.domain.errors import Missing
from lsg_projects.history import queries, verify_journal
from lsg_projects.history.views.frame import Said, said
from lsg_projects.kit.checkpoints import Checkpoint
from lsg_projects.kit.db import session
from lsg_projects.web.doors import open_to_anyone
from lsg_projects.web.language import public_pages
from lsg_projects.web.render import page, t

pages = public_pages("journal", __name__)
api = Blueprint("journal_api", __name__)
SHORTEST_ROOT = 8
_NO_HEX = re.compile(r"[^0-9a-f]")
_SPACES = re.compile(r"[\s·.\u2026-]+")


@dataclass(frozen=True)
class VerifyPage:
    """What is published of the journal, and the answer to what was asked."""

    checkpoint: Checkpoint | None
    rows: tuple[Checkpoint, ...]
    checked: Said | None
    root: str = ""
    root_problem: str | None = None
    file_problem: str | None = None
    answer: Said | None = None


@pages.get("/verify/journal")
@open_to_anyone
def verify() -> ResponseReturnValue:
    """Show the newest checkpoint and how to check it; answer where the address carries a root from paper."""
    typed = request.args.get("root", "").strip()[:200]
    if not typed:
        return _show()
    root = _SPACES.sub("", typed.lower())
    if _NO_HEX.search(root) or not SHORTEST_ROOT <= len(root) <= 64:
        return _show(422, root=typed, root_problem=t("history.root_unreadable", n=SHORTEST_ROOT))
    return _show(root=typed, answer=_of_root(root))


def _of_root(root: str) -> Said:
    """Answer for a root from paper: known, and whether the journal of today still gives it."""
    found, holds = queries.root_of(session(), root)
    if found is None:
        return Said("warn", t("history.root_unknown"), t("history.root_unknown_hint"))
    facts = {"n": found.entries, "number": found.place, "moment": found.moment}
    if not holds:
        return Said("bad", t("history.root_broken", **facts))
    return Said("ok", t("history.root_holds", **facts), t("history.root_holds_hint"))


@pages.post("/verify/journal")
@open_to_anyone
def verify_file() -> ResponseReturnValue:
    """Check an uploaded export; the file is read once and not kept."""
    upload = request.files.get("file")
    if not upload or not upload.filename:
        return _show(422, file_problem=t("history.no_file"))
    try:
        found = verify_journal.checked(upload.stream)  # type: ignore[arg-type]  # a binary stream, as the check reads it
    except verify_journal.Unreadable:
        return _show(422, file_problem=t("history.no_export"))
    except verify_journal.Altered as altered:
        return _show(answer=Said("bad", t(f"history.found.{altered.code}", n=altered.line), t("history.file_altered")))
    return _show(answer=_of_file(found))


def _of_file(found: verify_journal.Check) -> Said:
    """Say that a file holds, and whether its checkpoint is one of ours."""
    ours, _ = queries.root_of(session(), str((found.last or {})["root"]))
    words = t("history.file_holds", n=found.entries)
    if ours is None:
        return Said("warn", words, t("history.file_foreign"))
    return Said("ok", words, t("history.file_ours", number=ours.place, moment=ours.moment))


def _show(status: int = 200, **answer: object) -> ResponseReturnValue:
    rows, _ = queries.checkpoint_list(session(), None, 10)
    checked = queries.last_check(session())
    shown = VerifyPage(rows[0] if rows else None, rows, said(checked) if checked else None, **answer)  # type: ignore[arg-type]  # the fields of the page by their names
    return page("history/verify.html", shown, status)


@api.get("/api/v1/journal/head")
@open_to_anyone
def head() -> ResponseReturnValue:
    """Give the newest signed checkpoint, to be kept by whoever wishes."""
    rows, _ = queries.checkpoint_list(session(), None, 1)
    if not rows:
        raise Missing("history.no_checkpoint")
    return jsonify(rows[0].facts)


@api.get("/api/v1/journal/heads")
@open_to_anyone
def heads() -> ResponseReturnValue:
    """Give checkpoints, the newest first, a page at a time."""
    rows, older = queries.checkpoint_list(session(), request.args.get("before", type=int), 100)
    return jsonify({"items": [{"number": row.place, **row.facts} for row in rows], "next": older})


@api.get("/data/verify_journal.py")
@open_to_anyone
def checker() -> ResponseReturnValue:
    """Give the checker that stands alone, as a file."""
    response = Response(Path(verify_journal.__file__).read_bytes(), mimetype="text/x-python")
    response.headers["Content-Disposition"] = 'attachment; filename="verify_journal.py"'
    return response
