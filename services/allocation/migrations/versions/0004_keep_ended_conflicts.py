"""Keep a declared conflict that was ended, with who ended it and why."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from shared.store.types import GUID, UtcDateTime

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "ended_conflicts",
        sa.Column("ended_id", GUID, nullable=False),
        sa.Column("facilitator_id", GUID, nullable=False),
        sa.Column("case_id", GUID, nullable=False),
        sa.Column("declared_by", sa.String(length=100), nullable=True),
        sa.Column("declared_at", UtcDateTime, nullable=False),
        sa.Column("ended_by", sa.String(length=100), nullable=False),
        sa.Column("ended_at", UtcDateTime, nullable=False),
        sa.Column("reason", sa.LargeBinary(), nullable=True),
        sa.PrimaryKeyConstraint("ended_id"),
    )
    for column in ("facilitator_id", "case_id"):
        op.create_index(op.f(f"ix_ended_conflicts_{column}"), "ended_conflicts", [column])


def downgrade() -> None:
    for column in ("facilitator_id", "case_id"):
        op.drop_index(op.f(f"ix_ended_conflicts_{column}"), table_name="ended_conflicts")
    op.drop_table("ended_conflicts")
