"""Know requests to agencies that were called off because their person said no."""

import sqlalchemy as sa
from alembic import op

from shared.store.types import UtcDateTime

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    op.add_column("agency_requests", sa.Column("called_off_at", UtcDateTime))
    op.add_column("agency_requests", sa.Column("called_off_why", sa.String(20)))


def downgrade() -> None:
    op.drop_column("agency_requests", "called_off_why")
    op.drop_column("agency_requests", "called_off_at")
