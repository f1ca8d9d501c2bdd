"""Tables of risk: assessments with their signatures, bars, concerns, reviews, checklists adopted."""

from __future__ import annotations

from sqlalchemy import Boolean, Column, Index, Integer, String, Table, Text, text

from services.screening.store.shapes import (
    code,
    codes,
    day,
    lasting,
    manager,
    metadata,
    user,
    words,
)
from shared.store.columns import Holds, Keep, column, moment, row_id
from shared.store.retention import retained

assessments = retained(
    Table(
        "risk_assessments",
        metadata,
        row_id("assessment_id", primary_key=True),
        row_id("case_id", index=True),
        row_id("strand_id", index=True),
        code("decision"),
        codes("modes_permitted"),
        words("content"),
        Column("highest_residual", Integer, nullable=False),
        code("criteria_version"),
        day("valid_until", nullable=False),
        user("drafted_by"),
        moment("drafted_at", nullable=False),
        moment("signed_off_at"),
        moment("replaced_at"),
        Column("version", Integer, nullable=False),
        code("stage"),
        row_id("based_on", nullable=True),
    ),
    owner="case_id",
)
Index("one_version_of_a_strand", assessments.c.strand_id, assessments.c.version, unique=True)
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
    codes("roles"),
    moment("signed_at", nullable=False),
)
bars = retained(
    Table(
        "contact_bars",
        metadata,
        row_id("bar_id", primary_key=True),
        row_id("case_id", index=True),
        row_id("strand_id", nullable=True),
        code("kind"),
        day("from_on", nullable=False),
        day("until_on"),
        words("source"),
        user("recorded_by"),
        moment("recorded_at", nullable=False),
        words("lift_reason"),
        moment("lifted_at"),
        code("order_kind", nullable=True),
        codes("forbids"),
        codes("modes"),
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
        words("note"),
        user("raised_by"),
        moment("raised_at", nullable=False),
        user("taken_by", nullable=True),
        moment("taken_at"),
    ),
    owner="case_id",
)
reviews = retained(
    Table(
        "risk_reviews",
        metadata,
        row_id("review_id", primary_key=True),
        row_id("case_id", index=True),
        row_id("strand_id", index=True),
        code("trigger"),
        day("due_on", nullable=False),
        moment("done_at"),
        moment("raised_at"),
        user("raised_by", nullable=True),
        Column("blocks_contact", Boolean, nullable=False),
        codes("stale"),
        words("note"),
        user("done_by", nullable=True),
        words("done_note"),
    ),
    owner="case_id",
)
reports = Table(
    "risk_reports",
    metadata,
    row_id("report_id", primary_key=True),
    row_id("case_id", index=True),
    row_id("strand_id", index=True),
    code("trigger"),
    user("reported_by"),
    moment("reported_at", nullable=False),
)
templates = Table(
    "risk_templates_adopted",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=False),
    column(
        "version", String(60), nullable=False, holds=Holds.NOTHING_PERSONAL, keep=Keep.PERMANENT
    ),
    column("adopted_by", String(100), holds=Holds.IDENTIFIER, keep=Keep.AUDIT),
    column("reason", String(4000), holds=Holds.NOTHING_PERSONAL, keep=Keep.PERMANENT),
    moment("adopted_at"),
    Column("in_force", Boolean, nullable=False),
)
template_versions = Table(
    "risk_template_versions",
    metadata,
    lasting("version", String(60), primary_key=True),
    lasting("content", Text, nullable=False),
    manager("drafted_by", nullable=False),
    moment("drafted_at", nullable=False),
    manager("approved_by"),
    moment("approved_at"),
)
Index(
    "one_template_in_force",
    templates.c.in_force,
    unique=True,
    sqlite_where=text("in_force IS 1"),
    postgresql_where=text("in_force IS true"),
)
