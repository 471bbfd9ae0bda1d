"""The tables and the statements: the only package that knows SQLAlchemy and alembic."""
