"""Let cases be found by who referred them and by what happened.

What was referred before this has neither: both lie sealed under the key of its case, which a
migration does not hold. An amendment writes them.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("referrals", sa.Column("source", sa.String(40)))
    op.add_column("referrals", sa.Column("crime_types", sa.String(400)))


def downgrade() -> None:
    op.drop_column("referrals", "crime_types")
    op.drop_column("referrals", "source")
