"""Delivery: contracts, payments, milestones reported, revenue received, words of the quarter."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from lsg_projects.kit.triggers import append_only

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create the tables."""
    _contract()
    _contract_change()
    _payment()
    _paid_line()
    _milestone_update()
    _revenue_received()
    _narrative()
    _progress_note()
    for statement in append_only("payment", op.get_bind().dialect.name):
        op.execute(statement)


def downgrade() -> None:
    """Take the tables away."""
    op.drop_table("progress_note")
    op.drop_table("narrative")
    op.drop_table("revenue_received")
    op.drop_table("milestone_update")
    op.drop_table("paid_line")
    op.drop_table("payment")
    op.drop_table("contract_change")
    op.drop_table("contract")


def _contract() -> None:
    op.create_table(
        "contract",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("project_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.String(length=60), nullable=False),
        sa.Column("dated", sa.Date(), nullable=False),
        sa.Column("procurement_number", sa.String(length=60), nullable=False),
        sa.Column("supplier", sa.String(length=200), nullable=False),
        sa.Column("supplier_bin", sa.String(length=12), nullable=False),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.Column("starts", sa.Date(), nullable=True),
        sa.Column("ends", sa.Date(), nullable=True),
        sa.Column("recorded_at", sa.DateTime(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.CheckConstraint("amount > 0", name=op.f("ck_contract_amount")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_contract_person_id"), ondelete="RESTRICT"),
        sa.ForeignKeyConstraint(
            ["project_id"], ["project.id"], name=op.f("fk_contract_project_id"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_contract")),
        sa.UniqueConstraint("project_id", "number", name=op.f("uq_contract_project_id_number")),
    )
    op.create_index(op.f("ix_contract_project_id"), "contract", ["project_id"], unique=False)


def _contract_change() -> None:
    op.create_table(
        "contract_change",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("contract_id", sa.Integer(), nullable=False),
        sa.Column("dated", sa.Date(), nullable=False),
        sa.Column("amount", sa.BigInteger(), nullable=True),
        sa.Column("ends", sa.Date(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["contract_id"], ["contract.id"], name=op.f("fk_contract_change_contract_id"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_contract_change_person_id"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_contract_change")),
    )
    op.create_index(op.f("ix_contract_change_contract_id"), "contract_change", ["contract_id"], unique=False)


def _payment() -> None:
    op.create_table(
        "payment",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("project_id", sa.Integer(), nullable=False),
        sa.Column("line_key", sa.String(length=40), nullable=False),
        sa.Column("paid_on", sa.Date(), nullable=False),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.Column("document_number", sa.String(length=60), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("reverses_id", sa.Integer(), nullable=True),
        sa.Column("recorded_at", sa.DateTime(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.CheckConstraint("(amount < 0) = (reverses_id IS NOT NULL)", name=op.f("ck_payment_reversal")),
        sa.CheckConstraint("amount <> 0", name=op.f("ck_payment_amount")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_payment_person_id"), ondelete="RESTRICT"),
        sa.ForeignKeyConstraint(
            ["project_id"], ["project.id"], name=op.f("fk_payment_project_id"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["reverses_id"], ["payment.id"], name=op.f("fk_payment_reverses_id"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_payment")),
        sa.UniqueConstraint("reverses_id", name=op.f("uq_payment_reverses_id")),
    )
    op.create_index("ix_payment_paid_on", "payment", ["paid_on"], unique=False)
    op.create_index("ix_payment_project_id_line_key", "payment", ["project_id", "line_key"], unique=False)


def _paid_line() -> None:
    op.create_table(
        "paid_line",
        sa.Column("project_id", sa.Integer(), nullable=False),
        sa.Column("line_key", sa.String(length=40), nullable=False),
        sa.Column("paid", sa.BigInteger(), nullable=False),
        sa.CheckConstraint("paid >= 0", name=op.f("ck_paid_line_paid")),
        sa.ForeignKeyConstraint(
            ["project_id"], ["project.id"], name=op.f("fk_paid_line_project_id"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("project_id", "line_key", name=op.f("pk_paid_line")),
    )


def _milestone_update() -> None:
    op.create_table(
        "milestone_update",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("project_id", sa.Integer(), nullable=False),
        sa.Column("milestone_key", sa.String(length=40), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("reported_on", sa.Date(), nullable=False),
        sa.Column("percent", sa.Integer(), nullable=True),
        sa.Column("met_on", sa.Date(), nullable=True),
        sa.Column("old_due", sa.Date(), nullable=True),
        sa.Column("new_due", sa.Date(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("evidence", sa.Text(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.CheckConstraint("percent IS NULL OR percent BETWEEN 0 AND 100", name=op.f("ck_milestone_update_percent")),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_milestone_update_person_id"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["project_id"], ["project.id"], name=op.f("fk_milestone_update_project_id"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_milestone_update")),
    )
    op.create_index(op.f("ix_milestone_update_project_id"), "milestone_update", ["project_id"], unique=False)


def _revenue_received() -> None:
    op.create_table(
        "revenue_received",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("project_id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=6), nullable=False),
        sa.Column("month", sa.Date(), nullable=False),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.CheckConstraint("amount <> 0", name=op.f("ck_revenue_received_amount")),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_revenue_received_person_id"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["project_id"], ["project.id"], name=op.f("fk_revenue_received_project_id"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_revenue_received")),
    )
    op.create_index("ix_revenue_received_month", "revenue_received", ["month"], unique=False)
    op.create_index(op.f("ix_revenue_received_project_id"), "revenue_received", ["project_id"], unique=False)


def _narrative() -> None:
    op.create_table(
        "narrative",
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("period", sa.String(length=7), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("saved_at", sa.DateTime(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_narrative_person_id"), ondelete="RESTRICT"),
        sa.ForeignKeyConstraint(
            ["unit_id"], ["administrative_unit.id"], name=op.f("fk_narrative_unit_id"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("unit_id", "period", name=op.f("pk_narrative")),
    )


def _progress_note() -> None:
    op.create_table(
        "progress_note",
        sa.Column("project_id", sa.Integer(), nullable=False),
        sa.Column("period", sa.String(length=7), nullable=False),
        sa.Column("done", sa.Text(), nullable=False),
        sa.Column("problems", sa.Text(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("saved_at", sa.DateTime(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_progress_note_person_id"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["project_id"], ["project.id"], name=op.f("fk_progress_note_project_id"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("project_id", "period", name=op.f("pk_progress_note")),
    )
