"""Keep why what an agreement tells may be told to both parties."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from shared.store.types import GUID, UtcDateTime

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "agreement_checks",
        sa.Column("check_id", GUID, nullable=False),
        sa.Column("agreement_id", GUID, nullable=False),
        sa.Column("case_id", GUID, nullable=False),
        sa.Column("findings", sa.Text(), nullable=False),
        sa.Column("may_be_told", sa.LargeBinary(), nullable=True),
        sa.Column("by_user", sa.String(length=100), nullable=False),
        sa.Column("at", UtcDateTime, nullable=False),
        sa.PrimaryKeyConstraint("check_id"),
    )
    op.create_index(
        op.f("ix_agreement_checks_agreement_id"), "agreement_checks", ["agreement_id"], unique=False
    )


def downgrade() -> None:
    op.drop_index(op.f("ix_agreement_checks_agreement_id"), table_name="agreement_checks")
    op.drop_table("agreement_checks")
