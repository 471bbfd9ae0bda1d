"""An office may open on holidays of its country: their names, as the list of holidays has them."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

NAME = "worked_holidays"


def upgrade() -> None:
    """One column more at the end of a table that stays as it is; until now offices kept every holiday."""
    check = sa.CheckConstraint(f'length("{NAME}") BETWEEN 2 AND 40000', name=f"{NAME}_length")
    column = sa.Column(NAME, sa.Text(), check, nullable=False, server_default=sa.text("'[]'"))
    op.add_column("office", column)


def downgrade() -> None:
    """An office is never taken apart."""
    raise NotImplementedError("a migration is not taken back")
