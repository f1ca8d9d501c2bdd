"""Create the store of screening."""

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
        "case_facilitators",
        sa.Column("assignment_id", GUID, nullable=False),
        sa.Column("facilitator_id", GUID, nullable=False),
        sa.Column("case_id", GUID, nullable=False),
        sa.Column("user_id", sa.String(length=100), nullable=False),
        sa.Column("assigned_at", UtcDateTime, nullable=True),
        sa.Column("released_at", UtcDateTime, nullable=True),
        sa.PrimaryKeyConstraint("assignment_id", "facilitator_id"),
    )
    op.create_index(
        op.f("ix_case_facilitators_case_id"), "case_facilitators", ["case_id"], unique=False
    )
    op.create_table(
        "contact_bars",
        sa.Column("bar_id", GUID, nullable=False),
        sa.Column("case_id", GUID, nullable=False),
        sa.Column("strand_id", GUID, nullable=True),
        sa.Column("kind", sa.String(length=60), nullable=False),
        sa.Column("from_on", sa.Date(), nullable=False),
        sa.Column("until_on", sa.Date(), nullable=True),
        sa.Column("source", sa.LargeBinary(), nullable=True),
        sa.Column("recorded_by", sa.String(length=100), nullable=False),
        sa.Column("recorded_at", UtcDateTime, nullable=False),
        sa.Column("lift_reason", sa.LargeBinary(), nullable=True),
        sa.Column("lifted_at", UtcDateTime, nullable=True),
        sa.PrimaryKeyConstraint("bar_id"),
    )
    op.create_index(op.f("ix_contact_bars_case_id"), "contact_bars", ["case_id"], unique=False)
    op.create_table(
        "eligibility_decisions",
        sa.Column("decision_id", GUID, nullable=False),
        sa.Column("referral_id", GUID, nullable=False),
        sa.Column("case_id", GUID, nullable=False),
        sa.Column("decision", sa.String(length=60), nullable=False),
        sa.Column("restrictions", sa.Text(), nullable=False),
        sa.Column("results", sa.Text(), nullable=False),
        sa.Column("rules", sa.Text(), nullable=False),
        sa.Column("missing_facts", sa.Text(), nullable=False),
        sa.Column("policy_version", sa.String(length=60), nullable=False),
        sa.Column("exception", sa.Boolean(), nullable=False),
        sa.Column("over_rules", sa.Text(), nullable=False),
        sa.Column("rationale", sa.LargeBinary(), nullable=True),
        sa.Column("review_on", sa.Date(), nullable=True),
        sa.Column("decided_by", sa.String(length=100), nullable=False),
        sa.Column("decided_at", UtcDateTime, nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("decision_id"),
    )
    op.create_index(
        op.f("ix_eligibility_decisions_case_id"), "eligibility_decisions", ["case_id"], unique=False
    )
    op.create_index(
        op.f("ix_eligibility_decisions_referral_id"),
        "eligibility_decisions",
        ["referral_id"],
        unique=False,
    )
    op.create_table(
        "risk_assessments",
        sa.Column("assessment_id", GUID, nullable=False),
        sa.Column("case_id", GUID, nullable=False),
        sa.Column("strand_id", GUID, nullable=False),
        sa.Column("decision", sa.String(length=60), nullable=False),
        sa.Column("modes_permitted", sa.Text(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=True),
        sa.Column("highest_residual", sa.Integer(), nullable=False),
        sa.Column("criteria_version", sa.String(length=60), nullable=False),
        sa.Column("valid_until", sa.Date(), nullable=False),
        sa.Column("drafted_by", sa.String(length=100), nullable=False),
        sa.Column("drafted_at", UtcDateTime, nullable=False),
        sa.Column("signed_off_at", UtcDateTime, nullable=True),
        sa.Column("replaced_at", UtcDateTime, nullable=True),
        sa.PrimaryKeyConstraint("assessment_id"),
    )
    op.create_index(
        op.f("ix_risk_assessments_case_id"), "risk_assessments", ["case_id"], unique=False
    )
    op.create_index(
        op.f("ix_risk_assessments_strand_id"), "risk_assessments", ["strand_id"], unique=False
    )
    op.create_table(
        "risk_reviews",
        sa.Column("review_id", GUID, nullable=False),
        sa.Column("case_id", GUID, nullable=False),
        sa.Column("strand_id", GUID, nullable=False),
        sa.Column("trigger", sa.String(length=60), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("done_at", UtcDateTime, nullable=True),
        sa.PrimaryKeyConstraint("review_id"),
    )
    op.create_index(op.f("ix_risk_reviews_case_id"), "risk_reviews", ["case_id"], unique=False)
    op.create_table(
        "risk_signatures",
        sa.Column("assessment_id", GUID, nullable=False),
        sa.Column("user_id", sa.String(length=100), nullable=False),
        sa.Column("roles", sa.Text(), nullable=False),
        sa.Column("signed_at", UtcDateTime, nullable=False),
        sa.PrimaryKeyConstraint("assessment_id", "user_id"),
    )
    op.create_table(
        "safeguarding_concerns",
        sa.Column("concern_id", GUID, nullable=False),
        sa.Column("case_id", GUID, nullable=False),
        sa.Column("bar_id", GUID, nullable=False),
        sa.Column("note", sa.LargeBinary(), nullable=True),
        sa.Column("raised_by", sa.String(length=100), nullable=False),
        sa.Column("raised_at", UtcDateTime, nullable=False),
        sa.PrimaryKeyConstraint("concern_id"),
    )
    op.create_index(
        op.f("ix_safeguarding_concerns_case_id"), "safeguarding_concerns", ["case_id"], unique=False
    )
    op.create_table(
        "screening_cases",
        sa.Column("case_id", GUID, nullable=False),
        sa.Column("opened_at", UtcDateTime, nullable=True),
        sa.Column("erased_at", UtcDateTime, nullable=True),
        sa.PrimaryKeyConstraint("case_id"),
    )
    op.create_table(
        "screening_referrals",
        sa.Column("referral_id", GUID, nullable=False),
        sa.Column("case_id", GUID, nullable=False),
        sa.Column("received_on", sa.Date(), nullable=False),
        sa.Column("pathway", sa.String(length=120), nullable=True),
        sa.Column("facts", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("referral_id"),
    )
    op.create_index(
        op.f("ix_screening_referrals_case_id"), "screening_referrals", ["case_id"], unique=False
    )
    op.create_table(
        "screening_strands",
        sa.Column("strand_id", GUID, nullable=False),
        sa.Column("case_id", GUID, nullable=False),
        sa.Column("responsible_id", GUID, nullable=True),
        sa.PrimaryKeyConstraint("strand_id"),
    )
    op.create_index(
        op.f("ix_screening_strands_case_id"), "screening_strands", ["case_id"], unique=False
    )


def downgrade() -> None:
    op.drop_index(op.f("ix_screening_strands_case_id"), table_name="screening_strands")
    op.drop_table("screening_strands")
    op.drop_index(op.f("ix_screening_referrals_case_id"), table_name="screening_referrals")
    op.drop_table("screening_referrals")
    op.drop_table("screening_cases")
    op.drop_index(op.f("ix_safeguarding_concerns_case_id"), table_name="safeguarding_concerns")
    op.drop_table("safeguarding_concerns")
    op.drop_table("risk_signatures")
    op.drop_index(op.f("ix_risk_reviews_case_id"), table_name="risk_reviews")
    op.drop_table("risk_reviews")
    op.drop_index(op.f("ix_risk_assessments_strand_id"), table_name="risk_assessments")
    op.drop_index(op.f("ix_risk_assessments_case_id"), table_name="risk_assessments")
    op.drop_table("risk_assessments")
    op.drop_index(op.f("ix_eligibility_decisions_referral_id"), table_name="eligibility_decisions")
    op.drop_index(op.f("ix_eligibility_decisions_case_id"), table_name="eligibility_decisions")
    op.drop_table("eligibility_decisions")
    op.drop_index(op.f("ix_contact_bars_case_id"), table_name="contact_bars")
    op.drop_table("contact_bars")
    op.drop_index(op.f("ix_case_facilitators_case_id"), table_name="case_facilitators")
    op.drop_table("case_facilitators")
    drop_shared_tables(op, define_audit_tables, define_messaging_tables)
