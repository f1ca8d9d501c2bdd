"""Say in the log what did not leave after all, and remember which case goes on in which."""

import sqlalchemy as sa
from alembic import op

from shared.store.types import GUID, UtcDateTime

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    op.add_column("disclosure_log", sa.Column("withheld_at", UtcDateTime))
    op.add_column("disclosure_log", sa.Column("withheld_why", sa.String(40)))
    op.create_table(
        "joined_cases",
        sa.Column("case_id", GUID, primary_key=True),
        sa.Column("into_case_id", GUID, nullable=False, index=True),
    )


def downgrade() -> None:
    op.drop_table("joined_cases")
    op.drop_column("disclosure_log", "withheld_why")
    op.drop_column("disclosure_log", "withheld_at")
