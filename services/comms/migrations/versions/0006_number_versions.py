"""Number the versions of records, so that nobody overwrites what they have not seen."""

from __future__ import annotations

from alembic import op

from shared.store.versions import create_versions, drop_versions

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    create_versions(op)


def downgrade() -> None:
    drop_versions(op)
