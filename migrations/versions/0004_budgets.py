"""Plans of budgets by version, their lines, and the ceilings."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

FIGURES = (
    "income", "tax", "non_tax", "capital_sale", "transfers", "subvention", "district_targeted", "from_republic",
    "from_oblast", "expenditure", "net_lending", "asset_balance", "deficit", "loans", "loan_repayment", "used_balances",
)  # fmt: skip


def upgrade() -> None:
    """Create the tables."""
    _plan_version()
    _plan_line()
    _ceiling()


def downgrade() -> None:
    """Take the tables away."""
    op.drop_table("ceiling")
    op.drop_table("plan_line")
    op.drop_table("plan_version")


def _unit(table: str) -> sa.ForeignKeyConstraint:
    name = op.f(f"fk_{table}_unit_id")
    return sa.ForeignKeyConstraint(["unit_id"], ["administrative_unit.id"], name=name, ondelete="RESTRICT")


def _recorder(table: str) -> sa.ForeignKeyConstraint:
    name = op.f(f"fk_{table}_recorded_by")
    return sa.ForeignKeyConstraint(["recorded_by"], ["person.id"], name=name, ondelete="RESTRICT")


def _plan_version() -> None:
    op.create_table(
        "plan_version",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("decision_no", sa.String(length=60), nullable=False),
        sa.Column("decision_date", sa.Date(), nullable=True),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("by_lines", sa.Boolean(), nullable=False),
        *(sa.Column(figure, sa.BigInteger(), nullable=True) for figure in FIGURES),
        sa.Column("recorded_at", sa.DateTime(), nullable=False),
        sa.Column("recorded_by", sa.Integer(), nullable=True),
        sa.CheckConstraint("year BETWEEN 2000 AND 2100", name=op.f("ck_plan_version_year")),
        _unit("plan_version"),
        _recorder("plan_version"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plan_version")),
        sa.UniqueConstraint("unit_id", "year", "number", name=op.f("uq_plan_version_unit_id_year_number")),
    )
    op.create_index(op.f("ix_plan_version_unit_id"), "plan_version", ["unit_id"], unique=False)
    op.create_index(op.f("ix_plan_version_year"), "plan_version", ["year"], unique=False)


def _plan_line() -> None:
    op.create_table(
        "plan_line",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version_id", sa.Integer(), nullable=False),
        sa.Column("section", sa.String(length=12), nullable=False),
        sa.Column("code", sa.String(length=24), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["version_id"], ["plan_version.id"], name=op.f("fk_plan_line_version_id"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plan_line")),
        sa.UniqueConstraint("version_id", "section", "code", name=op.f("uq_plan_line_version_id_section_code")),
    )


def _ceiling() -> None:
    op.create_table(
        "ceiling",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("source", sa.String(length=40), nullable=False),
        sa.Column("programme", sa.String(length=24), nullable=False),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.Column("decision_no", sa.String(length=60), nullable=False),
        sa.Column("decision_date", sa.Date(), nullable=True),
        sa.Column("recorded_at", sa.DateTime(), nullable=False),
        sa.Column("recorded_by", sa.Integer(), nullable=True),
        _unit("ceiling"),
        _recorder("ceiling"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ceiling")),
    )
    op.create_index(op.f("ix_ceiling_unit_id"), "ceiling", ["unit_id"], unique=False)
    op.create_index(op.f("ix_ceiling_year"), "ceiling", ["year"], unique=False)
