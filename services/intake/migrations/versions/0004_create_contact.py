"""Create what goes with contact: preferences, attempts, promised updates, chasers, tasks, aftercare."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from shared.store.types import GUID, UtcDateTime

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "aftercare",
        sa.Column("aftercare_id", GUID, nullable=False),
        sa.Column("case_id", GUID, nullable=False),
        sa.Column("person_id", GUID, nullable=False),
        sa.Column("service", sa.String(length=40), nullable=False),
        sa.Column("step", sa.String(length=20), nullable=False),
        sa.Column("recorded_at", UtcDateTime, nullable=False),
        sa.Column("recorded_by", sa.String(length=200), nullable=False),
        sa.PrimaryKeyConstraint("aftercare_id"),
    )
    op.create_index(op.f("ix_aftercare_case_id"), "aftercare", ["case_id"], unique=False)
    op.create_table(
        "agency_chasers",
        sa.Column("chaser_id", GUID, nullable=False),
        sa.Column("case_id", GUID, nullable=False),
        sa.Column("request_id", GUID, nullable=False),
        sa.Column("note", sa.LargeBinary(), nullable=True),
        sa.Column("chased_at", UtcDateTime, nullable=False),
        sa.Column("chased_by", sa.String(length=200), nullable=False),
        sa.PrimaryKeyConstraint("chaser_id"),
    )
    op.create_index(op.f("ix_agency_chasers_case_id"), "agency_chasers", ["case_id"], unique=False)
    op.create_index(
        op.f("ix_agency_chasers_request_id"), "agency_chasers", ["request_id"], unique=False
    )
    op.create_table(
        "contact_preferences",
        sa.Column("preference_id", GUID, nullable=False),
        sa.Column("case_id", GUID, nullable=False),
        sa.Column("person_id", GUID, nullable=False),
        sa.Column("preferences", sa.LargeBinary(), nullable=True),
        sa.Column("asked_by_person", sa.Boolean(), nullable=False),
        sa.Column("set_at", UtcDateTime, nullable=False),
        sa.Column("set_by", sa.String(length=200), nullable=False),
        sa.PrimaryKeyConstraint("preference_id"),
    )
    op.create_index(
        op.f("ix_contact_preferences_case_id"), "contact_preferences", ["case_id"], unique=False
    )
    op.create_index(
        op.f("ix_contact_preferences_person_id"), "contact_preferences", ["person_id"], unique=False
    )
    op.create_table(
        "contacts",
        sa.Column("contact_id", GUID, nullable=False),
        sa.Column("case_id", GUID, nullable=False),
        sa.Column("person_id", GUID, nullable=False),
        sa.Column("channel", sa.String(length=20), nullable=False),
        sa.Column("path", sa.String(length=40), nullable=False),
        sa.Column("result", sa.String(length=40), nullable=False),
        sa.Column("at", UtcDateTime, nullable=False),
        sa.Column("by", sa.String(length=200), nullable=False),
        sa.Column("note", sa.LargeBinary(), nullable=True),
        sa.Column("against_preferences", sa.LargeBinary(), nullable=True),
        sa.PrimaryKeyConstraint("contact_id"),
    )
    op.create_index(op.f("ix_contacts_case_id"), "contacts", ["case_id"], unique=False)
    op.create_index(op.f("ix_contacts_person_id"), "contacts", ["person_id"], unique=False)
    op.create_table(
        "tasks",
        sa.Column("task_id", GUID, nullable=False),
        sa.Column("case_id", GUID, nullable=False),
        sa.Column("person_id", GUID, nullable=True),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("cause", sa.String(length=40), nullable=False),
        sa.Column("raised_at", UtcDateTime, nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("done_at", UtcDateTime, nullable=True),
        sa.Column("done_by", sa.String(length=200), nullable=True),
        sa.Column("note", sa.LargeBinary(), nullable=True),
        sa.PrimaryKeyConstraint("task_id"),
    )
    op.create_index(op.f("ix_tasks_case_id"), "tasks", ["case_id"], unique=False)
    op.create_index(op.f("ix_tasks_done_at"), "tasks", ["done_at"], unique=False)
    op.create_table(
        "update_promises",
        sa.Column("person_id", GUID, nullable=False),
        sa.Column("case_id", GUID, nullable=False),
        sa.Column("interval", sa.String(length=20), nullable=False),
        sa.Column("path", sa.String(length=40), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("set_at", UtcDateTime, nullable=False),
        sa.Column("given_at", UtcDateTime, nullable=True),
        sa.PrimaryKeyConstraint("person_id"),
    )
    op.create_index(
        op.f("ix_update_promises_case_id"), "update_promises", ["case_id"], unique=False
    )
    op.create_index(op.f("ix_update_promises_due_on"), "update_promises", ["due_on"], unique=False)
    op.add_column("holds", sa.Column("strand_id", GUID, nullable=True))
    op.add_column("holds", sa.Column("bulk_id", GUID, nullable=True))
    op.create_index(op.f("ix_holds_bulk_id"), "holds", ["bulk_id"], unique=False)


def downgrade() -> None:
    op.drop_index(op.f("ix_holds_bulk_id"), table_name="holds")
    op.drop_column("holds", "bulk_id")
    op.drop_column("holds", "strand_id")
    op.drop_index(op.f("ix_update_promises_due_on"), table_name="update_promises")
    op.drop_index(op.f("ix_update_promises_case_id"), table_name="update_promises")
    op.drop_table("update_promises")
    op.drop_index(op.f("ix_tasks_done_at"), table_name="tasks")
    op.drop_index(op.f("ix_tasks_case_id"), table_name="tasks")
    op.drop_table("tasks")
    op.drop_index(op.f("ix_contacts_person_id"), table_name="contacts")
    op.drop_index(op.f("ix_contacts_case_id"), table_name="contacts")
    op.drop_table("contacts")
    op.drop_index(op.f("ix_contact_preferences_person_id"), table_name="contact_preferences")
    op.drop_index(op.f("ix_contact_preferences_case_id"), table_name="contact_preferences")
    op.drop_table("contact_preferences")
    op.drop_index(op.f("ix_agency_chasers_request_id"), table_name="agency_chasers")
    op.drop_index(op.f("ix_agency_chasers_case_id"), table_name="agency_chasers")
    op.drop_table("agency_chasers")
    op.drop_index(op.f("ix_aftercare_case_id"), table_name="aftercare")
    op.drop_table("aftercare")
