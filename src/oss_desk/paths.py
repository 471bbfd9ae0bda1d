"""Finds what came with the program and where this machine keeps what is its own; the lowest layer."""

import os
import tempfile
from pathlib import Path

import platformdirs

APPLICATION = "oss-desk"
PACKAGE = Path(__file__).resolve().parent


def migrations() -> Path:
    """The folder of database migrations."""
    return bundled("migrations")


def resources() -> Path:
    """The folder of bundled services, registers, fonts, icons, themes and translations."""
    return bundled("resources")


def bundled(name: str, package: Path = PACKAGE) -> Path:
    """A folder that belongs to the program: inside the installed package, else in the repository around it.

    An editable install does not carry the folders that the wheel takes in under an underscore, so both are looked at.
    """
    places = (package / f"_{name}", package.parent.parent / name)
    for place in places:
        if place.is_dir():
            return place
    raise FileNotFoundError(f"The program is not complete: there is no folder {' or '.join(map(str, places))}.")


def user_data() -> Path:
    """Where the platform keeps a program's own data for this user: the SQLite office, recovery files, logs."""
    return Path(platformdirs.user_data_dir(APPLICATION, appauthor=False))


def user_papers() -> Path:
    """Where saved papers go unless the settings say otherwise: in the user's documents, where she looks for them."""
    return Path(platformdirs.user_documents_dir()) / "OSS Desk"


def settings_file() -> Path:
    """Where the platform keeps this user's settings of the program."""
    return Path(platformdirs.user_config_dir(APPLICATION, appauthor=False)) / "settings.toml"


def put_whole(file: Path, text: str) -> None:
    """Put a text there at once: readers see the old file or the new one, after a power cut too. Raises OSError."""
    file.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=file.parent, prefix=f".{file.name}.")
    new = Path(name)
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as written:
            written.write(text)
            written.flush()
            os.fsync(written.fileno())
        new.replace(file)
    finally:
        new.unlink(missing_ok=True)
