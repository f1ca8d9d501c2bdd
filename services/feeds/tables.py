"""Tables of one agency's feed. What the agency wrote is not kept, except sealed in quarantine."""

from __future__ import annotations

from typing import Any

from sqlalchemy import (
    Boolean,
    Column,
    Date,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
)

from shared.store.columns import Holds, Keep, column
from shared.store.types import GUID, UtcDateTime

metadata = MetaData()


def _code(name: str, length: int, keep: Keep = Keep.ENQUIRY_RETENTION, **options: Any) -> Any:
    return column(name, String(length), holds=Holds.NOTHING_PERSONAL, keep=keep, **options)


def _identifier(name: str, length: int, keep: Keep = Keep.ENQUIRY_RETENTION, **options: Any) -> Any:
    return column(name, String(length), holds=Holds.IDENTIFIER, keep=keep, **options)


agency_messages = Table(
    "agency_messages",
    metadata,
    _identifier("message_id", 128, primary_key=True),
    Column("feed_message_id", GUID, nullable=False, unique=True),
    _identifier("correlation_id", 255, nullable=False),
    Column("received_at", UtcDateTime, nullable=False),
    _code("dropped", 4000, nullable=False),
    column("answer", LargeBinary, holds=Holds.IDENTIFIER, keep=Keep.ENQUIRY_RETENTION),
    Column("case_id", GUID, index=True),
    _identifier("reference", 20),
    _code("cadence", 40),
    column("outcome_told_on", Date, holds=Holds.NOTHING_PERSONAL, keep=Keep.ENQUIRY_RETENTION),
    _code("agreement", 42),
    _identifier("batch", 64),
    Column("line", Integer),
    Column("referral_id", GUID),
    _identifier("strands", 2000),
    _code("stage", 30),
    _identifier("holds", 2000),
    _code("outcome", 40),
    Column("status_told_at", UtcDateTime),
    Index("ix_agency_messages_batch", "batch", "line"),
)

answers = Table(
    "agency_answers",
    metadata,
    Column("position", Integer, primary_key=True, autoincrement=True),
    _identifier("correlation_id", 255, Keep.TRANSPORT, nullable=False),
    column("body", LargeBinary, nullable=False, holds=Holds.IDENTIFIER, keep=Keep.TRANSPORT),
    Column("made_at", UtcDateTime, nullable=False),
    Column("sent_at", UtcDateTime, index=True),
    Column("disclosure_id", GUID),
    Column("sealed", Boolean),
)

quarantine = Table(
    "quarantine",
    metadata,
    Column("feed_message_id", GUID, primary_key=True),
    column("body", LargeBinary, nullable=False, holds=Holds.SEALED, keep=Keep.TRANSPORT),
    Column("arrived_at", UtcDateTime, nullable=False),
    _identifier("message_id", 128, Keep.TRANSPORT),
    _identifier("correlation_id", 255, Keep.TRANSPORT),
    _code("content_type", 60, Keep.TRANSPORT),
    _code("state", 12, Keep.TRANSPORT),
    _code("faults", 20000, Keep.TRANSPORT),
    column("corrected", LargeBinary, holds=Holds.SEALED, keep=Keep.TRANSPORT),
    _identifier("settled_by", 100, Keep.AUDIT),
    _code("settled_why", 200, Keep.AUDIT),
    Column("settled_at", UtcDateTime),
    Index("ix_quarantine_state", "state"),
)

disclosure_log = Table(
    "disclosure_log",
    metadata,
    Column("disclosure_id", GUID, primary_key=True),
    _code("kind", 20, Keep.AUDIT, nullable=False),
    _code("agency", 42, Keep.AUDIT, nullable=False),
    _code("agreement", 42, Keep.AUDIT, nullable=False),
    _code("clause", 20, Keep.AUDIT, nullable=False),
    _code("legal_basis", 200, Keep.AUDIT, nullable=False),
    _code("purpose", 200, Keep.AUDIT, nullable=False),
    _code("fields", 2000, Keep.AUDIT, nullable=False),
    _code("recipient", 200, Keep.AUDIT, nullable=False),
    Column("case_id", GUID, index=True),
    Column("strand_id", GUID),
    Column("person_id", GUID, index=True),
    Column("consent_id", GUID),
    _identifier("reference", 20, Keep.AUDIT),
    _identifier("told_by", 100, Keep.AUDIT, nullable=False),
    Column("disclosed_at", UtcDateTime, nullable=False),
    Column("withheld_at", UtcDateTime),
    _code("withheld_why", 40, Keep.AUDIT),
)

joined_cases = Table(
    "joined_cases",
    metadata,
    Column("case_id", GUID, primary_key=True),
    Column("into_case_id", GUID, nullable=False, index=True),
)
"""A case that goes on in another: whoever asks what was told of the one is told of both."""

merged_persons = Table(
    "merged_persons",
    metadata,
    Column("merge_id", GUID, primary_key=True),
    Column("person_id", GUID, nullable=False, index=True),
    Column("other_person_id", GUID, nullable=False, index=True),
)
"""Two records that are one person: told of the one is told of both, a no of the one is of both."""

asked = Table(
    "asked_of_agency",
    metadata,
    Column("request_id", GUID, primary_key=True),
    Column("disclosure_id", GUID, nullable=False, index=True),
    _code("kind", 40, Keep.AUDIT, nullable=False),
    Column("case_id", GUID, nullable=False, index=True),
    Column("strand_id", GUID),
    Column("person_id", GUID, index=True),
    _identifier("reference", 20, Keep.AUDIT, nullable=False),
    _code("agreement", 42, Keep.AUDIT, nullable=False),
    Column("asked_at", UtcDateTime, nullable=False),
    Column("ended_at", UtcDateTime),
)
"""Our requests that run; ``ended_at``: the reason went before the request had left."""

batches = Table(
    "batches",
    metadata,
    _identifier("batch", 64, primary_key=True),
    _identifier("name", 200, nullable=False),
    Column("records", Integer),
    Column("begun_at", UtcDateTime, nullable=False),
    Column("answered_at", UtcDateTime),
)

ending_warnings = Table(
    "ending_warnings",
    metadata,
    _code("agreement", 42, Keep.PERMANENT, primary_key=True),
    column("last_day", Date, primary_key=True, holds=Holds.NOTHING_PERSONAL, keep=Keep.PERMANENT),
    Column("days", Integer, primary_key=True, autoincrement=False),
    Column("warned_at", UtcDateTime, nullable=False),
)
