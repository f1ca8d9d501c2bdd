"""End requests to agencies by calling them off; those of closed cases ended with their case."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from shared.store.types import UtcDateTime

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None
RUNNING = "answered_at IS NULL AND lapsed_at IS NULL"


def upgrade() -> None:
    op.add_column("agency_requests", sa.Column("called_off_at", UtcDateTime))
    op.add_column("agency_requests", sa.Column("called_off_why", sa.String(20)))
    op.create_index("agency_requests_about_a_person", "agency_requests", ["person_id"])
    closed = "SELECT closed_at FROM cases WHERE cases.case_id = agency_requests.case_id"
    op.execute(
        f"UPDATE agency_requests SET called_off_at = ({closed}), called_off_why = 'case_closed'"  # noqa: S608 - no input
        f" WHERE {RUNNING} AND ({closed}) IS NOT NULL"
    )


def downgrade() -> None:
    op.drop_index("agency_requests_about_a_person", table_name="agency_requests")
    op.drop_column("agency_requests", "called_off_why")
    op.drop_column("agency_requests", "called_off_at")
