"""Tables of cases joined into one, and of what keeps a case from being erased."""

from __future__ import annotations

from sqlalchemy import Column, Date, LargeBinary, String, Table, Text

from services.intake.store.shapes import case_id_column, code, metadata, sealed, who
from shared.store.retention import retained
from shared.store.types import GUID, UtcDateTime

# ``case_id`` is the case that goes on: under its key lies why.
case_joins = retained(
    Table(
        "case_joins",
        metadata,
        Column("join_id", GUID, primary_key=True),
        case_id_column(),
        Column("joined_case_id", GUID, nullable=False, unique=True),
        # Which strand goes on in which, and who was taken for whom: pairs of ids.
        who("strands", Text, nullable=False),
        who("persons", Text, nullable=False),
        sealed("reason", LargeBinary),
        who("joined_by", String(200), nullable=False),
        Column("joined_at", UtcDateTime, nullable=False),
    ),
    owner="case_id",
)
legal_holds = retained(
    Table(
        "legal_holds",
        metadata,
        Column("legal_hold_id", GUID, primary_key=True),
        case_id_column(),
        sealed("reason", LargeBinary),
        who("placed_by", String(200), nullable=False),
        Column("placed_at", UtcDateTime, nullable=False),
        code("review_on", Date, nullable=False, index=True),
        sealed("lift_reason", LargeBinary),
        who("lifted_by", String(200)),
        Column("lifted_at", UtcDateTime),
    ),
    owner="case_id",
)
