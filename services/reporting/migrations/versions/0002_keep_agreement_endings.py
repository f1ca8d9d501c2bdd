"""Keep the last warning about each agreement that ends."""

import sqlalchemy as sa
from alembic import op

from shared.store.types import UtcDateTime

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    op.create_table(
        "agreement_endings",
        sa.Column("agreement", sa.String(60), primary_key=True),
        sa.Column("agency", sa.String(60), nullable=False),
        sa.Column("last_day", sa.Date(), nullable=False),
        sa.Column("warned_at", UtcDateTime, nullable=False),
    )


def downgrade() -> None:
    op.drop_table("agreement_endings")
