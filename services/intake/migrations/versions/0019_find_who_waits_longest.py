"""Find the cases of a stage that wait longest without passing over all that came before them."""

from __future__ import annotations

from alembic import op

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index("cases_of_a_stage", "cases", ["stage_rank", "case_id"])
    op.drop_index("ix_cases_stage_rank", table_name="cases")


def downgrade() -> None:
    op.create_index("ix_cases_stage_rank", "cases", ["stage_rank"])
    op.drop_index("cases_of_a_stage", table_name="cases")
