"""Remember which records are one person."""

import sqlalchemy as sa
from alembic import op

from shared.store.types import GUID

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    op.create_table(
        "merged_persons",
        sa.Column("merge_id", GUID, primary_key=True),
        sa.Column("person_id", GUID, nullable=False, index=True),
        sa.Column("other_person_id", GUID, nullable=False, index=True),
    )


def downgrade() -> None:
    op.drop_table("merged_persons")
