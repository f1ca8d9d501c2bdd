"""Keep which cases were joined into one, and what keeps a case from being erased."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from shared.store.types import GUID, UtcDateTime

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("cases", sa.Column("joined_into", GUID))
    op.create_index(op.f("ix_cases_joined_into"), "cases", ["joined_into"], unique=False)
    op.create_table(
        "case_joins",
        sa.Column("join_id", GUID, primary_key=True),
        sa.Column("case_id", GUID, nullable=False),
        sa.Column("joined_case_id", GUID, nullable=False, unique=True),
        sa.Column("strands", sa.Text(), nullable=False),
        sa.Column("persons", sa.Text(), nullable=False),
        sa.Column("reason", sa.LargeBinary()),
        sa.Column("joined_by", sa.String(200), nullable=False),
        sa.Column("joined_at", UtcDateTime, nullable=False),
    )
    op.create_table(
        "legal_holds",
        sa.Column("legal_hold_id", GUID, primary_key=True),
        sa.Column("case_id", GUID, nullable=False),
        sa.Column("reason", sa.LargeBinary()),
        sa.Column("placed_by", sa.String(200), nullable=False),
        sa.Column("placed_at", UtcDateTime, nullable=False),
        sa.Column("review_on", sa.Date(), nullable=False),
        sa.Column("lift_reason", sa.LargeBinary()),
        sa.Column("lifted_by", sa.String(200)),
        sa.Column("lifted_at", UtcDateTime),
    )
    op.create_index(op.f("ix_legal_holds_review_on"), "legal_holds", ["review_on"], unique=False)
    for table in ("case_joins", "legal_holds"):
        op.create_index(op.f(f"ix_{table}_case_id"), table, ["case_id"], unique=False)


def downgrade() -> None:
    op.drop_table("legal_holds")
    op.drop_table("case_joins")
    op.drop_index(op.f("ix_cases_joined_into"), table_name="cases")
    op.drop_column("cases", "joined_into")
