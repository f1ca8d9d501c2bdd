"""Keep why each decision was taken, versions that managers add, and what people were told."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from shared.store.types import GUID, UtcDateTime

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

_GROUNDS = (
    ("because", sa.String(length=60)),
    ("facts", sa.Text()),
    ("changed", sa.Text()),
    ("seen_by", sa.String(length=100)),
    ("seen_at", UtcDateTime),
)


def upgrade() -> None:
    for name, type_ in _GROUNDS:
        op.add_column("eligibility_decisions", sa.Column(name, type_, nullable=True))
    op.create_table(
        "policy_versions",
        sa.Column("version", sa.String(length=60), nullable=False),
        sa.Column("from_on", sa.Date(), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("drafted_by", sa.String(length=100), nullable=False),
        sa.Column("drafted_at", UtcDateTime, nullable=False),
        sa.Column("approved_by", sa.String(length=100), nullable=True),
        sa.Column("approved_at", UtcDateTime, nullable=True),
        sa.PrimaryKeyConstraint("version"),
    )
    op.create_table(
        "proceedings_tellings",
        sa.Column("telling_id", GUID, nullable=False),
        sa.Column("case_id", GUID, nullable=False),
        sa.Column("person_id", GUID, nullable=False),
        sa.Column("told_on", sa.Date(), nullable=False),
        sa.Column("method", sa.String(length=60), nullable=False),
        sa.Column("told_by", sa.String(length=100), nullable=False),
        sa.Column("recorded_at", UtcDateTime, nullable=False),
        sa.PrimaryKeyConstraint("telling_id"),
    )
    op.create_index(
        op.f("ix_proceedings_tellings_case_id"), "proceedings_tellings", ["case_id"], unique=False
    )
    op.create_table(
        "closed_cases",
        sa.Column("case_id", GUID, nullable=False),
        sa.Column("closed_at", UtcDateTime, nullable=False),
        sa.PrimaryKeyConstraint("case_id"),
    )


def downgrade() -> None:
    op.drop_table("closed_cases")
    op.drop_index(op.f("ix_proceedings_tellings_case_id"), table_name="proceedings_tellings")
    op.drop_table("proceedings_tellings")
    op.drop_table("policy_versions")
    for name, _ in reversed(_GROUNDS):
        op.drop_column("eligibility_decisions", name)
