"""Tables of comms. Words are encrypted under the case's key; the rest is ids, codes and times."""

from __future__ import annotations

from sqlalchemy import Boolean, Column, Integer, Table

# Whoever has this module has all tables of the metadata, the others too.
from services.comms.store import process_tables, relay_tables  # noqa: F401
from services.comms.store.columns import code as _code
from services.comms.store.columns import day as _day
from services.comms.store.columns import metadata
from services.comms.store.columns import user as _user
from services.comms.store.columns import words as _words
from shared.store.columns import Keep, moment, row_id
from shared.store.retention import Erase, RetentionRule, retained

_RETENTION_DAYS = 7 * 365

cases = retained(
    Table(
        "comms_cases",
        metadata,
        row_id("case_id", primary_key=True),
        moment("opened_at"),
        moment("closed_at"),
        moment("erased_at"),
    ),
    RetentionRule(
        Keep.CASE_RETENTION, "closed_at", _RETENTION_DAYS, Erase.OWNER_KEY, owner="case_id"
    ),
    owner="case_id",
)
strands = Table(
    "comms_strands",
    metadata,
    row_id("strand_id", primary_key=True),
    row_id("case_id", index=True),
    _code("mode", nullable=True),
    moment("concluded_at"),
    Column("completed", Boolean),
)
mode_history = Table(
    "mode_history",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    row_id("strand_id", index=True),
    _code("mode"),
    _user(),
    moment("at", nullable=False),
)
eligibility = Table(
    "eligibility",
    metadata,
    row_id("referral_id", primary_key=True),
    row_id("case_id", index=True),
    _code("decision"),
    _code("restrictions", 200),
    moment("decided_at", nullable=False),
)
risks = Table(
    "risks",
    metadata,
    row_id("strand_id", primary_key=True),
    row_id("case_id", index=True),
    row_id("assessment_id"),
    _code("decision"),
    _code("modes", 200),
    Column("signatures", Integer, nullable=False),
    _day("valid_until", nullable=False),
    _day("review_blocks_from"),
    moment("signed_off_at", nullable=False),
)
bars = Table(
    "bars",
    metadata,
    row_id("bar_id", primary_key=True),
    row_id("case_id", index=True),
    row_id("strand_id", nullable=True),
    _code("kind"),
    _day("from_on", nullable=False),
    _day("until_on"),
    moment("lifted_at"),
)
bar_modes = Table(
    "bar_modes",
    metadata,
    row_id("bar_id", primary_key=True),
    row_id("case_id", index=True),
    _code("mode", primary_key=True),
)
holds = Table(
    "holds",
    metadata,
    row_id("hold_id", primary_key=True),
    row_id("case_id", index=True),
    _code("cause"),
    moment("held_at", nullable=False),
    moment("resumed_at"),
)
assignments = Table(
    "assignments",
    metadata,
    row_id("assignment_id", primary_key=True),
    _user("user_id", primary_key=True),
    row_id("case_id", index=True),
    moment("assigned_at", nullable=False),
    moment("released_at"),
)
meetings = retained(
    Table(
        "meetings",
        metadata,
        row_id("meeting_id", primary_key=True),
        row_id("case_id", index=True),
        row_id("strand_id"),
        _code("kind"),
        _code("side", nullable=True),
        _code("place"),
        Column("minutes", Integer, nullable=False),
        _words("notes"),
        _user(),
        moment("held_at", nullable=False),
    ),
    owner="case_id",
)
items = retained(
    Table(
        "items",
        metadata,
        row_id("item_id", primary_key=True),
        row_id("case_id", index=True),
        row_id("strand_id", index=True),
        _code("kind"),
        _code("from_side"),
        Column("one_way", Boolean, nullable=False),
        row_id("in_reply_to", nullable=True),
        _words("content", nullable=False),
        _code("content_hash", 64),
        _user("composed_by"),
        moment("composed_at", nullable=False),
    ),
    owner="case_id",
)
item_steps = Table(
    "item_steps",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    row_id("item_id", index=True),
    _code("kind"),
    _user(),
    moment("at", nullable=False),
    _code("content_hash", 64),
    Column("as_supervisor", Boolean, nullable=False),
    _code("reason", nullable=True),
    moment("window_from"),
    moment("window_until"),
)
findings = retained(
    Table(
        "findings",
        metadata,
        row_id("finding_id", primary_key=True),
        row_id("item_id", index=True),
        row_id("case_id"),
        row_id("check_id"),
        _code("kind"),
        _words("excerpt", nullable=False),
        _words("answer"),
        _user("answered_by", nullable=True),
        moment("answered_at"),
    ),
    owner="case_id",
)
agreements = retained(
    Table(
        "agreements",
        metadata,
        row_id("agreement_id", primary_key=True),
        row_id("case_id", index=True),
        row_id("strand_id"),
        _code("kind"),
        row_id("letter_item_id", nullable=True),
        _words("breach_route"),
        _user(),
        moment("reached_at", nullable=False),
    ),
    owner="case_id",
)
undertakings = retained(
    Table(
        "undertakings",
        metadata,
        row_id("undertaking_id", primary_key=True),
        row_id("agreement_id", index=True),
        row_id("case_id"),
        _code("by_side"),
        _words("words", nullable=False),
        _day("due_on"),
    ),
    owner="case_id",
)
undertaking_reviews = Table(
    "undertaking_reviews",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    row_id("undertaking_id", index=True),
    _code("result"),
    _day("reviewed_on", nullable=False),
    _user(),
)
notices = Table(
    "notices",
    metadata,
    row_id("notice_id", primary_key=True),
    row_id("case_id"),
    _user("user_id", index=True),
    _code("code"),
    Column("recalled", Integer, nullable=False),
    Column("just_delivered", Integer, nullable=False),
    moment("told_at", nullable=False),
    moment("seen_at"),
)
