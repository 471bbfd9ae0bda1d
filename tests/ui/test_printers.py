"""Where papers go: files that write over nothing, printers that are not there, pages painted at their own size."""

import os
import stat
from pathlib import Path

import pypdfium2
import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtPrintSupport import QPrinter, QPrinterInfo
from reportlab.pdfgen.canvas import Canvas

from oss_desk.domain.messages import Refused
from oss_desk.language import load_language
from oss_desk.paths import resources
from oss_desk.printing import draw
from oss_desk.settings import read_settings, save_settings
from oss_desk.ui.printers import (
    CupsOutlet,
    FolderOutlet,
    Printers,
    RasterOutlet,
    ask_ready,
    free_name,
    machine_printers,
    page_pictures,
    paint_pages,
    system_printers,
)
from tests.printing.examples import RECEIPT


@pytest.fixture
def pdf(tmp_path: Path) -> bytes:
    """A PDF of two pages."""
    file = tmp_path / "two.pdf"
    canvas = Canvas(str(file), pagesize=(200, 300))
    canvas.drawString(20, 20, "one")
    canvas.showPage()
    canvas.drawString(20, 20, "two")
    canvas.save()
    return file.read_bytes()


def test_a_paper_is_kept_and_nothing_is_written_over(tmp_path: Path) -> None:
    outlet = FolderOutlet(tmp_path / "papers")
    first, second = outlet.deliver(b"one", "receipt-1"), outlet.deliver(b"two", "receipt-1")
    assert (first.read_bytes(), second.read_bytes()) == (b"one", b"two")
    assert (first.name, second.name) == ("receipt-1.pdf", "receipt-1-2.pdf")


def test_signs_that_no_file_system_likes_are_replaced(tmp_path: Path) -> None:
    assert free_name(tmp_path, "../a:b").parent == tmp_path
    assert free_name(tmp_path, "../a:b").name == "---a-b.pdf"


def test_a_folder_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.write_text("in the way")
    with pytest.raises(Refused) as told:
        FolderOutlet(file / "papers").deliver(b"x", "receipt")
    assert told.value.message.code == "paper-not-saved"


def test_a_printer_that_refuses_is_told_with_its_reason(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _program(tmp_path / "lp", "echo out of paper >&2; exit 1")
    monkeypatch.setenv("PATH", f"{tmp_path}{os.pathsep}{os.environ['PATH']}")
    with pytest.raises(Refused) as told:
        CupsOutlet("laser").deliver(b"%PDF", "receipt")
    assert told.value.message.code == "printer-refused"
    assert told.value.message.values["reason"] == "out of paper"


def test_a_printer_gets_the_paper_as_it_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, pdf: bytes) -> None:
    _program(tmp_path / "lp", f'echo "$@" > {tmp_path}/asked; for last; do :; done; cp "$last" {tmp_path}/got')
    monkeypatch.setenv("PATH", f"{tmp_path}{os.pathsep}{os.environ['PATH']}")
    CupsOutlet("laser", "80mm").deliver(pdf, "receipt-7")
    assert (tmp_path / "got").read_bytes() == pdf
    assert "-d laser -t receipt-7 -o media=Custom.71x106mm" in (tmp_path / "asked").read_text()
    CupsOutlet("laser", "a5").deliver(pdf, "receipt-8")
    assert "media=A5" in (tmp_path / "asked").read_text()


def test_without_lp_the_printer_is_told_not_to_answer(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(Refused) as told:
        CupsOutlet("laser").deliver(b"%PDF", "receipt")
    assert told.value.message.code == "printer-does-not-answer"


def test_a_printer_that_is_not_there_is_told(qapp: QGuiApplication, pdf: bytes) -> None:
    with pytest.raises(Refused) as told:
        RasterOutlet("nobody's").deliver(pdf, "receipt")
    assert told.value.message.code == "printer-missing"


def test_every_page_is_painted(qapp: QGuiApplication, pdf: bytes, tmp_path: Path) -> None:
    device = QPrinter()
    device.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    device.setOutputFileName(str(tmp_path / "out.pdf"))
    assert paint_pages(device, pdf)
    assert (tmp_path / "out.pdf").read_bytes().count(b"/Type /Page\n") == 2


@pytest.mark.parametrize(("size", "wide", "high"), [("a5", 148, 210), ("letter", 216, 279), ("80mm", 80, None)])
def test_a_paper_comes_out_at_its_own_size(
    qapp: QGuiApplication, tmp_path: Path, size: str, wide: int, high: int | None
) -> None:
    paper = draw(RECEIPT, load_language("en", resources() / "translations"), resources() / "fonts", size)
    device = QPrinter()
    device.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    device.setOutputFileName(str(tmp_path / "out.pdf"))
    device.setResolution(203)
    assert paint_pages(device, paper)
    document = pypdfium2.PdfDocument((tmp_path / "out.pdf").read_bytes())
    width, height = (points * 25.4 / 72 for points in next(iter(document)).get_size())
    document.close()
    assert width == pytest.approx(wide, abs=0.5)
    if high is not None:
        assert height == pytest.approx(high, abs=0.5)
    else:
        assert 200 < height < 400


def test_a_machine_without_a_print_system_has_no_printers(qapp: QGuiApplication) -> None:
    assert [printer.name for printer in system_printers()] == QPrinterInfo.availablePrinterNames()
    with pytest.raises(Refused, match="printer-missing"):
        ask_ready("nobody's")


def test_every_page_becomes_a_picture(qapp: QGuiApplication, pdf: bytes) -> None:
    first, second = page_pictures(pdf, 72)
    assert (first.width(), first.height()) == (second.width(), second.height()) == (200, 300)


def test_the_settings_say_size_and_whether_a_paper_is_seen_first(qapp: QGuiApplication, tmp_path: Path) -> None:
    file = tmp_path / "settings.toml"
    roll: dict[str, object] = {"name": "roll", "paper": "80mm"}
    kinds = {"receipt": roll, "handover": {"paper": "a5", "silent": False}}
    save_settings(file, printers=kinds)
    printers = machine_printers(read_settings({"OSS_DESK_SETTINGS": str(file), "OSS_DESK_PAPERS": str(tmp_path)}))
    assert (printers.size("receipt"), printers.size("handover"), printers.size("missing")) == ("80mm", "a5", "a4")
    assert (printers.size("void"), printers.size("refund")) == ("80mm", "80mm")
    assert printers.seen_first == {"handover"}
    assert printers.outlet("handover") == FolderOutlet(tmp_path)


def test_papers_without_a_printer_of_their_own_go_to_the_folder(tmp_path: Path) -> None:
    laser = CupsOutlet("laser")
    printers = Printers(tmp_path, {"receipt": laser})
    assert printers.outlet("receipt") is laser
    assert printers.outlet("handover") == FolderOutlet(tmp_path)


def test_without_a_screen_nothing_is_opened_in_a_viewer(qapp: QGuiApplication, tmp_path: Path) -> None:
    settings = read_settings({"OSS_DESK_SETTINGS": str(tmp_path / "none.toml"), "OSS_DESK_PAPERS": str(tmp_path)})
    assert machine_printers(settings) == Printers(tmp_path, {}, None)


def _program(file: Path, script: str) -> None:
    file.write_text(f"#!/bin/sh\n{script}\n")
    file.chmod(file.stat().st_mode | stat.S_IXUSR)
