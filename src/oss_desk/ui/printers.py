"""Brings a drawn paper to where it is wanted: a folder, the system's viewer or a system printer; knows no jobs."""

import shutil
import subprocess
import tempfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

import pypdfium2
from PySide6.QtCore import QMarginsF, QSizeF, QUrl
from PySide6.QtGui import QDesktopServices, QGuiApplication, QImage, QPageSize, QPainter
from PySide6.QtPrintSupport import QPrinter, QPrinterInfo

from oss_desk.domain.messages import refuse
from oss_desk.settings import Settings

POINTS_PER_INCH = 72
SHEET_DPI, ROLL_DPI = 300, 203
MILLIMETRES_PER_POINT = 25.4 / 72
ANSWER_SECONDS = 30
UNSEEN = frozenset({"offscreen", "minimal", "vnc"})
PAPERS: Mapping[str, str] = {
    "a4": "A4",
    "letter": "Letter",
    "80mm": "Custom.80x297mm",
    "58mm": "Custom.58x297mm",
}
"""The names CUPS has for the kinds of paper that the settings know."""


class Outlet(Protocol):
    """Where papers go. `deliver` runs off the window's thread and raises Refused when the paper did not get there."""

    def deliver(self, pdf: bytes, name: str) -> Path | None:
        """Bring this paper there; the file it became, where it became one."""


@dataclass(frozen=True)
class FolderOutlet:
    """Papers are kept as PDF files; nothing that is there already is written over."""

    folder: Path

    def deliver(self, pdf: bytes, name: str) -> Path:
        """The file that now holds the paper."""
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            place = free_name(self.folder, name)
            place.write_bytes(pdf)
        except OSError as error:
            raise refuse("paper-not-saved", folder=str(self.folder), reason=error.strerror or "") from error
        return place


@dataclass(frozen=True)
class CupsOutlet:
    """A system printer reached through `lp`, which takes the PDF as it is."""

    printer: str
    paper: str = "a4"

    def deliver(self, pdf: bytes, name: str) -> None:
        """Hand the paper to the print system; accepted is not yet printed, but it is in safe hands."""
        with tempfile.NamedTemporaryFile(suffix=".pdf") as file:
            file.write(pdf)
            file.flush()
            ask = ["lp", "-d", self.printer, "-t", name, "-o", f"media={PAPERS[self.paper]}", file.name]
            try:
                answer = subprocess.run(ask, capture_output=True, text=True, timeout=ANSWER_SECONDS, check=False)
            except (OSError, subprocess.TimeoutExpired) as error:
                raise refuse("printer-does-not-answer", printer=self.printer) from error
        if answer.returncode:
            raise refuse("printer-refused", printer=self.printer, reason=answer.stderr.strip())


@dataclass(frozen=True)
class RasterOutlet:
    """A system printer reached through Qt, each page as a picture: where there is no CUPS."""

    printer: str
    paper: str = "a4"

    def deliver(self, pdf: bytes, name: str) -> None:
        """Print it; refused when there is no such printer or it takes no page."""
        if self.printer not in QPrinterInfo.availablePrinterNames():
            raise refuse("printer-missing", printer=self.printer)
        device = QPrinter(QPrinter.PrinterMode.HighResolution)
        device.setPrinterName(self.printer)
        device.setDocName(name)
        device.setResolution(ROLL_DPI if self.paper.endswith("mm") else SHEET_DPI)
        if not paint_pages(device, pdf):
            raise refuse("printer-refused", printer=self.printer, reason="")


def paint_pages(device: QPrinter, pdf: bytes) -> bool:
    """Paint every page of the PDF at its own size; False when the device takes none."""
    document = pypdfium2.PdfDocument(pdf)
    painter = QPainter()
    try:
        for page in document:
            _set_page(device, *page.get_size())
            if not (device.newPage() if painter.isActive() else painter.begin(device)):
                return False
            picture = page_picture(page, device.resolution())
            painter.drawImage(device.pageLayout().fullRectPixels(device.resolution()), picture)
        return True
    finally:
        painter.end()
        document.close()


def page_picture(page: pypdfium2.PdfPage, dpi: int) -> QImage:
    """One page as a picture, black on white."""
    bitmap = page.render(scale=dpi / POINTS_PER_INCH, fill_color=(255, 255, 255, 255), rev_byteorder=True)
    form = QImage.Format.Format_RGBA8888 if bitmap.n_channels == 4 else QImage.Format.Format_RGB888
    return QImage(bitmap.buffer, bitmap.width, bitmap.height, bitmap.stride, form).copy()


def _set_page(device: QPrinter, width: float, height: float) -> None:
    size = QSizeF(width * MILLIMETRES_PER_POINT, height * MILLIMETRES_PER_POINT)
    exact = QPageSize.SizeMatchPolicy.FuzzyMatch if width > 500 else QPageSize.SizeMatchPolicy.ExactMatch
    device.setPageSize(QPageSize(size, QPageSize.Unit.Millimeter, "", exact))
    device.setPageMargins(QMarginsF(0, 0, 0, 0))
    device.setFullPage(True)


@dataclass(frozen=True)
class Printers:
    """Which outlet takes which kind of paper. Without a printer of its own a paper is kept in the folder and shown."""

    folder: Path
    outlets: Mapping[str, Outlet]
    show: Callable[[Path], bool] | None = None

    def outlet(self, kind: str) -> Outlet:
        """Where papers of this kind go."""
        return self.outlets.get(kind) or FolderOutlet(self.folder)

    def has_printer(self, kind: str) -> bool:
        """Whether it comes out on paper by itself; else it is opened for the official to print."""
        return kind in self.outlets


def machine_printers(settings: Settings) -> Printers:
    """The printers that this machine's settings name; without a screen nothing is opened in a viewer."""
    outlets = {kind: system_outlet(printer.name, printer.paper) for kind, printer in settings.printers.items()}
    seen = QGuiApplication.platformName() not in UNSEEN
    return Printers(settings.papers, outlets, open_in_viewer if seen else None)


def system_outlet(printer: str, paper: str = "a4") -> Outlet:
    """The way to a printer of this system."""
    return CupsOutlet(printer, paper) if shutil.which("lp") else RasterOutlet(printer, paper)


def open_in_viewer(file: Path) -> bool:
    """Show a PDF in whatever the system shows PDFs with; False when there is nothing. Called on the window's thread."""
    return QDesktopServices.openUrl(QUrl.fromLocalFile(str(file)))


def free_name(folder: Path, name: str) -> Path:
    """`name.pdf` in that folder, or `name-2.pdf` when that is taken; signs that no file system likes are replaced."""
    stem = "".join(char if char.isalnum() or char in "-_ " else "-" for char in name).strip() or "paper"
    place, turn = folder / f"{stem}.pdf", 1
    while place.exists():
        turn += 1
        place = folder / f"{stem}-{turn}.pdf"
    return place
