"""Create accounts, sessions and failed sign-ins, beside the audit trail."""

import sqlalchemy as sa
from alembic import op

from shared.audit.tables import define_audit_tables
from shared.store.migrations import create_shared_tables, drop_shared_tables
from shared.store.types import UtcDateTime

revision = "0001"
down_revision = None


def upgrade() -> None:
    create_shared_tables(op, define_audit_tables)
    op.create_table(
        "accounts",
        sa.Column("id", sa.String(36), primary_key=True),
        sa.Column("username", sa.String(200), unique=True, nullable=False),
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("roles", sa.Text, nullable=False),
        sa.Column("organisation", sa.String(120)),
        sa.Column("password_hash", sa.String(200), nullable=False),
        sa.Column("created_at", UtcDateTime, nullable=False),
        sa.Column("disabled_at", UtcDateTime),
    )
    op.create_table(
        "sessions",
        sa.Column("token_hash", sa.String(64), primary_key=True),
        sa.Column("account_id", sa.String(36), nullable=False, index=True),
        sa.Column("begun_at", UtcDateTime, nullable=False),
        sa.Column("seen_at", UtcDateTime, nullable=False),
        sa.Column("expires_at", UtcDateTime, nullable=False),
        sa.Column("ended_at", UtcDateTime),
    )
    op.create_table(
        "sign_in_failures",
        sa.Column("place_hash", sa.String(64), nullable=False),
        sa.Column("at", UtcDateTime, nullable=False),
    )
    op.create_index("ix_sign_in_failures_place_at", "sign_in_failures", ["place_hash", "at"])


def downgrade() -> None:
    for table in ("sign_in_failures", "sessions", "accounts"):
        op.drop_table(table)
    drop_shared_tables(op, define_audit_tables)
