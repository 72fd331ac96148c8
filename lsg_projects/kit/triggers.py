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


def never_emptied(table: str, dialect: str) -> Iterator[str]:
    """Give the statements that make *table* refuse TRUNCATE, which SQLite does not have."""
    if dialect == "postgresql":
        yield _FUNCTION
        yield (
            f"CREATE TRIGGER {table}_never_emptied BEFORE TRUNCATE ON {table} "
            "FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()"
        )


def emptiable(table: str, dialect: str) -> Iterator[str]:
    """Give the statements that take those triggers away again (for a downgrade)."""
    if dialect == "postgresql":
        yield f"DROP TRIGGER {table}_never_emptied ON {table}"


_STEP = """
CREATE OR REPLACE FUNCTION one_step_forward() RETURNS trigger AS $$
BEGIN
  IF TG_OP = 'UPDATE' AND NEW.chain = OLD.chain AND NEW.number = OLD.number + 1 THEN
    RETURN NEW;
  END IF;
  RAISE EXCEPTION 'a head of the journal moves one step forward and nowhere else';
END;
$$ LANGUAGE plpgsql
"""


def one_step(table: str, dialect: str) -> Iterator[str]:
    """Give the statements that let a head of the journal move forward by one, and never back or away."""
    if dialect == "postgresql":
        yield _STEP
        yield (
            f"CREATE TRIGGER {table}_one_step BEFORE UPDATE OR DELETE ON {table} "
            "FOR EACH ROW EXECUTE FUNCTION one_step_forward()"
        )
        return
    told = f"a head of the journal moves one step forward and nowhere else ({table})"
    yield (
        f"CREATE TRIGGER {table}_one_step_update BEFORE UPDATE ON {table} "
        f"WHEN NEW.chain <> OLD.chain OR NEW.number <> OLD.number + 1 BEGIN SELECT RAISE(ABORT, '{told}'); END"
    )
    yield f"CREATE TRIGGER {table}_one_step_delete BEFORE DELETE ON {table} BEGIN SELECT RAISE(ABORT, '{told}'); END"


def any_step(table: str, dialect: str) -> Iterator[str]:
    """Give the statements that take those triggers away again (for a downgrade)."""
    if dialect == "postgresql":
        yield f"DROP TRIGGER {table}_one_step ON {table}"
        return
    yield f"DROP TRIGGER {table}_one_step_update"
    yield f"DROP TRIGGER {table}_one_step_delete"


def changeable(table: str, dialect: str) -> Iterator[str]:
    """Give the statements that take the triggers away again (for a downgrade)."""
    if dialect == "postgresql":
        yield f"DROP TRIGGER {table}_append_only ON {table}"
        return
    for act in ("update", "delete"):
        yield f"DROP TRIGGER {table}_append_only_{act}"
