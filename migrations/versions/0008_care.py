"""Looking after an office needs no table of its own: what was done is told by events of the office."""

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Nothing to change; the revision stays in its place, so that no office is numbered otherwise."""


def downgrade() -> None:
    """An office is never taken apart."""
    raise NotImplementedError("a migration is not taken back")
