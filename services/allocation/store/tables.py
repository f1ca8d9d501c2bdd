"""Tables of allocation. A volunteer's particulars are encrypted under a key of their own."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Column, Date, LargeBinary, MetaData, String, Table

from shared.store.columns import Holds, Keep, column, moment, row_id
from shared.store.retention import Erase, RetentionRule, retained

metadata = MetaData()
_DAYS_AFTER_LEAVING = 2 * 365


def _code(name: str, length: int = 60, **options: Any) -> Column[Any]:
    options.setdefault("nullable", False)
    return column(
        name, String(length), holds=Holds.NOTHING_PERSONAL, keep=Keep.STATISTICS, **options
    )


def _user(name: str, **options: Any) -> Column[Any]:
    return column(name, String(100), holds=Holds.IDENTIFIER, keep=Keep.PERSON_RETENTION, **options)


def _day(name: str, **options: Any) -> Column[Any]:
    return column(name, Date, holds=Holds.NOTHING_PERSONAL, keep=Keep.STATISTICS, **options)


volunteers = retained(
    Table(
        "volunteers",
        metadata,
        row_id("facilitator_id", primary_key=True),
        _user("user_id", unique=True),
        # Name, organisation, workplaces and skills.
        column(
            "particulars",
            LargeBinary,
            holds=Holds.PERSONAL_ENCRYPTED,
            keep=Keep.PERSON_RETENTION,
        ),
        _code("status"),
        _code("cohort", nullable=True),
        moment("registered_at", nullable=False),
        moment("left_at"),
    ),
    RetentionRule(
        Keep.PERSON_RETENTION,
        "left_at",
        _DAYS_AFTER_LEAVING,
        Erase.OWNER_KEY,
        owner="facilitator_id",
    ),
    owner="facilitator_id",
)
standings = Table(
    "standings",
    metadata,
    row_id("standing_id", primary_key=True),
    row_id("facilitator_id", index=True),
    _code("subject"),
    _code("kind"),
    _day("from_on", nullable=False),
    _day("until_on", nullable=False),
    _user("recorded_by"),
    moment("recorded_at", nullable=False),
)
conflicts = Table(
    "conflicts",
    metadata,
    row_id("facilitator_id", primary_key=True),
    row_id("case_id", primary_key=True),
    _user("declared_by"),
    moment("declared_at", nullable=False),
)
# A declaration that somebody ended: it no longer counts, and is never forgotten while they are known.
ended_conflicts = retained(
    Table(
        "ended_conflicts",
        metadata,
        row_id("ended_id", primary_key=True),
        row_id("facilitator_id", index=True),
        row_id("case_id", index=True),
        _user("declared_by"),
        moment("declared_at", nullable=False),
        _user("ended_by", nullable=False),
        moment("ended_at", nullable=False),
        column(
            "reason",
            LargeBinary,
            holds=Holds.PERSONAL_ENCRYPTED,
            keep=Keep.PERSON_RETENTION,
        ),
    ),
    owner="facilitator_id",
)
cases = Table(
    "allocation_cases",
    metadata,
    row_id("case_id", primary_key=True),
    moment("opened_at"),
    moment("closed_at"),
)
referrals = Table(
    "allocation_referrals",
    metadata,
    row_id("referral_id", primary_key=True),
    row_id("case_id", index=True),
    _code("needs", 200, nullable=True),
    _code("decision", nullable=True),
)
risks = Table(
    "allocation_risks",
    metadata,
    row_id("strand_id", primary_key=True),
    row_id("case_id", index=True),
    _code("decision"),
    _day("valid_until", nullable=False),
)
assignments = Table(
    "assignments",
    metadata,
    row_id("assignment_id", primary_key=True),
    row_id("facilitator_id", primary_key=True),
    row_id("case_id", index=True),
    _user("user_id", nullable=False),
    _user("assigned_by", nullable=False),
    moment("assigned_at", nullable=False),
    moment("released_at", index=True),
    _code("release_reason", nullable=True),
)
notices = Table(
    "renewal_notices",
    metadata,
    row_id("facilitator_id", primary_key=True),
    _code("kind", primary_key=True),
    _day("due_on", primary_key=True),
)
