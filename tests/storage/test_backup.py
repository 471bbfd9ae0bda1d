"""Backups: made while others write, whole or not there, changed by nobody unseen, restored as they were."""

import errno
import os
import shutil
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from oss_desk.domain.care import DAILY, MONTHLY, WEEKLY, kept
from oss_desk.domain.messages import Refused, refuse
from oss_desk.domain.people import Citizen
from oss_desk.storage import backup, pg_tools, rows
from oss_desk.storage.backup import About
from oss_desk.storage.database import Database, Work, open_database
from oss_desk.storage.facts import facts_of
from tests.databases import NewDatabase
from tests.storage.filled import filled

pytestmark = pytest.mark.usefixtures("with_pg_dump")
NOON = datetime(2026, 9, 15, 12, 0, tzinfo=UTC)
ABOUT = About("0123456789abcdef", NOON, "0.1.0")


def with_citizens(database: Database, count: int) -> None:
    """Citizens on record."""
    with database.writing() as work:
        for number in range(count):
            filled(work, Citizen, name=f"Tamar {number}")
        work.commit()


def test_a_backup_holds_what_its_slip_tells_and_is_restored_so(
    database: Database, new_database: NewDatabase, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    with_citizens(database, 3)
    made = backup.make(database, tmp_path / "backups", ABOUT)
    assert made.facts.counts["citizen"] == 3
    assert backup.slips(tmp_path / "backups", ABOUT.office) == (made,)
    with with_empty_place(database, tmp_path, request) as url:
        assert backup.restore(tmp_path / "backups" / made.name, url) == made.facts
        with closing(open_database(url)) as restored, restored.reading() as work:
            assert len(rows.every(work, Citizen)) == 3
            assert facts_of(work.connection) == made.facts


@contextmanager
def with_empty_place(database: Database, folder: Path, request: pytest.FixtureRequest) -> Iterator[str]:
    """Where a backup can be restored to."""
    if database.dialect == "sqlite":
        yield f"sqlite:///{folder / 'restored.sqlite'}"
        return
    with pg_tools.scratch(database.address) as address:
        yield address.render_as_string(hide_password=False)


def test_a_backup_is_of_one_moment_while_a_desk_goes_on_writing(sqlite_database: Database, tmp_path: Path) -> None:
    with_citizens(sqlite_database, 200)
    begun, stop = threading.Event(), threading.Event()

    def work_on() -> None:
        while not stop.is_set():
            with_citizens(sqlite_database, 2)
            begun.set()

    desk = threading.Thread(target=work_on)
    desk.start()
    begun.wait()
    try:
        made = backup.make(sqlite_database, tmp_path / "backups", ABOUT)
    finally:
        stop.set()
        desk.join()
    assert made.facts.counts["citizen"] % 2 == 0
    assert backup.verified(tmp_path / "backups" / made.name) == made.facts


def test_a_backup_that_is_stopped_leaves_nothing_behind(database: Database, tmp_path: Path) -> None:
    def stop(done: int, of: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        backup.make(database, tmp_path / "backups", ABOUT, told=stop)
    assert list((tmp_path / "backups").iterdir()) == []
    with_citizens(database, 1)


def test_a_copy_that_must_not_be_trusted_never_takes_its_name(sqlite_database: Database, tmp_path: Path) -> None:
    def distrust(work: Work) -> str:
        raise refuse("backup-not-whole", file=work.place)

    with pytest.raises(Refused, match="backup-not-whole"):
        backup.make(sqlite_database, tmp_path / "backups", ABOUT, check=distrust)
    assert list((tmp_path / "backups").iterdir()) == []


def test_a_full_disk_is_told_plainly_and_the_office_goes_on(
    sqlite_database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    usage = shutil.disk_usage(tmp_path)
    monkeypatch.setattr(shutil, "disk_usage", lambda folder: usage._replace(free=1000))
    with pytest.raises(Refused, match="backup-disk-full"):
        backup.make(sqlite_database, tmp_path / "backups", ABOUT)
    assert list((tmp_path / "backups").iterdir()) == []
    with_citizens(sqlite_database, 1)


def test_a_disk_that_fills_up_meanwhile_is_told_the_same_way(
    sqlite_database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(handle: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(Refused, match="backup-disk-full"):
        backup.make(sqlite_database, tmp_path / "backups", ABOUT)
    assert list((tmp_path / "backups").iterdir()) == []


def test_a_folder_that_cannot_be_one_is_told_in_words(sqlite_database: Database, tmp_path: Path) -> None:
    (tmp_path / "letter").write_text("Dear Tamar")
    with pytest.raises(Refused, match="backup-folder"):
        backup.make(sqlite_database, tmp_path / "letter" / "backups", ABOUT)


@pytest.mark.parametrize("place", [100, 5_000, 60_000, -10])
def test_a_backup_with_one_bit_changed_is_not_restored(sqlite_database: Database, tmp_path: Path, place: int) -> None:
    with_citizens(sqlite_database, 50)
    made = backup.make(sqlite_database, tmp_path / "backups", ABOUT)
    file = tmp_path / "backups" / made.name
    content = bytearray(file.read_bytes())
    content[place] ^= 4
    file.write_bytes(content)
    with pytest.raises(Refused, match="backup-changed"):
        backup.restore(file, f"sqlite:///{tmp_path / 'restored.sqlite'}")
    assert not (tmp_path / "restored.sqlite").exists()


def test_a_torn_file_without_a_slip_is_not_restored(sqlite_database: Database, tmp_path: Path) -> None:
    made = backup.make(sqlite_database, tmp_path, ABOUT)
    content = bytearray((tmp_path / made.name).read_bytes())
    content[4096 * 30 : 4096 * 32] = b"\xff" * 8192
    (tmp_path / "found.sqlite").write_bytes(content)
    for name in ("found.sqlite", made.name + backup.SLIP):
        with pytest.raises(Refused, match=r"backup-not-whole|database-damaged"):
            backup.restore(tmp_path / name, f"sqlite:///{tmp_path / 'restored.sqlite'}")


def test_nothing_is_restored_over_what_is_there(database: Database, database_url: str, tmp_path: Path) -> None:
    made = backup.make(database, tmp_path / "backups", ABOUT)
    with pytest.raises(Refused, match="restore-place-taken"):
        backup.restore(tmp_path / "backups" / made.name, database_url)


def test_without_pg_dump_it_is_said_plainly(
    postgresql_database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(pg_tools, "INSTALLED", tmp_path)
    assert not pg_tools.is_here()
    with pytest.raises(Refused, match="pg-dump-missing"):
        backup.make(postgresql_database, tmp_path / "backups", ABOUT)


def test_old_backups_go_and_those_of_another_office_stay(sqlite_database: Database, tmp_path: Path) -> None:
    other = backup.make(sqlite_database, tmp_path, About("another-office", NOON - timedelta(days=900), "0.1.0"))
    for days in range(3):
        for hour in (1, 2):
            backup.make(sqlite_database, tmp_path, About(ABOUT.office, NOON + timedelta(days=days, hours=hour), "0"))
    gone = backup.clear_old(tmp_path, ABOUT.office)
    assert len(gone) == 3
    stay = backup.slips(tmp_path, ABOUT.office)
    assert [one.at.hour for one in stay] == [14, 14, 14]
    assert backup.slips(tmp_path, "another-office") == (other,)
    assert not any((tmp_path / name).exists() for name in gone)


@given(st.sets(st.integers(0, 800), min_size=1))
def test_what_is_kept_is_the_newest_of_the_last_days_weeks_and_months(days: set[int]) -> None:
    moments = {NOON - timedelta(days=day) for day in days}
    stay = kept(moments)
    assert max(moments) in stay
    assert stay <= moments
    assert len(stay) <= DAILY + WEEKLY + MONTHLY
    assert stay >= set(sorted(moments, reverse=True)[:DAILY])
    assert len({one.strftime("%Y-%m") for one in stay}) >= min(MONTHLY, len({m.strftime("%Y-%m") for m in moments}))
