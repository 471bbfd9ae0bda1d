"""Runs the migrations on the connection that storage/migrate.py hands over, inside its transaction."""

from alembic import context
from sqlalchemy import MetaData

NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s",
    "pk": "pk_%(table_name)s",
}
"""How constraints are called when a migration does not say; an error names the one that was broken."""

context.configure(
    target_metadata=MetaData(naming_convention=NAMES),
    connection=context.config.attributes["connection"],
    render_as_batch=True,
    transactional_ddl=True,
    version_table_pk=True,
)
with context.begin_transaction():
    context.run_migrations()
