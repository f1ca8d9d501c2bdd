"""Create the store of comms."""

from __future__ import annotations

from alembic import op
from sqlalchemy import Table

from services.comms.store.tables import metadata
from shared.audit.tables import define_audit_tables
from shared.messaging.tables import define_messaging_tables
from shared.store.migrations import create_shared_tables, drop_shared_tables

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


LATER = frozenset({"notices"})
"""Tables that a later revision creates."""


def upgrade() -> None:
    create_shared_tables(op, define_audit_tables, define_messaging_tables)
    metadata.create_all(op.get_bind(), tables=_first(), checkfirst=False)


def downgrade() -> None:
    metadata.drop_all(op.get_bind(), tables=_first(), checkfirst=False)
    drop_shared_tables(op, define_audit_tables, define_messaging_tables)


def _first() -> list[Table]:
    return [table for table in metadata.sorted_tables if table.name not in LATER]
