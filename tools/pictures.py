"""Pictures of every page in each language, size and theme: nine tours, laid out as sheets a designer can go through."""

import html
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor, QImage, QPainter

from tools.environment import ROOT

OUT = ROOT / "pictures"
LANGUAGES = ("en", "fr", "ar")
THEMES = ("light", "dark", "contrast")
AT_ONCE = 2
CELL_WIDE, CELL_HIGH, GAP = 640, 448, 16


@dataclass(frozen=True)
class Size:
    """One way a window may be large: its name, its pixels, its text size in percent."""

    name: str
    window: str
    text_size: int


SIZES = (Size("usual", "1280x800", 100), Size("small", "1024x700", 100), Size("large-text", "1280x800", 200))


def main() -> int:
    """Make them all; 0 when every tour came to its end. `tools.pictures LANGUAGE ...` makes only those."""
    languages = sys.argv[1:] or LANGUAGES
    views = [(language, size) for language in languages for size in SIZES]
    with ThreadPoolExecutor(AT_ONCE) as tours:
        ended = list(tours.map(lambda view: _tour(*view), views))
    for language in languages:
        print(f"{language}: {sum(1 for _ in _sheets(language))} sheets")
    _index(languages)
    print(f"Open {OUT / 'index.html'}.")
    return max(ended)


def folder(language: str, size: Size) -> Path:
    """Where the pictures of one tour lie."""
    return OUT / f"{language}-{size.name}"


def _tour(language: str, size: Size) -> int:
    command = [sys.executable, "-m", "oss_desk", "tour", "--all", "--language", language]
    command += ["--out", str(folder(language, size)), "--window", size.window]
    command += ["--text-size", str(size.text_size), "--themes", *THEMES]
    told = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    if told.returncode:
        print(f"{language}, {size.name}:", told.stdout[-2000:], told.stderr[-2000:], file=sys.stderr)
    return told.returncode


def _sheets(language: str) -> Iterator[Path]:
    """One sheet for each moment of the tour: sizes below each other, themes side by side."""
    for name in _moments(language):
        rows = [[_picture(folder(language, size), name, theme) for theme in THEMES] for size in SIZES]
        sheet = OUT / f"{language}-{name}.png"
        _laid_out(rows).save(str(sheet))
        yield sheet


def _moments(language: str) -> tuple[str, ...]:
    """The names of what the tours kept, in their order; what only another size shows, as a longer page, comes last."""
    sizes = (named(folder(language, size)) for size in SIZES)
    return tuple(dict.fromkeys(name for names in sizes for name in names))


def named(place: Path) -> dict[str, str]:
    """The pictures of a tour: by name, with the number of a second one of it, the stem of the file."""
    seen: Counter[str] = Counter()
    found: dict[str, str] = {}
    for file in sorted(place.glob("[0-9]*.png"), key=lambda file: int(file.name.partition("-")[0])):
        stem = file.stem
        if "." in stem:
            continue
        name = stem.partition("-")[2]
        seen[name] += 1
        found[name if seen[name] == 1 else f"{name}-{seen[name]}"] = stem
    return found


def _picture(place: Path, name: str, theme: str) -> QImage:
    stem = named(place).get(name, "")
    return QImage(str(place / (f"{stem}.png" if theme == THEMES[0] else f"{stem}.{theme}.png")))


def _laid_out(rows: Sequence[Sequence[QImage]]) -> QImage:
    wide, high = len(rows[0]) * (CELL_WIDE + GAP) + GAP, len(rows) * (CELL_HIGH + GAP) + GAP
    sheet = QImage(wide, high, QImage.Format.Format_RGB32)
    sheet.fill(QColor("#808080"))
    painter = QPainter(sheet)
    for down, row in enumerate(rows):
        for along, picture in enumerate(row):
            place = QRect(GAP + along * (CELL_WIDE + GAP), GAP + down * (CELL_HIGH + GAP), CELL_WIDE, CELL_HIGH)
            if not picture.isNull():
                fitting = picture.scaled(
                    place.size(), Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
                )
                painter.drawImage(place.topLeft(), fitting)
    painter.end()
    return sheet


def _index(languages: Sequence[str]) -> None:
    """One page with every sheet, the whole pictures one press away."""
    parts = ["<!doctype html><meta charset=utf-8><title>OSS Desk, every page</title>"]
    for language in languages:
        parts.append(f"<h1>{html.escape(language)}</h1>")
        for name in _moments(language):
            links = " ".join(_link(language, size, name) for size in SIZES)
            parts.append(f"<h2>{html.escape(name)}</h2><p>{links}</p><img width=100% src='{language}-{name}.png'>")
    (OUT / "index.html").write_text("\n".join(parts) + "\n", "utf-8")


def _link(language: str, size: Size, name: str) -> str:
    stem = named(folder(language, size)).get(name)
    return f"<a href='{language}-{size.name}/{stem}.png'>{size.name}</a>" if stem else f"{size.name}: missing"


if __name__ == "__main__":
    sys.exit(main())
