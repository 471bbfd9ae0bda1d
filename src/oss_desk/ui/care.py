"""The office looked after on the long lane while nobody asks: what is due is done, and a red light is found."""

import logging
from pathlib import Path

from oss_desk.domain.care import Light
from oss_desk.domain.messages import Refused
from oss_desk.operations.care.health import worst_light
from oss_desk.operations.care.places import Places
from oss_desk.operations.care.timetable import look_after
from oss_desk.operations.program import Program
from oss_desk.settings import Settings
from oss_desk.ui.printers import system_printers

log = logging.getLogger(__name__)


def places_of(settings: Settings, program: Program) -> Places:
    """The folders of this machine and the printers it misses; asks the system, so call it off the window's thread."""
    named = {printer.name for printer in settings.printers.values() if printer.name}
    missing = sorted(named - {printer.name for printer in system_printers()}) if named else []
    in_file = program.database.dialect == "sqlite"
    data = Path(program.database.place).parent if in_file else settings.data
    return Places(data, settings.backups, tuple(missing))


def looked_after(program: Program, settings: Settings) -> Light | None:
    """Do what is due; the first red light then, or None. What is in the way of a backup turns its light by itself."""
    places = places_of(settings, program)
    if not program.database.read_only:
        try:
            look_after(program, places, settings.backup_every, settings.archive_every)
        except Refused as refused:
            log.info("What was due could not be done: %s", refused.message.code)
    return worst_light(program, places=places)
