"""What belongs to this machine and not to the office: one frozen record, read once, defaults < file < environment."""

import difflib
import json
import os
import re
import tomllib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from typing import Any, Literal, get_args
from urllib.parse import parse_qs, urlsplit

from oss_desk import paths

Theme = Literal["system", "light", "dark", "contrast"]
THEMES: tuple[Theme, ...] = get_args(Theme)
PaperSize = Literal["a4", "a5", "letter", "80mm", "58mm"]
PAPER_SIZES: tuple[PaperSize, ...] = get_args(PaperSize)
ROLLS: frozenset[PaperSize] = frozenset({"80mm", "58mm"})
KINDS_OF_PAPER = (
    "application",
    "receipt",
    "acknowledgement",
    "handover",
    "refusal",
    "missing",
    "blanks",
    "void",
    "refund",
    "looks",
    "till",
    "service-sheet",
    "day-list",
)
KINDS_ON_A_ROLL = frozenset(
    {"receipt", "acknowledgement", "handover", "missing", "blanks", "void", "refund", "looks", "till"}
)
"""The others have tables, answers or decisions that are read and signed on a whole sheet."""
TEXT_SIZES = range(80, 301)
BackupEvery = Literal["day", "week", "never"]
ArchiveEvery = Literal["month", "week", "never"]
PREFIX = "OSS_DESK_"
FILE_VARIABLE = PREFIX + "SETTINGS"

_DESK = re.compile(r"[0-9A-HJ-NP-Z]{1,4}")
_LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")


class SettingsError(Exception):
    """A setting that cannot be used: a sentence or two that name the place, the key and the cure."""


@dataclass(frozen=True)
class Printer:
    """A system printer, by the name the system gives it, and the paper that lies in it.

    `silent` prints at once; otherwise the paper is shown first and goes to this printer from there. Without a name
    papers of the kind are kept in the folder, drawn for that size.
    """

    name: str = ""
    paper: PaperSize = "a4"
    silent: bool = True


@dataclass(frozen=True)
class Settings:
    """This machine's settings. `database` is a URL without a password; `printers` is by kind of paper.

    `text_size` is in percent; an empty `desk` is asked for at sign-in; `file` is where changes are kept. `backups` is
    the folder of backups and archives, best on another disk.
    """

    file: Path
    data: Path
    papers: Path
    database: str
    backups: Path
    desk: str = ""
    theme: Theme = "system"
    text_size: int = 100
    language: str = "en"
    printers: Mapping[str, Printer] = field(default_factory=dict)
    backup_every: BackupEvery = "day"
    archive_every: ArchiveEvery = "month"


def read_settings(environment: Mapping[str, str] = os.environ) -> Settings:
    """The settings of this machine. Raises SettingsError for an unknown key or a value that cannot be used."""
    file = settings_file(environment)
    return _settings(file, _read_all(_file_values(file), str(file)) | _from_environment(environment))


def _settings(file: Path, values: dict[str, Any]) -> Settings:
    values.setdefault("data", paths.user_data())
    values.setdefault("papers", paths.user_papers())
    values.setdefault("database", f"sqlite:///{values['data'] / 'office.sqlite'}")
    values.setdefault("backups", values["data"] / "backups")
    return Settings(file=file, **values)


def usual_settings(environment: Mapping[str, str] = os.environ) -> Settings:
    """The settings without their file, where that cannot be read: what is usual, and what the environment gives."""
    return _settings(settings_file(environment), _from_environment(environment))


def set_aside(file: Path) -> Path:
    """Put a settings file that cannot be read away under another name beside it; gives that name. Raises OSError."""
    numbers = (f"-{number}" if number > 1 else "" for number in count(1))
    names = (file.with_name(f"{file.stem}-set-aside{number}{file.suffix}") for number in numbers)
    return file.rename(next(name for name in names if not name.exists()))


def settings_file(environment: Mapping[str, str] = os.environ) -> Path:
    """Where the settings are kept: the platform's place, or the one that OSS_DESK_SETTINGS names."""
    named = environment.get(FILE_VARIABLE)
    return Path(named).expanduser() if named else paths.settings_file()


def save_settings(file: Path, **changes: object) -> None:
    """Write these keys into the file, keeping its others; None takes a key out. Either all of it is written or nothing.

    Values are as in the file (text, whole numbers, `printers` as a table). What came from the environment is
    never written. Comments are not kept. Raises SettingsError when the file or a change cannot be used.
    """
    kept = {key: value for key, value in (_file_values(file) | changes).items() if value is not None}
    _read_all(kept, str(file))
    _replace(file, "".join(_toml_lines(kept)))


def checked_database_url(value: object) -> str:
    """The URL as it came, once it is one the program can open. Raises ValueError with the cure."""
    url = _text(value)
    parts = urlsplit(url)
    if parts.password is not None or "password" in parse_qs(parts.query):
        raise ValueError("It holds a password. Take it out and keep it in PGPASSWORD or the file ~/.pgpass.")
    if parts.scheme == "sqlite" and not parts.netloc and parts.path.strip("/"):
        return url
    if parts.scheme in ("postgresql", "postgresql+psycopg") and parts.path.strip("/"):
        return url
    raise ValueError("Write sqlite:////folder/office.sqlite or postgresql://user@server/office.")


def _text(value: object) -> str:
    if not isinstance(value, str) or not value.strip():
        raise ValueError("Write it as text between quotation marks.")
    return value


def _folder(value: object) -> Path:
    folder = Path(_text(value)).expanduser()
    if not folder.is_absolute():
        raise ValueError("Write the whole path, from the root of the disk on.")
    return folder


def _matching(pattern: re.Pattern[str], cure: str) -> Callable[[object], str]:
    def read(value: object) -> str:
        if not isinstance(value, str) or not pattern.fullmatch(value):
            raise ValueError(cure)
        return value

    return read


def _one_of(words: Iterable[str]) -> Callable[[object], str]:
    allowed = tuple(words)

    def read(value: object) -> str:
        if value not in allowed:
            raise ValueError(f"Write one of {', '.join(allowed)}.")
        return str(value)

    return read


def _percent(value: object) -> int:
    whole = int(value) if isinstance(value, str) and value.isascii() and value.isdigit() else value
    if isinstance(whole, bool) or not isinstance(whole, int) or whole not in TEXT_SIZES:
        raise ValueError(f"Write a whole number from {TEXT_SIZES[0]} to {TEXT_SIZES[-1]}; 100 is the usual size.")
    return whole


def _printers(value: object) -> dict[str, Printer]:
    if not isinstance(value, dict):
        raise ValueError('Write a table for each kind of paper, as [printers.receipt] with name = "..." under it.')
    return {_kind_of_paper(kind): _printer(kind, printer) for kind, printer in value.items()}


def _kind_of_paper(kind: str) -> str:
    if kind not in KINDS_OF_PAPER:
        raise ValueError(f'There is no kind of paper "{kind}".{_nearest(kind, KINDS_OF_PAPER)}')
    return kind


def _printer(kind: str, value: object) -> Printer:
    if not isinstance(value, dict) or not value or set(value) - {"name", "paper", "silent"}:
        raise ValueError(f"A printer has name, paper and silent; [printers.{kind}] has something else.")
    known = _one_of(PAPER_SIZES)(value.get("paper", "a4"))
    paper = next(size for size in PAPER_SIZES if size == known)
    if paper in ROLLS and kind not in KINDS_ON_A_ROLL:
        raise ValueError(f"A roll is too narrow for papers of the kind {kind}. Write a4, a5 or letter.")
    silent = _yes_no("silent", value.get("silent", True))
    return Printer(_text(value["name"]) if "name" in value else "", paper, silent)


def _yes_no(key: str, value: object) -> bool:
    if not isinstance(value, bool):
        raise ValueError(f"Write {key} = true or {key} = false.")
    return value


READERS: dict[str, Callable[[object], Any]] = {
    "data": _folder,
    "papers": _folder,
    "database": checked_database_url,
    "desk": _matching(_DESK, "Write one to four digits or capital letters, without I and O."),
    "theme": _one_of(THEMES),
    "text_size": _percent,
    "language": _matching(_LANGUAGE, 'Write the code of a language, as "en" or "pt-BR".'),
    "printers": _printers,
    "backups": _folder,
    "backup_every": _one_of(get_args(BackupEvery)),
    "archive_every": _one_of(get_args(ArchiveEvery)),
}
"""Every key of the settings file and how its value is read; a reader raises ValueError with the cure."""

VARIABLES = {PREFIX + key.upper(): key for key in READERS if key != "printers"}
"""The settings that the environment may give, by the name of the variable."""


def _from_environment(environment: Mapping[str, str]) -> dict[str, Any]:
    given = {name: value for name, value in environment.items() if name.startswith(PREFIX) and name != FILE_VARIABLE}
    for name in given:
        if name not in VARIABLES:
            raise SettingsError(f"The environment: there is no setting {name}.{_nearest(name, VARIABLES)}")
    return {VARIABLES[name]: _read(name, VARIABLES[name], value) for name, value in given.items() if value}


def _read_all(values: Mapping[str, object], place: str) -> dict[str, Any]:
    for key in values:
        if key not in READERS:
            raise SettingsError(f'{place}: there is no setting "{key}".{_nearest(key, READERS)}')
    return {key: _read(f"{place}: {key}", key, value) for key, value in values.items()}


def _read(place: str, key: str, value: object) -> Any:
    try:
        return READERS[key](value)
    except ValueError as error:
        shown = "what stands there" if key == "database" or isinstance(value, dict) else json.dumps(value, default=str)
        raise SettingsError(f"{place} cannot be {shown}. {error}") from None


def _file_values(file: Path) -> dict[str, object]:
    try:
        return tomllib.loads(file.read_text("utf-8"))
    except FileNotFoundError:
        return {}
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        cure = "Mend that place, or take the file away to start with the usual settings."
        raise SettingsError(f"{file} cannot be read as settings: {error}. {cure}") from None
    except OSError as error:
        cure = "Look what is in the way there, or ask for the right to read it."
        raise SettingsError(f"{file} cannot be opened: {error.strerror}. {cure}") from None


def _nearest(word: str, known: Iterable[str]) -> str:
    words = list(known)
    near = difflib.get_close_matches(word, words, 1)
    return f" Did you mean {near[0]}?" if near else f" There are {', '.join(words)}."


def _toml_lines(values: Mapping[str, object], table: str = "") -> Iterable[str]:
    """TOML with plain values before tables, as the format wants it."""
    for key, value in values.items():
        if not isinstance(value, Mapping):
            yield f"{key} = {_toml_value(value)}\n"
    for key, value in values.items():
        if isinstance(value, Mapping):
            name = f"{table}.{key}" if table else key
            yield f"\n[{name}]\n"
            yield from _toml_lines(value, name)


def _toml_value(value: object) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, int):
        return str(value)
    return json.dumps(str(value), ensure_ascii=False).replace("\x7f", "\\u007f")


def _replace(file: Path, text: str) -> None:
    """Put the text there at once: whoever reads sees the old file or the new one, after a power cut too."""
    try:
        paths.put_whole(file, text)
    except OSError as error:
        cure = "Nothing was changed; ask for the right to write there, or make room on the disk."
        raise SettingsError(f"{file} cannot be saved: {error.strerror}. {cure}") from None
