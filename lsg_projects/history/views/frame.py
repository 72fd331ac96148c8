"""What the pages of the journal share: their blueprint, and the words for the result of a check."""

from __future__ import annotations

from dataclasses import dataclass

from flask import Blueprint

from lsg_projects.history.queries import LastCheck
from lsg_projects.web.render import t

blueprint = Blueprint("history", __name__, url_prefix="/office")


@dataclass(frozen=True)
class Said:
    """The result of a check as one sentence, with its tone."""

    kind: str
    words: str
    hint: str = ""


def said(found: LastCheck) -> Said:
    """Put the result of a check of the whole journal into words."""
    if found.whole:
        return Said("ok", t("history.holds", n=found.entries), t("history.holds_also", n=found.checkpoints))
    place = f"{found.chain}, {found.number}"
    return Said(
        "bad", t("history.broken", chain=found.chain, number=found.number), t(f"history.why.{found.reason}", v=place)
    )
