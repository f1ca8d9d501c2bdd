"""Tables of screening. Words are encrypted under the case's key; the rest is ids, codes, times."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Boolean, Column, Date, Integer, LargeBinary, MetaData, String, Table, Text

from shared.store.columns import Holds, Keep, column
from shared.store.retention import retained
from shared.store.types import GUID, UtcDateTime

metadata = MetaData()


def _code(name: str, length: int = 60, **options: Any) -> Column[Any]:
    options.setdefault("nullable", False)
    return column(
        name, String(length), holds=Holds.NOTHING_PERSONAL, keep=Keep.STATISTICS, **options
    )


def _codes(name: str) -> Column[Any]:
    return column(name, Text, nullable=False, holds=Holds.NOTHING_PERSONAL, keep=Keep.STATISTICS)


def _user(name: str) -> Column[Any]:
    return column(
        name, String(100), nullable=False, holds=Holds.IDENTIFIER, keep=Keep.CASE_RETENTION
    )


def _day(name: str, **options: Any) -> Column[Any]:
    return column(name, Date, holds=Holds.NOTHING_PERSONAL, keep=Keep.STATISTICS, **options)


def _words(name: str) -> Column[Any]:
    return column(name, LargeBinary, holds=Holds.SPECIAL_ENCRYPTED, keep=Keep.CASE_RETENTION)


def _id(name: str, **options: Any) -> Column[Any]:
    options.setdefault("nullable", False)
    return Column(name, GUID, **options)


def _at(name: str, **options: Any) -> Column[Any]:
    return Column(name, UtcDateTime, **options)


# A case's key goes when intake says so (case_erased): intake knows closure, screening does not.
cases = retained(
    Table(
        "screening_cases",
        metadata,
        _id("case_id", primary_key=True),
        _at("opened_at"),
        _at("erased_at"),
    ),
    owner="case_id",
)
strands = Table(
    "screening_strands",
    metadata,
    _id("strand_id", primary_key=True),
    _id("case_id", index=True),
    _id("responsible_id", nullable=True),
)
referrals = Table(
    "screening_referrals",
    metadata,
    _id("referral_id", primary_key=True),
    _id("case_id", index=True),
    _day("received_on", nullable=False),
    _code("pathway", 120, nullable=True),
    _codes("facts"),
)
decisions = retained(
    Table(
        "eligibility_decisions",
        metadata,
        _id("decision_id", primary_key=True),
        _id("referral_id", index=True),
        _id("case_id", index=True),
        _code("decision"),
        _codes("restrictions"),
        _codes("results"),
        _codes("rules"),
        _codes("missing_facts"),
        _code("policy_version"),
        Column("exception", Boolean, nullable=False),
        _codes("over_rules"),
        _words("rationale"),
        _day("review_on"),
        _user("decided_by"),
        _at("decided_at", nullable=False),
        Column("position", Integer, nullable=False),
    ),
    owner="case_id",
)
assessments = retained(
    Table(
        "risk_assessments",
        metadata,
        _id("assessment_id", primary_key=True),
        _id("case_id", index=True),
        _id("strand_id", index=True),
        _code("decision"),
        _codes("modes_permitted"),
        _words("content"),
        Column("highest_residual", Integer, nullable=False),
        _code("criteria_version"),
        _day("valid_until", nullable=False),
        _user("drafted_by"),
        _at("drafted_at", nullable=False),
        _at("signed_off_at"),
        _at("replaced_at"),
    ),
    owner="case_id",
)
signatures = Table(
    "risk_signatures",
    metadata,
    _id("assessment_id", primary_key=True),
    column(
        "user_id",
        String(100),
        primary_key=True,
        holds=Holds.IDENTIFIER,
        keep=Keep.CASE_RETENTION,
    ),
    _codes("roles"),
    _at("signed_at", nullable=False),
)
bars = retained(
    Table(
        "contact_bars",
        metadata,
        _id("bar_id", primary_key=True),
        _id("case_id", index=True),
        _id("strand_id", nullable=True),
        _code("kind"),
        _day("from_on", nullable=False),
        _day("until_on"),
        _words("source"),
        _user("recorded_by"),
        _at("recorded_at", nullable=False),
        _words("lift_reason"),
        _at("lifted_at"),
    ),
    owner="case_id",
)
concerns = retained(
    Table(
        "safeguarding_concerns",
        metadata,
        _id("concern_id", primary_key=True),
        _id("case_id", index=True),
        _id("bar_id"),
        _words("note"),
        _user("raised_by"),
        _at("raised_at", nullable=False),
    ),
    owner="case_id",
)
reviews = Table(
    "risk_reviews",
    metadata,
    _id("review_id", primary_key=True),
    _id("case_id", index=True),
    _id("strand_id"),
    _code("trigger"),
    _day("due_on", nullable=False),
    _at("done_at"),
)
facilitators = Table(
    "case_facilitators",
    metadata,
    _id("assignment_id", primary_key=True),
    _id("facilitator_id", primary_key=True),
    _id("case_id", index=True),
    _user("user_id"),
    _at("assigned_at"),
    _at("released_at"),
)
