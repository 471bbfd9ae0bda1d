"""Each official may have a login of the database of her own."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

NAME = "database_login"


def upgrade() -> None:
    """One column more at the end of a table that stays as it is, and nobody has the login of another."""
    check = sa.CheckConstraint(f'length("{NAME}") BETWEEN 1 AND 63', name=f"{NAME}_length")
    op.add_column("official", sa.Column(NAME, sa.Text(), check, nullable=True))
    op.create_index(f"uq_official_{NAME}", "official", [NAME], unique=True)


def downgrade() -> None:
    """An office is never taken apart."""
    raise NotImplementedError("a migration is not taken back")
