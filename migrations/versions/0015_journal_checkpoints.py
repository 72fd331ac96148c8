"""Signed checkpoints of the journal, heads that only move forward, and history that TRUNCATE cannot empty."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from lsg_projects.kit.triggers import any_step, append_only, emptiable, never_emptied, one_step

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None

_EARLIER = ("journal_entry", "project_version", "decision", "payment", "attribution")
_NEW = ("journal_checkpoint", "journal_checkpoint_head")


def upgrade() -> None:
    """Create the tables and the triggers."""
    _checkpoint()
    _checkpoint_head()
    dialect = op.get_bind().dialect.name
    for table in _NEW:
        for statement in append_only(table, dialect):
            op.execute(statement)
    for table in (*_EARLIER, *_NEW):
        for statement in never_emptied(table, dialect):
            op.execute(statement)
    for statement in one_step("journal_head", dialect):
        op.execute(statement)


def downgrade() -> None:
    """Take them away."""
    dialect = op.get_bind().dialect.name
    for statement in any_step("journal_head", dialect):
        op.execute(statement)
    for table in _EARLIER:
        for statement in emptiable(table, dialect):
            op.execute(statement)
    op.drop_table("journal_checkpoint_head")
    op.drop_table("journal_checkpoint")


def _checkpoint() -> None:
    op.create_table(
        "journal_checkpoint",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("at", sa.String(length=40), nullable=False),
        sa.Column("entries", sa.Integer(), nullable=False),
        sa.Column("heads", sa.Integer(), nullable=False),
        sa.Column("root", sa.String(length=64), nullable=False),
        sa.Column("signature", sa.String(length=100), nullable=False),
        sa.Column("key", sa.String(length=60), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_journal_checkpoint")),
        sa.UniqueConstraint("entries", name=op.f("uq_journal_checkpoint_entries")),
        sa.UniqueConstraint("root", name=op.f("uq_journal_checkpoint_root")),
    )


def _checkpoint_head() -> None:
    op.create_table(
        "journal_checkpoint_head",
        sa.Column("checkpoint_id", sa.Integer(), nullable=False),
        sa.Column("chain", sa.String(length=80), nullable=False),
        sa.Column("after", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.CheckConstraint("number > after", name=op.f("ck_journal_checkpoint_head_number")),
        sa.ForeignKeyConstraint(
            ["chain"], ["journal_head.chain"], name=op.f("fk_journal_checkpoint_head_chain"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["checkpoint_id"], ["journal_checkpoint.id"],
            name=op.f("fk_journal_checkpoint_head_checkpoint_id"), ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("checkpoint_id", "chain", name=op.f("pk_journal_checkpoint_head")),
    )  # fmt: skip
    op.create_index(op.f("ix_journal_checkpoint_head_chain"), "journal_checkpoint_head", ["chain"])
