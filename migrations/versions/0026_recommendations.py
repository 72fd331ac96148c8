"""Recommendations of assemblies with the akim's answers."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0026"
down_revision = "0023"
branch_labels = None
depends_on = None

_PEOPLE = ("recorded_by", "given_by", "answered_by", "done_by")


def upgrade() -> None:
    """Create the table."""
    op.create_table(
        "recommendation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("body_id", sa.Integer(), nullable=False),
        sa.Column("period", sa.String(length=7), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("project_id", sa.Integer(), nullable=True),
        sa.Column("due", sa.Date(), nullable=True),
        sa.Column("recorded_at", sa.DateTime(), nullable=False),
        sa.Column("recorded_by", sa.Integer(), nullable=True),
        sa.Column("minutes_no", sa.String(length=40), nullable=False),
        sa.Column("minutes_day", sa.Date(), nullable=True),
        sa.Column("given_at", sa.DateTime(), nullable=True),
        sa.Column("given_by", sa.Integer(), nullable=True),
        *_answer(),
        *(_reference(column, to) for column, to in _references()),
        sa.CheckConstraint(
            "state IN ('draft', 'struck', 'given', 'answered', 'done')", name=op.f("ck_recommendation_state")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_recommendation")),
        sa.UniqueConstraint("unit_id", "period", "number", name=op.f("uq_recommendation_unit_id_period_number")),
    )
    op.create_index("ix_recommendation_unit_id_state", "recommendation", ["unit_id", "state"])


def _answer() -> tuple[sa.Column[object], ...]:
    return (
        sa.Column("verdict", sa.String(length=40), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("action", sa.Text(), nullable=False),
        sa.Column("until", sa.Date(), nullable=True),
        sa.Column("answered_at", sa.DateTime(), nullable=True),
        sa.Column("answered_by", sa.Integer(), nullable=True),
        sa.Column("done", sa.Text(), nullable=False),
        sa.Column("done_on", sa.Date(), nullable=True),
        sa.Column("done_at", sa.DateTime(), nullable=True),
        sa.Column("done_by", sa.Integer(), nullable=True),
    )


def _references() -> tuple[tuple[str, str], ...]:
    own = (("unit_id", "administrative_unit.id"), ("body_id", "body.id"), ("project_id", "project.id"))
    return (*own, *((column, "person.id") for column in _PEOPLE))


def _reference(column: str, to: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [to], name=op.f(f"fk_recommendation_{column}"), ondelete="RESTRICT")


def downgrade() -> None:
    """Take it away."""
    op.drop_table("recommendation")
