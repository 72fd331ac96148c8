"""Pages of long lists by the last row seen (keyset), and counts that stop counting at a bound."""

from __future__ import annotations

import base64
import binascii
import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from sqlalchemy import Select, func, select, tuple_
from sqlalchemy.orm import InstrumentedAttribute, Session

Row = TypeVar("Row")
MAX_SIZE = 100


@dataclass(frozen=True)
class Slice(Generic[Row]):
    """A page of rows and the cursor of the next one, if there is one."""

    rows: tuple[Row, ...]
    after: str | None


def encode(values: Sequence[object]) -> str:
    """Give the cursor that stands for the last row's order values."""
    raw = json.dumps(list(values), ensure_ascii=False, separators=(",", ":"), default=str).encode()
    return base64.urlsafe_b64encode(raw).decode().rstrip("=")


def decode(cursor: str, length: int) -> list[Any] | None:
    """Give the values of a cursor, or nothing where it is not one of ours."""
    try:
        raw = base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4))
        values = json.loads(raw)
    except (ValueError, binascii.Error, RecursionError):
        return None
    sound = isinstance(values, list) and len(values) == length
    return values if sound and all(isinstance(v, str | int) and not isinstance(v, bool) for v in values) else None


def after(
    statement: Select[Any],
    columns: Sequence[InstrumentedAttribute[Any]],
    values: Sequence[object] | None,
    *,
    down: bool,
) -> Select[Any]:
    """Order a statement by *columns* and start behind the row with these *values*."""
    ordered = statement.order_by(*(column.desc() if down else column.asc() for column in columns))
    if values is None:
        return ordered
    pair = tuple_(*columns)
    bound = tuple_(*values)
    return ordered.where(pair < bound if down else pair > bound)


def bounded_count(session: Session, statement: Select[Any], limit: int) -> int:
    """Count the rows of *statement*, stopping just above *limit*."""
    inner = statement.order_by(None).limit(limit + 1).subquery()
    return session.scalar(select(func.count()).select_from(inner)) or 0
