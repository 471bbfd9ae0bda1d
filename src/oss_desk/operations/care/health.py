"""Health: one light for each thing an office stands on, each with a sentence and with what to do."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from oss_desk import __version__
from oss_desk.domain.care import (
    ARCHIVE_WATCH,
    BACKUP_STOP,
    BACKUP_WATCH,
    CLOCK_WATCH,
    REHEARSAL_STOP,
    REHEARSAL_WATCH,
    Backup,
    Light,
    State,
    by_age,
    by_room,
    worst,
)
from oss_desk.domain.messages import Message, Value
from oss_desk.operations.care import archives, backups, notes
from oss_desk.operations.care.history_checked import light_of_history, light_on_record
from oss_desk.operations.care.places import Places, free_at, is_encrypted, on_one_device
from oss_desk.operations.program import Look, reading
from oss_desk.storage import backup as files
from oss_desk.storage import care, pg_tools
from oss_desk.storage.fitness import revision_of

MEGABYTE = 1 << 20
Way = Callable[[Look, Places], Light | None]
"""How one light is found."""


@dataclass(frozen=True)
class HealthSheet:
    """All lights, the backups there are, and what else is told beside them."""

    at: datetime
    lights: tuple[Light, ...]
    backups: tuple[Backup, ...]
    public_keys: tuple[str, ...]
    can_back_up: bool

    @property
    def state(self) -> State:
        """The worst of the lights."""
        return worst(self.lights)


@reading("care", lane="long")
def health(look: Look, *, places: Places) -> HealthSheet:
    """How everything stands that the office and this machine stand on."""
    return sheet(look, places)


@reading("anyone", lane="long")
def worst_light(look: Look, *, places: Places) -> Light | None:
    """The first red light, for the head of the window; None while there is none."""
    return next((light for light in lights(look, places, light_on_record) if light.state == "stop"), None)


def sheet(look: Look, places: Places) -> HealthSheet:
    """The same for whoever asks at the command line."""
    keys = dict.fromkeys(archives.known_keys(look.work))
    return HealthSheet(look.now, tuple(lights(look, places)), _backups(look, places), tuple(keys), can_back_up(look))


def can_back_up(look: Look) -> bool:
    """Whether this machine can make a backup: on PostgreSQL it needs that server's own pg_dump."""
    return look.work.dialect == "sqlite" or pg_tools.is_here()


def lights(look: Look, places: Places, of_history: Way = light_of_history) -> Iterator[Light]:
    """Every light, in the order in which they are shown."""
    ways: tuple[Way, ...] = (
        _settings,
        _engine,
        _guards,
        of_history,
        _backup,
        _rehearsal,
        _archive,
        _clock,
        _room,
        _room_for_backups,
        _printers,
        _program,
        _encryption,
        _way,
        _login,
    )
    return (light for way in ways if (light := way(look, places)) is not None)


def _settings(look: Look, _: Places) -> Light:
    off = ", ".join(care.settings_off(look.work))
    if off:
        return Light("settings", "stop", Message("health-settings-off", {"settings": off}), Message("health-ask-it"))
    return Light("settings", "ok", Message("health-settings"))


def _engine(look: Look, _: Places) -> Light:
    version, fit = care.engine(look.work)
    name = "SQLite" if look.work.dialect == "sqlite" else "PostgreSQL"
    told = {"engine": name, "version": version}
    if fit:
        return Light("engine", "ok", Message("health-engine", told))
    return Light("engine", "stop", Message("health-engine-old", told), Message("health-engine-renew"))


def _guards(look: Look, _: Places) -> Light:
    off = care.guards_off(look.work)
    if off:
        return Light("guards", "stop", Message("health-guards-off", {"guards": off}), Message("health-guards-do"))
    return Light("guards", "ok", Message("health-guards"))


def _backups(look: Look, places: Places) -> tuple[Backup, ...]:
    return look.once(_backups_in, places)


def _backups_in(look: Look, places: Places) -> tuple[Backup, ...]:
    return files.slips(places.backups, look.office.public_id)


def _backup(look: Look, places: Places) -> Light:
    found, do = _backups(look, places), Message("health-backup-do" if can_back_up(look) else "health-backup-needs")
    if not found:
        state = by_age(look.office.created_at, look.now, BACKUP_WATCH, BACKUP_STOP)
        return Light("backup", _at_least_watch(state), Message("health-backup-none"), do)
    state = by_age(found[0].at, look.now, BACKUP_WATCH, BACKUP_STOP)
    told: dict[str, Value] = {"at": _moment(look, found[0].at), "days": (look.now - found[0].at).days}
    if state != "ok":
        return Light("backup", state, Message("health-backup-old", told), do)
    if _one_disk(look, places):
        return Light("backup", "watch", Message("health-backup-beside", told), Message("health-backup-elsewhere"))
    return Light("backup", "ok", Message("health-backup", told))


def _at_least_watch(state: State) -> State:
    """What has never been done is nothing to worry about in a new office, and never in order."""
    return "watch" if state == "ok" else state


def _one_disk(look: Look, places: Places) -> bool:
    """Whether the backups lie where the office lies; a server's disk is not known here."""
    return look.work.dialect == "sqlite" and on_one_device(places.data, places.backups)


def _rehearsal(look: Look, _: Places) -> Light:
    last = notes.newest(look.work, backups.REHEARSED, backups.FAILED)
    state = by_age(last.at if last is not None else look.office.created_at, look.now, REHEARSAL_WATCH, REHEARSAL_STOP)
    if last is None:
        none = Message("health-rehearsal-none")
        return Light("rehearsal", _at_least_watch(state), none, Message("health-rehearsal-do"))
    told = {"at": _moment(look, last.at)}
    if last.kind == backups.FAILED:
        return Light("rehearsal", "stop", Message("health-rehearsal-failed", told), Message("health-rehearsal-mend"))
    if state != "ok":
        return Light("rehearsal", state, Message("health-rehearsal-old", told), Message("health-rehearsal-do"))
    return Light("rehearsal", "ok", Message("health-rehearsal", told))


def _archive(look: Look, _: Places) -> Light:
    made = notes.newest(look.work, archives.MADE)
    if made is None:
        return Light("archive", "watch", Message("health-archive-none"), Message("health-archive-do"))
    told = {"at": _moment(look, made.at)}
    if look.now - made.at > ARCHIVE_WATCH:
        return Light("archive", "watch", Message("health-archive-old", told), Message("health-archive-do"))
    return Light("archive", "ok", Message("health-archive", told))


def _clock(look: Look, _: Places) -> Light:
    server, newest = care.server_clock(look.work), care.newest_of_all(look.work)
    told = {"now": _moment(look, look.now)}
    if server is not None and abs(server - look.now) > CLOCK_WATCH:
        seconds = int((look.now - server) / timedelta(seconds=1))
        return Light("clock", "stop", Message("health-clock-off", {**told, "seconds": seconds}), _set_clock())
    if newest is not None and newest.at - look.now > CLOCK_WATCH:
        said = {**told, "newest": _moment(look, newest.at)}
        return Light("clock", "stop", Message("health-clock-back", said), _set_clock())
    return Light("clock", "ok", Message("health-clock", told))


def _set_clock() -> Message:
    return Message("health-clock-do")


def _room(_: Look, places: Places) -> Light | None:
    return _room_at("room", free_at(places.data), "health-room", "health-room-short")


def _room_for_backups(_: Look, places: Places) -> Light | None:
    return _room_at("room-backups", free_at(places.backups), "health-room-backups", "health-room-backups-short")


def _room_at(identity: str, free: int | None, well: str, short: str) -> Light | None:
    if free is None:
        return None
    told, state = {"megabytes": free // MEGABYTE}, by_room(free)
    if state == "ok":
        return Light(identity, state, Message(well, told))
    return Light(identity, state, Message(short, told), Message("health-room-do"))


def _printers(_: Look, places: Places) -> Light | None:
    if places.printers_missing is None:
        return None
    if places.printers_missing:
        told = {"printers": ", ".join(places.printers_missing)}
        return Light("printers", "watch", Message("health-printers-missing", told), Message("health-printers-do"))
    return Light("printers", "ok", Message("health-printers"))


def _program(look: Look, _: Places) -> Light:
    told = {"version": __version__, "revision": revision_of(look.work.connection) or "?"}
    if care.is_ahead(look.work):
        return Light("program", "watch", Message("health-program-older", told), Message("health-program-do"))
    return Light("program", "ok", Message("health-program", told))


def _encryption(look: Look, places: Places) -> Light | None:
    if look.work.dialect != "sqlite":
        return None
    found = is_encrypted(places.data)
    if found is None:
        return Light("encryption", "watch", Message("health-disk-unknown"), Message("health-disk-do"))
    if not found:
        return Light("encryption", "watch", Message("health-disk-open"), Message("health-disk-do"))
    return Light("encryption", "ok", Message("health-disk"))


def _way(look: Look, _: Places) -> Light | None:
    if look.work.dialect == "sqlite":
        return None
    if care.is_encrypted_on_the_way(look.work) is False:
        return Light("way", "stop", Message("health-way-open"), Message("health-way-do"))
    return Light("way", "ok", Message("health-way"))


def _login(look: Look, _: Places) -> Light | None:
    if look.work.dialect == "sqlite":
        return None
    if care.is_mighty(look.work):
        return Light("login", "watch", Message("health-login-mighty"), Message("health-login-do"))
    if not look.work.own_logins:
        return Light("login", "watch", Message("health-login-shared"), Message("health-login-do"))
    return Light("login", "ok", Message("health-login"))


def _moment(look: Look, moment: datetime) -> str:
    return moment.astimezone(ZoneInfo(look.office.zone)).strftime("%Y-%m-%d %H:%M")
