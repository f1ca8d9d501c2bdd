"""Keep what people were shown, and what may be said first to somebody who was asked for."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from shared.store.types import GUID, UtcDateTime

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "materials_shown",
        sa.Column("shown_id", GUID, primary_key=True),
        sa.Column("case_id", GUID, nullable=False),
        sa.Column("person_id", GUID, nullable=False),
        sa.Column("material", sa.String(60), nullable=False),
        sa.Column("version", sa.String(40), nullable=False),
        sa.Column("shown_on", sa.Date(), nullable=False),
        sa.Column("recorded_at", UtcDateTime, nullable=False),
        sa.Column("recorded_by", sa.String(200), nullable=False),
    )
    op.create_table(
        "first_tellings",
        sa.Column("telling_id", GUID, primary_key=True),
        sa.Column("case_id", GUID, nullable=False),
        sa.Column("strand_id", GUID, nullable=False),
        sa.Column("words", sa.LargeBinary()),
        sa.Column("by_user", sa.String(200), nullable=False),
        sa.Column("allowed_by", sa.String(200), nullable=False),
        sa.Column("allowed_at", UtcDateTime, nullable=False),
        sa.Column("told_at", UtcDateTime),
        sa.Column("channel", sa.String(20)),
    )
    for table in ("materials_shown", "first_tellings"):
        op.create_index(op.f(f"ix_{table}_case_id"), table, ["case_id"], unique=False)


def downgrade() -> None:
    op.drop_table("first_tellings")
    op.drop_table("materials_shown")
