"""Frozen dataclasses to plain values and back, and the canonical bytes that digests are made of."""

from __future__ import annotations

import functools
import hashlib
import json
import types
import typing
from collections.abc import Mapping
from dataclasses import Field, fields, is_dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from enum import Enum
from typing import Any, TypeVar

from lsg_projects.domain.text import Tri

T = TypeVar("T")


_PLAIN = frozenset({str, int, bool, type(None)})


def plain(value: object) -> Any:
    """Give *value* as JSON's own kinds: dates and decimals as text, enums by code, empty texts left out."""
    if type(value) in _PLAIN:  # most of what there is, so it is asked first
        return value
    if isinstance(value, Tri):
        return value.as_dict()
    if is_dataclass(value) and not isinstance(value, type):
        return {f.name: plain(getattr(value, f.name)) for f in fields(value) if not _unused(f, value)}
    if isinstance(value, Mapping):
        return {str(key): plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [plain(item) for item in value]
    return _plain_scalar(value)


def _unused(field: Field[Any], value: object) -> bool:
    """Tell a field that came later and is empty: what was stored before it keeps its bytes and its digest."""
    return bool(field.metadata.get("later")) and getattr(value, field.name) == field.default


def _plain_scalar(value: object) -> Any:
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, Decimal):
        return format(value.normalize(), "f")
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat(timespec="microseconds")
    return value.isoformat() if isinstance(value, date) else value


def canonical(value: object) -> bytes:
    """Give the one spelling of *value* in bytes: sorted keys, no spaces, UTF-8, no floats."""
    return json.dumps(plain(value), ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False).encode(
        "utf-8"
    )


def digest(value: object) -> str:
    """Give the SHA-256 of the canonical bytes, in hexadecimal."""
    return hashlib.sha256(canonical(value)).hexdigest()


def build(kind: type[T], data: object) -> T:
    """Make a *kind* of what `plain` gave; a field that is absent takes its default."""
    return typing.cast(T, _read(kind, data))


@functools.cache
def _hints(kind: type) -> dict[str, Any]:
    return typing.get_type_hints(kind)


def _read(kind: Any, data: Any) -> Any:
    origin = typing.get_origin(kind)
    if origin in (typing.Union, types.UnionType):
        return None if data is None else _read(_without_none(kind), data)
    if origin is tuple:
        return tuple(_read(typing.get_args(kind)[0], item) for item in data or ())
    if kind is Tri:
        return Tri.of(data)
    if isinstance(kind, type) and is_dataclass(kind):
        return _read_fields(kind, data if isinstance(data, Mapping) else {})
    return _read_scalar(kind, data)


def _without_none(kind: Any) -> Any:
    return next(arg for arg in typing.get_args(kind) if arg is not type(None))


def _read_fields(kind: type, data: Mapping[str, Any]) -> Any:
    hints = _hints(kind)
    return kind(**{f.name: _read(hints[f.name], data[f.name]) for f in fields(kind) if f.init and f.name in data})


_SCALARS: dict[Any, Any] = {
    date: date.fromisoformat,
    datetime: datetime.fromisoformat,
    Decimal: Decimal,
}


def _read_scalar(kind: Any, data: Any) -> Any:
    if kind in _SCALARS:
        return _SCALARS[kind](data)
    if isinstance(kind, type) and issubclass(kind, Enum):
        return kind(data)
    return data
