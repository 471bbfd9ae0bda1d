"""A machine before its first office: what is made is made whole or not at all, and nothing real is touched."""

import errno
import signal
import subprocess
import sys
import textwrap
from collections.abc import Callable
from contextlib import closing
from hashlib import sha256
from pathlib import Path

import pytest

from oss_desk import bootstrap
from oss_desk.domain.messages import Refused
from oss_desk.domain.office import Office
from oss_desk.operations.office.plan import DeskGiven, OfficeGiven, OfficialGiven, Plan, ServiceGiven
from oss_desk.settings import Settings, SettingsError, read_settings, set_aside, usual_settings
from oss_desk.storage import rows, sqlite
from oss_desk.storage.database import open_database
from oss_desk.storage.looking import refuse_folder
from tests.databases import NewDatabase
from tests.postgres import FreshDatabase
from tests.storage.older import office_of

PLAN = Plan(
    OfficeGiven(name="Town hall", currency="EUR", zone="Europe/Tallinn", country="EE"),
    (DeskGiven("A"),),
    (OfficialGiven("anna", "Anna Tamm", ("administrator", "supervisor"), "long enough"),),
    (ServiceGiven("passport"),),
)
DYING = textwrap.dedent(
    """
    import os, signal, sys
    from itertools import count
    from oss_desk import bootstrap
    from oss_desk.storage import rows
    from oss_desk.storage.database import Work
    from tests.test_first_start import PLAN

    points, last = count(1), int(sys.argv[2])

    def dying(done):
        def run(*args, **values):
            if next(points) == last:
                os.kill(os.getpid(), signal.SIGKILL)
            return done(*args, **values)
        return run

    rows.add, Work.commit = dying(rows.add), dying(Work.commit)
    bootstrap.make_office(sys.argv[1], PLAN)
    print(next(points))
    """
)


def settings(folder: Path) -> Settings:
    """A machine of its own."""
    return usual_settings({"OSS_DESK_DATA": str(folder), "OSS_DESK_SETTINGS": str(folder / "settings.toml")})


def office_at(url: str) -> Office | None:
    """The office in a database, if one is there."""
    with closing(open_database(url, read_only=True)) as database, database.reading() as work:
        return rows.find(work, Office, id=1)


@pytest.fixture(params=["sqlite", "postgresql"])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """An address at which no office ever was."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path}/data/office.sqlite"
    fresh: FreshDatabase = request.getfixturevalue("fresh_postgres_database")
    return fresh()


def test_an_office_is_made_where_nothing_was(place: str) -> None:
    assert not bootstrap.seen_at(place).office
    bootstrap.make_office(place, PLAN)
    seen = bootstrap.seen_at(place)
    assert (seen.office, seen.sample) == ("Town hall", False)
    with pytest.raises(Refused, match="office-there-already"):
        bootstrap.make_office(place, PLAN)


def test_whoever_is_killed_while_making_an_office_leaves_it_whole_or_none(place: str) -> None:
    for point in (1, 3, 40, 100_000):
        words = [sys.executable, "-c", DYING, place, str(point)]
        done = subprocess.run(words, cwd=Path(__file__).parent.parent, capture_output=True, text=True, check=False)
        if point < 100_000:
            assert done.returncode == -signal.SIGKILL, done.stderr
            assert not bootstrap.seen_at(place).office
        else:
            assert done.returncode == 0, done.stderr
            assert int(done.stdout) > 40
    made = office_at(place)
    assert made is not None
    assert made.name == "Town hall"


def test_a_plan_that_cannot_be_made_makes_no_file(tmp_path: Path) -> None:
    wrong = Plan(PLAN.office, (), PLAN.officials)
    with pytest.raises(Refused, match="desk-needed"):
        bootstrap.make_office(f"sqlite:///{tmp_path}/data/office.sqlite", wrong)
    assert list(tmp_path.iterdir()) == []


def test_a_database_without_an_office_is_no_office_yet(new_sqlite: NewDatabase, tmp_path: Path) -> None:
    for url in (new_sqlite(), f"sqlite:///{tmp_path}/none.sqlite"):
        with pytest.raises(Refused, match="no-office-yet"):
            bootstrap.open_office(settings(tmp_path), url)


def test_a_real_office_is_never_touched_as_a_sample(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/office.sqlite"
    bootstrap.make_office(url, PLAN)
    with closing(open_database(url)) as database, database.writing() as work:
        work.connection.exec_driver_sql("UPDATE alembic_version SET version_num = '0003'")
        work.connection.exec_driver_sql("ALTER TABLE office DROP COLUMN worked_holidays")
        work.commit()
    before = sha256((tmp_path / "office.sqlite").read_bytes()).digest()
    with pytest.raises(Refused, match="not-a-sample"):
        bootstrap.open_sample(settings(tmp_path), database=url)
    assert sha256((tmp_path / "office.sqlite").read_bytes()).digest() == before
    assert not list(tmp_path.glob("*-at-*"))


def test_an_office_of_an_earlier_program_is_brought_up_and_keeps_all_holidays(tmp_path: Path) -> None:
    life, url = f"sqlite:///{tmp_path}/life.sqlite", f"sqlite:///{tmp_path}/office.sqlite"
    bootstrap.make_office(life, PLAN)
    office_of(url, "0003", life)
    bootstrap.open_office(settings(tmp_path), url).database.close()
    made = office_at(url)
    assert made is not None
    assert made.worked_holidays == ()


def a_file_as_folder(folder: Path) -> None:
    (folder / "data").write_text("not a folder")


def some_other_file(folder: Path) -> None:
    (folder / "data").mkdir()
    (folder / "data" / "office.sqlite").write_text("a letter to the mayor, long enough to be looked at")


@pytest.mark.parametrize(
    ("make", "code"), [(a_file_as_folder, "folder-read-only"), (some_other_file, "not-a-database")]
)
def test_a_place_where_no_office_can_be_is_refused_in_words(
    tmp_path: Path, make: Callable[[Path], None], code: str
) -> None:
    make(tmp_path)
    with pytest.raises(Refused, match=code):
        bootstrap.make_office(f"sqlite:///{tmp_path}/data/office.sqlite", PLAN)


@pytest.mark.parametrize("system", ["nfs4", "cifs", "smb3", "fuse.sshfs"])
def test_no_office_is_made_on_a_network_drive(tmp_path: Path, system: str, monkeypatch: pytest.MonkeyPatch) -> None:
    mounts = tmp_path / "mounts"
    mounts.write_text(f"/dev/a / ext4 rw 0 0\nserver:/share {tmp_path} {system} rw 0 0\n")
    monkeypatch.setattr(sqlite, "MOUNTS", mounts)
    with pytest.raises(Refused, match="network-folder") as refused:
        bootstrap.make_office(f"sqlite:///{tmp_path}/data/office.sqlite", PLAN)
    assert refused.value.message.values["system"] == system
    assert not (tmp_path / "data").exists()


def test_a_full_disk_is_called_so(tmp_path: Path) -> None:
    told = refuse_folder(OSError(errno.ENOSPC, "No space left on device"), tmp_path)
    assert isinstance(told, Refused)
    assert told.message.code == "disk-full"


def test_settings_that_cannot_be_read_are_set_aside_without_losing_them(tmp_path: Path) -> None:
    file = tmp_path / "settings.toml"
    for number in (1, 2):
        file.write_text(f"theme = {number}")
        environment = {"OSS_DESK_SETTINGS": str(file), "OSS_DESK_DATA": str(tmp_path)}
        with pytest.raises(SettingsError):
            read_settings(environment)
        assert usual_settings(environment).database == f"sqlite:///{tmp_path}/office.sqlite"
        assert set_aside(file).read_text() == f"theme = {number}"
    assert len(list(tmp_path.glob("settings-set-aside*.toml"))) == 2
