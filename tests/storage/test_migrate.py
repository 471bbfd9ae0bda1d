"""Migrations: all or nothing, a verified copy first, guards anew, and nothing migrated that should not be."""

import shutil
from contextlib import closing
from pathlib import Path

import pysqlite3
import pytest
from sqlalchemy import NullPool, create_engine, inspect, text

from oss_desk.domain.messages import Refused
from oss_desk.domain.people import Citizen
from oss_desk.storage import migrate as migrating
from oss_desk.storage import rows
from oss_desk.storage.claims import FileClaim
from oss_desk.storage.database import open_database
from oss_desk.storage.migrate import is_current, migrate, newest
from tests.databases import MIGRATIONS, NewDatabase
from tests.postgres import FreshDatabase
from tests.storage.filled import filled

NEWEST = newest(MIGRATIONS)
LATER = f"{int(NEWEST) + 1:04d}"
SECOND = """
import sqlalchemy as sa
from alembic import op

revision, down_revision, branch_labels, depends_on = "{later}", "{newest}", None, None


def upgrade() -> None:
    op.add_column("citizen", sa.Column("shoe_size", sa.Integer()))
    op.execute("UPDATE citizen SET shoe_size = 38")
    {more}
"""
REBUILT = """recreate = "always" if op.get_bind().dialect.name == "sqlite" else "never"
    with op.batch_alter_table("event", recreate=recreate):
        pass"""


@pytest.fixture
def empty_url(dialect: str, request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of a database that is not there yet, or is empty."""
    if dialect == "sqlite":
        return f"sqlite:///{tmp_path}/new.sqlite"
    fresh: FreshDatabase = request.getfixturevalue("fresh_postgres_database")
    return fresh()


@pytest.fixture
def later(tmp_path: Path) -> Path:
    """Migrations of a later program: one more."""
    return with_second(tmp_path, "pass")


def with_second(folder: Path, more: str) -> Path:
    copy = Path(shutil.copytree(MIGRATIONS, folder / "later", ignore=shutil.ignore_patterns("__pycache__")))
    shoes = SECOND.format(more=more, later=LATER, newest=NEWEST)
    (copy / "versions" / f"{LATER}_shoes.py").write_text('"""Shoes."""\n' + shoes)
    return copy


def with_a_citizen(url: str) -> None:
    with closing(open_database(url)) as database, database.writing() as work:
        filled(work, Citizen, name="Tamar")
        work.commit()


def columns_of(url: str) -> set[str]:
    engine = create_engine(url.replace("sqlite:", "sqlite+pysqlite:"), poolclass=NullPool)
    with engine.connect() as connection:
        return {column["name"] for column in inspect(connection).get_columns("citizen")}


def test_an_empty_database_is_made(empty_url: str) -> None:
    made = migrate(empty_url, MIGRATIONS)
    assert (made.before, made.after, made.backup) == (None, newest(MIGRATIONS), None)
    open_database(empty_url).close()


def test_migrating_again_changes_nothing_and_copies_nothing(database_url: str, tmp_path: Path) -> None:
    with_a_citizen(database_url)
    again = migrate(database_url, MIGRATIONS)
    assert (again.before, again.after, again.backup) == (newest(MIGRATIONS), newest(MIGRATIONS), None)
    assert list(tmp_path.glob("*-at-*")) == []


def test_an_older_database_is_brought_up_to_date(database_url: str, later: Path) -> None:
    with_a_citizen(database_url)
    assert is_current(database_url, MIGRATIONS)
    assert not is_current(database_url, later)
    assert migrate(database_url, later).after == LATER
    assert is_current(database_url, later)
    assert "shoe_size" in columns_of(database_url)
    with closing(open_database(database_url)) as database, database.reading() as work:
        assert [citizen.name for citizen in rows.every(work, Citizen)] == ["Tamar"]


def test_an_older_file_is_copied_whole_before_it_is_migrated(new_sqlite: NewDatabase, later: Path) -> None:
    url = new_sqlite()
    with_a_citizen(url)
    backup = migrate(url, later).backup
    assert backup is not None
    assert backup.name == f"office1-at-{NEWEST}.sqlite"
    assert "shoe_size" not in columns_of(f"sqlite:///{backup}")
    with closing(open_database(f"sqlite:///{backup}")) as copy, copy.reading() as work:
        assert [citizen.name for citizen in rows.every(work, Citizen)] == ["Tamar"]


def test_an_earlier_copy_is_never_written_over(new_sqlite: NewDatabase, later: Path, tmp_path: Path) -> None:
    url = new_sqlite()
    (tmp_path / f"office1-at-{NEWEST}.sqlite").write_text("precious")
    backup = migrate(url, later).backup
    assert backup is not None
    assert backup.name == f"office1-at-{NEWEST}-2.sqlite"
    assert (tmp_path / f"office1-at-{NEWEST}.sqlite").read_text() == "precious"


def test_a_copy_that_is_not_whole_stops_the_migration(
    new_sqlite: NewDatabase, later: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    url = new_sqlite()
    monkeypatch.setattr(migrating, "_is_whole", lambda source, copy: False)
    with pytest.raises(Refused, match="backup-failed"):
        migrate(url, later)
    assert "shoe_size" not in columns_of(url)


def test_a_truncated_copy_is_not_whole(new_sqlite: NewDatabase, tmp_path: Path) -> None:
    source, torn = new_sqlite().removeprefix("sqlite:///"), tmp_path / "torn.sqlite"
    content = bytearray(Path(source).read_bytes())
    content[4096 * 30 : 4096 * 32] = b"\xff" * 8192
    torn.write_bytes(content)
    with closing(pysqlite3.connect(source)) as whole, closing(pysqlite3.connect(str(torn))) as copy:
        assert migrating._is_whole(whole, whole)
        assert not migrating._is_whole(whole, copy)


@pytest.mark.parametrize("more", ['raise RuntimeError("half-way")', 'op.execute("INSERT INTO nowhere VALUES (1)")'])
def test_a_migration_that_fails_half_way_leaves_everything_as_it_was(
    database_url: str, tmp_path: Path, more: str
) -> None:
    with_a_citizen(database_url)
    with pytest.raises(Exception, match=r"half-way|nowhere"):
        migrate(database_url, with_second(tmp_path, more))
    assert "shoe_size" not in columns_of(database_url)
    with closing(open_database(database_url)) as database, database.reading() as work:
        assert [citizen.name for citizen in rows.every(work, Citizen)] == ["Tamar"]
        assert work.connection.scalar(text("SELECT version_num FROM alembic_version")) == NEWEST


def test_a_first_migration_that_fails_leaves_no_file(tmp_path: Path) -> None:
    migrations = with_second(tmp_path, 'raise RuntimeError("half-way")')
    with pytest.raises(RuntimeError):
        migrate(f"sqlite:///{tmp_path}/new.sqlite", migrations)
    assert [path.name for path in tmp_path.iterdir() if path.suffix.startswith(".sqlite")] == []


def test_guards_that_a_rebuilt_table_lost_are_put_up_again(database_url: str, tmp_path: Path) -> None:
    migrate(database_url, with_second(tmp_path, REBUILT))
    open_database(database_url).close()


def test_references_that_a_migration_lost_stop_it(new_sqlite: NewDatabase, tmp_path: Path) -> None:
    url = new_sqlite()
    lost = "INSERT INTO draft (visit_id, part, content, kept_at) VALUES (7, 'p', '{{}}', 'now')"
    with pytest.raises(Refused, match="migration-unfit") as refused:
        migrate(url, with_second(tmp_path, f'op.execute("{lost}")'))
    assert refused.value.message.values == {"tables": "draft"}
    assert "shoe_size" not in columns_of(url)


def test_a_database_for_a_newer_program_is_not_migrated(database_url: str, later: Path) -> None:
    with closing(open_database(database_url)) as database, database.writing() as work:
        work.connection.execute(text("UPDATE meta SET value = '99' WHERE name = 'min_program'"))
        work.commit()
    with pytest.raises(Refused, match="program-too-old"):
        migrate(database_url, later)


def test_a_newer_database_is_left_alone(database_url: str, later: Path) -> None:
    migrate(database_url, later)
    assert migrate(database_url, MIGRATIONS).after == LATER
    assert is_current(database_url, MIGRATIONS)
    open_database(database_url).close()


def test_the_first_migration_says_which_program_may_write(database_url: str) -> None:
    with closing(open_database(database_url)) as database, database.reading() as work:
        assert work.connection.scalar(text("SELECT value FROM meta WHERE name = 'min_program'")) == "0.1.0"


def test_an_open_file_is_not_migrated(new_sqlite: NewDatabase, later: Path) -> None:
    url = new_sqlite()
    with closing(open_database(url)), pytest.raises(Refused, match="second-program"):
        migrate(url, later)
    claim = FileClaim(Path(url.removeprefix("sqlite:///") + ".lock"), "second-program", "")
    with pytest.raises(Refused, match="second-program"):
        migrate(url, later)
    claim.release()
    migrate(url, later)


def test_a_database_of_something_else_is_not_taken_over(tmp_path: Path, fresh_postgres_database: FreshDatabase) -> None:
    strange, server = tmp_path / "birds.sqlite", fresh_postgres_database()
    with closing(pysqlite3.connect(str(strange))) as made:
        made.execute("CREATE TABLE birds (name TEXT)")
    with create_engine(server, poolclass=NullPool).begin() as connection:
        connection.execute(text("CREATE TABLE birds (name TEXT)"))
    before = strange.read_bytes()
    for url in (f"sqlite:///{strange}", server):
        with pytest.raises(Refused, match="not-a-database"):
            migrate(url, MIGRATIONS)
    assert strange.read_bytes() == before


@pytest.mark.parametrize("place", ["no/such/folder/office.sqlite", "letter.sqlite"])
def test_a_place_that_cannot_be_one_is_refused(tmp_path: Path, place: str) -> None:
    (tmp_path / "letter.sqlite").write_text("Dear Tamar, this is a letter.")
    with pytest.raises(Refused, match=r"database-missing|not-a-database"):
        migrate(f"sqlite:///{tmp_path}/{place}", MIGRATIONS)


def test_folders_without_migrations_are_a_bug(tmp_path: Path) -> None:
    (tmp_path / "versions").mkdir()
    with pytest.raises(FileNotFoundError):
        newest(tmp_path)


@pytest.mark.parametrize(
    ("needed", "refusal"), [("0.0.9", None), ("0.1.0", None), ("0.1.1", "program-too-old"), ("1.0", "program-too-old")]
)
def test_a_program_one_step_older_than_the_tables_works_unless_they_ask_for_a_newer_one(
    database_url: str, later: Path, needed: str, refusal: str | None
) -> None:
    migrate(database_url, later)
    with closing(open_database(database_url)) as database, database.writing() as work:
        work.connection.execute(text("UPDATE meta SET value = :needed WHERE name = 'min_program'"), {"needed": needed})
        work.commit()
    if refusal is None:
        with_a_citizen(database_url)
        return
    with pytest.raises(Refused, match=refusal) as refused:
        open_database(database_url)
    assert refused.value.message.values == {"needed": needed, "version": "0.1.0"}


def test_tables_older_than_the_program_are_not_written_before_they_are_migrated(empty_url: str, tmp_path: Path) -> None:
    migrate(empty_url, without_the_newest(tmp_path))
    with pytest.raises(Refused, match="schema-behind"):
        open_database(empty_url)
    migrate(empty_url, MIGRATIONS)
    with_a_citizen(empty_url)


def without_the_newest(folder: Path) -> Path:
    """Migrations of an earlier program: one less."""
    copy = Path(shutil.copytree(MIGRATIONS, folder / "earlier", ignore=shutil.ignore_patterns("__pycache__")))
    next((copy / "versions").glob(f"{NEWEST}_*.py")).unlink()
    return copy
