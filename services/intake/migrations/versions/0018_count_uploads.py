"""Count the documents that an account put in since a moment without reading them all."""

from __future__ import annotations

from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index("documents_by_whom", "documents", ["added_by", "added_at"])


def downgrade() -> None:
    op.drop_index("documents_by_whom", table_name="documents")
