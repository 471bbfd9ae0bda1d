"""Looking after an office: backups and archives recorded, rehearsed and signed; each fault turns its light."""

import json
import os
import shutil
import zipfile
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import text

from oss_desk import bootstrap, paths
from oss_desk.domain.care import Light
from oss_desk.domain.chain import Chain
from oss_desk.domain.history import Event
from oss_desk.domain.messages import Message, Refused
from oss_desk.operations.care import archives, backups, health, places, timetable, witnesses
from oss_desk.operations.care.history_checked import light_of_history, light_on_record
from oss_desk.operations.care.places import Places
from oss_desk.operations.care.signing import FILE, SigningKey
from oss_desk.operations.history import integrity
from oss_desk.operations.history.verifying import verify
from oss_desk.operations.messages import EVERY_TEXT
from oss_desk.operations.money import cashing_up
from oss_desk.operations.money.shifts import Counted
from oss_desk.operations.office.approvals import Second
from oss_desk.operations.program import Look, Program
from oss_desk.settings import Settings
from oss_desk.storage import backup as files
from oss_desk.storage import care, guards, pg_tools, rows, sqlite
from oss_desk.storage.database import open_database
from tests.operations.casework import copy_case
from tests.operations.conftest import COPY, Clock, Shop

pytestmark = pytest.mark.usefixtures("with_pg_dump")


@pytest.fixture
def here(tmp_path: Path) -> Places:
    """The folders of this machine; its printers are all there."""
    return Places(tmp_path, tmp_path / "backups", ())


def kinds(shop: Shop) -> list[str]:
    """What was recorded about looking after the office."""
    with shop.database.reading() as work:
        told = [event for event in rows.every(work, Event) if event.subject_kind == "office"]
    return [event.kind for event in told]


def light(shop: Shop, where: Places, identity: str) -> Light:
    """One light of the office's health; the whole history is looked through only for its own."""
    program, of_history = shop.at("sue"), light_of_history if identity == "history" else light_on_record
    with shop.database.reading() as work:
        look = Look(program, work, program.clock())
        return next(one for one in health.lights(look, where, of_history) if one.id == identity)


def test_a_backup_is_recorded_with_what_it_holds(shop: Shop, here: Places) -> None:
    made = backups.make_backup(shop.at("sue"), here.backups)
    with shop.database.reading() as work:
        told = rows.every(work, Event, kind=backups.MADE)
    assert len(told) == 1
    assert json.loads(told[0].payload) == {
        "name": made.name,
        "kind": made.kind,
        "sha256": made.sha256,
        "size": made.size,
        "rows": sum(made.facts.counts.values()),
        "sums": dict(made.facts.sums),
        "history": "",
    }
    assert backups.backups(shop.at("sue"), here.backups) == (made,)


def test_a_rehearsal_restores_the_newest_backup_compares_and_is_recorded(shop: Shop, here: Places) -> None:
    with pytest.raises(Refused, match="no-backup-yet"):
        backups.rehearse(shop.at("sue"), here.backups)
    made = backups.make_backup(shop.at("sue"), here.backups)
    done = backups.rehearse(shop.at("sue"), here.backups)
    assert done == backups.Rehearsed(made, sum(made.facts.counts.values()), len(made.facts.sums))
    assert kinds(shop)[-2:] == [backups.MADE, backups.REHEARSED]
    assert {one.name for one in here.backups.iterdir()} == {made.name, made.name + files.SLIP}


def test_a_rehearsal_of_a_backup_that_holds_something_else_says_what_and_is_recorded(shop: Shop, here: Places) -> None:
    made = backups.make_backup(shop.at("sue"), here.backups)
    facts = replace(made.facts, sums={**made.facts.sums, "payment.amount": 7})
    files.lay_slip(here.backups, replace(made, facts=facts))
    with pytest.raises(Refused, match="rehearsal-differs") as refused:
        backups.rehearse(shop.at("sue"), here.backups)
    assert refused.value.message.values["what"] == "sums.payment.amount"
    assert kinds(shop)[-1] == backups.FAILED
    assert light(shop, here, "rehearsal").state == "stop"


def test_a_rehearsal_of_a_changed_file_is_refused(shop: Shop, here: Places) -> None:
    made = backups.make_backup(shop.at("sue"), here.backups)
    with (here.backups / made.name).open("ab") as file:
        file.write(b"x")
    with pytest.raises(Refused, match="backup-changed"):
        backups.rehearse(shop.at("sue"), here.backups)


@pytest.mark.parametrize("login", ["ada", "aude"])
def test_only_administrators_and_supervisors_look_after_an_office(shop: Shop, here: Places, login: str) -> None:
    ways: tuple[Callable[[Program], object], ...] = (
        lambda program: backups.make_backup(program, here.backups),
        lambda program: backups.backups(program, here.backups),
        lambda program: backups.rehearse(program, here.backups),
        lambda program: archives.make_archive(program, here.backups, here.data),
    )
    for way in ways:
        with pytest.raises(Refused, match="not-allowed"):
            way(shop.at(login))
    assert not here.backups.exists()


def test_an_archive_is_recorded_with_its_key_which_stays_the_machines_own(shop: Shop, here: Places) -> None:
    one = archives.make_archive(shop.at("sue"), here.backups, here.data)
    shop.clock.forward(minutes=1)
    other = archives.make_archive(shop.at("sue"), here.backups, here.data)
    assert one.public_key == other.public_key
    assert kinds(shop)[-3:] == [archives.KEY, archives.MADE, archives.MADE]
    assert (here.data / FILE).stat().st_mode & 0o777 == 0o600
    with zipfile.ZipFile(here.backups / other.name) as written:
        manifest = json.loads(written.read("manifest.json"))
        events = [json.loads(line) for line in written.read("tables/event.jsonl").splitlines()]
    assert manifest["tables"]["event"]["rows"] == len(events)
    assert events[-1]["kind"] == archives.MADE
    assert health.health(shop.at("sue"), places=here).public_keys == (one.public_key,)


def break_history(shop: Shop) -> None:
    """Somebody takes the guard down, changes what happened, and puts it up again."""
    on = "" if shop.database.dialect == "sqlite" else " ON event"
    with shop.database.writing() as work:
        work.connection.execute(text(f"DROP TRIGGER guard_event_update{on}"))
        work.connection.execute(text("UPDATE event SET kind = 'nothing' WHERE id = 2"))
        guards.put_up(work.connection)
        work.connection.commit()


def test_history_that_does_not_hold_turns_its_light_and_is_still_backed_up(shop: Shop, here: Places) -> None:
    assert light(shop, here, "history").state == "ok"
    break_history(shop)
    told = light(shop, here, "history")
    assert (told.state, told.told.code) == ("stop", "history-event-changed")
    made = backups.make_backup(shop.at("sue"), here.backups)
    assert made.history.startswith("changed:event:")
    assert backups.rehearse(shop.at("sue"), here.backups).backup == made


def test_names_are_in_an_archive_only_where_texts_are_asked_for(shop: Shop, here: Places) -> None:
    copy_case(shop, shop.service(COPY))
    without = archives.make_archive(shop.at("sue"), here.backups, here.data)
    shop.clock.forward(minutes=1)
    with_them = archives.make_archive(shop.at("sue"), here.backups, here.data, with_texts=True)

    def whole(name: str) -> str:
        with zipfile.ZipFile(here.backups / name) as written:
            return "".join(written.read(file).decode() for file in written.namelist())

    assert "Kvelidze" not in whole(without.name)
    assert "Kvelidze" in whole(with_them.name)


def test_a_key_that_others_can_read_signs_nothing(tmp_path: Path) -> None:
    SigningKey(tmp_path)
    (tmp_path / FILE).chmod(0o644)
    with pytest.raises(Refused, match="archive-key-open"):
        SigningKey(tmp_path)
    (tmp_path / FILE).chmod(0o600)
    (tmp_path / FILE).write_text("no key")
    with pytest.raises(Refused, match="archive-key-unreadable"):
        SigningKey(tmp_path)


def test_what_is_due_is_done_whoever_sits_there_and_only_once(shop: Shop, here: Places) -> None:
    assert len(timetable.look_after(shop.at("ada"), here, "day", "month")) == 2
    assert timetable.look_after(shop.at("ada"), here, "day", "month") == ()
    shop.clock.forward(days=1)
    assert [name[:7] for name in timetable.look_after(shop.at("ada"), here, "day", "month")] == ["office-"]
    shop.clock.forward(days=31)
    assert timetable.look_after(shop.at("ada"), here, "never", "never") == ()
    assert len(timetable.look_after(shop.at("ada"), here, "week", "week")) == 2


def test_after_a_close_the_day_is_backed_up_once_more(shop: Shop, here: Places) -> None:
    assert timetable.backup_due(shop.at("ada"), here, "day")
    backups.make_backup(shop.at("sue"), here.backups)
    shop.clock.forward(hours=3)
    assert not timetable.backup_due(shop.at("ada"), here, "day")
    shop.do(cashing_up.count_till, counted=Counted(0))
    shop.do(cashing_up.close_shift)
    assert timetable.backup_due(shop.at("cass"), here, "day")
    assert not timetable.backup_due(shop.at("cass"), here, "week")
    backups.make_backup(shop.at("sue"), here.backups)
    assert not timetable.backup_due(shop.at("cass"), here, "day")


def test_an_old_copy_put_back_is_found_by_the_slips_of_its_backups(
    shop_file: Path, here: Places, tmp_path: Path
) -> None:
    file = Path(shutil.copy(shop_file, tmp_path / "office.sqlite"))
    with closing(open_database(f"sqlite:///{file}")) as database:
        shop = Shop(database, Clock())
        copy_case(shop, shop.service(COPY))
    old = shutil.copy(file, tmp_path / "old.sqlite")
    with closing(open_database(f"sqlite:///{file}")) as database:
        shop = Shop(database, Clock())
        shop.citizen()
        backups.make_backup(shop.at("sue"), here.backups)
        assert timetable.look_after(shop.at("ada"), here, "day", "never") == ()
        assert light(shop, here, "history").state == "ok"
    shutil.copy(old, file)
    with closing(open_database(f"sqlite:///{file}")) as database:
        shop = Shop(database, Clock())
        timetable.look_after(shop.at("ada"), here, "never", "never")
        with database.reading() as work:
            look = Look(shop.at("sue"), work, shop.clock())
            told = verify(look, witnesses.heads(look, here.backups))
        assert (told.breaks[0].harm, told.breaks[0].of) == ("cut-off", "head")
        with database.reading() as work:
            assert integrity.on_record(Look(shop.at("sue"), work, shop.clock())) is not None
        shop.do(integrity.begin_epoch, by="sue", reason="The disk was swapped", second=Second("sam"))
        timetable.look_after(shop.at("ada"), here, "never", "never")
        with database.reading() as work:
            look = Look(shop.at("sue"), work, shop.clock())
            assert integrity.on_record(look) is None


def test_without_pg_dump_the_archive_is_made_all_the_same_and_the_backup_says_what_it_needs(
    shop: Shop, here: Places, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pg_tools, "found", lambda program: None)
    if shop.database.dialect == "sqlite":
        assert len(timetable.look_after(shop.at("ada"), here, "day", "month")) == 2
        return
    with pytest.raises(Refused, match="pg-dump-missing"):
        timetable.look_after(shop.at("ada"), here, "day", "month")
    assert [file.suffix for file in here.backups.iterdir()] == [".zip"]
    assert kinds(shop)[-1] == archives.MADE
    assert light(shop, here, "archive").state == "ok"
    told = light(shop, here, "backup")
    assert (told.state, told.do) == ("watch", Message("health-backup-needs"))


def test_an_office_in_order_has_no_red_light(shop: Shop, here: Places) -> None:
    backups.make_backup(shop.at("sue"), here.backups)
    backups.rehearse(shop.at("sue"), here.backups)
    archives.make_archive(shop.at("sue"), here.backups, here.data)
    told = health.health(shop.at("sue"), places=here)
    assert {one.id for one in told.lights if one.state == "stop"} <= ON_TESTS[shop.database.dialect]
    assert len({one.id for one in told.lights}) == len(told.lights) >= 12


ON_TESTS = {"sqlite": frozenset[str](), "postgresql": frozenset({"settings", "clock"})}
"""The server of the tests keeps nothing on disk on purpose, and its clock is not the one that tests move."""


@pytest.mark.parametrize(
    ("name", "wrong"), [("synchronous", 1), ("foreign_keys", 0), ("recursive_triggers", 0), ("trusted_schema", 1)]
)
def test_a_setting_that_does_not_hold_turns_its_light(
    shop: Shop, here: Places, monkeypatch: pytest.MonkeyPatch, name: str, wrong: int
) -> None:
    if shop.database.dialect == "sqlite":
        monkeypatch.setattr(sqlite, "SETTINGS", {**sqlite.SETTINGS, name: ("x", wrong)})
    told = light(shop, here, "settings")
    assert told.state == "stop"
    assert name in str(told.told.values) or "fsync" in str(told.told.values)


def test_an_engine_that_is_too_old_turns_its_light(shop: Shop, here: Places, monkeypatch: pytest.MonkeyPatch) -> None:
    assert light(shop, here, "engine").state == "ok"
    monkeypatch.setattr(sqlite, "OLDEST", (99,))
    monkeypatch.setattr(care, "OLDEST_SERVER", 99)
    assert light(shop, here, "engine").state == "stop"


def test_a_guard_that_somebody_took_down_turns_its_light(shop: Shop, here: Places) -> None:
    assert light(shop, here, "guards").state == "ok"
    on = "" if shop.database.dialect == "sqlite" else " ON payment"
    with shop.database.writing() as work:
        work.connection.execute(text(f"DROP TRIGGER guard_payment_update{on}"))
        work.commit()
    told = light(shop, here, "guards")
    assert (told.state, told.told.values) == ("stop", {"guards": "guard_payment_update"})


def test_backups_that_grow_old_turn_their_light(shop: Shop, here: Places, monkeypatch: pytest.MonkeyPatch) -> None:
    assert light(shop, here, "backup").told.code == "health-backup-none"
    assert light(shop, here, "backup").state == "watch"
    shop.clock.forward(days=8)
    assert light(shop, here, "backup").state == "stop"
    backups.make_backup(shop.at("sue"), here.backups)
    assert light(shop, here, "backup").state == ("watch" if shop.database.dialect == "sqlite" else "ok")
    monkeypatch.setattr(health, "on_one_device", lambda one, other: False)
    assert light(shop, here, "backup").state == "ok"
    shop.clock.forward(days=3)
    assert light(shop, here, "backup").state == "watch"
    shop.clock.forward(days=5)
    assert light(shop, here, "backup").state == "stop"


def test_two_folders_of_one_disk_are_known_as_such(tmp_path: Path) -> None:
    assert places.on_one_device(tmp_path, tmp_path / "not" / "there" / "yet")
    assert not places.on_one_device(tmp_path, Path("/proc"))


def test_a_rehearsal_that_grows_old_turns_its_light(shop: Shop, here: Places) -> None:
    assert light(shop, here, "rehearsal").state == "watch"
    shop.clock.forward(days=93)
    assert light(shop, here, "rehearsal").state == "stop"
    backups.make_backup(shop.at("sue"), here.backups)
    backups.rehearse(shop.at("sue"), here.backups)
    assert light(shop, here, "rehearsal").state == "ok"
    shop.clock.forward(days=32)
    assert light(shop, here, "rehearsal").state == "watch"
    shop.clock.forward(days=80)
    assert light(shop, here, "rehearsal").state == "stop"


def test_an_archive_that_grows_old_turns_its_light(shop: Shop, here: Places) -> None:
    assert light(shop, here, "archive").state == "watch"
    archives.make_archive(shop.at("sue"), here.backups, here.data)
    assert light(shop, here, "archive").state == "ok"
    shop.clock.forward(days=40)
    assert light(shop, here, "archive").state == "watch"


def test_a_clock_that_went_back_turns_its_light_and_is_written_down_once_an_hour(shop: Shop, here: Places) -> None:
    archives.make_archive(shop.at("sue"), here.backups, here.data)
    shop.clock.forward(minutes=-3)
    assert light(shop, here, "clock").state == "stop"
    assert timetable.note_clock(shop.at("sue")) != 0
    timetable.note_clock(shop.at("sue"))
    assert kinds(shop).count(timetable.CLOCK_OFF) == 1


def test_a_clock_more_than_two_minutes_from_the_servers_turns_its_light(shop: Shop, here: Places) -> None:
    with shop.database.reading() as work:
        server = care.server_clock(work)
    if server is None:
        shop.clock.forward(minutes=-1)
        assert light(shop, here, "clock").state == "ok"
        return
    shop.clock.now = server
    assert light(shop, here, "clock").state == "ok"
    for minutes in (3, -6):
        shop.clock.forward(minutes=minutes)
        told = light(shop, here, "clock")
        assert (told.state, told.told.code) == ("stop", "health-clock-off")


@pytest.mark.parametrize(("free", "state"), [(5 << 30, "ok"), (1 << 30, "watch"), (1 << 20, "stop")])
def test_a_disk_that_fills_up_turns_its_light(
    shop: Shop, here: Places, monkeypatch: pytest.MonkeyPatch, free: int, state: str
) -> None:
    usage = shutil.disk_usage(here.data)
    monkeypatch.setattr(shutil, "disk_usage", lambda folder: usage._replace(free=free))
    assert light(shop, here, "room").state == state
    assert light(shop, here, "room-backups").state == state


def test_a_printer_that_is_gone_turns_its_light(shop: Shop, here: Places) -> None:
    assert light(shop, here, "printers").state == "ok"
    told = light(shop, replace(here, printers_missing=("Counter 1",)), "printers")
    assert (told.state, told.told.values) == ("watch", {"printers": "Counter 1"})
    unseen = health.health(shop.at("sue"), places=replace(here, printers_missing=None))
    assert "printers" not in {one.id for one in unseen.lights}


def test_a_program_older_than_the_database_turns_its_light(shop: Shop, here: Places) -> None:
    assert light(shop, here, "program").state == "ok"
    with shop.database.writing() as work:
        work.connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
        work.commit()
    assert light(shop, here, "program").state == "watch"


def test_a_disk_is_encrypted_when_what_it_stands_on_is(tmp_path: Path) -> None:
    device = tmp_path.stat().st_dev
    block = tmp_path / "blocks" / f"{os.major(device)}:{os.minor(device)}"
    below = tmp_path / "dm-0"
    (block / "slaves").mkdir(parents=True)
    assert places.is_encrypted(tmp_path, tmp_path / "nothing") is None
    assert places.is_encrypted(tmp_path, tmp_path / "blocks") is False
    (below / "dm").mkdir(parents=True)
    (below / "dm" / "uuid").write_text("CRYPT-LUKS2-1234-home\n")
    (block / "slaves" / "dm-0").symlink_to(below)
    assert places.is_encrypted(tmp_path, tmp_path / "blocks") is True


def test_a_disk_that_is_not_encrypted_turns_its_light(
    shop: Shop, here: Places, monkeypatch: pytest.MonkeyPatch
) -> None:
    if shop.database.dialect == "postgresql":
        assert light(shop, here, "login").state == "watch"
        assert light(shop, here, "way").state == "ok"
        return
    for found, state in ((True, "ok"), (False, "watch"), (None, "watch")):
        monkeypatch.setattr(health, "is_encrypted", lambda folder, found=found: found)
        assert light(shop, here, "encryption").state == state


def test_an_open_way_to_the_server_turns_its_light(shop: Shop, here: Places, monkeypatch: pytest.MonkeyPatch) -> None:
    if shop.database.dialect == "postgresql":
        monkeypatch.setattr(care, "is_encrypted_on_the_way", lambda work: False)
        assert light(shop, here, "way").state == "stop"


def test_the_first_red_light_is_what_the_head_of_the_window_says(shop: Shop, here: Places) -> None:
    assert shop.database.dialect == "postgresql" or health.worst_light(shop.at("ada"), places=here) is None
    shop.clock.forward(days=100)
    red = health.worst_light(shop.at("ada"), places=here)
    assert red is not None
    assert red.state == "stop"
    assert EVERY_TEXT[red.told.code]


@contextmanager
def new_place(shop: Shop, folder: Path) -> Iterator[str]:
    """The address of a place where nothing is yet."""
    if shop.database.dialect == "sqlite":
        yield f"sqlite:///{folder / 'restored.sqlite'}"
        return
    with pg_tools.scratch(shop.database.address) as address:
        yield address.render_as_string(hide_password=False)


def test_a_restored_office_works_on_in_a_new_epoch(shop: Shop, here: Places, tmp_path: Path) -> None:
    made = backups.make_backup(shop.at("sue"), here.backups)
    with new_place(shop, tmp_path) as url:
        settings = Settings(tmp_path / "settings.toml", tmp_path, tmp_path, url, here.backups)
        told = bootstrap.restore_office(settings, here.backups / made.name, url)
        assert told.rows == sum(made.facts.counts.values())
        with closing(open_database(url)) as database, database.reading() as work:
            assert [event.kind for event in rows.every(work, Event)][-2:] == ["epoch-opened", "restored"]
            assert {chain.epoch for chain in rows.every(work, Chain)} == {1, 2}
            assert verify(Look(shop.at("sue"), work, shop.clock())).whole
        program = Program(open_database(url), Clock(shop.clock.now + timedelta(days=1)), paths.resources(), "A")
        with closing(program.database):
            assert timetable.look_after(program, here, "day", "never") != ()
