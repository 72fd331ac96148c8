"""Files that wait between a preview and its confirmation; nobody keeps them longer than a day."""

from __future__ import annotations

from lsg_projects import settings
from lsg_projects.kit.files import FileStore

_DAY_SECONDS = 24 * 60 * 60


def save(data: bytes) -> str:
    """Keep *data* until it is confirmed and give its key; what has waited for a day goes."""
    waiting = _store()
    key = waiting.save(data)
    path = waiting.path(key)
    path.touch()
    newest = path.stat().st_mtime  # the file's own time: a demonstration's clock runs elsewhere
    for old in waiting.folder.glob("*/*/*"):
        if old.is_file() and newest - old.stat().st_mtime > _DAY_SECONDS:
            old.unlink(missing_ok=True)
    return key


def read(key: str) -> bytes:
    """Give a waiting file; refuses (Missing) one that is gone."""
    return _store().read(key)


def forget(key: str) -> None:
    """Let a file go that was confirmed."""
    _store().path(key).unlink(missing_ok=True)


def _store() -> FileStore:
    return FileStore(settings.current().instance / "uploads")
