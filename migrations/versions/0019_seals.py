"""The seal on a certified report: the sealed file and the certificate that sealed it."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add both digests; a plain column keeps the table and its triggers as they are."""
    op.add_column("report_document", sa.Column("sealed_sha256", sa.String(64), nullable=True))
    op.add_column("report_document", sa.Column("seal_certificate", sa.String(64), nullable=True))
    op.create_index("ix_report_document_sealed_sha256", "report_document", ["sealed_sha256"])


def downgrade() -> None:
    """Take them away."""
    op.drop_index("ix_report_document_sealed_sha256", "report_document")
    op.drop_column("report_document", "seal_certificate")
    op.drop_column("report_document", "sealed_sha256")
