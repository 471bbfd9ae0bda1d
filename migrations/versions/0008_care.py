"""Looking after an office needs no table of its own; what is asked for at each visit is found by an index."""

from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Without these every case, handover and return of the office was looked at again and again."""
    op.create_index("ix_case_representative_id", "case", ["representative_id"])
    op.create_index("ix_handover_collector_id", "handover", ["collector_id"])
    op.create_index("ix_paper_return_handover_id", "paper_return", ["handover_id"])


def downgrade() -> None:
    """An office is never taken apart."""
    raise NotImplementedError("a migration is not taken back")
