"""Add sign-in by an organisation, access in an emergency, and saved views."""

import sqlalchemy as sa
from alembic import op

from shared.store.types import GUID, UtcDateTime

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    with op.batch_alter_table("accounts") as accounts:
        accounts.add_column(sa.Column("openid_subject", sa.String(300)))
        accounts.create_unique_constraint("uq_accounts_openid_subject", ["openid_subject"])
    with op.batch_alter_table("sessions") as sessions:
        sessions.add_column(
            sa.Column("means", sa.String(20), nullable=False, server_default="password")
        )
        sessions.add_column(sa.Column("roles", sa.Text))
    op.create_table(
        "openid_beginnings",
        sa.Column("state_hash", sa.String(64), primary_key=True),
        sa.Column("nonce", sa.String(64), nullable=False),
        sa.Column("verifier", sa.String(128), nullable=False),
        sa.Column("browser_hash", sa.String(64), nullable=False),
        sa.Column("begun_at", UtcDateTime, nullable=False),
    )
    op.create_table(
        "emergencies",
        sa.Column("emergency_id", GUID, primary_key=True),
        sa.Column("account_id", sa.String(36), nullable=False, index=True),
        sa.Column("case_id", GUID, nullable=False),
        sa.Column("reason", sa.LargeBinary, nullable=False),
        sa.Column("opened_at", UtcDateTime, nullable=False),
        sa.Column("until", UtcDateTime, nullable=False),
        sa.Column("reviewed_at", UtcDateTime),
        sa.Column("reviewed_by", sa.String(36)),
        sa.Column("justified", sa.Boolean),
        sa.Column("note", sa.LargeBinary),
    )
    op.create_table(
        "saved_views",
        sa.Column("view_id", GUID, primary_key=True),
        sa.Column("account_id", sa.String(36), nullable=False, index=True),
        sa.Column("content", sa.LargeBinary, nullable=False),
        sa.Column("saved_at", UtcDateTime, nullable=False),
    )


def downgrade() -> None:
    for table in ("saved_views", "emergencies", "openid_beginnings"):
        op.drop_table(table)
    with op.batch_alter_table("sessions") as sessions:
        sessions.drop_column("roles")
        sessions.drop_column("means")
    with op.batch_alter_table("accounts") as accounts:
        accounts.drop_constraint("uq_accounts_openid_subject", type_="unique")
        accounts.drop_column("openid_subject")
