"""Find the decisions that came out otherwise, and nobody has seen, without reading them all."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None
TO_SEE = sa.text("changed IS NOT NULL AND seen_at IS NULL")


def upgrade() -> None:
    op.create_index(
        "changes_to_see",
        "eligibility_decisions",
        ["decided_at", "decision_id"],
        sqlite_where=TO_SEE,
        postgresql_where=TO_SEE,
    )


def downgrade() -> None:
    op.drop_index("changes_to_see", table_name="eligibility_decisions")
