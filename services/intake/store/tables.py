"""Intake's tables. Each column says what it holds and how long; people lie in sealed columns.

Everything personal is under the key of its case: seven years after closure the key goes.
"""

from __future__ import annotations

from functools import partial

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
    Text,
)

from shared.store.columns import Holds, Keep, column
from shared.store.retention import Erase, RetentionRule, retained
from shared.store.types import GUID, UtcDateTime

metadata = MetaData()
YEARS_7 = 7 * 365

_code = partial(column, holds=Holds.NOTHING_PERSONAL, keep=Keep.STATISTICS)
_who = partial(column, holds=Holds.IDENTIFIER, keep=Keep.CASE_RETENTION)
_sealed = partial(column, holds=Holds.PERSONAL_ENCRYPTED, keep=Keep.CASE_RETENTION)
_special = partial(column, holds=Holds.SPECIAL_ENCRYPTED, keep=Keep.CASE_RETENTION)
_index = partial(column, holds=Holds.PERSONAL_INDEX, keep=Keep.CASE_RETENTION)


def _case_id() -> Column[object]:
    return Column("case_id", GUID, nullable=False, index=True)


cases = retained(
    Table(
        "cases",
        metadata,
        Column("case_id", GUID, primary_key=True),
        _code("reference", String(20), nullable=False, unique=True),
        Column("opened_at", UtcDateTime, nullable=False),
        Column("closed_at", UtcDateTime),
        Column("erased_at", UtcDateTime),
        _code("primary_outcome", String(40)),
        Column("predecessor_case_id", GUID),
        Column("successor_case_id", GUID),
        Column("stage_rank", Integer, nullable=False, index=True),
        Column("entries", Integer, nullable=False),
    ),
    RetentionRule(
        Keep.CASE_RETENTION,
        "closed_at",
        YEARS_7,
        Erase.OWNER_KEY,
        owner="case_id",
        unless="erased_at",
    ),
    owner="case_id",
)
referrals = retained(
    Table(
        "referrals",
        metadata,
        Column("referral_id", GUID, primary_key=True),
        _case_id(),
        Column("opened_case", Boolean, nullable=False),
        Column("feed_message_id", GUID, unique=True),
        _code("agency", String(40)),
        _who("submitted_by", String(200), nullable=False),
        _index("sender_index", LargeBinary, unique=True),
        _index("crime_index", LargeBinary, index=True),
        Column("received_at", UtcDateTime, nullable=False),
        # The rest of the submission (narrative, referrer), and which person each name in it became.
        _special("details", LargeBinary),
        _special("answer", LargeBinary),
        _code("priority_version", String(40), nullable=False),
    ),
    owner="case_id",
)
strands = Table(
    "strands",
    metadata,
    Column("strand_id", GUID, primary_key=True),
    _case_id(),
    _who("harmed_ids", Text, nullable=False),
    Column("responsible_id", GUID),
)
persons = retained(
    Table(
        "persons",
        metadata,
        Column("person_id", GUID, primary_key=True),
        _case_id(),
        _code("role", String(20), nullable=False),
        _code("side", String(20), nullable=False),
        _special("details", LargeBinary),
        _index("match_index", LargeBinary, index=True),
    ),
    owner="case_id",
)
consents = retained(
    Table(
        "consents",
        metadata,
        Column("consent_id", GUID, primary_key=True),
        _case_id(),
        Column("person_id", GUID, nullable=False),
        Column("strand_id", GUID),
        _code("purpose", String(40), nullable=False),
        Column("given", Boolean, nullable=False),
        Column("item_id", GUID),
        _code("item_kind", String(20)),
        _code("agency", String(40)),
        _code("method", String(20), nullable=False),
        # Who took it and what was shown: words that may name somebody (CON-07).
        _sealed("evidence", LargeBinary),
        _code("obtained_on", Date),
        Column("recorded_at", UtcDateTime, nullable=False),
        _who("recorded_by", String(200), nullable=False),
        Column("withdrawn_at", UtcDateTime),
        _who("withdrawn_by", String(200)),
    ),
    owner="case_id",
)
engagements = Table(
    "engagements",
    metadata,
    Column("strand_id", GUID, primary_key=True),
    Column("person_id", GUID, primary_key=True),
    _case_id(),
    _code("engagement", String(40), nullable=False),
    _code("path", String(40)),
    Column("changed_at", UtcDateTime, nullable=False),
)
agency_requests = retained(
    Table(
        "agency_requests",
        metadata,
        Column("request_id", GUID, primary_key=True),
        _case_id(),
        Column("strand_id", GUID),
        Column("person_id", GUID),
        _code("agency", String(40), nullable=False),
        _code("kind", String(40), nullable=False),
        _code("clause", String(60)),
        Column("interim_arrangement", Boolean, nullable=False),
        _sealed("counterpart", LargeBinary),
        _sealed("note", LargeBinary),
        Column("opened_at", UtcDateTime, nullable=False),
        Column("answered_at", UtcDateTime),
        Column("found", Boolean),
        Column("lapsed_at", UtcDateTime),
    ),
    owner="case_id",
)
custody_changes = retained(
    Table(
        "custody_changes",
        metadata,
        Column("change_id", GUID, primary_key=True),
        _case_id(),
        Column("person_id", GUID, nullable=False),
        _code("change", String(20), nullable=False),
        _special("establishment", LargeBinary),
        _sealed("source", LargeBinary),
        Column("changed_at", UtcDateTime, nullable=False),
    ),
    owner="case_id",
)
holds = retained(
    Table(
        "holds",
        metadata,
        Column("hold_id", GUID, primary_key=True),
        _case_id(),
        _code("cause", String(40), nullable=False),
        _sealed("note", LargeBinary),
        Column("held_at", UtcDateTime, nullable=False),
        Column("resumed_at", UtcDateTime),
    ),
    owner="case_id",
)
outcomes = Table(
    "outcomes",
    metadata,
    Column("outcome_id", GUID, primary_key=True),
    _case_id(),
    Column("strand_id", GUID),
    _code("outcome", String(40), nullable=False),
    Column("is_primary", Boolean, nullable=False),
    _code("unmanageable_risk", String(40)),
    _code("contact_path", String(40)),
    Column("responsible_in_community_off_probation", Boolean),
    Column("recorded_at", UtcDateTime, nullable=False),
)
_primary = outcomes.c.is_primary.is_(True)
Index(
    "one_primary_outcome",
    outcomes.c.case_id,
    unique=True,
    sqlite_where=_primary,
    postgresql_where=_primary,
)
assignments = Table(
    "assignments",
    metadata,
    Column("case_id", GUID, primary_key=True),
    _who("user_id", String(200), primary_key=True),
    Column("assigned_at", UtcDateTime, nullable=False),
    Column("released_at", UtcDateTime),
)
timeline = Table(
    "timeline",
    metadata,
    Column("case_id", GUID, primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("at", UtcDateTime, nullable=False),
    _code("event", String(120), nullable=False),
    _code("producer", String(40), nullable=False),
    _who("codes", Text, nullable=False),
)
readings = retained(
    Table(
        "readings",
        metadata,
        Column("reading_id", GUID, primary_key=True),
        _case_id(),
        Column("person_id", GUID, nullable=False),
        _who("read_by", String(200), nullable=False),
        _sealed("purpose", LargeBinary),
        Column("read_at", UtcDateTime, nullable=False),
    ),
    owner="case_id",
)
