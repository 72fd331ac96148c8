"""Codes of the budget classification that an installation adds."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create the table."""
    op.create_table(
        "classification_entry",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("code", sa.String(length=24), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("since", sa.Integer(), nullable=False),
        sa.Column("until", sa.Integer(), nullable=True),
        sa.Column("fourth_since", sa.Integer(), nullable=True),
        sa.Column("fourth_level", sa.Boolean(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("certainty", sa.String(length=120), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_classification_entry")),
        sa.UniqueConstraint("kind", "code", "since", name=op.f("uq_classification_entry_kind_code_since")),
    )
    op.create_index(op.f("ix_classification_entry_code"), "classification_entry", ["code"], unique=False)


def downgrade() -> None:
    """Take the table away."""
    op.drop_table("classification_entry")
