"""Notices, how far the journal was read for them, and what each person chose."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create the tables."""
    _notice()
    op.create_table(
        "notice_mark",
        sa.Column("chain", sa.String(length=80), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["chain"], ["journal_head.chain"], name=op.f("fk_notice_mark_chain"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("chain", name=op.f("pk_notice_mark")),
    )
    op.create_table(
        "notice_choice",
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("letters", sa.String(length=40), nullable=False),
        sa.Column("calendar_hash", sa.String(length=64), nullable=True),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_notice_choice_person_id"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("person_id", name=op.f("pk_notice_choice")),
        sa.UniqueConstraint("calendar_hash", name=op.f("uq_notice_choice_calendar_hash")),
    )


def downgrade() -> None:
    """Take the tables away."""
    op.drop_table("notice_choice")
    op.drop_table("notice_mark")
    op.drop_table("notice")


def _notice() -> None:
    op.create_table(
        "notice",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=120), nullable=False),
        sa.Column("kind", sa.String(length=80), nullable=False),
        sa.Column("facts", sa.Text(), nullable=False),
        sa.Column("href", sa.String(length=200), nullable=False),
        sa.Column("happened_at", sa.DateTime(), nullable=False),
        sa.Column("told_at", sa.DateTime(), nullable=False),
        sa.Column("read_at", sa.DateTime(), nullable=True),
        sa.Column("letter", sa.String(length=10), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("tried_at", sa.DateTime(), nullable=True),
        sa.CheckConstraint("letter IN ('none', 'waiting', 'sending', 'sent', 'failed')", name=op.f("ck_notice_letter")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_notice_person_id"), ondelete="RESTRICT"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_notice")),
        sa.UniqueConstraint("person_id", "key", name=op.f("uq_notice_person_id_key")),
    )
    op.create_index("ix_notice_person_id_told_at", "notice", ["person_id", "told_at"], unique=False)
    op.create_index("ix_notice_letter_told_at", "notice", ["letter", "told_at"], unique=False)
