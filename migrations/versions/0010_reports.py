"""Reports: schedules, runs, issued documents, heartbeat."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create the tables."""
    _daily_round()
    _heartbeat()
    _report_document()
    _report_schedule()
    _report_run()


def downgrade() -> None:
    """Take the tables away."""
    op.drop_table("report_run")
    op.drop_table("report_schedule")
    op.drop_table("report_document")
    op.drop_table("heartbeat")
    op.drop_table("daily_round")


def _daily_round() -> None:
    op.create_table(
        "daily_round",
        sa.Column("day", sa.String(length=10), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("day", name=op.f("pk_daily_round")),
    )


def _heartbeat() -> None:
    op.create_table(
        "heartbeat",
        sa.Column("name", sa.String(length=40), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("detail", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_heartbeat")),
    )


def _report_document() -> None:
    op.create_table(
        "report_document",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("subject", sa.String(length=20), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("period", sa.String(length=7), nullable=False),
        sa.Column("language", sa.String(length=5), nullable=False),
        sa.Column("edition", sa.Integer(), nullable=False),
        sa.Column("number", sa.String(length=60), nullable=False),
        sa.Column("code", sa.String(length=12), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("summary", sa.Text(), nullable=False),
        sa.Column("facts_digest", sa.String(length=64), nullable=False),
        sa.Column("data_digest", sa.String(length=64), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("pages", sa.Integer(), nullable=False),
        sa.Column("data_name", sa.String(length=120), nullable=False),
        sa.Column("as_known", sa.DateTime(), nullable=False),
        sa.Column("journal_entries", sa.Integer(), nullable=False),
        sa.Column("journal_root", sa.String(length=64), nullable=False),
        sa.Column("replaces_id", sa.Integer(), nullable=True),
        sa.Column("superseded_at", sa.DateTime(), nullable=True),
        sa.Column("issued_at", sa.DateTime(), nullable=False),
        sa.Column("ordered_by", sa.Integer(), nullable=True),
        sa.Column("prepared", sa.Text(), nullable=False),
        sa.Column("certified_at", sa.DateTime(), nullable=True),
        sa.Column("certified_by", sa.Integer(), nullable=True),
        sa.Column("certified_as", sa.Text(), nullable=False),
        sa.Column("annulled_at", sa.DateTime(), nullable=True),
        sa.Column("annulled_by", sa.Integer(), nullable=True),
        sa.Column("annul_reason", sa.Text(), nullable=False),
        sa.CheckConstraint("edition > 0", name=op.f("ck_report_document_edition")),
        sa.ForeignKeyConstraint(
            ["annulled_by"], ["person.id"], name=op.f("fk_report_document_annulled_by"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["certified_by"], ["person.id"], name=op.f("fk_report_document_certified_by"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["ordered_by"], ["person.id"], name=op.f("fk_report_document_ordered_by"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["replaces_id"], ["report_document.id"], name=op.f("fk_report_document_replaces_id"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["unit_id"], ["administrative_unit.id"], name=op.f("fk_report_document_unit_id"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_report_document")),
        sa.UniqueConstraint("code", name=op.f("uq_report_document_code")),
        sa.UniqueConstraint(
            "kind",
            "subject",
            "period",
            "language",
            "edition",
            name=op.f("uq_report_document_kind_subject_period_language_edition"),
        ),
        sa.UniqueConstraint("number", name=op.f("uq_report_document_number")),
    )
    op.create_index("ix_report_document_issued_at", "report_document", ["issued_at", "id"], unique=False)
    op.create_index("ix_report_document_sha256", "report_document", ["sha256"], unique=False)
    op.create_index(op.f("ix_report_document_unit_id"), "report_document", ["unit_id"], unique=False)


def _report_schedule() -> None:
    op.create_table(
        "report_schedule",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("subject", sa.String(length=20), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("first_period", sa.String(length=7), nullable=False),
        sa.Column("languages", sa.Text(), nullable=False),
        sa.Column("paused", sa.Boolean(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("created_by", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["created_by"], ["person.id"], name=op.f("fk_report_schedule_created_by"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["unit_id"], ["administrative_unit.id"], name=op.f("fk_report_schedule_unit_id"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_report_schedule")),
        sa.UniqueConstraint(
            "kind", "subject", "first_period", name=op.f("uq_report_schedule_kind_subject_first_period")
        ),
    )
    op.create_index(op.f("ix_report_schedule_unit_id"), "report_schedule", ["unit_id"], unique=False)


def _report_run() -> None:
    op.create_table(
        "report_run",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("subject", sa.String(length=20), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("period", sa.String(length=7), nullable=False),
        sa.Column("language", sa.String(length=5), nullable=False),
        sa.Column("schedule_id", sa.Integer(), nullable=True),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("ordered_at", sa.DateTime(), nullable=False),
        sa.Column("ordered_by", sa.Integer(), nullable=True),
        sa.Column("prepared", sa.Text(), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("fence", sa.Integer(), nullable=False),
        sa.Column("holder", sa.String(length=80), nullable=False),
        sa.Column("lease_until", sa.DateTime(), nullable=True),
        sa.Column("stage", sa.String(length=20), nullable=False),
        sa.Column("done", sa.Integer(), nullable=False),
        sa.Column("total", sa.Integer(), nullable=False),
        sa.Column("reason", sa.String(length=60), nullable=False),
        sa.Column("detail", sa.Text(), nullable=False),
        sa.Column("started_at", sa.DateTime(), nullable=True),
        sa.Column("finished_at", sa.DateTime(), nullable=True),
        sa.Column("document_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["document_id"], ["report_document.id"], name=op.f("fk_report_run_document_id"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["ordered_by"], ["person.id"], name=op.f("fk_report_run_ordered_by"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["schedule_id"], ["report_schedule.id"], name=op.f("fk_report_run_schedule_id"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["unit_id"], ["administrative_unit.id"], name=op.f("fk_report_run_unit_id"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_report_run")),
        sa.UniqueConstraint(
            "schedule_id", "period", "language", name=op.f("uq_report_run_schedule_id_period_language")
        ),
    )
    op.create_index("ix_report_run_ordered_by", "report_run", ["ordered_by"], unique=False)
    op.create_index("ix_report_run_state", "report_run", ["state", "id"], unique=False)
    op.create_index(op.f("ix_report_run_unit_id"), "report_run", ["unit_id"], unique=False)
