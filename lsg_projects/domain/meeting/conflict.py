"""Conflict of interest: a member who worked on a project, or is named in it, does not vote on it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from enum import StrEnum
from typing import Any


class Conflict(StrEnum):
    """Why a member does not vote on an item."""

    CONTRIBUTOR = "contributor"
    """Wrote in the passport, attached a paper or sent it."""
    NAMED = "named"
    """The passport or its papers name the person."""
    DECLARED = "declared"
    """The member said so."""


def named(name: str, content: Any) -> bool:
    """Tell whether the texts of *content* name a person: every part of the name, side by side, in any order."""
    parts = name.casefold().split()
    if len(parts) < 2:
        return False
    orders = {" ".join(parts), " ".join([*parts[1:], parts[0]])}
    return any(order in " ".join(text.casefold().split()) for text in _texts(content) for order in orders)


def _texts(content: Any) -> Iterable[str]:
    if isinstance(content, str):
        yield content
    elif isinstance(content, Mapping):
        for value in content.values():
            yield from _texts(value)
    elif isinstance(content, list | tuple):
        for value in content:
            yield from _texts(value)
