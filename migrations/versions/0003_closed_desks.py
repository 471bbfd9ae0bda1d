"""A desk may be closed: since when nobody signs in at it any more."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True).with_variant(sa.Text(), "sqlite")


def upgrade() -> None:
    """One column more at the end of a table that stays as it is."""
    op.add_column("desk", sa.Column("closed_at", MOMENT, nullable=True))


def downgrade() -> None:
    """An office is never taken apart."""
    raise NotImplementedError("a migration is not taken back")
