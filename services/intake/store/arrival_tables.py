"""Tables round a referral's arrival: matching, merged persons, identifiers, priority, enquiries."""

from __future__ import annotations

from functools import partial

from sqlalchemy import Boolean, Column, Index, Integer, LargeBinary, String, Table, Text

from services.intake.store.shapes import (
    case_id_column,
    code,
    index,
    metadata,
    sealed,
    special,
    who,
)
from shared.store.columns import Holds, Keep, column
from shared.store.retention import Erase, RetentionRule, retained
from shared.store.types import GUID, UtcDateTime

ENQUIRY_DAYS = 365
_enquiry = partial(column, holds=Holds.PERSONAL_ENCRYPTED, keep=Keep.ENQUIRY_RETENTION)

# Under which keyed indexes a person (or a referral's incident) is found by who is like them.
match_keys = retained(
    Table(
        "match_keys",
        metadata,
        Column("subject_id", GUID, primary_key=True),
        Column("slot", Integer, primary_key=True),
        case_id_column(),
        index("key", LargeBinary, index=True),
    ),
    owner="case_id",
)
possible_matches = retained(
    Table(
        "possible_matches",
        metadata,
        Column("match_id", GUID, primary_key=True),
        case_id_column(),
        Column("referral_id", GUID, nullable=False),
        Column("other_case_id", GUID, nullable=False, index=True),
        code("grade", String(40), nullable=False),
        Column("points", Integer, nullable=False),
        code("reasons", Text, nullable=False),
        Column("found_at", UtcDateTime, nullable=False),
        code("decision", String(20), index=True),
        sealed("reason", LargeBinary),
        who("decided_by", String(200)),
        Column("decided_at", UtcDateTime),
    ),
    owner="case_id",
)
_undecided = possible_matches.c.decision.is_(None)
Index(
    "matches_to_decide",
    possible_matches.c.points,
    possible_matches.c.match_id,
    sqlite_where=_undecided,
    postgresql_where=_undecided,
)
# Two records, one person. A merge is a statement and moves nothing, so it can be taken back.
person_merges = retained(
    Table(
        "person_merges",
        metadata,
        Column("merge_id", GUID, primary_key=True),
        case_id_column(),
        Column("person_id", GUID, nullable=False, index=True),
        Column("other_case_id", GUID, nullable=False),
        Column("other_person_id", GUID, nullable=False, index=True),
        sealed("reason", LargeBinary),
        who("merged_by", String(200), nullable=False),
        Column("merged_at", UtcDateTime, nullable=False),
        sealed("unmerge_reason", LargeBinary),
        who("unmerged_by", String(200)),
        Column("unmerged_at", UtcDateTime),
    ),
    owner="case_id",
)
identifiers = retained(
    Table(
        "identifiers",
        metadata,
        Column("identifier_id", GUID, primary_key=True),
        case_id_column(),
        Column("person_id", GUID, nullable=False, index=True),
        Column("referral_id", GUID),
        code("kind", String(20), nullable=False),
        special("value", LargeBinary),
        index("same_as", LargeBinary, index=True),
        code("warning", String(40)),
        Column("recorded_at", UtcDateTime, nullable=False),
    ),
    owner="case_id",
)
# What a later referral told of somebody who was known already, where it was other than what stands.
told_later = retained(
    Table(
        "told_later",
        metadata,
        Column("told_id", GUID, primary_key=True),
        case_id_column(),
        Column("person_id", GUID, nullable=False, index=True),
        Column("referral_id", GUID, nullable=False),
        code("fields", String(300), nullable=False),
        special("details", LargeBinary),
        Column("told_at", UtcDateTime, nullable=False),
        who("told_by", String(200), nullable=False),
    ),
    owner="case_id",
)
priority_overrides = retained(
    Table(
        "priority_overrides",
        metadata,
        Column("override_id", GUID, primary_key=True),
        case_id_column(),
        Column("referral_id", GUID, nullable=False, index=True),
        Column("enhanced", Boolean, nullable=False),
        sealed("note", LargeBinary),
        who("decided_by", String(200), nullable=False),
        Column("decided_at", UtcDateTime, nullable=False),
    ),
    owner="case_id",
)
# Conversations and calls that are no referral (INT-12, HLP-02): under a key of their own, one year.
enquiries = retained(
    Table(
        "enquiries",
        metadata,
        Column("enquiry_id", GUID, primary_key=True),
        code("kind", String(40), nullable=False),
        code("channel", String(20), nullable=False),
        code("purpose", String(40), nullable=False),
        code("agency", String(40)),
        Column("about_case_id", GUID),
        Column("asked_at", UtcDateTime, nullable=False),
        Column("within_hours", Boolean, nullable=False),
        who("taken_by", String(200), nullable=False),
        _enquiry("details", LargeBinary),
        Column("referral_id", GUID),
        Column("converted_at", UtcDateTime),
    ),
    RetentionRule(
        Keep.ENQUIRY_RETENTION, "asked_at", ENQUIRY_DAYS, Erase.OWNER_KEY, owner="enquiry_id"
    ),
    owner="enquiry_id",
)
