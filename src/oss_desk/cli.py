"""The commands of `oss-desk`: without one the window opens; the window is imported only where one opens."""

import argparse
import getpass
import json
import os
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import replace
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import uuid4

from oss_desk import __version__, paths
from oss_desk.settings import THEMES, Settings, SettingsError, read_settings, save_settings, set_aside, usual_settings

if TYPE_CHECKING:
    from oss_desk.bootstrap import MonthStands
    from oss_desk.domain.messages import Message
    from oss_desk.operations.office.plan import Plan
    from oss_desk.operations.program import Program
    from oss_desk.ui.welcome.ways import Ways
    from oss_desk.ui.window import SampleMonth
    from oss_desk.workflows.difference import Difference
    from oss_desk.workflows.registers import Registers

DONE, REFUSED, USAGE, FOUND = 0, 1, 2, 3
SIGNS = {"more": "+", "less": "-", "other": "~"}

ENDS = """exit codes:
  0  done
  1  refused: a sentence on the error output says why; nothing was changed
  2  the words of the command are off
  3  `services check` found mistakes, or `tour` something that could not be done
"""

NO_SCREEN = (
    "There is no screen here, so no window opened. Nothing was changed. "
    "`oss-desk tour --out tour` leaves pictures of the window."
)

Verb = Callable[[argparse.Namespace, Settings], int]


def main(words: Sequence[str] | None = None) -> int:
    """Run one command. What an official may be told is one sentence on the error output; a bug is a traceback."""
    from oss_desk.domain.messages import Refused

    asked = _reader().parse_args(words)
    verb: Verb = asked.verb
    try:
        return verb(asked, _settings_for(verb))
    except SettingsError as error:
        print(error, file=sys.stderr)
    except Refused as refused:
        print("\n".join(map(_sentence, refused.messages)), file=sys.stderr)
    except KeyboardInterrupt:
        print("Stopped. What was done before is kept.", file=sys.stderr)
    return REFUSED


def _settings_for(verb: Verb) -> Settings:
    """This machine's settings. Where a window opens it says itself what is wrong with their file, with the way out."""
    try:
        return read_settings()
    except SettingsError:
        if verb not in (_window, _demo) or not _has_screen():
            raise
        return usual_settings()


def _reader() -> argparse.ArgumentParser:
    reader = argparse.ArgumentParser(
        prog="oss-desk",
        description="The desk of a government one-stop shop. Without a command the window opens.",
        epilog=ENDS,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    reader.add_argument("--version", action="version", version=f"OSS Desk {__version__}")
    reader.set_defaults(verb=_window)
    commands = reader.add_subparsers(title="commands", metavar="")
    _add(commands, "demo", _demo, "open the sample office, made on first use", _demo_words)
    _add(
        commands,
        "sample",
        _sample,
        "make a sample office with a month of life in it",
        _sample_words,
    )
    _add(commands, "tour", _tour, "drive the window through a visit and leave pictures and papers", _tour_words)
    _add(commands, "init", _init, "make an empty database, and set up the office in it", _init_words)
    _add(commands, "migrate", _migrate, "bring a database up to this program", _database_word)
    _add(commands, "desktop-file", _desktop_file, "put the program among this user's applications", _desktop_words)
    services = commands.add_parser("services", help="check, import and list service definitions")
    kinds = services.add_subparsers(title="commands", metavar="", required=True)
    _add(kinds, "check", _services_check, "tell every mistake in definition files", _check_words)
    _add(kinds, "import", _services_import, "take definition files into the office", _import_words)
    _add(kinds, "diff", _services_diff, "what a definition file changes, in plain words", _diff_words)
    _add(kinds, "list", _services_list, "the services of the office", _as_words)
    _add(kinds, "schema", _services_schema, "the JSON Schema of a definition, for editors", lambda _: None)
    return reader


def _add(
    commands: "argparse._SubParsersAction[argparse.ArgumentParser]",
    name: str,
    verb: Verb,
    tells: str,
    words: Callable[[argparse.ArgumentParser], None],
) -> None:
    reader = commands.add_parser(name, help=tells, description=tells[0].upper() + tells[1:] + ".")
    words(reader)
    reader.set_defaults(verb=verb)


# -- the words of each command ----------------------------------------------------------------------------------


def _database_word(reader: argparse.ArgumentParser) -> None:
    reader.add_argument("--database", metavar="URL", help="instead of the one in the settings")


def _demo_words(reader: argparse.ArgumentParser) -> None:
    _database_word(reader)
    reader.add_argument("--fresh", action="store_true", help="make the sample office anew")


def _sample_words(reader: argparse.ArgumentParser) -> None:
    _database_word(reader)
    reader.add_argument("--days", metavar="N", type=_days, help="open days of life, the last one today; else a month")
    reader.add_argument("--fresh", action="store_true", help="make it anew where a sample office is already")


def _days(text: str) -> int:
    """One or more; argparse tells who wrote something else."""
    if int(text) < 1:
        raise ValueError(text)
    return int(text)


def _tour_words(reader: argparse.ArgumentParser) -> None:
    _database_word(reader)
    reader.add_argument("--out", metavar="DIR", type=Path, required=True, help="where pictures and papers go")
    reader.add_argument("--all", action="store_true", help="every page, station and dialog, the first start too")
    reader.add_argument("--services", metavar="ID,ID", default="", help="which services; else two of the sample's")
    reader.add_argument("--language", metavar="CODE", default="en", help="the language of the window")
    reader.add_argument("--text-size", metavar="PERCENT", type=int, default=100, help="from 80 to 300")
    reader.add_argument("--window", metavar="WxH", type=_pixels, default=(1280, 800), help="its size in pixels")
    reader.add_argument("--themes", nargs="+", choices=THEMES[1:], default=THEMES[1:2], help="of each picture")


def _pixels(text: str) -> tuple[int, int]:
    """1280x800; argparse tells who wrote something else."""
    wide, high = text.split("x")
    return int(wide), int(high)


def _init_words(reader: argparse.ArgumentParser) -> None:
    _database_word(reader)
    reader.add_argument("--office", metavar="NAME", help="set up an office of this name")
    reader.add_argument("--country", metavar="CC", help="ISO 3166 code, for the holidays")
    reader.add_argument("--currency", metavar="CCC", help="ISO 4217 code")
    reader.add_argument("--zone", metavar="ZONE", help="time zone, as Europe/Tallinn")
    reader.add_argument("--desk", metavar="CODE", action="append", help="a desk; may be given again")
    reader.add_argument("--administrator", metavar="LOGIN", help="the first administrator; the password is asked")
    reader.add_argument("--supervises", action="store_true", help="who is a supervisor too, so services are in force")
    reader.add_argument("--language", metavar="CODE", action="append", help="of papers, the first one first")
    reader.add_argument(
        "--service", metavar="NAME", action="append", help="one that comes with the program, as passport"
    )


def _desktop_words(reader: argparse.ArgumentParser) -> None:
    reader.add_argument("--remove", action="store_true", help="take it away again")
    reader.add_argument("--share", metavar="DIR", type=Path, help="instead of ~/.local/share")


def _as_words(reader: argparse.ArgumentParser) -> None:
    _database_word(reader)
    reader.add_argument("--as", dest="login", metavar="NAME", help="who does it; the password is asked")


def _file_words(reader: argparse.ArgumentParser) -> None:
    reader.add_argument("files", metavar="FILE", nargs="+", type=Path)


def _check_words(reader: argparse.ArgumentParser) -> None:
    _file_words(reader)
    told = "languages that must be there, such as en,fr,ar; else those that the file has begun"
    reader.add_argument("--languages", metavar="LIST", default="", help=told)


def _import_words(reader: argparse.ArgumentParser) -> None:
    _file_words(reader)
    _as_words(reader)
    reader.add_argument("--publish", action="store_true", help="in force from now on")


def _diff_words(reader: argparse.ArgumentParser) -> None:
    reader.add_argument("file", metavar="FILE", type=Path, help="the new definition")
    reader.add_argument("--against", metavar="FILE", type=Path, help="another file, instead of the version in force")
    _as_words(reader)


# -- the commands -----------------------------------------------------------------------------------------------


def _window(asked: argparse.Namespace, settings: Settings) -> int:
    def build() -> "Program":
        from oss_desk import bootstrap

        return bootstrap.open_office(bootstrap.settings_now())

    return _open(settings, build, with_month=True)


def _demo(asked: argparse.Namespace, settings: Settings) -> int:
    def build() -> "Program":
        from oss_desk import bootstrap

        return bootstrap.open_sample(settings, database=asked.database, fresh=asked.fresh)

    return _open(settings, build, with_month=asked.database is None)


def _sample(asked: argparse.Namespace, settings: Settings) -> int:
    from oss_desk import bootstrap

    def tell(done: int, of: int, day: date) -> None:
        print(f"{done} of {of} days made, now {day}", flush=True)

    started = time.perf_counter()
    url = asked.database or bootstrap.sample_url(settings)
    if asked.fresh:
        bootstrap.forget_sample(url)
    made = bootstrap.make_sample_at(url, days=asked.days or bootstrap.MONTH, tell=tell)
    if made is None:
        print("A sample office is there already; nothing was changed. `--fresh` makes it anew.", file=sys.stderr)
        return REFUSED
    spent = time.perf_counter() - started
    counted = f"{made.citizens} citizens, {made.visits} visits, {made.cases} cases, {made.receipts} receipts"
    print(f"{counted}, made in {spent:.1f} seconds")
    return DONE


def _month(settings: Settings) -> "SampleMonth":
    """The month of the sample office of this machine, which another run of this program makes."""
    from oss_desk.ui.month import MonthDoor
    from oss_desk.ui.window import SampleMonth

    def command() -> tuple[str, ...]:
        from oss_desk import bootstrap

        url = f"sqlite:///{bootstrap.month_file(settings)}"
        return sys.executable, "-m", "oss_desk", "sample", "--database", url

    def stands() -> "MonthStands":
        from oss_desk import bootstrap

        return bootstrap.month_stands(settings)

    def forget() -> None:
        from oss_desk import bootstrap

        bootstrap.forget_month(settings)

    def take() -> None:
        from oss_desk import bootstrap

        bootstrap.take_month(settings)

    return SampleMonth(MonthDoor(stands, command, forget), take)


def _open(settings: Settings, build: "Callable[[], Program]", *, with_month: bool = True) -> int:
    if not _has_screen():
        print(NO_SCREEN, file=sys.stderr)
        return REFUSED
    from oss_desk.ui.window import open_window

    return open_window(settings, build, _month(settings) if with_month else None, ways=ways_in(settings))


def ways_in(settings: Settings) -> "Ways":
    """How the window begins where there is no office yet."""
    from oss_desk import bootstrap
    from oss_desk.ui.welcome.ways import Ways

    return Ways(
        own=settings.database,
        data=settings.data,
        resources=paths.resources(),
        sample=lambda: bootstrap.open_sample(settings),
        existing=lambda address, desk: bootstrap.open_office(replace(settings, desk=desk or settings.desk), address),
        seen=bootstrap.seen_at,
        make=bootstrap.make_office,
        keep=partial(save_settings, settings.file),
        set_aside=partial(set_aside, settings.file),
    )


def _tour(asked: argparse.Namespace, settings: Settings) -> int:
    from oss_desk import bootstrap
    from oss_desk.ui.tour import Starts, View, lead

    services = tuple(word for word in asked.services.split(",") if word)
    view = View(asked.language, asked.text_size, asked.window, tuple(asked.themes))
    with tempfile.TemporaryDirectory() as folder:
        url = asked.database or f"sqlite:///{folder}/tour.sqlite"
        build = partial(bootstrap.open_sample, settings, database=url)
        starts = Starts(bootstrap.open_office, ways_in) if asked.all else None
        told = lead(settings, build, asked.out, services, view, starts)
    print("\n".join(told.lines))
    return DONE if told.whole else FOUND


def _init(asked: argparse.Namespace, settings: Settings) -> int:
    from oss_desk import bootstrap

    url = asked.database or settings.database
    if not asked.office and not sys.stdin.isatty():
        with closing(bootstrap.create_database(url)) as database:
            print(f"{database.place} is ready and holds no office yet. `oss-desk init --office NAME` sets one up.")
        return DONE
    planned = _new_office(asked)
    place = bootstrap.seen_at(url).place
    made = bootstrap.make_office(url, planned)
    print(f"{made.name} is set up in {place}. {planned.officials[0].login} can sign in.")
    return DONE


def _new_office(asked: argparse.Namespace) -> "Plan":
    from oss_desk.operations.office.plan import DeskGiven, OfficeGiven, OfficialGiven, Plan, ServiceGiven

    office = OfficeGiven(
        name=asked.office or _asked("Name of the office"),
        country=asked.country or _asked("Country, two letters"),
        currency=asked.currency or _asked("Currency, three letters"),
        zone=asked.zone or _asked("Time zone, as Europe/Tallinn"),
        languages=tuple(asked.language or ("en",)),
    )
    login = asked.administrator or _asked("Sign-in name of the first administrator")
    roles = ("administrator", "supervisor") if asked.supervises else ("administrator",)
    administrator = OfficialGiven(login, login, roles, _password(login))
    desks = tuple(DeskGiven(code, f"Desk {code}") for code in asked.desk or ["A"])
    return Plan(office, desks, (administrator,), tuple(map(ServiceGiven, asked.service or ())))


def _migrate(asked: argparse.Namespace, settings: Settings) -> int:
    from oss_desk import bootstrap

    with closing(bootstrap.create_database(asked.database or settings.database)) as database:
        print(f"{database.place} is up to date.")
    return DONE


def _desktop_file(asked: argparse.Namespace, settings: Settings) -> int:
    from oss_desk.ui import desktop_entry

    share = asked.share or desktop_entry.user_share()
    if asked.remove:
        gone = desktop_entry.remove(share)
        print(f"OSS Desk is taken out of {share}." if gone else f"OSS Desk is not in {share}. Nothing was changed.")
        return DONE
    print(f"{desktop_entry.install(share, desktop_entry.this_command())} is written. OSS Desk is in the menu now.")
    return DONE


def _services_check(asked: argparse.Namespace, settings: Settings) -> int:
    from oss_desk.workflows.registers import read_registers

    registers = read_registers(paths.resources() / "registers")
    languages = tuple(word.strip() for word in asked.languages.split(",") if word.strip())
    told = [line for file in asked.files for line in _mistakes(file, registers, languages)]
    print("\n".join(told or [f"{len(asked.files)} in order."]))
    return FOUND if told else DONE


def _mistakes(file: Path, registers: "Registers", languages: tuple[str, ...]) -> list[str]:
    from oss_desk.workflows.lint import lint
    from oss_desk.workflows.reader import DefinitionErrors, read_service
    from oss_desk.workflows.translations import languages_begun

    try:
        service = read_service(_read(file), file.name, registers)
    except DefinitionErrors as mistakes:
        return str(mistakes).splitlines()
    found = lint(service, registers, languages=languages or languages_begun(service))
    return [f"{file.name}: {finding.place}: {_sentence(finding.message)}" for finding in found]


def _services_import(asked: argparse.Namespace, settings: Settings) -> int:
    from oss_desk.operations.catalogue import catalogue

    with _signed_in(asked, settings) as program:
        for file in asked.files:
            version = catalogue.import_service(program, str(uuid4()), text=_read(file), name=file.name).result
            if asked.publish:
                catalogue.publish(program, str(uuid4()), service_version_id=version.id)
            print(f"{version.service}, version {version.number}{', in force from now on' if asked.publish else ''}")
    return DONE


def _services_diff(asked: argparse.Namespace, settings: Settings) -> int:
    told = _diff_of_files(asked, settings) if asked.against else _diff_to_office(asked, settings)
    print("\n".join(told or ["Nothing is different."]))
    return DONE


def _diff_of_files(asked: argparse.Namespace, settings: Settings) -> list[str]:
    from oss_desk.language import load_language
    from oss_desk.workflows.difference import differences
    from oss_desk.workflows.reader import read_service
    from oss_desk.workflows.registers import read_registers

    registers = read_registers(paths.resources() / "registers")
    old, new = (read_service(_read(file), file.name, registers) for file in (asked.against, asked.file))
    entries = (registers.authorities, registers.evidence_types, registers.life_events, registers.roles)
    names = {name: entry.title for kind in entries for name, entry in kind.items()}
    language = load_language(settings.language, paths.resources() / "translations")
    return [_told(one) for one in differences(old, new, language, names)]


def _diff_to_office(asked: argparse.Namespace, settings: Settings) -> list[str]:
    from oss_desk.operations.catalogue import catalogue

    with _signed_in(asked, settings) as program:
        found = catalogue.check_service(program, text=_read(asked.file), name=asked.file.name)
    if found.problems:
        return [f"{found.name}: {one.place}: {_sentence(one.message)}" for one in found.problems]
    return ["This service is new here."] if found.before is None else [_told(one) for one in found.differences]


def _told(one: "Difference") -> str:
    return f"{SIGNS[one.sign]} {one.text}"


def _services_list(asked: argparse.Namespace, settings: Settings) -> int:
    from oss_desk.domain.text import in_language
    from oss_desk.operations.catalogue import catalogue

    with _signed_in(asked, settings) as program:
        for card in catalogue.catalogue(program).services:
            print(f"{card.service:32} {in_language(card.title, settings.language)}")
    return DONE


def _services_schema(asked: argparse.Namespace, settings: Settings) -> int:
    from oss_desk.workflows.reader import json_schema

    print(json.dumps(json_schema(), indent=2, ensure_ascii=False))
    return DONE


# -- what the commands share ------------------------------------------------------------------------------------


@contextmanager
def _signed_in(asked: argparse.Namespace, settings: Settings) -> "Iterator[Program]":
    """The office with the person of `--as` at the desk of the settings, or its first one."""
    from oss_desk import bootstrap
    from oss_desk.operations.office.office import sign_in, sign_in_sheet, sign_out

    program = bootstrap.open_office(settings, asked.database)
    with closing(program.database):
        sheet = sign_in_sheet(program)
        at = sheet.desk or sheet.desks[0]
        login = asked.login or _asked("Who are you? Sign-in name")
        free = any(card.login == login and not card.needs_password for card in sheet.officials)
        password = "" if free else _password(login)
        signed_in = sign_in(replace(program, desk_code=at.code), login=login, password=password)
        try:
            yield signed_in
        finally:
            sign_out(signed_in)


def _asked(question: str) -> str:
    return input(f"{question}: ").strip()


def _password(login: str) -> str:
    """The password, typed unseen; where nobody sits at a terminal, the next line of the input."""
    if sys.stdin.isatty():
        return getpass.getpass(f"Password of {login}: ")
    return sys.stdin.readline().rstrip("\n")


def _read(file: Path) -> str:
    from oss_desk.domain.messages import refuse

    try:
        return file.read_text("utf-8")
    except OSError as error:
        raise refuse("file-unreadable", file=str(file), why=error.strerror or str(error)) from error
    except UnicodeDecodeError as error:
        raise refuse("file-not-text", file=str(file)) from error


def _sentence(message: "Message") -> str:
    from oss_desk.language import load_language
    from oss_desk.operations.messages import EVERY_TEXT

    return load_language("en", paths.resources() / "translations").message(message, EVERY_TEXT)


def _has_screen() -> bool:
    """Whether a window can be shown: a display server, or a platform without one, or a platform named on purpose."""
    shown = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    return sys.platform in ("win32", "darwin") or any(os.environ.get(name) for name in shown)
