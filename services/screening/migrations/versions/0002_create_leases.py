"""Create the leases over what the safety gate is told (ADR 8)."""

from __future__ import annotations

from alembic import op

from shared.leases.tables import create_lease_tables, drop_lease_tables

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    create_lease_tables(op)


def downgrade() -> None:
    drop_lease_tables(op)
