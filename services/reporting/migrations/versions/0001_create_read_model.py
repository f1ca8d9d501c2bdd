"""Create the read model, issued reports and the tables that every service has."""

import sqlalchemy as sa
from alembic import op

from shared.audit.tables import define_audit_tables
from shared.messaging.tables import define_messaging_tables
from shared.store.migrations import create_shared_tables, drop_shared_tables
from shared.store.types import GUID, UtcDateTime

revision = "0001"
down_revision = None

TABLES = (
    "referrals",
    "cases",
    "outcomes",
    "agency_requests",
    "milestones",
    "volunteer_standings",
    "awareness_sessions",
    "recruitment_drives",
    "reports",
)


def upgrade() -> None:
    create_shared_tables(op, define_audit_tables, define_messaging_tables)
    _create_referrals_and_cases()
    _create_requests_and_milestones()
    _create_own_records()


def downgrade() -> None:
    for table in reversed(TABLES):
        op.drop_table(table)
    drop_shared_tables(op, define_audit_tables, define_messaging_tables)


def _create_referrals_and_cases() -> None:
    op.create_table(
        "referrals",
        sa.Column("referral_id", GUID, primary_key=True),
        sa.Column("case_id", GUID, nullable=False, index=True),
        sa.Column("counted_on", sa.Date, nullable=False, index=True),
        sa.Column("received_at", UtcDateTime, nullable=False),
        sa.Column("transferred_in", sa.Boolean, nullable=False),
        sa.Column("original_received_on", sa.Date),
        sa.Column("initiated_by", sa.String(60), nullable=False),
        sa.Column("source", sa.String(60), nullable=False),
        sa.Column("channel", sa.String(60), nullable=False),
        sa.Column("agency", sa.String(60)),
        sa.Column("heard_via", sa.String(60)),
        sa.Column("pathway", sa.String(60)),
        sa.Column("enhanced_priority", sa.Boolean, nullable=False),
        sa.Column("crime_types", sa.String(400), nullable=False),
        sa.Column("flags", sa.String(400), nullable=False),
        sa.Column("bereaved_family_initiated", sa.Boolean, nullable=False),
        sa.Column("predecessor_referral_id", GUID),
    )
    op.create_table(
        "cases",
        sa.Column("case_id", GUID, primary_key=True),
        sa.Column("reference", sa.String(60)),
        sa.Column("opened_at", UtcDateTime),
        sa.Column("closed_at", UtcDateTime),
        sa.Column("primary_outcome", sa.String(60)),
        sa.Column("positive", sa.Boolean),
        sa.Column("completed", sa.Boolean),
        sa.Column("successor_case_id", GUID),
    )
    op.create_table(
        "outcomes",
        sa.Column("outcome_id", GUID, primary_key=True),
        sa.Column("case_id", GUID, nullable=False, index=True),
        sa.Column("strand_id", GUID),
        sa.Column("outcome", sa.String(60), nullable=False),
        sa.Column("positive", sa.Boolean, nullable=False),
        sa.Column("is_primary", sa.Boolean, nullable=False),
        sa.Column("unmanageable_risk", sa.String(60)),
        sa.Column("contact_path", sa.String(60)),
        sa.Column("off_probation", sa.Boolean),
        sa.Column("recorded_at", UtcDateTime, nullable=False),
    )


def _create_requests_and_milestones() -> None:
    op.create_table(
        "agency_requests",
        sa.Column("request_id", GUID, primary_key=True),
        sa.Column("case_id", GUID, nullable=False),
        sa.Column("agency", sa.String(60), nullable=False),
        sa.Column("kind", sa.String(60)),
        sa.Column("clause", sa.String(60)),
        sa.Column("interim", sa.Boolean),
        sa.Column("opened_at", UtcDateTime),
        sa.Column("answered_at", UtcDateTime),
        sa.Column("found", sa.Boolean),
        sa.Column("lapsed_at", UtcDateTime),
    )
    op.create_table(
        "milestones",
        sa.Column("event_id", GUID, primary_key=True),
        sa.Column("type", sa.String(80), nullable=False, index=True),
        sa.Column("subject", sa.String(120), nullable=False),
        sa.Column("detail", sa.String(80)),
        sa.Column("at", UtcDateTime, nullable=False, index=True),
    )
    op.create_table(
        "volunteer_standings",
        sa.Column("event_id", GUID, primary_key=True),
        sa.Column("volunteer_id", GUID, nullable=False, index=True),
        sa.Column("status", sa.String(60), nullable=False),
        sa.Column("cohort", sa.String(60)),
        sa.Column("changed_at", UtcDateTime, nullable=False),
    )


def _create_own_records() -> None:
    op.create_table(
        "awareness_sessions",
        sa.Column("session_id", GUID, primary_key=True),
        sa.Column("host", sa.String(60), nullable=False),
        sa.Column("held_on", sa.Date, nullable=False, index=True),
        sa.Column("sessions", sa.Integer, nullable=False),
        sa.Column("attended", sa.Integer, nullable=False),
        sa.Column("evaluations", sa.Integer, nullable=False),
        sa.Column("results", sa.String(4000), nullable=False),
    )
    op.create_table(
        "recruitment_drives",
        sa.Column("code", sa.String(40), primary_key=True),
        sa.Column("started_on", sa.Date, nullable=False),
        sa.Column("applied", sa.Integer, nullable=False),
        sa.Column("successful", sa.Integer, nullable=False),
        sa.Column("accepted", sa.Integer, nullable=False),
        sa.Column("completed", sa.Integer, nullable=False),
    )
    op.create_table(
        "reports",
        sa.Column("report_id", GUID, primary_key=True),
        sa.Column("kind", sa.String(40), nullable=False),
        sa.Column("from_on", sa.Date, nullable=False),
        sa.Column("to_on", sa.Date, nullable=False),
        sa.Column("content_hash", sa.String(64), nullable=False),
        sa.Column("content", sa.LargeBinary, nullable=False),
        sa.Column("issued_at", UtcDateTime, nullable=False),
    )
