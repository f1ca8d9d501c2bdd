"""Keep which modes a bar forbids, where it forbids some only."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from shared.store.types import GUID

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "bar_modes",
        sa.Column("bar_id", GUID, nullable=False),
        sa.Column("case_id", GUID, nullable=False),
        sa.Column("mode", sa.String(length=40), nullable=False),
        sa.PrimaryKeyConstraint("bar_id", "mode"),
    )
    op.create_index(op.f("ix_bar_modes_case_id"), "bar_modes", ["case_id"], unique=False)


def downgrade() -> None:
    op.drop_index(op.f("ix_bar_modes_case_id"), table_name="bar_modes")
    op.drop_table("bar_modes")
