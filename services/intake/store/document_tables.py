"""The table of documents that came in: contents and words sealed under the case's key."""

from __future__ import annotations

from sqlalchemy import Boolean, Column, Date, Index, Integer, LargeBinary, String, Table, Text

from services.intake.store.shapes import case_id_column, code, index, metadata, sealed, special, who
from shared.store.retention import retained
from shared.store.types import GUID, UtcDateTime

documents = retained(
    Table(
        "documents",
        metadata,
        Column("document_id", GUID, primary_key=True),
        case_id_column(),
        code("kind", String(40), nullable=False),
        # The ids of everybody whom it tells something of.
        who("concerns", Text, nullable=False),
        code("received_on", Date, nullable=False),
        Column("restricted", Boolean, nullable=False),
        code("media_type", String(40), nullable=False),
        Column("size", Integer, nullable=False),
        code("left_out", String(200), nullable=False),
        # Base64, as it travels. Gone when a scanner found something, or when it was taken out.
        special("content", LargeBinary),
        # Of the file as it came, so that the same file twice is one document.
        index("content_index", LargeBinary),
        sealed("name", LargeBinary),
        sealed("from_whom", LargeBinary),
        sealed("note", LargeBinary),
        Column("added_at", UtcDateTime, nullable=False),
        who("added_by", String(200), nullable=False),
        code("verdict", String(20)),
        Column("scanned_at", UtcDateTime),
        sealed("found", LargeBinary),
        Column("removed_at", UtcDateTime),
        who("removed_by", String(200)),
        sealed("remove_reason", LargeBinary),
        Index("documents_by_whom", "added_by", "added_at"),
    ),
    owner="case_id",
)
