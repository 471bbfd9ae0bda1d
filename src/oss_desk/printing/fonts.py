"""The bundled fonts of paper: which file holds which letters, and fresh font objects for each document."""

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont, TTFontFace

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
        if name not in self._loaded:
            pdfmetrics.registerFont(TTFont(name, str(self._path(name)), shapable=True))
            self._loaded.add(name)
        return name

    def _has(self, name: str, char: str) -> bool:
        return ord(char) in _letters(self._path(name))

    def _path(self, name: str) -> Path:
        return self.folder / f"{name}.ttf"


def _candidates(bold: bool, mono: bool) -> Iterator[str]:
    weight = "Bold" if bold else "Regular"
    for family in (MONO, *SCRIPTS) if mono else SCRIPTS:
        yield f"{family}-{weight}"


@cache
def _letters(path: Path) -> frozenset[int]:
    face: Any = TTFontFace(str(path))
    return frozenset(face.charToGlyph)
