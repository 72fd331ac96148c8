"""Execution of budgets by month, targets of own revenue, attribution of what was received."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from lsg_projects.kit.triggers import append_only

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create the tables."""
    _execution_month()
    _revenue_target()
    _execution_line()
    _attribution()
    for table in ("attribution",):
        for statement in append_only(table, op.get_bind().dialect.name):
            op.execute(statement)


def downgrade() -> None:
    """Take the tables away."""
    op.drop_table("attribution")
    op.drop_table("execution_line")
    op.drop_table("revenue_target")
    op.drop_table("execution_month")


def _execution_month() -> None:
    op.create_table(
        "execution_month",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("month", sa.Date(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(), nullable=False),
        sa.Column("recorded_by", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["recorded_by"], ["person.id"], name=op.f("fk_execution_month_recorded_by"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["unit_id"], ["administrative_unit.id"], name=op.f("fk_execution_month_unit_id"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_execution_month")),
        sa.UniqueConstraint("unit_id", "month", "number", name=op.f("uq_execution_month_unit_id_month_number")),
    )


def _revenue_target() -> None:
    op.create_table(
        "revenue_target",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("share", sa.Integer(), nullable=False),
        sa.Column("basis", sa.Text(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(), nullable=False),
        sa.Column("recorded_by", sa.Integer(), nullable=True),
        sa.CheckConstraint("share BETWEEN 1 AND 10000", name=op.f("ck_revenue_target_share")),
        sa.ForeignKeyConstraint(
            ["recorded_by"], ["person.id"], name=op.f("fk_revenue_target_recorded_by"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["unit_id"], ["administrative_unit.id"], name=op.f("fk_revenue_target_unit_id"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_revenue_target")),
    )
    op.create_index(op.f("ix_revenue_target_unit_id"), "revenue_target", ["unit_id"], unique=False)


def _execution_line() -> None:
    op.create_table(
        "execution_line",
        sa.Column("month_id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=6), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("year_plan", sa.BigInteger(), nullable=True),
        sa.Column("period_plan", sa.BigInteger(), nullable=True),
        sa.Column("received", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(
            ["month_id"], ["execution_month.id"], name=op.f("fk_execution_line_month_id"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("month_id", "code", name=op.f("pk_execution_line")),
    )


def _attribution() -> None:
    op.create_table(
        "attribution",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("project_id", sa.Integer(), nullable=False),
        sa.Column("month", sa.Date(), nullable=False),
        sa.Column("code", sa.String(length=6), nullable=False),
        sa.Column("receipt", sa.String(length=6), nullable=False),
        sa.Column("share", sa.Integer(), nullable=True),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("execution_id", sa.Integer(), nullable=True),
        sa.Column("cancels_id", sa.Integer(), nullable=True),
        sa.Column("recorded_at", sa.DateTime(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.CheckConstraint("(amount < 0) = (cancels_id IS NOT NULL)", name=op.f("ck_attribution_cancels")),
        sa.CheckConstraint("amount <> 0", name=op.f("ck_attribution_amount")),
        sa.ForeignKeyConstraint(
            ["cancels_id"], ["attribution.id"], name=op.f("fk_attribution_cancels_id"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["execution_id"], ["execution_month.id"], name=op.f("fk_attribution_execution_id"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_attribution_person_id"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["project_id"], ["project.id"], name=op.f("fk_attribution_project_id"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["unit_id"], ["administrative_unit.id"], name=op.f("fk_attribution_unit_id"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_attribution")),
        sa.UniqueConstraint("cancels_id", name=op.f("uq_attribution_cancels_id")),
    )
    op.create_index(op.f("ix_attribution_execution_id"), "attribution", ["execution_id"], unique=False)
    op.create_index(op.f("ix_attribution_project_id"), "attribution", ["project_id"], unique=False)
    op.create_index("ix_attribution_unit_id_month", "attribution", ["unit_id", "month"], unique=False)
