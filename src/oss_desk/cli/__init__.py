"""The commands of `oss-desk`: without one the window opens; the window is imported only where one opens."""

import argparse
import sys
from collections.abc import Callable, Sequence

from oss_desk import __version__
from oss_desk.cli import care, history, offices, services, simulating, windows, words
from oss_desk.cli.terminal import DONE, FOUND, REFUSED, has_screen, sentence
from oss_desk.cli.windows import ways_in
from oss_desk.settings import Settings, SettingsError, read_settings, usual_settings

__all__ = ["DONE", "FOUND", "REFUSED", "main", "ways_in"]

ENDS = """exit codes:
  0  done
  1  refused: a sentence on the error output says why; nothing was changed
  2  the words of the command are off
  3  `services check` found mistakes, `tour` something that could not be done,
     or `simulate` something that did not hold
"""

Verb = Callable[[argparse.Namespace, Settings], int]


def main(line: Sequence[str] | None = None) -> int:
    """Run one command. What an official may be told is one sentence on the error output; a bug is a traceback."""
    from oss_desk.domain.messages import Refused

    asked = _reader().parse_args(line)
    verb: Verb = asked.verb
    try:
        return verb(asked, _settings_for(verb))
    except SettingsError as error:
        print(error, file=sys.stderr)
    except Refused as refused:
        print("\n".join(map(sentence, refused.messages)), file=sys.stderr)
    except KeyboardInterrupt:
        print("Stopped. What was done before is kept.", file=sys.stderr)
    return REFUSED


def _settings_for(verb: Verb) -> Settings:
    """This machine's settings. Where a window opens it says itself what is wrong with their file, with the way out."""
    try:
        return read_settings()
    except SettingsError:
        if verb not in (windows.window, windows.demo) or not has_screen():
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
    reader.set_defaults(verb=windows.window)
    commands = reader.add_subparsers(title="commands", metavar="")
    _add(commands, "demo", windows.demo, "open the sample office, made on first use", words.demo)
    _add(commands, "sample", offices.sample, "make a sample office with a month of life in it", words.sample)
    _add(commands, "simulate", simulating.simulate, "let an invented office work for days, with faults", words.simulate)
    _add(commands, "tour", windows.tour, "drive the window through a visit and leave pictures and papers", words.tour)
    _add(commands, "init", offices.init, "make an empty database, and set up the office in it", words.init)
    _add(commands, "migrate", offices.migrate, "bring a database up to this program", words.database)
    _add(commands, "logins", offices.logins, "give everybody a login of the database of her own", words.database)
    _add(
        commands,
        "desktop-file",
        offices.desktop_file,
        "put the program among this user's applications",
        words.desktop_file,
    )
    _add(
        commands, "verify", history.verify, "hold the history against its chains, or a receipt against it", words.verify
    )
    _add(commands, "backup", care.backup, "copy the office while it works, and verify the copy", words.into)
    _add(commands, "rehearse", care.rehearse, "restore the newest backup for a try, and compare", words.into)
    _add(commands, "restore", care.restore, "restore a backup into a place where nothing is yet", words.restore)
    _add(commands, "archive", care.archive, "write the signed archive for the auditor", words.archive)
    _add(commands, "health", care.health, "tell how everything stands", words.database)
    definitions = commands.add_parser("services", help="check, import and list service definitions")
    kinds = definitions.add_subparsers(title="commands", metavar="", required=True)
    _add(kinds, "check", services.check, "tell every mistake in definition files", words.check)
    _add(kinds, "import", services.import_files, "take definition files into the office", words.import_files)
    _add(kinds, "diff", services.diff, "what a definition file changes, in plain words", words.diff)
    _add(kinds, "list", services.list_services, "the services of the office", words.signed_in)
    _add(kinds, "schema", services.schema, "the JSON Schema of a definition, for editors", lambda _: None)
    return reader


def _add(
    commands: "argparse._SubParsersAction[argparse.ArgumentParser]",
    name: str,
    verb: Verb,
    tells: str,
    take: Callable[[argparse.ArgumentParser], None],
) -> None:
    reader = commands.add_parser(name, help=tells, description=tells[0].upper() + tells[1:] + ".")
    take(reader)
    reader.set_defaults(verb=verb)
