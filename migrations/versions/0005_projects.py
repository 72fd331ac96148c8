"""Projects: head, draft, savings, frozen versions, contributors, lines, and the public summary."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from lsg_projects.kit.triggers import append_only

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create the tables."""
    _project()
    _project_draft()
    _project_saving()
    _project_version()
    _project_contributor()
    _project_line()
    _project_gain()
    _project_summary()
    _project_mark()
    for statement in append_only("project_version", op.get_bind().dialect.name):
        op.execute(statement)


def downgrade() -> None:
    """Take the tables away."""
    op.drop_table("project_mark")
    op.drop_table("project_summary")
    op.drop_table("project_gain")
    op.drop_table("project_line")
    op.drop_table("project_contributor")
    op.drop_table("project_version")
    op.drop_table("project_saving")
    op.drop_table("project_draft")
    op.drop_table("project")


def _project() -> None:
    op.create_table(
        "project",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=20), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("unit_path", sa.String(length=60), nullable=False),
        sa.Column("body_id", sa.Integer(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("approval", sa.String(length=40), nullable=False),
        sa.Column("stage", sa.String(length=40), nullable=False),
        sa.Column("delivery", sa.String(length=40), nullable=False),
        sa.Column("delivery_reason", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=True),
        sa.Column("sector", sa.String(length=40), nullable=True),
        sa.Column("legal_kind", sa.String(length=40), nullable=True),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.Column("own_amount", sa.BigInteger(), nullable=False),
        sa.Column("transfer_amount", sa.BigInteger(), nullable=False),
        sa.Column("yearly_gain", sa.BigInteger(), nullable=False),
        sa.Column("one_off_gain", sa.BigInteger(), nullable=False),
        sa.Column("first_year", sa.Integer(), nullable=True),
        sa.Column("last_year", sa.Integer(), nullable=True),
        sa.Column("start", sa.Date(), nullable=True),
        sa.Column("end_date", sa.Date(), nullable=True),
        sa.Column("expected_end", sa.Date(), nullable=True),
        sa.Column("paid", sa.BigInteger(), nullable=False),
        sa.Column("received", sa.BigInteger(), nullable=False),
        sa.Column("work_percent", sa.Integer(), nullable=False),
        sa.Column("search", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("updated_at", sa.DateTime(), nullable=False),
        sa.Column("publication", sa.String(length=20), nullable=False),
        sa.Column("published_version", sa.Integer(), nullable=True),
        sa.Column("published_at", sa.DateTime(), nullable=True),
        sa.Column("publication_reason", sa.Text(), nullable=False),
        sa.Column("copied_from", sa.String(length=20), nullable=False),
        sa.ForeignKeyConstraint(["body_id"], ["body.id"], name=op.f("fk_project_body_id"), ondelete="RESTRICT"),
        sa.ForeignKeyConstraint(
            ["unit_id"], ["administrative_unit.id"], name=op.f("fk_project_unit_id"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_project")),
        sa.UniqueConstraint("code", name=op.f("uq_project_code")),
    )
    op.create_index("ix_project_approval_updated_at", "project", ["approval", "updated_at", "id"], unique=False)
    op.create_index(op.f("ix_project_body_id"), "project", ["body_id"], unique=False)
    op.create_index(op.f("ix_project_unit_id"), "project", ["unit_id"], unique=False)
    op.create_index("ix_project_unit_path_approval", "project", ["unit_path", "approval"], unique=False)
    op.create_index("ix_project_unit_path_updated_at", "project", ["unit_path", "updated_at", "id"], unique=False)
    op.create_index("ix_project_updated_at", "project", ["updated_at", "id"], unique=False)


def _project_draft() -> None:
    op.create_table(
        "project_draft",
        sa.Column("project_id", sa.Integer(), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("saved_at", sa.DateTime(), nullable=False),
        sa.Column("saved_by", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["project_id"], ["project.id"], name=op.f("fk_project_draft_project_id"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["saved_by"], ["person.id"], name=op.f("fk_project_draft_saved_by"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("project_id", name=op.f("pk_project_draft")),
    )


def _project_saving() -> None:
    op.create_table(
        "project_saving",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("project_id", sa.Integer(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("step", sa.String(length=20), nullable=False),
        sa.Column("before", sa.Text(), nullable=False),
        sa.Column("saved_at", sa.DateTime(), nullable=False),
        sa.Column("saved_by", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["project_id"], ["project.id"], name=op.f("fk_project_saving_project_id"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["saved_by"], ["person.id"], name=op.f("fk_project_saving_saved_by"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_project_saving")),
        sa.UniqueConstraint("project_id", "revision", name=op.f("uq_project_saving_project_id_revision")),
    )


def _project_version() -> None:
    op.create_table(
        "project_version",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("project_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("attachments", sa.Text(), nullable=False),
        sa.Column("directory", sa.Text(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("submitted_at", sa.DateTime(), nullable=False),
        sa.Column("submitted_by", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["project_id"], ["project.id"], name=op.f("fk_project_version_project_id"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["submitted_by"], ["person.id"], name=op.f("fk_project_version_submitted_by"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_project_version")),
        sa.UniqueConstraint("project_id", "number", name=op.f("uq_project_version_project_id_number")),
    )


def _project_contributor() -> None:
    op.create_table(
        "project_contributor",
        sa.Column("project_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("first_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_project_contributor_person_id"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["project_id"], ["project.id"], name=op.f("fk_project_contributor_project_id"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("project_id", "person_id", name=op.f("pk_project_contributor")),
    )


def _project_line() -> None:
    op.create_table(
        "project_line",
        sa.Column("project_id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=40), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("source", sa.String(length=40), nullable=False),
        sa.Column("programme", sa.String(length=20), nullable=False),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["project_id"], ["project.id"], name=op.f("fk_project_line_project_id"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("project_id", "key", name=op.f("pk_project_line")),
    )
    op.create_index("ix_project_line_year_source", "project_line", ["year", "source"], unique=False)


def _project_gain() -> None:
    op.create_table(
        "project_gain",
        sa.Column("project_id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=40), nullable=False),
        sa.Column("code", sa.String(length=6), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("base", sa.BigInteger(), nullable=False),
        sa.Column("low", sa.BigInteger(), nullable=True),
        sa.Column("high", sa.BigInteger(), nullable=True),
        sa.Column("without", sa.BigInteger(), nullable=False),
        sa.Column("one_off", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["project_id"], ["project.id"], name=op.f("fk_project_gain_project_id"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("project_id", "key", name=op.f("pk_project_gain")),
    )
    op.create_index("ix_project_gain_year_code", "project_gain", ["year", "code"], unique=False)


def _project_summary() -> None:
    op.create_table(
        "project_summary",
        sa.Column("project_id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=20), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("body_id", sa.Integer(), nullable=False),
        sa.Column("unit_path", sa.String(length=60), nullable=False),
        sa.Column("oblast", sa.String(length=9), nullable=False),
        sa.Column("district", sa.String(length=9), nullable=False),
        sa.Column("okrug", sa.String(length=9), nullable=False),
        sa.Column("unit_name", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("summary", sa.Text(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("sector", sa.String(length=40), nullable=False),
        sa.Column("legal_kind", sa.String(length=40), nullable=False),
        sa.Column("works", sa.String(length=40), nullable=False),
        sa.Column("stage", sa.String(length=40), nullable=False),
        sa.Column("approval", sa.String(length=40), nullable=False),
        sa.Column("delivery", sa.String(length=40), nullable=False),
        sa.Column("delivery_reason", sa.Text(), nullable=False),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.Column("own_amount", sa.BigInteger(), nullable=False),
        sa.Column("transfer_amount", sa.BigInteger(), nullable=False),
        sa.Column("paid", sa.BigInteger(), nullable=False),
        sa.Column("received", sa.BigInteger(), nullable=False),
        sa.Column("work_percent", sa.Integer(), nullable=False),
        sa.Column("yearly_gain", sa.BigInteger(), nullable=False),
        sa.Column("one_off_gain", sa.BigInteger(), nullable=False),
        sa.Column("payback_tenths", sa.Integer(), nullable=True),
        sa.Column("pays_back", sa.Boolean(), nullable=False),
        sa.Column("first_year", sa.Integer(), nullable=True),
        sa.Column("last_year", sa.Integer(), nullable=True),
        sa.Column("start", sa.Date(), nullable=True),
        sa.Column("expected_end", sa.Date(), nullable=True),
        sa.Column("published_at", sa.DateTime(), nullable=False),
        sa.Column("updated_at", sa.DateTime(), nullable=False),
        sa.Column("search", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["body_id"], ["body.id"], name=op.f("fk_project_summary_body_id"), ondelete="RESTRICT"),
        sa.ForeignKeyConstraint(
            ["project_id"], ["project.id"], name=op.f("fk_project_summary_project_id"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["unit_id"], ["administrative_unit.id"], name=op.f("fk_project_summary_unit_id"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("project_id", name=op.f("pk_project_summary")),
        sa.UniqueConstraint("code", name=op.f("uq_project_summary_code")),
    )
    op.create_index("ix_project_summary_amount", "project_summary", ["amount", "project_id"], unique=False)
    op.create_index(
        "ix_project_summary_approval_updated_at",
        "project_summary",
        ["approval", "updated_at", "project_id"],
        unique=False,
    )
    op.create_index(
        "ix_project_summary_delivery_updated_at",
        "project_summary",
        ["delivery", "updated_at", "project_id"],
        unique=False,
    )
    op.create_index(
        "ix_project_summary_district_amount", "project_summary", ["district", "amount", "project_id"], unique=False
    )
    op.create_index(
        "ix_project_summary_district_updated_at",
        "project_summary",
        ["district", "updated_at", "project_id"],
        unique=False,
    )
    op.create_index(
        "ix_project_summary_district_yearly_gain",
        "project_summary",
        ["district", "yearly_gain", "project_id"],
        unique=False,
    )
    op.create_index(
        "ix_project_summary_okrug_amount", "project_summary", ["okrug", "amount", "project_id"], unique=False
    )
    op.create_index(
        "ix_project_summary_okrug_updated_at", "project_summary", ["okrug", "updated_at", "project_id"], unique=False
    )
    op.create_index(
        "ix_project_summary_okrug_yearly_gain", "project_summary", ["okrug", "yearly_gain", "project_id"], unique=False
    )
    op.create_index(
        "ix_project_summary_sector_updated_at", "project_summary", ["sector", "updated_at", "project_id"], unique=False
    )
    op.create_index(
        "ix_project_summary_stage_updated_at", "project_summary", ["stage", "updated_at", "project_id"], unique=False
    )
    op.create_index(op.f("ix_project_summary_unit_path"), "project_summary", ["unit_path"], unique=False)
    op.create_index("ix_project_summary_updated_at", "project_summary", ["updated_at", "project_id"], unique=False)
    op.create_index("ix_project_summary_yearly_gain", "project_summary", ["yearly_gain", "project_id"], unique=False)


def _project_mark() -> None:
    op.create_table(
        "project_mark",
        sa.Column("project_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=12), nullable=False),
        sa.Column("value", sa.String(length=40), nullable=False),
        sa.ForeignKeyConstraint(
            ["project_id"], ["project.id"], name=op.f("fk_project_mark_project_id"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("project_id", "name", "value", name=op.f("pk_project_mark")),
    )
    op.create_index("ix_project_mark_name_value", "project_mark", ["name", "value", "project_id"], unique=False)
