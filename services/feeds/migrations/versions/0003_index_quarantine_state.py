"""Index the state of held messages: an agency's flood asks often how many there are."""

from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    op.create_index("ix_quarantine_state", "quarantine", ["state"])


def downgrade() -> None:
    op.drop_index("ix_quarantine_state", "quarantine")
