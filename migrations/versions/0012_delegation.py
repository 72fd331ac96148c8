"""Substitution by order, second accounts of one person, and in whose place a decision was made."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from lsg_projects.kit.triggers import append_only, changeable

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create the table and add the columns."""
    _delegation()
    with op.batch_alter_table("person") as table:
        table.add_column(sa.Column("same_as", sa.Integer(), nullable=True))
        table.create_foreign_key(op.f("fk_person_same_as"), "person", ["same_as"], ["id"], ondelete="RESTRICT")
    # a column with its key in one statement: a rebuilt table would lose the triggers that keep decisions
    op.execute(
        "ALTER TABLE decision ADD COLUMN delegation_id INTEGER"
        " CONSTRAINT fk_decision_delegation_id REFERENCES delegation (id) ON DELETE RESTRICT"
    )


def downgrade() -> None:
    """Take them away."""
    dialect = op.get_bind().dialect.name
    for statement in changeable("decision", dialect):
        op.execute(statement)
    with op.batch_alter_table("decision") as table:
        table.drop_constraint(op.f("fk_decision_delegation_id"), type_="foreignkey")
        table.drop_column("delegation_id")
    for statement in append_only("decision", dialect):
        op.execute(statement)
    with op.batch_alter_table("person") as table:
        table.drop_constraint(op.f("fk_person_same_as"), type_="foreignkey")
        table.drop_column("same_as")
    op.drop_table("delegation")


def _delegation() -> None:
    op.create_table(
        "delegation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("appointment_id", sa.Integer(), nullable=False),
        sa.Column("deputy_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("number", sa.String(length=60), nullable=False),
        sa.Column("dated", sa.Date(), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("valid_until", sa.Date(), nullable=False),
        sa.Column("scope", sa.Text(), nullable=False),
        sa.Column("file_name", sa.String(length=120), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("recorded_at", sa.DateTime(), nullable=False),
        sa.Column("recorded_by", sa.Integer(), nullable=True),
        sa.Column("revoked_at", sa.DateTime(), nullable=True),
        sa.Column("revoked_by", sa.Integer(), nullable=True),
        sa.CheckConstraint("valid_until >= valid_from", name=op.f("ck_delegation_dates")),
        sa.ForeignKeyConstraint(
            ["appointment_id"], ["appointment.id"], name=op.f("fk_delegation_appointment_id"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["deputy_id"], ["person.id"], name=op.f("fk_delegation_deputy_id"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["recorded_by"], ["person.id"], name=op.f("fk_delegation_recorded_by"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["revoked_by"], ["person.id"], name=op.f("fk_delegation_revoked_by"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_delegation")),
    )
    op.create_index("ix_delegation_appointment_id", "delegation", ["appointment_id"], unique=False)
    op.create_index("ix_delegation_deputy_id_valid_until", "delegation", ["deputy_id", "valid_until"], unique=False)
