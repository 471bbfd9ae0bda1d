"""The till: shifts that are counted, closes, means of payment as data; and a kind of paper needs no migration."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

WHOLE = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
YES_NO = sa.Boolean().with_variant(sa.Integer(), "sqlite")
MOMENT = sa.DateTime(timezone=True).with_variant(sa.Text(), "sqlite")
KINDS = ("cash", "card", "transfer", "elsewhere")
HEX = "0123456789abcdef"
UNFINISHED = sa.text("state IN ('waiting', 'sent', 'failed')")
KIND_LENGTH = 'length("kind") BETWEEN 1 AND 100'


def upgrade() -> None:
    """New tables and columns; of the tables that may change, those with a closed list that opens are made anew."""
    _any_kind_of_paper()
    _shifts_are_counted()
    _means_are_data()
    for make in (_cash_movement, _z_report, _period_close, _payment_start, _payment_end, _paper_receipt):
        make()


def downgrade() -> None:
    """An office is never taken apart."""
    raise NotImplementedError("a migration is not taken back")


def _key() -> sa.Column[Any]:
    return sa.Column("id", WHOLE, sa.Identity(), primary_key=True)


def _ref(name: str, table: str, *, optional: bool = False) -> sa.Column[Any]:
    return sa.Column(name, WHOLE, sa.ForeignKey(f"{table}.id"), nullable=optional)


def _whole(name: str, least: int | None = None, *, optional: bool = False) -> sa.Column[Any]:
    check = () if least is None else (sa.CheckConstraint(f'"{name}" >= {least}', name=f"{name}_range"),)
    return sa.Column(name, WHOLE, *check, nullable=optional)


def _words(name: str, least: int, most: int, *, optional: bool = False) -> sa.Column[Any]:
    check = sa.CheckConstraint(f'length("{name}") BETWEEN {least} AND {most}', name=f"{name}_length")
    return sa.Column(name, sa.Text(), check, nullable=optional)


def _one_of(name: str, *values: str, optional: bool = False) -> sa.Column[Any]:
    listed = ", ".join(f"'{value}'" for value in values)
    check = sa.CheckConstraint(f'"{name}" IN ({listed})', name=f"{name}_list")
    return sa.Column(name, sa.Text(), check, nullable=optional)


def _moment(name: str, *, optional: bool = False) -> sa.Column[Any]:
    return sa.Column(name, MOMENT, nullable=optional)


def _yes_no(name: str, default: str) -> sa.Column[Any]:
    check = sa.CheckConstraint(f'"{name}" IN (true, false)', name=f"{name}_yes_no")
    return sa.Column(name, YES_NO, check, nullable=False, server_default=sa.text(default))


def _add_ref(table: str, name: str, target: str) -> None:
    """A reference more at the end of a table; SQLite takes its constraint only with the column itself."""
    whole = "INTEGER" if op.get_bind().dialect.name == "sqlite" else "BIGINT"
    named = f"CONSTRAINT fk_{table}_{name} REFERENCES {target} (id)"
    op.execute(f"ALTER TABLE {table} ADD COLUMN {name} {whole} {named}")


def _shifts_are_counted() -> None:
    """How a shift ended, and what was counted in it; those of before ended uncounted without anybody's word."""
    op.add_column("cash_session", _yes_no("cashless", "false"))
    op.add_column("cash_session", _one_of("ended", "counted", "uncounted", "handover", "cashless", optional=True))
    _add_ref("cash_session", "closed_by_id", "official")
    op.create_table(
        "till_count",
        _key(),
        _ref("cash_session_id", "cash_session"),
        _whole("position", 0),
        _one_of("kind", "opening", "closing"),
        _whole("amount", 0),
        _words("pieces", 2, 4_000_000),
        _moment("at"),
        _ref("official_id", "official"),
        sa.UniqueConstraint("cash_session_id", "position"),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )


def _filled(table: str, name: str, least: int, by: int) -> None:
    """A whole number more at the end of a table that stays as it is."""
    check = sa.CheckConstraint(f'"{name}" >= {least}', name=f"{name}_range")
    op.add_column(table, sa.Column(name, WHOLE, check, nullable=False, server_default=sa.text(str(by))))


def _means_are_data() -> None:
    """The list of means is made anew with their kinds; parts of payments and payments have one column more."""
    bind = op.get_bind()
    before = bind.execute(sa.text("SELECT code, title, needs_reference, active FROM means_of_payment")).fetchall()
    op.drop_table("means_of_payment")
    made = op.create_table(
        "means_of_payment",
        _words("code", 1, 60),
        _one_of("kind", *KINDS),
        _words("title", 2, 40_000),
        _yes_or_no("needs_reference"),
        _yes_or_no("active"),
        _whole("position", 0),
        sa.PrimaryKeyConstraint("code"),
        sqlite_strict=True,
    )
    for row in before:
        code, title, needs, active = row
        position = KINDS.index(code)
        values = {"title": title, "needs_reference": needs, "active": active, "position": position}
        bind.execute(made.insert().values(code=code, kind=code, **values))
    op.add_column("payment", sa.Column("rounding", WHOLE, nullable=False, server_default=sa.text("0")))
    length = sa.CheckConstraint('length("code") BETWEEN 0 AND 60', name="code_length")
    op.add_column("payment_part", sa.Column("code", sa.Text(), length, nullable=False, server_default=sa.text("''")))
    _filled("office", "cash_rounding", 0, 0)
    op.add_column("office", _yes_no("cashless", "false"))
    _filled("office", "paper_days", 0, 7)
    _filled("desk", "next_paper", 1, 1)


def _yes_or_no(name: str) -> sa.Column[Any]:
    return sa.Column(
        name, YES_NO, sa.CheckConstraint(f'"{name}" IN (true, false)', name=f"{name}_yes_no"), nullable=False
    )


def _hex(name: str) -> sa.Column[Any]:
    check = f"length(\"{name}\") BETWEEN 64 AND 64 AND ltrim(\"{name}\", '{HEX}') = ''"
    return sa.Column(name, sa.Text(), sa.CheckConstraint(check, name=f"{name}_characters"), nullable=False)


def _cash_movement() -> None:
    op.create_table(
        "cash_movement",
        _key(),
        _ref("desk_id", "desk"),
        _ref("cash_session_id", "cash_session"),
        _one_of("kind", "in", "out", "deposit", "drawer"),
        _whole("amount", 0),
        _words("reason", 0, 500),
        _words("slip", 0, 100),
        _moment("at"),
        _ref("official_id", "official"),
        sa.CheckConstraint("(kind = 'drawer') = (amount = 0)", name="drawer_moves_nothing"),
        sa.CheckConstraint("(kind = 'deposit') = (length(slip) > 0)", name="deposit_with_slip"),
        sa.CheckConstraint("kind = 'deposit' OR length(reason) > 0", name="with_its_reason"),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )
    op.create_index("ix_cash_movement_cash_session_id", "cash_movement", ["cash_session_id"])


def _z_report() -> None:
    op.create_table(
        "z_report",
        _key(),
        _ref("desk_id", "desk"),
        _whole("number", 1),
        _ref("cash_session_id", "cash_session"),
        _whole("first_event", 1),
        _whole("last_event", 0),
        _whole("gross", 0),
        _whole("refunds", 0),
        _words("previous", 0, 64),
        _hex("digest"),
        _words("content", 2, 4_000_000),
        _moment("at"),
        _ref("official_id", "official"),
        sa.UniqueConstraint("desk_id", "number"),
        sa.UniqueConstraint("cash_session_id"),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )


def _period_close() -> None:
    op.create_table(
        "period_close",
        _key(),
        _one_of("kind", "month", "year"),
        _words("period", 4, 7),
        _words("content", 2, 4_000_000),
        _hex("digest"),
        _moment("at"),
        _ref("official_id", "official"),
        sa.UniqueConstraint("kind", "period"),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )


def _payment_start() -> None:
    op.create_table(
        "payment_start",
        _key(),
        _ref("desk_id", "desk"),
        _ref("visit_id", "visit", optional=True),
        _whole("amount", 1),
        _moment("at"),
        _ref("official_id", "official"),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )
    op.create_index("ix_payment_start_desk_id", "payment_start", ["desk_id"])


def _payment_end() -> None:
    op.create_table(
        "payment_end",
        _ref("start_id", "payment_start"),
        _one_of("how", "paid", "abandoned"),
        _ref("payment_id", "payment", optional=True),
        _words("reason", 0, 100),
        _moment("at"),
        _ref("official_id", "official"),
        sa.CheckConstraint("(how = 'paid') = (payment_id IS NOT NULL)", name="paid_by_a_payment"),
        sa.CheckConstraint("how = 'paid' OR length(reason) > 0", name="abandoned_with_reason"),
        sa.PrimaryKeyConstraint("start_id"),
        sqlite_strict=True,
    )


def _paper_receipt() -> None:
    op.create_table(
        "paper_receipt",
        _key(),
        _ref("desk_id", "desk"),
        _whole("seq", 1),
        _words("number", 1, 20),
        _ref("payment_id", "payment"),
        _words("paper_number", 1, 60),
        sa.Column("written_on", sa.Date().with_variant(sa.Text(), "sqlite"), nullable=False),
        _moment("at"),
        _ref("official_id", "official"),
        sa.UniqueConstraint("number"),
        sa.UniqueConstraint("paper_number"),
        sa.UniqueConstraint("desk_id", "seq"),
        sa.UniqueConstraint("payment_id"),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )


def _any_kind_of_paper() -> None:
    if op.get_bind().dialect.name == "sqlite":
        _paper_jobs_made_anew()
    else:
        op.drop_constraint("kind_list", "print_job", type_="check")
        op.create_check_constraint("kind_length", "print_job", KIND_LENGTH)


def _paper_jobs_made_anew() -> None:
    """SQLite takes a CHECK away only with its table; nothing refers to it, and its ids stay as they are."""
    op.drop_index("ix_print_job_unfinished", "print_job")
    op.drop_index("ix_print_job_subject_kind_subject_id", "print_job")
    op.rename_table("print_job", "print_job_before")
    _print_job()
    op.execute("INSERT INTO print_job SELECT * FROM print_job_before")
    op.drop_table("print_job_before")
    op.create_index("ix_print_job_subject_kind_subject_id", "print_job", ["subject_kind", "subject_id"])
    op.create_index("ix_print_job_unfinished", "print_job", ["desk_id", "created_at"], sqlite_where=UNFINISHED)


def _print_job() -> None:
    op.create_table(
        "print_job",
        _key(),
        _whole("version", 1),
        _words("kind", 1, 100),
        _ref("desk_id", "desk"),
        _words("subject_kind", 1, 100),
        _whole("subject_id"),
        _words("language", 2, 35),
        _words("content", 2, 4_000_000),
        _whole("layout", 1),
        _one_of("state", "waiting", "sent", "printed", "failed", "dismissed"),
        _moment("created_at"),
        _moment("finished_at", optional=True),
        _words("error", 0, 2_000),
        sa.CheckConstraint(
            "(state IN ('printed', 'failed', 'dismissed')) = (finished_at IS NOT NULL)", name="finished"
        ),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )
