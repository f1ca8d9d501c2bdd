"""Create what goes with a referral's arrival: matching, merges, identifiers, priority, enquiries."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from shared.store.types import GUID, UtcDateTime

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "enquiries",
        sa.Column("enquiry_id", GUID, nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("channel", sa.String(length=20), nullable=False),
        sa.Column("purpose", sa.String(length=40), nullable=False),
        sa.Column("agency", sa.String(length=40), nullable=True),
        sa.Column("about_case_id", GUID, nullable=True),
        sa.Column("asked_at", UtcDateTime, nullable=False),
        sa.Column("within_hours", sa.Boolean(), nullable=False),
        sa.Column("taken_by", sa.String(length=200), nullable=False),
        sa.Column("details", sa.LargeBinary(), nullable=True),
        sa.Column("referral_id", GUID, nullable=True),
        sa.Column("converted_at", UtcDateTime, nullable=True),
        sa.PrimaryKeyConstraint("enquiry_id"),
    )
    op.create_table(
        "identifiers",
        sa.Column("identifier_id", GUID, nullable=False),
        sa.Column("case_id", GUID, nullable=False),
        sa.Column("person_id", GUID, nullable=False),
        sa.Column("referral_id", GUID, nullable=True),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("value", sa.LargeBinary(), nullable=True),
        sa.Column("same_as", sa.LargeBinary(), nullable=True),
        sa.Column("warning", sa.String(length=40), nullable=True),
        sa.Column("recorded_at", UtcDateTime, nullable=False),
        sa.PrimaryKeyConstraint("identifier_id"),
    )
    op.create_index(op.f("ix_identifiers_case_id"), "identifiers", ["case_id"], unique=False)
    op.create_index(op.f("ix_identifiers_person_id"), "identifiers", ["person_id"], unique=False)
    op.create_index(op.f("ix_identifiers_same_as"), "identifiers", ["same_as"], unique=False)
    op.create_table(
        "match_keys",
        sa.Column("subject_id", GUID, nullable=False),
        sa.Column("slot", sa.Integer(), nullable=False),
        sa.Column("case_id", GUID, nullable=False),
        sa.Column("key", sa.LargeBinary(), nullable=True),
        sa.PrimaryKeyConstraint("subject_id", "slot"),
    )
    op.create_index(op.f("ix_match_keys_case_id"), "match_keys", ["case_id"], unique=False)
    op.create_index(op.f("ix_match_keys_key"), "match_keys", ["key"], unique=False)
    op.create_table(
        "person_merges",
        sa.Column("merge_id", GUID, nullable=False),
        sa.Column("case_id", GUID, nullable=False),
        sa.Column("person_id", GUID, nullable=False),
        sa.Column("other_case_id", GUID, nullable=False),
        sa.Column("other_person_id", GUID, nullable=False),
        sa.Column("reason", sa.LargeBinary(), nullable=True),
        sa.Column("merged_by", sa.String(length=200), nullable=False),
        sa.Column("merged_at", UtcDateTime, nullable=False),
        sa.Column("unmerge_reason", sa.LargeBinary(), nullable=True),
        sa.Column("unmerged_by", sa.String(length=200), nullable=True),
        sa.Column("unmerged_at", UtcDateTime, nullable=True),
        sa.PrimaryKeyConstraint("merge_id"),
    )
    op.create_index(op.f("ix_person_merges_case_id"), "person_merges", ["case_id"], unique=False)
    op.create_index(
        op.f("ix_person_merges_other_person_id"), "person_merges", ["other_person_id"], unique=False
    )
    op.create_index(
        op.f("ix_person_merges_person_id"), "person_merges", ["person_id"], unique=False
    )
    op.create_table(
        "possible_matches",
        sa.Column("match_id", GUID, nullable=False),
        sa.Column("case_id", GUID, nullable=False),
        sa.Column("referral_id", GUID, nullable=False),
        sa.Column("other_case_id", GUID, nullable=False),
        sa.Column("grade", sa.String(length=40), nullable=False),
        sa.Column("points", sa.Integer(), nullable=False),
        sa.Column("reasons", sa.Text(), nullable=False),
        sa.Column("found_at", UtcDateTime, nullable=False),
        sa.Column("decision", sa.String(length=20), nullable=True),
        sa.Column("reason", sa.LargeBinary(), nullable=True),
        sa.Column("decided_by", sa.String(length=200), nullable=True),
        sa.Column("decided_at", UtcDateTime, nullable=True),
        sa.PrimaryKeyConstraint("match_id"),
    )
    op.create_index(
        op.f("ix_possible_matches_case_id"), "possible_matches", ["case_id"], unique=False
    )
    op.create_index(
        op.f("ix_possible_matches_decision"), "possible_matches", ["decision"], unique=False
    )
    op.create_index(
        op.f("ix_possible_matches_other_case_id"),
        "possible_matches",
        ["other_case_id"],
        unique=False,
    )
    op.create_table(
        "priority_overrides",
        sa.Column("override_id", GUID, nullable=False),
        sa.Column("case_id", GUID, nullable=False),
        sa.Column("referral_id", GUID, nullable=False),
        sa.Column("enhanced", sa.Boolean(), nullable=False),
        sa.Column("note", sa.LargeBinary(), nullable=True),
        sa.Column("decided_by", sa.String(length=200), nullable=False),
        sa.Column("decided_at", UtcDateTime, nullable=False),
        sa.PrimaryKeyConstraint("override_id"),
    )
    op.create_index(
        op.f("ix_priority_overrides_case_id"), "priority_overrides", ["case_id"], unique=False
    )
    op.create_index(
        op.f("ix_priority_overrides_referral_id"),
        "priority_overrides",
        ["referral_id"],
        unique=False,
    )
    op.add_column("referrals", sa.Column("priority_reasons", sa.Text(), nullable=True))
    op.add_column("referrals", sa.Column("door", sa.String(length=40), nullable=True))


def downgrade() -> None:
    op.drop_column("referrals", "door")
    op.drop_column("referrals", "priority_reasons")
    op.drop_index(op.f("ix_priority_overrides_referral_id"), table_name="priority_overrides")
    op.drop_index(op.f("ix_priority_overrides_case_id"), table_name="priority_overrides")
    op.drop_table("priority_overrides")
    op.drop_index(op.f("ix_possible_matches_other_case_id"), table_name="possible_matches")
    op.drop_index(op.f("ix_possible_matches_decision"), table_name="possible_matches")
    op.drop_index(op.f("ix_possible_matches_case_id"), table_name="possible_matches")
    op.drop_table("possible_matches")
    op.drop_index(op.f("ix_person_merges_person_id"), table_name="person_merges")
    op.drop_index(op.f("ix_person_merges_other_person_id"), table_name="person_merges")
    op.drop_index(op.f("ix_person_merges_case_id"), table_name="person_merges")
    op.drop_table("person_merges")
    op.drop_index(op.f("ix_match_keys_key"), table_name="match_keys")
    op.drop_index(op.f("ix_match_keys_case_id"), table_name="match_keys")
    op.drop_table("match_keys")
    op.drop_index(op.f("ix_identifiers_same_as"), table_name="identifiers")
    op.drop_index(op.f("ix_identifiers_person_id"), table_name="identifiers")
    op.drop_index(op.f("ix_identifiers_case_id"), table_name="identifiers")
    op.drop_table("identifiers")
    op.drop_table("enquiries")
