"""Create the notices to facilitators."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from shared.store.types import GUID, UtcDateTime

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "notices",
        sa.Column("notice_id", GUID, nullable=False),
        sa.Column("case_id", GUID, nullable=False),
        sa.Column("user_id", sa.String(length=100), nullable=False),
        sa.Column("code", sa.String(length=40), nullable=False),
        sa.Column("recalled", sa.Integer(), nullable=False),
        sa.Column("just_delivered", sa.Integer(), nullable=False),
        sa.Column("told_at", UtcDateTime, nullable=False),
        sa.Column("seen_at", UtcDateTime, nullable=True),
        sa.PrimaryKeyConstraint("notice_id"),
    )
    op.create_index(op.f("ix_notices_user_id"), "notices", ["user_id"], unique=False)


def downgrade() -> None:
    op.drop_index(op.f("ix_notices_user_id"), table_name="notices")
    op.drop_table("notices")
