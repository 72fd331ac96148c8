"""Numbers in addresses: what no row of a database can have is no address of ours."""

from __future__ import annotations

from typing import Any

from flask import Flask
from werkzeug.routing import IntegerConverter

LARGEST = 2**31 - 1
"""The largest number of a row; PostgreSQL and SQLite refuse larger ones each in a way of its own."""


class RowNumber(IntegerConverter):
    """A number in plain digits that a row can have; any other address answers 404 before a database is asked."""

    regex = "[0-9]{1,10}"

    def __init__(self, *arguments: Any, **named: Any) -> None:
        """Bound the number, unless the address bounds it itself."""
        super().__init__(*arguments, **({"max": LARGEST} | named))


def number(app: Flask) -> None:
    """Let *app* read every ``<int:...>`` of an address this way."""
    app.url_map.converters["int"] = RowNumber
