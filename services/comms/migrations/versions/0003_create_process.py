"""Create the tables of the process, the relay's versions and seals, agreements and aftercare."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from shared.store.types import GUID, UtcDateTime

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _create_process()
    _create_relay()


def downgrade() -> None:
    _drop_relay()
    _drop_process()


def _create_process() -> None:
    op.create_table(
        "arranged_meetings",
        sa.Column("meeting_id", GUID, nullable=False),
        sa.Column("case_id", GUID, nullable=False),
        sa.Column("strand_id", GUID, nullable=False),
        sa.Column("purpose", sa.String(length=40), nullable=False),
        sa.Column("place", sa.String(length=40), nullable=False),
        sa.Column("venue", sa.LargeBinary(), nullable=True),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("starts_at", UtcDateTime, nullable=False),
        sa.Column("out_of_hours", sa.Boolean(), nullable=False),
        sa.Column("by_user", sa.String(length=100), nullable=False),
        sa.Column("arranged_at", UtcDateTime, nullable=False),
        sa.PrimaryKeyConstraint("meeting_id"),
    )
    op.create_index(
        op.f("ix_arranged_meetings_case_id"), "arranged_meetings", ["case_id"], unique=False
    )
    op.create_table(
        "case_notes",
        sa.Column("note_id", GUID, nullable=False),
        sa.Column("case_id", GUID, nullable=False),
        sa.Column("strand_id", GUID, nullable=True),
        sa.Column("meeting_id", GUID, nullable=True),
        sa.Column("compartment", sa.String(length=40), nullable=False),
        sa.Column("words", sa.LargeBinary(), nullable=True),
        sa.Column("by_user", sa.String(length=100), nullable=False),
        sa.Column("at", UtcDateTime, nullable=False),
        sa.PrimaryKeyConstraint("note_id"),
    )
    op.create_index(op.f("ix_case_notes_case_id"), "case_notes", ["case_id"], unique=False)
    op.create_table(
        "conference_marks",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("meeting_id", GUID, nullable=False),
        sa.Column("mark", sa.String(length=40), nullable=False),
        sa.Column("question", sa.String(length=60), nullable=True),
        sa.Column("by_whom", sa.String(length=100), nullable=True),
        sa.Column("by_user", sa.String(length=100), nullable=False),
        sa.Column("at", UtcDateTime, nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(
        op.f("ix_conference_marks_meeting_id"), "conference_marks", ["meeting_id"], unique=False
    )
    op.create_table(
        "conference_scripts",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("meeting_id", GUID, nullable=False),
        sa.Column("case_id", GUID, nullable=False),
        sa.Column("words", sa.LargeBinary(), nullable=True),
        sa.Column("by_user", sa.String(length=100), nullable=False),
        sa.Column("at", UtcDateTime, nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(
        op.f("ix_conference_scripts_meeting_id"), "conference_scripts", ["meeting_id"], unique=False
    )
    op.create_table(
        "interpreters",
        sa.Column("interpreter_id", GUID, nullable=False),
        sa.Column("case_id", GUID, nullable=False),
        sa.Column("strand_id", GUID, nullable=False),
        sa.Column("side", sa.String(length=40), nullable=False),
        sa.Column("language", sa.String(length=40), nullable=False),
        sa.Column("name", sa.LargeBinary(), nullable=True),
        sa.Column("conflicts", sa.String(length=200), nullable=False),
        sa.Column("by_user", sa.String(length=100), nullable=False),
        sa.Column("checked_at", UtcDateTime, nullable=False),
        sa.PrimaryKeyConstraint("interpreter_id"),
    )
    op.create_index(op.f("ix_interpreters_case_id"), "interpreters", ["case_id"], unique=False)
    op.create_table(
        "meeting_people",
        sa.Column("meeting_id", GUID, nullable=False),
        sa.Column("who", sa.String(length=100), nullable=False),
        sa.Column("part", sa.String(length=40), nullable=False),
        sa.Column("side", sa.String(length=40), nullable=True),
        sa.Column("arrives_at", UtcDateTime, nullable=True),
        sa.Column("attended", sa.Boolean(), nullable=True),
        sa.PrimaryKeyConstraint("meeting_id", "who"),
    )
    op.create_table(
        "meeting_steps",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("meeting_id", GUID, nullable=False),
        sa.Column("case_id", GUID, nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("words", sa.LargeBinary(), nullable=True),
        sa.Column("by_user", sa.String(length=100), nullable=False),
        sa.Column("at", UtcDateTime, nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(
        op.f("ix_meeting_steps_meeting_id"), "meeting_steps", ["meeting_id"], unique=False
    )
    op.create_table(
        "participants",
        sa.Column("strand_id", GUID, nullable=False),
        sa.Column("person_id", GUID, nullable=False),
        sa.Column("case_id", GUID, nullable=False),
        sa.Column("side", sa.String(length=40), nullable=False),
        sa.PrimaryKeyConstraint("strand_id", "person_id"),
    )
    op.create_index(op.f("ix_participants_case_id"), "participants", ["case_id"], unique=False)
    op.create_table(
        "programme_sessions",
        sa.Column("session_id", GUID, nullable=False),
        sa.Column("programme_id", GUID, nullable=False),
        sa.Column("case_id", GUID, nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("planned_on", sa.Date(), nullable=False),
        sa.PrimaryKeyConstraint("session_id"),
    )
    op.create_index(
        op.f("ix_programme_sessions_programme_id"),
        "programme_sessions",
        ["programme_id"],
        unique=False,
    )
    op.create_table(
        "programmes",
        sa.Column("programme_id", GUID, nullable=False),
        sa.Column("case_id", GUID, nullable=False),
        sa.Column("strand_id", GUID, nullable=False),
        sa.Column("template", sa.String(length=40), nullable=False),
        sa.Column("by_user", sa.String(length=100), nullable=False),
        sa.Column("started_at", UtcDateTime, nullable=False),
        sa.PrimaryKeyConstraint("programme_id"),
        sa.UniqueConstraint("strand_id"),
    )
    op.create_table(
        "readiness",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("case_id", GUID, nullable=False),
        sa.Column("strand_id", GUID, nullable=False),
        sa.Column("person_id", GUID, nullable=False),
        sa.Column("step", sa.String(length=40), nullable=False),
        sa.Column("done", sa.Boolean(), nullable=False),
        sa.Column("note", sa.LargeBinary(), nullable=True),
        sa.Column("by_user", sa.String(length=100), nullable=False),
        sa.Column("at", UtcDateTime, nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(op.f("ix_readiness_case_id"), "readiness", ["case_id"], unique=False)
    op.create_index(op.f("ix_readiness_strand_id"), "readiness", ["strand_id"], unique=False)
    op.create_table(
        "session_people",
        sa.Column("session_id", GUID, nullable=False),
        sa.Column("person_id", GUID, nullable=False),
        sa.PrimaryKeyConstraint("session_id", "person_id"),
    )
    op.create_table(
        "session_steps",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("session_id", GUID, nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("on_day", sa.Date(), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=True),
        sa.Column("by_user", sa.String(length=100), nullable=False),
        sa.Column("at", UtcDateTime, nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(
        op.f("ix_session_steps_session_id"), "session_steps", ["session_id"], unique=False
    )


def _create_relay() -> None:
    op.create_table(
        "agreement_events",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("agreement_id", GUID, nullable=False),
        sa.Column("case_id", GUID, nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("side", sa.String(length=40), nullable=True),
        sa.Column("words", sa.LargeBinary(), nullable=True),
        sa.Column("reference", sa.LargeBinary(), nullable=True),
        sa.Column("by_user", sa.String(length=100), nullable=False),
        sa.Column("at", UtcDateTime, nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(
        op.f("ix_agreement_events_agreement_id"), "agreement_events", ["agreement_id"], unique=False
    )
    op.create_table(
        "agreement_signatories",
        sa.Column("agreement_id", GUID, nullable=False),
        sa.Column("person_id", GUID, nullable=False),
        sa.Column("side", sa.String(length=40), nullable=False),
        sa.PrimaryKeyConstraint("agreement_id", "person_id"),
    )
    op.create_table(
        "agreement_signatures",
        sa.Column("agreement_id", GUID, nullable=False),
        sa.Column("person_id", GUID, nullable=False),
        sa.Column("how", sa.String(length=40), nullable=False),
        sa.Column("witnessed_by", sa.String(length=100), nullable=False),
        sa.Column("text_hash", sa.String(length=64), nullable=False),
        sa.Column("at", UtcDateTime, nullable=False),
        sa.PrimaryKeyConstraint("agreement_id", "person_id"),
    )
    op.create_table(
        "agreement_terms",
        sa.Column("agreement_id", GUID, nullable=False),
        sa.Column("case_id", GUID, nullable=False),
        sa.Column("text_hash", sa.String(length=64), nullable=False),
        sa.Column("salt", sa.LargeBinary(), nullable=True),
        sa.Column("ends_on", sa.Date(), nullable=True),
        sa.Column("police_note_agreed", sa.Boolean(), nullable=False),
        sa.Column("reached_at", UtcDateTime, nullable=True),
        sa.Column("end_reason", sa.String(length=40), nullable=True),
        sa.Column("ended_at", UtcDateTime, nullable=True),
        sa.PrimaryKeyConstraint("agreement_id"),
    )
    op.create_table(
        "delivery_results",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("item_id", GUID, nullable=False),
        sa.Column("case_id", GUID, nullable=False),
        sa.Column("result", sa.String(length=40), nullable=False),
        sa.Column("words", sa.LargeBinary(), nullable=True),
        sa.Column("by_user", sa.String(length=100), nullable=False),
        sa.Column("at", UtcDateTime, nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(
        op.f("ix_delivery_results_item_id"), "delivery_results", ["item_id"], unique=False
    )
    op.create_table(
        "feedback",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("case_id", GUID, nullable=False),
        sa.Column("given_by", sa.String(length=40), nullable=False),
        sa.Column("agency", sa.String(length=40), nullable=True),
        sa.Column("words", sa.LargeBinary(), nullable=True),
        sa.Column("after_closure", sa.Boolean(), nullable=False),
        sa.Column("by_user", sa.String(length=100), nullable=False),
        sa.Column("at", UtcDateTime, nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(op.f("ix_feedback_case_id"), "feedback", ["case_id"], unique=False)
    op.create_table(
        "follow_ups",
        sa.Column("follow_up_id", GUID, nullable=False),
        sa.Column("case_id", GUID, nullable=False),
        sa.Column("strand_id", GUID, nullable=False),
        sa.Column("person_id", GUID, nullable=False),
        sa.Column("interval", sa.String(length=40), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("result", sa.String(length=40), nullable=True),
        sa.Column("words", sa.LargeBinary(), nullable=True),
        sa.Column("recorded_by", sa.String(length=100), nullable=True),
        sa.Column("recorded_at", UtcDateTime, nullable=True),
        sa.PrimaryKeyConstraint("follow_up_id"),
    )
    op.create_index(op.f("ix_follow_ups_case_id"), "follow_ups", ["case_id"], unique=False)
    op.create_table(
        "heard_consents",
        sa.Column("consent_id", GUID, nullable=False),
        sa.Column("case_id", GUID, nullable=False),
        sa.Column("person_id", GUID, nullable=False),
        sa.Column("purpose", sa.String(length=40), nullable=False),
        sa.Column("item_id", GUID, nullable=True),
        sa.Column("given", sa.Boolean(), nullable=False),
        sa.Column("at", UtcDateTime, nullable=False),
        sa.PrimaryKeyConstraint("consent_id"),
    )
    op.create_index(op.f("ix_heard_consents_case_id"), "heard_consents", ["case_id"], unique=False)
    op.create_table(
        "heard_withdrawals",
        sa.Column("case_id", GUID, nullable=False),
        sa.Column("person_id", GUID, nullable=False),
        sa.Column("purpose", sa.String(length=40), nullable=False),
        sa.Column("at", UtcDateTime, nullable=False),
        sa.PrimaryKeyConstraint("case_id", "person_id", "purpose"),
    )
    op.create_table(
        "item_versions",
        sa.Column("item_id", GUID, nullable=False),
        sa.Column("thread_id", GUID, nullable=False),
        sa.Column("case_id", GUID, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("form", sa.String(length=40), nullable=True),
        sa.PrimaryKeyConstraint("item_id"),
    )
    op.create_index(
        op.f("ix_item_versions_thread_id"), "item_versions", ["thread_id"], unique=False
    )
    op.create_table(
        "local_outbox",
        sa.Column("notice_id", GUID, nullable=False),
        sa.Column("case_id", GUID, nullable=False),
        sa.Column("channel", sa.String(length=40), nullable=False),
        sa.Column("address", sa.LargeBinary(), nullable=True),
        sa.Column("body", sa.LargeBinary(), nullable=True),
        sa.Column("at", UtcDateTime, nullable=False),
        sa.PrimaryKeyConstraint("notice_id"),
    )
    op.create_index(op.f("ix_local_outbox_case_id"), "local_outbox", ["case_id"], unique=False)
    op.create_table(
        "participant_statements",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("case_id", GUID, nullable=False),
        sa.Column("strand_id", GUID, nullable=False),
        sa.Column("person_id", GUID, nullable=False),
        sa.Column("told", sa.String(length=40), nullable=False),
        sa.Column("words", sa.LargeBinary(), nullable=True),
        sa.Column("by_user", sa.String(length=100), nullable=False),
        sa.Column("at", UtcDateTime, nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(
        op.f("ix_participant_statements_case_id"),
        "participant_statements",
        ["case_id"],
        unique=False,
    )
    op.create_table(
        "quotations",
        sa.Column("quotation_id", GUID, nullable=False),
        sa.Column("case_id", GUID, nullable=False),
        sa.Column("person_id", GUID, nullable=False),
        sa.Column("words", sa.LargeBinary(), nullable=True),
        sa.Column("by_user", sa.String(length=100), nullable=False),
        sa.Column("at", UtcDateTime, nullable=False),
        sa.PrimaryKeyConstraint("quotation_id"),
    )
    op.create_index(op.f("ix_quotations_case_id"), "quotations", ["case_id"], unique=False)
    op.create_table(
        "review_confirmations",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("undertaking_id", GUID, nullable=False),
        sa.Column("review_id", sa.Integer(), nullable=False),
        sa.Column("side", sa.String(length=40), nullable=False),
        sa.Column("agrees", sa.Boolean(), nullable=False),
        sa.Column("by_user", sa.String(length=100), nullable=False),
        sa.Column("at", UtcDateTime, nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(
        op.f("ix_review_confirmations_undertaking_id"),
        "review_confirmations",
        ["undertaking_id"],
        unique=False,
    )
    op.create_table(
        "sent_notices",
        sa.Column("notice_id", GUID, nullable=False),
        sa.Column("case_id", GUID, nullable=False),
        sa.Column("person_id", GUID, nullable=False),
        sa.Column("channel", sa.String(length=40), nullable=False),
        sa.Column("wording", sa.String(length=40), nullable=False),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("objections", sa.String(length=200), nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("by_user", sa.String(length=100), nullable=False),
        sa.Column("asked_at", UtcDateTime, nullable=False),
        sa.Column("tried_at", UtcDateTime, nullable=True),
        sa.Column("sent_at", UtcDateTime, nullable=True),
        sa.PrimaryKeyConstraint("notice_id"),
    )
    op.create_index(op.f("ix_sent_notices_case_id"), "sent_notices", ["case_id"], unique=False)
    op.create_index(op.f("ix_sent_notices_person_id"), "sent_notices", ["person_id"], unique=False)
    op.create_index(op.f("ix_sent_notices_state"), "sent_notices", ["state"], unique=False)
    op.create_table(
        "step_seals",
        sa.Column("step_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("item_id", GUID, nullable=False),
        sa.Column("seal", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("step_id"),
    )
    op.create_index(op.f("ix_step_seals_item_id"), "step_seals", ["item_id"], unique=False)
    op.create_table(
        "support_offers",
        sa.Column("offer_id", GUID, nullable=False),
        sa.Column("case_id", GUID, nullable=False),
        sa.Column("person_id", GUID, nullable=False),
        sa.Column("service", sa.String(length=40), nullable=False),
        sa.Column("answer", sa.String(length=40), nullable=False),
        sa.Column("words", sa.LargeBinary(), nullable=True),
        sa.Column("by_user", sa.String(length=100), nullable=False),
        sa.Column("at", UtcDateTime, nullable=False),
        sa.PrimaryKeyConstraint("offer_id"),
    )
    op.create_index(op.f("ix_support_offers_case_id"), "support_offers", ["case_id"], unique=False)
    op.create_table(
        "support_updates",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("offer_id", GUID, nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("told_on", sa.Date(), nullable=False),
        sa.Column("by_user", sa.String(length=100), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(
        op.f("ix_support_updates_offer_id"), "support_updates", ["offer_id"], unique=False
    )
    op.create_table(
        "undertaking_owners",
        sa.Column("undertaking_id", GUID, nullable=False),
        sa.Column("person_id", GUID, nullable=False),
        sa.PrimaryKeyConstraint("undertaking_id"),
    )


def _drop_relay() -> None:
    op.drop_table("undertaking_owners")
    op.drop_index(op.f("ix_support_updates_offer_id"), table_name="support_updates")
    op.drop_table("support_updates")
    op.drop_index(op.f("ix_support_offers_case_id"), table_name="support_offers")
    op.drop_table("support_offers")
    op.drop_index(op.f("ix_step_seals_item_id"), table_name="step_seals")
    op.drop_table("step_seals")
    op.drop_index(op.f("ix_sent_notices_state"), table_name="sent_notices")
    op.drop_index(op.f("ix_sent_notices_person_id"), table_name="sent_notices")
    op.drop_index(op.f("ix_sent_notices_case_id"), table_name="sent_notices")
    op.drop_table("sent_notices")
    op.drop_index(op.f("ix_review_confirmations_undertaking_id"), table_name="review_confirmations")
    op.drop_table("review_confirmations")
    op.drop_index(op.f("ix_quotations_case_id"), table_name="quotations")
    op.drop_table("quotations")
    op.drop_index(op.f("ix_participant_statements_case_id"), table_name="participant_statements")
    op.drop_table("participant_statements")
    op.drop_index(op.f("ix_local_outbox_case_id"), table_name="local_outbox")
    op.drop_table("local_outbox")
    op.drop_index(op.f("ix_item_versions_thread_id"), table_name="item_versions")
    op.drop_table("item_versions")
    op.drop_table("heard_withdrawals")
    op.drop_index(op.f("ix_heard_consents_case_id"), table_name="heard_consents")
    op.drop_table("heard_consents")
    op.drop_index(op.f("ix_follow_ups_case_id"), table_name="follow_ups")
    op.drop_table("follow_ups")
    op.drop_index(op.f("ix_feedback_case_id"), table_name="feedback")
    op.drop_table("feedback")
    op.drop_index(op.f("ix_delivery_results_item_id"), table_name="delivery_results")
    op.drop_table("delivery_results")
    op.drop_table("agreement_terms")
    op.drop_table("agreement_signatures")
    op.drop_table("agreement_signatories")
    op.drop_index(op.f("ix_agreement_events_agreement_id"), table_name="agreement_events")
    op.drop_table("agreement_events")


def _drop_process() -> None:
    op.drop_index(op.f("ix_session_steps_session_id"), table_name="session_steps")
    op.drop_table("session_steps")
    op.drop_table("session_people")
    op.drop_index(op.f("ix_readiness_strand_id"), table_name="readiness")
    op.drop_index(op.f("ix_readiness_case_id"), table_name="readiness")
    op.drop_table("readiness")
    op.drop_table("programmes")
    op.drop_index(op.f("ix_programme_sessions_programme_id"), table_name="programme_sessions")
    op.drop_table("programme_sessions")
    op.drop_index(op.f("ix_participants_case_id"), table_name="participants")
    op.drop_table("participants")
    op.drop_index(op.f("ix_meeting_steps_meeting_id"), table_name="meeting_steps")
    op.drop_table("meeting_steps")
    op.drop_table("meeting_people")
    op.drop_index(op.f("ix_interpreters_case_id"), table_name="interpreters")
    op.drop_table("interpreters")
    op.drop_index(op.f("ix_conference_scripts_meeting_id"), table_name="conference_scripts")
    op.drop_table("conference_scripts")
    op.drop_index(op.f("ix_conference_marks_meeting_id"), table_name="conference_marks")
    op.drop_table("conference_marks")
    op.drop_index(op.f("ix_case_notes_case_id"), table_name="case_notes")
    op.drop_table("case_notes")
    op.drop_index(op.f("ix_arranged_meetings_case_id"), table_name="arranged_meetings")
    op.drop_table("arranged_meetings")
