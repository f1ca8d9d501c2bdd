"""Let a task say which referral waits, and for which facts."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from shared.store.types import GUID

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("tasks", sa.Column("referral_id", GUID))
    op.add_column("tasks", sa.Column("missing", sa.String(400)))
    op.create_index(op.f("ix_tasks_referral_id"), "tasks", ["referral_id"], unique=False)


def downgrade() -> None:
    op.drop_index(op.f("ix_tasks_referral_id"), table_name="tasks")
    op.drop_column("tasks", "missing")
    op.drop_column("tasks", "referral_id")
