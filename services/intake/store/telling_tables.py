"""Tables of what people are told: notices and leaflets shown, and the first telling."""

from __future__ import annotations

from sqlalchemy import Column, Date, LargeBinary, String, Table

from services.intake.store.shapes import case_id_column, code, metadata, sealed, who
from shared.store.retention import retained
from shared.store.types import GUID, UtcDateTime

materials_shown = Table(
    "materials_shown",
    metadata,
    Column("shown_id", GUID, primary_key=True),
    case_id_column(),
    Column("person_id", GUID, nullable=False),
    code("material", String(60), nullable=False),
    code("version", String(40), nullable=False),
    code("shown_on", Date, nullable=False),
    Column("recorded_at", UtcDateTime, nullable=False),
    who("recorded_by", String(200), nullable=False),
)
first_tellings = retained(
    Table(
        "first_tellings",
        metadata,
        Column("telling_id", GUID, primary_key=True),
        case_id_column(),
        Column("strand_id", GUID, nullable=False),
        sealed("words", LargeBinary),
        who("by_user", String(200), nullable=False),
        who("allowed_by", String(200), nullable=False),
        Column("allowed_at", UtcDateTime, nullable=False),
        Column("told_at", UtcDateTime),
        code("channel", String(20)),
    ),
    owner="case_id",
)
