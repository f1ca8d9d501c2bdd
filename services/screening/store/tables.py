"""Tables of screening. Words are encrypted under the case's key; the rest is ids, codes, times."""

from __future__ import annotations

from sqlalchemy import Boolean, Column, Index, Integer, Table, and_

from services.screening.store import risk_tables as _risk_tables  # noqa: F401  in the metadata
from services.screening.store.eligibility_tables import note, reader
from services.screening.store.shapes import code, codes, day, metadata, user, words
from shared.store.columns import moment, row_id
from shared.store.retention import retained

__all__ = ["cases", "decisions", "facilitators", "metadata", "referrals", "strands"]

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
    day("received_on", nullable=False),
    code("pathway", 120, nullable=True),
    codes("facts"),
)
decisions = retained(
    Table(
        "eligibility_decisions",
        metadata,
        row_id("decision_id", primary_key=True),
        row_id("referral_id", index=True),
        row_id("case_id", index=True),
        code("decision"),
        codes("restrictions"),
        codes("results"),
        codes("rules"),
        codes("missing_facts"),
        code("policy_version"),
        Column("exception", Boolean, nullable=False),
        codes("over_rules"),
        words("rationale"),
        day("review_on"),
        user("decided_by"),
        moment("decided_at", nullable=False),
        Column("position", Integer, nullable=False),
        code("because", nullable=True),
        note("facts"),
        note("changed"),
        reader("seen_by"),
        moment("seen_at"),
    ),
    owner="case_id",
)
_to_see = and_(decisions.c.changed.is_not(None), decisions.c.seen_at.is_(None))
Index(
    "changes_to_see",
    decisions.c.decided_at,
    decisions.c.decision_id,
    sqlite_where=_to_see,
    postgresql_where=_to_see,
)
facilitators = Table(
    "case_facilitators",
    metadata,
    row_id("assignment_id", primary_key=True),
    row_id("facilitator_id", primary_key=True),
    row_id("case_id", index=True),
    user("user_id"),
    moment("assigned_at"),
    moment("released_at"),
)
