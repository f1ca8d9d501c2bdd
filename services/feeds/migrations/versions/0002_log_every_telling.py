"""Log everything that leaves, hold what was refused for staff, and follow referrals by strand."""

from typing import Any

import sqlalchemy as sa
from alembic import op

from shared.store.types import GUID, UtcDateTime

revision = "0002"
down_revision = "0001"

MESSAGE_COLUMNS: dict[str, Any] = {
    "agreement": sa.String(42),
    "batch": sa.String(64),
    "line": sa.Integer,
    "referral_id": GUID,
    "strands": sa.String(2000),
    "stage": sa.String(30),
    "holds": sa.String(2000),
    "outcome": sa.String(40),
    "status_told_at": UtcDateTime,
}
ANSWER_COLUMNS: dict[str, Any] = {"disclosure_id": GUID, "sealed": sa.Boolean}
QUARANTINE_COLUMNS: dict[str, Any] = {
    "message_id": sa.String(128),
    "correlation_id": sa.String(255),
    "content_type": sa.String(60),
    "state": sa.String(12),
    "faults": sa.String(20000),
    "corrected": sa.LargeBinary,
    "settled_by": sa.String(100),
    "settled_why": sa.String(200),
    "settled_at": UtcDateTime,
}


def upgrade() -> None:
    for table, columns in (
        ("agency_messages", MESSAGE_COLUMNS),
        ("agency_answers", ANSWER_COLUMNS),
        ("quarantine", QUARANTINE_COLUMNS),
    ):
        for name, kind in columns.items():
            op.add_column(table, sa.Column(name, kind))
    op.create_index("ix_agency_messages_batch", "agency_messages", ["batch", "line"])
    op.execute("UPDATE quarantine SET state = 'held', faults = '' WHERE state IS NULL")
    op.create_table(
        "disclosure_log",
        sa.Column("disclosure_id", GUID, primary_key=True),
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("agency", sa.String(42), nullable=False),
        sa.Column("agreement", sa.String(42), nullable=False),
        sa.Column("clause", sa.String(20), nullable=False),
        sa.Column("legal_basis", sa.String(200), nullable=False),
        sa.Column("purpose", sa.String(200), nullable=False),
        sa.Column("fields", sa.String(2000), nullable=False),
        sa.Column("recipient", sa.String(200), nullable=False),
        sa.Column("case_id", GUID, index=True),
        sa.Column("strand_id", GUID),
        sa.Column("person_id", GUID, index=True),
        sa.Column("consent_id", GUID),
        sa.Column("reference", sa.String(20)),
        sa.Column("told_by", sa.String(100), nullable=False),
        sa.Column("disclosed_at", UtcDateTime, nullable=False),
    )
    op.execute(
        "INSERT INTO disclosure_log (disclosure_id, kind, agency, agreement, clause, legal_basis,"
        " purpose, fields, recipient, case_id, told_by, disclosed_at)"
        " SELECT disclosure_id, 'outcome', '', '', clause, '', '', fields, '', case_id, 'system',"
        " disclosed_at FROM disclosures"
    )
    op.drop_table("disclosures")
    op.create_table(
        "batches",
        sa.Column("batch", sa.String(64), primary_key=True),
        sa.Column("name", sa.String(200), nullable=False),
        sa.Column("records", sa.Integer),
        sa.Column("begun_at", UtcDateTime, nullable=False),
        sa.Column("answered_at", UtcDateTime),
    )
    op.create_table(
        "ending_warnings",
        sa.Column("agreement", sa.String(42), primary_key=True),
        sa.Column("last_day", sa.Date, primary_key=True),
        sa.Column("days", sa.Integer, primary_key=True),
        sa.Column("warned_at", UtcDateTime, nullable=False),
    )


def downgrade() -> None:
    op.drop_table("ending_warnings")
    op.drop_table("batches")
    op.create_table(
        "disclosures",
        sa.Column("disclosure_id", GUID, primary_key=True),
        sa.Column("case_id", GUID, nullable=False, index=True),
        sa.Column("clause", sa.String(20), nullable=False),
        sa.Column("fields", sa.String(400), nullable=False),
        sa.Column("disclosed_at", UtcDateTime, nullable=False),
    )
    op.execute(
        "INSERT INTO disclosures (disclosure_id, case_id, clause, fields, disclosed_at)"
        " SELECT disclosure_id, case_id, clause, fields, disclosed_at FROM disclosure_log"
        " WHERE kind = 'outcome' AND case_id IS NOT NULL"
    )
    op.drop_table("disclosure_log")
    op.drop_index("ix_agency_messages_batch", "agency_messages")
    for table, columns in (
        ("agency_messages", MESSAGE_COLUMNS),
        ("agency_answers", ANSWER_COLUMNS),
        ("quarantine", QUARANTINE_COLUMNS),
    ):
        for name in columns:
            op.drop_column(table, name)
