"""Create the registry: cases, strands, referrals, people, consents and all that follows."""

import sqlalchemy as sa
from alembic import op

from shared.audit.tables import define_audit_tables
from shared.messaging.tables import define_messaging_tables
from shared.store.migrations import create_shared_tables, drop_shared_tables
from shared.store.types import GUID, UtcDateTime

revision = "0001"
down_revision = None


def upgrade() -> None:
    create_shared_tables(op, define_audit_tables, define_messaging_tables)
    op.create_table(
        "agency_requests",
        sa.Column("request_id", GUID, nullable=False),
        sa.Column("case_id", GUID, nullable=False),
        sa.Column("strand_id", GUID, nullable=True),
        sa.Column("person_id", GUID, nullable=True),
        sa.Column("agency", sa.String(length=40), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("clause", sa.String(length=60), nullable=True),
        sa.Column("interim_arrangement", sa.Boolean(), nullable=False),
        sa.Column("counterpart", sa.LargeBinary(), nullable=True),
        sa.Column("note", sa.LargeBinary(), nullable=True),
        sa.Column("opened_at", UtcDateTime, nullable=False),
        sa.Column("answered_at", UtcDateTime, nullable=True),
        sa.Column("found", sa.Boolean(), nullable=True),
        sa.Column("lapsed_at", UtcDateTime, nullable=True),
        sa.PrimaryKeyConstraint("request_id"),
    )
    op.create_index(
        op.f("ix_agency_requests_case_id"), "agency_requests", ["case_id"], unique=False
    )
    op.create_table(
        "assignments",
        sa.Column("case_id", GUID, nullable=False),
        sa.Column("user_id", sa.String(length=200), nullable=False),
        sa.Column("assigned_at", UtcDateTime, nullable=False),
        sa.Column("released_at", UtcDateTime, nullable=True),
        sa.PrimaryKeyConstraint("case_id", "user_id"),
    )
    op.create_table(
        "cases",
        sa.Column("case_id", GUID, nullable=False),
        sa.Column("reference", sa.String(length=20), nullable=False),
        sa.Column("opened_at", UtcDateTime, nullable=False),
        sa.Column("closed_at", UtcDateTime, nullable=True),
        sa.Column("erased_at", UtcDateTime, nullable=True),
        sa.Column("primary_outcome", sa.String(length=40), nullable=True),
        sa.Column("predecessor_case_id", GUID, nullable=True),
        sa.Column("successor_case_id", GUID, nullable=True),
        sa.Column("stage_rank", sa.Integer(), nullable=False),
        sa.Column("entries", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("case_id"),
        sa.UniqueConstraint("reference"),
    )
    op.create_index(op.f("ix_cases_stage_rank"), "cases", ["stage_rank"], unique=False)
    op.create_table(
        "consents",
        sa.Column("consent_id", GUID, nullable=False),
        sa.Column("case_id", GUID, nullable=False),
        sa.Column("person_id", GUID, nullable=False),
        sa.Column("strand_id", GUID, nullable=True),
        sa.Column("purpose", sa.String(length=40), nullable=False),
        sa.Column("given", sa.Boolean(), nullable=False),
        sa.Column("item_id", GUID, nullable=True),
        sa.Column("item_kind", sa.String(length=20), nullable=True),
        sa.Column("agency", sa.String(length=40), nullable=True),
        sa.Column("method", sa.String(length=20), nullable=False),
        sa.Column("evidence", sa.LargeBinary(), nullable=True),
        sa.Column("obtained_on", sa.Date(), nullable=True),
        sa.Column("recorded_at", UtcDateTime, nullable=False),
        sa.Column("recorded_by", sa.String(length=200), nullable=False),
        sa.Column("withdrawn_at", UtcDateTime, nullable=True),
        sa.Column("withdrawn_by", sa.String(length=200), nullable=True),
        sa.PrimaryKeyConstraint("consent_id"),
    )
    op.create_index(op.f("ix_consents_case_id"), "consents", ["case_id"], unique=False)
    op.create_table(
        "custody_changes",
        sa.Column("change_id", GUID, nullable=False),
        sa.Column("case_id", GUID, nullable=False),
        sa.Column("person_id", GUID, nullable=False),
        sa.Column("change", sa.String(length=20), nullable=False),
        sa.Column("establishment", sa.LargeBinary(), nullable=True),
        sa.Column("source", sa.LargeBinary(), nullable=True),
        sa.Column("changed_at", UtcDateTime, nullable=False),
        sa.PrimaryKeyConstraint("change_id"),
    )
    op.create_index(
        op.f("ix_custody_changes_case_id"), "custody_changes", ["case_id"], unique=False
    )
    op.create_table(
        "engagements",
        sa.Column("strand_id", GUID, nullable=False),
        sa.Column("person_id", GUID, nullable=False),
        sa.Column("case_id", GUID, nullable=False),
        sa.Column("engagement", sa.String(length=40), nullable=False),
        sa.Column("path", sa.String(length=40), nullable=True),
        sa.Column("changed_at", UtcDateTime, nullable=False),
        sa.PrimaryKeyConstraint("strand_id", "person_id"),
    )
    op.create_index(op.f("ix_engagements_case_id"), "engagements", ["case_id"], unique=False)
    op.create_table(
        "holds",
        sa.Column("hold_id", GUID, nullable=False),
        sa.Column("case_id", GUID, nullable=False),
        sa.Column("cause", sa.String(length=40), nullable=False),
        sa.Column("note", sa.LargeBinary(), nullable=True),
        sa.Column("held_at", UtcDateTime, nullable=False),
        sa.Column("resumed_at", UtcDateTime, nullable=True),
        sa.PrimaryKeyConstraint("hold_id"),
    )
    op.create_index(op.f("ix_holds_case_id"), "holds", ["case_id"], unique=False)
    op.create_table(
        "outcomes",
        sa.Column("outcome_id", GUID, nullable=False),
        sa.Column("case_id", GUID, nullable=False),
        sa.Column("strand_id", GUID, nullable=True),
        sa.Column("outcome", sa.String(length=40), nullable=False),
        sa.Column("is_primary", sa.Boolean(), nullable=False),
        sa.Column("unmanageable_risk", sa.String(length=40), nullable=True),
        sa.Column("contact_path", sa.String(length=40), nullable=True),
        sa.Column("responsible_in_community_off_probation", sa.Boolean(), nullable=True),
        sa.Column("recorded_at", UtcDateTime, nullable=False),
        sa.PrimaryKeyConstraint("outcome_id"),
    )
    op.create_index(op.f("ix_outcomes_case_id"), "outcomes", ["case_id"], unique=False)
    op.create_index(
        "one_primary_outcome",
        "outcomes",
        ["case_id"],
        unique=True,
        sqlite_where=sa.text("is_primary IS 1"),
        postgresql_where=sa.text("is_primary IS true"),
    )
    op.create_table(
        "persons",
        sa.Column("person_id", GUID, nullable=False),
        sa.Column("case_id", GUID, nullable=False),
        sa.Column("role", sa.String(length=20), nullable=False),
        sa.Column("side", sa.String(length=20), nullable=False),
        sa.Column("details", sa.LargeBinary(), nullable=True),
        sa.Column("match_index", sa.LargeBinary(), nullable=True),
        sa.PrimaryKeyConstraint("person_id"),
    )
    op.create_index(op.f("ix_persons_case_id"), "persons", ["case_id"], unique=False)
    op.create_index(op.f("ix_persons_match_index"), "persons", ["match_index"], unique=False)
    op.create_table(
        "readings",
        sa.Column("reading_id", GUID, nullable=False),
        sa.Column("case_id", GUID, nullable=False),
        sa.Column("person_id", GUID, nullable=False),
        sa.Column("read_by", sa.String(length=200), nullable=False),
        sa.Column("purpose", sa.LargeBinary(), nullable=True),
        sa.Column("read_at", UtcDateTime, nullable=False),
        sa.PrimaryKeyConstraint("reading_id"),
    )
    op.create_index(op.f("ix_readings_case_id"), "readings", ["case_id"], unique=False)
    op.create_table(
        "referrals",
        sa.Column("referral_id", GUID, nullable=False),
        sa.Column("case_id", GUID, nullable=False),
        sa.Column("opened_case", sa.Boolean(), nullable=False),
        sa.Column("feed_message_id", GUID, nullable=True),
        sa.Column("agency", sa.String(length=40), nullable=True),
        sa.Column("submitted_by", sa.String(length=200), nullable=False),
        sa.Column("sender_index", sa.LargeBinary(), nullable=True),
        sa.Column("crime_index", sa.LargeBinary(), nullable=True),
        sa.Column("received_at", UtcDateTime, nullable=False),
        sa.Column("details", sa.LargeBinary(), nullable=True),
        sa.Column("answer", sa.LargeBinary(), nullable=True),
        sa.Column("priority_version", sa.String(length=40), nullable=False),
        sa.PrimaryKeyConstraint("referral_id"),
        sa.UniqueConstraint("feed_message_id"),
        sa.UniqueConstraint("sender_index"),
    )
    op.create_index(op.f("ix_referrals_case_id"), "referrals", ["case_id"], unique=False)
    op.create_index(op.f("ix_referrals_crime_index"), "referrals", ["crime_index"], unique=False)
    op.create_table(
        "strands",
        sa.Column("strand_id", GUID, nullable=False),
        sa.Column("case_id", GUID, nullable=False),
        sa.Column("harmed_ids", sa.Text(), nullable=False),
        sa.Column("responsible_id", GUID, nullable=True),
        sa.PrimaryKeyConstraint("strand_id"),
    )
    op.create_index(op.f("ix_strands_case_id"), "strands", ["case_id"], unique=False)
    op.create_table(
        "timeline",
        sa.Column("case_id", GUID, nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("at", UtcDateTime, nullable=False),
        sa.Column("event", sa.String(length=120), nullable=False),
        sa.Column("producer", sa.String(length=40), nullable=False),
        sa.Column("codes", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("case_id", "number"),
    )


def downgrade() -> None:
    op.drop_table("timeline")
    op.drop_index(op.f("ix_strands_case_id"), table_name="strands")
    op.drop_table("strands")
    op.drop_index(op.f("ix_referrals_crime_index"), table_name="referrals")
    op.drop_index(op.f("ix_referrals_case_id"), table_name="referrals")
    op.drop_table("referrals")
    op.drop_index(op.f("ix_readings_case_id"), table_name="readings")
    op.drop_table("readings")
    op.drop_index(op.f("ix_persons_match_index"), table_name="persons")
    op.drop_index(op.f("ix_persons_case_id"), table_name="persons")
    op.drop_table("persons")
    op.drop_index(
        "one_primary_outcome",
        table_name="outcomes",
        sqlite_where=sa.text("is_primary IS 1"),
        postgresql_where=sa.text("is_primary IS true"),
    )
    op.drop_index(op.f("ix_outcomes_case_id"), table_name="outcomes")
    op.drop_table("outcomes")
    op.drop_index(op.f("ix_holds_case_id"), table_name="holds")
    op.drop_table("holds")
    op.drop_index(op.f("ix_engagements_case_id"), table_name="engagements")
    op.drop_table("engagements")
    op.drop_index(op.f("ix_custody_changes_case_id"), table_name="custody_changes")
    op.drop_table("custody_changes")
    op.drop_index(op.f("ix_consents_case_id"), table_name="consents")
    op.drop_table("consents")
    op.drop_index(op.f("ix_cases_stage_rank"), table_name="cases")
    op.drop_table("cases")
    op.drop_table("assignments")
    op.drop_index(op.f("ix_agency_requests_case_id"), table_name="agency_requests")
    op.drop_table("agency_requests")
    drop_shared_tables(op, define_audit_tables, define_messaging_tables)
