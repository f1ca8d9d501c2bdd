"""Intake's tables. Each column says what it holds and how long; people lie in sealed columns.

Everything personal is under the key of its case: seven years after closure the key goes.
"""

from __future__ import annotations

from sqlalchemy import (
    Boolean,
    Column,
    Date,
    Index,
    Integer,
    LargeBinary,
    String,
    Table,
    Text,
)

from services.intake.store.arrival_tables import (  # noqa: F401  part of the same metadata
    enquiries,
    identifiers,
    match_keys,
    person_merges,
    possible_matches,
    priority_overrides,
)
from services.intake.store.contact_tables import (  # noqa: F401  part of the same metadata
    aftercare,
    agency_answers,
    agency_chasers,
    amendments,
    contact_preferences,
    contacts,
    tasks,
    update_promises,
)
from services.intake.store.document_tables import (  # noqa: F401  part of the same metadata
    documents,
)
from services.intake.store.joining_tables import (  # noqa: F401  part of the same metadata
    case_joins,
    legal_holds,
)
from services.intake.store.shapes import (
    case_id_column,
    code,
    index,
    metadata,
    sealed,
    special,
    who,
)
from services.intake.store.telling_tables import (  # noqa: F401  part of the same metadata
    first_tellings,
    materials_shown,
)
from shared.store.columns import Keep
from shared.store.retention import Erase, RetentionRule, retained
from shared.store.types import GUID, UtcDateTime

YEARS_7 = 7 * 365

cases = retained(
    Table(
        "cases",
        metadata,
        Column("case_id", GUID, primary_key=True),
        code("reference", String(20), nullable=False, unique=True),
        Column("opened_at", UtcDateTime, nullable=False),
        Column("closed_at", UtcDateTime),
        Column("erased_at", UtcDateTime),
        code("primary_outcome", String(40)),
        Column("predecessor_case_id", GUID),
        Column("successor_case_id", GUID),
        # The case in which this one goes on, being the same harm. Always the last of a chain.
        Column("joined_into", GUID, index=True),
        Column("stage_rank", Integer, nullable=False),
        Column("entries", Integer, nullable=False),
        Index("cases_of_a_stage", "stage_rank", "case_id"),
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
        case_id_column(),
        Column("opened_case", Boolean, nullable=False),
        Column("feed_message_id", GUID, unique=True),
        code("agency", String(40)),
        who("submitted_by", String(200), nullable=False),
        index("sender_index", LargeBinary, unique=True),
        index("crime_index", LargeBinary, index=True),
        Column("received_at", UtcDateTime, nullable=False),
        # The rest of the submission (narrative, referrer), and which person each name in it became.
        special("details", LargeBinary),
        special("answer", LargeBinary),
        code("priority_version", String(40), nullable=False),
        code("priority_reasons", Text),
        code("door", String(40)),
        code("source", String(40)),
        # Between commas, and with one at each end, so that one of them is found: ,assault,theft,
        code("crime_types", String(400)),
    ),
    owner="case_id",
)
_opened = referrals.c.opened_case.is_(True)
Index(
    "referrals_that_opened",
    referrals.c.received_at,
    referrals.c.referral_id,
    sqlite_where=_opened,
    postgresql_where=_opened,
)
strands = Table(
    "strands",
    metadata,
    Column("strand_id", GUID, primary_key=True),
    case_id_column(),
    who("harmed_ids", Text, nullable=False),
    Column("responsible_id", GUID),
)
persons = retained(
    Table(
        "persons",
        metadata,
        Column("person_id", GUID, primary_key=True),
        case_id_column(),
        code("role", String(20), nullable=False),
        code("side", String(20), nullable=False),
        special("details", LargeBinary),
        index("match_index", LargeBinary, index=True),
    ),
    owner="case_id",
)
consents = retained(
    Table(
        "consents",
        metadata,
        Column("consent_id", GUID, primary_key=True),
        case_id_column(),
        Column("person_id", GUID, nullable=False),
        Column("strand_id", GUID),
        code("purpose", String(40), nullable=False),
        Column("given", Boolean, nullable=False),
        Column("item_id", GUID),
        code("item_kind", String(20)),
        code("agency", String(40)),
        code("method", String(20), nullable=False),
        # Who took it and what was shown: words that may name somebody (CON-07).
        sealed("evidence", LargeBinary),
        code("obtained_on", Date),
        code("review_on", Date, index=True),
        Column("understood", Boolean),
        Column("recorded_at", UtcDateTime, nullable=False),
        who("recorded_by", String(200), nullable=False),
        Column("withdrawn_at", UtcDateTime),
        who("withdrawn_by", String(200)),
    ),
    owner="case_id",
)
engagements = Table(
    "engagements",
    metadata,
    Column("strand_id", GUID, primary_key=True),
    Column("person_id", GUID, primary_key=True),
    case_id_column(),
    code("engagement", String(40), nullable=False),
    code("path", String(40)),
    Column("changed_at", UtcDateTime, nullable=False),
)
agency_requests = retained(
    Table(
        "agency_requests",
        metadata,
        Column("request_id", GUID, primary_key=True),
        case_id_column(),
        Column("strand_id", GUID),
        Column("person_id", GUID),
        code("agency", String(40), nullable=False),
        code("kind", String(40), nullable=False),
        code("clause", String(60)),
        Column("interim_arrangement", Boolean, nullable=False),
        sealed("counterpart", LargeBinary),
        sealed("note", LargeBinary),
        Column("opened_at", UtcDateTime, nullable=False),
        Column("answered_at", UtcDateTime),
        Column("found", Boolean),
        Column("lapsed_at", UtcDateTime),
        Column("called_off_at", UtcDateTime),
        code("called_off_why", String(20)),
        Index("agency_requests_about_a_person", "person_id"),
    ),
    owner="case_id",
)
custody_changes = retained(
    Table(
        "custody_changes",
        metadata,
        Column("change_id", GUID, primary_key=True),
        case_id_column(),
        Column("person_id", GUID, nullable=False),
        code("change", String(20), nullable=False),
        special("establishment", LargeBinary),
        sealed("source", LargeBinary),
        Column("changed_at", UtcDateTime, nullable=False),
    ),
    owner="case_id",
)
holds = retained(
    Table(
        "holds",
        metadata,
        Column("hold_id", GUID, primary_key=True),
        case_id_column(),
        Column("strand_id", GUID),
        Column("bulk_id", GUID, index=True),
        code("cause", String(40), nullable=False),
        sealed("note", LargeBinary),
        Column("held_at", UtcDateTime, nullable=False),
        Column("resumed_at", UtcDateTime),
    ),
    owner="case_id",
)
outcomes = Table(
    "outcomes",
    metadata,
    Column("outcome_id", GUID, primary_key=True),
    case_id_column(),
    Column("strand_id", GUID),
    code("outcome", String(40), nullable=False),
    Column("is_primary", Boolean, nullable=False),
    code("unmanageable_risk", String(40)),
    code("contact_path", String(40)),
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
    who("user_id", String(200), primary_key=True),
    Column("assigned_at", UtcDateTime, nullable=False),
    Column("released_at", UtcDateTime),
)
timeline = Table(
    "timeline",
    metadata,
    Column("case_id", GUID, primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("at", UtcDateTime, nullable=False),
    code("event", String(120), nullable=False),
    code("producer", String(40), nullable=False),
    who("codes", Text, nullable=False),
)
readings = retained(
    Table(
        "readings",
        metadata,
        Column("reading_id", GUID, primary_key=True),
        case_id_column(),
        Column("person_id", GUID, nullable=False),
        who("read_by", String(200), nullable=False),
        sealed("purpose", LargeBinary),
        Column("read_at", UtcDateTime, nullable=False),
    ),
    owner="case_id",
)
