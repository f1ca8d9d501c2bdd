"""Let a consent say when it is to be looked at again, and that it was understood."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("consents", sa.Column("review_on", sa.Date(), nullable=True))
    op.add_column("consents", sa.Column("understood", sa.Boolean(), nullable=True))
    op.create_index(op.f("ix_consents_review_on"), "consents", ["review_on"], unique=False)


def downgrade() -> None:
    op.drop_index(op.f("ix_consents_review_on"), table_name="consents")
    op.drop_column("consents", "understood")
    op.drop_column("consents", "review_on")
