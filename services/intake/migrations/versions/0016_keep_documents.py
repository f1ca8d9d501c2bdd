"""Keep documents that came in about a case."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from shared.store.types import GUID, UtcDateTime

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "documents",
        sa.Column("document_id", GUID, primary_key=True),
        sa.Column("case_id", GUID, nullable=False),
        sa.Column("kind", sa.String(40), nullable=False),
        sa.Column("concerns", sa.Text(), nullable=False),
        sa.Column("received_on", sa.Date(), nullable=False),
        sa.Column("restricted", sa.Boolean(), nullable=False),
        sa.Column("media_type", sa.String(40), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("left_out", sa.String(200), nullable=False),
        sa.Column("content", sa.LargeBinary()),
        sa.Column("content_index", sa.LargeBinary()),
        sa.Column("name", sa.LargeBinary()),
        sa.Column("from_whom", sa.LargeBinary()),
        sa.Column("note", sa.LargeBinary()),
        sa.Column("added_at", UtcDateTime, nullable=False),
        sa.Column("added_by", sa.String(200), nullable=False),
        sa.Column("verdict", sa.String(20)),
        sa.Column("scanned_at", UtcDateTime),
        sa.Column("found", sa.LargeBinary()),
        sa.Column("removed_at", UtcDateTime),
        sa.Column("removed_by", sa.String(200)),
        sa.Column("remove_reason", sa.LargeBinary()),
    )
    op.create_index(op.f("ix_documents_case_id"), "documents", ["case_id"], unique=False)


def downgrade() -> None:
    op.drop_table("documents")
