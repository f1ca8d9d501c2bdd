"""Grow risk: versions, orders, dated reviews, checklists adopted, concerns taken."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from shared.store.types import GUID, UtcDateTime

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

EVERY_MODE = "conference,letter,shuttle"
STAGE = "before_first_contact"
NUMBER_VERSIONS = """
UPDATE risk_assessments SET version = (
    SELECT count(*) FROM risk_assessments AS o
    WHERE o.strand_id = risk_assessments.strand_id
    AND (o.drafted_at < risk_assessments.drafted_at OR (
        o.drafted_at = risk_assessments.drafted_at
        AND o.assessment_id <= risk_assessments.assessment_id)))
"""
FIRST_TEMPLATE = (
    "INSERT INTO risk_templates_adopted (number, version, in_force) VALUES (1, 'risk-2019', true)"
)


def upgrade() -> None:
    op.create_table(
        "risk_reports",
        sa.Column("report_id", GUID, nullable=False),
        sa.Column("case_id", GUID, nullable=False),
        sa.Column("strand_id", GUID, nullable=False),
        sa.Column("trigger", sa.String(length=60), nullable=False),
        sa.Column("reported_by", sa.String(length=100), nullable=False),
        sa.Column("reported_at", UtcDateTime, nullable=False),
        sa.PrimaryKeyConstraint("report_id"),
    )
    op.create_index(op.f("ix_risk_reports_case_id"), "risk_reports", ["case_id"], unique=False)
    op.create_index(op.f("ix_risk_reports_strand_id"), "risk_reports", ["strand_id"], unique=False)
    op.create_table(
        "risk_templates_adopted",
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("version", sa.String(length=60), nullable=False),
        sa.Column("adopted_by", sa.String(length=100), nullable=True),
        sa.Column("reason", sa.String(length=4000), nullable=True),
        sa.Column("adopted_at", UtcDateTime, nullable=True),
        sa.Column("in_force", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("number"),
    )
    op.create_index(
        "one_template_in_force",
        "risk_templates_adopted",
        ["in_force"],
        unique=True,
        sqlite_where=sa.text("in_force IS 1"),
        postgresql_where=sa.text("in_force IS true"),
    )
    op.execute(FIRST_TEMPLATE)
    op.add_column("contact_bars", sa.Column("order_kind", sa.String(length=60), nullable=True))
    op.add_column(
        "contact_bars", sa.Column("forbids", sa.Text(), nullable=False, server_default="")
    )
    op.add_column(
        "contact_bars", sa.Column("modes", sa.Text(), nullable=False, server_default=EVERY_MODE)
    )
    op.add_column(
        "risk_assessments", sa.Column("version", sa.Integer(), nullable=False, server_default="1")
    )
    op.add_column(
        "risk_assessments",
        sa.Column("stage", sa.String(length=60), nullable=False, server_default=STAGE),
    )
    op.add_column("risk_assessments", sa.Column("based_on", GUID, nullable=True))
    op.execute(NUMBER_VERSIONS)
    op.create_index(
        "one_version_of_a_strand", "risk_assessments", ["strand_id", "version"], unique=True
    )
    op.add_column("risk_reviews", sa.Column("raised_at", UtcDateTime, nullable=True))
    op.add_column("risk_reviews", sa.Column("raised_by", sa.String(length=100), nullable=True))
    op.add_column(
        "risk_reviews",
        sa.Column("blocks_contact", sa.Boolean(), nullable=False, server_default=sa.true()),
    )
    op.execute(
        "UPDATE risk_reviews SET blocks_contact = false WHERE trigger = 'facilitator_released'"
    )
    op.add_column("risk_reviews", sa.Column("stale", sa.Text(), nullable=False, server_default=""))
    op.add_column("risk_reviews", sa.Column("note", sa.LargeBinary(), nullable=True))
    op.add_column("risk_reviews", sa.Column("done_by", sa.String(length=100), nullable=True))
    op.add_column("risk_reviews", sa.Column("done_note", sa.LargeBinary(), nullable=True))
    op.create_index(op.f("ix_risk_reviews_strand_id"), "risk_reviews", ["strand_id"], unique=False)
    op.add_column(
        "safeguarding_concerns", sa.Column("taken_by", sa.String(length=100), nullable=True)
    )
    op.add_column("safeguarding_concerns", sa.Column("taken_at", UtcDateTime, nullable=True))


def downgrade() -> None:
    op.drop_column("safeguarding_concerns", "taken_at")
    op.drop_column("safeguarding_concerns", "taken_by")
    op.drop_index(op.f("ix_risk_reviews_strand_id"), table_name="risk_reviews")
    op.drop_column("risk_reviews", "done_note")
    op.drop_column("risk_reviews", "done_by")
    op.drop_column("risk_reviews", "note")
    op.drop_column("risk_reviews", "stale")
    op.drop_column("risk_reviews", "blocks_contact")
    op.drop_column("risk_reviews", "raised_by")
    op.drop_column("risk_reviews", "raised_at")
    op.drop_index("one_version_of_a_strand", table_name="risk_assessments")
    op.drop_column("risk_assessments", "based_on")
    op.drop_column("risk_assessments", "stage")
    op.drop_column("risk_assessments", "version")
    op.drop_column("contact_bars", "modes")
    op.drop_column("contact_bars", "forbids")
    op.drop_column("contact_bars", "order_kind")
    op.drop_index(
        "one_template_in_force",
        table_name="risk_templates_adopted",
        sqlite_where=sa.text("in_force IS 1"),
        postgresql_where=sa.text("in_force IS true"),
    )
    op.drop_table("risk_templates_adopted")
    op.drop_index(op.f("ix_risk_reports_strand_id"), table_name="risk_reports")
    op.drop_index(op.f("ix_risk_reports_case_id"), table_name="risk_reports")
    op.drop_table("risk_reports")
