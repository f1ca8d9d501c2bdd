"""Add the second step of signing in, sessions that wait for it, and drafts of referrals."""

import sqlalchemy as sa
from alembic import op

from shared.store.types import GUID, UtcDateTime

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    op.create_table(
        "second_steps",
        sa.Column("account_id", sa.String(36), primary_key=True),
        sa.Column("key_id", GUID, nullable=False),
        sa.Column("secret", sa.LargeBinary, nullable=False),
        sa.Column("last_step", sa.BigInteger, nullable=False),
        sa.Column("begun_at", UtcDateTime, nullable=False),
    )
    op.create_table(
        "recovery_codes",
        sa.Column("account_id", sa.String(36), primary_key=True),
        sa.Column("code_hash", sa.String(64), primary_key=True),
    )
    op.create_table(
        "drafts",
        sa.Column("draft_id", GUID, primary_key=True),
        sa.Column("account_id", sa.String(36), nullable=False, index=True),
        sa.Column("content", sa.LargeBinary, nullable=False),
        sa.Column("saved_at", UtcDateTime, nullable=False),
    )
    with op.batch_alter_table("sessions") as sessions:
        sessions.add_column(
            sa.Column("half", sa.Boolean, nullable=False, server_default=sa.false())
        )


def downgrade() -> None:
    with op.batch_alter_table("sessions") as sessions:
        sessions.drop_column("half")
    for table in ("drafts", "recovery_codes", "second_steps"):
        op.drop_table(table)
