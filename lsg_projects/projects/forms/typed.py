"""Rows are added, taken away and brought back on the server: the typed text itself is changed and shown again."""

from __future__ import annotations

import re
from collections.abc import Iterable

from werkzeug.datastructures import MultiDict

Typed = MultiDict[str, str]
_ROW = re.compile(r"[a-z_]{1,20}-\d{1,4}")
_LIST = re.compile(r"[a-z_]{1,20}")


def pressed(typed: Typed) -> str | None:
    """Give the name of the button for rows that was pressed, if one was."""
    return next((name for name in ("add", "remove", "restore", "usual", "even") if name in typed), None)


def press(typed: Typed, years: Iterable[int] = ()) -> Typed:
    """Give the typed text after a button for rows; anything that is no row of ours changes nothing."""
    changed = Typed(typed)
    if _LIST.fullmatch(name := changed.pop("add", "")):
        _add(changed, name, years)
    if _ROW.fullmatch(row := changed.pop("remove", "")):
        changed[f"{row}-gone"] = "1"
    if _ROW.fullmatch(row := changed.pop("restore", "")):
        changed[f"{row}-gone"] = ""
    return changed


def without_gone(typed: Typed) -> Typed:
    """Give the typed text without the rows that were taken away: they are not checked and not stored."""
    gone = tuple(key.removesuffix("gone") for key in typed if key.endswith("-gone") and typed[key] == "1")
    kept = [(key, value) for key, value in typed.items(multi=True) if not (gone and key.startswith(gone))]
    return Typed(kept)


def last_row(typed: Typed, name: str) -> int:
    """Give the highest number of a list's rows, or -1 where it has none."""
    found = (re.match(rf"{re.escape(name)}-(\d{{1,4}})-", key) for key in typed)
    return max((int(match[1]) for match in found if match), default=-1)


def _add(typed: Typed, name: str, years: Iterable[int]) -> None:
    row = f"{name}-{last_row(typed, name) + 1}"
    typed[f"{row}-key"] = ""
    if name == "revenue":
        for place, year in enumerate(years):
            typed[f"{row}-years-{place}-year"] = str(year)
