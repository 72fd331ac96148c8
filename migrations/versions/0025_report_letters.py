"""Recipients of scheduled reports, and the letters that take certified editions to them."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0025"
down_revision = "0020"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create both tables."""
    op.create_table(
        "report_recipient",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("schedule_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("email", sa.String(length=200), nullable=False),
        sa.Column("language", sa.String(length=5), nullable=False),
        sa.Column("added_at", sa.DateTime(), nullable=False),
        sa.Column("added_by", sa.Integer(), nullable=True),
        _reference("report_recipient", "schedule_id", "report_schedule.id"),
        _reference("report_recipient", "added_by", "person.id"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_report_recipient")),
        sa.UniqueConstraint("schedule_id", "email", name=op.f("uq_report_recipient_schedule_id_email")),
    )
    _letters()


def _letters() -> None:
    op.create_table(
        "report_letter",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("document_id", sa.Integer(), nullable=False),
        sa.Column("schedule_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("email", sa.String(length=200), nullable=False),
        sa.Column("letter", sa.String(length=10), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("tried_at", sa.DateTime(), nullable=True),
        sa.Column("written_at", sa.DateTime(), nullable=False),
        sa.CheckConstraint(
            "letter IN ('waiting', 'sending', 'sent', 'failed', 'withheld')", name=op.f("ck_report_letter_letter")
        ),
        _reference("report_letter", "document_id", "report_document.id"),
        _reference("report_letter", "schedule_id", "report_schedule.id"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_report_letter")),
        sa.UniqueConstraint("document_id", "email", name=op.f("uq_report_letter_document_id_email")),
    )
    op.create_index("ix_report_letter_letter", "report_letter", ["letter", "id"])
    op.create_index("ix_report_letter_schedule_id", "report_letter", ["schedule_id", "id"])


def _reference(table: str, column: str, to: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [to], name=op.f(f"fk_{table}_{column}"), ondelete="RESTRICT")


def downgrade() -> None:
    """Take them away."""
    op.drop_table("report_letter")
    op.drop_table("report_recipient")
