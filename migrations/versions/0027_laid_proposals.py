"""What-ifs of the ranking on the table of the budget commission's next meeting."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0027"
down_revision = "0021"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create the table; what was given before lies in the ranking only, as it did."""
    op.create_table(
        "laid_proposal",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("body_id", sa.Integer(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("variant", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("entering", sa.Text(), nullable=False),
        sa.Column("staying", sa.Text(), nullable=False),
        sa.Column("laid_at", sa.DateTime(), nullable=False),
        sa.Column("laid_by", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["body_id"], ["body.id"], name=op.f("fk_laid_proposal_body_id"), ondelete="RESTRICT"),
        sa.ForeignKeyConstraint(["laid_by"], ["person.id"], name=op.f("fk_laid_proposal_laid_by"), ondelete="RESTRICT"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_laid_proposal")),
    )
    op.create_index("ix_laid_proposal_body_id", "laid_proposal", ["body_id"])


def downgrade() -> None:
    """Take the table away."""
    op.drop_table("laid_proposal")
