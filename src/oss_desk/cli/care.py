"""The commands that look after an office: backup, rehearsal, restore, archive and health; a timetable may run them."""

import argparse
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from oss_desk.cli.terminal import DONE, FOUND, sentence, signed_in
from oss_desk.settings import Settings

if TYPE_CHECKING:
    from oss_desk.domain.care import Light
    from oss_desk.operations.care.places import Places
    from oss_desk.operations.program import Program

WORDS = {"ok": "ok   ", "watch": "WATCH", "stop": "STOP "}
NOT_RECORDED = "The office is open in a window, so its history does not know of this yet."


def backup(asked: argparse.Namespace, settings: Settings) -> int:
    """Make a verified backup."""
    from oss_desk.operations.care.backups import make_backup

    with _office(asked, settings) as program:
        made = make_backup(program, _folder(asked, settings))
        rows = sum(made.facts.counts.values())
        print(f"{_folder(asked, settings) / made.name}: {rows} rows, {made.size} bytes, verified.")
        _tell_not_recorded(program)
    return DONE


def rehearse(asked: argparse.Namespace, settings: Settings) -> int:
    """Restore the newest backup into scratch and compare."""
    from oss_desk.operations.care.backups import rehearse as tried

    with _office(asked, settings) as program:
        done = tried(program, _folder(asked, settings))
        print(f"{done.backup.name} can be restored: {done.rows} rows and {done.sums} sums are as recorded.")
        _tell_not_recorded(program)
    return DONE


def archive(asked: argparse.Namespace, settings: Settings) -> int:
    """Write the signed archive."""
    from oss_desk.operations.care.archives import make_archive

    with _office(asked, settings) as program:
        made = make_archive(program, _folder(asked, settings), settings.data, with_texts=asked.texts)
        print(f"{_folder(asked, settings) / made.name}: {sum(made.counts.values())} rows.")
        print(f"Signed by the key {made.public_key}.")
        _tell_not_recorded(program)
    return DONE


def restore(asked: argparse.Namespace, settings: Settings) -> int:
    """Restore a backup into a place where nothing is yet."""
    from oss_desk import bootstrap

    url = asked.database or settings.database
    told = bootstrap.restore_office(settings, asked.file, url)
    print(f"{asked.file.name} is restored into {told.place}: {told.rows} rows.")
    print("A new epoch of its history has begun; the next Z report says so.")
    return DONE


def health(asked: argparse.Namespace, settings: Settings) -> int:
    """Tell every light; found when one is red."""
    from oss_desk.operations.care.health import sheet
    from oss_desk.operations.program import Look

    with _office(asked, settings, read_only=True) as program, program.database.reading() as work:
        told = sheet(Look(program, work, program.clock()), _places(asked, settings))
    for light in told.lights:
        print(_line(light))
    for key in told.public_keys:
        print(f"      Archives are signed by the key {key}.")
    return FOUND if told.state == "stop" else DONE


def _line(light: "Light") -> str:
    told = f"{WORDS[light.state]} {sentence(light.told)}"
    return f"{told} {sentence(light.do)}" if light.do is not None else told


@contextmanager
def _office(asked: argparse.Namespace, settings: Settings, *, read_only: bool = False) -> "Iterator[Program]":
    """The office, with somebody at its desk where `--as` names her; only to be read while a window has it open."""
    from oss_desk import bootstrap

    if getattr(asked, "login", None):
        with signed_in(asked, settings) as program:
            yield program
        return
    program = bootstrap.look_at_office(settings, asked.database, read_only=read_only)
    with closing(program.database):
        yield program


def _tell_not_recorded(program: "Program") -> None:
    if program.database.read_only:
        print(NOT_RECORDED, file=sys.stderr)


def _folder(asked: argparse.Namespace, settings: Settings) -> Path:
    return Path(asked.into).absolute() if asked.into else settings.backups


def _places(asked: argparse.Namespace, settings: Settings) -> "Places":
    from oss_desk.operations.care.places import Places

    url = asked.database or settings.database
    data = Path(url.removeprefix("sqlite:///")).parent if url.startswith("sqlite:") else settings.data
    return Places(data, settings.backups, _printers_missing(settings))


def _printers_missing(settings: Settings) -> tuple[str, ...] | None:
    """The printers of the settings that the system's list does not name; None where there is no such list."""
    lister = shutil.which("lpstat")
    named = {printer.name for printer in settings.printers.values() if printer.name}
    if lister is None:
        return None if named else ()
    known = subprocess.run([lister, "-e"], capture_output=True, text=True, check=False, timeout=10).stdout.split()
    return tuple(sorted(named - set(known)))
