"""Answers that an executor of a department prepares and its head signs."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0021"
down_revision = "0022"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create the table; a task that is open already keeps its single signature."""
    _draft_decision()
    op.add_column("approval_task", sa.Column("signatures", sa.Integer(), server_default="1", nullable=False))


def downgrade() -> None:
    """Take them away."""
    with op.batch_alter_table("approval_task") as table:
        table.drop_column("signatures")
    op.drop_table("draft_decision")


def _draft_decision() -> None:
    op.create_table(
        "draft_decision",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("task_id", sa.Integer(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("shown", sa.String(length=64), nullable=False),
        sa.Column("seen", sa.Text(), nullable=False),
        sa.Column("outcome", sa.String(length=40), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("conclusion", sa.Text(), nullable=False),
        sa.Column("remarks", sa.Text(), nullable=False),
        sa.Column("until", sa.Date(), nullable=True),
        sa.Column("language", sa.String(length=2), nullable=False),
        sa.Column("writers", sa.Text(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("appointment_id", sa.Integer(), nullable=False),
        sa.Column("delegation_id", sa.Integer(), nullable=True),
        sa.Column("prepared_at", sa.DateTime(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("noted_by", sa.Integer(), nullable=True),
        sa.Column("noted_at", sa.DateTime(), nullable=True),
        sa.CheckConstraint("revision > 0", name=op.f("ck_draft_decision_revision")),
        *(
            sa.ForeignKeyConstraint(
                [column], [f"{table}.id"], name=op.f(f"fk_draft_decision_{column}"), ondelete="RESTRICT"
            )
            for column, table in (
                ("task_id", "approval_task"), ("person_id", "person"), ("appointment_id", "appointment"),
                ("delegation_id", "delegation"), ("noted_by", "person"),
            )
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_draft_decision")),
        sa.UniqueConstraint("task_id", name=op.f("uq_draft_decision_task_id")),
    )  # fmt: skip
