"""Create the store of comms."""

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
        "agreements",
        sa.Column("agreement_id", GUID, nullable=False),
        sa.Column("case_id", GUID, nullable=False),
        sa.Column("strand_id", GUID, nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("letter_item_id", GUID, nullable=True),
        sa.Column("breach_route", sa.LargeBinary(), nullable=True),
        sa.Column("by_user", sa.String(length=100), nullable=False),
        sa.Column("reached_at", UtcDateTime, nullable=False),
        sa.PrimaryKeyConstraint("agreement_id"),
    )
    op.create_index(op.f("ix_agreements_case_id"), "agreements", ["case_id"], unique=False)
    op.create_table(
        "assignments",
        sa.Column("assignment_id", GUID, nullable=False),
        sa.Column("user_id", sa.String(length=100), nullable=False),
        sa.Column("case_id", GUID, nullable=False),
        sa.Column("assigned_at", UtcDateTime, nullable=False),
        sa.Column("released_at", UtcDateTime, nullable=True),
        sa.PrimaryKeyConstraint("assignment_id", "user_id"),
    )
    op.create_index(op.f("ix_assignments_case_id"), "assignments", ["case_id"], unique=False)
    op.create_table(
        "bars",
        sa.Column("bar_id", GUID, nullable=False),
        sa.Column("case_id", GUID, nullable=False),
        sa.Column("strand_id", GUID, nullable=True),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("from_on", sa.Date(), nullable=False),
        sa.Column("until_on", sa.Date(), nullable=True),
        sa.Column("lifted_at", UtcDateTime, nullable=True),
        sa.PrimaryKeyConstraint("bar_id"),
    )
    op.create_index(op.f("ix_bars_case_id"), "bars", ["case_id"], unique=False)
    op.create_table(
        "comms_cases",
        sa.Column("case_id", GUID, nullable=False),
        sa.Column("opened_at", UtcDateTime, nullable=True),
        sa.Column("closed_at", UtcDateTime, nullable=True),
        sa.Column("erased_at", UtcDateTime, nullable=True),
        sa.PrimaryKeyConstraint("case_id"),
    )
    op.create_table(
        "comms_strands",
        sa.Column("strand_id", GUID, nullable=False),
        sa.Column("case_id", GUID, nullable=False),
        sa.Column("mode", sa.String(length=40), nullable=True),
        sa.Column("concluded_at", UtcDateTime, nullable=True),
        sa.Column("completed", sa.Boolean(), nullable=True),
        sa.PrimaryKeyConstraint("strand_id"),
    )
    op.create_index(op.f("ix_comms_strands_case_id"), "comms_strands", ["case_id"], unique=False)
    op.create_table(
        "eligibility",
        sa.Column("referral_id", GUID, nullable=False),
        sa.Column("case_id", GUID, nullable=False),
        sa.Column("decision", sa.String(length=40), nullable=False),
        sa.Column("restrictions", sa.String(length=200), nullable=False),
        sa.Column("decided_at", UtcDateTime, nullable=False),
        sa.PrimaryKeyConstraint("referral_id"),
    )
    op.create_index(op.f("ix_eligibility_case_id"), "eligibility", ["case_id"], unique=False)
    op.create_table(
        "findings",
        sa.Column("finding_id", GUID, nullable=False),
        sa.Column("item_id", GUID, nullable=False),
        sa.Column("case_id", GUID, nullable=False),
        sa.Column("check_id", GUID, nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("excerpt", sa.LargeBinary(), nullable=False),
        sa.Column("answer", sa.LargeBinary(), nullable=True),
        sa.Column("answered_by", sa.String(length=100), nullable=True),
        sa.Column("answered_at", UtcDateTime, nullable=True),
        sa.PrimaryKeyConstraint("finding_id"),
    )
    op.create_index(op.f("ix_findings_item_id"), "findings", ["item_id"], unique=False)
    op.create_table(
        "holds",
        sa.Column("hold_id", GUID, nullable=False),
        sa.Column("case_id", GUID, nullable=False),
        sa.Column("cause", sa.String(length=40), nullable=False),
        sa.Column("held_at", UtcDateTime, nullable=False),
        sa.Column("resumed_at", UtcDateTime, nullable=True),
        sa.PrimaryKeyConstraint("hold_id"),
    )
    op.create_index(op.f("ix_holds_case_id"), "holds", ["case_id"], unique=False)
    op.create_table(
        "item_steps",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("item_id", GUID, nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("by_user", sa.String(length=100), nullable=False),
        sa.Column("at", UtcDateTime, nullable=False),
        sa.Column("content_hash", sa.String(length=64), nullable=False),
        sa.Column("as_supervisor", sa.Boolean(), nullable=False),
        sa.Column("reason", sa.String(length=40), nullable=True),
        sa.Column("window_from", UtcDateTime, nullable=True),
        sa.Column("window_until", UtcDateTime, nullable=True),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(op.f("ix_item_steps_item_id"), "item_steps", ["item_id"], unique=False)
    op.create_table(
        "items",
        sa.Column("item_id", GUID, nullable=False),
        sa.Column("case_id", GUID, nullable=False),
        sa.Column("strand_id", GUID, nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("from_side", sa.String(length=40), nullable=False),
        sa.Column("one_way", sa.Boolean(), nullable=False),
        sa.Column("in_reply_to", GUID, nullable=True),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("content_hash", sa.String(length=64), nullable=False),
        sa.Column("composed_by", sa.String(length=100), nullable=False),
        sa.Column("composed_at", UtcDateTime, nullable=False),
        sa.PrimaryKeyConstraint("item_id"),
    )
    op.create_index(op.f("ix_items_case_id"), "items", ["case_id"], unique=False)
    op.create_index(op.f("ix_items_strand_id"), "items", ["strand_id"], unique=False)
    op.create_table(
        "meetings",
        sa.Column("meeting_id", GUID, nullable=False),
        sa.Column("case_id", GUID, nullable=False),
        sa.Column("strand_id", GUID, nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("side", sa.String(length=40), nullable=True),
        sa.Column("place", sa.String(length=40), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("notes", sa.LargeBinary(), nullable=True),
        sa.Column("by_user", sa.String(length=100), nullable=False),
        sa.Column("held_at", UtcDateTime, nullable=False),
        sa.PrimaryKeyConstraint("meeting_id"),
    )
    op.create_index(op.f("ix_meetings_case_id"), "meetings", ["case_id"], unique=False)
    op.create_table(
        "mode_history",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("strand_id", GUID, nullable=False),
        sa.Column("mode", sa.String(length=40), nullable=False),
        sa.Column("by_user", sa.String(length=100), nullable=False),
        sa.Column("at", UtcDateTime, nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(op.f("ix_mode_history_strand_id"), "mode_history", ["strand_id"], unique=False)
    op.create_table(
        "risks",
        sa.Column("strand_id", GUID, nullable=False),
        sa.Column("case_id", GUID, nullable=False),
        sa.Column("assessment_id", GUID, nullable=False),
        sa.Column("decision", sa.String(length=40), nullable=False),
        sa.Column("modes", sa.String(length=200), nullable=False),
        sa.Column("signatures", sa.Integer(), nullable=False),
        sa.Column("valid_until", sa.Date(), nullable=False),
        sa.Column("review_blocks_from", sa.Date(), nullable=True),
        sa.Column("signed_off_at", UtcDateTime, nullable=False),
        sa.PrimaryKeyConstraint("strand_id"),
    )
    op.create_index(op.f("ix_risks_case_id"), "risks", ["case_id"], unique=False)
    op.create_table(
        "undertaking_reviews",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("undertaking_id", GUID, nullable=False),
        sa.Column("result", sa.String(length=40), nullable=False),
        sa.Column("reviewed_on", sa.Date(), nullable=False),
        sa.Column("by_user", sa.String(length=100), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(
        op.f("ix_undertaking_reviews_undertaking_id"),
        "undertaking_reviews",
        ["undertaking_id"],
        unique=False,
    )
    op.create_table(
        "undertakings",
        sa.Column("undertaking_id", GUID, nullable=False),
        sa.Column("agreement_id", GUID, nullable=False),
        sa.Column("case_id", GUID, nullable=False),
        sa.Column("by_side", sa.String(length=40), nullable=False),
        sa.Column("words", sa.LargeBinary(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.PrimaryKeyConstraint("undertaking_id"),
    )
    op.create_index(
        op.f("ix_undertakings_agreement_id"), "undertakings", ["agreement_id"], unique=False
    )


def downgrade() -> None:
    op.drop_index(op.f("ix_undertakings_agreement_id"), table_name="undertakings")
    op.drop_table("undertakings")
    op.drop_index(op.f("ix_undertaking_reviews_undertaking_id"), table_name="undertaking_reviews")
    op.drop_table("undertaking_reviews")
    op.drop_index(op.f("ix_risks_case_id"), table_name="risks")
    op.drop_table("risks")
    op.drop_index(op.f("ix_mode_history_strand_id"), table_name="mode_history")
    op.drop_table("mode_history")
    op.drop_index(op.f("ix_meetings_case_id"), table_name="meetings")
    op.drop_table("meetings")
    op.drop_index(op.f("ix_items_strand_id"), table_name="items")
    op.drop_index(op.f("ix_items_case_id"), table_name="items")
    op.drop_table("items")
    op.drop_index(op.f("ix_item_steps_item_id"), table_name="item_steps")
    op.drop_table("item_steps")
    op.drop_index(op.f("ix_holds_case_id"), table_name="holds")
    op.drop_table("holds")
    op.drop_index(op.f("ix_findings_item_id"), table_name="findings")
    op.drop_table("findings")
    op.drop_index(op.f("ix_eligibility_case_id"), table_name="eligibility")
    op.drop_table("eligibility")
    op.drop_index(op.f("ix_comms_strands_case_id"), table_name="comms_strands")
    op.drop_table("comms_strands")
    op.drop_table("comms_cases")
    op.drop_index(op.f("ix_bars_case_id"), table_name="bars")
    op.drop_table("bars")
    op.drop_index(op.f("ix_assignments_case_id"), table_name="assignments")
    op.drop_table("assignments")
    op.drop_index(op.f("ix_agreements_case_id"), table_name="agreements")
    op.drop_table("agreements")
    drop_shared_tables(op, define_audit_tables, define_messaging_tables)
