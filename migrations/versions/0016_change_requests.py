"""Change requests on approved projects, and the versions that they make."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create the table and add the columns."""
    _change_request()
    # one statement each: a rebuilt table would lose the triggers that keep versions
    op.execute("ALTER TABLE project_version ADD COLUMN kind VARCHAR(10) DEFAULT 'original' NOT NULL")
    op.execute(
        "ALTER TABLE approval_process ADD COLUMN change_id INTEGER"
        " CONSTRAINT fk_approval_process_change_id REFERENCES change_request (id) ON DELETE RESTRICT"
    )
    op.add_column("project", sa.Column("changing", sa.Boolean(), server_default=sa.false(), nullable=False))
    op.create_index("ix_approval_process_change_id", "approval_process", ["change_id"], unique=False)


def downgrade() -> None:
    """Take them away; what was decided on changes goes with the table, so this is for empty ones."""
    op.drop_index("ix_approval_process_change_id", "approval_process")
    with op.batch_alter_table("project") as table:
        table.drop_column("changing")
    with op.batch_alter_table("approval_process") as table:
        table.drop_constraint(op.f("fk_approval_process_change_id"), type_="foreignkey")
        table.drop_column("change_id")
    op.execute("ALTER TABLE project_version DROP COLUMN kind")
    op.drop_table("change_request")


def _change_request() -> None:
    op.create_table(
        "change_request",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("project_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("base", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("had", sa.Text(), nullable=False),
        sa.Column("concerns", sa.Text(), nullable=False),
        sa.Column("content", sa.Text(), nullable=True),
        sa.Column("attachments", sa.Text(), nullable=False),
        sa.Column("directory", sa.Text(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("opened_at", sa.DateTime(), nullable=False),
        sa.Column("opened_by", sa.Integer(), nullable=True),
        sa.Column("sent_at", sa.DateTime(), nullable=True),
        sa.Column("closed_at", sa.DateTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["project_id"], ["project.id"], name=op.f("fk_change_request_project_id"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["opened_by"], ["person.id"], name=op.f("fk_change_request_opened_by"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_change_request")),
        sa.UniqueConstraint("project_id", "number", name=op.f("uq_change_request_project_id_number")),
    )
    op.create_index(
        "uq_change_request_open",
        "change_request",
        ["project_id"],
        unique=True,
        sqlite_where=sa.text("closed_at IS NULL"),
        postgresql_where=sa.text("closed_at IS NULL"),
    )
