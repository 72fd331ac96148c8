"""A large file on its way in: looked through first, stored only when somebody says so; its states and its answer."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Any

from lsg_projects.domain.tables import ImportAnswer, Remark

LARGE_BOOK, LARGE_TEXT = 800_000, 6_000_000
"""Bytes of a packed book and of a text from which reading takes more than some seconds."""
MOST_REMARKS = 500
"""Warnings and errors that are kept of one file, in order of its rows."""


class Phase(StrEnum):
    """What is asked for: to look through the file, or to store it."""

    LOOK = "look"
    STORE = "store"


class JobState(StrEnum):
    """Where a file stands."""

    QUEUED = "queued"
    RUNNING = "running"
    LOOKED = "looked"
    """Looked through; waits for somebody to say that it shall be stored."""
    STORED = "stored"
    FAILED = "failed"
    CANCELLED = "cancelled"


OPEN = (JobState.QUEUED, JobState.RUNNING)


def large(data: bytes) -> bool:
    """Tell whether reading a file is work for the worker and not for a page."""
    return len(data) > (LARGE_BOOK if data[:2] == b"PK" else LARGE_TEXT)


def as_plain(answer: ImportAnswer) -> dict[str, Any]:
    """Give an answer as plain values, the first remarks of each kind."""
    return {
        "kind": answer.kind, "rows": answer.rows, "created": answer.created, "updated": answer.updated,
        "unchanged": answer.unchanged,
        "warnings": [_remark(each) for each in answer.warnings[:MOST_REMARKS]],
        "errors": [_remark(each) for each in answer.errors[:MOST_REMARKS]],
    }  # fmt: skip


def _remark(each: Remark) -> dict[str, Any]:
    details = {name: list(value) if isinstance(value, tuple) else value for name, value in each.details.items()}
    return {
        "row": each.row, "code": each.code, "key": each.key, "details": details, "printed": each.printed,
        "computed": each.computed, "column": each.column, "typed": each.typed,
    }  # fmt: skip


def of_plain(data: Mapping[str, Any]) -> ImportAnswer:
    """Read what `as_plain` gave."""
    remarks = {kind: tuple(Remark(**each) for each in data[kind]) for kind in ("warnings", "errors")}
    return ImportAnswer(
        data["kind"], data["rows"], data["created"], data["updated"], data["unchanged"], remarks["warnings"],
        remarks["errors"],
    )  # fmt: skip
