"""Remember what an agency was asked, until it is answered or called off."""

import sqlalchemy as sa
from alembic import op

from shared.store.types import GUID, UtcDateTime

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    op.create_table(
        "asked_of_agency",
        sa.Column("request_id", GUID, primary_key=True),
        sa.Column("disclosure_id", GUID, nullable=False, index=True),
        sa.Column("kind", sa.String(40), nullable=False),
        sa.Column("case_id", GUID, nullable=False, index=True),
        sa.Column("strand_id", GUID),
        sa.Column("person_id", GUID, index=True),
        sa.Column("reference", sa.String(20), nullable=False),
        sa.Column("agreement", sa.String(42), nullable=False),
        sa.Column("asked_at", UtcDateTime, nullable=False),
        sa.Column("ended_at", UtcDateTime),
    )


def downgrade() -> None:
    op.drop_table("asked_of_agency")
