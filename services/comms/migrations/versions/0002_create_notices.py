"""Create the notices to facilitators."""

from __future__ import annotations

from alembic import op

from services.comms.store.tables import notices

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    notices.create(op.get_bind(), checkfirst=False)


def downgrade() -> None:
    notices.drop(op.get_bind(), checkfirst=False)
