"""Keep the answers to commands of the gateway's own, so that sending one again does it once."""

import sqlalchemy as sa
from alembic import op

from shared.store.types import GUID, UtcDateTime

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    op.create_table(
        "repeats",
        sa.Column("found_by", sa.String(64), primary_key=True),
        sa.Column("key_id", GUID, nullable=False),
        sa.Column("content", sa.LargeBinary, nullable=False),
        sa.Column("at", UtcDateTime, nullable=False, index=True),
    )


def downgrade() -> None:
    op.drop_table("repeats")
