"""Tables of screening. Words are encrypted under the case's key; the rest is ids, codes, times."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Boolean, Column, Date, Integer, LargeBinary, MetaData, String, Table, Text

from shared.store.columns import Holds, Keep, column, moment, row_id
from shared.store.retention import retained

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


# A case's key goes when intake says so (case_erased): intake knows closure, screening does not.
cases = retained(
    Table(
        "screening_cases",
        metadata,
        row_id("case_id", primary_key=True),
        moment("opened_at"),
        moment("erased_at"),
    ),
    owner="case_id",
)
strands = Table(
    "screening_strands",
    metadata,
    row_id("strand_id", primary_key=True),
    row_id("case_id", index=True),
    row_id("responsible_id", nullable=True),
)
referrals = Table(
    "screening_referrals",
    metadata,
    row_id("referral_id", primary_key=True),
    row_id("case_id", index=True),
    _day("received_on", nullable=False),
    _code("pathway", 120, nullable=True),
    _codes("facts"),
)
decisions = retained(
    Table(
        "eligibility_decisions",
        metadata,
        row_id("decision_id", primary_key=True),
        row_id("referral_id", index=True),
        row_id("case_id", index=True),
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
        moment("decided_at", nullable=False),
        Column("position", Integer, nullable=False),
    ),
    owner="case_id",
)
assessments = retained(
    Table(
        "risk_assessments",
        metadata,
        row_id("assessment_id", primary_key=True),
        row_id("case_id", index=True),
        row_id("strand_id", index=True),
        _code("decision"),
        _codes("modes_permitted"),
        _words("content"),
        Column("highest_residual", Integer, nullable=False),
        _code("criteria_version"),
        _day("valid_until", nullable=False),
        _user("drafted_by"),
        moment("drafted_at", nullable=False),
        moment("signed_off_at"),
        moment("replaced_at"),
    ),
    owner="case_id",
)
signatures = Table(
    "risk_signatures",
    metadata,
    row_id("assessment_id", primary_key=True),
    column(
        "user_id",
        String(100),
        primary_key=True,
        holds=Holds.IDENTIFIER,
        keep=Keep.CASE_RETENTION,
    ),
    _codes("roles"),
    moment("signed_at", nullable=False),
)
bars = retained(
    Table(
        "contact_bars",
        metadata,
        row_id("bar_id", primary_key=True),
        row_id("case_id", index=True),
        row_id("strand_id", nullable=True),
        _code("kind"),
        _day("from_on", nullable=False),
        _day("until_on"),
        _words("source"),
        _user("recorded_by"),
        moment("recorded_at", nullable=False),
        _words("lift_reason"),
        moment("lifted_at"),
    ),
    owner="case_id",
)
concerns = retained(
    Table(
        "safeguarding_concerns",
        metadata,
        row_id("concern_id", primary_key=True),
        row_id("case_id", index=True),
        row_id("bar_id"),
        _words("note"),
        _user("raised_by"),
        moment("raised_at", nullable=False),
    ),
    owner="case_id",
)
reviews = Table(
    "risk_reviews",
    metadata,
    row_id("review_id", primary_key=True),
    row_id("case_id", index=True),
    row_id("strand_id"),
    _code("trigger"),
    _day("due_on", nullable=False),
    moment("done_at"),
)
facilitators = Table(
    "case_facilitators",
    metadata,
    row_id("assignment_id", primary_key=True),
    row_id("facilitator_id", primary_key=True),
    row_id("case_id", index=True),
    _user("user_id"),
    moment("assigned_at"),
    moment("released_at"),
)
