"""Writes docs/pictures anew: the pictures that README.md and docs/ show, out of a whole tour made now or given."""

import re
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Mapping
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QImage

from tools.environment import ROOT
from tools.pictures import named

SHOWN = re.compile(r"!\[[^\]]*\]\((?:[^)\s]*/)?pictures/([\w-]+)\.png\)")
COLOURS = 256


def main() -> int:
    """`tools.guide_pictures [TOUR]`: without a folder the whole tour is made first. 1 when a picture is missing."""
    with tempfile.TemporaryDirectory() as folder:
        tour = Path(sys.argv[1]) if sys.argv[1:] else _tour(Path(folder))
        wanted, found = shown(ROOT), named(tour)
        absent = sorted(wanted - found.keys())
        if absent:
            print(f"The tour in {tour} has no {', '.join(absent)}; docs/pictures stays as it is.", file=sys.stderr)
            return 1
        write({name: tour / f"{found[name]}.png" for name in sorted(wanted)}, ROOT / "docs" / "pictures")
    return 0


def shown(root: Path) -> frozenset[str]:
    """The names of the pictures that the README and the pages below docs/ show."""
    pages = (root / "README.md", *sorted((root / "docs").rglob("*.md")))
    return frozenset(name for page in pages for name in SHOWN.findall(page.read_text("utf-8")))


def write(pictures: Mapping[str, Path], out: Path) -> None:
    """Make `out` hold these pictures by their names and no other, each in a palette, so that it stays small."""
    out.mkdir(parents=True, exist_ok=True)
    for old in out.glob("*.png"):
        if old.stem not in pictures:
            old.unlink()
    for name, file in pictures.items():
        _small(file).save(str(out / f"{name}.png"))
    size = sum(file.stat().st_size for file in out.glob("*.png"))
    print(f"{len(pictures)} pictures, {size / 1e6:.1f} MB, in {out}.")


def _small(file: Path) -> QImage:
    """The picture in the colours that it has most of; a window has few."""
    picture = QImage(str(file)).convertToFormat(QImage.Format.Format_RGB32)
    pixels = memoryview(picture.constBits()).cast("B").cast("I")
    table = [colour for colour, _ in Counter(pixels).most_common(COLOURS)]
    return picture.convertToFormat(QImage.Format.Format_Indexed8, table, Qt.ImageConversionFlag.ThresholdDither)


def _tour(out: Path) -> Path:
    command = [sys.executable, "-m", "oss_desk", "tour", "--all", "--out", str(out)]
    told = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    if told.returncode:
        print(told.stdout, told.stderr, file=sys.stderr)
    return out


if __name__ == "__main__":
    sys.exit(main())
