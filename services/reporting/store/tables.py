"""Tables of reporting. No person stands in them: ids, codes, days and counts only."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Boolean, Column, Date, Integer, LargeBinary, MetaData, String, Table

from shared.store.columns import Holds, Keep, column
from shared.store.types import GUID, UtcDateTime

metadata = MetaData()


def _code(name: str, length: int = 60, **options: Any) -> Column[Any]:
    return column(
        name, String(length), holds=Holds.NOTHING_PERSONAL, keep=Keep.STATISTICS, **options
    )


def _day(name: str, **options: Any) -> Column[Any]:
    return column(name, Date, holds=Holds.NOTHING_PERSONAL, keep=Keep.STATISTICS, **options)


referrals = Table(
    "referrals",
    metadata,
    Column("referral_id", GUID, primary_key=True),
    Column("case_id", GUID, nullable=False, index=True),
    _day("counted_on", nullable=False, index=True),
    Column("received_at", UtcDateTime, nullable=False),
    Column("transferred_in", Boolean, nullable=False),
    _day("original_received_on"),
    _code("initiated_by", nullable=False),
    _code("source", nullable=False),
    _code("channel", nullable=False),
    _code("agency"),
    _code("heard_via"),
    _code("pathway"),
    Column("enhanced_priority", Boolean, nullable=False),
    _code("crime_types", 400, nullable=False),
    _code("flags", 400, nullable=False),
    Column("bereaved_family_initiated", Boolean, nullable=False),
    Column("predecessor_referral_id", GUID),
)

cases = Table(
    "cases",
    metadata,
    Column("case_id", GUID, primary_key=True),
    _code("reference"),
    Column("opened_at", UtcDateTime),
    Column("closed_at", UtcDateTime),
    _code("primary_outcome"),
    Column("positive", Boolean),
    Column("completed", Boolean),
    Column("successor_case_id", GUID),
)

outcomes = Table(
    "outcomes",
    metadata,
    Column("outcome_id", GUID, primary_key=True),
    Column("case_id", GUID, nullable=False, index=True),
    Column("strand_id", GUID),
    _code("outcome", nullable=False),
    Column("positive", Boolean, nullable=False),
    Column("is_primary", Boolean, nullable=False),
    _code("unmanageable_risk"),
    _code("contact_path"),
    Column("off_probation", Boolean),
    Column("recorded_at", UtcDateTime, nullable=False),
)

agency_requests = Table(
    "agency_requests",
    metadata,
    Column("request_id", GUID, primary_key=True),
    Column("case_id", GUID, nullable=False),
    _code("agency", nullable=False),
    _code("kind"),
    _code("clause"),
    Column("interim", Boolean),
    Column("opened_at", UtcDateTime),
    Column("answered_at", UtcDateTime),
    Column("found", Boolean),
    Column("lapsed_at", UtcDateTime),
    Column("called_off_at", UtcDateTime),
    _code("called_off_why", 20),
)

milestones = Table(
    "milestones",
    metadata,
    Column("event_id", GUID, primary_key=True),
    _code("type", 80, nullable=False, index=True),
    _code("subject", 120, nullable=False),
    _code("detail", 80),
    Column("at", UtcDateTime, nullable=False, index=True),
)

volunteer_standings = Table(
    "volunteer_standings",
    metadata,
    Column("event_id", GUID, primary_key=True),
    Column("volunteer_id", GUID, nullable=False, index=True),
    _code("status", nullable=False),
    _code("cohort"),
    Column("changed_at", UtcDateTime, nullable=False),
)

awareness_sessions = Table(
    "awareness_sessions",
    metadata,
    Column("session_id", GUID, primary_key=True),
    _code("host", nullable=False),
    _day("held_on", nullable=False, index=True),
    Column("sessions", Integer, nullable=False),
    Column("attended", Integer, nullable=False),
    Column("evaluations", Integer, nullable=False),
    _code("results", 4000, nullable=False),
)

recruitment_drives = Table(
    "recruitment_drives",
    metadata,
    _code("code", 40, primary_key=True),
    _day("started_on", nullable=False),
    Column("applied", Integer, nullable=False),
    Column("successful", Integer, nullable=False),
    Column("accepted", Integer, nullable=False),
    Column("completed", Integer, nullable=False),
)

agreement_endings = Table(
    "agreement_endings",
    metadata,
    _code("agreement", primary_key=True),
    _code("agency", nullable=False),
    _day("last_day", nullable=False),
    Column("warned_at", UtcDateTime, nullable=False),
)

reports = Table(
    "reports",
    metadata,
    Column("report_id", GUID, primary_key=True),
    _code("kind", 40, nullable=False),
    _day("from_on", nullable=False),
    _day("to_on", nullable=False),
    _code("content_hash", 64, nullable=False),
    column(
        "content",
        LargeBinary,
        holds=Holds.NOTHING_PERSONAL,
        keep=Keep.PERMANENT,
        nullable=False,
    ),
    Column("issued_at", UtcDateTime, nullable=False),
)
