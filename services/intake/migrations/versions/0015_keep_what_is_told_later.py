"""Keep what a later referral tells of somebody who is known already."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from shared.store.types import GUID, UtcDateTime

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "told_later",
        sa.Column("told_id", GUID, nullable=False),
        sa.Column("case_id", GUID, nullable=False),
        sa.Column("person_id", GUID, nullable=False),
        sa.Column("referral_id", GUID, nullable=False),
        sa.Column("fields", sa.String(300), nullable=False),
        sa.Column("details", sa.LargeBinary(), nullable=True),
        sa.Column("told_at", UtcDateTime, nullable=False),
        sa.Column("told_by", sa.String(200), nullable=False),
        sa.PrimaryKeyConstraint("told_id"),
    )
    op.create_index(op.f("ix_told_later_case_id"), "told_later", ["case_id"], unique=False)
    op.create_index(op.f("ix_told_later_person_id"), "told_later", ["person_id"], unique=False)


def downgrade() -> None:
    op.drop_index(op.f("ix_told_later_person_id"), table_name="told_later")
    op.drop_index(op.f("ix_told_later_case_id"), table_name="told_later")
    op.drop_table("told_later")
