"""The paper of a department's answer: kept with its draft, bound to the decision by the signature."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0031"
down_revision = "0030"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Tell papers of decisions from those of projects, and let a draft have one."""
    op.add_column("document", sa.Column("state", sa.String(length=40), nullable=False, server_default="attached"))
    op.add_column("draft_decision", sa.Column("paper_key", sa.String(length=32), nullable=False, server_default=""))
    op.execute("ALTER TABLE decision RENAME COLUMN minutes_key TO paper_key")
    op.execute(
        "UPDATE document SET state = 'decided' WHERE key IN (SELECT paper_key FROM decision) "
        "OR key IN (SELECT minutes_key FROM meeting_item)"
    )


def downgrade() -> None:
    """Take the columns away; papers of drafts that were never signed stay as withdrawn ones."""
    op.execute("UPDATE document SET removed_at = uploaded_at WHERE state = 'draft' AND removed_at IS NULL")
    op.execute("ALTER TABLE decision RENAME COLUMN paper_key TO minutes_key")
    op.drop_column("draft_decision", "paper_key")
    op.drop_column("document", "state")
