"""Find the assignments that ended without reading those that stand."""

from __future__ import annotations

from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index(op.f("ix_assignments_released_at"), "assignments", ["released_at"])


def downgrade() -> None:
    op.drop_index(op.f("ix_assignments_released_at"), table_name="assignments")
