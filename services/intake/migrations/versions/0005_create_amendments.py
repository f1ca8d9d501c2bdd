"""Create the amendments: old value, new value, reason."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from shared.store.types import GUID, UtcDateTime

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "amendments",
        sa.Column("amendment_id", GUID, nullable=False),
        sa.Column("case_id", GUID, nullable=False),
        sa.Column("referral_id", GUID, nullable=True),
        sa.Column("person_id", GUID, nullable=True),
        sa.Column("field", sa.String(length=40), nullable=False),
        sa.Column("old", sa.LargeBinary(), nullable=True),
        sa.Column("new", sa.LargeBinary(), nullable=True),
        sa.Column("reason", sa.LargeBinary(), nullable=True),
        sa.Column("amended_at", UtcDateTime, nullable=False),
        sa.Column("amended_by", sa.String(length=200), nullable=False),
        sa.PrimaryKeyConstraint("amendment_id"),
    )
    op.create_index(op.f("ix_amendments_case_id"), "amendments", ["case_id"], unique=False)


def downgrade() -> None:
    op.drop_index(op.f("ix_amendments_case_id"), table_name="amendments")
    op.drop_table("amendments")
