"""Tables of one agency's feed. What the agency wrote is not kept, except sealed in quarantine."""

from __future__ import annotations

from sqlalchemy import Column, Date, Integer, LargeBinary, MetaData, String, Table

from shared.store.columns import Holds, Keep, column
from shared.store.types import GUID, UtcDateTime

metadata = MetaData()

agency_messages = Table(
    "agency_messages",
    metadata,
    column(
        "message_id",
        String(128),
        primary_key=True,
        holds=Holds.IDENTIFIER,
        keep=Keep.ENQUIRY_RETENTION,
    ),
    Column("feed_message_id", GUID, nullable=False, unique=True),
    column(
        "correlation_id",
        String(255),
        nullable=False,
        holds=Holds.IDENTIFIER,
        keep=Keep.ENQUIRY_RETENTION,
    ),
    Column("received_at", UtcDateTime, nullable=False),
    column(
        "dropped",
        String(4000),
        nullable=False,
        holds=Holds.NOTHING_PERSONAL,
        keep=Keep.ENQUIRY_RETENTION,
    ),
    column("answer", LargeBinary, holds=Holds.IDENTIFIER, keep=Keep.ENQUIRY_RETENTION),
    Column("case_id", GUID, index=True),
    column("reference", String(20), holds=Holds.IDENTIFIER, keep=Keep.ENQUIRY_RETENTION),
    column("cadence", String(40), holds=Holds.NOTHING_PERSONAL, keep=Keep.ENQUIRY_RETENTION),
    column("outcome_told_on", Date, holds=Holds.NOTHING_PERSONAL, keep=Keep.ENQUIRY_RETENTION),
)

answers = Table(
    "agency_answers",
    metadata,
    Column("position", Integer, primary_key=True, autoincrement=True),
    column(
        "correlation_id", String(255), nullable=False, holds=Holds.IDENTIFIER, keep=Keep.TRANSPORT
    ),
    column("body", LargeBinary, nullable=False, holds=Holds.IDENTIFIER, keep=Keep.TRANSPORT),
    Column("made_at", UtcDateTime, nullable=False),
    Column("sent_at", UtcDateTime, index=True),
)

quarantine = Table(
    "quarantine",
    metadata,
    Column("feed_message_id", GUID, primary_key=True),
    column("body", LargeBinary, nullable=False, holds=Holds.SEALED, keep=Keep.TRANSPORT),
    Column("arrived_at", UtcDateTime, nullable=False),
)

disclosures = Table(
    "disclosures",
    metadata,
    Column("disclosure_id", GUID, primary_key=True),
    Column("case_id", GUID, nullable=False, index=True),
    column("clause", String(20), nullable=False, holds=Holds.NOTHING_PERSONAL, keep=Keep.AUDIT),
    column("fields", String(400), nullable=False, holds=Holds.NOTHING_PERSONAL, keep=Keep.AUDIT),
    Column("disclosed_at", UtcDateTime, nullable=False),
)
