"""Create the store of allocation."""

from __future__ import annotations

from alembic import op

from services.allocation.store.tables import metadata
from shared.audit.tables import define_audit_tables
from shared.messaging.tables import define_messaging_tables
from shared.store.migrations import create_shared_tables, drop_shared_tables

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    create_shared_tables(op, define_audit_tables, define_messaging_tables)
    metadata.create_all(op.get_bind(), checkfirst=False)


def downgrade() -> None:
    metadata.drop_all(op.get_bind(), checkfirst=False)
    drop_shared_tables(op, define_audit_tables, define_messaging_tables)
