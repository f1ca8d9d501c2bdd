"""Find the likest of the possible matches that nobody has decided, without reading them all."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None
TO_DECIDE = sa.text("decision IS NULL")


def upgrade() -> None:
    op.create_index(
        "matches_to_decide",
        "possible_matches",
        ["points", "match_id"],
        sqlite_where=TO_DECIDE,
        postgresql_where=TO_DECIDE,
    )


def downgrade() -> None:
    op.drop_index("matches_to_decide", table_name="possible_matches")
