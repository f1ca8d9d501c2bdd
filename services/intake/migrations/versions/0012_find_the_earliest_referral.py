"""Find the earliest referrals that opened a case without reading and sorting them all."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index(
        "referrals_that_opened",
        "referrals",
        ["received_at", "referral_id"],
        sqlite_where=sa.text("opened_case IS 1"),
        postgresql_where=sa.text("opened_case IS true"),
    )


def downgrade() -> None:
    op.drop_index("referrals_that_opened", table_name="referrals")
