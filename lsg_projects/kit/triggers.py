"""Triggers by which the database itself keeps history append-only, on SQLite and on PostgreSQL."""

from __future__ import annotations

from collections.abc import Iterator

_FUNCTION = """
CREATE OR REPLACE FUNCTION refuse_change() RETURNS trigger AS $$
BEGIN
  RAISE EXCEPTION 'rows of % are never changed or deleted', TG_TABLE_NAME;
END;
$$ LANGUAGE plpgsql
"""


def append_only(table: str, dialect: str) -> Iterator[str]:
    """Give the statements that make *table* refuse every UPDATE and DELETE."""
    if dialect == "postgresql":
        yield _FUNCTION
        yield (
            f"CREATE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE ON {table} "
            "FOR EACH ROW EXECUTE FUNCTION refuse_change()"
        )
        return
    for act in ("UPDATE", "DELETE"):
        yield (
            f"CREATE TRIGGER {table}_append_only_{act.lower()} BEFORE {act} ON {table} "
            f"BEGIN SELECT RAISE(ABORT, 'rows of {table} are never changed or deleted'); END"
        )


def changeable(table: str, dialect: str) -> Iterator[str]:
    """Give the statements that take the triggers away again (for a downgrade)."""
    if dialect == "postgresql":
        yield f"DROP TRIGGER {table}_append_only ON {table}"
        return
    for act in ("update", "delete"):
        yield f"DROP TRIGGER {table}_append_only_{act}"
