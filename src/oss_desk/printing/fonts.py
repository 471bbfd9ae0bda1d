"""The bundled fonts of paper: which file holds which letters, and fresh font objects for each document.

A file that is gone or damaged has no letters: the other weight of the script takes over, for Latin letters at last the
font that every PDF reader has of its own. `damaged` names such files.
"""

import struct
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFError, TTFont, TTFontFace

SCRIPTS = (
    "NotoSans",
    "NotoSansArabic",
    "NotoSansDevanagari",
    "NotoSansGeorgian",
    "NotoSansArmenian",
    "NotoSansHebrew",
    "NotoSansThai",
)
MONO = "NotoSansMono"
WEIGHTS = ("Regular", "Bold")
STANDARD = {False: "Helvetica", True: "Helvetica-Bold"}
"""Of every PDF reader; they hold Western letters only and cannot be shaped."""
BROKEN = (OSError, TTFError, struct.error, ValueError, KeyError, IndexError, AssertionError)
"""What reading a font file may end in when the file is gone, cut short or something else."""


class Fonts:
    """The fonts of one document. New objects each time: reportlab numbers shaped glyphs in the order of their first
    use, so a font used twice would make other bytes of the same paper."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._loaded: set[str] = set()

    def name_for(self, char: str, bold: bool, mono: bool, before: str = "") -> str:
        """The font that has this character, the one before it if possible; empty when none has it."""
        if before and self._has(before, char):
            return before
        return next((name for name in _candidates(bold, mono) if self._has(name, char)), "")

    def ready(self, name: str) -> str:
        """The name, after making sure that reportlab knows this font."""
        if name not in self._loaded and is_shaped(name):
            pdfmetrics.registerFont(TTFont(name, str(self._path(name)), shapable=True))
        self._loaded.add(name)
        return name

    def _has(self, name: str, char: str) -> bool:
        if not is_shaped(name):
            return _is_western(char)
        return ord(char) in _letters(*_as_it_is(self._path(name)))

    def _path(self, name: str) -> Path:
        return self.folder / f"{name}.ttf"


def is_shaped(name: str) -> bool:
    """Whether the letters of this font are set by its own rules: all but the two that stand in at last."""
    return name not in STANDARD.values()


def damaged(folder: Path) -> tuple[str, ...]:
    """The font files that are gone or cannot be read, by name; papers are made with the others."""
    files = [folder / f"{family}-{weight}.ttf" for family in (*SCRIPTS, MONO) for weight in WEIGHTS]
    return tuple(file.name for file in files if not _letters(*_as_it_is(file)))


def _candidates(bold: bool, mono: bool) -> Iterator[str]:
    """The wanted weight of every script, then the other one, then what every reader of a PDF has."""
    for weight in (WEIGHTS[bold], WEIGHTS[not bold]):
        for family in (MONO, *SCRIPTS) if mono else SCRIPTS:
            yield f"{family}-{weight}"
    yield STANDARD[bold]


def _as_it_is(path: Path) -> tuple[Path, int, int]:
    """The file with its size and time, so that one put back is read again."""
    try:
        status = path.stat()
    except OSError:
        return path, 0, 0
    return path, status.st_size, status.st_mtime_ns


@lru_cache(maxsize=256)
def _letters(path: Path, _size: int, _time: int) -> frozenset[int]:
    try:
        face: Any = TTFontFace(str(path))
        return frozenset(face.charToGlyph)
    except BROKEN:
        return frozenset()


def _is_western(char: str) -> bool:
    try:
        return char.encode("cp1252") != b"" and char.isprintable()
    except UnicodeEncodeError:
        return False
