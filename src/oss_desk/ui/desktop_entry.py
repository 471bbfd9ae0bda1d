"""Puts the program among the applications of a Linux desktop, for this user: the entry, and the icon in every size."""

import os
import shutil
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

from oss_desk import paths
from oss_desk.domain.messages import refuse
from oss_desk.ui.application_icon import SIZES, drawing, picture

NAME = "oss-desk"
SPECIAL = '"`$\\'
"""What the Desktop Entry Specification wants a backslash before, inside quotation marks."""


def user_share(environment: Mapping[str, str] = os.environ) -> Path:
    """Where the desktop looks for what this user has installed (XDG Base Directory Specification)."""
    named = environment.get("XDG_DATA_HOME", "")
    return Path(named) if named.startswith("/") else Path.home() / ".local" / "share"


def install(share: Path, command: tuple[str, ...]) -> Path:
    """Write entry and icons under that folder, over older ones; gives the entry. Refused where it cannot be written."""
    entry = share / "applications" / f"{NAME}.desktop"
    try:
        for size in SIZES:
            _icon(share, f"{size}x{size}", ".png").parent.mkdir(parents=True, exist_ok=True)
            picture(size).save(str(_icon(share, f"{size}x{size}", ".png")))
        _icon(share, "scalable", ".svg").parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(drawing(max(SIZES)), _icon(share, "scalable", ".svg"))
        entry.parent.mkdir(parents=True, exist_ok=True)
        entry.write_text(text(command), "utf-8")
    except OSError as error:
        raise refuse("folder-read-only", place=str(error.filename or share)) from error
    return entry


def remove(share: Path) -> bool:
    """Take away what `install` wrote; False when nothing was there."""
    entry = share / "applications" / f"{NAME}.desktop"
    there = entry.exists()
    for file in (entry, *_icons(share)):
        file.unlink(missing_ok=True)
    return there


def text(command: tuple[str, ...]) -> str:
    """The entry with the command that starts this very installation."""
    kept = (paths.resources() / f"{NAME}.desktop").read_text("utf-8")
    return kept.replace("\nExec=oss-desk\n", f"\nExec={' '.join(map(_quoted, command))}\n")


def this_command() -> tuple[str, ...]:
    """How this installation is started: its script where there is one, else its interpreter."""
    script = Path(sys.executable).parent / NAME
    return (str(script),) if script.is_file() else (sys.executable, "-m", "oss_desk")


def _quoted(word: str) -> str:
    inside = "".join(f"\\{letter}" if letter in SPECIAL else letter for letter in word).replace("%", "%%")
    plain = inside == word and not set(word) & set(" \t\n'<>~|&;*?#()=")
    return word if plain else '"' + inside.replace("\\", "\\\\") + '"'


def _icons(share: Path) -> Iterator[Path]:
    yield from (_icon(share, f"{size}x{size}", ".png") for size in SIZES)
    yield _icon(share, "scalable", ".svg")


def _icon(share: Path, size: str, ending: str) -> Path:
    return share / "icons" / "hicolor" / size / "apps" / f"{NAME}{ending}"
