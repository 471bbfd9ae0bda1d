"""Brings a drawn paper to where it is wanted: a folder, the system's viewer or a system printer; knows no jobs."""

import shutil
import subprocess
import tempfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from threading import Lock
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
PAPERS: Mapping[str, str] = {"a4": "A4", "a5": "A5", "letter": "Letter"}
"""The names CUPS has for the sheets that the settings know; a roll is asked for by its measures."""
STOPPED = frozenset({QPrinter.PrinterState.Aborted, QPrinter.PrinterState.Error})
_one_at_a_time = Lock()  # PDFium is not safe in two threads


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
        known = QPrinterInfo.printerInfo(self.printer)
        if not known.isNull() and known.state() in STOPPED:
            raise refuse("printer-stopped", printer=self.printer)
        with tempfile.NamedTemporaryFile(suffix=".pdf") as file:
            file.write(pdf)
            file.flush()
            ask = ["lp", "-d", self.printer, "-t", name, "-o", f"media={_media(self.paper, pdf)}", file.name]
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
        """Print it; refused when there is no such printer, when it is stopped, or when it takes no page."""
        ask_ready(self.printer)
        device = QPrinter(QPrinter.PrinterMode.HighResolution)
        device.setPrinterName(self.printer)
        device.setDocName(name)
        device.setResolution(ROLL_DPI if self.paper.endswith("mm") else SHEET_DPI)
        if not paint_pages(device, pdf):
            raise refuse("printer-refused", printer=self.printer, reason="")


@dataclass(frozen=True)
class SystemPrinter:
    """A printer of this system: the name it is asked by, what it is called, whether it is the usual one, and ready."""

    name: str
    title: str
    usual: bool
    ready: bool


def system_printers() -> tuple[SystemPrinter, ...]:
    """The printers that this system knows now, the usual one first; none where there is no print system."""
    usual = QPrinterInfo.defaultPrinterName()
    found = (
        SystemPrinter(
            info.printerName(),
            info.description() or info.printerName(),
            info.printerName() == usual,
            info.state() not in STOPPED,
        )
        for info in QPrinterInfo.availablePrinters()
    )
    return tuple(sorted(found, key=lambda printer: (not printer.usual, printer.title)))


def ask_ready(printer: str) -> None:
    """Refused when this system has no such printer, or says that it is stopped or out of reach."""
    info = QPrinterInfo.printerInfo(printer)
    if info.isNull():
        raise refuse("printer-missing", printer=printer)
    if info.state() in STOPPED:
        raise refuse("printer-stopped", printer=printer)


def _media(paper: str, pdf: bytes) -> str:
    """What CUPS calls the paper; of a roll the measures of the first page."""
    if paper in PAPERS:
        return PAPERS[paper]
    width, height = (round(points * MILLIMETRES_PER_POINT) for points in _first_page(pdf))
    return f"Custom.{width}x{height}mm"


def _first_page(pdf: bytes) -> tuple[float, float]:
    with _one_at_a_time:
        document = pypdfium2.PdfDocument(pdf)
        try:
            width, height = next(iter(document)).get_size()
            return float(width), float(height)
        finally:
            document.close()


def page_pictures(pdf: bytes, dpi: int) -> list[QImage]:
    """Every page as a picture, black on white."""
    with _one_at_a_time:
        document = pypdfium2.PdfDocument(pdf)
        try:
            return [page_picture(page, dpi) for page in document]
        finally:
            document.close()


def paint_pages(device: QPrinter, pdf: bytes) -> bool:
    """Paint every page of the PDF at its own size; False when the device takes none."""
    with _one_at_a_time:
        return _painted(device, pdf)


def _painted(device: QPrinter, pdf: bytes) -> bool:
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
    """Which outlet takes which kind of paper, and on which size of paper it is drawn.

    Without a printer of its own a paper is kept in the folder and shown. The kinds in `seen_first` wait until somebody
    has looked at them.
    """

    folder: Path
    outlets: Mapping[str, Outlet]
    show: Callable[[Path], bool] | None = None
    sizes: Mapping[str, str] = field(default_factory=dict)
    seen_first: frozenset[str] = frozenset()

    def outlet(self, kind: str) -> Outlet:
        """Where papers of this kind go."""
        return self.outlets.get(kind) or FolderOutlet(self.folder)

    def size(self, kind: str) -> str:
        """The size of paper that papers of this kind are drawn for."""
        return self.sizes.get(kind, "a4")


LIKE_RECEIPTS = ("void", "refund")
"""What comes out where receipts do, unless the settings name a printer for it."""


def machine_printers(settings: Settings) -> Printers:
    """The printers that this machine's settings name; without a screen nothing is opened in a viewer."""
    receipts = {kind: settings.printers["receipt"] for kind in LIKE_RECEIPTS if "receipt" in settings.printers}
    known = {**receipts, **settings.printers}.items()
    outlets = {kind: system_outlet(printer.name, printer.paper) for kind, printer in known if printer.name}
    sizes = {kind: printer.paper for kind, printer in known}
    shown = open_in_viewer if QGuiApplication.platformName() not in UNSEEN else None
    seen_first = frozenset(kind for kind, printer in known if not printer.silent)
    return Printers(settings.papers, outlets, shown, sizes, seen_first)


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
