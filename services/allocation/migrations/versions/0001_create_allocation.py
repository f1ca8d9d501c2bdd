"""Create the store of allocation."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from shared.audit.tables import define_audit_tables
from shared.messaging.tables import define_messaging_tables
from shared.store.migrations import create_shared_tables, drop_shared_tables
from shared.store.types import GUID, UtcDateTime

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    create_shared_tables(op, define_audit_tables, define_messaging_tables)
    op.create_table(
        "allocation_cases",
        sa.Column("case_id", GUID, nullable=False),
        sa.Column("opened_at", UtcDateTime, nullable=True),
        sa.Column("closed_at", UtcDateTime, nullable=True),
        sa.PrimaryKeyConstraint("case_id"),
    )
    op.create_table(
        "allocation_referrals",
        sa.Column("referral_id", GUID, nullable=False),
        sa.Column("case_id", GUID, nullable=False),
        sa.Column("needs", sa.String(length=200), nullable=True),
        sa.Column("decision", sa.String(length=60), nullable=True),
        sa.PrimaryKeyConstraint("referral_id"),
    )
    op.create_index(
        op.f("ix_allocation_referrals_case_id"), "allocation_referrals", ["case_id"], unique=False
    )
    op.create_table(
        "allocation_risks",
        sa.Column("strand_id", GUID, nullable=False),
        sa.Column("case_id", GUID, nullable=False),
        sa.Column("decision", sa.String(length=60), nullable=False),
        sa.Column("valid_until", sa.Date(), nullable=False),
        sa.PrimaryKeyConstraint("strand_id"),
    )
    op.create_index(
        op.f("ix_allocation_risks_case_id"), "allocation_risks", ["case_id"], unique=False
    )
    op.create_table(
        "assignments",
        sa.Column("assignment_id", GUID, nullable=False),
        sa.Column("facilitator_id", GUID, nullable=False),
        sa.Column("case_id", GUID, nullable=False),
        sa.Column("user_id", sa.String(length=100), nullable=False),
        sa.Column("assigned_by", sa.String(length=100), nullable=False),
        sa.Column("assigned_at", UtcDateTime, nullable=False),
        sa.Column("released_at", UtcDateTime, nullable=True),
        sa.Column("release_reason", sa.String(length=60), nullable=True),
        sa.PrimaryKeyConstraint("assignment_id", "facilitator_id"),
    )
    op.create_index(op.f("ix_assignments_case_id"), "assignments", ["case_id"], unique=False)
    op.create_table(
        "conflicts",
        sa.Column("facilitator_id", GUID, nullable=False),
        sa.Column("case_id", GUID, nullable=False),
        sa.Column("declared_by", sa.String(length=100), nullable=True),
        sa.Column("declared_at", UtcDateTime, nullable=False),
        sa.PrimaryKeyConstraint("facilitator_id", "case_id"),
    )
    op.create_table(
        "renewal_notices",
        sa.Column("facilitator_id", GUID, nullable=False),
        sa.Column("kind", sa.String(length=60), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.PrimaryKeyConstraint("facilitator_id", "kind", "due_on"),
    )
    op.create_table(
        "standings",
        sa.Column("standing_id", GUID, nullable=False),
        sa.Column("facilitator_id", GUID, nullable=False),
        sa.Column("subject", sa.String(length=60), nullable=False),
        sa.Column("kind", sa.String(length=60), nullable=False),
        sa.Column("from_on", sa.Date(), nullable=False),
        sa.Column("until_on", sa.Date(), nullable=False),
        sa.Column("recorded_by", sa.String(length=100), nullable=True),
        sa.Column("recorded_at", UtcDateTime, nullable=False),
        sa.PrimaryKeyConstraint("standing_id"),
    )
    op.create_index(
        op.f("ix_standings_facilitator_id"), "standings", ["facilitator_id"], unique=False
    )
    op.create_table(
        "volunteers",
        sa.Column("facilitator_id", GUID, nullable=False),
        sa.Column("user_id", sa.String(length=100), nullable=True),
        sa.Column("particulars", sa.LargeBinary(), nullable=True),
        sa.Column("status", sa.String(length=60), nullable=False),
        sa.Column("cohort", sa.String(length=60), nullable=True),
        sa.Column("registered_at", UtcDateTime, nullable=False),
        sa.Column("left_at", UtcDateTime, nullable=True),
        sa.PrimaryKeyConstraint("facilitator_id"),
        sa.UniqueConstraint("user_id"),
    )


def downgrade() -> None:
    op.drop_table("volunteers")
    op.drop_index(op.f("ix_standings_facilitator_id"), table_name="standings")
    op.drop_table("standings")
    op.drop_table("renewal_notices")
    op.drop_table("conflicts")
    op.drop_index(op.f("ix_assignments_case_id"), table_name="assignments")
    op.drop_table("assignments")
    op.drop_index(op.f("ix_allocation_risks_case_id"), table_name="allocation_risks")
    op.drop_table("allocation_risks")
    op.drop_index(op.f("ix_allocation_referrals_case_id"), table_name="allocation_referrals")
    op.drop_table("allocation_referrals")
    op.drop_table("allocation_cases")
    drop_shared_tables(op, define_audit_tables, define_messaging_tables)
