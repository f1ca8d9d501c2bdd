"""Keep what agencies answer to requests by their feeds, sealed under the case's key."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from shared.store.types import GUID, UtcDateTime

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "agency_answers",
        sa.Column("feed_message_id", GUID, primary_key=True),
        sa.Column("request_id", GUID, nullable=False, unique=True),
        sa.Column("case_id", GUID, nullable=False),
        sa.Column("finding", sa.String(40), nullable=False),
        sa.Column("answered_on", sa.Date(), nullable=False),
        sa.Column("details", sa.LargeBinary()),
        sa.Column("received_at", UtcDateTime, nullable=False),
    )
    op.create_index(op.f("ix_agency_answers_case_id"), "agency_answers", ["case_id"], unique=False)


def downgrade() -> None:
    op.drop_table("agency_answers")
