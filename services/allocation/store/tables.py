"""Tables of allocation. A volunteer's particulars are encrypted under a key of their own."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Column, Date, LargeBinary, MetaData, String, Table

from shared.store.columns import Holds, Keep, column
from shared.store.retention import Erase, RetentionRule, retained
from shared.store.types import GUID, UtcDateTime

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


def _id(name: str, **options: Any) -> Column[Any]:
    options.setdefault("nullable", False)
    return Column(name, GUID, **options)


def _at(name: str, **options: Any) -> Column[Any]:
    return Column(name, UtcDateTime, **options)


volunteers = retained(
    Table(
        "volunteers",
        metadata,
        _id("facilitator_id", primary_key=True),
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
        _at("registered_at", nullable=False),
        _at("left_at"),
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
    _id("standing_id", primary_key=True),
    _id("facilitator_id", index=True),
    _code("subject"),
    _code("kind"),
    _day("from_on", nullable=False),
    _day("until_on", nullable=False),
    _user("recorded_by"),
    _at("recorded_at", nullable=False),
)
conflicts = Table(
    "conflicts",
    metadata,
    _id("facilitator_id", primary_key=True),
    _id("case_id", primary_key=True),
    _user("declared_by"),
    _at("declared_at", nullable=False),
)
cases = Table(
    "allocation_cases",
    metadata,
    _id("case_id", primary_key=True),
    _at("opened_at"),
    _at("closed_at"),
)
referrals = Table(
    "allocation_referrals",
    metadata,
    _id("referral_id", primary_key=True),
    _id("case_id", index=True),
    _code("needs", 200, nullable=True),
    _code("decision", nullable=True),
)
risks = Table(
    "allocation_risks",
    metadata,
    _id("strand_id", primary_key=True),
    _id("case_id", index=True),
    _code("decision"),
    _day("valid_until", nullable=False),
)
assignments = Table(
    "assignments",
    metadata,
    _id("assignment_id", primary_key=True),
    _id("facilitator_id", primary_key=True),
    _id("case_id", index=True),
    _user("user_id", nullable=False),
    _user("assigned_by", nullable=False),
    _at("assigned_at", nullable=False),
    _at("released_at"),
    _code("release_reason", nullable=True),
)
notices = Table(
    "renewal_notices",
    metadata,
    _id("facilitator_id", primary_key=True),
    _code("kind", primary_key=True),
    _day("due_on", primary_key=True),
)
