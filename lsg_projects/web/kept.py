"""What was typed before a session ended: kept on the server until the official signs in again."""

from __future__ import annotations

from dataclasses import dataclass

from flask import request, session

_KEY = "_kept"
_MOST_FIELDS = 1000
_MOST_LETTERS = 200_000


@dataclass(frozen=True)
class KeptForm:
    """A form that could not be taken: where it was sent, and what stood in it."""

    path: str
    fields: tuple[tuple[str, str], ...]


def keep() -> None:
    """Keep the form of this request, unless it is larger than any form of ours."""
    fields = [(name, value) for name, value in request.form.items(multi=True) if name != "csrf_token"]
    size = sum(len(name) + len(value) for name, value in fields)
    if fields and len(fields) <= _MOST_FIELDS and size <= _MOST_LETTERS:
        session[_KEY] = {"path": request.path, "fields": fields}


def waiting() -> KeptForm | None:
    """Give the form that waits to be sent again."""
    kept = session.get(_KEY)
    if not isinstance(kept, dict):
        return None
    return KeptForm(str(kept["path"]), tuple((str(name), str(value)) for name, value in kept["fields"]))


def carry() -> object:
    """Give what a new session has to take over."""
    return session.get(_KEY)


def restore(kept: object) -> None:
    """Put a kept form into the new session."""
    if kept is not None:
        session[_KEY] = kept


def sent(path: str) -> None:
    """Let go of the kept form when it is sent again to its *path*."""
    waits = waiting()
    if waits and waits.path == path:
        forget()


def forget() -> None:
    """Let go of the kept form."""
    session.pop(_KEY, None)
