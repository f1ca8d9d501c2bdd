"""Create the log of messages, answers, quarantine and disclosures of one agency's feed."""

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
        "agency_messages",
        sa.Column("message_id", sa.String(128), primary_key=True),
        sa.Column("feed_message_id", GUID, nullable=False, unique=True),
        sa.Column("correlation_id", sa.String(255), nullable=False),
        sa.Column("received_at", UtcDateTime, nullable=False),
        sa.Column("dropped", sa.String(4000), nullable=False),
        sa.Column("answer", sa.LargeBinary),
        sa.Column("case_id", GUID, index=True),
        sa.Column("reference", sa.String(20)),
        sa.Column("cadence", sa.String(40)),
        sa.Column("outcome_told_on", sa.Date),
    )
    op.create_table(
        "agency_answers",
        sa.Column("position", sa.Integer, primary_key=True, autoincrement=True),
        sa.Column("correlation_id", sa.String(255), nullable=False),
        sa.Column("body", sa.LargeBinary, nullable=False),
        sa.Column("made_at", UtcDateTime, nullable=False),
        sa.Column("sent_at", UtcDateTime, index=True),
    )
    op.create_table(
        "quarantine",
        sa.Column("feed_message_id", GUID, primary_key=True),
        sa.Column("body", sa.LargeBinary, nullable=False),
        sa.Column("arrived_at", UtcDateTime, nullable=False),
    )
    op.create_table(
        "disclosures",
        sa.Column("disclosure_id", GUID, primary_key=True),
        sa.Column("case_id", GUID, nullable=False, index=True),
        sa.Column("clause", sa.String(20), nullable=False),
        sa.Column("fields", sa.String(400), nullable=False),
        sa.Column("disclosed_at", UtcDateTime, nullable=False),
    )


def downgrade() -> None:
    for table in ("disclosures", "quarantine", "agency_answers", "agency_messages"):
        op.drop_table(table)
    drop_shared_tables(op, define_audit_tables, define_messaging_tables)
