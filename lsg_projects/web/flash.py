"""One sentence that the next page says once: what happened, and what follows."""

from __future__ import annotations

from flask import session

from lsg_projects.web.render import t

_KEY = "_said"


def tell(key: str, /, **values: object) -> None:
    """Let the next page say a sentence of the catalogue."""
    session[_KEY] = t(key, **values)


def take() -> str | None:
    """Give the sentence that waits, and forget it."""
    return session.pop(_KEY, None) if _KEY in session else None
