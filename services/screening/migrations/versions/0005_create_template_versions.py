"""Keep the versions of the risk checklist that managers write."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from shared.store.types import UtcDateTime

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "risk_template_versions",
        sa.Column("version", sa.String(length=60), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("drafted_by", sa.String(length=100), nullable=False),
        sa.Column("drafted_at", UtcDateTime, nullable=False),
        sa.Column("approved_by", sa.String(length=100), nullable=True),
        sa.Column("approved_at", UtcDateTime, nullable=True),
        sa.PrimaryKeyConstraint("version"),
    )


BACK_TO_SHIPPED = (
    """
    UPDATE risk_templates_adopted SET in_force = false
    WHERE version IN (SELECT version FROM risk_template_versions)
    """,
    """
    UPDATE risk_templates_adopted SET in_force = true WHERE number = (
        SELECT max(number) FROM risk_templates_adopted
        WHERE version NOT IN (SELECT version FROM risk_template_versions)
    ) AND NOT EXISTS (SELECT 1 FROM risk_templates_adopted WHERE in_force)
    """,
)
"""An older release knows the shipped checklists only: the last of them is in force again."""


def downgrade() -> None:
    for statement in BACK_TO_SHIPPED:
        op.execute(statement)
    op.drop_table("risk_template_versions")
