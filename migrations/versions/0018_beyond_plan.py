"""What a published project adds to the plan of its settlement as adopted."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the column; until now no line of a forecast said what the plan holds, so all of the gain came on top."""
    op.add_column("project_summary", sa.Column("beyond_plan", sa.BigInteger(), nullable=False, server_default="0"))
    op.execute("UPDATE project_summary SET beyond_plan = yearly_gain")


def downgrade() -> None:
    """Take the column away."""
    op.drop_column("project_summary", "beyond_plan")
