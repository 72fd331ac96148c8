"""Column types that store the same value on SQLite and on PostgreSQL."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any, TypeVar

from sqlalchemy import BigInteger, DateTime, Dialect, String, Text
from sqlalchemy.types import TypeDecorator

from lsg_projects.domain.codec import canonical
from lsg_projects.domain.text import Tri

E = TypeVar("E", bound=StrEnum)

MoneyType = BigInteger
"""Tiyn, as a whole number."""


class UtcTime(TypeDecorator[datetime]):
    """A moment in UTC; always aware in the program, always without a zone in the database."""

    impl = DateTime
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Refuse a naive moment, since nobody could tell which hour it means."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment without a time zone")
        return value.astimezone(UTC).replace(tzinfo=None)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Give the moment its zone back."""
        return None if value is None else value.replace(tzinfo=UTC)


class TriText(TypeDecorator[Tri]):
    """A text in three languages, as canonical JSON."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: Tri | None, dialect: Dialect) -> str:
        """Store only the languages that have a text."""
        return canonical(value or Tri()).decode()

    def process_result_value(self, value: str | None, dialect: Dialect) -> Tri:
        """Read the text; nothing stored is an empty text."""
        return Tri.of(json.loads(value)) if value else Tri()


class JsonText(TypeDecorator[Any]):
    """Plain values as canonical JSON text, the same bytes on both databases."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: Any, dialect: Dialect) -> str | None:
        """Store the one spelling of the value."""
        return None if value is None else canonical(value).decode()

    def process_result_value(self, value: str | None, dialect: Dialect) -> Any:
        """Read the value back as JSON's own kinds."""
        return None if value is None else json.loads(value)


class EnumText(TypeDecorator[E]):
    """A word of a fixed list, stored by its code."""

    impl = String(40)
    cache_ok = True

    def __init__(self, kind: type[E]) -> None:
        """Remember the list that the word belongs to."""
        super().__init__()
        self.kind = kind

    def process_bind_param(self, value: E | None, dialect: Dialect) -> str | None:
        """Store the code, and only one of the list."""
        return None if value is None else self.kind(value).value

    def process_result_value(self, value: str | None, dialect: Dialect) -> E | None:
        """Give the word of the list."""
        return None if value is None else self.kind(value)


class DecimalText(TypeDecorator[Decimal]):
    """A number with its decimals, kept exactly: neither database's own kind is the same on both."""

    impl = String(40)
    cache_ok = True

    def process_bind_param(self, value: Decimal | None, dialect: Dialect) -> str | None:
        """Store the plain spelling."""
        return None if value is None else format(value.normalize(), "f")

    def process_result_value(self, value: str | None, dialect: Dialect) -> Decimal | None:
        """Read the number."""
        return None if value is None else Decimal(value)
