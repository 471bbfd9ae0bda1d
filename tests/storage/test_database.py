"""Opening a database and working with it when things are not as they should be: one clear refusal each."""

import os
import shutil
import subprocess
import sys
import threading
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from tempfile import mkdtemp
from types import MappingProxyType
from typing import Any

import pysqlite3
import pytest
from sqlalchemy import text

from oss_desk import __version__
from oss_desk.domain.messages import Refused
from oss_desk.domain.office import Desk
from oss_desk.domain.people import Citizen
from oss_desk.storage import claims, messages, rows, sqlite
from oss_desk.storage.database import Database, open_database
from oss_desk.storage.postgres import Patience
from tests.databases import NewDatabase
from tests.postgres import FreshDatabase, PostgresServer
from tests.storage.filled import filled

IMPATIENT = Patience(connect=2000, wire=2000, lock=50, idle=1000)
SETTINGS = {
    "journal_mode": "wal",
    "synchronous": 2,
    "foreign_keys": 1,
    "recursive_triggers": 1,
    "trusted_schema": 0,
    "cell_size_check": 1,
    "mmap_size": 0,
    "busy_timeout": 5000,
}


def answer(database: Database, setting: str) -> object:
    with database.writing() as work:
        return work.connection.exec_driver_sql(f"PRAGMA {setting}").scalar()


@pytest.mark.parametrize(("setting", "value"), SETTINGS.items())
def test_each_sqlite_connection_is_set_up_to_keep_what_it_promised(
    sqlite_database: Database, setting: str, value: object
) -> None:
    assert answer(sqlite_database, setting) == value
    with sqlite_database.reading() as work:
        assert work.connection.exec_driver_sql(f"PRAGMA {setting}").scalar() == value


def test_the_engine_is_one_without_the_race_in_its_log() -> None:
    assert pysqlite3.sqlite_version_info >= (3, 51, 3)


def test_an_engine_with_that_race_is_refused(new_sqlite: NewDatabase, monkeypatch: pytest.MonkeyPatch) -> None:
    url = new_sqlite()
    monkeypatch.setattr(pysqlite3, "sqlite_version_info", (3, 51, 2))
    with pytest.raises(Refused, match="sqlite-too-old"):
        open_database(url)


@pytest.mark.parametrize("setting", sqlite.SETTINGS)
def test_a_setting_that_does_not_hold_is_refused(
    new_sqlite: NewDatabase, monkeypatch: pytest.MonkeyPatch, setting: str
) -> None:
    wrong = {"journal_mode": "delete", "synchronous": "normal", "trusted_schema": "on"}.get(setting, "off")
    expected = sqlite.SETTINGS[setting][1]
    changed = {**sqlite.SETTINGS, setting: (wrong, expected)}
    monkeypatch.setattr(sqlite, "SETTINGS", MappingProxyType(changed))
    path = Path(new_sqlite().removeprefix("sqlite:///"))
    with pytest.raises(Refused, match="database-settings-refused") as refused:
        sqlite.engine(path, busy_ms=100, pooled=False).connect()
    assert refused.value.message.values["setting"] == setting


def test_a_database_whose_settings_do_not_hold_is_not_opened(
    new_sqlite: NewDatabase, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sqlite, "SETTINGS", {**sqlite.SETTINGS, "synchronous": ("normal", 2)})
    with pytest.raises(Refused, match="database-settings-refused"):
        open_database(new_sqlite())


def test_a_writer_takes_the_write_lock_with_its_first_statement(sqlite_database: Database) -> None:
    path = sqlite_database.place
    with sqlite_database.writing() as work, closing(pysqlite3.connect(path, 0)) as other:
        rows.every(work, Desk)
        with pytest.raises(pysqlite3.OperationalError, match="locked"):
            other.execute("BEGIN IMMEDIATE")


@pytest.mark.parametrize(
    ("setting", "value"),
    [
        ("TimeZone", "UTC"),
        ("lock_timeout", "5s"),
        ("idle_in_transaction_session_timeout", "1min"),
        ("transaction_isolation", "read committed"),
        ("synchronous_commit", "on"),
        ("application_name", "oss-desk"),
        ("client_encoding", "UTF8"),
    ],
)
def test_each_postgresql_connection_waits_for_nothing_forever(
    postgresql_database: Database, setting: str, value: str
) -> None:
    with postgresql_database.writing() as work:
        assert work.connection.exec_driver_sql(f"SHOW {setting}").scalar() == value


def test_the_wire_to_postgresql_is_watched(postgresql_database: Database) -> None:
    with postgresql_database.writing() as work:
        raw: Any = work.connection.connection.dbapi_connection
        known = raw.info.get_parameters()
    assert (
        known
        | {
            "connect_timeout": "5",
            "tcp_user_timeout": "10000",
            "keepalives_idle": "30",
            "keepalives_interval": "5",
            "keepalives_count": "3",
        }
        == known
    )


def test_a_postgresql_reading_sees_a_single_moment(postgresql_database: Database) -> None:
    with postgresql_database.reading() as work:
        assert work.connection.exec_driver_sql("SHOW transaction_isolation").scalar() == "repeatable read"
        assert work.connection.exec_driver_sql("SHOW transaction_read_only").scalar() == "on"
    with postgresql_database.writing() as work:
        assert work.connection.exec_driver_sql("SHOW transaction_read_only").scalar() == "off"


@pytest.mark.parametrize(
    "url",
    ["", "office", "mysql://a/b", "sqlite://", "sqlite:///:memory:", "sqlite:///a?mode=ro", "postgresql//x", "::"],
)
def test_a_wrong_address_is_refused(url: str) -> None:
    with pytest.raises(Refused, match="database-url-wrong"):
        open_database(url)


def test_a_missing_file_is_refused_and_not_made(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="database-missing"):
        open_database(f"sqlite:///{tmp_path}/nothing.sqlite")
    with pytest.raises(Refused, match="database-missing"):
        open_database(f"sqlite:///{tmp_path}/no/folder/nothing.sqlite")
    assert list(tmp_path.iterdir()) == []


def test_an_empty_database_says_that_it_is_not_set_up(tmp_path: Path, fresh_postgres_database: FreshDatabase) -> None:
    (tmp_path / "empty.sqlite").touch()
    with closing(pysqlite3.connect(str(tmp_path / "without.sqlite"))) as made:
        made.execute("VACUUM")
    for url in (
        f"sqlite:///{tmp_path}/empty.sqlite",
        f"sqlite:///{tmp_path}/without.sqlite",
        fresh_postgres_database(),
    ):
        with pytest.raises(Refused, match="database-empty"):
            open_database(url)


def test_a_file_of_another_kind_is_refused_and_left_as_it_is(tmp_path: Path) -> None:
    letter, strange = tmp_path / "letter.txt", tmp_path / "strange.sqlite"
    letter.write_text("Dear Tamar, this is a letter and no database at all.")
    with closing(pysqlite3.connect(str(strange))) as made:
        made.execute("CREATE TABLE birds (name TEXT)")
    before = (letter.read_bytes(), strange.read_bytes())
    for path in (letter, strange):
        with pytest.raises(Refused, match="not-a-database"):
            open_database(f"sqlite:///{path}", read_only=True)
    assert (letter.read_bytes(), strange.read_bytes()) == before


def _torn(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[4096 * 2 : 4096 * 60] = os.urandom(4096 * 58)
    path.write_bytes(content)


def test_a_damaged_file_is_told_apart_from_a_bug(new_sqlite: NewDatabase) -> None:
    url = new_sqlite()
    _torn(Path(url.removeprefix("sqlite:///")))
    with pytest.raises(Refused, match="database-damaged"), closing(open_database(url)) as database:
        _read_all(database)


def _read_all(database: Database) -> None:
    with database.reading() as work:
        rows.every(work, Citizen)
        work.connection.exec_driver_sql("SELECT count(*) FROM search_key, citizen, event").scalar()


def test_a_full_disk_keeps_what_was_stored(sqlite_database: Database) -> None:
    with sqlite_database.writing() as work:
        filled(work, Citizen, name="Kept")
        work.commit()
    with pytest.raises(Refused, match="disk-full"), sqlite_database.writing() as work:
        _fill_the_disk(work.connection.exec_driver_sql)
    with sqlite_database.writing() as work:
        work.connection.exec_driver_sql("PRAGMA max_page_count = 1000000")
        assert [citizen.name for citizen in rows.every(work, Citizen)] == ["Kept"]
        filled(work, Citizen, name="Afterwards")
        work.commit()


def _fill_the_disk(run: Callable[[str], object]) -> None:
    """Many rows, with no page left: a portable way to a full disk."""
    run("PRAGMA max_page_count = 1")
    numbers = "WITH RECURSIVE n(value) AS (SELECT 1 UNION ALL SELECT value + 1 FROM n WHERE value < 2000)"
    run(f"{numbers} INSERT INTO meta (name, value) SELECT 'x' || value, hex(zeroblob(400)) FROM n")


def _as_nobody(folder: Path, work: Callable[[], None]) -> None:
    """Run as an account that may not write there; root may write everywhere."""
    if os.geteuid() != 0:
        work()
        return
    os.chown(folder, 65534, 65534)
    os.seteuid(65534)
    try:
        work()
    finally:
        os.seteuid(0)


def test_a_folder_that_cannot_be_written_is_told(sqlite_template: Path) -> None:
    folder = Path(mkdtemp())
    shutil.copy(sqlite_template, folder / "office.sqlite")
    (folder / "office.sqlite").chmod(0o444)
    folder.chmod(0o555)

    def look() -> None:
        with pytest.raises(Refused, match="folder-read-only") as refused:
            open_database(f"sqlite:///{folder}/office.sqlite")
        assert str(folder) in str(refused.value.message.values["place"])

    try:
        _as_nobody(folder, look)
    finally:
        folder.chmod(0o755)
        shutil.rmtree(folder)


def test_a_file_that_cannot_be_written_is_told_when_it_is_opened(sqlite_template: Path) -> None:
    folder = Path(mkdtemp())
    shutil.copy(sqlite_template, folder / "office.sqlite")
    (folder / "office.sqlite").chmod(0o444)

    def look() -> None:
        with pytest.raises(Refused, match="folder-read-only"):
            open_database(f"sqlite:///{folder}/office.sqlite")

    try:
        _as_nobody(folder, look)
    finally:
        shutil.rmtree(folder)


def test_a_network_drive_is_refused(new_sqlite: NewDatabase, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    mounts = tmp_path / "mounts"
    mounts.write_text(f"/dev/sda1 / ext4 rw 0 0\nserver:/share {tmp_path} nfs4 rw 0 0\n")
    monkeypatch.setattr(sqlite, "MOUNTS", mounts)
    with pytest.raises(Refused, match="network-folder") as refused:
        open_database(new_sqlite())
    assert refused.value.message.values["system"] == "nfs4"


@pytest.mark.parametrize(
    ("folder", "system"),
    [("/home/nino", "ext4"), ("/mnt/the share/desk", "cifs"), ("/mnt/other", "ext4"), ("/mnt/the share", "cifs")],
)
def test_the_file_system_is_that_of_the_longest_mount_point(folder: str, system: str) -> None:
    mounts = "/dev/sda1 / ext4 rw 0 0\n//server/share /mnt/the\\040share cifs rw 0 0\nbroken\n"
    assert sqlite.file_system(Path(folder), mounts) == system


def test_a_second_program_is_told_who_has_the_file_open(database_url: str, dialect: str) -> None:
    with closing(open_database(database_url)):
        if dialect == "sqlite":
            with pytest.raises(Refused, match="second-program") as refused:
                open_database(database_url)
            assert f"process {os.getpid()}" in str(refused.value.message.values["holder"])
        with closing(open_database(database_url, read_only=dialect == "sqlite")) as second, second.reading() as work:
            assert rows.every(work, Desk) == ()
    open_database(database_url).close()


HOLDER = """
import sys
from oss_desk.storage.database import open_database
database = open_database(sys.argv[1])
database.claim_desk("A", "Nino")
print("holding", flush=True)
sys.stdin.read()
"""


def test_a_program_that_was_killed_holds_nothing(database_url: str) -> None:
    command = [sys.executable, "-c", HOLDER, database_url]
    holder = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    with holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == "holding\n"
        with pytest.raises(Refused, match=r"second-program|desk-taken"):
            _claim(database_url)
        holder.kill()
    _claim(database_url)


WRITER = """
import sys
from oss_desk.storage.database import open_database
with open_database(sys.argv[1]).writing() as work:
    work.connection.exec_driver_sql("INSERT INTO meta (name, value) VALUES ('kept', '')")
    work.commit()
    work.connection.exec_driver_sql("INSERT INTO meta (name, value) VALUES ('lost', '')")
    print("half-way", flush=True)
    sys.stdin.read()
"""


def test_a_kill_half_way_leaves_what_was_committed_and_nothing_else(database_url: str) -> None:
    command = [sys.executable, "-c", WRITER, database_url]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as writer:
        assert writer.stdout is not None
        assert writer.stdout.readline() == "half-way\n"
        writer.kill()
    with closing(open_database(database_url)) as database, database.reading() as work:
        names = work.connection.scalars(text("SELECT name FROM meta WHERE name IN ('kept', 'lost')"))
        assert list(names) == ["kept"]


def _claim(url: str) -> None:
    with closing(open_database(url)) as database:
        database.claim_desk("A")


def test_a_desk_is_held_by_one_program(database: Database, database_url: str) -> None:
    database.claim_desk("A", "Nino Beridze")
    with pytest.raises(Refused, match="desk-taken") as refused:
        _claim_beside(database, database_url)
    assert refused.value.message.values["desk"] == "A"
    assert "Nino Beridze" in str(refused.value.message.values["holder"])
    database.claim_desk("B")
    _claim_beside(database, database_url)
    database.claim_desk("A")
    database.release_desk()
    _claim_beside(database, database_url)


def _claim_beside(database: Database, url: str) -> None:
    """What a second program does; on SQLite it cannot even be opened, so there its lock file is asked for."""
    if database.dialect == "sqlite":
        claims.FileClaim(Path(f"{database.place}.desk-A.lock"), "desk-taken", "", desk="A").release()
    else:
        _claim(url)


def test_reading_only_refuses_to_write_and_leaves_the_file_alone(database_url: str) -> None:
    with closing(open_database(database_url, read_only=True)) as database:
        with pytest.raises(Refused, match="read-only"), database.writing() as work:
            rows.every(work, Desk)
        with database.reading() as work:
            assert rows.every(work, Desk) == ()


def _set(database: Database, statement: str) -> None:
    with database.writing() as work:
        work.connection.execute(text(statement))
        work.commit()


def test_a_database_that_needs_a_newer_program_is_refused(database: Database, database_url: str) -> None:
    _set(database, "UPDATE meta SET value = '99.2.0' WHERE name = 'min_program'")
    database.close()
    with pytest.raises(Refused, match="program-too-old") as refused:
        open_database(database_url)
    assert refused.value.message.values == {"needed": "99.2.0", "version": __version__}


def test_a_newer_database_that_still_takes_this_program_is_opened(database: Database, database_url: str) -> None:
    _set(database, "UPDATE alembic_version SET version_num = '9999'")
    database.close()
    open_database(database_url).close()


def test_an_older_database_asks_to_be_migrated(database: Database, database_url: str) -> None:
    _set(database, "UPDATE alembic_version SET version_num = '0000'")
    database.close()
    with pytest.raises(Refused, match="schema-behind"):
        open_database(database_url)


def test_a_server_that_is_not_there_is_told_without_the_password(tmp_path: Path) -> None:
    for host in (f"postgresql://nino:secret@/office?host={tmp_path}", "postgresql://nino:secret@127.0.0.1:1/office"):
        with pytest.raises(Refused, match="database-unreachable") as refused:
            open_database(host, patience=IMPATIENT)
        assert "office" in str(refused.value.message.values["place"])
        assert "secret" not in str(refused.value)


def test_a_database_that_the_server_does_not_have_is_told(postgres_server: PostgresServer) -> None:
    with pytest.raises(Refused, match="database-missing"):
        open_database(postgres_server.url("nowhere"), patience=IMPATIENT)


def test_the_password_is_not_shown(postgresql_database: Database) -> None:
    address = postgresql_database.address.set(password="secret")
    postgresql_database.address = address
    assert "secret" not in postgresql_database.url
    assert "secret" not in postgresql_database.place


def test_a_server_that_ends_the_connection_is_told_and_the_next_try_works(postgresql_database: Database) -> None:
    with pytest.raises(Refused, match="database-lost"):
        _read_after_the_end(postgresql_database)
    with postgresql_database.reading() as work:
        assert rows.every(work, Desk) == ()


def _read_after_the_end(database: Database) -> None:
    with database.writing() as work:
        _end_session(database, work.connection.exec_driver_sql("SELECT pg_backend_pid()").scalar())
        rows.every(work, Desk)


def test_a_commit_without_an_answer_is_of_unknown_outcome(postgresql_database: Database) -> None:
    with postgresql_database.writing() as work:
        _end_session(postgresql_database, work.connection.exec_driver_sql("SELECT pg_backend_pid()").scalar())
        with pytest.raises(Refused, match="outcome-unknown"):
            work.commit()


def _end_session(database: Database, process: object) -> None:
    with database.reading() as other:
        other.connection.execute(text("SELECT pg_terminate_backend(:process)"), {"process": process})


def test_waiting_too_long_for_another_desk_says_try_again(database_url: str) -> None:
    with closing(open_database(database_url, patience=IMPATIENT)) as database:
        with database.writing() as work:
            desk = filled(work, Desk)
            work.commit()
        with database.writing() as work:
            rows.change(work, desk, name="Held")
            with pytest.raises(Refused, match="busy-try-again"):
                _change(database, desk)


def _change(database: Database, desk: Desk) -> None:
    with database.writing() as work:
        rows.change(work, desk, name="Other")


def test_two_that_wait_for_each_other_are_told_to_try_again(postgresql_database: Database) -> None:
    with postgresql_database.writing() as work:
        pair = [filled(work, Desk) for _ in range(2)]
        work.commit()
    outcomes: list[str] = []
    both_hold = threading.Barrier(2)

    def cross(first: Desk, second: Desk) -> None:
        try:
            with postgresql_database.writing() as work:
                rows.lock(work, Desk, first.id)
                both_hold.wait()
                rows.lock(work, Desk, second.id)
            outcomes.append("locked")
        except Refused as refused:
            outcomes.append(refused.message.code)

    threads = [threading.Thread(target=cross, args=order) for order in (pair, pair[::-1])]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcomes) == ["busy-try-again", "locked"]


def test_a_mistake_in_a_statement_is_a_bug_and_not_told_as_anything_else(database: Database) -> None:
    with pytest.raises(Exception, match="no_such_table"), database.writing() as work:
        work.connection.execute(text("SELECT * FROM no_such_table"))


def test_every_sentence_names_only_values_it_is_given() -> None:
    given = {"who", "field", "place", "setting", "holder", "desk", "needed", "version", "tables", "system"}
    given |= {"guard", "guards", "grants", "why"}
    for code, sentence in messages.TEXTS.items():
        assert sentence.format_map(dict.fromkeys(given, "")), code
        assert sentence.endswith((".", "init", "migrate", "(see the settings)."))
